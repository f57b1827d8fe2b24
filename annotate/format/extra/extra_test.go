package extra_test

import (
	"fmt"
	"strings"
	"testing"

	"bluepencil/annotate/format/extra"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/text"
)

const body = "Ada Lund said: “No”, said Lund."

// document has a quote in two pieces with a link, and two marks that nothing
// but their answers tells apart.
func document() (*foreign.Document, []extra.Shown) {
	span := func(words string) foreign.Span {
		at := strings.Index(body, words)
		return foreign.Span{Start: at, End: at + len(words), Text: words}
	}
	marks := []foreign.Mark{
		{ID: "quote", Label: "Q", Spans: []foreign.Span{span("said:"), span("“No”")}, Links: []foreign.Link{{ID: "l1", Role: "by", To: "second"}, {Role: "by", To: "E", ToEntity: true}}},
		{ID: "first", Label: "P", Spans: []foreign.Span{span("Ada Lund")}, Note: "one"},
		{ID: "second", Label: "P", Spans: []foreign.Span{span("Ada Lund")}, Note: "two"},
		{ID: "hidden", Label: "H", Spans: []foreign.Span{{Start: 3, End: 4, Text: " "}}},
	}
	d := &foreign.Document{Text: body, Entities: []foreign.Entity{{ID: "E", Name: "Ada Lund"}}, Layers: []foreign.Layer{{Marks: marks}}}
	shown := make([]extra.Shown, len(marks))
	key := 0
	for i, m := range marks[:3] {
		for _, s := range m.Spans {
			shown[i].Keys = append(shown[i].Keys, fmt.Sprint("k", key))
			shown[i].Spans = append(shown[i].Spans, text.Range{Start: s.Start, End: s.End})
			key++
		}
	}
	return d, shown
}

// natives is what the tool shows of the document, in bytes.
func natives(d *foreign.Document, shown []extra.Shown) (list []extra.Native) {
	for i, s := range shown {
		for n, r := range s.Spans {
			list = append(list, extra.Native{Key: s.Keys[n], Start: r.Start, End: r.End, Label: d.Layers[0].Marks[i].Label})
		}
	}
	return list
}

func summary(d *foreign.Document) string {
	var list []string
	for _, m := range d.Layers[0].Marks {
		one := m.ID + " " + m.Label + " " + m.Note
		for _, s := range m.Spans {
			one += fmt.Sprintf(" %d-%d", s.Start, s.End)
		}
		for _, l := range m.Links {
			one += " " + l.Role + ">" + l.To
		}
		list = append(list, one)
	}
	return strings.Join(list, "; ")
}

// What the tool did to its own part wins; what was said beside it holds for the
// rest.
func TestTheToolsOwnPartComesFirst(t *testing.T) {
	all := "quote Q  9-14 15-23 by>second by>E; first P one 0-8; second P two 0-8; hidden H  3-4"
	for name, c := range map[string]struct {
		change func([]extra.Native, []extra.Relation) ([]extra.Native, []extra.Relation)
		want   string
	}{
		"nothing changed": {func(n []extra.Native, r []extra.Relation) ([]extra.Native, []extra.Relation) { return n, r }, all},
		"other keys": {func(n []extra.Native, r []extra.Relation) ([]extra.Native, []extra.Relation) {
			for i := range n {
				n[i].Key = "new" + n[i].Key
			}
			return n, []extra.Relation{{From: "newk0", To: "newk3", Role: "by"}}
		}, all},
		"a piece deleted": {func(n []extra.Native, r []extra.Relation) ([]extra.Native, []extra.Relation) { return n[1:], nil },
			"quote Q  15-23 by>E; first P one 0-8; second P two 0-8; hidden H  3-4"},
		"a twin deleted": {func(n []extra.Native, r []extra.Relation) ([]extra.Native, []extra.Relation) {
			return append(n[:2:2], n[3]), r
		},
			"quote Q  9-14 15-23 by>second by>E; second P two 0-8; hidden H  3-4"},
		"another label": {func(n []extra.Native, r []extra.Relation) ([]extra.Native, []extra.Relation) {
			n[2].Label = "ORG"
			return n, r
		},
			"quote Q  9-14 15-23 by>second by>E; k2 ORG  0-8; second P two 0-8; hidden H  3-4"},
		"a link deleted": {func(n []extra.Native, r []extra.Relation) ([]extra.Native, []extra.Relation) { return n, nil },
			"quote Q  9-14 15-23 by>E; first P one 0-8; second P two 0-8; hidden H  3-4"},
		"a link and a mark anew": {func(n []extra.Native, r []extra.Relation) ([]extra.Native, []extra.Relation) {
			return append(n, extra.Native{Key: "first", Start: 9, End: 13, Label: "C"}), append(r, extra.Relation{From: "first", To: "k2", Role: "x"}, extra.Relation{From: "no", To: "k2", Role: "x"})
		}, "quote Q  9-14 15-23 by>second by>E; first P one 0-8; second P two 0-8; first+2 C  9-13 x>first; hidden H  3-4"},
	} {
		d, shown := document()
		w := extra.Writer{Unit: text.Byte, Relates: true}
		raw, err := w.Write(d, shown)
		if err != nil {
			t.Fatal(err)
		}
		r := extra.Record{Relates: true, Extra: raw}
		r.Natives, r.Relations = c.change(natives(d, shown), []extra.Relation{{From: "k0", To: "k3", Role: "by"}})
		back := &foreign.Document{Text: body}
		r.Document(back, nil)
		if got := summary(back); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, c.want)
		}
	}
}

// What cannot be read is said, and the tool's own part is still read.
func TestABrokenObjectIsSaid(t *testing.T) {
	for _, raw := range []string{`{"marks":7}`, `{"marks":[{}]}`, `{"marks":[{"label":"A","spans":[[1]]}]}`, `{"marks":[{"label":"A","spans":[[0,1,2]]}]}`, `[]`, `{"marks":[{"label":"A","spans":[[0,1]],"attributes":{"a":{}}}]}`, `{"article":7}`, `{"entities":{}}`} {
		r := extra.Record{Natives: []extra.Native{{Key: "a", Start: 0, End: 3, Label: "P"}}, Extra: []byte(raw)}
		d := &foreign.Document{Text: body}
		r.Document(d, nil)
		if len(d.Problems) != 1 || summary(d) != "a P  0-3" {
			t.Errorf("%s: %q, %s", raw, d.Problems, summary(d))
		}
	}
}

func TestWhatCannotBeWrittenExactlyIsAnError(t *testing.T) {
	score := 0.5
	for _, m := range []foreign.Mark{
		{ID: "a", Label: "A", Attributes: []foreign.Attribute{{Name: "x", Value: "1"}, {Name: "x", Value: "2"}}},
		{ID: "a", Label: "A", Note: "a\xff"},
		{ID: "a", Label: "A", Attributes: []foreign.Attribute{{Name: "x", Value: []string{"\xff"}}}},
		{ID: "a", Label: "A", Origin: foreign.Origin{Score: &score, From: []string{"\xff"}}},
	} {
		m.Spans = []foreign.Span{{Start: 0, End: 3, Text: "Ada"}}
		w := extra.Writer{Unit: text.Byte}
		if raw, err := w.Write(&foreign.Document{Text: body, Layers: []foreign.Layer{{Marks: []foreign.Mark{m}}}}, make([]extra.Shown, 1)); err == nil {
			t.Errorf("%+v was written as %s", m, raw)
		}
	}
}

func TestFlatKeepsTheLongest(t *testing.T) {
	got := extra.Flat([]text.Range{{Start: 0, End: 3}, {Start: 2, End: 9}, {Start: 9, End: 10}, {Start: 4, End: 4}, {Start: 2, End: 9}, {Start: 0, End: 2}})
	if want := "[false true true false false true]"; fmt.Sprint(got) != want {
		t.Errorf("%v, want %s", got, want)
	}
}
