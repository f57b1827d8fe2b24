package brat

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/text"
)

// encoder writes one document.
type encoder struct {
	doc      *foreign.Document
	offsets  *text.Converter
	unit     text.Unit
	envelope *envelope
	kept     text.Unit // of the envelope's lines
	marks    []*state
	byMark   map[string]*state // by Mark.ID
	byID     map[string]*state // by the id in the file
	triggers map[string][]*state
	entities map[string]*foreign.Entity
	highest  map[string]int // the numbers in use, by the letter before them
	taken    map[string]bool
	out      strings.Builder
}

// state is a mark on its way into the file.
type state struct {
	*foreign.Mark
	id        string // T or E and a number
	event     bool
	trigger   string
	spans     []text.Range
	written   bool // its T or E line
	triggered bool // the T line of its trigger
	linked    []bool
	waiting   map[argument][]int // links that no line has told, where many lines ask
	answered  []bool
	named     map[string]int // attributes
	noted     bool
	note      string          // what the line says
	exact     bool            // its T line has the very edges
	reference *foreign.Entity // as its N line alone tells of it
}

// Write gives the .txt and the .ann of a document with one layer, its offsets
// in the unit. Marks that were read as events, and those that event says are
// one, are written as events, their links as arguments; an event without spans
// has those its trigger had when it was read.
func Write(d *foreign.Document, unit text.Unit, event func(*foreign.Mark) bool) ([]foreign.Piece, error) {
	if len(d.Layers) != 1 {
		return nil, fmt.Errorf("an .ann holds the marks of one person, not of %d", len(d.Layers))
	}
	kept, keptUnit, err := openEnvelope(d.Layers[0].Envelope)
	if err != nil {
		return nil, err
	}
	e := &encoder{doc: d, offsets: text.NewConverter(d.Text), unit: unit, envelope: kept, kept: keptUnit,
		byMark: map[string]*state{}, byID: map[string]*state{}, triggers: map[string][]*state{},
		entities: map[string]*foreign.Entity{}, highest: map[string]int{}, taken: map[string]bool{}}
	for i := range d.Entities {
		e.entities[d.Entities[i].ID] = &d.Entities[i]
	}
	old := e.parse()
	e.assign(old, event)
	again, err := e.revise(old)
	if err != nil {
		return nil, err
	}
	for i, l := range again {
		if k := &kept.Lines[i]; l != "" || k.Line == "" {
			e.out.WriteString(l + k.end())
		}
	}
	if err := e.fresh(); err != nil {
		return nil, err
	}
	return []foreign.Piece{{Ending: ".txt", Data: []byte(d.Text)}, {Ending: ".ann", Data: []byte(e.out.String())}}, nil
}

var numbered = regexp.MustCompile(`^([A-Za-z]+|#[A-Za-z]*)([0-9]+)`)

// parse reads the envelope's lines and takes note of the ids in them.
func (e *encoder) parse() []line {
	list := make([]line, len(e.envelope.Lines))
	for i, k := range e.envelope.Lines {
		list[i].Raw = k.Line
		list[i].parse()
		id, _, _ := strings.Cut(k.Line, "\t")
		e.use(strings.TrimPrefix(id, "\ufeff"))
	}
	return list
}

// use takes note of an id.
func (e *encoder) use(id string) {
	e.taken[id] = true
	if found := numbered.FindStringSubmatch(id); found != nil {
		if n, err := strconv.Atoi(found[2]); err == nil && n < 1<<40 {
			e.highest[found[1]] = max(e.highest[found[1]], n)
		}
	}
}

// next is an id that is free.
func (e *encoder) next(kind string) string {
	for {
		e.highest[kind]++
		if id := kind + strconv.Itoa(e.highest[kind]); !e.taken[id] {
			e.taken[id] = true
			return id
		}
	}
}

var ownID = regexp.MustCompile(`^T[0-9]{1,9}$`)

// assign gives every mark its id in the file: that of its line in the envelope,
// its own where it is one of brat's, or a new one.
func (e *encoder) assign(old []line, event func(*foreign.Mark) bool) {
	lineOf := map[string]*line{}
	for i := range old {
		k := &e.envelope.Lines[i]
		if l := &old[i]; !k.Fixed && (l.Kind == 'T' || l.Kind == 'E') {
			lineOf[cmp.Or(k.Mark, l.ID)] = l
		}
	}
	marks := e.doc.Layers[0].Marks
	for i := range marks {
		m := &marks[i]
		s := &state{Mark: m, linked: make([]bool, len(m.Links)), answered: make([]bool, len(m.Attributes))}
		for _, span := range m.Spans {
			s.spans = append(s.spans, text.Range{Start: span.Start, End: span.End})
		}
		if l := lineOf[m.ID]; l != nil && m.ID != "" && e.byID[l.ID] == nil {
			s.id, s.event, s.trigger = l.ID, l.Kind == 'E', l.Trigger
		}
		e.marks = append(e.marks, s)
		e.know(s)
	}
	for _, s := range e.marks {
		if s.id == "" && ownID.MatchString(s.ID) && !e.taken[s.ID] && !event(s.Mark) {
			s.id = s.ID
			e.use(s.id)
			e.know(s)
		}
	}
	for _, s := range e.marks {
		if s.id != "" {
			continue
		}
		s.event = event(s.Mark)
		if s.event {
			s.id, s.trigger = e.next("E"), e.next("T")
		} else {
			s.id = e.next("T")
		}
		e.know(s)
	}
}

func (e *encoder) know(s *state) {
	if e.byMark[s.ID] == nil {
		e.byMark[s.ID] = s
	}
	if s.id == "" {
		return
	}
	e.byID[s.id] = s
	if s.event {
		e.triggers[s.trigger] = append(e.triggers[s.trigger], s)
	}
}

// target is the id in the file that a link leads to, or empty.
func (e *encoder) target(l *foreign.Link) string {
	if s := e.byMark[l.To]; s != nil && !l.ToEntity {
		return s.id
	}
	return ""
}

// markLine is a T line without its end.
func (e *encoder) markLine(id, label string, spans []text.Range) (string, error) {
	list := pieces(e.doc.Text, spans)
	if len(list) == 0 {
		return "", fmt.Errorf("mark %s covers nothing", id)
	}
	places := make([]string, len(list))
	for i, r := range list {
		start, err := e.offsets.ToUnit(e.unit, r.Start)
		if err != nil {
			return "", fmt.Errorf("mark %s: %w", id, err)
		}
		end, err := e.offsets.ToUnit(e.unit, r.End)
		if err != nil {
			return "", fmt.Errorf("mark %s: %w", id, err)
		}
		places[i] = strconv.Itoa(start) + " " + strconv.Itoa(end)
	}
	return id + "\t" + label + " " + strings.Join(places, ";") + "\t" + join(e.doc.Text, list), nil
}

// eventLine is an E line without its end. Arguments stay in the order they had;
// of equal roles all but the first get a number.
// elsewhere are arguments that are no marks.
func (e *encoder) eventLine(s *state, before, elsewhere []argument) string {
	list := append(e.arguments(s), elsewhere...)
	place := map[argument]int{}
	for i, a := range before {
		place[a] = i + 1
	}
	slices.SortStableFunc(list, func(a, b argument) int {
		return cmp.Compare(cmp.Or(place[a], len(before)+1), cmp.Or(place[b], len(before)+1))
	})
	times := map[string]int{}
	out := s.id + "\t" + s.Label + ":" + s.trigger
	for _, a := range list {
		times[a.Role]++
		if n := times[a.Role]; n > 1 {
			a.Role += strconv.Itoa(n)
		}
		out += " " + a.Role + ":" + a.To
	}
	return out
}

// arguments are the links of an event that no other line has told.
func (e *encoder) arguments(s *state) []argument {
	var list []argument
	for i := range s.Links {
		if to := e.target(&s.Links[i]); to != "" && !s.linked[i] {
			list = append(list, argument{s.Links[i].Role, to})
		}
	}
	return list
}
