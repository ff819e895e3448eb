package people

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"github.com/google/uuid"

	"packnight/game"
	"packnight/storage"
)

// MaxVolume is the loudest; it is usualVolume until a leader says otherwise.
const (
	MaxVolume   = 10
	usualVolume = 6
)

// maxWiFi is how long a name of a Wi-Fi is: IEEE 802.11 gives it 32 octets.
const maxWiFi = 32

// Meeting is tonight.
type Meeting struct {
	ID      string
	Title   string
	Locked  bool
	WiFi    string            // name of the hall's, as a leader typed it for the poster; "" for none
	Volume  int               // of the big screen's sound, 0 (mute) to MaxVolume
	Sixes   map[string]string // names of the Sixes that have one
	Code    string            // the campfire's
	Playing string            // the game gathered last, "" for none; it exists
}

// MeetingChange holds what becomes different; nil stays as it is. A name of "" takes a
// Six's name away.
type MeetingChange struct {
	Title  *string
	Locked *bool
	WiFi   *string // at most maxWiFi characters
	Volume *int    // 0 to MaxVolume
	Sixes  map[string]string
	// Minutes is how many are left of the evening from now, up to MaxMinutes; 0 for no end.
	Minutes *int
}

// tonight is the meeting as read, with what conditions are made of.
type tonight struct {
	Meeting
	playing []byte // of meeting:playing: that game may be over
}

// target is where the campfire's code leads now.
func (m tonight) target() string {
	if m.Playing != "" {
		return m.Playing
	}
	return m.Code
}

// unchanged adds the condition that target still holds.
func (m tonight) unchanged(b *storage.Batch) {
	b.IfEquals("meeting:code", []byte(m.Code))
	ifSame(b, "meeting:playing", m.playing)
	switch {
	case m.Playing != "":
		b.IfPresent(gameKey(m.Playing))
	case m.playing != nil:
		b.IfAbsent(gameKey(string(m.playing)))
	}
}

// Meeting returns tonight's meeting.
func (p *People) Meeting(ctx context.Context) (Meeting, error) {
	m, err := p.readMeeting(ctx)
	if err != nil {
		return Meeting{}, err
	}
	m.Sixes, _, err = p.sixes(ctx)
	return m.Meeting, err
}

// readMeeting reads the meeting without the names of the Sixes, and makes one where
// there is none: at the first start, and after a day in which nobody came.
func (p *People) readMeeting(ctx context.Context) (tonight, error) {
	var m tonight
	err := p.change(ctx, func() (*storage.Batch, error) {
		v, err := p.store.GetMany(ctx, "meeting:id", "meeting:code", "meeting:title", "meeting:locked", "meeting:playing", "meeting:volume", "meeting:wifi")
		if err != nil {
			return nil, err
		}
		m = tonight{playing: v[4]}
		m.ID, m.Code, m.Title, m.Locked = string(v[0]), string(v[1]), string(v[2]), v[3] != nil
		m.Volume, m.WiFi = volumeOf(v[5]), string(v[6])
		if v[0] != nil && v[1] != nil {
			return nil, nil
		}
		b := new(storage.Batch)
		ifSame(b, "meeting:id", v[0])
		ifSame(b, "meeting:code", v[1])
		m.ID, m.Code = newMeeting(b)
		b.IfAbsent(gameKey(m.Code)).Delete("meeting:playing")
		m.playing = nil
		return b, nil
	})
	if err != nil {
		return tonight{}, err
	}
	p.keepCampfire(m.Code)
	return m, p.readPlaying(ctx, &m)
}

// readPlaying fills in the game that is playing: the one gathered last, if it exists.
func (p *People) readPlaying(ctx context.Context, m *tonight) error {
	if m.playing == nil {
		return nil
	}
	there, err := p.get(ctx, gameKey(string(m.playing)))
	if there != nil {
		m.Playing = string(m.playing)
	}
	return err
}

// keepCampfire remembers the campfire's code for End.
func (p *People) keepCampfire(code string) {
	if was := p.campfire.Load(); was == nil || *was != code {
		p.campfire.Store(&code)
	}
}

// newMeeting adds a new meeting and returns its id and code.
func newMeeting(b *storage.Batch) (id, code string) {
	id, code = uuid.NewString(), NewCode()
	b.Set("meeting:id", []byte(id), Day).Set("meeting:code", []byte(code), Day)
	return id, code
}

// renewMeeting gives what is the meeting's own another day.
func renewMeeting(b *storage.Batch) {
	for _, name := range [...]string{
		"meeting:id", "meeting:code", "meeting:locked", "meeting:playing",
		"users", "leaders", "players", removedSet,
	} {
		b.Expire(name, Day)
	}
	for _, six := range game.Sixes {
		b.Expire(sixScore(six), Day)
	}
}

// ChangeMeeting changes all that c names, or nothing, and returns the meeting.
// ErrBadRequest with the field. For leaders. Tell all rooms where Sixes changed.
func (p *People) ChangeMeeting(ctx context.Context, c MeetingChange) (Meeting, error) {
	err := p.change(ctx, func() (*storage.Batch, error) {
		b := new(storage.Batch)
		if err := c.settings(b); err != nil {
			return nil, err
		}
		if c.Locked != nil && *c.Locked {
			b.Set("meeting:locked", []byte("1"), Day)
		} else if c.Locked != nil {
			b.Delete("meeting:locked")
		}
		if c.Minutes == nil {
			return b, nil
		}
		return b, p.setEnd(ctx, b, *c.Minutes)
	})
	if err != nil {
		return Meeting{}, err
	}
	return p.Meeting(ctx)
}

// settings adds what outlives the meeting: the title, the volume, the name of the Wi-Fi
// and the names of the Sixes.
func (c MeetingChange) settings(b *storage.Batch) error {
	if c.Volume != nil {
		if *c.Volume < 0 || *c.Volume > MaxVolume {
			return bad("volume", fmt.Sprintf("The volume goes from 0 to %d.", MaxVolume))
		}
		b.Set("meeting:volume", strconv.AppendInt(nil, int64(*c.Volume), 10), 0)
	}
	if c.WiFi != nil {
		if err := setText(b, "meeting:wifi", "wifi", *c.WiFi, maxWiFi); err != nil {
			return err
		}
	}
	if c.Title != nil {
		if err := setText(b, "meeting:title", "title", *c.Title, maxTitle); err != nil {
			return err
		}
	}
	for six, name := range c.Sixes {
		if !slices.Contains(game.Sixes[:], six) {
			return bad("sixes", fmt.Sprintf("There is no Six called %.20q.", six))
		}
		if err := setText(b, sixName(six), "sixes", name, maxName); err != nil {
			return err
		}
	}
	return nil
}

// volumeOf is the volume that was stored; the usual one where there is none.
func volumeOf(stored []byte) int {
	n, err := strconv.Atoi(string(stored))
	if err != nil {
		return usualVolume
	}
	return n
}

// setText adds a text that a leader typed; an empty one is deleted.
func setText(b *storage.Batch, key, field, text string, most int) error {
	clean, wrong := checkName(text, most)
	switch wrong {
	case "":
		b.Set(key, []byte(clean), 0)
	case nameEmpty:
		b.Delete(key)
	default:
		return bad(field, wrong)
	}
	return nil
}
