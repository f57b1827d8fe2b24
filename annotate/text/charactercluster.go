package text

import (
	"unicode"
	"unicode/utf8"
)

// Thai, Lao, Khmer and Burmese are written without blanks between words, and
// UAX #14 and #29 leave it to a dictionary where words end. There is none here
// (none was found that is kept up and may be used freely). Instead such text is
// divided into character clusters, after Theeramunkong, Sornlertlamvanich,
// Tanhermhong and Chinnan, “Character cluster based Thai information retrieval”
// (2000): stretches that no rule of writing lets be parted, smaller than a word
// and nearly never across a border of two. The rules for Burmese are those by
// which a consonant begins a syllable (Maung and Mikami 2008).

// Unspaced tells of the letters of scripts that have no blanks between words:
// Thai, Lao, Khmer, Burmese.
func Unspaced(r rune) bool {
	if r < 0x0E00 || r > 0xAA7F {
		return false
	}
	block := r <= 0x0EFF || r >= 0x1000 && r <= 0x109F || r >= 0x1780 && r <= 0x17FF || r >= 0xA9E0 && r <= 0xA9FF || r >= 0xAA60
	return block && unicode.IsLetter(r)
}

// leadingVowel tells of the vowels that are written before their consonant.
func leadingVowel(r rune) bool { return r >= 0x0E40 && r <= 0x0E44 || r >= 0x0EC0 && r <= 0x0EC4 }

// attaches tells of letters that never begin a cluster: vowels written behind
// their consonant, signs of repetition and of abbreviation.
func attaches(r rune) bool {
	switch r {
	case 0x0E2F, 0x0E30, 0x0E32, 0x0E33, 0x0E45, 0x0E46, 0x0EAF, 0x0EB0, 0x0EB2, 0x0EB3, 0x0EBD, 0x0EC6, 0x17D7:
		return true
	}
	return false
}

// stacker tells of the signs that put the next consonant below this one.
func stacker(r rune) bool { return r == 0x1039 || r == 0x17D2 }

// killer tells of the signs that take a consonant its vowel or its sound, so
// that it belongs to what stands before it.
func killer(r rune) bool {
	return r == 0x0E4C || r == 0x0ECC || r == 0x103A || r == 0x17CD || r == 0x1039
}

// closed tells of vowels that a consonant must follow.
func closed(r rune) bool {
	return r == 0x0E31 || r == 0x0E37 || r == 0x0E47 || r == 0x0EB1 || r == 0x0EBB
}

// extends tells of characters that are written on the letter before them.
func extends(r rune) bool { return r >= 0x300 && (unicode.IsMark(r) || r == '\u200c' || r == '\u200d') }

// NextCharacterCluster is the end of the character cluster that begins at the
// offset, which must be in the text. Where no letter of an Unspaced script
// stands there, it is that of the grapheme cluster.
func NextCharacterCluster(text string, offset int) int {
	at := offset
	r, size := utf8.DecodeRuneInString(text[at:])
	if !Unspaced(r) {
		return NextGrapheme(text, offset)
	}
	for leadingVowel(r) {
		at += size
		r, size = utf8.DecodeRuneInString(text[at:])
	}
	open := false // a consonant must follow
	if Unspaced(r) {
		at, open = letter(text, at)
	}
	for {
		r, size = utf8.DecodeRuneInString(text[at:])
		switch {
		case attaches(r):
			at, open = marks(text, at+size), false
		case silent(text, at), open && Unspaced(r) && !leadingVowel(r):
			at, open = letter(text, at)
		case IsBoundary(text, at):
			return at
		default:
			return NextGrapheme(text, at)
		}
	}
}

// letter is the end of a letter with its marks and all that is stacked below
// it, and whether it has a vowel that another one must follow.
func letter(text string, at int) (end int, open bool) {
	for {
		_, size := utf8.DecodeRuneInString(text[at:])
		start := at + size
		at = marks(text, start)
		open = false
		for _, r := range text[start:at] {
			open = open || closed(r)
		}
		last, _ := utf8.DecodeLastRuneInString(text[:at])
		if next, _ := utf8.DecodeRuneInString(text[at:]); !stacker(last) || !Unspaced(next) {
			return at, open
		}
	}
}

func marks(text string, at int) int {
	for at < len(text) {
		r, size := utf8.DecodeRuneInString(text[at:])
		if !extends(r) {
			break
		}
		at += size
	}
	return at
}

// silent tells whether the letter at an offset has a killer, with nothing but
// signs below or the creaky tone between.
func silent(text string, at int) bool {
	r, size := utf8.DecodeRuneInString(text[at:])
	if !Unspaced(r) || leadingVowel(r) {
		return false
	}
	for at += size; at < len(text); at += size {
		r, size = utf8.DecodeRuneInString(text[at:])
		if killer(r) {
			return true
		}
		if r != 0x1037 && (r < 0x0E34 || r > 0x0E39) {
			return false
		}
	}
	return false
}

// sureCharacterCluster tells whether a character cluster begins at i for
// certain, whatever stands further to the left. It may say no where one does.
func sureCharacterCluster(text string, i int) bool {
	after, _ := utf8.DecodeRuneInString(text[i:])
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	switch {
	case !Unspaced(after) || attaches(after) || stacker(before) || leadingVowel(before) || !IsBoundary(text, i):
		return false
	case leadingVowel(after):
		return true
	case after <= 0x0EFF: // a consonant may close what stands before it
		return (attaches(before) || !Unspaced(before) && !extends(before)) && !silent(text, i)
	}
	return !silent(text, i)
}
