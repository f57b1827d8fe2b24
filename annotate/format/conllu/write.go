package conllu

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/token"
	"bluepencil/annotate/text"
)

// fresh writes a document by the tokens of package token.
func fresh(d *foreign.Document) ([]byte, error) {
	tokens := token.Tokens(d.Text)
	begins := map[int]bool{0: true, len(tokens): true}
	for _, n := range token.Sentences(d.Text, tokens) {
		begins[n] = true
	}
	mentions, err := mentionsOf(d.Layers[0].Marks, tokens)
	if err != nil {
		return nil, err
	}
	for _, m := range mentions {
		for n := m.pieces[0][0] + 1; n < m.pieces[len(m.pieces)-1][1]; n++ {
			delete(begins, n)
		}
	}
	values := entities(mentions, len(tokens))
	var out strings.Builder
	heading(&out, d)
	sentence, number, points := 0, 0, 0
	for i, t := range tokens {
		if begins[i] {
			sentence++
			number = 0
			sentenceHeading(&out, d, tokens, begins, i, sentence)
		}
		number++
		gap := ""
		if i > 0 {
			gap = d.Text[tokens[i-1].End:t.Start]
		} else {
			gap = d.Text[:t.Start]
		}
		points += utf8.RuneCountInString(gap)
		end := points + utf8.RuneCountInString(d.Text[t.Start:t.End])
		fmt.Fprintf(&out, "%d\t%s%s\t%s\n", number, d.Text[t.Start:t.End], strings.Repeat("\t_", 7), misc(d.Text, tokens, i, values[i], points, end))
		if points = end; begins[i+1] {
			out.WriteByte('\n')
		}
	}
	return []byte(out.String()), nil
}

// heading writes what is said of the article.
func heading(out *strings.Builder, d *foreign.Document) {
	out.WriteString("# newdoc")
	if id := cmp.Or(d.Head.ID, d.Name); id != "" {
		out.WriteString(" id = " + oneLine(id))
	}
	out.WriteString("\n# global.Entity = eid-etype-other\n")
	names := make([]string, 0, len(d.Head.Meta))
	for name := range d.Head.Meta {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		out.WriteString("# meta::" + strings.ReplaceAll(oneLine(name), "=", "_") + " = " + oneLine(d.Head.Meta[name]) + "\n")
	}
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// sentenceHeading writes the comments of the sentence that begins with token i.
func sentenceHeading(out *strings.Builder, d *foreign.Document, tokens []text.Range, begins map[int]bool, i, number int) {
	if i == 0 || strings.Count(d.Text[tokens[i-1].End:tokens[i].Start], "\n") > 1 {
		out.WriteString("# newpar\n")
	}
	last := i
	for !begins[last+1] {
		last++
	}
	fmt.Fprintf(out, "# sent_id = %s-%d\n# text = %s\n", cmp.Or(oneLine(cmp.Or(d.Head.ID, d.Name)), "doc"), number, oneLine(d.Text[tokens[i].Start:tokens[last].End]))
}

// misc is the last column of a token.
func misc(whole string, tokens []text.Range, i int, entity string, from, to int) string {
	var parts []string
	if entity != "" {
		parts = append(parts, "Entity="+entity)
	}
	end := len(whole)
	if i+1 < len(tokens) {
		end = tokens[i+1].Start
	}
	switch gap := whole[tokens[i].End:end]; {
	case gap == "" && i+1 < len(tokens):
		parts = append(parts, "SpaceAfter=No")
	case gap != "" && (gap != " " || i+1 == len(tokens) || paragraph(whole, tokens, i+1)):
		parts = append(parts, "SpacesAfter="+token.EscapeSpaces(gap))
	}
	if i == 0 && tokens[0].Start > 0 {
		parts = append(parts, "SpacesBefore="+token.EscapeSpaces(whole[:tokens[0].Start]))
	}
	return strings.Join(append(parts, fmt.Sprintf("TokenRange=%d:%d", from, to)), "|")
}

func paragraph(whole string, tokens []text.Range, i int) bool {
	return strings.Count(whole[tokens[i-1].End:tokens[i].Start], "\n") > 1
}

// mentionsOf gives marks by their tokens. It fails where they do not begin and
// end with them.
func mentionsOf(marks []foreign.Mark, tokens []text.Range) (list []mention, err error) {
	used := map[string]bool{}
	for i := range marks {
		m := &marks[i]
		one := mention{id: m.ID, eid: escape(m.ID), label: m.Label, answers: m.Attributes}
		for n := 1; one.eid == "" || used[one.eid]; n++ {
			one.eid = "e" + strconv.Itoa(i+n)
		}
		used[one.eid] = true
		opening := strings.TrimRight(one.eid+"-"+escape(m.Label)+"-"+answers(m.Attributes), "-")
		for _, s := range m.Spans {
			from, to := token.Cover(tokens, text.Range{Start: s.Start, End: s.End})
			if from == to || tokens[from].Start != s.Start || tokens[to-1].End != s.End {
				return nil, fmt.Errorf("mark %s is not made of whole tokens", m.ID)
			}
			one.pieces, one.openings = append(one.pieces, [2]int{from, to}), append(one.openings, opening)
		}
		if len(one.pieces) == 0 {
			return nil, fmt.Errorf("mark %s covers nothing", m.ID)
		}
		list = append(list, one)
	}
	return list, nil
}

// entities gives the brackets of every token: those that close, the shortest
// first, and then those that open, the longest first. The other way round one
// that closes would be taken for a part of the one that opens before it.
func entities(mentions []mention, count int) []string {
	type piece struct {
		eid, opening string
		from, to     int
	}
	var list []piece
	for _, m := range mentions {
		for n, extent := range m.pieces {
			p := piece{m.eid, m.openings[n], extent[0], extent[1]}
			if len(m.pieces) > 1 {
				number := fmt.Sprintf("[%d/%d]", n+1, len(m.pieces))
				p.eid += number
				p.opening = m.eid + number + strings.TrimPrefix(m.openings[n], m.eid)
			}
			list = append(list, p)
		}
	}
	slices.SortStableFunc(list, func(a, b piece) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(b.to, a.to)) })
	values := make([]string, count)
	for _, p := range slices.Backward(list) {
		if p.to > p.from+1 {
			values[p.to-1] += p.eid + ")"
		}
	}
	for _, p := range list {
		if values[p.from] += "(" + p.opening; p.to == p.from+1 {
			values[p.from] += ")"
		}
	}
	return values
}
