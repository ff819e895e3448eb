// Package hub owns the sockets: it takes them over from net/http, finds out whose
// they are by the ticket in their hello, hands their moves to a room and writes what
// rooms send. It is the only server package that knows gorilla/websocket, which
// reads; every byte after the handshake is written here.
//
// Frames come encoded (wire.Frame), once for all who see the same. Whoever sends
// writes them with one write(2) that never blocks. Only what a socket does not take
// at once is queued, within bounds, for a goroutine that lives as long as the queue.
// So a phone that stops reading slows nobody down, and an idle one costs its reader's
// stack and a few small structs.
//
// Goroutines: one reader for each socket, one sweeper for all (beats, pings, the
// silent), one flusher for each socket that is behind. Close waits for all of them.
package hub
