package articleview

import (
	"image"
	"image/color"
	"strconv"
	"strings"

	"bluepencil/annotate/text"
	"bluepencil/app/articleview/lines"
	"bluepencil/app/articleview/paint"
)

// The measures of cards in ems of their type.
const (
	cardTypeUnits = 12.5 // the type of the card under the pointer, in Fyne's units
	cardWidthEm   = 30   // of its lines at most
	cardPadEm     = 0.7
	cardPitchEm   = 1.5
	cardApartEm   = 0.5 // between highlights
	cardRadiusEm  = 0.4
)

// setCard is a card with its lines set.
type setCard struct {
	v    *View
	em   float32 // size of the type in pixels
	most float32 // how wide a line may be
	rows []cardRow
}

// cardRow is a line of a card: a tag on its colour, a name, and words.
type cardRow struct {
	tag    string
	colour color.NRGBA
	name   string
	words  string
	from   float32 // where the words begin
	apart  bool    // blank above it
}

// setCards sets one highlight with all that is said of it, or several with
// two lines for each.
func (v *View) setCards(cards []Card, more int) *setCard {
	em := cardTypeUnits * v.page.scale
	s := &setCard{v: v, em: em, most: min(em*cardWidthEm, float32(v.page.width)-em*2*cardPadEm-2*cardEdge)}
	for i, c := range cards {
		head := cardRow{tag: c.Tag, colour: c.Colour, name: c.Title, apart: i > 0}
		if len(cards) == 1 {
			s.rows = append(s.rows, head)
			s.wrapped("", c.Words)
			for _, f := range c.Facts {
				s.wrapped(f.Name, f.Value)
			}
			continue
		}
		head.name, head.words, head.from = "", c.Words, s.tagWidth(c.Tag)
		s.rows = append(s.rows, head)
		if facts := joinFacts(c.Facts); facts != "" {
			s.rows = append(s.rows, cardRow{name: facts})
		}
	}
	if more > 0 {
		s.rows = append(s.rows, cardRow{name: "and " + strconv.Itoa(more) + " more", apart: true})
	}
	return s
}

func joinFacts(facts []Fact) string {
	parts := make([]string, len(facts))
	for i, f := range facts {
		parts[i] = f.Name + ": " + f.Value
	}
	return strings.Join(parts, " · ")
}

// linesOfFact is how many lines of a fact a card shows.
const linesOfFact = 3

// wrapped sets words in a few lines, the first one behind their name.
func (s *setCard) wrapped(name, words string) {
	from := float32(0)
	if name != "" {
		from = s.v.painter.Fit(name, s.em, s.most/2).Width + s.em*0.6
	}
	for _, line := range s.v.wrapWords(words, s.em, s.most-from, linesOfFact) {
		s.rows = append(s.rows, cardRow{name: name, words: line, from: from})
		name = ""
	}
}

// wrapWords breaks words in lines of a width, at most so many; the last one
// has all that is left.
func (v *View) wrapWords(words string, size, width float32, most int) (list []string) {
	words = text.Shorten(strings.Join(strings.Fields(words), " "), 500)
	doc := lines.New(words, lines.Metrics{LineHeight: 1, MeanAdvance: 1}, float64(width))
	for p := range doc.Paragraphs() {
		content, _ := doc.Paragraph(p)
		doc.SetMeasure(p, v.shaper.Measure(content, size))
	}
	for i := range min(doc.Count(), most) {
		l := doc.Line(i)
		if i == most-1 {
			l.End = len(words)
		}
		list = append(list, strings.TrimSpace(words[l.Start:l.End]))
	}
	return list
}

func (s *setCard) tagWidth(tag string) float32 {
	return s.v.painter.Fit(tag, s.em*0.8, s.most).Width + s.em*1.3
}

// size is how large the card is, in pixels.
func (s *setCard) size() image.Point {
	width, height := float32(0), s.em*(2*cardPadEm-0.3)
	for _, r := range s.rows {
		name := s.v.painter.Fit(r.name, s.em, s.most).Width
		if r.tag != "" {
			name += s.tagWidth(r.tag)
		}
		if r.words != "" {
			name = max(name, r.from+s.v.painter.Fit(r.words, s.em, s.most-r.from).Width)
		}
		width, height = max(width, name), height+s.em*cardPitchEm
		if r.apart {
			height += s.em * cardApartEm
		}
	}
	return image.Pt(int(min(width, s.most)+2*s.em*cardPadEm)+1, int(height)+1)
}

// paint draws the card.
func (s *setCard) paint(w, h int) image.Image {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	p := s.v.options.Palette
	drawPanel(img, p, s.em*cardRadiusEm, s.v.page.scale)
	pad := s.em * cardPadEm
	y := pad + s.em*1.05
	for _, r := range s.rows {
		if r.apart {
			y += s.em * cardApartEm
		}
		x := pad
		if r.tag != "" {
			width := s.tagWidth(r.tag) - s.em*0.6
			paint.Rounded(img, image.Rect(int(x), int(y-s.em*0.95), int(x+width), int(y+s.em*0.32)), s.em*0.25, r.colour)
			s.v.painter.Words(img, r.tag, x+s.em*0.35, y-s.em*0.07, s.em*0.8, s.most, inkOn(r.colour))
			x += s.tagWidth(r.tag)
		}
		if r.name != "" {
			s.v.painter.Words(img, r.name, x, y, s.em, s.most, p.Muted)
		}
		if r.words != "" {
			s.v.painter.Words(img, r.words, pad+r.from, y, s.em, s.most-r.from, p.Ink)
		}
		y += s.em * cardPitchEm
	}
	return img
}

// drawPanel fills an image with the ground of a card and its edge.
func drawPanel(img *image.RGBA, p Palette, radius, edge float32) {
	thick := max(int(edge+0.5), 1)
	paint.Rounded(img, img.Rect, radius, mix(p.Page, p.Ink, 0.3))
	paint.Rounded(img, img.Rect.Inset(thick), radius-float32(thick)/2, mix(p.Page, p.Ink, 0.045))
}

// inkOn is black or white, whichever can be read better on a colour.
func inkOn(c color.NRGBA) color.NRGBA {
	if 299*int(c.R)+587*int(c.G)+114*int(c.B) > 128*1000 {
		return color.NRGBA{20, 20, 20, 255}
	}
	return color.NRGBA{255, 255, 255, 255}
}
