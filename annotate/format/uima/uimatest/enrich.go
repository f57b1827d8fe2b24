package uimatest

import (
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/format/foreign"
)

// Enrich changes everything that can be changed about the first two marks of a
// document, as people do in a project, and adds the entry they name. It tells
// whether there were two marks.
func Enrich(d *foreign.Document) bool {
	l := &d.Layers[0]
	if len(l.Marks) < 2 || len(d.Text) < 12 {
		return false
	}
	score := 0.25
	made := time.UnixMilli(1_700_000_000_123).UTC()
	d.Entities = []foreign.Entity{{ID: "E1", Name: "Ada Lund", Type: "person", Aliases: []string{"Lund"}}}
	d.Head.Meta = map[string]string{"outlet": "Alder Courier"}
	d.Head.Zones = []foreign.Zone{{Part: "headline", Start: 0, End: 4}}
	l.Person, l.Status, l.Reason, l.Submitted = "mina", annotate.StatusReturned, "once more", made
	first, second := &l.Marks[0], &l.Marks[1]
	first.Attributes = append(first.Attributes, foreign.Attribute{Name: "flags", Value: []string{"nested", "a\nb"}}, foreign.Attribute{Name: "none", Value: []string{}},
		foreign.Attribute{Name: "sure", Value: true}, foreign.Attribute{Name: "weight", Value: 0.1}, foreign.Attribute{Name: "odd name", Value: ""}, foreign.Attribute{Name: "begin", Value: "sofa"})
	first.Links = append(first.Links, foreign.Link{ID: "L1", Role: "speaker", To: "E1", ToEntity: true},
		foreign.Link{ID: "L2", Role: "cue", To: second.ID, Attributes: []foreign.Attribute{{Name: "basis", Value: "in-the-text"}}}, foreign.Link{Role: "cue", To: first.ID})
	first.Label, first.Note, first.Question, first.Entity = "quote", "who?", true, "E1"
	first.Created, first.Modified = made, made.Add(time.Hour)
	first.Origin = foreign.Origin{By: annotate.BySuggestion, Source: "rule", Score: &score, From: []string{"a", "b"}, Edited: true}
	second.Spans = []foreign.Span{{Start: 0, End: 2, Text: d.Text[:2]}, {Start: 3, End: 4, Text: d.Text[3:4]}, {Start: 8, End: 11, Text: d.Text[8:11]}}
	second.Attributes = nil
	return true
}
