package desk

import (
	"slices"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/suggest/attribution"
	"bluepencil/annotate/text"
)

// Proposed is a part of a quote's card that is proposed: its cue or its
// speaker. One past the last candidate stands for none.
type Proposed struct {
	Role       annotate.Role
	Label      annotate.LabelID // what the words are marked as
	Candidates []attribution.Candidate
	At         int // the candidate that is shown
}

// Chosen is the candidate that is shown, if it is not none.
func (p *Proposed) Chosen() (attribution.Candidate, bool) {
	if p.At < len(p.Candidates) {
		return p.Candidates[p.At], true
	}
	return attribution.Candidate{}, false
}

// QuoteCard is what is proposed to complete a quote. Nothing of it is written until
// a person accepts it.
type QuoteCard struct {
	Quote annotate.ID
	Parts []Proposed // the cue first; only what the quote lacks
	Focus int        // the part whose candidates are stepped through
	Type  annotate.ValueID
	caret int // where it stood when the quote was marked
}

// SetProposals says whether cue and speaker are proposed when a quote is marked.
func (d *Desk) SetProposals(on bool) {
	d.proposals = on
	if !on {
		d.dropCard()
	}
}

// QuoteCard is the card that is proposed for the current quote, or nil.
func (d *Desk) QuoteCard() *QuoteCard {
	if d.card == nil || d.open == nil || d.card.Quote != d.current {
		return nil
	}
	return d.card
}

// CardHasArrows tells whether the arrow keys step through candidates: as long
// as the caret stays where it was when the quote was marked.
func (d *Desk) CardHasArrows() bool {
	c := d.QuoteCard()
	return c != nil && c.caret == d.caret && d.selection.Empty() && len(c.Parts) > 0
}

// DropCard takes the proposed card away. It tells whether there was one.
func (d *Desk) DropCard() bool {
	was := d.QuoteCard() != nil
	if d.dropCard(); was {
		d.Say(Info, "Nothing was added to the quote.")
	}
	return was
}

func (d *Desk) dropCard() {
	d.proposing++ // what is being looked for comes too late
	if d.card != nil {
		d.card = nil
		d.o.Show(CardChanged)
	}
}

// Propose looks in the background for what the current quote lacks. What comes
// after another annotation became current, or the quote changed, is dropped.
func (d *Desk) Propose() {
	a, ok := d.Current()
	if _, foreign := d.Foreign(); !ok || foreign || d.shownBook.Group(a.Label) != annotate.GroupQuote {
		d.Say(Info, "Make a quote current first: click it, or press Tab.")
		return
	}
	d.propose(a, true)
}

// propose looks for what a quote lacks; asked says that a person waits for an
// answer.
func (d *Desk) propose(a annotate.Annotation, asked bool) {
	d.dropCard()
	generation, article, caret := d.proposing, d.open.Article.ID, d.caret
	r := attribution.Request{Text: d.open.Text, ID: a.ID, Marks: d.open.Marks, Codebook: d.shownBook, Quote: rangesOf(a.Spans)}
	d.o.Work(func() {
		p := attribution.Propose(r)
		d.o.UI(func() {
			now, ok := d.Current()
			if generation != d.proposing || !ok || d.open.Article.ID != article || now.ID != a.ID || !slices.Equal(now.Spans, a.Spans) || d.linking != nil {
				return // the person went on meanwhile
			}
			d.showProposal(&now, p, caret, asked)
		})
	})
}

func rangesOf(spans []annotate.Span) []text.Range {
	list := make([]text.Range, len(spans))
	for i, s := range spans {
		list[i] = text.Range{Start: s.Start, End: s.End}
	}
	return list
}

func (d *Desk) showProposal(a *annotate.Annotation, p attribution.Proposal, caret int, asked bool) {
	card := &QuoteCard{Quote: a.ID, caret: caret, Type: d.typeFor(a, p.Type)}
	for _, part := range []struct {
		role annotate.RoleID
		list []attribution.Candidate
	}{{attribution.CueRole, p.Cues}, {attribution.SpeakerRole, p.Speakers}} {
		linked := slices.ContainsFunc(a.Links, func(l annotate.Link) bool { return l.Role == part.role })
		if role, ok := d.roleOf(a.Label, part.role); ok && !linked && len(part.list) > 0 {
			label, _ := d.firstTarget(role)
			card.Parts = append(card.Parts, Proposed{Role: role, Label: label, Candidates: d.usable(part.list, label)})
		}
	}
	if len(card.Parts) == 0 && card.Type == "" {
		if asked {
			d.Say(Info, "There is nothing to propose for this quote.")
		}
		return
	}
	d.card = card
	d.o.Show(CardChanged)
	d.sayCard()
}

// usable are the candidates that can be linked: those that are marked, and
// where there is a label for words that are not, all.
func (d *Desk) usable(list []attribution.Candidate, label annotate.LabelID) []attribution.Candidate {
	return slices.DeleteFunc(slices.Clone(list), func(c attribution.Candidate) bool { return c.Mark.IsZero() && label == "" })
}

// roleOf is a role of a label that is in use.
func (d *Desk) roleOf(label annotate.LabelID, id annotate.RoleID) (annotate.Role, bool) {
	role, ok := d.shownBook.Role(id)
	return role, ok && !role.Retired && slices.Contains(d.shownBook.RoleIDs(label), id)
}

// firstTarget is what words chosen as a target of a role are marked as: the
// first label that the role may point to.
func (d *Desk) firstTarget(role annotate.Role) (annotate.LabelID, bool) {
	for _, to := range role.To {
		if id := d.shownBook.Resolve(to); d.shownBook.Offers(id) {
			return id, true
		}
	}
	return "", false
}

// typeAttribute is the question after a quote's type, as codebooks name it.
const typeAttribute annotate.AttributeID = "type"

// typeFor is the type to set: the one proposed, where the quote has none and
// the codebook knows it.
func (d *Desk) typeFor(a *annotate.Annotation, proposed annotate.ValueID) annotate.ValueID {
	if _, set := a.Attributes[typeAttribute]; set {
		return ""
	}
	for _, attribute := range d.shownBook.AttributesOf(a) {
		if attribute.ID != typeAttribute || attribute.Type != annotate.TypeEnum {
			continue
		}
		for _, c := range attribute.Choices {
			if c.ID == proposed && !c.Retired {
				return proposed
			}
		}
	}
	return ""
}

// StepCard shows the next candidate of the part in focus, or the one before;
// behind the last one stands none.
func (d *Desk) StepCard(step int) {
	c := d.QuoteCard()
	if c == nil || len(c.Parts) == 0 {
		return
	}
	part := &c.Parts[c.Focus]
	n := len(part.Candidates) + 1
	part.At = (part.At + step + n) % n
	d.o.Show(CardChanged)
	d.sayCard()
}

// FocusCard goes on to another part of the card.
func (d *Desk) FocusCard(step int) {
	if c := d.QuoteCard(); c != nil && len(c.Parts) > 0 {
		c.Focus = (c.Focus + step + len(c.Parts)) % len(c.Parts)
		d.o.Show(CardChanged)
		d.sayCard()
	}
}

// CardWords are the words of a candidate on one line, with whom they mean.
func (d *Desk) CardWords(c attribution.Candidate) string {
	for i := range d.open.Marks {
		if a := &d.open.Marks[i]; a.ID == c.Mark {
			return d.endWords(a)
		}
	}
	return text.Shorten(text.OneLine(d.open.Text[c.Range.Start:c.Range.End]), wordsInMessages)
}

// sayCard says what is proposed, and how to answer.
func (d *Desk) sayCard() {
	c := d.QuoteCard()
	var parts []string
	if c.Type != "" {
		parts = append(parts, string(c.Type))
	}
	for i := range c.Parts {
		words := "no " + c.Parts[i].Role.Name
		if chosen, ok := c.Parts[i].Chosen(); ok {
			words = c.Parts[i].Role.Name + " “" + d.CardWords(chosen) + "”"
		}
		if i == c.Focus {
			words = "‹ " + words + " ›"
		}
		parts = append(parts, words)
	}
	d.Say(Info, strings.Join(parts, " · ")+"   Enter accepts, Left and Right others, Tab other part, = speaker as before, 0 unknown, Esc no")
}
