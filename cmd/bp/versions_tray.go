package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
	"bluepencil/annotate/text/anchor"
	"bluepencil/storage"
)

// traysOf tells for everybody who has marked a version before the newest one
// what waits for a place in it.
func traysOf(p *storage.Project, newest annotate.ID) ([]trayRow, error) {
	people, err := p.People()
	if err != nil {
		return nil, err
	}
	places, err := placesIn(p, newest)
	if err != nil {
		return nil, err
	}
	rows := []trayRow{}
	for _, person := range people {
		old, ok, err := p.CarrySource(person.ID, newest)
		if err != nil {
			return nil, err
		}
		if !ok {
			continue
		}
		tray, err := p.Tray(person.ID, old, newest)
		if err != nil {
			return nil, err
		}
		row := trayRow{Person: person.Handle, From: old, To: newest, Carried: tray.Carried, Dropped: tray.Dropped, Waiting: []waitingRow{}}
		for i := range tray.Waiting {
			row.Waiting = append(row.Waiting, waitingOf(&tray.Waiting[i], places))
		}
		rows = append(rows, row)
	}
	return rows, places.err
}

func waitingOf(w *storage.Waiting, places *placing) waitingRow {
	row := waitingRow{Annotation: w.Annotation.ID, Label: w.Annotation.Label, Text: w.Annotation.Text(), Sure: w.Sure(), Confidence: w.Confidence, Pieces: []pieceRow{}}
	if w.Refused != nil {
		row.Refused = w.Refused.Error()
	}
	for _, piece := range w.Places {
		p := pieceRow{Method: piece.Method, Candidates: []candidateRow{}}
		for _, c := range piece.Candidates {
			p.Candidates = append(p.Candidates, candidateRow{places.at(c.Range), c.Confidence})
		}
		row.Pieces = append(row.Pieces, p)
	}
	return row
}

// write tells the report in lines.
func (r *versionsReport) write(out io.Writer) error {
	var b strings.Builder
	for i, v := range r.Versions {
		newest := ""
		if i == len(r.Versions)-1 {
			newest = "  (newest)"
		}
		fmt.Fprintf(&b, "%s  %s%s\n", v.ID, printable(v.Title), newest)
	}
	for _, c := range r.Changes {
		fmt.Fprintf(&b, "\n%s -> %s\n", c.From, c.To)
		for _, e := range c.Edits {
			e.write(&b)
		}
		for _, q := range c.Quotes {
			fmt.Fprintf(&b, "  quote %s: %s\n", q.Kind, strings.Join(q.words(), " -> "))
		}
	}
	for _, t := range r.Trays {
		fmt.Fprintf(&b, "\n%s: %d carried over, %d left out, %d waiting\n", t.Person, t.Carried, t.Dropped, len(t.Waiting))
		for _, w := range t.Waiting {
			fmt.Fprintf(&b, "  %s %s: %s\n", w.Label, oneLine(w.Text), w.said())
		}
	}
	_, err := io.WriteString(out, b.String())
	return err
}

func (e *editRow) write(b *strings.Builder) {
	moved := ""
	if e.Moved {
		moved = "  (moved)"
	}
	if e.Kind != anchor.Insert {
		fmt.Fprintf(b, "  %d–%d - %s%s\n", e.Old.Start, e.Old.End, oneLine(e.Old.Text), moved)
	}
	if e.Kind != anchor.Delete {
		fmt.Fprintf(b, "  %d–%d + %s%s\n", e.New.Start, e.New.End, oneLine(e.New.Text), moved)
	}
}

func (q *quoteRow) words() []string {
	var list []string
	for _, p := range []*place{q.Old, q.New} {
		if p != nil {
			list = append(list, oneLine(p.Text))
		}
	}
	return slices.Compact(list)
}

// said is what there is to say of a marking that waits.
func (w *waitingRow) said() string {
	if w.Refused != "" {
		return w.Refused
	}
	var parts []string
	for _, piece := range w.Pieces {
		part := string(piece.Method)
		if len(piece.Candidates) > 0 {
			best := piece.Candidates[0]
			part = fmt.Sprintf("%s, %d–%d %s, %.0f %%", part, best.Start, best.End, oneLine(best.Text), 100*best.Confidence)
		}
		if n := len(piece.Candidates); n > 1 {
			part += fmt.Sprintf(" or %s", text.Count(n-1, "other place"))
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, "; ")
}

// oneLine is a text with its line ends and blanks made one blank.
func oneLine(s string) string {
	if fields := strings.Fields(s); len(fields) > 0 {
		return printable(strings.Join(fields, " "))
	}
	return fmt.Sprintf("%q", s)
}
