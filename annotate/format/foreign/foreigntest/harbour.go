package foreigntest

import (
	"strings"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/format/foreign"
)

const harbourText = "Harbour to close for a week\n\n“We will rebuild the pier,” Mayor Ada Lund said on Monday, “whatever it costs.” 😊\n\nReyle, who speaks for the harbour, put the damage at 4 million."

// Harbour is an article on which two people have marked one thing of each kind:
// a quote in two pieces with its speaker and cue, overlapping marks, answers of
// every type, notes and a question, a suggestion, and an entry of the register.
func Harbour() *foreign.Document {
	score := 0.75
	made := time.Date(2026, 1, 5, 14, 30, 0, 250_000_000, time.UTC)
	hand := foreign.Origin{By: annotate.ByHand}
	mina := foreign.Layer{Person: "mina", Status: annotate.StatusSubmitted, Submitted: made.Add(time.Hour), Codebook: 3, Marks: []foreign.Mark{
		{ID: "01KE6Z1S8A0000000000000001", Label: "quote", Group: annotate.GroupQuote, Spans: harbourSpans("“We will rebuild the pier,”", "“whatever it costs.”"),
			Attributes: []foreign.Attribute{{Name: "type", Value: "direct"}, {Name: "flags", Value: []string{"nested", "negated"}}, {Name: "sure", Value: true}, {Name: "remark", Value: "two\npieces"}},
			Links: []foreign.Link{{ID: "01KE6Z1S8A0000000000000011", Role: "speaker", To: "01KE6Z1S8A0000000000000002", Attributes: []foreign.Attribute{{Name: "basis", Value: "in-the-text"}}},
				{ID: "01KE6Z1S8A0000000000000012", Role: "cue", To: "01KE6Z1S8A0000000000000003"},
				{ID: "01KE6Z1S8A0000000000000013", Role: "speaker", To: "01KE6Z1S8A00000000000000E1", ToEntity: true}},
			Note: "Is “whatever” <b>his</b> word & hers?", Question: true, Origin: hand, Created: made, Modified: made.Add(time.Minute)},
		{ID: "01KE6Z1S8A0000000000000002", Label: "person", Group: annotate.GroupEntity, Spans: harbourSpans("Ada Lund"), Attributes: []foreign.Attribute{{Name: "weight", Value: 2.5}},
			Entity: "01KE6Z1S8A00000000000000E1", Origin: hand, Created: made, Modified: made},
		{ID: "01KE6Z1S8A0000000000000003", Label: "cue", Group: annotate.GroupCue, Spans: harbourSpans("said"), Origin: foreign.Origin{By: annotate.BySuggestion, Source: "rule: direct quote", Score: &score, Edited: true}, Created: made, Modified: made},
		{ID: "01KE6Z1S8A0000000000000004", Label: "person", Group: annotate.GroupEntity, Spans: harbourSpans("Mayor Ada Lund"), Origin: foreign.Origin{By: annotate.ByImport, Source: "brat"}, Created: made, Modified: made},
	}}
	ben := foreign.Layer{Person: "ben", Status: annotate.StatusReturned, Reason: "the second quote is missing", Marks: []foreign.Mark{
		{ID: "01KE6Z1S8A0000000000000021", Label: "été", Group: annotate.GroupEntity, Spans: harbourSpans("😊\n\nReyle"), Origin: hand, Created: made, Modified: made},
	}}
	return &foreign.Document{Name: "harbour", Text: harbourText, Layers: []foreign.Layer{mina, ben},
		Head: foreign.Head{ID: "01KE6Z1S8A00000000000000A1", Meta: map[string]string{"title": "Harbour to close for a week", "outlet": "Alder Courier", "published": "2026-01-05"},
			Note: "second of three", Source: foreign.Source{Name: "harbour.txt", Format: "text", Encoding: "utf-8", SHA256: strings.Repeat("0f", 32)},
			Zones: []foreign.Zone{{Part: annotate.PartHeadline, Start: 0, End: len("Harbour to close for a week")}}},
		Entities: []foreign.Entity{{ID: "01KE6Z1S8A00000000000000E1", Name: "Ada Lund", Type: "person", Aliases: []string{"the mayor"}, Wikidata: "Q4115189", Note: "since 2021"}}}
}

// harbourSpans are where the words stand.
func harbourSpans(words ...string) (spans []foreign.Span) {
	for _, w := range words {
		start := strings.Index(harbourText, w)
		spans = append(spans, foreign.Span{Start: start, End: start + len(w), Text: w})
	}
	return spans
}
