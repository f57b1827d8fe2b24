package webannotation

import (
	"errors"
	"fmt"
	"strings"

	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/text"
)

// The reasons why a quote has no place.
var (
	errNowhere   = errors.New("the text does not have what is quoted")
	errAmbiguous = errors.New("what is quoted stands at several places, and its surroundings do not tell which")
	errSearch    = errors.New("too much of the text would have to be searched for quotes")
)

// The bounds of looking for quotes in one text: bytes read, and places of one.
const (
	mostSearched = 1 << 31
	mostPlaces   = 10_000
)

// locator finds stretches in a text.
type locator struct {
	text     string
	offsets  *text.Converter
	unit     text.Unit // what the positions of this text count
	searched int
}

// newLocator finds out what the positions count, by those that are quoted too.
func newLocator(whole string, all []pointed) *locator {
	l := &locator{text: whole, offsets: text.NewConverter(whole), unit: text.CodePoint}
	d := foreign.Document{Text: whole, Layers: []foreign.Layer{{}}}
	for _, p := range all {
		if p.positioned && p.quoted {
			d.Layers[0].Marks = append(d.Layers[0].Marks, foreign.Mark{Spans: []foreign.Span{{Start: p.start, End: p.end, Text: p.exact}}})
		}
	}
	if len(d.Layers[0].Marks) > 0 {
		units := foreign.NewUnits(text.CodePoint)
		units.Add(&d)
		l.unit, _ = units.Unit()
	}
	return l
}

// span gives a stretch in code points. One that has a position alone is passed
// on as it is; a quote is where its position says, else where it stands.
func (l *locator) span(p *pointed) (foreign.Span, error) {
	if !p.quoted || l.text == "" {
		return foreign.Span{Start: p.start, End: p.end, Text: p.exact}, nil
	}
	if p.positioned {
		for _, unit := range []text.Unit{l.unit, text.CodePoint, text.UTF16, text.Byte, text.Grapheme} {
			if at, ok := l.at(unit, p); ok {
				return l.found(at, p)
			}
		}
	}
	at, err := l.search(p)
	if err != nil {
		return foreign.Span{}, fmt.Errorf("%q: %w", text.Shorten(p.exact, 40), err)
	}
	return l.found(at, p)
}

// at tells whether the position, in a unit, covers the quote.
func (l *locator) at(unit text.Unit, p *pointed) (start int, ok bool) {
	if p.start < 0 || p.end <= p.start {
		return 0, false
	}
	start, err := l.offsets.FromUnit(unit, p.start)
	end, also := l.offsets.FromUnit(unit, p.end)
	return start, err == nil && also == nil && l.text[start:end] == p.exact
}

// found is the stretch of the quote that begins at a byte.
func (l *locator) found(at int, p *pointed) (foreign.Span, error) {
	start, err := l.offsets.ToUnit(text.CodePoint, at)
	if err != nil {
		return foreign.Span{}, err
	}
	end, err := l.offsets.ToUnit(text.CodePoint, at+len(p.exact))
	return foreign.Span{Start: start, End: end, Text: p.exact}, err
}

// search looks for the quote: the only place with these surroundings, else the
// only place.
func (l *locator) search(p *pointed) (int, error) {
	places, fitting, place, fits := 0, 0, 0, 0
	for from := 0; ; {
		if l.searched > mostSearched {
			return 0, errSearch
		}
		at := strings.Index(l.text[from:], p.exact)
		if at < 0 {
			l.searched += len(l.text) - from
			break
		}
		l.searched += at + len(p.exact) + len(p.prefix) + len(p.suffix)
		at += from
		places, place = places+1, at
		if strings.HasSuffix(l.text[:at], p.prefix) && strings.HasPrefix(l.text[at+len(p.exact):], p.suffix) {
			fitting, fits = fitting+1, at
		}
		if fitting > 1 || places > mostPlaces {
			return 0, errAmbiguous
		}
		from = at + 1
	}
	switch {
	case fitting == 1:
		return fits, nil
	case places == 1:
		return place, nil
	case places == 0:
		return 0, errNowhere
	}
	return 0, errAmbiguous
}
