package appliance

import (
	"net"
	"strconv"
	"testing"
)

// TestTheFirstFavouriteThatIsFreeIsTaken: one that somebody has is passed over, and any
// free one is better than none.
func TestTheFirstFavouriteThatIsFreeIsTaken(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	second := port(free)
	free.Close()
	defer func(was []int) { favourites = was }(favourites)
	favourites = []int{port(taken), second, 0}
	for _, want := range []bool{true, false} { // then the second is taken too
		l, err := listen("", "127.0.0.1")
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		if got := port(l); (got == second) != want || got == port(taken) {
			t.Errorf("of %v it took %d", favourites, got)
		}
	}
	if l, err := listen("127.0.0.1:"+strconv.Itoa(second), ""); err == nil {
		l.Close()
		t.Error("an address that is taken was taken again")
	}
}
