// Package recordtest is what the tests of the formats made of JSON records
// share: an article with everything in it, the traps that JSON has, and files
// of other tools that must come out as they went in.
package recordtest

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/foreign/foreigntest"
)

var update = flag.Bool("update", false, "write the golden files anew")

// body is the article of the golden files.
const body = "Harbour vote delayed 😊\n\n“We will build it”, Mayor Ada Lund said,\r\n“by next spring.”  Nora Vik called the plan naïve — and 4 per cent dearer."

// find gives the stretch of the article that reads so.
func find(words string) foreign.Span {
	at := strings.Index(body, words)
	return foreign.Span{Start: at, End: at + len(words), Text: words}
}

// Rich is an article with marks of every kind by one person.
func Rich() *foreign.Document {
	at := time.Date(2025, 3, 4, 12, 0, 0, int(345*time.Millisecond), time.UTC)
	score := 0.75
	mark := func(id, label string, words ...string) foreign.Mark {
		m := foreign.Mark{ID: "01JABCDEFGHJKMNPQRSTVWX" + id, Label: label, Origin: foreign.Origin{By: annotate.ByHand}, Created: at, Modified: at.Add(time.Minute)}
		for _, w := range words {
			m.Spans = append(m.Spans, find(w))
		}
		return m
	}
	quote := mark("001", "quote", "“We will build it”", "“by next spring.”")
	quote.Attributes = []foreign.Attribute{{Name: "type", Value: "direct"}, {Name: "flags", Value: []string{"nested"}}, {Name: "sure", Value: true}}
	lund, nora := mark("002", "person", "Mayor Ada Lund"), mark("004", "person", "Nora Vik")
	lund.Entity = "01JABCDEFGHJKMNPQRSTVWX900"
	lund.Attributes = []foreign.Attribute{{Name: "weight", Value: 2.5}}
	nora.Origin = foreign.Origin{By: annotate.BySuggestion, Source: "names", Score: &score, Edited: true}
	quote.Links = []foreign.Link{{ID: "01JABCDEFGHJKMNPQRSTVWX101", Role: "speaker", To: lund.ID, Attributes: []foreign.Attribute{{Name: "basis", Value: "in-the-text"}}},
		{ID: "01JABCDEFGHJKMNPQRSTVWX102", Role: "cue", To: "01JABCDEFGHJKMNPQRSTVWX003"},
		{ID: "01JABCDEFGHJKMNPQRSTVWX103", Role: "speaker", To: lund.Entity, ToEntity: true}}
	nested := mark("005", "été", "naïve")
	nested.Note, nested.Question = "whose word is \"naïve\"?", true
	return &foreign.Document{Name: "harbour-vote", Text: body, Head: foreign.Head{ID: "01JABCDEFGHJKMNPQRSTVWX000", Meta: map[string]string{"outlet": "Alder Courier", "title": "Harbour vote delayed"},
		Note: "read twice", Zones: []foreign.Zone{{Part: "headline", Start: 0, End: find("\n\n").Start}}},
		Entities: []foreign.Entity{{ID: lund.Entity, Name: "Ada Lund", Type: "person", Aliases: []string{"Lund"}, Wikidata: "Q1"}},
		Layers: []foreign.Layer{{Person: "mina", Status: annotate.StatusSubmitted, Submitted: at.Add(time.Hour), Codebook: 3,
			Marks: []foreign.Mark{quote, lund, mark("003", "cue", "said"), nora, mark("006", "quote", "the plan naïve"), nested}}}}
}

// Golden holds what a format makes of the rich article against its golden file,
// and its companions against theirs.
func Golden(t *testing.T, c foreign.Codec) {
	w, err := c.NewWriter(foreign.Setting{Common: foreigntest.Common(), Unit: c.Unit})
	if err != nil {
		t.Fatal(err)
	}
	reducer := foreign.Reducer{Carries: c.Carries}
	parts, _, err := reducer.Reduce(Rich())
	if err != nil {
		t.Fatal(err)
	}
	pieces, err := w.Encode(parts[0].Document)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "rich"+c.Extension+".golden", pieces[0].Data)
	companions, err := w.Companions()
	if err != nil {
		t.Fatal(err)
	}
	for _, companion := range companions {
		same(t, companion.Name+".golden", companion.Content)
	}
}

func same(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want, got) {
		t.Errorf("%s: got\n%s", path, got)
	}
}

// Recognised tells that a format knows its own files by their beginning, however
// long the article is.
func Recognised(t *testing.T, c foreign.Codec) {
	d := Rich()
	d.Text += strings.Repeat(" The council sat until nine.", 1000)
	w, err := c.NewWriter(foreign.Setting{Common: foreigntest.Common(), Unit: c.Unit})
	if err != nil {
		t.Fatal(err)
	}
	bare := Rich()
	bare.Text, bare.Head.Zones, bare.Layers = d.Text, nil, []foreign.Layer{{Person: "mina"}}
	reducer := foreign.Reducer{Carries: c.Carries}
	for _, one := range []*foreign.Document{d, bare} {
		parts, _, err := reducer.Reduce(one)
		if err != nil {
			t.Fatal(err)
		}
		pieces, err := w.Encode(parts[0].Document)
		if err != nil {
			t.Fatal(err)
		}
		file := []byte(foreign.FrameOf(&c, w).Begin + string(pieces[0].Data))
		if !c.Recognise("a"+c.Extension, file[:min(4096, len(file))]) {
			t.Errorf("not recognised: %.300s", file)
		}
	}
}
