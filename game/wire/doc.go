// Package wire is what goes over the socket: messages, frames, close codes and
// limits. PROTOCOL.md beside it is the contract in words; its examples are tested.
// It knows no socket, no room and no game.
package wire
