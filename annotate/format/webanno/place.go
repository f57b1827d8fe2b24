package webanno

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"bluepencil/annotate/format/token"
	"bluepencil/annotate/text"
)

// fresh is the table of a text with nothing on it. Each sentence goes up to the
// next one, and white space before the first is a token.
func fresh(whole string, offsets *text.Converter) (*table, error) {
	t := &table{head: []string{firstLine + "3", "", ""}, tail: "\n"}
	tokens := token.Tokens(whole)
	if len(whole) > 0 && (len(tokens) == 0 || tokens[0].Start > 0) {
		lead := text.Range{End: len(whole)}
		if len(tokens) > 0 {
			lead.End = tokens[0].Start
		}
		tokens = slices.Insert(tokens, 0, lead)
	}
	starts := token.Sentences(whole, tokens)
	for i, from := range starts {
		to, end := len(tokens), len(whole)
		if i+1 < len(starts) {
			to = starts[i+1]
			end = tokens[to].Start
		}
		s := &sentence{gap: min(i, 1), grown: true, text: whole[tokens[from].Start:end]}
		for n, r := range tokens[from:to] {
			begin, err := offsets.ToUnit(text.UTF16, r.Start)
			finish, err2 := offsets.ToUnit(text.UTF16, r.End)
			if err := cmp.Or(err, err2); err != nil {
				return nil, err
			}
			s.rows = append(s.rows, &row{sentence: i + 1, token: n + 1, begin: begin, end: finish, form: escapeText(whole[r.Start:r.End]), extra: "\t"})
		}
		s.begin = s.rows[0].begin
		t.sentences = append(t.sentences, s)
	}
	t.edited = true
	return t, nil
}

// grid finds the tokens of a table by their place.
type grid struct {
	*table
	whole   string
	unit    text.Unit
	offsets *text.Converter
	tokens  []*row          // in order
	of      map[*row][]*row // the parts of a token
	in      map[*row]*sentence
}

func (t *table) grid(whole string, unit text.Unit, offsets *text.Converter) *grid {
	g := &grid{table: t, whole: whole, unit: unit, offsets: offsets, of: map[*row][]*row{}, in: map[*row]*sentence{}}
	for _, s := range t.sentences {
		var last *row
		for _, r := range s.rows {
			if g.in[r] = s; r.sub == 0 {
				last = r
				g.tokens = append(g.tokens, r)
			} else if last != nil {
				g.of[last] = append(g.of[last], r)
			}
		}
	}
	slices.SortStableFunc(g.tokens, func(a, b *row) int { return cmp.Compare(a.begin, b.begin) })
	return g
}

// first gives the number of the first token that ends after a place.
func (g *grid) first(at int) int {
	n, _ := slices.BinarySearchFunc(g.tokens, at, func(r *row, at int) int {
		if r.end <= at {
			return -1
		}
		return 1
	})
	return n
}

// solid makes sure that a token lies at a place, by making one of the gap there.
func (g *grid) solid(at int) error {
	n := g.first(at)
	if n < len(g.tokens) && g.tokens[n].begin <= at {
		return nil
	}
	total, err := g.offsets.ToUnit(g.unit, len(g.whole))
	if err != nil {
		return err
	}
	r := &row{begin: 0, end: total, extra: "\t", fresh: true}
	if n > 0 {
		r.begin = g.tokens[n-1].end
		r.extra = g.tokens[n-1].extra
	}
	if n < len(g.tokens) {
		r.end = g.tokens[n].begin
	}
	g.tokens = slices.Insert(g.tokens, n, r)
	return g.insert(r, n)
}

// insert puts a new token into the sentence before it, or the first one.
func (g *grid) insert(r *row, n int) error {
	form, ok := r.covers(g.whole, g.unit, g.offsets)
	if !ok {
		return fmt.Errorf("%w: the token at %d lies outside of the text", ErrWrite, r.begin)
	}
	r.form = form
	var s *sentence
	switch {
	case n > 0:
		s = g.in[g.tokens[n-1]]
		at := slices.Index(s.rows, g.tokens[n-1]) + 1 + len(g.of[g.tokens[n-1]])
		s.rows = slices.Insert(s.rows, at, r)
	case len(g.tokens) > 1:
		s = g.in[g.tokens[1]]
		s.rows = slices.Insert(s.rows, 0, r)
	default:
		s = &sentence{rows: []*row{r}}
		g.sentences = append(g.sentences, s)
	}
	g.in[r] = s
	s.grown = true
	return nil
}

// cover gives the rows that make up a stretch: whole tokens, and parts of those
// that it does not cover wholly.
func (g *grid) cover(begin, end int) (rows []*row, err error) {
	for n := g.first(begin); n < len(g.tokens) && g.tokens[n].begin < end; n++ {
		t := g.tokens[n]
		if t.begin >= begin && t.end <= end {
			rows = append(rows, t)
			continue
		}
		r, err := g.part(t, max(begin, t.begin), min(end, t.end))
		if err != nil {
			return nil, err
		}
		rows = append(rows, r)
	}
	return rows, nil
}

// part gives the row for a part of a token, which is made if need be.
func (g *grid) part(t *row, begin, end int) (*row, error) {
	for _, r := range g.of[t] {
		if r.begin == begin && r.end == end {
			return r, nil
		}
	}
	r := &row{begin: begin, end: end, extra: t.extra, fresh: true}
	form, ok := r.covers(g.whole, g.unit, g.offsets)
	if !ok {
		return nil, fmt.Errorf("%w: %d to %d lies outside of the text", ErrWrite, begin, end)
	}
	r.form = form
	for _, other := range g.of[t] {
		r.sub = max(r.sub, other.sub)
	}
	r.sub++
	s := g.in[t]
	s.rows = slices.Insert(s.rows, slices.Index(s.rows, t)+1+len(g.of[t]), r)
	g.of[t] = append(g.of[t], r)
	g.in[r] = s
	return r, nil
}

// renumber gives rows their addresses, and sentences that grew their text. What
// points to rows without being understood goes on pointing to them.
func (g *grid) renumber() error {
	names := map[string]string{}
	for i, s := range g.sentences {
		s.renumber(i+1, names)
		if s.grown {
			if err := g.retell(s); err != nil {
				return err
			}
		}
	}
	for _, a := range g.annos {
		a.readdress(names)
	}
	return nil
}

// renumber counts the tokens of a sentence that grew, and tells new parts of
// tokens which token they are of. names takes the new addresses by the old.
func (s *sentence) renumber(number int, names map[string]string) {
	if at := slices.IndexFunc(s.rows, func(r *row) bool { return !r.fresh }); at >= 0 {
		number = s.rows[at].sentence
	}
	token := 0
	for _, r := range s.rows {
		before, old := r.name(), !r.fresh
		switch {
		case s.grown && r.sub == 0:
			token++
		case r.sub == 0:
			token = r.token
		}
		if s.grown || r.fresh {
			r.sentence, r.token = number, token
		}
		if old {
			names[before] = r.name()
		}
	}
}

// readdress follows rows to their new addresses.
func (a *anno) readdress(names map[string]string) {
	move := func(s string) string {
		address, _ := numbered(s)
		if to, is := names[address]; is {
			return to + s[len(address):]
		}
		return s
	}
	for i, v := range a.values {
		if a.layer.columnKind(v.n) == source && a.from == nil {
			a.values[i].value = move(v.value)
		}
	}
	for _, list := range a.slots {
		for i := range list {
			list[i].raw = move(list[i].raw)
		}
	}
}

// retell writes the text of a sentence anew, up to where it went or its last
// token goes.
func (g *grid) retell(s *sentence) error {
	end := s.begin + count(g.unit, s.text)
	for _, r := range s.rows {
		end = max(end, r.end)
	}
	s.begin = s.rows[0].begin
	from, err := g.offsets.FromUnit(g.unit, s.begin)
	to, err2 := g.offsets.FromUnit(g.unit, end)
	if err := cmp.Or(err, err2); err != nil {
		return fmt.Errorf("%w: %w", ErrWrite, err)
	}
	s.text = g.whole[from:to]
	s.before = slices.DeleteFunc(s.before, func(line string) bool { return strings.HasPrefix(line, words) })
	for line := range strings.SplitSeq(s.text, "\n") {
		s.before = append(s.before, words+escapeText(line))
	}
	return nil
}
