package desk

import (
	"fmt"
	"slices"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/suggest/attribution"
)

// AcceptCard links what the card shows and sets the type, in one step of undo.
// Words that are not marked are marked on the way. It tells whether there was
// a card.
func (d *Desk) AcceptCard() bool {
	if d.QuoteCard() == nil {
		return false
	}
	d.change(func(a annotate.Annotation) (annotate.Draft, bool) {
		draft := d.completing(&a)
		d.acceptParts(&draft, &a, attribution.CueRole, attribution.SpeakerRole)
		return d.completed(draft)
	})
	return true
}

// SameSpeaker gives the current quote the speaker of the quote before it that
// has one. What else the card shows is accepted with it.
func (d *Desk) SameSpeaker() {
	d.change(func(a annotate.Annotation) (annotate.Draft, bool) {
		links := d.speakersBefore(&a)
		if len(links) == 0 {
			d.Say(Info, "No quote before this one has a speaker.")
			return annotate.Draft{}, false
		}
		draft := d.completing(&a)
		for _, l := range links {
			if !hasLink(a.Links, l.Role, l.To) {
				link := annotate.Link{ID: annotate.NewID(), Role: l.Role, To: l.To, ToEntity: l.ToEntity}
				draft.Set(a.Ref(), annotate.FieldLink+link.ID.String(), link)
			}
		}
		d.acceptParts(&draft, &a, attribution.CueRole)
		return d.completed(draft)
	})
}

// speakersBefore are the links to the speakers of the nearest quote before
// another one that has any.
func (d *Desk) speakersBefore(a *annotate.Annotation) (links []annotate.Link) {
	if _, ok := d.roleOf(a.Label, attribution.SpeakerRole); !ok {
		return nil
	}
	for i := range d.open.Marks {
		m := &d.open.Marks[i]
		if m.ID == a.ID || m.Start() > a.Start() || d.shownBook.Group(m.Label) != annotate.GroupQuote {
			continue
		}
		var speakers []annotate.Link
		for _, l := range m.Links {
			if l.Role == attribution.SpeakerRole && l.To != a.ID {
				speakers = append(speakers, l)
			}
		}
		if len(speakers) > 0 {
			links = speakers
		}
	}
	return links
}

// orphan is the choice of a quote's flags that says that no speaker is to be
// found.
const orphan annotate.ValueID = "orphan"

// SpeakerUnknown records that the current quote has no speaker to be found.
// What else the card shows is accepted with it.
func (d *Desk) SpeakerUnknown() {
	d.change(func(a annotate.Annotation) (annotate.Draft, bool) {
		flags, ok := d.orphanFlags(&a)
		switch {
		case !ok:
			d.Say(Info, fmt.Sprintf("The codebook has no flag that says that a %s has no speaker.", d.name(a.Label)))
			return annotate.Draft{}, false
		case slices.ContainsFunc(a.Links, func(l annotate.Link) bool { return l.Role == attribution.SpeakerRole }):
			d.Say(Info, "This quote has a speaker: remove the link first.")
			return annotate.Draft{}, false
		}
		draft := d.completing(&a)
		if values := flagsOf(&a, flags.ID); !slices.Contains(values, string(orphan)) {
			draft.Set(a.Ref(), annotate.FieldAttr+string(flags.ID), append(values, string(orphan)))
		}
		d.acceptParts(&draft, &a, attribution.CueRole)
		return d.completed(draft)
	})
}

// orphanFlags is the question of an annotation's label that has the choice.
func (d *Desk) orphanFlags(a *annotate.Annotation) (annotate.Attribute, bool) {
	for _, attribute := range d.shownBook.AttributesOf(a) {
		known := slices.ContainsFunc(attribute.Choices, func(c annotate.Choice) bool { return c.ID == orphan && !c.Retired })
		if known && attribute.Type == annotate.TypeFlags && !attribute.Retired {
			return attribute, true
		}
	}
	return annotate.Attribute{}, false
}

func flagsOf(a *annotate.Annotation, id annotate.AttributeID) []string {
	values, _ := a.Attributes[id].([]string)
	return slices.Clone(values)
}

// orphaned tells whether an annotation is flagged as one whose speaker cannot be
// found.
func (d *Desk) orphaned(a *annotate.Annotation) bool {
	flags, ok := d.orphanFlags(a)
	return ok && slices.Contains(flagsOf(a, flags.ID), string(orphan))
}

// completing begins a draft for a quote.
func (d *Desk) completing(a *annotate.Annotation) annotate.Draft {
	return annotate.Draft{Person: a.Layer, Article: a.Article, Action: "complete " + d.name(a.Label)}
}

// completed says what a draft adds, and takes the card away. A draft without
// anything is not committed.
func (d *Desk) completed(draft annotate.Draft) (annotate.Draft, bool) {
	d.dropCard()
	if len(draft.Settings) == 0 {
		d.Say(Info, "There is nothing to add to this quote.")
		return draft, false
	}
	after, _ := annotate.Preview(d.open.Marks, &draft)
	for i := range after {
		if after[i].ID == d.current {
			d.Say(Info, "Accepted: "+asSentence(&after[i], after, d.shownBook)+".")
		}
	}
	return draft, true
}

// acceptParts adds to a draft what the card shows of some roles, and the type.
func (d *Desk) acceptParts(draft *annotate.Draft, a *annotate.Annotation, roles ...annotate.RoleID) {
	c := d.QuoteCard()
	if c == nil {
		return
	}
	for i := range c.Parts {
		part := &c.Parts[i]
		if chosen, ok := part.Chosen(); ok && slices.Contains(roles, part.Role.ID) {
			d.acceptPart(draft, a, part, chosen)
		}
	}
	if _, set := a.Attributes[typeAttribute]; c.Type != "" && !set {
		draft.Set(a.Ref(), annotate.FieldAttr+string(typeAttribute), string(c.Type))
	}
}

func (d *Desk) acceptPart(draft *annotate.Draft, a *annotate.Annotation, part *Proposed, chosen attribution.Candidate) {
	target := chosen.Mark
	if !slices.ContainsFunc(d.open.Marks, func(m annotate.Annotation) bool { return m.ID == target }) {
		span, err := annotate.SpanOf(d.open.Text, chosen.Range.Start, chosen.Range.End)
		if err != nil || part.Label == "" {
			return // it was deleted, and there is no label to mark it anew
		}
		target = annotate.NewID()
		score := chosen.Score
		draft.AddAnnotation(annotate.AnnotationRef(a.Article, a.Layer, target), part.Label, []annotate.Span{span},
			annotate.Origin{By: annotate.BySuggestion, Source: attribution.Source, Score: &score})
	}
	if hasLink(a.Links, part.Role.ID, target) {
		return
	}
	link := annotate.Link{ID: annotate.NewID(), Role: part.Role.ID, To: target}
	draft.Set(a.Ref(), annotate.FieldLink+link.ID.String(), link)
	d.replaceSingle(draft, a.ID, part.Role)
}

// reshaped proposes anew where the pieces of a quote changed whose card is
// shown, or was taken in pieces.
func (d *Desk) reshaped(before annotate.Annotation, had bool) {
	a, ok := d.Current()
	if !ok || a.ID != before.ID || slices.Equal(a.Spans, before.Spans) {
		return
	}
	if had || len(a.Spans) > len(before.Spans) {
		d.proposeFor(a)
	}
}

// proposeFor proposes for a quote, where that is wished.
func (d *Desk) proposeFor(a annotate.Annotation) {
	if d.proposals && d.shownBook.Group(a.Label) == annotate.GroupQuote && strings.TrimSpace(a.Text()) != "" {
		d.propose(a, false)
	}
}
