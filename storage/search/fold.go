package search

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// longestTerm is how many bytes of a word count. What is longer is no word of
// a language, and would only swell the index.
const longestTerm = 256

// appendFolded adds the form under which a word is found: lower case, without
// accents, compatibility forms resolved. Nothing is added for a word of marks
// only.
func appendFolded(dst []byte, word string) []byte {
	start := len(dst)
	for i := 0; i < len(word); i++ {
		c := word[i]
		if c >= utf8.RuneSelf {
			return shorten(appendFoldedUnicode(dst[:start], word), start)
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		dst = append(dst, c)
	}
	return shorten(dst, start)
}

func fold(word string) string { return string(appendFolded(nil, word)) }

// shorten cuts what was added from start on between two characters.
func shorten(dst []byte, start int) []byte {
	if len(dst)-start <= longestTerm {
		return dst
	}
	end := start + longestTerm
	for !utf8.RuneStart(dst[end]) {
		end--
	}
	return dst[:end]
}

func appendFoldedUnicode(dst []byte, word string) []byte {
	var bare []byte
	last := rune(0)
	for _, r := range norm.NFKD.String(word) {
		r = unicode.ToLower(r)
		if r == '\u0306' && last == 'и' { // й is a letter of its own
			bare = append(bare[:len(bare)-len("и")], "й"...)
		}
		last = r
		if dropped(r) {
			continue
		}
		if plain, ok := plainLetters[r]; ok {
			bare = append(bare, plain...)
			continue
		}
		bare = utf8.AppendRune(bare, r)
	}
	return norm.NFC.Append(dst, bare...)
}

// dropped tells of the marks a reader does without: accents, the points of
// Hebrew, the vowel signs of Arabic and its elongation, soft hyphens and
// joiners. Vowels of Indic scripts and of Thai are no such marks.
func dropped(r rune) bool {
	switch {
	case r < 0xAD:
		return false
	case r == 0xAD, r == 0x640, r == 0x670, r >= 0x200B && r <= 0x200F, r == 0x2060, r == 0xFEFF,
		r >= 0x300 && r <= 0x36F, r >= 0x483 && r <= 0x487, r >= 0x591 && r <= 0x5BD, r == 0x5BF, r >= 0x5C1 && r <= 0x5C7 && r != 0x5C3 && r != 0x5C6,
		r >= 0x610 && r <= 0x61A, r >= 0x64B && r <= 0x65F, r >= 0x6D6 && r <= 0x6ED && unicode.Is(unicode.Mn, r),
		r >= 0x1AB0 && r <= 0x1AFF, r >= 0x1DC0 && r <= 0x1DFF, r >= 0xFE00 && r <= 0xFE0F, r >= 0xFE20 && r <= 0xFE2F:
		return true
	}
	return false
}

// plainLetters are those that Unicode does not take apart.
var plainLetters = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'đ': "d", 'ð': "d", 'þ': "th", 'ħ': "h", 'ı': "i", 'ł': "l", 'ŧ': "t",
	'ŋ': "n", 'ĸ': "k", 'ς': "σ", '’': "'", '‘': "'", '＇': "'", 'ʼ': "'", '‐': "-", '‑': "-", 'ə': "e",
}
