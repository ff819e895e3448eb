// Package people knows who is in the house: users (browsers), their players
// (Cubs), what a player looks like, which game it is in, who leads, and what the
// evening has brought so far. Rooms only hold copies of it.
//
// Everything lives in a storage.Store. What belongs together is one Batch with
// conditions, judged again where a condition failed, so no method reads, thinks
// and writes back. Everything about people expires a day after its last use; a
// leader's packs and settings (the title, the names of the Sixes) do not.
//
// The names it owns in the store:
//
//	meeting:id, meeting:code      the meeting's random id, the campfire's code
//	meeting:title                 setting, kept by a wipe
//	meeting:volume                of the big screen, 0 to 10; setting, kept by a wipe
//	meeting:wifi                  name of the hall's Wi-Fi for the poster; setting, kept by a wipe
//	meeting:plan                  running order (JSON); what has not begun is kept by a wipe
//	meeting:locked                there if and only if the door is locked
//	meeting:playing               code of the game gathered last; it is over when that game is gone
//	users, leaders                sets of user ids; leaders holds leaders and stages
//	leaders:version               counter, changed with whatever a wipe must keep of leaders
//	user:{id}                     role (JSON)
//	user:{id}:players             set: the players of a user, removed ones too
//	user:{id}:sessions            set: hashed tokens
//	session:{hashed token}        user id
//	players                       set: players of the meeting, without removed ones
//	player:{id}                   looks (JSON)
//	player:{id}:user              owner
//	player:{id}:game              code; "" once it left; absent before its first game
//	player:{id}:points            counter, the evening's points
//	name:{folded name}:{icon}     player id
//	removed:{player}              there while a leader's removal stands
//	removed:players               set of those
//	game:{code}:players           set: who belongs to a game, removed ones too
//	six:{id}:name, six:{id}:score setting; counter, the evening's score
//	awards:{code}, awards         what a game was won with (JSON); set of those codes
//	key:{hash}                    role that a second key asks for, 90 s
//	key:match:{two digits}        user id that waits to be confirmed
//	claim:{player}, claim:players user id that says «that is me»; set of such players
//	pack:{id}, pack:{id}:title, packs   a leader's own packs
//
// Of the rooms' names it looks at game:{code} alone: whether a game exists.
package people
