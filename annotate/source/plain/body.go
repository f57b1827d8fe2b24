package plain

import (
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
)

// mostOfBody is after how many units parts are looked for no more.
const mostOfBody = 2000

// body reads the text itself from a unit on: dateline, lede, subheads,
// captions and corrections.
func (r *reader) body(from int) {
	led := false
	for at := from; at < min(len(r.units), mostOfBody); at++ {
		u := &r.units[at]
		switch kind := kindOf(u); {
		case kind == captionLine:
			r.part(annotate.PartCaption, u.Range, sureByWords)
		case kind == correctionLine:
			r.part(annotate.PartCorrection, u.Range, sureByWords)
		case !led && (kind == datelined || u.isProse()):
			led = true
			r.lede(u)
		case led && r.isSubhead(at):
			r.part(annotate.PartSubhead, u.Range, sureOfSubhead(u))
		}
	}
}

// lede takes the first paragraph, after its dateline.
func (r *reader) lede(u *unit) {
	rest := u.Range
	if d, ok := datelineOf(u); ok {
		r.dateline(d)
		rest.Start = d.body
	}
	if rest.Start < rest.End {
		r.part(annotate.PartLede, rest, sureByShape)
	}
}

// isSubhead tells of a short line between two paragraphs of sentences.
func (r *reader) isSubhead(at int) bool {
	u := &r.units[at]
	if at+1 >= len(r.units) || !u.isTitle(longestSubhead) || kindOf(u) != other || quoted(u.words) {
		return false
	}
	next := at + 1
	for next < len(r.units)-1 && isCaption(&r.units[next]) {
		next++
	}
	return u.heading || r.units[at-1].isProse() && r.units[next].isProse() && !u.isProse()
}

func sureOfSubhead(u *unit) float64 {
	if u.heading {
		return sureByWords
	}
	return likely
}

// quoted tells of a line that somebody says.
func quoted(words string) bool { return strings.ContainsAny(words[:1], `"'`) || startsQuoted(words) }

func startsQuoted(words string) bool {
	for _, mark := range []string{"“", "„", "«", "»", "‘", "「", "『"} {
		if strings.HasPrefix(words, mark) {
			return true
		}
	}
	return false
}

// mostOfTail is within how many units of the end an agency signs.
const mostOfTail = 3

// tail looks for the agency that signs at the end.
func (r *reader) tail() {
	for at := len(r.units) - 1; at > 0 && at >= len(r.units)-mostOfTail; at-- {
		u := &r.units[at]
		if isCaption(u) || isCorrection(u) {
			continue
		}
		if start, end, ok := creditOf(u); ok {
			r.factAt(annotate.MetaWire, text.Range{Start: start, End: end}, sureByWords)
			continue
		}
		end := u.words[max(0, len(u.words)-mostOfDateline):]
		if m := signed.FindStringSubmatchIndex(end); m != nil && isAgency(end[m[2]:m[3]]) {
			start := u.End - len(end)
			r.factAt(annotate.MetaWire, text.Range{Start: start + m[2], End: start + m[3]}, sureByShape)
		}
	}
}
