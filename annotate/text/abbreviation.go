package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// What may follow an abbreviation's full stop without a new sentence.
type following int

const (
	anything  following = iota // Gen. Smith: it never ends a sentence
	numbers                    // No. 7, Jan. 5: goes on only before a number
	notOpener                  // U.S., Inc., J.: goes on unless a word follows that opens sentences
)

// abbreviations of news copy in several languages, lower case, without the
// last full stop.
var abbreviations = abbreviationTable(map[following]string{
	anything: `mr mrs ms messrs dr prof gen brig maj col lt capt cmdr cmdt sgt cpl pvt adm sen sens rep reps gov
		govs lt.gov maj.gen lt.gen lt.col atty pres hon rev fr msgr supt det insp ste vs e.g i.e cf viz approx
		mme mlle mgr hr hrn fr frl z.b d.h u.a bzw sog ggf sra srta dña ing lic dott sig
		ул пр пл акад проф ген т.е т.н напр см`,
	numbers: `no nos nr art sec fig vol pp p ch par est jan feb mar apr jun jul aug sep sept oct nov dec №
		янв февр апр авг сент окт нояб дек ст стр рис`,
	notOpener: `u.s u.n u.k u.a.e e.u d.c l.a n.y a.m p.m inc corp co cos ltd llc plc bros jr sr etc al st mt ft ave blvd rd dept ca
		univ assn ed ph.d m.d b.a m.a usw ag s.a s.p.a ee.uu г гг в вв руб тыс др т.д т.п н.э`,
})

func abbreviationTable(byKind map[following]string) map[string]following {
	table := map[string]following{}
	for kind, list := range byKind {
		for _, a := range strings.Fields(list) {
			table[a] = kind
		}
	}
	return table
}

// openers are words that, with a capital, open a sentence far more often than
// they begin a name.
var openers = wordSet(`The A An This That These Those There Here It He She They We You I His Her Its Their Our My Your
	But And Or Nor So Yet If When While As After Before Since Because Although Though However Meanwhile Still Then
	Once Until Unless In On At By For From With To Of Under Over About During Without Among Not No Now Only Even Also
	Both Each Some Many Most Several Another Other Others What Who Why How Where Which Whether Nobody Everyone
	Der Die Das Ein Eine Er Sie Es Wir Ich Und Aber Auch Im Am Nach Bei Doch Le Les Un Une Il Elle Ils Elles
	Ce Cette Mais Dans Pour Selon El Los Las Una En Pero Según Por
	Он Она Они Оно Это Эти Этот Эта Но Однако По На Из При После Также Как Мы Вы Я И А В С К У О За Для`)

// Days and months of German dates, "am 3. Oktober".
var germanMonths = wordSet(`Januar Jänner Februar März April Mai Juni Juli August September Oktober November Dezember`)

func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}

// vicinity is how many bytes on either side of a place goesOn looks at.
const vicinity = 96

// around gives what stands before a place, blanks at its end cut, and after
// it, neither further than the vicinity and the former cut at a code point.
func around(text string, i int) (left, right string) {
	from := max(0, i-vicinity)
	for from < i && !utf8.RuneStart(text[from]) {
		from++
	}
	return strings.TrimRightFunc(text[from:i], unicode.IsSpace), text[i:min(len(text), i+vicinity)]
}

const (
	openingMarks = "\"“‘'„‚«‹([{—–-¿¡"
	closingMarks = "\"”’'“»›)]}"
)

// goesOn tells whether a sentence goes on at a place where UAX #29 ends it:
// before a small letter, after an abbreviation, an initial or an ordinal.
func goesOn(text string, i int) bool {
	if paragraphEnd(text, i) >= 0 || terminatorAt(text, i) > 0 {
		return false
	}
	left, right := around(text, i)
	bare := strings.TrimLeft(right, openingMarks)
	first, _ := utf8.DecodeRuneInString(bare)
	if unicode.IsLower(first) {
		return true // “Will he go?” she asked.
	}
	if first == 'と' && (strings.HasSuffix(left, "」") || strings.HasSuffix(left, "』")) {
		return true // the particle that closes a Japanese quote
	}
	if !strings.HasSuffix(left, ".") {
		return false
	}
	return afterFullStop(strings.TrimSuffix(left, "."), bare, len(bare) < len(right))
}

// afterFullStop decides by the word before the full stop and what follows;
// marked says that quotation marks or the like were before the latter.
func afterFullStop(left, right string, marked bool) bool {
	last := left[strings.LastIndexFunc(left, func(r rune) bool { return unicode.IsSpace(r) || r == '—' || r == '–' })+1:]
	last = strings.TrimLeft(last, openingMarks)
	next := leadingWord(right)
	kind, known := abbreviations[strings.ToLower(last)]
	switch {
	case isLetter(last) && isLetter(next) && strings.HasPrefix(right[len(next):], "."):
		return true // z. B., J. D. Vance
	case isOrdinal(last):
		return germanMonths[next]
	case isInitials(last) && !(known && kind != notOpener):
		kind = notOpener
	case !known:
		return false
	}
	first, _ := utf8.DecodeRuneInString(right)
	switch kind {
	case numbers:
		return unicode.IsDigit(first)
	case notOpener:
		return !marked && !opensSentence(next, right)
	}
	return true
}

// isOrdinal tells whether the word is a number of one or two digits.
func isOrdinal(word string) bool {
	return len(word) > 0 && len(word) <= 2 && strings.Trim(word, "0123456789") == ""
}

// isInitials tells whether the word is one capital, or capitals each with a
// full stop between: the J of J. Smith, the N.A.S.A of N.A.S.A.
func isInitials(word string) bool {
	for part := range strings.SplitSeq(word, ".") {
		if r, _ := utf8.DecodeRuneInString(part); !isLetter(part) || !unicode.IsUpper(r) {
			return false
		}
	}
	return true
}

// isLetter tells whether the word is a single letter.
func isLetter(word string) bool {
	r, size := utf8.DecodeRuneInString(word)
	return size == len(word) && unicode.IsLetter(r)
}

func leadingWord(s string) string {
	if end := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) }); end >= 0 {
		return s[:end]
	}
	return s
}

// opensSentence tells whether the word that begins the text is one that opens
// sentences, and not an initial itself.
func opensSentence(word, text string) bool {
	return openers[word] && !(isLetter(word) && strings.HasPrefix(text[len(word):], "."))
}
