package web

import (
	"net/http"
)

// Network is how other devices reach this machine, as a leader is told.
type Network struct {
	Door   string `json:"door"`   // "open", or "shut" while this machine alone is let in
	Name   string `json:"name"`   // that it is found by, such as "packnight.local"; "" for none
	Heard  bool   `json:"heard"`  // another device has connected, at the addresses that there are now
	Advice string `json:"advice"` // a sentence about what may be in the way; "" for nothing
	// Findings are what most likely keeps phones away, the likeliest first: see PROTOCOL.md.
	Findings []string `json:"findings"`
}

const (
	doorOpen = "open"
	doorShut = "shut"
)

var errDoorShut = fault{status: http.StatusServiceUnavailable, code: "door_shut", message: "Press «Open the door» first: until then this computer lets no phone in."}

func (s *site) network() Network {
	if s.Network == nil {
		return Network{Door: doorOpen, Findings: []string{}}
	}
	return s.Network()
}

// openDoor lets other machines in. An open one stays open.
func (s *site) openDoor(c *call) (answer, error) {
	if s.OpenDoor == nil {
		return answer{}, errNotFound
	}
	if err := s.OpenDoor(); err != nil {
		s.log.Error("the door did not open", "err", err)
		return answer{}, fault{status: http.StatusServiceUnavailable, code: "door_shut", message: "The door did not open. Stop Packnight, start it again, and try once more."}
	}
	s.log.Info("door open", "by", c.user.ID)
	return done()
}

// stop has the program stop in order.
func (s *site) stop(c *call) (answer, error) {
	if s.Stop == nil {
		return answer{}, errNotFound
	}
	s.log.Info("asked to stop", "by", c.user.ID)
	s.Stop()
	return done()
}
