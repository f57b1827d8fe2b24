package plain

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"bluepencil/annotate/text"
)

// dateline is where and when an article was written, at its first paragraph's
// beginning. Ranges that are empty say nothing.
type dateline struct {
	whole    text.Range // up to the dash, without it
	place    text.Range // place and date alone
	agency   text.Range // the wire service in it
	reporter text.Range // “（记者王芳）”
	body     int        // where the paragraph goes on
	sure     float64
}

// mostOfDateline is after how many bytes a dateline must have ended.
const mostOfDateline = 160

var (
	dash     = regexp.MustCompile(`\s+(?:--|[-–—―])\s+|\s?—\s?`)
	slashed  = regexp.MustCompile(`[.,]?\s*/([^/\n]{2,20})/\.?\s*`)
	brackets = regexp.MustCompile(`\s*[(（]([^()（）\n]{2,30})[)）]$`)
	chinese  = regexp.MustCompile(`^[（(]?(新华社|中新社|中新网|新华网|路透社?|法新社|美联社|共同社|本报|本网)?\s*(\p{Han}{2,6}?\s*(?:\d{4}年)?\d{1,2}月\d{1,2}日)(?:电|讯|消息)?(?:\s*[（(]\s*(?:\p{Han}{0,6}?)记者[\s:：]*([^）)\n]{2,40})[）)])?[）)]?`)
	// endsLine is what must follow a Chinese one, or stand in it: other
	// sentences begin with a place and a day, too.
	endsLine = regexp.MustCompile(`[日)）](?:电|讯|消息)|^.{0,160}?日\s*[-–—－]`)
)

// datelineOf finds the dateline at a unit's beginning.
func datelineOf(u *unit) (dateline, bool) {
	head := u.words[:min(len(u.words), mostOfDateline)]
	if d, ok := chineseDateline(u.Start, head); ok {
		return d, true
	}
	if at := slashed.FindStringSubmatchIndex(head); at != nil && isAgency(head[at[2]:at[3]]) {
		d, ok := placeAndDate(u.Start, head[:at[0]], true)
		d.agency = text.Range{Start: u.Start + at[2], End: u.Start + at[3]}
		d.whole.End, d.body = u.Start+at[0]+len(strings.TrimRight(head[at[0]:at[1]], " .")), u.Start+at[1]
		return d, ok
	}
	at := dash.FindStringIndex(head)
	if at == nil {
		return dateline{}, false
	}
	before, bracket := head[:at[0]], brackets.FindStringSubmatchIndex(head[:at[0]])
	var agency text.Range
	if bracket != nil {
		if !isAgency(before[bracket[2]:bracket[3]]) {
			return dateline{}, false
		}
		agency = text.Range{Start: u.Start + bracket[2], End: u.Start + bracket[3]}
		before = before[:bracket[0]]
	}
	d, ok := placeAndDate(u.Start, before, bracket != nil)
	d.agency, d.whole.End, d.body = agency, u.Start+at[0], u.Start+at[1]
	d.signedAfter(u)
	return d, ok
}

// signedAfter takes the agency that stands behind the dash: “— РИА Новости.”
func (d *dateline) signedAfter(u *unit) {
	rest := u.words[d.body-u.Start:]
	name, after, found := strings.Cut(rest[:min(len(rest), mostOfDateline)], ".")
	if d.agency.Empty() && found && isAgency(name) {
		d.agency = text.Range{Start: d.body, End: d.body + len(name)}
		d.whole.End = d.agency.End
		d.body += len(name) + 1 + len(after) - len(strings.TrimLeft(after, " "))
	}
}

// placeAndDate tells whether some words are a place, or that and a date: one
// in capitals, or any where an agency or a date says what they are.
func placeAndDate(start int, words string, signed bool) (d dateline, ok bool) {
	trimmed := strings.TrimRight(words, " .,")
	d.whole = text.Range{Start: start, End: start + len(trimmed)}
	d.place, d.sure = d.whole, sureByShape
	place := trimmed
	if at := strings.IndexFunc(trimmed, func(r rune) bool { return r == ',' || r == '.' }); at > 0 {
		_, _, _, dated := dateOf(trimmed[at:])
		signed = signed || dated
		if place = trimmed[:at]; !dated && len(strings.Fields(trimmed[at:])) > mostOfPlace {
			return d, false
		}
	}
	if signed {
		d.sure = sureByWords
	}
	return d, isPlace(place, signed)
}

// mostOfPlace is how many words a place has at most.
const mostOfPlace = 4

// kickers stand in capitals before a dash as places do.
var kickers = map[string]bool{"EXCLUSIVE": true, "BREAKING": true, "UPDATE": true, "ANALYSIS": true, "OPINION": true, "WATCH": true, "EXKLUSIV": true, "EILMELDUNG": true,
	"ANALYSE": true, "EXCLUSIF": true, "DIRECT": true, "ЭКСКЛЮЗИВ": true, "СРОЧНО": true}

func isPlace(words string, signed bool) bool {
	fields := strings.FieldsFunc(words, func(r rune) bool { return unicode.IsSpace(r) || r == '/' })
	if len(fields) == 0 || len(fields) > mostOfPlace || kickers[words] || strings.ContainsAny(words, `“”"„«»:;!?`) {
		return false
	}
	letters := 0
	for _, field := range fields {
		first, _ := utf8.DecodeRuneInString(field)
		if !unicode.IsUpper(first) && !linking[field] || !signed && field != strings.ToUpper(field) {
			return false
		}
		letters += utf8.RuneCountInString(field)
	}
	return letters > 2
}

// chineseDateline finds “新华社北京3月4日电（记者王芳）”.
func chineseDateline(start int, head string) (d dateline, ok bool) {
	m := chinese.FindStringSubmatchIndex(head)
	if m == nil || m[2] < 0 && !endsLine.MatchString(head[:min(len(head), m[1]+len(" — "))]) {
		return d, false
	}
	sub := func(n int) text.Range {
		if m[2*n] < 0 {
			return text.Range{}
		}
		return text.Range{Start: start + m[2*n], End: start + m[2*n+1]}
	}
	d = dateline{whole: sub(0), place: sub(2), agency: sub(1), reporter: sub(3), body: start + m[1], sure: sureByWords}
	if !d.agency.Empty() && strings.HasPrefix(head[m[2]:m[3]], "本") {
		d.agency = text.Range{} // the paper itself
	}
	rest := head[m[1]:]
	d.body += len(rest) - len(strings.TrimLeft(rest, " -–—－　"))
	return d, true
}
