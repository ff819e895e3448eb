// Package e2e holds the tests of the whole appliance: the built program, started
// as a process, through its real HTTP, sockets and pages.
package e2e
