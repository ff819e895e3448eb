package wire

// CloseCode tells a client why its socket was closed, and whether to come back.
type CloseCode int

// The close codes: 4000 to 4499 mean try again, 4500 to 4999 don't.
const (
	Restarting CloseCode = 1012 // the appliance stops or starts again
	Wrong      CloseCode = 4400 // a message was wrong
	BadTicket  CloseCode = 4401 // the ticket was expired, used, forged, or not for the present game
	NoHello    CloseCode = 4408 // hello did not come
	Moved      CloseCode = 4410 // the player is in another game now
	TooLarge   CloseCode = 4413 // a message was too large
	TooMany    CloseCode = 4429 // too many messages
	TooSlow    CloseCode = 4440 // the connection could not keep up
	NotLoaded  CloseCode = 4450 // the room could not be loaded
	Removed    CloseCode = 4503 // removed by a leader
	Elsewhere  CloseCode = 4509 // the seat was opened in another tab or device
	GameOver   CloseCode = 4510 // the game is over and gone
	EveningEnd CloseCode = 4511 // the evening is over
)
