package attribution

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"bluepencil/annotate/text"
)

// token is a word outside of the quote.
type token struct {
	text.Range
	lower    string
	capital  bool
	region   int  // in which of the stretches outside of the quote
	sentence int  // counted within the region
	breaks   bool // a comma or the like stands before it, or the region begins
	ends     bool // a sentence ended right before it
	before   string
}

// tokensOf cuts a stretch of a text into words.
func tokensOf(content string, r text.Range, region int, words *lexicon) []token {
	var list []token
	last := r.Start
	for at := r.Start; at < r.End; {
		end := wordEnd(content, at, r.End)
		if end == at {
			_, size := utf8.DecodeRuneInString(content[at:])
			at += size
			continue
		}
		for _, part := range words.split(content, text.Range{Start: at, End: end}) {
			list = append(list, newToken(content, part, content[last:part.Start], region, list))
			last = part.End
		}
		at = end
	}
	return list
}

func newToken(content string, r text.Range, between string, region int, before []token) token {
	first, _ := utf8.DecodeRuneInString(content[r.Start:])
	t := token{Range: r, lower: strings.ToLower(content[r.Start:r.End]), capital: unicode.IsUpper(first), region: region, before: between}
	t.lower = strings.ReplaceAll(t.lower, "’", "'")
	t.breaks = len(before) == 0 || strings.ContainsAny(between, ",;:()[]—–\n\r\"“”„«»「」，、；：。！？…?!") || strings.Contains(between, " - ") || strings.Contains(between, "--")
	if len(before) == 0 {
		t.ends = endsSentence(between)
		return t
	}
	p := &before[len(before)-1]
	t.sentence = p.sentence
	if endsSentence(between) && !(strings.HasPrefix(between, ".") && !strings.ContainsAny(between, "\n\r") && abbreviates(p)) {
		t.sentence, t.ends, t.breaks = p.sentence+1, true, true
	}
	return t
}

// abbreviates tells whether a full stop after a word may belong to it, as in
// Sen. or J.
func abbreviates(t *token) bool {
	if t.capital && t.Len() == 1 {
		return true
	}
	return strings.Contains(" mr mrs ms dr sen rep gov gen lt col sgt prof rev hon st jr sr vs no etc inc corp co ltd u.s jan feb aug sept oct nov dec hr nr bzw z.b d.h m mme ", " "+t.lower+" ")
}

// endsSentence tells whether a sentence ends in what stands between two words.
func endsSentence(between string) bool {
	return strings.ContainsAny(between, ".!?\n\r。！？")
}

// wordEnd is the end of the word that begins at an offset, or the offset.
func wordEnd(content string, at, limit int) int {
	start := at
	for at < limit {
		r, size := utf8.DecodeRuneInString(content[at:])
		if isLetter(r) || at > start && joins(content, at, r, size, limit) {
			at += size
			continue
		}
		break
	}
	return min(at, limit)
}

func isLetter(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '@' || r == '_')
}

// joins tells whether a mark inside of a word belongs to it.
func joins(content string, at int, r rune, size, limit int) bool {
	if r != '\'' && r != '’' && r != '-' && r != '.' || at+size >= limit {
		return false
	}
	next, _ := utf8.DecodeRuneInString(content[at+size:])
	return isLetter(next)
}
