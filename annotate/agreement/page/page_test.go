package page

import (
	"bytes"
	"encoding/csv"
	"io"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/agreement/report"
)

// sample is a report of two people, one of whom has a strange name.
func sample() *report.Report {
	ada, nora := annotate.Person{ID: annotate.ID{1}, Handle: "ada"}, annotate.Person{ID: annotate.ID{2}, Handle: "=nora<b>"}
	c := report.New(report.Options{People: []annotate.Person{ada, nora}})
	mark := func(id byte, label annotate.LabelID) annotate.Annotation {
		return annotate.Annotation{ID: annotate.ID{id}, Label: label, Spans: []annotate.Span{{Start: 0, End: 4, Text: "Port"}}}
	}
	c.Add(c.Measure(&report.Document{Article: annotate.ID{9}, Title: "The <harbour>", Text: "Port Alder", Layers: []report.Layer{
		{Person: ada.ID, Annotations: []annotate.Annotation{mark(3, "place"), mark(4, "claim")}}, {Person: nora.ID, Annotations: []annotate.Annotation{mark(5, "place")}}}}))
	c.Add(c.Measure(&report.Document{Article: annotate.ID{8}, Title: "Alone & read", Text: "Port", Layers: []report.Layer{{Person: ada.ID}}}))
	return c.Report()
}

// The page says what is there, with nothing of a name taken for markup, and
// what is undefined has its reason.
func TestPage(t *testing.T) {
	var out bytes.Buffer
	if err := HTML(&out, "desk <one>", sample()); err != nil {
		t.Fatal(err)
	}
	page := out.String()
	for _, words := range []string{"desk &lt;one&gt;", "=nora&lt;b&gt;", "Alone &amp; read (ada)", "only ada uses this label", "100.0 %", "0.0 %", "too few documents", "nothing"} {
		if !strings.Contains(page, words) {
			t.Errorf("the page does not say %q:\n%s", words, page)
		}
	}
	for _, words := range []string{"<b>", "NaN", "%!", "<script"} {
		if strings.Contains(page, words) {
			t.Errorf("the page says %q", words)
		}
	}
}

// The table has the same number of cells in every line, and no cell that a
// spreadsheet would take for a formula.
func TestTable(t *testing.T) {
	var out bytes.Buffer
	if err := CSV(&out, sample()); err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(&out).ReadAll()
	if err != nil || len(lines) != 1+2*2+1+1 {
		t.Fatalf("%d lines, %v", len(lines), err)
	}
	for _, line := range lines {
		for _, cell := range line {
			if strings.HasPrefix(cell, "=") {
				t.Errorf("%q", cell)
			}
		}
	}
}

// A report of nobody can be written in every form.
func TestNothing(t *testing.T) {
	r := report.New(report.Options{}).Report()
	for name, write := range map[string]func(*bytes.Buffer) error{
		"html": func(b *bytes.Buffer) error { return HTML(b, "", r) }, "csv": func(b *bytes.Buffer) error { return CSV(b, r) },
		"json": func(b *bytes.Buffer) error { return JSON(b, r) }, "text": func(b *bytes.Buffer) error { return Text(b, r) }} {
		var out bytes.Buffer
		if err := write(&out); err != nil || out.Len() == 0 || strings.Contains(out.String(), "NaN") {
			t.Errorf("%s: %v, %s", name, err, out.String())
		}
	}
}

// broken fails at every byte.
type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

// A disk that is full is told of.
func TestWhatCannotBeWritten(t *testing.T) {
	r := sample()
	for name, write := range map[string]func() error{"html": func() error { return HTML(broken{}, "", r) }, "csv": func() error { return CSV(broken{}, r) },
		"json": func() error { return JSON(broken{}, r) }, "text": func() error { return Text(broken{}, r) }} {
		if write() == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
