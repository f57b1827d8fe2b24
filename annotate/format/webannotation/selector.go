package webannotation

import (
	"cmp"
	"unicode/utf8"

	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/jsonrecord"
	"bluepencil/annotate/text"
)

// around is how many code points stand before and after a quote.
const around = 32

// longestQuote is how many code points of a text are quoted at most where it is
// not to be written.
const longestQuote = 20

// target is the place of one stretch.
func (e *encoding) target(s foreign.Span) (jsonrecord.Object, error) {
	start, err := e.offsets.ToUnit(text.CodePoint, s.Start)
	end, also := e.offsets.ToUnit(text.CodePoint, s.End)
	position, quote := jsonrecord.Object{}, jsonrecord.Object{}
	err = cmp.Or(err, also, position.SetValue("type", "TextPositionSelector"), position.SetValue("start", start), position.SetValue("end", end),
		quote.SetValue("type", "TextQuoteSelector"), quote.SetValue("exact", e.doc.Text[s.Start:s.End]))
	if !e.noText {
		err = cmp.Or(err, quote.SetValue("prefix", before(e.doc.Text[:s.Start])), quote.SetValue("suffix", after(e.doc.Text[s.End:])))
	}
	selectors := []jsonrecord.Object{position, quote}
	if e.noText && end-start > longestQuote {
		selectors = selectors[:1]
	}
	t := jsonrecord.Object{}
	err = cmp.Or(err, t.SetValue("type", "SpecificResource"), t.SetValue("source", e.source), t.SetValue("selector", selectors))
	return t, err
}

// before is the end of a text, a few code points of it.
func before(s string) string {
	at := len(s)
	for range around {
		_, size := utf8.DecodeLastRuneInString(s[:at])
		at -= size
	}
	return s[at:]
}

// after is the beginning of a text.
func after(s string) string {
	at := 0
	for range around {
		_, size := utf8.DecodeRuneInString(s[at:])
		at += size
	}
	return s[:at]
}

// targets is the place of a mark: one, or a list of them.
func (e *encoding) targets(spans []foreign.Span) (any, error) {
	list := make([]jsonrecord.Object, 0, len(spans))
	for _, s := range spans {
		t, err := e.target(s)
		if err != nil {
			return nil, err
		}
		list = append(list, t)
	}
	if len(list) == 1 {
		return list[0], nil
	}
	return list, nil
}
