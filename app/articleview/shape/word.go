package shape

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
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

// stop is a caret position in a word: a cluster boundary in bytes from the
// word's start, and the advance up to it in reading order.
type stop struct {
	offset  int
	advance float32
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
	faces   *Faces
	fonts   []*font.Face
	harf    shaping.HarfbuzzShaper
	split   shaping.Segmenter
	words   map[wordKey]*word
	breaker breaker
	runes   []rune
	missed  []rune
	parts   []shaping.Input
	around  language.Script // of the paragraph in hand
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
	advances := make([]float32, len(s.runes)+1) // of the clusters, at their first rune
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
		s.place(w, s.harf.Shape(run), advances)
	}
	w.stops = stopsOf(text, advances)
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
func (s *Shaper) place(w *word, run shaping.Output, advances []float32) {
	var id FaceID
	for i, f := range s.fonts {
		if f == run.Face {
			id = FaceID(i)
		}
	}
	for _, g := range run.Glyphs {
		if !s.inkless(g.TextIndex()) {
			w.glyphs = append(w.glyphs, Glyph{Face: id, ID: g.GlyphID, X: w.advance + pixels(g.XOffset), Y: pixels(g.YOffset)})
			w.advance += pixels(g.Advance)
			advances[g.TextIndex()] += pixels(g.Advance)
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

// stopsOf makes the caret stops of a word: a cluster's advance is shared
// evenly among the graphemes in it, as in a ligature.
func stopsOf(text string, advances []float32) []stop {
	var stops []stop
	iterator := graphemes.FromString(text)
	index, x := 0, float32(0)
	for iterator.Next() {
		stops = append(stops, stop{iterator.Start(), x})
		for range iterator.Value() {
			x += advances[index]
			index++
		}
	}
	return shareLigatures(stops, x)
}

// shareLigatures spreads the stops that share one cluster over its advance,
// which the shaper books on the cluster's first grapheme: a stop whose
// grapheme adds nothing moves back into the cluster before it.
func shareLigatures(stops []stop, total float32) []stop {
	end := func(i int) float32 {
		if i+1 < len(stops) {
			return stops[i+1].advance
		}
		return total
	}
	for first := 0; first < len(stops); {
		next := first + 1
		for next < len(stops) && end(next) == stops[next].advance && stops[next].advance > stops[first].advance {
			next++
		}
		from, to := stops[first].advance, end(next-1)
		for i := first + 1; i < next; i++ {
			stops[i].advance = from + (to-from)*float32(i-first)/float32(next-first)
		}
		first = next
	}
	return stops
}
