package appliance

import (
	"errors"
	"fmt"
	"net"
	"strconv"
)

// favourites are the ports tried when none was asked for: with 80 nothing has to
// follow the address that a child types; 0 is any free one.
var favourites = []int{80, 8080, 0}

// listen opens the port that the pack will use. An explicit address that can't be
// had is an error; without one the first favourite that can be had is taken, on host,
// "" for all addresses.
func listen(explicit, host string) (net.Listener, error) {
	if explicit != "" {
		l, err := net.Listen("tcp", explicit)
		if err != nil {
			return nil, fmt.Errorf("listening on %s: %w", explicit, err)
		}
		return l, nil
	}
	var errs []error
	for _, port := range favourites {
		l, err := net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(port)))
		if err == nil {
			return l, nil
		}
		errs = append(errs, err)
	}
	return nil, fmt.Errorf("listening: %w", errors.Join(errs...))
}

// port returns the TCP port of a listener.
func port(l net.Listener) int {
	return l.Addr().(*net.TCPAddr).Port
}

// origin returns the URL of a host, without the port where it is HTTP's own.
func origin(host string, port int) string {
	if port == 80 {
		if ip := net.ParseIP(host); ip != nil && ip.To4() == nil {
			host = "[" + host + "]"
		}
		return "http://" + host
	}
	return "http://" + net.JoinHostPort(host, strconv.Itoa(port))
}
