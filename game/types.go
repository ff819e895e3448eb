package game

import "fmt"

// Phase is where a game is, as on the wire.
type Phase string

// The phases, in the order of a game.
const (
	Lobby   Phase = "lobby"
	Explain Phase = "explain"
	Ready   Phase = "ready"
	Play    Phase = "play"
	Reveal  Phase = "reveal"
	Podium  Phase = "podium"
)

// Why tells every screen why a game is paused.
type Why string

// The reasons for a pause.
const (
	ByLeader Why = "leader"
	Wobble   Why = "wobble"
	Restart  Why = "restart"
	Suspend  Why = "slept"
	Saving   Why = "saving"
)

// Role is how a seat takes part.
type Role string

// The roles of a seat.
const (
	RolePlayer Role = "player"
	RoleLeader Role = "leader"
	RoleStage  Role = "stage"
)

// Seat is someone taking part in one game. ID is the player's for a player, the
// user's for a leader or a stage.
type Seat struct {
	ID   string
	Role Role
}

// Profile is what a player looks like. Name is what may be shown: a name that
// waits for a leader's tick is the animal's here.
type Profile struct {
	ID   string
	Name string
	Icon string
	Six  string
}

// Sixes are the ids of the Sixes in their fixed order; "" is none yet.
var Sixes = [...]string{"red", "blue", "green", "yellow", "grey", "brown"}

// Sentence is an error that people read as it is: a whole sentence, with its capital
// and its full stop.
type Sentence string

// Error implements error.
func (s Sentence) Error() string { return string(s) }

// Sentencef makes a Sentence as fmt.Sprintf would.
func Sentencef(format string, args ...any) error { return Sentence(fmt.Sprintf(format, args...)) }

// Refusal is why a move is refused: an error with a code of the wire and a
// sentence that a Cub or a leader can act on. Compare codes with errors.Is
// against the plain ones below, which match any message.
type Refusal struct {
	Code    string
	Message string
}

// The refusals. Use With for another sentence.
var (
	TooLate  = Refusal{"too_late", "That one is over. Look, the next is coming!"}
	NotNow   = Refusal{"not_now", "Not just now. Wait for the next step."}
	NotYours = Refusal{"not_yours", "Only the leader can do that."}
	BadMove  = Refusal{"bad_move", "That did not work. Try once more."}
	HasMoved = Refusal{"moved", "You are in another game now."}
	SlowDown = Refusal{"slow_down", "A bit slower, please."}
)

// Error implements error.
func (r Refusal) Error() string { return r.Code + ": " + r.Message }

// With returns the refusal with another sentence.
func (r Refusal) With(message string) Refusal { return Refusal{r.Code, message} }

// Is tells whether target is a refusal with the same code.
func (r Refusal) Is(target error) bool {
	t, ok := target.(Refusal)
	return ok && t.Code == r.Code
}
