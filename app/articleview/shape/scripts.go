package shape

import (
	"unicode/utf8"

	"github.com/go-text/typesetting/language"
)

// scriptWithin is how many bytes of a paragraph are looked at for its script.
const scriptWithin = 1024

// ScriptOf is the script of a text's first character that has one of its own;
// Latin for a text without.
func ScriptOf(text string) language.Script {
	for i := 0; i < min(len(text), scriptWithin); {
		if c := text[i]; c < utf8.RuneSelf {
			if c|0x20 >= 'a' && c|0x20 <= 'z' {
				return language.Latin
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		if script := language.LookupScript(r); script.Strong() && script != language.Unknown {
			return script
		}
		i += n
	}
	return language.Latin
}

// Characters is a set of characters, 136 KB large whatever it holds.
type Characters struct {
	bits [(utf8.MaxRune + 1) / 64]uint64
}

// CharactersOf are the characters of a text that have ink.
func CharactersOf(text string) *Characters {
	c := &Characters{}
	for _, r := range text {
		c.bits[r/64] |= 1 << (r % 64)
	}
	return c
}

// Each visits the characters in their order, but for those without ink.
func (c *Characters) Each(visit func(rune)) {
	for i, word := range c.bits {
		for bit := 0; word != 0; bit, word = bit+1, word>>1 {
			if r := rune(i*64 + bit); word&1 != 0 && !invisible(r) {
				visit(r)
			}
		}
	}
}
