package people

import (
	"context"
	"encoding/json"
	"time"

	"github.com/alexedwards/scs/v2"

	"packnight/game"
	"packnight/storage"
)

// ---- users

// Role is what a user may do.
type Role string

// The roles of users, as on the wire.
const (
	Cub     Role = "cub"
	Waiting Role = "waiting" // holds a second key, not confirmed yet
	Leader  Role = "leader"
	Stage   Role = "stage" // a big screen
)

// User is one browser.
type User struct {
	ID    string
	Role  Role
	Match string // two digits while Waiting, else ""
}

// SessionUser is the name of the one value in a session: the user id, a string.
const SessionUser = "user"

// Sessions returns a session manager whose sessions live in the store: tokens
// hashed, no idle timeout, the user id under SessionUser and nothing else (all other
// values are dropped). The cookie is HttpOnly, SameSite=Lax, without Secure, for a day
// from whenever it is written. Call it once; web keeps it. Web puts the user id at
// each login, the same one again too: that renews the cookie, never the content.
func (p *People) Sessions() *scs.SessionManager { panic("skeleton") }

// Entry is the answer to Login.
type Entry struct {
	User
	Keyed bool // a key was taken: renew the session's token
}

// Login returns the user of a session, and makes one where there is none (user is
// "", or was forgotten). It is idempotent. address is the remote IP address, by which
// those without a user are limited. key is "" for none: the leader's key makes the
// user a leader at once; a second key makes it Waiting, with two digits for Confirm;
// a leader stays one. ErrWrongKey, and after five of them ErrSlowDown for a minute,
// unevaluated. With ErrWrongKey the Entry may still hold a (new) user: where
// Entry.ID is not "", put it into the session all the same, so that the next try is
// counted for this browser.
func (p *People) Login(ctx context.Context, user, key, address string) (Entry, error) {
	panic("skeleton")
}

// User returns a user, and renews what is kept of it where that is older than an
// hour. ErrNoSession where it is unknown or "".
func (p *People) User(ctx context.Context, id string) (User, error) { panic("skeleton") }

// Leaders returns the leaders and stages, for the console.
func (p *People) Leaders(ctx context.Context) ([]User, error) { panic("skeleton") }

// SecondKey makes a single-use key, good for 90 s, for another Leader or a Stage;
// ErrBadRequest for another role. For leaders.
func (p *People) SecondKey(ctx context.Context, role Role) (string, error) { panic("skeleton") }

// Confirm gives the user that waits with those two digits the role that its key was
// made for, and returns it. ErrNoMatch. For leaders.
func (p *People) Confirm(ctx context.Context, match string) (User, error) { panic("skeleton") }

// ---- players

// Player is one Cub as its user and the leaders may see it.
type Player struct {
	ID      string
	User    string // its owner
	Name    string // as typed; what others may see is Profile().Name
	Icon    string
	Six     string // "" for none yet
	Pending bool   // the name waits for a leader's tick
	Game    string // code of the game that it belongs to, "" for none
	Points  int    // of the evening
}

// Profile is what everyone may see of the player.
func (p Player) Profile() game.Profile { panic("skeleton") }

// By is who asks for a change of a player. Leader is set if the user's role is
// Leader; it may change every player.
type By struct {
	User   string
	Leader bool
}

// NewPlayer is what a user asks for.
type NewPlayer struct {
	Name string
	Icon string
	Six  string
}

// Change holds what becomes different of a player; nil stays as it is. OK is a
// leader's tick for a pending name (true), ErrLeadersOnly from anybody else.
type Change struct {
	Name, Icon, Six *string
	OK              *bool
}

// CreatePlayer makes a player, in no game yet. Errors: ErrBadRequest (with the field),
// ErrNameTaken, ErrTooManyPlayers, ErrMeetingFull, ErrDoorLocked, ErrRemoved,
// ErrNoSession.
func (p *People) CreatePlayer(ctx context.Context, user string, n NewPlayer) (Player, error) {
	panic("skeleton")
}

// Player returns one player, removed ones not. ErrUnknownPlayer.
func (p *People) Player(ctx context.Context, id string) (Player, error) { panic("skeleton") }

// PlayersOf returns the players of a user, removed ones not, in the order of their ids.
func (p *People) PlayersOf(ctx context.Context, user string) ([]Player, error) { panic("skeleton") }

// Players returns all players of the meeting, removed ones not. For leaders.
func (p *People) Players(ctx context.Context) ([]Player, error) { panic("skeleton") }

// ChangePlayer changes how a player looks. Tell its room (Player.Game) afterwards.
// Errors as CreatePlayer's, and ErrUnknownPlayer for one that is not By's.
func (p *People) ChangePlayer(ctx context.Context, by By, id string, c Change) (Player, error) {
	panic("skeleton")
}

// DeletePlayer takes a player out and returns it as it was: tell the room of
// Player.Game. By its own user it is forgotten and its name is free; by a leader it
// is removed: kept aside for RestorePlayer, and its user may make no new players
// until then. ErrUnknownPlayer.
func (p *People) DeletePlayer(ctx context.Context, by By, id string) (Player, error) {
	panic("skeleton")
}

// RemovedPlayers returns the players that leaders have removed. For leaders.
func (p *People) RemovedPlayers(ctx context.Context) ([]Player, error) { panic("skeleton") }

// RestorePlayer undoes a leader's removal: the player is back with its points, in its
// game or, where that is over, in the one that is playing, else at the campfire. Tell
// the room of Player.Game. ErrUnknownPlayer. For leaders.
func (p *People) RestorePlayer(ctx context.Context, id string) (Player, error) { panic("skeleton") }

// ---- «Is that you?»

// Claim is a user that says to be one of the players.
type Claim struct {
	Player Player
	User   string // who claims it
}

// ClaimPlayer says that the player of that name and icon is this user's: its cookie
// was lost. The newest claim of a player counts, for ten minutes. It is no news where
// the player is the user's already. ErrUnknownPlayer.
func (p *People) ClaimPlayer(ctx context.Context, user, name, icon string) error { panic("skeleton") }

// Claims returns the open claims. For leaders.
func (p *People) Claims(ctx context.Context) ([]Claim, error) { panic("skeleton") }

// Given is a player that was moved from one user to another.
type Given struct {
	Player   Player
	From, To string // users
}

// GiveClaim moves a player to the user that claims it, in one write. user is who
// the leader saw claim it, or "" for whoever does. The socket of From's page closes
// by itself as soon as To connects. ErrNoClaim, ErrUnknownPlayer, ErrTooManyPlayers.
// For leaders.
func (p *People) GiveClaim(ctx context.Context, player, user string) (Given, error) {
	panic("skeleton")
}

// ---- which game a player is in

// Entered is where a player is now.
type Entered struct {
	Code string // the game's own code; not what was typed
	From string // the game that it left, "" for none; == Code where nothing changed
}

// Enter puts a player into the game with that code, as typed by a child. With the
// campfire's code while a game is playing, into that one. Errors: ErrUnknownGame,
// ErrDoorLocked, ErrSlowDown, ErrUnknownPlayer, ErrMeetingFull (no seat is left in
// that game). It counts wrong codes: ten a minute a user; beyond 60 a minute in all
// those of users without a player are looked at one by one, 250 ms each, in which
// time Enter waits. Leaders are not counted. Tell both rooms afterwards.
func (p *People) Enter(ctx context.Context, by By, player, code string) (Entered, error) {
	panic("skeleton")
}

// Leave takes a player out of its game and returns the code of that, "" where it was in
// none. ErrUnknownPlayer. Tell the room afterwards.
func (p *People) Leave(ctx context.Context, by By, player string) (string, error) {
	panic("skeleton")
}

// Gathered is what a gathering moved.
type Gathered struct {
	Players []string            // who belongs to the game now and did not before
	From    map[string][]string // of them, by the code they left; "" for none
}

// Gather puts every player of the meeting but the resting ones into a game, in one
// write, and makes it the one that is playing (not for the campfire: then none is).
// ErrUnknownGame. For leaders. Tell the rooms of From, and that of code, afterwards.
func (p *People) Gather(ctx context.Context, code string, resting []string) (Gathered, error) {
	panic("skeleton")
}

// ---- what rooms ask (see room.House)

// Person is what a room holds of one player; the fields are room.Person's.
type Person struct {
	Profile game.Profile
	Game    string
	Points  int
}

// Roster is who belongs to a game; the fields are room.Roster's.
type Roster struct {
	People []Person
	Names  map[string]string // of the Sixes that have one
	Sixes  map[string]int    // the evening's score of the Sixes that have one
}

// Roster returns who belongs to the game with that code, as stored now.
func (p *People) Roster(ctx context.Context, code string) (Roster, error) { panic("skeleton") }

// Person returns one player as stored now; ok is false for one that is not of this
// meeting (any more).
func (p *People) Person(ctx context.Context, player string) (person Person, ok bool, err error) {
	panic("skeleton")
}

// End adds the people's part of the end of a game: the players back to the campfire,
// its points into the evening's, under the condition that each of players belongs to
// the game now. It reads nothing. That the game is playing no more follows from its
// key being deleted by the same batch.
func (p *People) End(b *storage.Batch, code string, players []string, r game.Result) {
	panic("skeleton")
}

// Remove adds the removal of a player by a leader. It has no conditions, so it never
// makes the batch of a room fail, and doing it twice is doing it once.
func (p *People) Remove(b *storage.Batch, player string) { panic("skeleton") }

// Campfire returns the code of tonight's campfire. Its room may have to be made.
func (p *People) Campfire(ctx context.Context) (string, error) { panic("skeleton") }

// ---- the meeting

// Meeting is tonight.
type Meeting struct {
	ID      string
	Title   string
	Locked  bool
	Sixes   map[string]string // names of the Sixes that have one
	Code    string            // the campfire's
	Playing string            // the game gathered last, "" for none; it exists
}

// MeetingChange holds what becomes different; nil stays as it is. A name of "" takes a
// Six's name away.
type MeetingChange struct {
	Title  *string
	Locked *bool
	Sixes  map[string]string
}

// Meeting returns tonight's meeting.
func (p *People) Meeting(ctx context.Context) (Meeting, error) { panic("skeleton") }

// ChangeMeeting changes title, lock and names of Sixes, and returns the meeting.
// ErrBadRequest with the field. For leaders. Tell all rooms where Sixes changed.
func (p *People) ChangeMeeting(ctx context.Context, c MeetingChange) (Meeting, error) {
	panic("skeleton")
}

// Wipe ends the meeting: it removes everything from the store but packs, settings
// (title, names of the Sixes), leaders, stages and their sessions, and has a new
// meeting with a new code there in the same atomic step; then it renews the leader
// key. Call it inside Registry.Wipe. A StaleKeyError tells that all was done but the
// last.
func (p *People) Wipe(ctx context.Context) error { panic("skeleton") }

// ---- tickets

// TicketLife is how long a ticket is good.
const TicketLife = 30 * time.Second

// Ticket opens one socket once.
type Ticket struct {
	Token   string
	Code    string    // of the game that it is for
	Expires time.Time // on the meeting clock
}

// TicketClaims is what a ticket says.
type TicketClaims struct {
	Subject string // player, or user for a leader or a stage
	Code    string
	Seat    game.Role
}

// PlayerTicket makes a ticket for a player of this user. ErrUnknownPlayer for one that
// is not, ErrNoGame.
func (p *People) PlayerTicket(ctx context.Context, user, player string) (Ticket, error) {
	panic("skeleton")
}

// SeatTicket makes a ticket for a leader's or a stage's seat in any game. A leader may
// take both seats, a stage only RoleStage. ErrLeadersOnly, ErrUnknownGame,
// ErrBadRequest for another seat.
func (p *People) SeatTicket(ctx context.Context, user, code string, seat game.Role) (Ticket, error) {
	panic("skeleton")
}

// Redeem uses a ticket up. ErrBadTicket for one that is not good, for whatever reason.
func (p *People) Redeem(ctx context.Context, token string) (TicketClaims, error) {
	panic("skeleton")
}

// ---- codes

// NewCode returns a random code that says nothing rude. It may be taken.
func NewCode() string { panic("skeleton") }

// FoldCode returns the code that a child meant: any case, look-alikes folded, spaces
// dropped. ok is false for what is no code.
func FoldCode(typed string) (code string, ok bool) { panic("skeleton") }

// ---- packs

// PackInfo tells of a leader's own pack.
type PackInfo struct {
	ID    string
	Title string
}

// Packs lists the leaders' own packs by id.
func (p *People) Packs(ctx context.Context) ([]PackInfo, error) { panic("skeleton") }

// Pack returns a pack as it was put. ErrUnknownPack.
func (p *People) Pack(ctx context.Context, id string) (json.RawMessage, error) { panic("skeleton") }

// PutPack stores a pack under an id of 1 to 40 of a–z, 0–9 and hyphen, replacing one
// of that id. ErrBadRequest for the id, ErrTooLarge, ErrTooManyPacks (100), and what
// Config.CheckPack says. For leaders.
func (p *People) PutPack(ctx context.Context, id string, raw json.RawMessage) error {
	panic("skeleton")
}

// DeletePack deletes a pack. ErrUnknownPack. For leaders.
func (p *People) DeletePack(ctx context.Context, id string) error { panic("skeleton") }

// StaleKeyError: the meeting was wiped, but no new leader key could be stored; the
// old one still opens the console.
type StaleKeyError struct{ Err error }

// Error implements error.
func (e StaleKeyError) Error() string { return "renewing the leader key: " + e.Err.Error() }

// Unwrap returns the cause.
func (e StaleKeyError) Unwrap() error { return e.Err }
