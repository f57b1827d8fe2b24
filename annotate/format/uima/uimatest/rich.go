// Package uimatest has an invented article with marks of every kind, for the
// golden files of the formats that INCEpTION reads.
package uimatest

import (
	"bytes"
	"flag"
	"os"
	"strings"
	"testing"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/format/foreign"
)

var update = flag.Bool("update", false, "write the golden files anew")

// Rich is the article: a discontinuous quote with its speaker and cue, an emoji
// before them, nested and crossing marks, answers of every type.
func Rich() *foreign.Document {
	whole := "Alder Courier 😊\r\n\n“We will build,” Mayor Ada Lund said, “a new harbour.”\n\tReyle disagreed: it's [too] dear | <for> us & you.\n"
	score := 0.75
	made := time.UnixMilli(1_700_000_000_123).UTC()
	mark := func(id, label string, words ...string) foreign.Mark {
		m := foreign.Mark{ID: id, Label: label, Created: made, Modified: made.Add(time.Second), Origin: foreign.Origin{By: annotate.ByHand}}
		for _, w := range words {
			at := strings.Index(whole, w)
			m.Spans = append(m.Spans, foreign.Span{Start: at, End: at + len(w), Text: w})
		}
		return m
	}
	quote := mark("01ARZ3NDEKTSV4RRFFQ69G5FA1", "quote", "“We will build,”", "“a new harbour.”")
	quote.Attributes = []foreign.Attribute{{Name: "type", Value: "direct"}, {Name: "flags", Value: []string{"nested", "negated"}}, {Name: "sure", Value: true}, {Name: "asked again", Value: 2.5}}
	quote.Links = []foreign.Link{
		{ID: "01ARZ3NDEKTSV4RRFFQ69G5FB1", Role: "speaker", To: "01ARZ3NDEKTSV4RRFFQ69G5FA2", Attributes: []foreign.Attribute{{Name: "basis", Value: "in-the-text"}}},
		{ID: "01ARZ3NDEKTSV4RRFFQ69G5FB2", Role: "cue", To: "01ARZ3NDEKTSV4RRFFQ69G5FA3"},
		{ID: "01ARZ3NDEKTSV4RRFFQ69G5FB3", Role: "speaker", To: "01ARZ3NDEKTSV4RRFFQ69G5FE1", ToEntity: true},
	}
	quote.Note, quote.Question = "the \"whole\"\tsentence?\nor its second half", true
	lund := mark("01ARZ3NDEKTSV4RRFFQ69G5FA2", "person", "Mayor Ada Lund")
	lund.Entity = "01ARZ3NDEKTSV4RRFFQ69G5FE1"
	lund.Origin = foreign.Origin{By: annotate.BySuggestion, Source: "rule: title and name", Score: &score, Edited: true}
	ada := mark("01ARZ3NDEKTSV4RRFFQ69G5FA4", "person", "Ada Lund")
	ada.Attributes = []foreign.Attribute{{Name: "weight", Value: 0.25}}
	crossing := mark("01ARZ3NDEKTSV4RRFFQ69G5FA5", "été", "Lund said")
	symbols := mark("01ARZ3NDEKTSV4RRFFQ69G5FA6", "quote", "[too] dear | <for> us & you")
	smile := mark("01ARZ3NDEKTSV4RRFFQ69G5FA7", "person", "😊")
	return &foreign.Document{Name: "harbour", Text: whole,
		Head: foreign.Head{ID: "01ARZ3NDEKTSV4RRFFQ69G5FD1", Meta: map[string]string{"title": "Harbour \"vote\"", "outlet": "Alder Courier"}, Note: "read\ntwice",
			Source: foreign.Source{Name: "harbour.txt", Format: "text", Encoding: "utf-8", SHA256: "00ff"}, Zones: []foreign.Zone{{Part: "headline", Start: 0, End: 13}}},
		Entities: []foreign.Entity{{ID: "01ARZ3NDEKTSV4RRFFQ69G5FE1", Name: "Ada Lund", Type: "person", Aliases: []string{"Lund", "the mayor"}, Note: "since 2019"}},
		Layers: []foreign.Layer{{Person: "mina", Status: annotate.StatusReturned, Reason: "the cue is missing", Submitted: made.Add(time.Minute), Codebook: 3,
			Marks: []foreign.Mark{quote, lund, mark("01ARZ3NDEKTSV4RRFFQ69G5FA3", "cue", "said"), ada, crossing, symbols, smile}}}}
}

// Golden holds bytes against a file below testdata; -update writes it.
func Golden(t *testing.T, name string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile("testdata/"+name, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s: got\n%s", name, got)
	}
}
