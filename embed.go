package main

import (
	"embed"
	"io/fs"
)

// all: names that begin with _ or . are part of the client too.
//
//go:embed all:assets
var embedded embed.FS

// client returns the web client inside the binary.
func client() fs.FS {
	sub, err := fs.Sub(embedded, "assets")
	if err != nil {
		panic(err) // the name is a constant, and valid
	}
	return sub
}
