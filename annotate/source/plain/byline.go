package plain

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"bluepencil/annotate/text"
)

// by are the words a byline begins with. Behind those of the first pattern
// come names in letters that have capitals; the others are Chinese.
var (
	by        = regexp.MustCompile(`^(?:By|BY|Von|VON|Par|PAR)\s+|^(?:Author|Autor|Autorin|Auteur|Автор|Автор текста|Текст|Text)\s?[:：—–-]\s*`)
	byChinese = regexp.MustCompile(`^(?:[（(【]?\s*(?:本报|本网|新华社|中新社|特约)?(?:记者|作者|撰文)\s*[:：]?\s*|文\s*[/／|｜:：]\s*)`)
	afterBy   = regexp.MustCompile(`\s*[|·•]\s*|\s{3,}`)
)

// The lengths of a byline, in code points and in words.
const (
	longestByline = 140
	mostNames     = 14
)

// linking are the small words that stand between and in names.
var linking = map[string]bool{"and": true, "und": true, "et": true, "и": true, "in": true, "à": true, "of": true, "for": true, "für": true, "the": true, "our": true,
	"unserem": true, "unserer": true, "notre": true, "van": true, "von": true, "de": true, "der": true, "den": true, "di": true, "da": true, "du": true, "la": true, "le": true,
	"el": true, "bin": true, "zu": true, "zur": true, "vom": true, "with": true, "mit": true, "avec": true, "&": true}

// bylineOf finds the byline that a line is: as a whole, and the names in it.
// What follows a stroke or a point in the middle belongs to neither.
func bylineOf(u *unit) (whole, names text.Range, ok bool) {
	if u.size() > longestByline {
		return whole, names, false
	}
	words := u.words
	if cut := afterBy.FindStringIndex(words); cut != nil {
		words = words[:cut[0]]
	}
	whole = text.Range{Start: u.Start, End: u.Start + len(words)}
	if m := byChinese.FindStringIndex(words); m != nil {
		rest := strings.TrimRight(words[m[1]:], " ）)】")
		names = text.Range{Start: u.Start + m[1], End: u.Start + m[1] + len(rest)}
		return whole, names, isChineseNames(rest)
	}
	m := by.FindStringIndex(words)
	if m == nil {
		return whole, names, false
	}
	names = text.Range{Start: whole.Start + m[1], End: whole.End}
	return whole, names, areNames(words[m[1]:])
}

// isChineseNames tells of names of two to four characters each; two names may
// stand together.
func isChineseNames(s string) bool {
	names := strings.FieldsFunc(s, func(r rune) bool { return r == '、' || unicode.IsSpace(r) })
	for _, name := range names {
		if n := utf8.RuneCountInString(name); n < 2 || n > 4 || strings.ContainsFunc(name, func(r rune) bool { return !unicode.Is(unicode.Han, r) && r != '·' }) {
			return false
		}
	}
	return len(names) > 0
}

// areNames tells whether what follows “By” are names: capitals up to the first
// comma, no end of a sentence, and more than one word unless it is an agency.
func areNames(s string) bool {
	fields := strings.Fields(s)
	first, _, _ := strings.Cut(s, ",")
	if isAgency(first) {
		return true
	}
	if len(fields) > mostNames || strings.HasSuffix(s, ".") && !isInitial(fields[len(fields)-1]) || strings.ContainsAny(s, "!?:;“”\"»«") {
		return false
	}
	names := strings.Fields(first)
	capitals := 0
	for _, name := range names {
		letter, _ := utf8.DecodeRuneInString(strings.TrimLeft(name, "('’"))
		switch {
		case unicode.IsUpper(letter):
			capitals++
		case !linking[strings.ToLower(name)]:
			return false
		}
	}
	return capitals >= 2
}

// isInitial tells of “J.” at the end of a name, and of “Jr.”
func isInitial(word string) bool { return utf8.RuneCountInString(word) <= 3 }
