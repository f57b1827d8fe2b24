package plain

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"bluepencil/annotate/text"
)

// unit is a paragraph: a line, or several where the lines of a file are broken
// at a width.
type unit struct {
	text.Range        // without blanks and marks of Markdown at its ends
	words      string // what stands there
	heading    bool   // Markdown says that it heads something
	long       bool   // it has more characters than any line of a head
	apart      bool   // a blank line follows
}

// The lengths that tell kinds of paragraphs apart, in code points.
const (
	longestUnit    = 1000 // what is longer is text, and is not looked at closely
	longestTitle   = 160
	longestDek     = 320
	longestSubhead = 80
	longestStopped = 100 // a headline with a full stop
	shortestProse  = 60
	leastSentence  = 20
)

// unitsOf takes a text apart into paragraphs that have words in them. Front
// matter is passed over.
func unitsOf(whole string) (units []unit) {
	paragraphs := text.Paragraphs(whole)
	paragraphs = paragraphs[frontMatter(whole, paragraphs):]
	for at := 0; at < len(paragraphs); {
		n := wrapped(whole, paragraphs[at:])
		u, ok := unitOf(whole, text.Range{Start: paragraphs[at].Start, End: paragraphs[at+n-1].End})
		if at += n; !ok {
			continue
		}
		u.apart = at < len(paragraphs) && strings.TrimFunc(whole[paragraphs[at].Start:paragraphs[at].End], blank) == ""
		units = append(units, u)
	}
	return units
}

// longestFrontMatter is after how many lines the end of front matter is not
// looked for any more.
const longestFrontMatter = 100

// frontMatter is how many paragraphs at the beginning are Markdown's block of
// facts between two lines of “---”.
func frontMatter(whole string, list []text.Paragraph) int {
	for i, p := range list[:min(len(list), longestFrontMatter)] {
		rule := strings.TrimRight(whole[p.Start:p.End], " \t") == "---"
		switch {
		case i == 0 && !rule:
			return 0
		case i > 0 && rule:
			return i + 1
		}
	}
	return 0
}

// The lines of a text that is broken at a width, in bytes.
const (
	leastBroken = 40
	mostBroken  = 200
	leastLines  = 3
)

// wrapped is how many lines from the first on are one paragraph: all up to a
// blank one, where there are some and all but the last are of about one length.
func wrapped(whole string, list []text.Paragraph) int {
	shortest, longest, n := mostBroken, 0, 0
	for n < len(list) && strings.TrimSpace(whole[list[n].Start:list[n].End]) != "" {
		size := list[n].End - list[n].Start
		if size > mostBroken {
			return 1
		}
		last := n+1 == len(list) || strings.TrimSpace(whole[list[n+1].Start:list[n+1].End]) == ""
		if !last {
			shortest, longest = min(shortest, size), max(longest, size)
		}
		n++
	}
	if n < leastLines || shortest < leastBroken || longest-shortest > longest/3 {
		return 1
	}
	return n
}

func unitOf(whole string, r text.Range) (unit, bool) {
	line := whole[r.Start:r.End]
	trimmed := strings.TrimFunc(line, blank)
	if !text.IsWord(trimmed) {
		return unit{}, false
	}
	start := r.Start + strings.Index(line, trimmed)
	u := unit{Range: text.Range{Start: start, End: start + len(trimmed)}}
	if title := strings.TrimLeft(trimmed, "#"); len(title) < len(trimmed) && strings.HasPrefix(title, " ") {
		title = strings.TrimSpace(strings.TrimRight(title, "#"))
		u.heading, u.Start = true, u.Start+strings.Index(trimmed, title)
		u.End = u.Start + len(title)
	}
	u.words = whole[u.Start:u.End]
	u.long = len(u.words) > longestUnit*utf8.UTFMax || utf8.RuneCountInString(u.words) > longestUnit
	return u, u.Start < u.End
}

func blank(r rune) bool { return unicode.IsSpace(r) || r == '\ufeff' || r == '\u200b' }

// size is how many code points a unit has; of a long one it is not counted.
func (u *unit) size() int {
	if u.long {
		return longestUnit
	}
	return utf8.RuneCountInString(u.words)
}

// room is size with ideographs counted twice: they say in one character what
// others say in a syllable or a word.
func (u *unit) room() int {
	n := u.size()
	if !u.long {
		for _, r := range u.words {
			if unicode.Is(unicode.Han, r) {
				n++
			}
		}
	}
	return n
}

// closers may stand after the end of a sentence.
const closers = `”"’'»«“)）」』]】›`

// ends tells whether a unit ends as sentences do. A title may ask or exclaim.
func (u *unit) ends(marks string) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(u.words, closers))
	return strings.ContainsRune(marks, last)
}

// isTitle tells of a line that heads something, as far as its shape goes.
func (u *unit) isTitle(longest int) bool {
	return u.room() <= longest && !strings.Contains(u.words, "\n") && !u.ends(".。;；,，:：—–-、") && !isBullet(u.words)
}

// isStoppedTitle tells of a headline that ends with a full stop, as databases
// write them: one short sentence that stands apart.
func (u *unit) isStoppedTitle() bool {
	return u.apart && u.ends(".") && u.room() <= longestStopped && !strings.Contains(u.words, "\n") && !isBullet(u.words) && text.SentenceAt(u.words, 0).End == len(u.words)
}

// isProse tells of a paragraph of sentences.
func (u *unit) isProse() bool {
	return !u.heading && (u.room() >= shortestProse && (u.long || u.ends(".。!！?？…:：") || u.room() > longestTitle) || u.room() >= leastSentence && u.ends(".。"))
}

// isBullet tells of an item of a list.
func isBullet(words string) bool {
	first, size := utf8.DecodeRuneInString(words)
	return strings.ContainsRune("•·*–—-‣◦▪", first) && strings.HasPrefix(words[size:], " ")
}
