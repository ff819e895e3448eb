package found

import (
	"fmt"
	"net/netip"
	"strings"
	"time"

	"golang.org/x/net/dns/dnsmessage"
)

// How long others may remember what they heard, in seconds: names of hosts for two
// minutes, the rest for 75, as RFC 6762 (section 10) has it; a resolver that asks from
// another port knows nothing of goodbyes and is told ten seconds.
const (
	hostTTL   = 120
	otherTTL  = 4500
	legacyTTL = 10
)

const (
	serviceType = "_http._tcp.local."
	allTypes    = "_services._dns-sd._udp.local."

	typeNSEC dnsmessage.Type = 47
	// flush, in the class of a record, says that this is all there is of that name
	// and type; in the class of a question it asks for an answer to the asker alone.
	flush dnsmessage.Class = 1 << 15
)

// identity is what the program is called, and where it listens.
type identity struct {
	host     string // "packnight", without .local
	instance string // "Packnight", as lists of services show it
	port     uint16
}

// numbered returns the n-th name, from 1: packnight, packnight-2; Packnight, Packnight (2).
func numbered(base string, n int, form string) string {
	if n <= 1 {
		return base
	}
	return base + fmt.Sprintf(form, n)
}

func (id identity) hostName() dnsmessage.Name { return dnsmessage.MustNewName(id.host + ".local.") }

func (id identity) instanceName() dnsmessage.Name {
	return dnsmessage.MustNewName(id.instance + "." + serviceType)
}

func header(name dnsmessage.Name, class dnsmessage.Class, ttl uint32) dnsmessage.ResourceHeader {
	return dnsmessage.ResourceHeader{Name: name, Class: dnsmessage.ClassINET | class, TTL: ttl}
}

// addresses are the host's records on one network: there alone, its addresses there.
func (id identity) addresses(n Net) []dnsmessage.Resource {
	var out []dnsmessage.Resource
	for _, p := range n.Prefixes {
		if p.Addr().Is4() {
			out = append(out, dnsmessage.Resource{Header: header(id.hostName(), flush, hostTTL), Body: &dnsmessage.AResource{A: p.Addr().As4()}})
		}
	}
	return out
}

// noMore says that the host has IPv4 addresses and nothing else: without it, who
// asks for both kinds waits for the other one in vain.
func (id identity) noMore() dnsmessage.Resource {
	var data []byte
	for label := range strings.SplitSeq(id.host+".local", ".") {
		data = append(append(data, byte(len(label))), label...)
	}
	data = append(data, 0, 0, 1, 0x40) // the root; block 0, one byte long, with the bit of type A
	return dnsmessage.Resource{Header: header(id.hostName(), flush, hostTTL), Body: &dnsmessage.UnknownResource{Type: typeNSEC, Data: data}}
}

func (id identity) pointer() dnsmessage.Resource {
	return dnsmessage.Resource{
		Header: header(dnsmessage.MustNewName(serviceType), 0, otherTTL), Body: &dnsmessage.PTRResource{PTR: id.instanceName()},
	}
}

func (id identity) ofType() dnsmessage.Resource {
	return dnsmessage.Resource{
		Header: header(dnsmessage.MustNewName(allTypes), 0, otherTTL), Body: &dnsmessage.PTRResource{PTR: dnsmessage.MustNewName(serviceType)},
	}
}

func (id identity) service() dnsmessage.Resource {
	return dnsmessage.Resource{
		Header: header(id.instanceName(), flush, hostTTL), Body: &dnsmessage.SRVResource{Port: id.port, Target: id.hostName()},
	}
}

func (id identity) text() dnsmessage.Resource {
	return dnsmessage.Resource{Header: header(id.instanceName(), flush, otherTTL), Body: &dnsmessage.TXTResource{TXT: []string{"path=/"}}}
}

// everything is what an announcement tells on one network.
func (id identity) everything(n Net) []dnsmessage.Resource {
	return append([]dnsmessage.Resource{id.pointer(), id.service(), id.text()}, append(id.addresses(n), id.noMore())...)
}

// lasting returns copies of records that others may remember for at most d.
func lasting(d time.Duration, records []dnsmessage.Resource) []dnsmessage.Resource {
	out := make([]dnsmessage.Resource, len(records))
	for i, r := range records {
		r.Header.TTL = min(r.Header.TTL, uint32(d/time.Second))
		out[i] = r
	}
	return out
}

func same(a, b dnsmessage.Name) bool { return strings.EqualFold(a.String(), b.String()) }

// address returns the IPv4 address of an A record.
func address(r dnsmessage.Resource) (netip.Addr, bool) {
	a, ok := r.Body.(*dnsmessage.AResource)
	if !ok {
		return netip.Addr{}, false
	}
	return netip.AddrFrom4(a.A), true
}
