package brat

import (
	"encoding/json"
	"fmt"
	"strings"

	"bluepencil/annotate/text"
)

// envelope is the .ann as it was read.
type envelope struct {
	Unit  string `json:"unit"` // of the offsets in Lines
	Lines []kept `json:"lines"`
}

// kept is one line of it.
type kept struct {
	Line  string `json:"l"`
	Words bool   `json:"w,omitempty"` // the third column, left out here, is what the spans cover
	Fixed bool   `json:"f,omitempty"` // it stands for nothing that was imported, and stays as it is
	End   string `json:"e,omitempty"` // what ended the line, where it was no line feed
	Bare  bool   `json:"b,omitempty"` // nothing ended it
	Mark  string `json:"m,omitempty"` // the id of the mark, where it is not that of the line
}

func (k *kept) end() string {
	switch {
	case k.Bare:
		return ""
	case k.End == "":
		return "\n"
	}
	return k.End
}

// openEnvelope gives an empty one where there is none.
func openEnvelope(data []byte) (*envelope, text.Unit, error) {
	e := &envelope{Unit: text.CodePoint.String()}
	if len(data) > 0 {
		if err := json.Unmarshal(data, e); err != nil {
			return nil, 0, fmt.Errorf("what was kept of the .ann cannot be read: %w", err)
		}
	}
	unit, err := text.ParseUnit(e.Unit)
	return e, unit, err
}

// seal keeps the lines of a document that was read.
func (b *builder) seal(unit text.Unit) ([]byte, error) {
	e := envelope{Unit: unit.String(), Lines: make([]kept, 0, len(b.lines))}
	offsets := text.NewConverter(b.doc.Text)
	for i := range b.lines {
		l := &b.lines[i]
		if b.used[i] == useOurs {
			continue
		}
		k := kept{Line: l.Raw, End: l.End, Bare: l.End == "", Fixed: b.used[i] == useNone}
		if l.End == "\n" {
			k.End = ""
		}
		if l.Kind == 'T' && l.Words != "" && covers(b.doc.Text, offsets, unit, l) {
			k.Line, k.Words = strings.TrimSuffix(l.Raw, "\t"+l.Words), true
		}
		if id := b.renamed[l.ID]; id != "" && (l.Kind == 'T' || l.Kind == 'E') {
			k.Mark = id
		}
		e.Lines = append(e.Lines, k)
	}
	return json.Marshal(&e)
}

// covers tells whether a line's third column is what its spans cover.
func covers(whole string, offsets *text.Converter, unit text.Unit, l *line) bool {
	list := make([]text.Range, 0, len(l.Spans))
	length := len(l.Spans) - 1
	for _, s := range l.Spans {
		r, err := inBytes(offsets, unit, s)
		if err != nil {
			return false
		}
		list = append(list, r)
		length += r.End - r.Start
	}
	return length == len(l.Words) && join(whole, list) == l.Words
}

func inBytes(offsets *text.Converter, unit text.Unit, s [2]int) (text.Range, error) {
	start, err := offsets.FromUnit(unit, s[0])
	if err != nil {
		return text.Range{}, err
	}
	end, err := offsets.FromUnit(unit, s[1])
	if err == nil && end < start {
		err = fmt.Errorf("%d to %d is reversed", s[0], s[1])
	}
	return text.Range{Start: start, End: end}, err
}
