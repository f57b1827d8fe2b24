package brat

import (
	"cmp"
	"slices"
	"strings"

	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/text"
)

// revise gives each line of the envelope as it is to be written: as it was
// where it is still true, anew where what it tells has changed, and empty where
// that is gone.
func (e *encoder) revise(old []line) ([]string, error) {
	list := make([]string, len(old))
	known := map[string]bool{}
	for i := range old {
		if l := &old[i]; !e.envelope.Lines[i].Fixed {
			known[l.ID] = true
		}
	}
	gone := func(id string) bool { return known[id] && e.byID[id] == nil && e.triggers[id] == nil }
	for _, pass := range []string{"T", "R*", "EAN#"} {
		for i := range old {
			l := &old[i]
			if e.envelope.Lines[i].Fixed || l.Kind == 0 || !strings.Contains(pass, string(rune(l.Kind))) {
				continue
			}
			var err error
			if list[i], err = e.revised(l, &e.envelope.Lines[i], gone); err != nil {
				return nil, err
			}
		}
	}
	dropped := map[string]bool{}
	for i := range old {
		dropped[old[i].ID] = !e.envelope.Lines[i].Fixed && list[i] == "" && old[i].Kind != 0
	}
	for i := range old {
		if e.envelope.Lines[i].Fixed && !slices.ContainsFunc(old[i].targets(), func(id string) bool { return dropped[id] }) {
			list[i] = e.envelope.Lines[i].Line
		}
	}
	return list, nil
}

func (e *encoder) revised(l *line, k *kept, gone func(string) bool) (string, error) {
	switch l.Kind {
	case 'T':
		return e.markAgain(l, k)
	case 'R', '*':
		return e.relationAgain(l, gone), nil
	case 'E':
		return e.eventAgain(l, gone), nil
	}
	s := e.byID[l.To]
	switch {
	case s == nil:
		return "", nil
	case l.Kind == 'A':
		return s.attributeAgain(l), nil
	case l.Kind == 'N':
		return e.referenceAgain(s, l), nil
	}
	return s.noteAgain(l), nil
}

// markAgain writes the T line of a mark or of the trigger of events. Events
// that have moved away from their trigger get one of their own.
func (e *encoder) markAgain(l *line, k *kept) (string, error) {
	ranges := e.rangesOf(l)
	events := e.triggers[l.ID]
	for _, s := range events {
		if len(s.spans) == 0 {
			s.spans = ranges
		}
	}
	owner := e.byID[l.ID]
	if owner == nil {
		if len(events) == 0 {
			return "", nil
		}
		owner = events[0]
	} else {
		owner.written = true
	}
	for _, s := range events {
		if s.Label == owner.Label && slices.Equal(s.spans, owner.spans) {
			s.triggered = true
		} else {
			s.trigger = e.next("T")
		}
	}
	exact := slices.Equal(joined(ranges), owner.spans)
	if e.unit != e.kept || l.Type != owner.Label || !exact && !slices.Equal(ranges, pieces(e.doc.Text, owner.spans)) {
		return e.markLine(l.ID, owner.Label, owner.spans)
	}
	owner.exact = exact
	if k.Words {
		return k.Line + "\t" + join(e.doc.Text, ranges), nil
	}
	return k.Line, nil
}

// rangesOf gives a line's spans in bytes, and nil where they lie outside.
func (e *encoder) rangesOf(l *line) []text.Range {
	list := make([]text.Range, 0, len(l.Spans))
	for _, s := range l.Spans {
		r, err := inBytes(e.offsets, e.kept, s)
		if err != nil {
			return nil
		}
		list = append(list, r)
	}
	return list
}

// joined gives pieces in order, those that touch as one.
func joined(ranges []text.Range) []text.Range {
	sorted := slices.Clone(ranges)
	slices.SortFunc(sorted, func(a, b text.Range) int { return cmp.Compare(a.Start, b.Start) })
	var list []text.Range
	for _, r := range sorted {
		if n := len(list); n > 0 && r.Start <= list[n-1].End {
			list[n-1].End = max(list[n-1].End, r.End)
			continue
		}
		list = append(list, r)
	}
	return list
}

// relationAgain writes a relation or an equivalence whose links are all there;
// an equivalence of those that are left where some are not.
func (e *encoder) relationAgain(l *line, gone func(string) bool) string {
	from := e.byID[l.Args[0].To]
	if from == nil {
		return ""
	}
	left := []string{from.id}
	for _, a := range l.Args[1:] {
		outside := l.Kind == '*' && e.byID[a.To] == nil && !gone(a.To) // a mark that was not imported
		if outside || e.take(from, l.Type, a.To) {
			left = append(left, a.To)
		}
	}
	switch {
	case len(left) == len(l.Args):
		return l.Raw
	case len(left) > 1 && l.Kind == '*':
		return "*\t" + l.Type + " " + strings.Join(left, " ")
	}
	return ""
}

// take finds a link that no line has told yet.
func (e *encoder) take(from *state, role, to string) bool {
	if from.waiting == nil {
		from.waiting = map[argument][]int{}
		for i := range from.Links {
			key := argument{from.Links[i].Role, e.target(&from.Links[i])}
			from.waiting[key] = append(from.waiting[key], i)
		}
	}
	key := argument{role, to}
	list := from.waiting[key]
	if to == "" || len(list) == 0 {
		return false
	}
	from.linked[list[0]] = true
	from.waiting[key] = list[1:]
	return true
}

func (e *encoder) eventAgain(l *line, gone func(string) bool) string {
	s := e.byID[l.ID]
	if s == nil {
		return ""
	}
	s.written = true
	var here, elsewhere []argument
	lost := false
	for _, a := range l.Args {
		switch {
		case e.byID[a.To] != nil:
			here = append(here, a)
		case gone(a.To):
			lost = true
		default:
			elsewhere = append(elsewhere, a)
		}
	}
	if !lost && l.Type == s.Label && l.Trigger == s.trigger && sameArguments(here, e.arguments(s)) {
		return l.Raw
	}
	return e.eventLine(s, l.Args, elsewhere)
}

func sameArguments(a, b []argument) bool {
	counts := map[argument]int{}
	for _, one := range a {
		counts[one]++
	}
	for _, one := range b {
		if counts[one]--; counts[one] < 0 {
			return false
		}
	}
	return len(a) == len(b)
}

func (s *state) attributeAgain(l *line) string {
	if s.named == nil {
		s.named = map[string]int{}
		for i, a := range s.Attributes {
			s.named[a.Name] = i
		}
	}
	i, ok := s.named[l.Type]
	if !ok || s.answered[i] {
		return ""
	}
	word, ok := lineValue(s.Attributes[i].Value)
	if !ok {
		return ""
	}
	s.answered[i] = true
	if word == l.Value {
		return l.Raw
	}
	return attributeLine(l.ID, s.id, l.Type, word)
}

func attributeLine(id, to, name, word string) string {
	return strings.TrimSuffix(id+"\t"+name+" "+to+" "+word, " ")
}

func (e *encoder) referenceAgain(s *state, l *line) string {
	entity := e.entity(s.Entity)
	if s.Entity == "" || s.reference != nil || s.Entity != l.Value && reference(&entity) != l.Value && (l.Words == "" || entity.Name != l.Words) {
		return ""
	}
	alone := referred(l)
	s.reference = &alone
	return l.Raw
}

// entity is an entry, or its id alone where the document does not have it.
func (e *encoder) entity(id string) foreign.Entity {
	if known := e.entities[id]; known != nil {
		return *known
	}
	return foreign.Entity{ID: id}
}

func (s *state) noteAgain(l *line) string {
	note := folded(s.Note)
	if s.noted || note == "" {
		return ""
	}
	s.noted, s.note = true, note
	if l.Words == s.Note || l.Words == note {
		s.note = l.Words
		return l.Raw
	}
	return commentLine(l.ID, notes, s.id, note)
}

func commentLine(id, kind, to, words string) string {
	return id + "\t" + kind + " " + to + "\t" + words
}
