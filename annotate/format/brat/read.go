package brat

import (
	"cmp"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"unicode/utf8"

	"bluepencil/annotate"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/text"
)

// What a line stands for.
const (
	useNone = iota // nothing that is imported
	useFact
	useOurs // a comment of ours, which is written anew
)

// builder makes a document of lines.
type builder struct {
	doc     *foreign.Document
	lines   []line
	used    []int          // by line
	byID    map[string]int // the line of an id
	order   []string       // ids of marks, as they come
	marks   map[string]*foreign.Mark
	renamed map[string]string // ids of marks in the project, by those of the file
	known   map[string]bool   // the entries that are there
	values  map[argument]bool // the attributes that marks have
	budget  int               // how many bytes of spans in comments are still looked at
}

// Read reads the .ann of this name and the text that belongs to it. Events are
// marks with the ids of the events.
func Read(folder fs.FS, name string, o foreign.ReadOptions) (*foreign.Document, error) {
	data, err := fs.ReadFile(folder, name)
	if err != nil {
		return nil, err
	}
	whole, stem, person, err := textOf(folder, name)
	if err != nil {
		return nil, err
	}
	if !utf8.Valid(data) || !utf8.ValidString(whole) {
		return nil, fmt.Errorf("the text or its .ann is %w; save both as UTF-8", annotate.ErrText)
	}
	ann := lines(string(data))
	b := &builder{lines: ann, used: make([]int, len(ann)), byID: map[string]int{}, marks: map[string]*foreign.Mark{},
		renamed: map[string]string{}, known: map[string]bool{}, values: map[argument]bool{}, budget: 64 * (len(data) + len(whole))}
	b.doc = &foreign.Document{Where: name, Name: stem, Text: whole}
	return b.build(cmp.Or(o.Person, person))
}

func (b *builder) build(person string) (*foreign.Document, error) {
	b.index()
	b.makeMarks()
	b.makeLinks()
	b.makeFacts()
	b.doc.Layers = []foreign.Layer{{Person: person}}
	layer := &b.doc.Layers[0]
	b.fill(layer)
	unit := b.unit()
	b.makeExtras(unit)
	b.fill(layer)
	b.release(unit)
	var err error
	layer.Envelope, err = b.seal(unit)
	return b.doc, err
}

// fill puts the marks into the layer.
func (b *builder) fill(layer *foreign.Layer) {
	layer.Marks = layer.Marks[:0]
	for _, id := range b.order {
		layer.Marks = append(layer.Marks, *b.marks[id])
	}
}

// unit is what the offsets count, as far as the words tell.
func (b *builder) unit() text.Unit {
	units := foreign.NewUnits(text.CodePoint)
	units.Add(b.doc)
	unit, _ := units.Unit()
	return unit
}

func (b *builder) problem(i int, what string) {
	b.doc.Problems = append(b.doc.Problems, fmt.Sprintf("line %d left out: %s: %q", i+1, what, text.Shorten(b.lines[i].Raw, 60)))
}

// index finds the line of every id. Of two the first counts.
func (b *builder) index() {
	for i := range b.lines {
		l := &b.lines[i]
		switch {
		case l.Kind == 0 && strings.TrimSpace(l.Raw) != "":
			b.problem(i, "no line of standoff")
		case l.Kind == 0 || l.ID == "*":
		default:
			if _, twice := b.byID[l.ID]; twice {
				b.problem(i, "its id comes twice")
				l.Kind = 0
				continue
			}
			b.byID[l.ID] = i
		}
	}
}

// makeMarks makes marks of T lines and events. The T line that is only the
// trigger of events is no mark of its own.
func (b *builder) makeMarks() {
	triggers, named := map[string]bool{}, map[string]bool{}
	for i := range b.lines {
		l := &b.lines[i]
		if l.Kind == 'E' {
			if at, ok := b.byID[l.Trigger]; !ok || b.lines[at].Kind != 'T' || b.lines[at].Type != l.Type || b.lines[at].wordless() {
				b.problem(i, "there is no trigger "+l.Trigger+" of this type")
				l.Kind = 0
				delete(b.byID, l.ID)
				continue
			}
			triggers[l.Trigger] = true
		}
		for _, a := range l.Args {
			named[a.To] = true
		}
		named[l.To] = true
	}
	for i := range b.lines {
		l := &b.lines[i]
		switch {
		case l.Kind == 'E':
			b.add(i, b.lines[b.byID[l.Trigger]].Spans, b.lines[b.byID[l.Trigger]].Words)
		case l.Kind == 'T' && triggers[l.ID] && !named[l.ID]:
			b.used[i] = useFact
		case l.Kind == 'T' && l.wordless():
			b.problem(i, "it does not say which words it covers")
		case l.Kind == 'T':
			b.add(i, l.Spans, l.Words)
		}
	}
}

func (b *builder) add(i int, spans [][2]int, words string) {
	l := &b.lines[i]
	b.used[i] = useFact
	b.order = append(b.order, l.ID)
	b.marks[l.ID] = &foreign.Mark{ID: l.ID, Label: l.Type, Spans: split(words, spans)}
}

// makeLinks makes links of arguments, relations and equivalences.
func (b *builder) makeLinks() {
	for i := range b.lines {
		l := &b.lines[i]
		if l.Kind != 'E' && l.Kind != 'R' && l.Kind != '*' {
			continue
		}
		missing := slices.IndexFunc(l.Args, func(a argument) bool { return b.marks[a.To] == nil })
		if missing >= 0 && l.Kind != 'E' {
			b.problem(i, "there is no "+l.Args[missing].To)
			continue
		}
		b.used[i] = useFact
		from, args := b.marks[l.ID], l.Args
		if l.Kind != 'E' {
			from, args = b.marks[l.Args[0].To], l.Args[1:]
		}
		for _, a := range args {
			if b.marks[a.To] == nil {
				b.problem(i, "there is no "+a.To)
				continue
			}
			link := foreign.Link{Role: a.Role, To: a.To}
			if l.Kind != 'E' {
				link.Role = l.Type
			}
			from.Links = append(from.Links, link)
		}
	}
}

// makeFacts reads attributes, references and notes.
func (b *builder) makeFacts() {
	for i := range b.lines {
		l := &b.lines[i]
		m := b.marks[l.To]
		if m == nil {
			if l.Kind == 'A' || l.Kind == 'N' {
				b.problem(i, "it is about no mark: "+l.To)
			}
			continue
		}
		switch {
		case l.Kind == 'A' && !b.values[argument{l.Type, l.To}]:
			b.values[argument{l.Type, l.To}] = true
			m.Attributes = append(m.Attributes, foreign.Attribute{Name: l.Type, Value: plainValue(l.Value)})
		case l.Kind == 'N' && m.Entity == "":
			m.Entity = l.Value
			b.entity(referred(l))
		case l.Kind == '#' && l.Type == notes && m.Note == "" && folded(l.Words) != "":
			m.Note = l.Words
		default:
			continue
		}
		b.used[i] = useFact
	}
}

// entity takes an entry, once.
func (b *builder) entity(e foreign.Entity) {
	if !b.known[e.ID] {
		b.known[e.ID] = true
		b.doc.Entities = append(b.doc.Entities, e)
	}
}

// release marks the lines of marks that will not hold against the text as
// standing for nothing, so that they are kept as they are.
func (b *builder) release(unit text.Unit) {
	trial := foreign.Document{Text: b.doc.Text, Layers: []foreign.Layer{{Marks: slices.Clone(b.doc.Layers[0].Marks)}}}
	foreign.Settle(&trial, unit)
	held := map[string]bool{}
	for _, m := range trial.Layers[0].Marks {
		held[m.ID] = true
	}
	lost := map[string]bool{}
	for _, id := range b.order {
		if !held[b.marks[id].ID] {
			lost[id] = true
			if at := b.byID[id]; b.lines[at].Kind == 'E' {
				lost[b.lines[at].Trigger] = true
			}
		}
	}
	for i := range b.lines {
		l := &b.lines[i]
		if l.Kind == '*' && !lost[l.Args[0].To] {
			continue // the others are still the same to each other
		}
		if lost[l.ID] || slices.ContainsFunc(l.targets(), func(id string) bool { return lost[id] }) && l.Kind != 'E' {
			b.used[i] = useNone
		}
	}
}
