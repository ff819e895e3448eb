package e2e

import (
	"fmt"
	"testing"
	"time"

	"packnight/game/bot"

	"github.com/chromedp/chromedp"
)

// TestPagesPlayAQuiz plays a quiz through in a real browser: a console, a big
// screen, two phones of Cubs who come by QR code and by typing, and a tablet that a
// brother and a sister share, among Cubs who are plain socket clients.
func TestPagesPlayAQuiz(t *testing.T) {
	ctx := evening(t, 10*time.Minute)
	p := start(t, freeAddress(t), t.TempDir())
	b := openBrowser(t, ctx)

	leader := b.open("console", p.as("/leader#key="+p.key), console)
	leader.sees("Come in")
	leader.until(`location.hash === ''`, "the key is out of the address bar")
	leader.shot("console-empty")
	stage := leader.tab("stage", p.as("/stage"), bigScreen)
	stage.sees("Point your camera here")
	stage.shot("stage-empty")
	stage.tap("Sound on")
	stage.until(`document.querySelector('.sound').hidden`, "it may be heard")

	k := assemble(t, ctx, p, 9)
	code := k.campfire()
	ben := b.open("phone", p.as("/#code="+code), phone)
	ben.careful = true
	ben.shot("phone-join")
	ben.until(`location.hash === ''`, "the code is out of the address bar")
	ben.comeIn("Fox", "Ben", "Red")
	eva := b.open("smallphone", p.as("/"), smallPhone)
	eva.careful = true
	eva.fill("#code", code)
	eva.shot("smallphone-code")
	eva.measured("code")
	eva.tap("Come in")
	eva.comeIn("Owl", "Eva", "Blue")
	family := b.open("tablet", p.as("/#code="+code), tablet)
	family.comeIn("Bear", "Max", "Green")
	family.tap("Menu")
	family.tap("Another Cub plays here too")
	family.comeIn("Frog", "Mia", "Yellow")
	leader.sees("Mia")
	everyone := []*page{leader, stage, ben, eva, family}
	checker := axe(t)
	shots := func(what string) {
		for _, w := range everyone {
			w.shot(w.name + "-" + what)
			w.accessible(checker, what)
		}
	}
	shots("campfire")

	leader.tap("Choose a game")
	leader.tap("Pack Quiz")
	for range 7 {
		leader.tap("fewer: Questions")
	}
	leader.tap("No clock")
	leader.shot("console-options")
	leader.tap("Play Pack Quiz with everyone")
	ben.sees("Pack Quiz")
	shots("lobby")
	leader.tap("Tell how it goes")
	stage.sees("change your mind")
	shots("explain")
	leader.tap("Start question 1")
	for round := 1; round <= 3; round++ {
		k.all("the phase is there", phase("ready", round))
		shots(fmt.Sprintf("read-%d", round))
		leader.tap("Read out")
		k.all("the phase is there", phase("play", round))
		ben.mayAnswer()
		ben.press(".answer-a")
		eva.mayAnswer()
		eva.press(".answer-b")
		shots(fmt.Sprintf("play-%d", round))
		leader.tap("Show the answer")
		k.all("the phase is there", phase("reveal", round))
		ben.until(`!!document.querySelector('.answer-tick')`, "the right answer is marked")
		if round == 2 {
			leader.accepts()
			ben.sees("+10")
			ben.sees("so far")
			k.hidden(func() {
				ben.until(`!/[+]10|so far/.test(document.body.innerText)`, "no points are shown")
				ben.shot("phone-hidden")
			})
		}
		shots(fmt.Sprintf("reveal-%d", round))
		if round < 3 {
			leader.tap(fmt.Sprintf("Question %d of 3", round+1))
		}
	}
	leader.tap("Pause")
	ben.sees("pause")
	shots("paused")
	leader.tap("Go on")
	leader.tap("To the podium")
	k.all("the podium stands", phase("podium", -1))
	stage.sees("guesser")
	shots("podium")
	leader.tap("Back to the campfire")
	ben.sees("campfire")
	shots("home")
	endMeeting(k)
	ben.sees("thank")
	shots("ended")
}

// lateInAPause has a Cub come into a paused round, and rest: both screens say why it waits.
func (k *pack) lateInAPause(late *page) {
	k.t.Helper()
	late.comeIn("Mole", "Lena", "Red")
	late.sees("Next round soon")
	late.sees("Little pause")
	late.shot("latephone-paused")
	late.measured("late in a pause")
	id := k.called("Lena")
	k.do(map[string]any{"do": "rest", "player": id}, false)
	late.sees("having a rest")
	late.sees("Little pause")
	late.shot("latephone-resting")
	k.do(map[string]any{"do": "wake", "player": id}, false)
}

// accepts has the leader accept the first answer that can be, and looks at what is sent:
// a move that a bad Wi-Fi holds back must not be for the next question.
func (p *page) accepts() {
	p.t.Helper()
	p.until(`(() => {
	  const send = WebSocket.prototype.send;
	  window.sentFrames = [];
	  WebSocket.prototype.send = function (data) { window.sentFrames.push(String(data)); return send.call(this, data); };
	  return true;
	})()`, "what it sends can be seen")
	p.tap("Accept ")
	p.until(`window.sentFrames.some(f => /"do":"accept"/.test(f) && /"at":[0-9]/.test(f))`, "it names its moment")
}

// hidden hides the scores for as long as then takes.
func (k *pack) hidden(then func()) {
	k.t.Helper()
	k.do(map[string]any{"do": "hide", "on": true}, false)
	then()
	k.do(map[string]any{"do": "hide", "on": false}, false)
}

// TestPagesPlayTogether plays a quiz with one Six: it whispers first, and has a target in
// place of places. A Cub comes late, in a pause.
func TestPagesPlayTogether(t *testing.T) {
	t.Parallel() // it mostly waits
	ctx := evening(t, 6*time.Minute)
	k, w := fourWindows(t, ctx, 0, "Red")
	shots := w.shots(t, "together")
	k.gather("quiz", map[string]any{"clock": "none", "count": 3, "talk": true})
	w.leader.tap("Tell how it goes")
	w.leader.sees("Can we reach 40 together?")
	shots("explain")
	w.leader.tap("Start question 1")
	w.leader.tap("Read out – now whisper")
	w.eva.sees("Whisper with your Six")
	w.leader.tap("Now let them answer")
	for _, cub := range []*page{w.ben, w.eva} {
		cub.mayAnswer()
	}
	w.ben.press(".answer-b")
	w.leader.tap("Pause")
	k.lateInAPause(w.browser.open("latephone", w.process.as("/#code="+k.campfire()), smallPhone))
	w.leader.tap("Go on")
	w.leader.tap("Show the answer")
	k.do(map[string]any{"do": "score", "player": k.called("Ben"), "by": 5}, false) // b may be wrong
	for _, cub := range []*page{w.ben, w.eva} {
		cub.until(`/Together: 2?5 of 40/.test(document.body.innerText)`, "how far the pack has come")
	}
	shots("reveal")
	k.do(map[string]any{"do": "finish"}, true)
	w.leader.until(`/Together you made 2?5 of 40/.test(document.body.innerText)`, "how far the pack came")
	for _, page := range []*page{w.leader, w.ben, w.eva} {
		page.until(`!/1st|First place/.test(document.body.innerText)`, "nobody is first of one Six")
	}
	w.eva.sees("Together you made")
	shots("podium")
	k.hidden(func() { w.ben.sees("Well played, everyone!") })
	w.leader.tap("Back to the campfire")
	w.ben.sees("campfire")
}

// called is the id of the Cub with that name.
func (k *pack) called(name string) (id string) {
	k.t.Helper()
	k.leader.Look(func(s bot.State) {
		players, _ := s.Room["players"].(map[string]any)
		for player, looks := range players {
			if looks.(map[string]any)["name"] == name {
				id = player
			}
		}
	})
	return id
}

// comeIn chooses an animal, types a name and takes a Six.
func (p *page) comeIn(animal, name, six string) {
	p.t.Helper()
	look := func(what string) {
		p.shot(p.name + "-" + what)
		if p.careful {
			p.measured(what)
		}
	}
	p.sees("animal")
	look("animal")
	p.tap(animal)
	look("name")
	p.tap("Type my own")
	p.fill("#name", name)
	look("type")
	p.tap("That’s me")
	p.sees("Six")
	look("six")
	p.tap(six)
	p.sees(name)
}

// press clicks, with the mouse, what a CSS selector names.
func (p *page) press(selector string) {
	p.t.Helper()
	if err := chromedp.Do(p.ctx, chromedp.Click(chromedp.CSS(selector), chromedp.NodeVisible, chromedp.NodeEnabled)); err != nil {
		p.shot("failed-" + p.name)
		p.t.Fatalf("%s: pressing %s: %v", p.name, selector, err)
	}
}
