package conll2003

import (
	"fmt"
	"slices"

	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/token"
	"bluepencil/annotate/text"
)

// The schemes of tags.
const (
	schemeIOB2 = "IOB2"
	schemeIOB1 = "IOB1"
	schemeLU   = "BILOU"
	schemeES   = "BIOES"
	schemeBare = "bare"
)

// chunk is a mark by its tokens.
type chunk struct {
	label    string
	from, to int
}

// schemeOf finds out how a document is tagged. first tells of the tokens that
// begin a sentence.
func schemeOf(tags []string, first []bool) string {
	scheme, prefixed := schemeIOB2, false
	open := ""
	for i, tag := range tags {
		prefix, label := cutTag(tag)
		switch prefix {
		case 'L', 'U':
			return schemeLU
		case 'E', 'S':
			return schemeES
		case 'I':
			if open != label || first[i] && i == 0 {
				scheme = schemeIOB1
			}
		}
		prefixed = prefixed || prefix != 0 && prefix != 'O'
		open = label
	}
	if !prefixed && slices.ContainsFunc(tags, func(s string) bool { p, _ := cutTag(s); return p == 0 }) {
		return schemeBare
	}
	return scheme
}

// chunks reads tags.
func chunks(tags []string, first []bool, scheme string) (list []chunk) {
	open := false
	for i, tag := range tags {
		prefix, label := cutTag(tag)
		if prefix == 'O' {
			open = false
			continue
		}
		goes := open && list[len(list)-1].label == label && (!first[i] || scheme == schemeIOB2 || scheme == schemeLU || scheme == schemeES)
		switch prefix {
		case 'B', 'S', 'U':
			goes = false
		}
		if goes {
			list[len(list)-1].to = i + 1
		} else {
			list = append(list, chunk{label, i, i + 1})
		}
		open = prefix != 'S' && prefix != 'U' && prefix != 'L' && prefix != 'E'
	}
	return list
}

// tagsFor writes tags; first is needed for IOB1 alone. It fails where a mark
// does not begin and end with tokens, or touches another one.
func tagsFor(tokens []text.Range, marks []foreign.Mark, scheme string, first []bool) ([]string, error) {
	tags := make([]string, len(tokens))
	for i := range marks {
		m := &marks[i]
		from, to := token.Cover(tokens, text.Range{Start: m.Start(), End: m.End()})
		if len(m.Spans) != 1 || from == to || tokens[from].Start != m.Start() || tokens[to-1].End != m.End() {
			return nil, fmt.Errorf("mark %s is not made of whole tokens", m.ID)
		}
	}
	list := wanted(tokens, marks)
	for n, c := range list {
		if n > 0 && list[n-1].to > c.from {
			return nil, fmt.Errorf("two marks, %s and %s, share a token", list[n-1].label, c.label)
		}
		touches := n > 0 && list[n-1].to == c.from && list[n-1].label == c.label
		for i := c.from; i < c.to; i++ {
			tags[i] = prefix(scheme, c, i, touches && (first == nil || !first[i])) + c.label
		}
	}
	for i := range tags {
		if tags[i] == "" {
			tags[i] = "O"
		}
	}
	return tags, nil
}

func prefix(scheme string, c chunk, i int, touches bool) string {
	begins, ends := i == c.from, i+1 == c.to
	switch {
	case scheme == schemeBare:
		return ""
	case scheme == schemeLU && begins && ends:
		return "U-"
	case scheme == schemeLU && ends:
		return "L-"
	case scheme == schemeES && begins && ends:
		return "S-"
	case scheme == schemeES && ends:
		return "E-"
	case begins && (scheme != schemeIOB1 || touches):
		return "B-"
	}
	return "I-"
}
