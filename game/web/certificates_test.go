package web

import (
	"encoding/json"
	"testing"

	"packnight/game"
	"packnight/game/people"
)

func TestCertificatesAreByPlaceAndNameWhoIsThere(t *testing.T) {
	player := func(id, name, icon, six string, pending bool) people.Player {
		return people.Player{ID: id, User: "u", Name: name, Icon: icon, Six: six, Pending: pending}
	}
	players := []people.Player{
		player("1", "Ben", "fox", "red", false), player("2", "Eva", "owl", "blue", false),
		player("3", "Rude", "bat", "grey", true), player("4", "Bo", "hare", "", false),
	}
	evening := people.Roster{Sixes: map[string]int{"blue": 80, "green": 40}, Names: map[string]string{"blue": "Owls"}}
	got, err := json.Marshal(sixCertificates(evening, players))
	if err != nil {
		t.Fatal(err)
	}
	// Who has no points has a place, too; a Six whose Cubs have gone home keeps its own.
	want := `[{"six":"blue","name":"Owls","score":80,"place":1,"cubs":[{"name":"Eva","icon":"owl","six":"blue"}]},` +
		`{"six":"green","name":"","score":40,"place":2,"cubs":[]},` +
		`{"six":"red","name":"","score":0,"place":3,"cubs":[{"name":"Ben","icon":"fox","six":"red"}]},` +
		`{"six":"grey","name":"","score":0,"place":3,"cubs":[{"name":"Bat","icon":"bat","six":"grey"}]}]`
	if string(got) != want {
		t.Errorf("the Sixes are\n%s, want\n%s", got, want)
	}
	awards := awardCertificates([]people.Awarded{{Kind: "quiz", Awards: []game.Award{
		{Title: "Steady", Why: "So it was.", Players: []string{"2", "gone"}}, {Title: "Gone", Players: []string{"gone"}},
	}}}, players)
	if len(awards) != 1 || awards[0].Title != "Steady" || len(awards[0].Cubs) != 1 || awards[0].Cubs[0].Name != "Eva" {
		t.Errorf("the awards are %+v", awards)
	}
}

func TestNothingIsWonBeforeAGame(t *testing.T) {
	h := newHall(t)
	leader := h.leader()
	h.cub().player("Ben", "fox", "red", "")
	if r := leader.do("GET", "/api/certificates", nil); string(r.body) != `{"sixes":[],"awards":[]}` {
		t.Errorf("won is %s", r)
	}
}
