package desk

import (
	"slices"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/suggest/attribution"
	"bluepencil/annotate/text"
)

// newCardBench is a bench that proposes.
func newCardBench(t *testing.T, texts ...string) *bench {
	b := newBench(t, texts...)
	b.SetProposals(true)
	return b
}

// linked is the words of what a quote is linked to in a role.
func (b *bench) linked(quote annotate.ID, role annotate.RoleID) (words []string) {
	b.t.Helper()
	for _, a := range b.Open().Marks {
		if a.ID != quote {
			continue
		}
		for _, l := range a.Links {
			for _, to := range b.Open().Marks {
				if l.Role == role && to.ID == l.To {
					words = append(words, to.Text())
				}
			}
		}
	}
	return words
}

func (b *bench) wantCard(quote annotate.ID, kind, speaker, cue string) {
	b.t.Helper()
	b.settle()
	at := slices.IndexFunc(b.Open().Marks, func(a annotate.Annotation) bool { return a.ID == quote })
	if at < 0 {
		b.t.Fatal("the quote is gone")
	}
	a := b.Open().Marks[at]
	got, _ := a.Attributes["type"].(string)
	who, said := strings.Join(b.linked(quote, "speaker"), ", "), strings.Join(b.linked(quote, "cue"), ", ")
	if got != kind || who != speaker || said != cue {
		b.t.Errorf("the card is %q, speaker %q, cue %q; want %q, %q, %q", got, who, said, kind, speaker, cue)
	}
}

// TestACardIsProposedAndAccepted marks a quote in two pieces and presses Enter:
// everything that is added is one step of undo, and says where it came from.
func TestACardIsProposedAndAccepted(t *testing.T) {
	b := newCardBench(t)
	quote := b.mark("quote", "“It is late,”")
	b.choose("“but not too late.”")
	b.AddPiece()
	b.SetSelection(text.Range{})
	b.settle()
	c := b.QuoteCard()
	if c == nil || len(c.Parts) != 2 || c.Type != attribution.Direct {
		t.Fatalf("the card is %+v", c)
	}
	if len(b.words("cue"))+len(b.words("source")) > 0 {
		t.Fatal("something was marked before it was accepted")
	}
	if m := b.Message().Text; !strings.Contains(m, "“told”") || !strings.Contains(m, "“she”") {
		t.Errorf("it says %q", m)
	}
	if !b.AcceptCard() || b.QuoteCard() != nil {
		t.Error("the card is still there")
	}
	b.wantCard(quote, "direct", "she", "told")
	for _, a := range b.Open().Marks {
		if o := a.Origin; a.Label != "quote" && (o.By != annotate.BySuggestion || o.Source != attribution.Source || o.Score == nil || *o.Score <= 0 || *o.Score > 1) {
			t.Errorf("the origin of %q is %+v", a.Text(), o)
		}
	}
	b.Undo()
	b.wantCard(quote, "", "", "")
	if len(b.Open().Marks) != 1 || len(b.Open().Marks[0].Spans) != 2 {
		t.Errorf("undo left %+v", b.Open().Marks)
	}
}

func TestCandidatesAreSteppedThrough(t *testing.T) {
	b := newCardBench(t)
	quote := b.mark("quote", "“It is late,”")
	c := b.QuoteCard()
	if c == nil || !b.CardHasArrows() {
		t.Fatal("no card has the arrows")
	}
	b.FocusCard(1)
	if c.Parts[c.Focus].Role.ID != "speaker" {
		t.Fatalf("the focus is on %+v", c.Parts[c.Focus].Role)
	}
	n := len(c.Parts[c.Focus].Candidates)
	if n < 2 {
		t.Fatalf("%d candidates", n)
	}
	b.StepCard(1)
	second, _ := c.Parts[1].Chosen()
	b.StepCard(-1)
	b.StepCard(-1) // round the end: none
	if _, ok := c.Parts[1].Chosen(); ok || !strings.Contains(b.Message().Text, "no speaker") {
		t.Errorf("none is not offered: %q", b.Message().Text)
	}
	b.StepCard(1)
	b.StepCard(1)
	b.AcceptCard()
	b.wantCard(quote, "direct", b.Open().Text[second.Range.Start:second.Range.End], "told")
}

func TestAnyOtherActionGoesOnWithoutTheCard(t *testing.T) {
	for name, act := range map[string]func(b *bench, quote annotate.ID){
		"another marking": func(b *bench, _ annotate.ID) { b.mark("person", "Mayor Ada Lund") },
		"another current": func(b *bench, _ annotate.ID) { b.SetCurrent(annotate.ID{}) },
		"linking by hand": func(b *bench, _ annotate.ID) { b.StartLinkKey("S") },
		"Escape":          func(b *bench, _ annotate.ID) { b.DropCard() },
		"deleted":         func(b *bench, _ annotate.ID) { b.Delete(); b.settle() },
		"switched off":    func(b *bench, _ annotate.ID) { b.SetProposals(false) },
	} {
		b := newCardBench(t)
		quote := b.mark("quote", "“It is late,”")
		if b.QuoteCard() == nil {
			t.Fatal("no card")
		}
		if act(b, quote); b.QuoteCard() != nil || b.AcceptCard() {
			t.Errorf("after %s the card is still there", name)
		}
		if len(b.words("cue"))+len(b.words("source")) > 0 {
			t.Errorf("after %s something of it was written", name)
		}
	}
}

// TestALateProposalIsDropped marks on before the background has looked.
func TestALateProposalIsDropped(t *testing.T) {
	b := newCardBench(t)
	b.choose("“It is late,”")
	b.Mark("quote")
	b.choose("Nothing more")
	b.Mark("claim")
	b.settle()
	if b.QuoteCard() != nil {
		t.Errorf("the card of %v came", b.QuoteCard().Quote)
	}
}

// TestTheArrowsStayWithACaretThatWentOn moves the caret before the proposal
// comes, and after it.
func TestTheArrowsStayWithACaretThatWentOn(t *testing.T) {
	b := newCardBench(t)
	b.mark("quote", "“It is late,”")
	if b.SetCaret(3); b.CardHasArrows() || b.QuoteCard() == nil {
		t.Error("the card keeps the arrows from the caret")
	}
	b.choose("“but not too late.”")
	b.Mark("quote")
	b.SetSelection(text.Range{})
	b.SetCaret(5)
	b.settle()
	if b.CardHasArrows() || b.QuoteCard() == nil {
		t.Error("the late card takes the arrows from the caret")
	}
}

func TestTheSpeakerOfTheQuoteBefore(t *testing.T) {
	b := newCardBench(t)
	first := b.mark("quote", "the decision could not wait")
	b.AcceptCard()
	b.wantCard(first, "indirect", "Mayor Ada Lund", "said")
	second := b.mark("quote", "“It is late,”")
	b.SameSpeaker()
	b.wantCard(second, "direct", "Mayor Ada Lund", "told")
	b.Undo()
	b.wantCard(second, "", "", "")
	b.SetCurrent(first)
	b.SameSpeaker()
	if m := b.Message().Text; !strings.Contains(m, "No quote before") {
		t.Errorf("it says %q", m)
	}
}

func TestAnUnknownSpeakerIsFlaggedAndNotMissed(t *testing.T) {
	b := newCardBench(t)
	quote := b.mark("quote", "“It is late,”")
	b.SpeakerUnknown()
	b.wantCard(quote, "direct", "", "told")
	a, _ := b.Current()
	if !slices.Contains(flagsOf(&a, "flags"), "orphan") {
		t.Errorf("the attributes are %v", a.Attributes)
	}
	if gaps := b.Gaps(); len(gaps) != 0 {
		t.Errorf("it still lacks %+v", gaps)
	}
	b.SpeakerUnknown()
	b.settle()
	if m := b.Message().Text; !strings.Contains(m, "nothing to add") {
		t.Errorf("a second time it says %q", m)
	}
}

func TestWhatIsLinkedIsNotProposed(t *testing.T) {
	b := newCardBench(t)
	quote := b.mark("quote", "“It is late,”")
	b.SetAttribute("type", "mixed")
	b.StartLinkKey("S")
	b.choose("Mayor Ada Lund")
	b.FinishLink()
	b.settle()
	b.Propose()
	b.settle()
	c := b.QuoteCard()
	if c == nil || len(c.Parts) != 1 || c.Parts[0].Role.ID != "cue" || c.Type != "" {
		t.Fatalf("the card is %+v", c)
	}
	b.AcceptCard()
	b.wantCard(quote, "mixed", "Mayor Ada Lund", "told")
	b.Propose()
	b.settle()
	if m := b.Message().Text; b.QuoteCard() != nil || !strings.Contains(m, "nothing to propose") {
		t.Errorf("%+v, it says %q", b.QuoteCard(), m)
	}
}
