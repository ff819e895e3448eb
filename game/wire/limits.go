package wire

import "time"

// Limits are all bounds of the appliance, shown to the leader. Benchmarks and
// stress tests set their own. The zero value allows nothing: start from Default.
type Limits struct {
	Message     int           // bytes of one message of a client
	Rate        int           // messages a second of one connection
	Burst       int           // messages at once of one connection
	Hello       time.Duration // until the first message
	Write       time.Duration // a socket that takes nothing for as long is dropped
	Queue       int           // messages waiting for one connection
	QueueBytes  int           // bytes waiting for one connection
	SocketBytes int           // the write buffer of a socket in the kernel
	Beat        time.Duration // between two beats, and two pings
	Silent      time.Duration // a seat that is silent for as long is asleep
	Moved       time.Duration // how long a socket stays open after `go`
	Linger      time.Duration // how long a room stays loaded with nobody connected
	Seats       int           // in one game
	Games       int           // open at once
	Sockets     int           // in all
	ForLeaders  int           // of them kept for leaders and stages
	Strangers   int           // sockets of one address before their hello
	Players     int           // of one meeting
	PerUser     int           // players of one user
	HeaderTime  time.Duration // until the headers of a request are there
	Headers     int           // bytes of them
	Body        int           // bytes of a JSON body that is no pack
	Pack        int           // bytes of a leader's own pack
	Backup      int           // bytes of all of a leader's own packs in one file
}

// Default are the limits of the appliance as it is started.
func Default() Limits {
	return Limits{
		Message: 4 << 10, Rate: 20, Burst: 40,
		Hello: 5 * time.Second, Write: 5 * time.Second,
		Queue: 32, QueueBytes: 256 << 10, SocketBytes: 64 << 10,
		Beat: 3 * time.Second, Silent: 12 * time.Second, Moved: 5 * time.Second, Linger: 30 * time.Second,
		Seats: 200, Games: 200, Sockets: 2500, ForLeaders: 16, Strangers: 64,
		Players: 60, PerUser: 6,
		HeaderTime: 5 * time.Second, Headers: 16 << 10, Body: 16 << 10, Pack: 1 << 20, Backup: 32 << 20,
	}
}
