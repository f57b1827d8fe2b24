package paint

import (
	"image"
	"image/color"
	"image/draw"
	"strings"
	"testing"

	"bluepencil/app/articleview/golden"
	"bluepencil/app/articleview/lines"
	"bluepencil/app/articleview/shape"

	"golang.org/x/image/font/gofont/goregular"
)

var (
	paper  = color.NRGBA{0xfd, 0xfb, 0xf5, 255}
	night  = color.NRGBA{0x1d, 0x1f, 0x23, 255}
	blue   = color.NRGBA{0x00, 0x72, 0xb2, 255}
	orange = color.NRGBA{0xd5, 0x5e, 0x00, 255}
	pink   = color.NRGBA{0xcc, 0x79, 0xa7, 255}
	green  = color.NRGBA{0x00, 0x9e, 0x73, 255}
)

func testFaces(t testing.TB) *shape.Faces {
	t.Helper()
	faces, err := shape.NewFaces(goregular.TTF)
	if err != nil {
		t.Fatal(err)
	}
	return faces
}

// easel paints single lines of text.
type easel struct {
	t       testing.TB
	painter *Painter
	shaper  *shape.Shaper
	signer  *Signer
}

func newEasel(t testing.TB) *easel {
	faces := testFaces(t)
	return &easel{t, NewPainter(faces), shape.NewShaper(faces), NewSigner()}
}

// strip is a line of text without decorations.
func (e *easel) strip(words string, size float32) *Strip {
	line := e.shaper.Line(words, 0, 0, len(words), size)
	left := size * 2.4
	return &Strip{Width: int(line.Width + 2*left), Height: MetricsOf(size, Normal).Height, Left: left, Margin: left, Size: size, Line: &line,
		Page: paper, Ink: color.NRGBA{0x22, 0x25, 0x2b, 255}, Muted: color.NRGBA{0x6b, 0x70, 0x78, 255},
		Frame: color.NRGBA{0x1f, 0x5f, 0xbf, 255}, Hit: color.NRGBA{0xff, 0xd5, 0x4a, 160}}
}

// over is the fragment of a highlight over some words of a strip.
func (e *easel) over(s *Strip, content, words string, f Fragment) Fragment {
	e.t.Helper()
	at := strings.Index(content, words)
	extents := lines.Extents(s.Line, at, at+len(words))
	if at < 0 || len(extents) != 1 {
		e.t.Fatalf("%q is not one stretch of %q", words, content)
	}
	f.From, f.To, f.Starts = s.Left+extents[0].From, s.Left+extents[0].To, true
	return f
}

const sentence = "She told the council: “The bridge will cost 212 million crowns.”"

// sheet is strips one below the other on paper, as the widget places them.
func sheet(e *easel, strips []*Strip) *image.RGBA {
	width, y := 0, 0
	for _, s := range strips {
		width = max(width, s.Width)
		y += MetricsOf(s.Size, s.Spacing).Line
	}
	last := MetricsOf(strips[len(strips)-1].Size, strips[len(strips)-1].Spacing)
	img := image.NewRGBA(image.Rect(0, 0, width, y+last.Height-last.Line))
	ground := paper
	if strips[0].Dark {
		ground = night
	}
	draw.Draw(img, img.Rect, image.NewUniform(ground), image.Point{}, draw.Src)
	y = 0
	for _, s := range strips {
		painted := e.painter.Paint(s)
		draw.Draw(img, painted.Rect.Add(image.Pt(0, y)), painted, image.Point{}, draw.Over)
		y += MetricsOf(s.Size, s.Spacing).Line
	}
	return img
}

func TestGoldenSheets(t *testing.T) {
	e := newEasel(t)
	for name, strips := range map[string][]*Strip{
		"patterns": patternSheet(e, 16, false), "patterns-dark": patternSheet(e, 16, true), "patterns-large": patternSheet(e, 32, false),
		"states": stateSheet(e, false), "states-dark": stateSheet(e, true),
		"lanes": laneSheet(e), "lit": litSheet(e, 16, false), "lit-dark": litSheet(e, 16, true), "lit-large": litSheet(e, 32, false),
	} {
		t.Run(name, func(t *testing.T) { golden.Compare(t, name, sheet(e, strips)) })
	}
}

// patternSheet is every style in every pattern.
func patternSheet(e *easel, size float32, dark bool) []*Strip {
	var strips []*Strip
	for _, style := range []Style{Tint, Bar, Underline} {
		for pattern := range Pattern(Patterns) {
			s := e.strip(sentence, size)
			f := Fragment{Style: style, Pattern: pattern, Colour: []color.NRGBA{pink, blue, orange}[style], Tag: []string{"PER", "CLAIM", "QUOTE"}[style]}
			if style == Tint {
				f.Row = -1
			}
			s.Fragments = []Fragment{e.over(s, sentence, "“The bridge will cost 212 million crowns.”", f)}
			strips = append(strips, shade(s, dark))
		}
	}
	return strips
}

func shade(s *Strip, dark bool) *Strip {
	if dark {
		s.Dark, s.Page, s.Ink, s.Frame = true, night, color.NRGBA{0xe4, 0xe2, 0xdc, 255}, color.NRGBA{0x7f, 0xb2, 0xf5, 255}
		s.Muted = color.NRGBA{0x9a, 0x9d, 0xa3, 255}
	}
	return s
}

// stateSheet is one highlight of each style as it is, pending, flagged,
// current, and current on a line in the middle of it.
func stateSheet(e *easel, dark bool) []*Strip {
	var strips []*Strip
	for _, state := range []Fragment{{}, {Pending: true}, {Flagged: true}, {Current: true}, {Current: true, OpenLeft: true, OpenRight: true}} {
		s := e.strip(sentence, 16)
		for i, words := range []string{"She", "told the council", "“The bridge will cost 212 million crowns.”"} {
			f := state
			f.Style, f.Colour, f.Tag = Style(i), []color.NRGBA{pink, orange, blue}[i], []string{"SRC", "CUE", "QUOTE"}[i]
			if f.Style == Tint {
				f.Row = -1
			}
			s.Fragments = append(s.Fragments, e.over(s, sentence, words, f))
		}
		strips = append(strips, shade(s, dark))
	}
	return strips
}

// laneSheet is highlights that overlap on two lines, hits of find, and a
// count of what found no row.
func laneSheet(e *easel) []*Strip {
	var strips []*Strip
	for range 2 {
		s := e.strip(sentence, 16)
		for i, words := range []string{"the council: “The bridge", "council: “The bridge will", "“The bridge will cost", "bridge will cost 212"} {
			f := Fragment{Style: Tint, Row: i - 1, Colour: []color.NRGBA{pink, green, blue, orange}[i], Tag: []string{"ORG", "EVT", "WORK", "AMT"}[i]}
			s.Fragments = append(s.Fragments, e.over(s, sentence, words, f))
		}
		s.Hidden = 12
		s.Hits = []Fragment{e.over(s, sentence, "million", Fragment{})}
		strips = append(strips, s)
	}
	return strips
}

// litSheet is what is pointed at, what is dimmed, and the cap of what is hidden.
func litSheet(e *easel, size float32, dark bool) []*Strip {
	lit, dimmed, hidden := e.strip(sentence, size), e.strip(sentence, size), e.strip(sentence, size)
	for i, words := range []string{"She", "told the council", "“The bridge will cost 212 million crowns.”"} {
		f := Fragment{Style: Style(i), Colour: []color.NRGBA{pink, orange, blue}[i], Tag: []string{"SRC", "CUE", "QUOTE"}[i], Lit: i != 1}
		if f.Style == Tint {
			f.Row = -1
		}
		f = e.over(lit, sentence, words, f)
		lit.Fragments = append(lit.Fragments, f)
		dimmed.Dimmed = append(dimmed.Dimmed, f)
	}
	hidden.Hidden = 3
	return []*Strip{shade(lit, dark), shade(dimmed, dark), shade(hidden, dark)}
}

func TestTheCapCanBeReadAndHasRoom(t *testing.T) {
	e := newEasel(t)
	for _, size := range []float32{8, 12, 16, 24, 32} {
		s := e.strip(sentence, size)
		if !e.painter.Cap(s).Empty() {
			t.Error("a line that shows everything has a cap")
		}
		for _, hidden := range []int{3, 12, 999} {
			s.Hidden = hidden
			r, number, letters := e.painter.capOf(s)
			if letters < 9 || number.Width > float32(r.Dx()) || r.Dy() < 9 {
				t.Errorf("at %v pixels an em the cap of %d is %v and its type %v", size, hidden, r, letters)
			}
			if !r.In(image.Rect(0, 0, s.Width, s.Height)) {
				t.Errorf("at %v pixels an em the cap of %d stands at %v, out of %d by %d", size, hidden, r, s.Width, s.Height)
			}
		}
	}
	for _, dark := range []bool{false, true} {
		s := shade(e.strip(sentence, 16), dark)
		if c := Contrast(s.Page, s.Muted); c < 4.5 {
			t.Errorf("the number has a contrast of %.2f", c)
		}
	}
}
