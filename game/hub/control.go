package hub

import (
	"encoding/binary"
	"unicode/utf8"

	"packnight/game/wire"
)

// Control frames of RFC 6455, section 5.5, as a server sends them.
const (
	finClose = 0x88
	finPing  = 0x89
	finPong  = 0x8a

	longestControl = 125
	longestReason  = longestControl - 2
)

func pingFrame() wire.Frame { return wire.Frame{finPing, 0} }

// pongFrame answers a ping with its own bytes, at most 125 of them.
func pongFrame(data string) wire.Frame {
	return append(wire.Frame{finPong, byte(len(data))}, data...)
}

// closeFrame tells why a socket ends; a reason that is too long is cut. Code 0 is a
// close frame without a code.
func closeFrame(code wire.CloseCode, reason string) wire.Frame {
	if code == 0 {
		return wire.Frame{finClose, 0}
	}
	reason = trim(reason, longestReason)
	f := binary.BigEndian.AppendUint16(wire.Frame{finClose, byte(2 + len(reason))}, uint16(code))
	return append(f, reason...)
}

// trim returns the longest start of s that has at most n bytes and ends between two runes.
func trim(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
