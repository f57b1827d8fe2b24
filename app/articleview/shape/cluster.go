package shape

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/text/unicode/norm"
)

// Characters that say how the one before them is to be shown.
const (
	asText  = '\ufe0e'
	asEmoji = '\ufe0f'
	keycap  = '\u20e3'
)

// colourful tells whether a cluster is to be seen in colour: it says so, or
// it is of the blocks of emoji and does not say otherwise.
func colourful(cluster string) bool {
	emoji := false
	for _, r := range cluster {
		switch {
		case r == asText:
			return false
		case r == asEmoji, r == keycap, r >= 0x1f000 && r <= 0x1faff:
			emoji = true
		}
	}
	return emoji
}

// coversAll tells whether a font has all characters of a cluster that have
// ink, or the one that letter and marks are composed to.
func coversAll(f *font.Font, cluster string) bool {
	if hasEvery(f, cluster) {
		return true
	}
	composed := norm.NFC.String(cluster)
	return composed != cluster && hasEvery(f, composed)
}

func hasEvery(f *font.Font, cluster string) bool {
	for _, r := range cluster {
		if _, ok := f.NominalGlyph(r); !ok && !invisible(r) {
			return false
		}
	}
	return true
}

// coversBase tells whether a font has the first character of a cluster that
// has ink.
func coversBase(f *font.Font, cluster string) bool {
	for _, r := range cluster {
		if !invisible(r) {
			_, ok := f.NominalGlyph(r)
			return ok
		}
	}
	return true
}

// invisible tells whether a character never has ink, so that its absence from
// a font means nothing.
func invisible(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r) || unicode.IsSpace(r)
}

// ResolveFace is the shaping library's question for a face. It asks character
// by character, which would part marks from their letters; so the answer is
// always the same, and byFace decides.
func (s *Shaper) ResolveFace(rune) *font.Face { return s.fonts[0] }

// byFace appends a run of one script and direction to a list, cut where the
// face changes. A run without a script of its own, as a number, has the face
// of its paragraph's script.
func (s *Shaper) byFace(list []shaping.Input, run shaping.Input, around language.Script) []shaping.Input {
	script := run.Script
	if !script.Strong() {
		script = around
	}
	part := run
	if id := s.faces.Pinned(script); s.faces.ascii[id] && isASCII(run.Text[run.RunStart:run.RunEnd]) {
		part.Face = s.fonts[id]
		return append(list, part)
	}
	last := none
	at := run.RunStart
	iterator := graphemes.FromString(string(run.Text[run.RunStart:run.RunEnd]))
	for iterator.Next() {
		cluster := iterator.Value()
		id := s.faceOf(cluster, script, last)
		if id != last && last != none {
			part.RunEnd = at
			list = append(list, part)
			part.RunStart = at
		}
		last, part.Face = id, s.fonts[id]
		at += utf8.RuneCountInString(cluster)
	}
	part.RunEnd = run.RunEnd
	return append(list, part)
}

func isASCII(text []rune) bool {
	for _, r := range text {
		if r <= ' ' || r > '~' {
			return false
		}
	}
	return true
}

// faceOf is the face of a cluster: that of the one before it for what has no
// ink. Characters that no face has are noted.
func (s *Shaper) faceOf(cluster string, script language.Script, last FaceID) FaceID {
	if last != none && strings.IndexFunc(cluster, func(r rune) bool { return !invisible(r) }) < 0 {
		return last
	}
	id, ok := s.faces.Resolve(cluster, script)
	if !ok {
		for _, r := range cluster {
			if !invisible(r) {
				s.missed = append(s.missed, r)
			}
		}
	}
	return id
}
