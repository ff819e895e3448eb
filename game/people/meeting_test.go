package people

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"
)

func TestMeetingIsMadeOnce(t *testing.T) {
	onBoth(t, func(h *house) {
		first, err := h.Meeting(h.ctx)
		check(h.t, err)
		if _, ok := FoldCode(first.Code); !ok || first.ID == "" || first.Locked || first.Playing != "" {
			h.t.Errorf("the meeting is %+v", first)
		}
		again, err := New(h.ctx, Config{Store: h.store, Counters: memory(h.t, h.clock), Keys: h.keys})
		check(h.t, err)
		second, err := again.Meeting(h.ctx)
		check(h.t, err)
		equal(h.t, "meeting", fmt.Sprint(second), fmt.Sprint(first))
		h.clock.Pass(Day) // all who ask at once for a new one get the same
		var mu sync.Mutex
		codes := map[string]bool{}
		together(times(50, func(int) {
			m, err := h.Meeting(h.ctx)
			if err != nil {
				h.t.Error(err)
			}
			mu.Lock()
			defer mu.Unlock()
			codes[m.ID+m.Code] = true
		})...)
		equal(h.t, "meetings", len(codes), 1)
	})
}

func TestNewNeedsItsParts(t *testing.T) {
	if _, err := New(t.Context(), Config{}); err == nil {
		t.Error("people without a store")
	}
}

func TestChangeMeeting(t *testing.T) {
	h := newHouse(t)
	m, err := h.ChangeMeeting(h.ctx, MeetingChange{
		Title: ptr(" 1st  Town Cubs "), Locked: ptr(true), Volume: ptr(0), Sixes: map[string]string{"red": "Foxes", "blue": "Owls"},
	})
	check(t, err)
	if m.Title != "1st Town Cubs" || !m.Locked || !reflect.DeepEqual(m.Sixes, map[string]string{"red": "Foxes", "blue": "Owls"}) {
		t.Errorf("the meeting is %+v", m)
	}
	equal(t, "mute", m.Volume, 0)
	m, err = h.ChangeMeeting(h.ctx, MeetingChange{Title: ptr(""), Volume: ptr(MaxVolume), Locked: ptr(false), Sixes: map[string]string{"red": ""}})
	check(t, err)
	if m.Title != "" || m.Locked || !reflect.DeepEqual(m.Sixes, map[string]string{"blue": "Owls"}) {
		t.Errorf("the meeting is %+v", m)
	}
	equal(t, "loudest", m.Volume, MaxVolume)
	_, err = h.ChangeMeeting(h.ctx, MeetingChange{})
	check(t, err)
	for _, c := range []struct {
		change MeetingChange
		field  string
	}{
		{MeetingChange{Title: ptr(strings.Repeat("x", 41))}, "title"},
		{MeetingChange{Volume: ptr(MaxVolume + 1)}, "volume"},
		{MeetingChange{Volume: ptr(-1)}, "volume"},
		{MeetingChange{Sixes: map[string]string{"pink": "Foxes"}}, "sixes"},
		{MeetingChange{Sixes: map[string]string{"red": "Fo\u202exes"}}, "sixes"},
		{MeetingChange{Locked: ptr(true), Sixes: map[string]string{"red": strings.Repeat("x", 13)}}, "sixes"},
	} {
		_, err := h.ChangeMeeting(h.ctx, c.change)
		var e *Error
		if !errors.As(err, &e) || e.Code() != "bad_request" || e.Field() != c.field {
			t.Errorf("%+v: %v", c.change, err)
		}
	}
	m, err = h.Meeting(h.ctx)
	check(t, err)
	equal(t, "locked by a request that failed", m.Locked, false)
}

func TestPacks(t *testing.T) {
	onBoth(t, func(h *house) {
		h.checkPack = func(raw json.RawMessage) (string, error) {
			var p struct{ Title string }
			err := json.Unmarshal(raw, &p)
			return p.Title, err
		}
		check(h.t, h.PutPack(h.ctx, "ours", json.RawMessage(`{"title":"Knots"}`)))
		check(h.t, h.PutPack(h.ctx, "ours", json.RawMessage(`{"title":"Ropes"}`)))
		check(h.t, h.PutPack(h.ctx, "a-1", json.RawMessage(`{"title":""}`)))
		packs, err := h.Packs(h.ctx)
		check(h.t, err)
		equal(h.t, "packs", fmt.Sprint(packs), fmt.Sprint([]PackInfo{{"a-1", ""}, {"ours", "Ropes"}}))
		raw, err := h.Pack(h.ctx, "ours")
		check(h.t, err)
		equal(h.t, "pack", string(raw), `{"title":"Ropes"}`)
		h.clock.Pass(3 * Day)
		_, err = h.Pack(h.ctx, "ours")
		check(h.t, err)
		for _, id := range []string{"", "Ours", "a:title", "../a", strings.Repeat("x", 41), "ä"} {
			want(h.t, h.PutPack(h.ctx, id, json.RawMessage(`{}`)), ErrBadRequest)
			_, err = h.Pack(h.ctx, id)
			want(h.t, err, ErrUnknownPack)
			want(h.t, h.DeletePack(h.ctx, id), ErrUnknownPack)
		}
		want(h.t, h.PutPack(h.ctx, "big", make(json.RawMessage, h.limits.Pack+1)), ErrTooLarge)
		var syntax *json.SyntaxError
		if err := h.PutPack(h.ctx, "bad", json.RawMessage(`{`)); !errors.As(err, &syntax) {
			h.t.Errorf("the check's error became %v", err)
		}
		check(h.t, h.DeletePack(h.ctx, "ours"))
		want(h.t, h.DeletePack(h.ctx, "ours"), ErrUnknownPack)
	})
}

func TestTooManyPacks(t *testing.T) {
	h := newHouse(t)
	together(times(maxPacks+20, func(i int) {
		err := h.PutPack(h.ctx, fmt.Sprint(i), json.RawMessage(`{}`))
		if err != nil && !errors.Is(err, ErrTooManyPacks) {
			t.Error(err)
		}
	})...)
	packs, err := h.Packs(h.ctx)
	check(t, err)
	equal(t, "packs", len(packs), maxPacks)
	check(t, h.PutPack(h.ctx, packs[0].ID, json.RawMessage(`[]`)))
	want(t, h.PutPack(h.ctx, "bad", json.RawMessage(`{`)), ErrBadRequest)
}

// Every refusal can be told to a child.
func TestRefusalsSpeak(t *testing.T) {
	codes := map[string]bool{}
	for _, e := range []*Error{
		ErrBadRequest, ErrNoSession, ErrWrongKey, ErrSlowDown, ErrLeadersOnly, ErrNoMatch, ErrNameTaken,
		ErrTooManyPlayers, ErrMeetingFull, ErrDoorLocked, ErrRemoved, ErrUnknownPlayer, ErrUnknownGame,
		ErrNoGame, ErrNoClaim, ErrUnknownPack, ErrTooLarge, ErrTooManyPacks,
	} {
		if codes[e.Code()] || !strings.HasSuffix(e.Message(), ".") || len(strings.Fields(e.Message())) > 20 {
			t.Errorf("%v", e)
		}
		codes[e.Code()] = true
		for _, other := range []error{ErrNameTaken, errors.New("x"), nil} {
			if other != nil && errors.Is(e, other) != (e == other) {
				t.Errorf("%v is %v", e, other)
			}
		}
	}
	if !errors.Is(bad("name", "x"), ErrBadRequest) || !errors.Is(ErrSlowDown.after(1), ErrBusy) {
		t.Error("refusals are told apart by more than their code")
	}
}
