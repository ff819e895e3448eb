// Package room runs games: a room is one running game, a single goroutine that
// alone touches the game's state, and the registry finds, loads and shelves rooms
// by their code. It knows no socket and no bbolt: Conn and House are all it sees of
// the rest.
package room
