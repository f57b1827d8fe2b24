// Package shapetest has what the tests of the article view's lowest layers
// share: fonts, and random texts in every script. It is imported by tests only.
package shapetest

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
)

// Fonts are the fonts that tests of all scripts shape with, the text's own
// first: those with Latin, Greek and Cyrillic that come with a library, and
// whatever the project has in assets/testfonts. For scripts that none of them
// has the missing glyph is drawn, whose width serves as well for finding out
// what stands where.
func Fonts() [][]byte {
	fonts := [][]byte{goregular.TTF, gobold.TTF}
	names, _ := filepath.Glob(filepath.Join(root(), "assets", "testfonts", "*.[ot]tf"))
	for _, name := range names {
		if font, err := os.ReadFile(name); err == nil {
			fonts = append(fonts, font)
		}
	}
	return fonts
}

// root is the project's directory, above the one that a test runs in.
func root() string {
	for up := "."; len(up) < 40; up = filepath.Join(up, "..") {
		if _, err := os.Stat(filepath.Join(up, "go.mod")); err == nil {
			return up
		}
	}
	return "."
}

// Scripts are the letters of random texts, by what they are of: among them
// what joins with what stands before it or behind, and what turns the direction
// of a text.
var Scripts = map[string][]string{
	"Latin":       {"a", "b", "ffi", "é", "e\u0301", "W", "’", "-"},
	"Cyrillic":    {"ж", "и\u0306", "Щ", "я"},
	"Greek":       {"α", "ώ", "Σ", "ᾳ"},
	"Hebrew":      {"ש", "\u05c1", "ל", "ו", "ם", "\u05b8", "״"},
	"Arabic":      {"ا", "ل", "س", "\u064e", "\u0651", "م", "ع", "لا", "٣", "\u0600"},
	"Devanagari":  {"क", "\u094d", "ष", "ि", "र", "त", "\u0902"},
	"Thai":        {"ก", "เ", "า", "ั", "น", "้", "ำ", "์", "ร", "ๆ"},
	"Lao":         {"ກ", "ເ", "າ", "ັ", "ນ", "້", "ຽ"},
	"Khmer":       {"ក", "\u17d2", "ម", "ែ", "រ", "ៗ"},
	"Burmese":     {"မ", "ြ", "န", "\u103a", "\u1039", "ာ"},
	"Chinese":     {"漢", "字", "。", "，", "「", "」", "（", "）", "𠮷"},
	"Japanese":    {"ひ", "カ", "ー", "ゃ", "、", "\u3099"},
	"Korean":      {"한", "\u1112", "\u1161", "\u11ab"},
	"emoji":       {"👩", "\u200d", "🚒", "🏽", "🇩", "🇪", "❤", "\ufe0f", "1\u20e3"},
	"numbers":     {"1", "23", "%", "$", "+", "-", ".", ",", ":", "/"},
	"marks":       {"(", ")", "[", "]", "“", "”", "«", "»", "!", "?", "…"},
	"blanks":      {" ", "  ", "\t", "\u00a0", "\u3000", "\u2003"},
	"invisible":   {"\u00ad", "\u200b", "\u2060", "\u200c", "\u200d", "\x01", "\x1c", "\ufeff", "\u034f"},
	"directional": {"\u200e", "\u200f", "\u061c", "\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069"},
}

// Names are the keys of Scripts, in an order that is always the same.
var Names = []string{"Latin", "Cyrillic", "Greek", "Hebrew", "Arabic", "Devanagari", "Thai", "Lao", "Khmer", "Burmese",
	"Chinese", "Japanese", "Korean", "emoji", "numbers", "marks", "blanks", "invisible", "directional"}

// Text is a random text of about so many letters, without line terminators. It
// goes from script to script; one in three keeps to one script and to blanks,
// numbers and marks.
func Text(random *rand.Rand, letters int) string {
	names := Names
	if random.IntN(3) == 0 {
		names = []string{Names[random.IntN(len(Names))], "blanks", "numbers", "marks"}
	}
	var b strings.Builder
	for letters > 0 {
		alphabet := Scripts[names[random.IntN(len(names))]]
		n := 1 + random.IntN(6)
		for range n {
			b.WriteString(alphabet[random.IntN(len(alphabet))])
		}
		if random.IntN(3) > 0 {
			b.WriteByte(' ')
		}
		letters -= n
	}
	return b.String()
}
