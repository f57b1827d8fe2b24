package window

import (
	"slices"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/text"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// counter is a typist who counts the keys after a selection.
type counter struct {
	typist
	keys []string
}

func newCounter(t *testing.T, article string) *counter {
	w, s := newWindow(t)
	w.addPasted("Cards", article)
	s.until(t, "the article", func() bool { return strings.HasPrefix(w.desk.Open().Text, article[:20]) })
	return &counter{typist: typist{t, w, s}}
}

// choose selects words, which is not counted.
func (c *counter) choose(words string) {
	c.t.Helper()
	at := strings.Index(c.desk.Open().Text, words)
	if at < 0 {
		c.t.Fatalf("the article has no %q", words)
	}
	c.view.SetSelection(text.Range{Start: at, End: at + len(words)})
}

// press presses a character's key.
func (c *counter) press(r rune) { c.keys = append(c.keys, string(r)); c.rune(r); c.quiet() }

// hit presses another key.
func (c *counter) hit(name fyne.KeyName) {
	c.keys = append(c.keys, string(name))
	c.view.TypedKey(&fyne.KeyEvent{Name: name})
	c.saved()
	c.quiet()
}

// quiet waits until the background has done what it was given.
func (c *counter) quiet() {
	c.t.Helper()
	done := false
	c.worker.do(func() { c.post(func() { done = true }) })
	c.until(c.t, "the background", func() bool { return done })
}

func (c *counter) wantCard(pieces int, kind, speaker, cue string) {
	c.t.Helper()
	a, ok := c.desk.Current()
	if !ok || a.Label != "quote" || len(a.Spans) != pieces || a.Attributes["type"] != kind {
		c.t.Errorf("after %s the quote is %q, type %v", strings.Join(c.keys, " "), a.Text(), a.Attributes["type"])
	}
	linked := map[annotate.RoleID]string{}
	for _, l := range a.Links {
		for _, m := range c.desk.Open().Marks {
			if m.ID == l.To {
				linked[l.Role] += m.Text()
			}
		}
	}
	if linked["speaker"] != speaker || linked["cue"] != cue {
		c.t.Errorf("after %s it is linked to %v, want speaker %q and cue %q", strings.Join(c.keys, " "), linked, speaker, cue)
	}
	if len(c.keys) > 8 {
		c.t.Errorf("it took %d keys: %s", len(c.keys), strings.Join(c.keys, " "))
	}
}

const twoPieces = "Nora Vik came late. “The harbour stays open,” Mayor Ada Lund told the council, “and the pier is safe.” Reyle did not agree."

// TestAFullCardTakesAtMostEightKeys counts the keys of a card with two pieces,
// type, speaker and cue: as it is proposed, with other candidates, with the
// speaker of the quote before, and all by hand.
func TestAFullCardTakesAtMostEightKeys(t *testing.T) {
	t.Run("as it is proposed", func(t *testing.T) {
		c := newCounter(t, twoPieces)
		c.choose("“The harbour stays open,”")
		c.press('1')
		c.choose("“and the pier is safe.”")
		c.press('+')
		c.hit(fyne.KeyReturn)
		c.wantCard(2, "direct", "Mayor Ada Lund", "told")
		if want := []string{"1", "+", "Return"}; !slices.Equal(c.keys, want) {
			t.Errorf("the keys were %v", c.keys)
		}
		c.run("undo")
		c.until(t, "the card to be taken back", func() bool { return len(c.desk.Open().Marks) == 1 })
	})
	t.Run("with another speaker", func(t *testing.T) {
		c := newCounter(t, twoPieces)
		c.choose("“The harbour stays open,”")
		c.press('1')
		c.choose("“and the pier is safe.”")
		c.press('+')
		c.hit(fyne.KeyTab)
		for c.chosenSpeaker() != "Reyle" && len(c.keys) < 8 {
			c.hit(fyne.KeyRight)
		}
		c.hit(fyne.KeyReturn)
		c.wantCard(2, "direct", "Reyle", "told")
	})
	t.Run("by hand", func(t *testing.T) {
		c := newCounter(t, twoPieces)
		c.run("proposals")
		c.choose("“The harbour stays open,”")
		c.press('1')
		c.choose("“and the pier is safe.”")
		c.press('+')
		c.press('s')
		c.choose("Mayor Ada Lund")
		c.hit(fyne.KeyReturn)
		c.press('c')
		c.choose("told")
		c.hit(fyne.KeyReturn)
		c.press('y')
		c.hit(fyne.KeyReturn)
		c.wantCard(2, "direct", "Mayor Ada Lund", "told")
	})
	t.Run("as before", func(t *testing.T) {
		c := newCounter(t, "“The harbour stays open,” Mayor Ada Lund said. Reyle left. “It is late,” it was added, “but not too late.”")
		c.choose("“The harbour stays open,”")
		c.press('1')
		c.hit(fyne.KeyReturn)
		c.keys = nil
		c.choose("“It is late,”")
		c.press('1')
		c.choose("“but not too late.”")
		c.press('+')
		c.press('=')
		c.wantCard(2, "direct", "Mayor Ada Lund", "was added")
	})
}

// chosenSpeaker is the speaker that the card shows.
func (c *counter) chosenSpeaker() string {
	card := c.desk.QuoteCard()
	if card == nil {
		c.t.Fatalf("no card after %v", c.keys)
	}
	for i := range card.Parts {
		if chosen, ok := card.Parts[i].Chosen(); ok && card.Parts[i].Role.ID == "speaker" {
			return c.desk.CardWords(chosen)
		}
	}
	return ""
}

// TestTheCardStandsInTheMarginAndItsWordsAreShown looks at what the page is
// given before and after the card is accepted.
func TestTheCardStandsInTheMarginAndItsWordsAreShown(t *testing.T) {
	c := newCounter(t, twoPieces)
	c.choose("“The harbour stays open,”")
	c.press('1')
	quote, _ := c.desk.Current()
	card := func() (words string) {
		for _, l := range c.marginCard(&quote, c.desk.Links()[quote.ID]) {
			words += l.Role + " " + l.Words + "; "
		}
		quote, _ = c.desk.Current()
		return words
	}
	if got := card(); got != "cue? told; speaker? Mayor Ada Lund; " {
		t.Errorf("the card in the margin is %q", got)
	}
	ghosts := c.ghosts()
	if len(ghosts) != 2 || !ghosts[0].Pending || !ghosts[1].Pending || ghosts[0].Label != "cue" || ghosts[1].Label != "source" {
		t.Errorf("shown are %+v", ghosts)
	}
	c.tapped([]string{ghosts[0].ID}, 0) // a click into what is only proposed is one beside
	if _, ok := c.desk.Current(); ok || len(c.ghosts()) != 0 {
		t.Error("the card is still shown")
	}
	c.desk.SetCurrent(quote.ID)
	if got := card(); got != "lacks type, speaker, cue; " {
		t.Errorf("without a card the margin says %q", got)
	}
	c.press('y')
	c.hit(fyne.KeyReturn)
	card()
	if got := card(); got != "type direct; speaker Mayor Ada Lund; cue told; " {
		t.Errorf("accepted, the margin says %q", got)
	}
}

// TestTheCaretHasItsArrowsBack goes on by other keys than the card's.
func TestTheCaretHasItsArrowsBack(t *testing.T) {
	c := newCounter(t, twoPieces)
	c.choose("“The harbour stays open,”")
	c.press('1')
	at := c.view.Caret()
	c.hit(fyne.KeyRight)
	if c.view.Caret() != at {
		t.Error("the arrow moved the caret, not the card")
	}
	c.view.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyRight, Modifier: fyne.KeyModifierControl})
	moved := c.view.Caret()
	c.hit(fyne.KeyRight)
	if moved == at || c.view.Caret() == moved {
		t.Errorf("the caret went from %d to %d to %d", at, moved, c.view.Caret())
	}
	c.hit(fyne.KeyEscape)
	if c.desk.QuoteCard() != nil {
		t.Error("Escape left the card")
	}
	if a, ok := c.desk.Current(); !ok || a.Label != "quote" {
		t.Error("Escape took more than the card")
	}
}
