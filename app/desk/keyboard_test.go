package desk

import (
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
)

// pieces is the current annotation's, with what they are joined by.
func (b *bench) pieces() string {
	b.t.Helper()
	b.settle()
	a, ok := b.Current()
	if !ok {
		b.t.Fatal("nothing is current")
	}
	return a.Text()
}

// put puts the caret before the words.
func (b *bench) put(words string) {
	b.t.Helper()
	at := strings.Index(b.Open().Text, words)
	if at < 0 {
		b.t.Fatalf("the article has no %q", words)
	}
	b.SetSelection(text.Range{})
	b.SetCaret(at)
}

func TestThePieceAtTheCaretMovesItsBoundaries(t *testing.T) {
	b := newBench(t)
	b.mark("quote", "“It is late,”")
	b.choose("too late")
	b.AddPiece()
	b.put("late.”")
	for _, step := range []struct {
		end       bool
		direction int
		by        Unit
		want      string
	}{
		{false, -1, ByWord, "“It is late,” … not too late"},
		{true, 1, ByCharacter, "“It is late,” … not too late."},
		{false, 1, ByWord, "“It is late,” … too late."},
		{false, 1, ByWord, "“It is late,” … late."}, // past where the caret stood
		{false, 1, ByCharacter, "“It is late,” … ate."},
	} {
		b.MoveBoundary(step.end, step.direction, step.by)
		if got := b.pieces(); got != step.want {
			t.Errorf("got %q, want %q", got, step.want)
		}
	}
	b.put("is late,")
	b.MoveBoundary(true, -1, ByWord)
	if got := b.pieces(); got != "“It is late … ate." {
		t.Errorf("the first piece: %q", got)
	}
}

func TestAClickInAPieceLeavesTheCaretThere(t *testing.T) {
	b := newBench(t)
	id := b.mark("claim", "the decision could not wait")
	b.put("could")
	at := b.Caret()
	b.SetCurrent(id)
	if b.Caret() != at {
		t.Errorf("the caret went to %d", b.Caret())
	}
	b.put("Nothing")
	b.SetCurrent(id)
	if a, _ := b.Current(); b.Caret() != a.Start() {
		t.Errorf("from afar the caret goes to %d", b.Caret())
	}
}

func TestSplitAtTheCaret(t *testing.T) {
	b := newBench(t)
	lund := b.mark("person", "Mayor Ada Lund")
	id := b.mark("quote", "It is late,” she told the council")
	b.SetAttribute("type", "direct")
	b.SetNote("look again")
	b.StartLink("speaker")
	b.SetCurrent(lund)
	b.settle()
	b.put("“It")
	b.Split()
	if m := b.Message(); !strings.Contains(m.Text, "inside of it") || len(b.Open().Marks) != 2 {
		t.Errorf("outside of it: %q", m.Text)
	}
	b.put("she told")
	b.Split()
	b.settle()
	if got := strings.Join(b.words("quote"), " | "); got != "It is late,” | she told the council" {
		t.Fatalf("split into %s", got)
	}
	first, second := b.Open().Marks[1], b.Open().Marks[2]
	if first.ID != id || first.Note != "look again" || len(first.Links) != 1 || first.Attributes["type"] != "direct" {
		t.Errorf("the first is %+v", first)
	}
	if second.Note != "" || len(second.Links) != 1 || second.Links[0].To != lund || second.Links[0].ID == first.Links[0].ID || second.Attributes["type"] != "direct" {
		t.Errorf("the second is %+v", second)
	}
	if o := second.Origin; o.By != annotate.ByHand || o.Source != "split" || len(o.From) != 1 || o.From[0] != id {
		t.Errorf("its origin is %+v", o)
	}
	b.Undo()
	if got := b.pieces(); got != "It is late,” she told the council" || len(b.Open().Marks) != 2 {
		t.Errorf("undo gave %q, %d markings", got, len(b.Open().Marks))
	}
}

func TestPiecesAreSplitBetweenOrInside(t *testing.T) {
	for caret, want := range map[string]string{
		"she told": "“It is late,” | “but not too late.”",
		"too late": "“It is late,” … “but not | too late.”",
		"is late":  "“It | is late,” … “but not too late.”",
	} {
		b := newBench(t)
		b.mark("quote", "“It is late,”")
		b.choose("“but not too late.”")
		b.AddPiece()
		b.settle()
		b.put(caret)
		b.Split()
		b.settle()
		if got := strings.Join(b.words("quote"), " | "); got != want {
			t.Errorf("before %q: %s, want %s", caret, got, want)
		}
	}
}

func TestJoining(t *testing.T) {
	for _, c := range []struct{ first, second, want string }{
		{"It is late", "late,” she", "It is late,” she"},
		{"Mayor Ada", "Lund", "Mayor Ada Lund"},
		{"Mayor Ada Lund", "Mayor Ada", "Mayor Ada Lund"},
		{"“but not too late.”", "Nothing more", "“but not too late.”\nNothing more"},
		{"“It is late,”", "“but not too late.”", "“It is late,” … “but not too late.”"},
	} {
		for _, step := range []int{1, -1} {
			b := newBench(t)
			b.mark("quote", c.first)
			b.mark("quote", c.second)
			first, second := b.Open().Marks[0].ID, b.Open().Marks[1].ID
			b.SetCurrent(map[int]annotate.ID{1: first, -1: second}[step])
			b.Join(step)
			if got := b.pieces(); got != c.want || len(b.Open().Marks) != 1 {
				t.Errorf("joined to %q, want %q; %d markings", got, c.want, len(b.Open().Marks))
			}
			if a, _ := b.Current(); a.ID != first {
				t.Error("the first one did not stay")
			}
			b.Undo()
			b.settle()
			if len(b.Open().Marks) != 2 || b.Open().Marks[1].Text() != c.second {
				t.Errorf("undo gave %+v", b.Open().Marks)
			}
		}
	}
}

func TestJoiningKeepsWhatBothSay(t *testing.T) {
	b := newBench(t)
	lund := b.mark("person", "Mayor Ada Lund")
	cue := b.mark("cue", "told the council")
	other := b.mark("cue", "said")
	first := b.mark("quote", "“It is late,”")
	b.SetAttribute("type", "direct")
	b.SetNote("one")
	b.StartLink("cue")
	b.SetCurrent(cue)
	b.settle()
	second := b.mark("quote", "“but not too late.”")
	b.SetAttribute("type", "mixed")
	b.SetNote("two")
	b.ToggleQuestion()
	b.StartLink("speaker")
	b.SetCurrent(lund)
	b.settle()
	b.StartLink("cue")
	b.SetCurrent(other)
	b.settle()
	b.SetCurrent(second)
	b.Join(-1)
	b.settle()
	a, _ := b.Current()
	if a.ID != first || a.Attributes["type"] != "direct" || a.Note != "one\ntwo" || !a.Question {
		t.Errorf("the whole is %+v", a)
	}
	if len(a.Links) != 2 || !hasLink(a.Links, "cue", cue) || !hasLink(a.Links, "speaker", lund) {
		t.Errorf("its links are %+v", a.Links)
	}
	if m := b.Message().Text; !strings.Contains(m, "2 pieces") || !strings.Contains(m, "mixed") || !strings.Contains(m, "cue") {
		t.Errorf("the message is %q", m)
	}
}

func TestLinksToTheOneThatGoesAreRedirected(t *testing.T) {
	b := newBench(t)
	quote := b.mark("quote", "“It is late,”")
	b.mark("source", "Mayor Ada")
	lund := b.mark("source", "Lund")
	b.SetCurrent(quote)
	b.StartLink("speaker")
	b.SetCurrent(lund)
	b.settle()
	b.SetCurrent(lund)
	b.Join(-1)
	whole := b.pieces()
	joined, _ := b.Current()
	b.SetCurrent(quote)
	if a, _ := b.Current(); whole != "Mayor Ada Lund" || len(a.Links) != 1 || a.Links[0].To != joined.ID {
		t.Errorf("joined to %q, the quote's links are %+v", whole, a.Links)
	}
	b.Undo()
	b.settle()
	b.SetCurrent(quote)
	if a, _ := b.Current(); len(a.Links) != 1 || a.Links[0].To != lund || len(b.words("source")) != 2 {
		t.Errorf("undo gave %+v", a.Links)
	}
}

func TestThereMustBeOneToJoinWith(t *testing.T) {
	b := newBench(t)
	b.mark("claim", "the decision could not wait")
	b.mark("quote", "“It is late,”")
	b.Join(1)
	b.settle()
	if !strings.Contains(b.Message().Text, "no Quote further on") || len(b.Open().Marks) != 2 {
		t.Errorf("it says %q", b.Message().Text)
	}
}

func TestSplitAndJoinGiveTheSameWords(t *testing.T) {
	b := newBench(t)
	b.mark("claim", "Mayor Ada Lund said the decision could not wait.")
	b.put("said")
	b.Split()
	b.settle()
	b.Join(1)
	if got := b.pieces(); got != "Mayor Ada Lund said the decision could not wait." || len(b.Open().Marks) != 1 {
		t.Errorf("got %q", got)
	}
}

func TestTheEndsOfTheCurrentOneByOneKey(t *testing.T) {
	b := newBench(t)
	b.mark("quote", "t is lat")
	for _, c := range []struct {
		name string
		do   func()
		want string
	}{
		{"words", b.SnapToWords, "It is late"},
		{"words again", b.SnapToWords, "It is late"},
		{"marks", b.ToggleQuotationMarks, "“It is late,”"},
		{"marks", b.ToggleQuotationMarks, "It is late,"},
		{"punctuation", b.TogglePunctuation, "It is late"},
		{"punctuation", b.TogglePunctuation, "It is late,"},
		{"sentence", b.SnapToSentences, "“It is late,” she told the council, “but not too late.”"},
	} {
		c.do()
		if got := b.pieces(); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	b.Undo()
	if got := b.pieces(); got != "It is late," {
		t.Errorf("undo gave %q", got)
	}
}

func TestAllPiecesGetTheirQuotationMarks(t *testing.T) {
	b := newBench(t)
	b.mark("quote", "It is late")
	b.choose("but not too late")
	b.AddPiece()
	b.SetSelection(text.Range{}) // as the view drops it
	b.settle()
	b.ToggleQuotationMarks()
	if got := b.pieces(); got != "“It is late,” … “but not too late.”" {
		t.Errorf("with marks: %q", got)
	}
	b.ToggleQuotationMarks()
	if got := b.pieces(); got != "It is late, … but not too late." {
		t.Errorf("without: %q", got)
	}
}

func TestTheSelectionGetsOtherEndsBeforeItIsMarked(t *testing.T) {
	b := newBench(t)
	b.mark("person", "Ada Lund")
	b.choose("t is lat")
	b.SnapToWords()
	b.ToggleQuotationMarks()
	if got := b.Open().Text[b.selection.Start:b.selection.End]; got != "“It is late,”" || b.Target() != b.selection {
		t.Errorf("selected is %q", got)
	}
	if got := b.words("person"); got[0] != "Ada Lund" {
		t.Errorf("the marking became %q", got)
	}
	b.SetCurrent(annotate.ID{})
	b.put("council")
	b.SnapToSentences()
	if got := b.Open().Text[b.selection.Start:b.selection.End]; !strings.HasPrefix(got, "“It is late,” she told") {
		t.Errorf("the sentence at the caret is %q", got)
	}
}

func TestTheStackUnderTheCaret(t *testing.T) {
	b := newBench(t)
	b.mark("claim", "Mayor Ada Lund said the decision could not wait")
	b.mark("person", "Ada Lund")
	b.mark("source", "Mayor Ada Lund")
	b.SetCurrent(annotate.ID{})
	b.put("Lund")
	var said []string
	for range 4 {
		b.NextHere()
		said = append(said, b.Message().Text)
	}
	if got := strings.Join(said, " "); got != "1 of 3 here: Person. 2 of 3 here: Source. 3 of 3 here: Claim. 1 of 3 here: Person." {
		t.Errorf("it says %s", got)
	}
	b.put("Nothing")
	b.NextHere()
	if a, _ := b.Current(); a.Label != "person" || !strings.Contains(b.Message().Text, "Nothing is marked") {
		t.Errorf("where nothing is marked it says %q", b.Message().Text)
	}
}

func TestRelabelRemovesLinksThatCannotStay(t *testing.T) {
	b := newBench(t)
	lund := b.mark("person", "Mayor Ada Lund")
	quote := b.mark("quote", "“It is late,”")
	b.StartLink("speaker")
	b.SetCurrent(lund)
	b.settle()
	b.SetCurrent(lund)
	b.Relabel("claim")
	b.settle()
	b.SetCurrent(quote)
	if a, _ := b.Current(); len(a.Links) != 0 {
		t.Errorf("a claim is the speaker: %+v", a.Links)
	}
	b.SetAttribute("type", "direct") // was refused while the link stood
	b.settle()
	if a, _ := b.Current(); b.Failed() != nil || a.Attributes["type"] != "direct" {
		t.Errorf("the quote cannot be changed any more: %v", b.Failed())
	}
	b.Undo()
	b.Undo()
	b.settle()
	if a, _ := b.Current(); len(a.Links) != 1 || len(b.words("person")) != 1 {
		t.Errorf("undo gave %+v", a)
	}
}

func TestBackReturnsFromAJump(t *testing.T) {
	b := newBench(t)
	id := b.mark("person", "Ada Lund")
	b.put("Nothing more")
	from := b.Caret()
	b.Jump(id)
	if a, _ := b.Current(); b.Caret() != a.Start() {
		t.Errorf("the jump ended at %d", b.Caret())
	}
	to := b.Caret()
	b.Back()
	b.settle()
	if b.Caret() != from {
		t.Errorf("back leads to %d", b.Caret())
	}
	b.Forward()
	b.settle()
	if b.Caret() != to {
		t.Errorf("forward leads to %d", b.Caret())
	}
	b.Forward()
	if !strings.Contains(b.Message().Text, "no place to go forward to") {
		t.Errorf("it says %q", b.Message().Text)
	}
}

// A link whose target lies in the bin is not seen, but there: it must not
// stand in the way.
func TestLinksIntoTheBinStandInNobodysWay(t *testing.T) {
	b := newBench(t)
	cue := b.mark("cue", "told the council")
	said := b.mark("cue", "said")
	quote := b.mark("quote", "“It is late,”")
	b.StartLink("cue")
	b.SetCurrent(cue)
	b.settle()
	b.SetCurrent(cue)
	b.Delete()
	b.settle()
	b.SetCurrent(quote)
	b.StartLink("cue") // a quote has one cue
	b.SetCurrent(said)
	b.settle()
	if a, _ := b.Current(); b.Failed() != nil || len(a.Links) != 1 || a.Links[0].To != said {
		t.Errorf("another cue: %v, %+v", b.Failed(), a.Links)
	}
	b.SetCurrent(said)
	b.Delete()
	b.settle()
	b.SetCurrent(quote)
	b.Relabel("person") // has no cue
	b.settle()
	if a, _ := b.Current(); b.Failed() != nil || a.Label != "person" {
		t.Errorf("another label: %v, %+v", b.Failed(), a)
	}
}

func TestFromTheBinComeOnlyLinksThatFit(t *testing.T) {
	b := newBench(t)
	lund := b.mark("person", "Mayor Ada Lund")
	quote := b.mark("quote", "“It is late,”")
	b.StartLink("speaker")
	b.SetCurrent(lund)
	b.settle()
	b.Delete()
	b.settle()
	b.SetCurrent(lund)
	b.Relabel("claim")
	b.settle()
	var bin Bin
	b.ReadBin(func(found Bin, err error) { must(t, err); bin = found })
	b.settle()
	b.RestoreAnnotation(bin.Annotations[0])
	b.settle()
	if a, _ := b.Current(); b.Failed() != nil || a.ID != quote || len(a.Links) != 0 {
		t.Errorf("it came back as %+v: %v", a, b.Failed())
	}
}

func TestAJumpChoosesTheTargetOfALink(t *testing.T) {
	b := newBench(t)
	lund := b.mark("person", "Mayor Ada Lund")
	quote := b.mark("quote", "“It is late,”")
	b.StartLink("speaker")
	b.Jump(lund)
	b.settle()
	if a, _ := b.Current(); b.Linking() != nil || a.ID != quote || len(a.Links) != 1 {
		t.Errorf("current is %+v", a)
	}
}

func TestEnterLinksToTheOneChosenAtTheCaret(t *testing.T) {
	b := newBench(t)
	whole := b.mark("source", "Mayor Ada Lund")
	b.mark("source", "Lund")
	b.mark("quote", "“It is late,”")
	b.StartLink("speaker")
	b.put("Lund")
	b.NextHere() // the inner one
	b.NextHere()
	b.FinishLink()
	b.settle()
	if a, _ := b.Current(); len(a.Links) != 1 || a.Links[0].To != whole {
		t.Errorf("linked to %+v", a.Links)
	}
}
