package brat

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// argument is a role and what fills it.
type argument struct{ Role, To string }

// line is a line of an .ann.
type line struct {
	Raw  string // as it stands, without its end
	End  string // what ends it
	ID   string // "*" for an equivalence; empty for a line that is not understood
	Kind byte   // the first byte of ID; M is A
	Type string
	To   string // what an attribute, reference or comment is about

	Spans   [][2]int   // of a T
	Words   string     // the third column of a T or an N, and what a comment says
	Trigger string     // of an E
	Args    []argument // of an E or R; members of an equivalence have no role
	Value   string     // of an A, empty where it is binary; what an N refers to
}

var fact = regexp.MustCompile(`^(?:([TREAMN#])\d*|\*)\t`)

// lines cuts a file at its line ends. A line that cannot begin a fact goes to
// the T line before it as long as that one lacks characters: some tools write
// the line ends of the text into the third column.
func lines(ann string) []line {
	var list []line
	short := 0 // how many characters the last line lacks
	var more []string
	join := func() {
		if len(more) > 0 {
			last := &list[len(list)-1]
			last.Raw, more = last.Raw+strings.Join(more, ""), nil
		}
	}
	for _, physical := range physicalLines(ann) {
		body, end := cutEnd(physical)
		if short > 0 && !fact.MatchString(body) {
			last := &list[len(list)-1]
			short -= utf8.RuneCountInString(last.End) + utf8.RuneCountInString(body)
			more, last.End = append(more, last.End, body), end
			continue
		}
		join()
		list = append(list, line{Raw: body, End: end})
		short = missing(body)
	}
	join()
	for i := range list {
		list[i].parse()
	}
	return list
}

func physicalLines(ann string) []string {
	separator := "\n"
	if !strings.Contains(ann, "\n") {
		separator = "\r"
	}
	list := strings.SplitAfter(ann, separator)
	if list[len(list)-1] == "" {
		list = list[:len(list)-1]
	}
	return list
}

func cutEnd(s string) (body, end string) {
	body = strings.TrimRight(s, "\r\n")
	return body, s[len(body):]
}

// missing is how many characters the third column of a T line lacks.
func missing(raw string) int {
	if !strings.HasPrefix(strings.TrimPrefix(raw, "\ufeff"), "T") {
		return 0
	}
	l := line{Raw: raw}
	l.parse()
	if l.Kind != 'T' {
		return 0
	}
	return extent(l.Spans) - utf8.RuneCountInString(l.Words)
}

// extent is how long the third column is: the pieces, and a space between two.
func extent(spans [][2]int) int {
	n := len(spans) - 1
	for _, s := range spans {
		length := s[1] - s[0]
		if s[0] < 0 || length < 0 || length > 1<<40 {
			return -1
		}
		n += length
	}
	return n
}

// parse understands the line as far as it can.
func (l *line) parse() {
	raw := strings.TrimPrefix(l.Raw, "\ufeff")
	found := fact.FindStringSubmatch(raw)
	id, rest, _ := strings.Cut(raw, "\t")
	if found == nil || len(id) == 1 && id != "*" {
		return
	}
	kind := id[0]
	if kind == 'M' {
		kind = 'A'
	}
	understood := false
	switch kind {
	case 'T':
		understood = l.parseMark(rest)
	case 'E':
		understood = l.parseEvent(rest)
	case 'R':
		understood = l.parseRelation(rest)
	case '*':
		understood = l.parseEquivalence(rest)
	default:
		understood = l.parseAbout(kind, rest)
	}
	if understood {
		l.ID, l.Kind = id, kind
	}
}

// parseMark reads "Type 1 5;7 9<TAB>words".
func (l *line) parseMark(rest string) bool {
	place, words, _ := strings.Cut(rest, "\t")
	name, extents, ok := strings.Cut(place, " ")
	if !ok || name == "" {
		return false
	}
	var spans [][2]int
	for piece := range strings.SplitSeq(extents, ";") {
		from, to, ok := strings.Cut(piece, " ")
		start, err := strconv.Atoi(from)
		end, err2 := strconv.Atoi(to)
		if !ok || err != nil || err2 != nil {
			return false
		}
		spans = append(spans, [2]int{start, end})
	}
	l.Type, l.Spans, l.Words = name, spans, words
	return true
}

// parseEvent reads "Type:T3 Role:T1 Role2:E2".
func (l *line) parseEvent(rest string) bool {
	args, ok := arguments(strings.Fields(rest))
	if !ok || len(args) == 0 {
		return false
	}
	l.Type, l.Trigger = args[0].Role, args[0].To
	seen := map[string]bool{}
	for _, a := range args[1:] {
		if base := strings.TrimRight(a.Role, "0123456789"); seen[base] {
			a.Role = base
		}
		seen[a.Role] = true
		l.Args = append(l.Args, a)
	}
	return true
}

// parseRelation reads "Type Arg1:T1 Arg2:T2".
func (l *line) parseRelation(rest string) bool {
	fields := strings.Fields(rest)
	if len(fields) != 3 {
		return false
	}
	args, ok := arguments(fields[1:])
	l.Type, l.Args = fields[0], args
	return ok
}

// parseEquivalence reads "Type T1 T2 T3".
func (l *line) parseEquivalence(rest string) bool {
	fields := strings.Fields(rest)
	if len(fields) < 3 {
		return false
	}
	l.Type = fields[0]
	for _, member := range fields[1:] {
		l.Args = append(l.Args, argument{To: member})
	}
	return true
}

func arguments(fields []string) (list []argument, ok bool) {
	for _, field := range fields {
		role, to, ok := strings.Cut(field, ":")
		if !ok || role == "" || to == "" {
			return nil, false
		}
		list = append(list, argument{role, to})
	}
	return list, true
}

// parseAbout reads "Name T1 Value", "Reference T1 DB:ID<TAB>words" and
// "AnnotatorNotes T1<TAB>words".
func (l *line) parseAbout(kind byte, rest string) bool {
	about, words, _ := strings.Cut(rest, "\t")
	name, about, ok := strings.Cut(about, " ")
	to, value, valued := strings.Cut(about, " ")
	switch {
	case !ok || name == "" || to == "",
		kind == 'N' && (!valued || value == ""),
		kind == '#' && valued,
		kind == 'A' && words != "":
		return false
	}
	l.Type, l.To, l.Value, l.Words = name, to, strings.TrimSpace(value), words
	return true
}

// wordless tells of a T line that it does not say which words it covers.
func (l *line) wordless() bool { return l.Words == "" && extent(l.Spans) > 0 }

// targets lists the ids that the line speaks of.
func (l *line) targets() []string {
	var list []string
	for _, a := range l.Args {
		list = append(list, a.To)
	}
	for _, one := range []string{l.To, l.Trigger} {
		if one != "" {
			list = append(list, one)
		}
	}
	return list
}
