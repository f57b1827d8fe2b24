package shape

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"
)

// Glyph is a shape at a place: X from the left edge of its line, Y up from
// the baseline, both in pixels.
type Glyph struct {
	Face FaceID
	ID   font.GID
	X, Y float32
}

// word is a shaped stretch without a blank inside, or a single blank.
type word struct {
	glyphs  []Glyph // X from the word's left edge
	stops   []stop  // every grapheme boundary but the last one
	advance float32
	missing []rune
}

type wordKey struct {
	text   string
	size   float32
	rtl    bool
	around language.Script // of the paragraph; it counts for what has no script of its own
}

// mostWords bounds the words a Shaper keeps; beyond them it starts anew.
const mostWords = 1 << 15

// Shaper shapes words and keeps them. It belongs to one goroutine.
type Shaper struct {
	faces     *Faces
	fonts     []*font.Face
	harf      shaping.HarfbuzzShaper
	split     shaping.Segmenter
	words     map[wordKey]*word
	space     *word
	spaceKey  wordKey
	breaker   breaker
	resolved  resolved
	stretches []stretch
	clusters  clusters
	runes     []rune
	missed    []rune
	parts     []shaping.Input
	around    language.Script // of the paragraph in hand
}

// NewShaper returns a shaper for the faces.
func NewShaper(f *Faces) *Shaper {
	s := &Shaper{faces: f, words: map[wordKey]*word{}}
	for _, parsed := range f.fonts {
		s.fonts = append(s.fonts, font.NewFace(parsed))
	}
	s.harf.SetFontCacheSize(len(s.fonts))
	return s
}

// word shapes a word or takes it from those kept.
func (s *Shaper) word(text string, size float32, rtl bool) *word {
	key := wordKey{text, size, rtl, s.around}
	if text == " " { // every second word: not worth hashing
		if s.space == nil || s.spaceKey != key {
			s.space, s.spaceKey = s.shape(text, size, rtl), key
			s.spaceKey.text = " " // as below
		}
		return s.space
	}
	if w, ok := s.words[key]; ok {
		return w
	}
	if len(s.words) >= mostWords {
		clear(s.words)
	}
	w := s.shape(text, size, rtl)
	key.text = strings.Clone(text) // never hold on to the article by its words
	s.words[key] = w
	return w
}

func (s *Shaper) shape(text string, size float32, rtl bool) *word {
	if w := s.blank(text, size); w != nil {
		return w
	}
	s.runes = append(s.runes[:0], []rune(text)...)
	s.missed = s.missed[:0]
	input := shaping.Input{Text: s.runes, RunEnd: len(s.runes), Face: s.fonts[0], Size: fixed.Int26_6(size * 64),
		Direction: di.DirectionLTR, Language: language.DefaultLanguage()}
	if rtl {
		input.Direction = di.DirectionRTL
	}
	w := &word{}
	s.clusters.reset(len(s.runes))
	runs := s.parts[:0]
	for _, run := range s.split.Split(input, s) {
		runs = s.byFace(runs, run, s.around)
	}
	s.parts = runs
	if rtl { // the runs come in reading order; the last one stands leftmost
		for i, j := 0, len(runs)-1; i < j; i, j = i+1, j-1 {
			runs[i], runs[j] = runs[j], runs[i]
		}
	}
	for _, run := range runs {
		run.Direction = input.Direction // the word's: its paragraph decides, not what stands in it
		s.place(w, s.harf.Shape(run))
	}
	w.advance = max(w.advance, 0)
	w.stops = s.clusters.stops(text, w.advance)
	w.missing = append(w.missing, s.missed...)
	return w
}

// blank makes the words that are not shaped: tabs, soft hyphens and controls.
func (s *Shaper) blank(text string, size float32) *word {
	r, n := utf8.DecodeRuneInString(text)
	if n != len(text) {
		return nil
	}
	w := &word{stops: []stop{{0, 0}}}
	switch {
	case r == '\t':
		w.advance = size * 2
	case r == '\u00ad' || unicode.IsControl(r) || r == '\u2028' || r == '\u2029':
	default:
		return nil
	}
	return w
}

// place appends a shaped run to the word at its current advance.
func (s *Shaper) place(w *word, run shaping.Output) {
	var id FaceID
	for i, f := range s.fonts {
		if f == run.Face {
			id = FaceID(i)
		}
	}
	for _, g := range run.Glyphs {
		s.clusters.begin(g.TextIndex())
		if !s.inkless(g.TextIndex()) {
			w.glyphs = append(w.glyphs, Glyph{Face: id, ID: g.GlyphID, X: w.advance + pixels(g.XOffset), Y: pixels(g.YOffset)})
			w.advance += pixels(g.Advance)
			s.clusters.advance[g.TextIndex()] += pixels(g.Advance)
		}
	}
}

// inkless tells whether the rune at an index is drawn as nothing whatever its
// font thinks: soft hyphens and control characters.
func (s *Shaper) inkless(index int) bool {
	r := s.runes[index]
	return r == '\u00ad' || unicode.IsControl(r) || r == '\u2028' || r == '\u2029'
}

func pixels(v fixed.Int26_6) float32 { return float32(v) / 64 }
