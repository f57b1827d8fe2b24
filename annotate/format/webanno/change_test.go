package webanno

import (
	"bytes"
	"strings"
	"testing"

	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/uima/uimatest"
)

func TestAChangeLeavesTheRestAsItIs(t *testing.T) {
	c := Codec()
	for _, file := range fixtures(t, "webanno-tsv/*/*.tsv", "gum-news/*.tsv") {
		data := load(t, file)
		d := readOne(t, data)
		l := &d.Layers[0]
		if len(l.Marks) == 0 || strings.Contains(string(data), "#T_CH") {
			continue
		}
		before := len(strings.Split(string(data), "\n"))
		first := &l.Marks[0]
		first.Note, first.Label = "is this hers?\t|_*", "person"
		end := foreign.Span{Start: len(d.Text) - 1, End: len(d.Text), Text: d.Text[len(d.Text)-1:]}
		l.Marks = append(l.Marks, foreign.Mark{ID: "01NEW", Label: "quote", Spans: []foreign.Span{end}, Attributes: []foreign.Attribute{{Name: "value", Value: "x"}},
			Links: []foreign.Link{{Role: "cue", To: first.ID}}})
		gone := ""
		if len(l.Marks) > 4 {
			gone = l.Marks[2].ID
			l.Marks = append(l.Marks[:2:2], l.Marks[3:]...)
			for i := range l.Marks {
				var kept []foreign.Link
				for _, k := range l.Marks[i].Links {
					if k.To != gone {
						kept = append(kept, k)
					}
				}
				l.Marks[i].Links = kept
			}
		}
		out := write(t, d)
		back := readOne(t, out)
		want := *d
		want.Layers = []foreign.Layer{*l}
		want.Layers[0].Marks = append([]foreign.Mark(nil), l.Marks...)
		want.Layers[0].Marks[0].Note = ""
		want.Layers[0].Marks[0].Attributes = append([]foreign.Attribute{}, first.Attributes...)
		want.Layers[0].Marks[0].Note = first.Note
		if err := foreign.Difference(&want, back, &c.Carries); err != nil {
			t.Errorf("%s: %v\n%.1500s", file, err, out)
		}
		if after := len(strings.Split(string(out), "\n")); after < before {
			t.Errorf("%s: %d lines became %d", file, before, after)
		}
		for line := range bytes.Lines(data) {
			if bytes.HasPrefix(line, []byte("#Sum")) && !bytes.Contains(out, line) {
				t.Errorf("%s: %s is no longer there", file, line)
			}
		}
	}
}

func TestARichArticleIsWrittenLikeThis(t *testing.T) {
	c := Codec()
	reducer := foreign.Reducer{Carries: c.Carries}
	parts, _, err := reducer.Reduce(uimatest.Rich())
	if err != nil {
		t.Fatal(err)
	}
	data := write(t, parts[0].Document)
	uimatest.Golden(t, "rich.tsv.golden", data)
	back := readOne(t, data)
	if err := foreign.Difference(parts[0].Document, back, &c.Carries); err != nil {
		t.Error(err)
	}
	if again := write(t, back); string(again) != string(data) {
		t.Errorf("written again it is\n%s", again)
	}
}
