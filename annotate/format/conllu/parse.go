package conllu

import (
	"slices"
	"strconv"
	"strings"

	"bluepencil/annotate/format/token"
	"bluepencil/annotate/text"
)

// columns of a token
const (
	colID   = 0
	colForm = 1
	colMisc = 9
)

// line is a line of a document.
type line struct {
	body string // without its end
	end  string
	cols []string // of a token; nil for everything else
	// surface is the number of the token in the text that the line is, or is
	// part of, or -1. A line of a range is one, the words in it are its parts.
	surface int
	shown   bool // it is that token itself
}

// parsed is a document by its lines.
type parsed struct {
	lines    []line
	whole    string
	tokens   []text.Range
	first    []bool   // of the tokens: it begins a sentence
	parts    []string // of a bracket, by "# global.Entity"
	mentions []mention
	byID     map[string]int // of the mentions, made when first asked for
	problems []string
}

// parse reads the lines of one document, with their ends.
func parse(raw []string, parts []string) *parsed {
	p := &parsed{parts: parts}
	var b strings.Builder
	state := gaps{fresh: true}
	for _, r := range raw {
		body := strings.TrimRight(r, "\r\n")
		l := line{body: body, end: r[len(body):], surface: -1}
		if cols := strings.Split(body, "\t"); len(cols) == 10 && !strings.HasPrefix(body, "#") && cols[colForm] != "" {
			l.cols = cols
		}
		switch {
		case l.cols != nil:
			p.token(&l, &b, &state)
		case isBlank(body):
			state.fresh, state.until = true, 0
		case strings.HasPrefix(body, "#"):
			key, value := comment(body)
			if key == "newpar" || strings.HasPrefix(key, "newpar ") {
				state.paragraph = true
			}
			if key == "global.Entity" {
				p.parts = strings.Split(value, "-")
			}
		default:
			p.problems = append(p.problems, "a line left out: it is no token of ten columns: "+text.Shorten(body, 60))
		}
		p.lines = append(p.lines, l)
	}
	if state.stated {
		b.WriteString(state.after)
	}
	p.whole = b.String()
	p.brackets()
	p.tagged()
	return p
}

// comment reads "# key = value".
func comment(body string) (key, value string) {
	key, value, _ = strings.Cut(strings.TrimSpace(strings.TrimPrefix(body, "#")), "=")
	return strings.TrimSpace(key), strings.TrimSpace(value)
}

// gaps is what is known about the white space after the last token.
type gaps struct {
	after     string
	stated    bool // else it is that of the rule
	fresh     bool // a sentence begins
	paragraph bool
	until     int // the last word of the range that is open
}

func (p *parsed) token(l *line, b *strings.Builder, g *gaps) {
	from, to, ranged := strings.Cut(l.cols[colID], "-")
	number, err := strconv.Atoi(from)
	switch {
	case err != nil: // an empty node
		return
	case ranged:
		g.until, _ = strconv.Atoi(to)
	case number <= g.until && len(p.tokens) > 0:
		l.surface = len(p.tokens) - 1
		return
	}
	switch {
	case g.stated || len(p.tokens) == 0:
	case g.paragraph:
		g.after = "\n\n"
	default:
		g.after = " "
	}
	misc := strings.Split(l.cols[colMisc], "|")
	if len(p.tokens) == 0 {
		if before, ok := value(misc, "SpacesBefore"); ok {
			g.after, _ = token.UnescapeSpaces(before)
		}
	}
	b.WriteString(g.after)
	l.surface, l.shown = len(p.tokens), true
	p.tokens = append(p.tokens, text.Range{Start: b.Len(), End: b.Len() + len(l.cols[colForm])})
	p.first = append(p.first, g.fresh)
	b.WriteString(l.cols[colForm])
	g.fresh, g.paragraph, g.stated, g.after = false, false, false, ""
	if slices.Contains(misc, "SpaceAfter=No") {
		g.stated = true
	}
	if after, ok := value(misc, "SpacesAfter"); ok {
		if spaces, ok := token.UnescapeSpaces(after); ok {
			g.after, g.stated = spaces, true
		}
	}
}

// value finds a key in MISC.
func value(misc []string, key string) (string, bool) {
	for _, m := range misc {
		if v, ok := strings.CutPrefix(m, key+"="); ok {
			return v, true
		}
	}
	return "", false
}
