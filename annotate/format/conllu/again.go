package conllu

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"

	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/text"
)

// envelope is a document as it was read, without its text.
type envelope struct {
	Parts []string `json:"parts,omitempty"` // of brackets, where told before
	Lines []kept   `json:"lines"`
}

// kept is a line. Of a token the second column is left out, of "# text" the value.
type kept struct {
	Line string `json:"l,omitempty"`
	End  string `json:"e,omitempty"`
	Bare bool   `json:"x,omitempty"`
	Gap  int    `json:"g,omitempty"` // bytes of white space before the token
	Size int    `json:"n,omitempty"` // of the token in bytes; 0 for everything else
	Text bool   `json:"t,omitempty"` // the text of the sentence is left out
}

const textKey = "# text = "

func seal(p *parsed, parts []string) envelope {
	e := envelope{Parts: parts, Lines: make([]kept, len(p.lines))}
	end := 0
	for i, l := range p.lines {
		k := kept{Line: l.body, End: l.end, Bare: l.end == ""}
		if l.end == "\n" {
			k.End = ""
		}
		if l.shown {
			t := p.tokens[l.surface]
			k.Gap, k.Size, end = t.Start-end, t.End-t.Start, t.End
			k.Line = strings.Join(slices.Concat(l.cols[:colForm], []string{""}, l.cols[colForm+1:]), "\t")
		}
		if told, is := strings.CutPrefix(l.body, textKey); is && told != "" && told == p.sentence(i) {
			k.Line, k.Text = textKey, true
		}
		e.Lines[i] = k
	}
	return e
}

// sentence is the text of the sentence whose comments line i is one of, white
// space as one space.
func (p *parsed) sentence(i int) string {
	first, last := -1, -1
	for _, l := range p.lines[i:] {
		if strings.TrimSpace(l.body) == "" {
			break
		}
		if l.shown {
			if first < 0 {
				first = l.surface
			}
			last = l.surface
		}
	}
	if first < 0 {
		return ""
	}
	return oneLine(p.whole[p.tokens[first].Start:p.tokens[last].End])
}

// again writes a document in the lines it was read from; ok is false where it
// has none, or its marks do not fit their tokens.
func again(d *foreign.Document) (data []byte, ok bool) {
	var e envelope
	if len(d.Layers[0].Envelope) == 0 || json.Unmarshal(d.Layers[0].Envelope, &e) != nil {
		return nil, false
	}
	raw, ok := e.restore(d.Text)
	if !ok {
		return nil, false
	}
	p := parse(raw, e.Parts)
	if p.whole != d.Text {
		return nil, false
	}
	now, err := mentionsOf(d.Layers[0].Marks, p.tokens)
	if err != nil {
		return nil, false
	}
	if same(p, now) {
		return []byte(strings.Join(raw, "")), true
	}
	if !p.revise(now) {
		return nil, false
	}
	for _, l := range p.lines {
		data = append(data, l.body+l.end...)
	}
	return data, true
}

// restore puts the text back into the lines.
func (e *envelope) restore(whole string) (raw []string, ok bool) {
	at := 0
	bounds := []text.Range{}
	for _, k := range e.Lines {
		if k.Size > 0 {
			at += k.Gap
			if k.Gap < 0 || at > len(whole) || len(whole)-at < k.Size {
				return nil, false
			}
			bounds = append(bounds, text.Range{Start: at, End: at + k.Size})
			at += k.Size
		}
	}
	n := 0
	for i, k := range e.Lines {
		l := k.Line
		if k.Size > 0 {
			id, rest, _ := strings.Cut(l, "\t")
			l = id + "\t" + whole[bounds[n].Start:bounds[n].End] + rest
			n++
		}
		if k.Text {
			last := n
			for _, next := range e.Lines[i:] {
				if next.Size == 0 && strings.TrimSpace(next.Line) == "" {
					break
				}
				if next.Size > 0 {
					last++
				}
			}
			if last == n {
				return nil, false
			}
			l += oneLine(whole[bounds[n].Start:bounds[last-1].End])
		}
		switch {
		case k.End != "":
			l += k.End
		case !k.Bare:
			l += "\n"
		}
		raw = append(raw, l)
	}
	return raw, true
}

// same tells whether the marks are those of the lines.
func same(p *parsed, now []mention) bool {
	if len(p.mentions) != len(now) {
		return false
	}
	for _, m := range now {
		if p.before(&m) == nil {
			return false
		}
	}
	return true
}

// before finds the mention that a mark was, if it is still the same.
func (p *parsed) before(m *mention) *mention {
	if p.byID == nil {
		p.byID = map[string]int{}
		for i := len(p.mentions) - 1; i >= 0; i-- {
			p.byID[p.mentions[i].id] = i
		}
	}
	at, ok := p.byID[m.id]
	if !ok {
		return nil
	}
	old := &p.mentions[at]
	answered := len(old.answers)+len(m.answers) == 0 || reflect.DeepEqual(byName(old.answers), byName(m.answers))
	if old.label != m.label || !slices.Equal(old.pieces, m.pieces) || !answered {
		return nil
	}
	return old
}

func byName(list []foreign.Attribute) []foreign.Attribute {
	return slices.SortedStableFunc(slices.Values(list), func(a, b foreign.Attribute) int { return strings.Compare(a.Name, b.Name) })
}
