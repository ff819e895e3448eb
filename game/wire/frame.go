package wire

import "encoding/binary"

// Frame is one or more complete text messages in the encoding of RFC 6455, section
// 5.2, unmasked as a server sends them: ready to be written to a socket. It is
// encoded once for all who see the same, and nobody changes it afterwards.
type Frame []byte

const (
	finText      = 0x81 // FIN and opcode 1
	length16     = 126  // the length follows in 2 bytes
	length64     = 127  // the length follows in 8 bytes
	longest7     = 125
	longest16    = 1<<16 - 1
	headerLength = 10 // at most
)

// AppendText appends one text message to dst and returns the extended slice.
func AppendText(dst Frame, payload []byte) Frame {
	return append(appendHeader(dst, len(payload)), payload...)
}

// Text returns the frame of one text message.
func Text(payload []byte) Frame {
	return AppendText(make(Frame, 0, headerLength+len(payload)), payload)
}

// appendHeader appends the header of a text message of n bytes.
func appendHeader(dst Frame, n int) Frame {
	switch {
	case n <= longest7:
		return append(dst, finText, byte(n))
	case n <= longest16:
		return binary.BigEndian.AppendUint16(append(dst, finText, length16), uint16(n))
	default:
		return binary.BigEndian.AppendUint64(append(dst, finText, length64), uint64(n))
	}
}

// textAfter returns the frame of the text message in b after its first headerLength
// bytes, which are for the header. What is large is not copied that way.
func textAfter(b []byte) Frame {
	var room [headerLength]byte
	header := appendHeader(room[:0], len(b)-headerLength)
	start := headerLength - len(header)
	copy(b[start:], header)
	return b[start:]
}
