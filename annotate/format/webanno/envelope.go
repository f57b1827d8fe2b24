package webanno

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"bluepencil/annotate/text"
)

// ErrEnvelope: what was kept of a file is not what was written there.
var ErrEnvelope = errors.New("what was kept of the file cannot be read")

// An envelope is a letter and the file without its words. Where the words of a
// line or a token would not come back as they were, they stay, after a mark of
// exclamation. The letter is the unit, or r for a file that is kept whole.

const (
	kept  = "!"
	words = "#Text="
)

var unitLetters = map[text.Unit]string{text.UTF16: "u", text.CodePoint: "p", text.Byte: "b"}

// envelope keeps a file without its text.
func (t *table) envelope(raw, whole string, unit text.Unit) []byte {
	if t.print() != raw {
		return []byte("r" + raw)
	}
	offsets := text.NewConverter(whole)
	bare := *t
	bare.sentences = make([]*sentence, len(t.sentences))
	for i, s := range t.sentences {
		bare.sentences[i] = s.bare(whole, unit, offsets)
	}
	return []byte(unitLetters[unit] + bare.print())
}

func (s *sentence) bare(whole string, unit text.Unit, offsets *text.Converter) *sentence {
	out := *s
	out.before = make([]string, len(s.before))
	for i, line := range s.before {
		if spelt, is := strings.CutPrefix(line, words); is {
			plain := unescapeText(spelt)
			line = words + strconv.Itoa(len(plain))
			if escapeText(plain) != spelt || len(s.rows) == 0 {
				line = words + kept + spelt
			}
		}
		out.before[i] = line
	}
	out.rows = make([]*row, len(s.rows))
	for i, r := range s.rows {
		one := *r
		one.form = ""
		if form, ok := r.covers(whole, unit, offsets); !ok || form != r.form {
			one.form = kept + r.form
		}
		out.rows[i] = &one
	}
	return &out
}

// covers is what stands in the text where the row lies, as a form.
func (r *row) covers(whole string, unit text.Unit, offsets *text.Converter) (string, bool) {
	begin, err := offsets.FromUnit(unit, r.begin)
	end, err2 := offsets.FromUnit(unit, r.end)
	if err != nil || err2 != nil {
		return "", false
	}
	return escapeText(whole[begin:end]), true
}

// unwrap gives the table that was kept, with its words, and the file it was.
func unwrap(envelope []byte, whole string, offsets *text.Converter) (t *table, unit text.Unit, raw string, err error) {
	if len(envelope) == 0 {
		return nil, text.UTF16, "", nil
	}
	letter, rest := string(envelope[:1]), string(envelope[1:])
	if t, err = parse(rest); err != nil {
		return nil, unit, "", fmt.Errorf("%w: %w", ErrEnvelope, err)
	}
	if letter == "r" {
		was, unit, err := t.assemble()
		if err == nil && was != whole {
			err = fmt.Errorf("%w: it has another text", ErrEnvelope)
		}
		return t, unit, rest, err
	}
	known := false
	for u, l := range unitLetters {
		if l == letter {
			unit, known = u, true
		}
	}
	if !known {
		return nil, unit, "", fmt.Errorf("%w: it has no beginning", ErrEnvelope)
	}
	for _, s := range t.sentences {
		if err := s.fill(whole, unit, offsets); err != nil {
			return nil, unit, "", err
		}
	}
	return t, unit, t.print(), nil
}

// fill puts the words of the text into a sentence.
func (s *sentence) fill(whole string, unit text.Unit, offsets *text.Converter) error {
	at := len(whole) // of a sentence without tokens nothing is in the text
	if len(s.rows) > 0 {
		var err error
		s.begin = s.rows[0].begin
		if at, err = offsets.FromUnit(unit, s.begin); err != nil {
			return fmt.Errorf("%w: %w", ErrEnvelope, err)
		}
	}
	for i, line := range s.before {
		size, is := strings.CutPrefix(line, words)
		if !is {
			continue
		}
		if spelt, is := strings.CutPrefix(size, kept); is {
			s.before[i] = words + spelt
			at += len(unescapeText(spelt)) + 1
			continue
		}
		n, ok := small(size)
		if !ok || at+n > len(whole) {
			return fmt.Errorf("%w: a sentence is longer than the text", ErrEnvelope)
		}
		s.before[i] = words + escapeText(whole[at:at+n])
		at += n + 1
	}
	s.text = s.words()
	for _, r := range s.rows {
		if form, is := strings.CutPrefix(r.form, kept); is {
			r.form = form
			continue
		}
		form, ok := r.covers(whole, unit, offsets)
		if !ok {
			return fmt.Errorf("%w: %s lies outside of the text", ErrEnvelope, r.name())
		}
		r.form = form
	}
	return nil
}
