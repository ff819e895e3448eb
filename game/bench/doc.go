// Package bench measures what the appliance costs: real sockets on loopback, the load
// from a process of its own (the test binary, run again), so that the CPU time of
// server and clients are told apart, and beside each figure the floor, from the same
// run: the same bytes written by one raw write(2) for each delivery.
//
//	go test -run - -bench . ./game/bench
//
// A delivery is one seat seeing the effect of one move.
package bench
