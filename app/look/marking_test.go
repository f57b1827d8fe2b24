package look

import (
	"fmt"
	"image/color"
	"maps"
	"math"
	"testing"

	"bluepencil/annotate"
	"bluepencil/app/articleview"
	"bluepencil/app/articleview/paint"
	"bluepencil/assets"
)

// apart is how far the colours of two labels must be from each other if they
// have the same pattern, as painted, by CIE 1976; 2.3 is what can just be seen by those who
// look closely.
const apart = 5

// TestLabelsAreToldApartByAllEyes paints the labels of every codebook, and of
// one with twelve labels in each style: any two that share a style have other
// patterns, or colours that stay apart where a kind of cones is missing.
func TestLabelsAreToldApartByAllEyes(t *testing.T) {
	books := map[string][]annotate.Label{"crowded": crowded(12)}
	for _, name := range assets.CodebookNames {
		cb, err := assets.Codebook(name)
		if err != nil {
			t.Fatal(err)
		}
		books[name] = cb.Labels
	}
	for name, labels := range books {
		markings := Markings(labels, ForAllEyes)
		for theme, p := range pages() {
			for i := range labels {
				for j := range i {
					a, b := markings[labels[i].ID], markings[labels[j].ID]
					if a.Style != b.Style || a.Pattern != b.Pattern {
						continue
					}
					for kind, eye := range eyes() {
						if d := distance(eye.sees(painted(p, a)), eye.sees(painted(p, b))); d < apart {
							t.Errorf("%s, %s: %s and %s look the same with %s: %.1f", name, theme, labels[i].ID, labels[j].ID, kind, d)
						}
					}
				}
			}
		}
	}
}

// crowded is a codebook with so many labels in each style.
func crowded(each int) (labels []annotate.Label) {
	for _, style := range []annotate.MarkStyle{annotate.StyleTint, annotate.StyleUnderline, annotate.StyleBar} {
		for i := range each {
			labels = append(labels, annotate.Label{ID: annotate.LabelID(fmt.Sprint(style, i)), Style: style, Colour: "#777777"})
		}
	}
	return labels
}

// painted is the colour a label has on the page: of its ground or its line.
func painted(p articleview.Palette, m Marking) color.NRGBA {
	f := paint.Fragment{Style: m.Style, Colour: m.Colour}
	y := 30 // of an underline
	switch m.Style {
	case paint.Tint:
		f.Row, y = -1, 20
	case paint.Bar:
		return behind(paint.Sample(stripOf(p, f)), 30, 20, p.Page)
	}
	return behind(paint.Sample(stripOf(p, f)), 50, y, p.Page)
}

func TestNoTwoLabelsHaveColourAndPatternInCommon(t *testing.T) {
	labels := crowded(7 * paint.Patterns)
	taken := map[Marking]annotate.LabelID{}
	for id, m := range Markings(labels, ForAllEyes) {
		if other, twice := taken[m]; twice {
			t.Errorf("%s looks as %s does", id, other)
		}
		taken[m] = id
	}
	if len(taken) != len(labels) {
		t.Errorf("%d labels look %d ways", len(labels), len(taken))
	}
}

func TestTheCodebookIsNotWritten(t *testing.T) {
	cb, err := assets.Codebook("news")
	if err != nil {
		t.Fatal(err)
	}
	before := cb.Labels[3].Colour
	own, safe := Markings(cb.Labels, FromCodebook), Markings(cb.Labels, ForAllEyes)
	shown := Recoloured(cb, safe)
	if cb.Labels[3].Colour != before || Colour(shown.Labels[3].Colour) != safe[cb.Labels[3].ID].Colour {
		t.Errorf("the codebook says %s, the copy %s", cb.Labels[3].Colour, shown.Labels[3].Colour)
	}
	if maps.Equal(own, safe) || Colour(Recoloured(cb, own).Labels[3].Colour) != Colour(before) {
		t.Error("the codebook's own colours are not kept")
	}
}

// eye says what a kind of colour vision makes of linear light.
type eye [3][3]float64

// eyes are the matrices of Machado, Oliveira and Fernandes, “A
// Physiologically-based Model for Simulation of Color Vision Deficiency”
// (2009), at full strength.
func eyes() map[string]eye {
	return map[string]eye{
		"all cones":      {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
		"no red cones":   {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
		"no green cones": {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
		"no blue cones":  {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
	}
}

// sees is the linear light that is seen of a colour.
func (e eye) sees(c color.NRGBA) (out [3]float64) {
	var light [3]float64
	for i, v := range []uint8{c.R, c.G, c.B} {
		light[i] = paint.Luminance(color.NRGBA{v, v, v, 255}) // of a grey it is the light of its channels
	}
	for i, row := range e {
		for j, weight := range row {
			out[i] += weight * light[j]
		}
		out[i] = min(max(out[i], 0), 1)
	}
	return out
}

// distance is the CIE 1976 difference of two lights.
func distance(a, b [3]float64) float64 {
	x, y := lab(a), lab(b)
	return math.Sqrt((x[0]-y[0])*(x[0]-y[0]) + (x[1]-y[1])*(x[1]-y[1]) + (x[2]-y[2])*(x[2]-y[2]))
}

func lab(c [3]float64) [3]float64 {
	f := func(t float64) float64 {
		if t > 0.008856 {
			return math.Cbrt(t)
		}
		return 7.787*t + 16.0/116
	}
	x := f((0.4124*c[0] + 0.3576*c[1] + 0.1805*c[2]) / 0.95047)
	y := f(0.2126*c[0] + 0.7152*c[1] + 0.0722*c[2])
	z := f((0.0193*c[0] + 0.1192*c[1] + 0.9505*c[2]) / 1.08883)
	return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
}
