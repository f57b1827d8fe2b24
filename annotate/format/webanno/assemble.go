package webanno

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"bluepencil/annotate/text"
)

// assemble puts the text together from the sentences. Between them stands a
// line end and then blanks, which is what the file leaves out. The offsets
// count UTF-16 units, unless tokens lie where they say in another unit only.
func (t *table) assemble() (whole string, unit text.Unit, err error) {
	best := -1
	for _, u := range []text.Unit{text.UTF16, text.CodePoint, text.Byte} {
		joined, wrong := t.join(u)
		if wrong != nil {
			if err == nil {
				err = wrong
			}
			continue
		}
		fit, all := t.fit(joined, u)
		if fit > best {
			best, whole, unit = fit, joined, u
		}
		if all {
			break
		}
	}
	if best >= 0 {
		whole, err = t.join(unit) // the sentences begin where they do in this unit
	}
	return whole, unit, err
}

// fit counts the rows whose words stand where they say.
func (t *table) fit(whole string, unit text.Unit) (n int, all bool) {
	offsets := text.NewConverter(whole)
	all = true
	for _, s := range t.sentences {
		for _, r := range s.rows {
			if form, ok := r.covers(whole, unit, offsets); ok && form == r.form {
				n++
			} else {
				all = false
			}
		}
	}
	return n, all
}

// longestGap is how far apart sentences can be: the blanks between them are
// nowhere in the file and must not grow beyond reason.
const longestGap = 1 << 16

func (t *table) join(unit text.Unit) (string, error) {
	var b strings.Builder
	length, gaps := 0, 0
	for n, s := range t.sentences {
		if len(s.rows) == 0 {
			continue
		}
		s.begin = s.rows[0].begin
		gap := s.begin - length
		gaps += max(gap, 0)
		switch {
		case gap < 0:
			return "", fmt.Errorf("%w: line %d: the sentence begins at %d, before the one above ends at %d", ErrInvalid, s.rows[0].line, s.begin, length)
		case gaps > longestGap:
			return "", fmt.Errorf("%w: line %d: %d units of the text are nowhere in the file", ErrInvalid, s.rows[0].line, gaps)
		case gap > 0 && n > 0:
			b.WriteByte('\n')
			gap--
		}
		b.WriteString(strings.Repeat(" ", gap))
		s.text = s.words()
		b.WriteString(s.text)
		length = s.begin + count(unit, s.text)
	}
	return b.String(), nil
}

// words is the text of a sentence.
func (s *sentence) words() string {
	var lines []string
	for _, line := range s.before {
		if words, is := strings.CutPrefix(line, "#Text="); is {
			lines = append(lines, unescapeText(words))
		}
	}
	return strings.Join(lines, "\n")
}

// count is how many units a text has.
func count(unit text.Unit, s string) int {
	switch unit {
	case text.Byte:
		return len(s)
	case text.CodePoint:
		return utf8.RuneCountInString(s)
	}
	n := 0
	for _, r := range s {
		n++
		if r > 0xffff {
			n++
		}
	}
	return n
}
