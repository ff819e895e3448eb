// Package web is Packnight's HTTP side: every route of the wire contract in one
// table (routes.go), the pages and static files, the QR code, and what all of them
// have in common. It composes people and rooms, and holds no state of its own.
//
// A request passes, outermost first:
//
//	recover    a panic becomes a 500 with a sentence; the others notice nothing
//	headers    the same on every answer, the content security policy among them
//	host       421 unless the Host is one of the machine's own (DNS rebinding), or
//	           the request a phone's probe in a hotspot of ours: a 302 to the join page
//	mux        /ws, /static/, pages, or a route of the table
//	change     403 for a foreign Origin, 415 unless JSON; what isn't a GET is a change
//	session    the cookie's user, read once and never written but by a login
//	who        the table says who may; a route that says nothing is nobody's
//	body       the route's own limit of bytes; strict JSON
//	handler    returns an answer or an error; one place writes either
//
// Sockets (/ws) go past the session middleware: only a ticket crosses.
package web
