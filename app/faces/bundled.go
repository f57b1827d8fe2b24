package faces

import (
	"bytes"
	"fmt"

	"github.com/go-fonts/liberation/liberationserifregular"
	"github.com/go-text/typesetting/font"
)

// Style is the shape of the letters an article is read in.
type Style string

// The styles that the program brings fonts for.
const (
	Sans  Style = "sans"
	Serif Style = "serif"
)

// Bundled are the fonts that come with the program.
type Bundled struct {
	text   map[Style]*font.Font
	others []*font.Font
}

// NewBundled parses the fonts that come with the program: the one without
// serifs, and those for emoji and symbols, which the toolkit brings, beside the
// one with serifs, which is in this package.
func NewBundled(sans []byte, others ...[]byte) (*Bundled, error) {
	b := &Bundled{text: map[Style]*font.Font{}}
	for style, resource := range map[Style][]byte{Sans: sans, Serif: liberationserifregular.TTF} {
		face, err := font.ParseTTF(bytes.NewReader(resource))
		if err != nil {
			return nil, fmt.Errorf("the font for text (%s): %w", style, err)
		}
		b.text[style] = face.Font
	}
	for i, resource := range others {
		face, err := font.ParseTTF(bytes.NewReader(resource))
		if err != nil {
			return nil, fmt.Errorf("font %d beside the text's: %w", i, err)
		}
		b.others = append(b.others, face.Font)
	}
	return b, nil
}
