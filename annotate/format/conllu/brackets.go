package conllu

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"bluepencil/annotate/format/foreign"
)

// mention is a mark by its tokens.
type mention struct {
	id       string   // of the mark
	eid      string   // as it stands in the bracket, without the number of a piece
	openings []string // what stands in the bracket of each piece, without its number
	label    string
	answers  []foreign.Attribute
	pieces   [][2]int // tokens, from and to
	tag      string   // the key in MISC, where it is no bracket
}

// part is a bracket under way.
type part struct {
	eid, number, rest string // number is "[1/2]" or empty
	from              int
}

// brackets reads the marks in Entity=.
func (p *parsed) brackets() {
	open := map[string][]part{} // by id and number, the last one opened last
	pending := map[string]*mention{}
	var order []*mention
	for i := range p.lines {
		l := &p.lines[i]
		if l.cols == nil {
			continue
		}
		entity, ok := value(strings.Split(l.cols[colMisc], "|"), "Entity")
		if !ok {
			continue
		}
		if l.surface < 0 {
			p.problems = append(p.problems, "marks left out: they are on a word that is not in the text: "+entity)
			continue
		}
		for _, b := range cutBrackets(entity) {
			if b.opens {
				open[b.eid+b.number] = append(open[b.eid+b.number], part{b.eid, b.number, b.rest, l.surface})
			}
			if !b.closes {
				continue
			}
			list := open[b.eid+b.number]
			if len(list) == 0 {
				p.problems = append(p.problems, "a bracket left out: nothing opens "+b.eid)
				continue
			}
			order = p.close(list[len(list)-1], l.surface+1, pending, order)
			open[b.eid+b.number] = list[:len(list)-1]
		}
	}
	for _, key := range slices.Sorted(maps.Keys(open)) {
		for range open[key] {
			p.problems = append(p.problems, "a bracket left out: nothing closes "+key)
		}
	}
	p.take(order)
}

// close makes a mention of a bracket, or a piece of one.
func (p *parsed) close(o part, to int, pending map[string]*mention, order []*mention) []*mention {
	extent := [2]int{o.from, to}
	n, of, _ := strings.Cut(strings.Trim(o.number, "[]"), "/")
	if m := pending[o.eid+"/"+of]; o.number != "" && n != "1" && m != nil {
		m.pieces, m.openings = append(m.pieces, extent), append(m.openings, strings.Replace(o.rest, o.number, "", 1))
		return order
	}
	m := &mention{eid: o.eid, openings: []string{strings.Replace(o.rest, o.number, "", 1)}, pieces: [][2]int{extent}}
	fields := strings.Split(o.rest, "-")
	for i, name := range p.parts {
		if i == 0 || i >= len(fields) {
			continue
		}
		switch name {
		case "etype":
			m.label = unescape(fields[i])
		case "other":
			m.answers = readAnswers(fields[i])
		}
	}
	if len(p.parts) == 0 && len(fields) > 1 {
		m.label = unescape(fields[1])
	}
	if o.number != "" {
		pending[o.eid+"/"+of] = m
	}
	return append(order, m)
}

// take names the mentions: by their id, which gets a number where others have it.
func (p *parsed) take(order []*mention) {
	slices.SortStableFunc(order, func(a, b *mention) int {
		if a.pieces[0][0] != b.pieces[0][0] {
			return a.pieces[0][0] - b.pieces[0][0]
		}
		return b.pieces[0][1] - a.pieces[0][1]
	})
	seen, taken := map[string]int{}, map[string]bool{}
	for _, m := range order {
		taken[unescape(m.eid)] = true
	}
	for _, m := range order {
		m.id = unescape(m.eid)
		for seen[m.eid]++; seen[m.eid] > 1; seen[m.eid]++ {
			if m.id = unescape(m.eid) + "." + strconv.Itoa(seen[m.eid]); !taken[m.id] {
				break
			}
		}
		taken[m.id] = true
		p.mentions = append(p.mentions, *m)
	}
}

// bracket is one of the brackets of a token.
type bracket struct {
	eid, number, rest string
	opens, closes     bool
	text              string
}

// cutBrackets reads "(1-person(2-place)1)".
func cutBrackets(s string) (list []bracket) {
	for s != "" {
		b := bracket{opens: s[0] == '('}
		start := 0
		if b.opens {
			start = 1
		}
		end := strings.IndexAny(s[start:], "()")
		if end < 0 {
			end = len(s) - start
		}
		end += start
		inner := s[start:end]
		if b.closes = end < len(s) && s[end] == ')'; b.closes {
			end++
		}
		b.text, s = s[:end], s[end:]
		if !b.opens && !b.closes {
			continue // nothing that brackets are made of
		}
		b.rest = inner
		b.eid, _, _ = strings.Cut(inner, "-")
		if at := strings.IndexByte(b.eid, '['); at >= 0 {
			b.eid, b.number = b.eid[:at], b.eid[at:]
		}
		list = append(list, b)
	}
	return list
}

// tagged reads names that are tagged in MISC.
func (p *parsed) tagged() {
	for _, key := range []string{"name", "NER"} {
		open := false
		for i := range p.lines {
			l := &p.lines[i]
			if l.cols == nil || !l.shown {
				continue
			}
			tag, _ := value(strings.Split(l.cols[colMisc], "|"), key)
			prefix, label, ok := strings.Cut(tag, "-")
			if !ok || label == "" {
				open = false
				continue
			}
			if n := len(p.mentions); prefix == "I" && open && !p.first[l.surface] && p.mentions[n-1].label == label {
				p.mentions[n-1].pieces[0][1] = l.surface + 1
				continue
			}
			open = true
			p.mentions = append(p.mentions, mention{id: fmt.Sprintf("%s.%d", key, len(p.mentions)+1), label: label, pieces: [][2]int{{l.surface, l.surface + 1}}, tag: key})
		}
	}
}
