package plain

import (
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
)

// kind is what a unit is by its words alone.
type kind int

const (
	other kind = iota
	captionLine
	correctionLine
	bylineLine
	dateLine
	creditLine
	datelined // a paragraph of the body, after a dateline
)

func kindOf(u *unit) kind {
	switch {
	case isCorrection(u):
		return correctionLine
	case isByline(u):
		return bylineLine
	case isDateLine(u.words):
		return dateLine
	case isCredit(u):
		return creditLine
	case isCaption(u):
		return captionLine
	case isDatelined(u):
		return datelined
	}
	return other
}

func isByline(u *unit) bool    { _, _, ok := bylineOf(u); return ok }
func isCredit(u *unit) bool    { _, _, ok := creditOf(u); return ok }
func isDatelined(u *unit) bool { _, ok := datelineOf(u); return ok }

// mostOfHead is within how many units the text of an article must begin.
const mostOfHead = 12

// head reads what stands above the text, and is the number of units it has.
func (r *reader) head() int {
	at := r.captions(0)
	if at >= len(r.units) {
		return at
	}
	if r.isHeadline(at) {
		r.headline(at)
		at++
	}
	at = r.dek(at)
	for ; at < min(len(r.units), mostOfHead); at++ {
		u := &r.units[at]
		switch kindOf(u) {
		case bylineLine:
			r.byline(u)
		case dateLine:
			r.fact(annotate.MetaPublished, u.Range, dateIn(u.words), sureByWords)
		case creditLine:
			r.credit(u)
		case captionLine:
			r.part(annotate.PartCaption, u.Range, sureByWords)
		case correctionLine:
			r.part(annotate.PartCorrection, u.Range, sureByWords)
		default:
			return at
		}
	}
	return at
}

// captions takes captions and corrections from a unit on.
func (r *reader) captions(at int) int {
	for ; at < min(len(r.units), mostOfHead); at++ {
		switch u := &r.units[at]; kindOf(u) {
		case captionLine:
			r.part(annotate.PartCaption, u.Range, sureByWords)
		case correctionLine:
			r.part(annotate.PartCorrection, u.Range, sureByWords)
		default:
			return at
		}
	}
	return at
}

// isHeadline tells of a title that something follows; one with a full stop
// must have a longer paragraph below it.
func (r *reader) isHeadline(at int) bool {
	u := &r.units[at]
	if kindOf(u) != other || at+1 >= len(r.units) {
		return false
	}
	next := &r.units[at+1]
	return u.isTitle(longestTitle) || u.isStoppedTitle() && (next.room() > u.room() || kindOf(next) != other)
}

// headline takes the line on top. What follows it says how sure that is.
func (r *reader) headline(at int) {
	u, sure := &r.units[at], likely
	if next := &r.units[at+1]; !u.ends(".") && (u.heading || kindOf(next) != other || next.isProse()) {
		sure = sureByShape
	}
	r.part(annotate.PartHeadline, u.Range, sure)
	r.factAt(annotate.MetaTitle, u.Range, sure)
}

// mostOfDek is how many paragraphs a dek may have.
const mostOfDek = 2

// dek takes what stands between headline and byline; without a byline, a line
// that does not end as sentences do, before one that does.
func (r *reader) dek(at int) int {
	if len(r.shape.Parts) == 0 || r.shape.Parts[len(r.shape.Parts)-1].Part != annotate.PartHeadline {
		return at
	}
	end := at
	for end < len(r.units) && end-at <= mostOfDek && kindOf(&r.units[end]) == other && r.units[end].size() <= longestDek && !r.units[end].heading {
		end++
	}
	if end == at || end == len(r.units) {
		return at
	}
	sure := sureByShape
	switch next := kindOf(&r.units[end]); {
	case end-at <= mostOfDek && (next == bylineLine || next == dateLine || next == datelined):
	case r.units[at].isTitle(longestDek) && !r.units[at].ends("!?！？") && at+1 < len(r.units) && r.units[at+1].isProse():
		end, sure = at+1, likely
	default:
		return at
	}
	span := text.Range{Start: r.units[at].Start, End: r.units[end-1].End}
	r.part(annotate.PartDek, span, sure)
	r.factAt("dek", span, sure)
	return end
}

// byline takes the names, and the date or the agency behind them.
func (r *reader) byline(u *unit) {
	whole, names, _ := bylineOf(u)
	r.part(annotate.PartByline, whole, sureByWords)
	words := r.whole[names.Start:names.End]
	if isAgency(words) {
		r.factAt(annotate.MetaWire, names, sureByWords)
		return
	}
	r.factAt(annotate.MetaByline, names, sureByWords)
	if at := strings.LastIndexAny(words, ",("); at >= 0 && isAgency(strings.Trim(words[at+1:], " )")) {
		agency := strings.Trim(words[at+1:], " )")
		start := names.Start + at + 1 + strings.Index(words[at+1:], agency)
		r.factAt(annotate.MetaWire, text.Range{Start: start, End: start + len(agency)}, sureByWords)
	}
	rest := text.Range{Start: whole.End, End: u.End}
	r.fact(annotate.MetaPublished, rest, dateIn(r.whole[rest.Start:rest.End]), sureByWords)
}

func (r *reader) credit(u *unit) {
	if start, end, ok := creditOf(u); ok {
		r.factAt(annotate.MetaWire, text.Range{Start: start, End: end}, sureByWords)
	}
}
