package look

import (
	"fmt"
	"image/color"

	"bluepencil/annotate"
	"bluepencil/app/articleview/paint"
)

// Colours says where the colours of labels come from.
type Colours string

// The colours a person can choose.
const (
	FromCodebook Colours = "codebook"
	ForAllEyes   Colours = "all-eyes" // told apart by people who see few colours too
)

// Marking is how the highlights of a label look.
type Marking struct {
	Style   paint.Style
	Pattern paint.Pattern
	Colour  color.NRGBA
}

// allEyes are the colours of Okabe and Ito, “Color Universal Design” (2008),
// without black. Their order is such that neighbours, the first and the last
// one among them, are far apart for people with any kind of colour blindness.
func allEyes() []color.NRGBA {
	return []color.NRGBA{rgb(0xcc79a7), rgb(0xf0e442), rgb(0x0072b2), rgb(0xe69f00), rgb(0x009e73), rgb(0x56b4e9), rgb(0xd55e00)}
}

// Markings says how each label looks. With ForAllEyes the labels that share a
// style get colours and patterns by their order: no two of the first 42 have
// both in common.
func Markings(labels []annotate.Label, colours Colours) map[annotate.LabelID]Marking {
	list := make(map[annotate.LabelID]Marking, len(labels))
	palette := allEyes()
	count := [paint.Bar + 1]int{}
	first := [paint.Bar + 1]int{paint.Tint: 0, paint.Underline: 6, paint.Bar: 2} // the colours each style begins with
	for i := range labels {
		m := fromCodebook(&labels[i])
		if colours == ForAllEyes {
			n := count[m.Style]
			m.Colour, m.Pattern = palette[(first[m.Style]+n)%len(palette)], paint.Pattern(n%paint.Patterns)
			count[m.Style]++
		}
		list[labels[i].ID] = m
	}
	return list
}

func fromCodebook(l *annotate.Label) Marking {
	m := Marking{Colour: Colour(l.Colour)}
	switch l.Style {
	case annotate.StyleBar:
		m.Style = paint.Bar
	case annotate.StyleUnderline:
		m.Style = paint.Underline
		switch l.Group {
		case annotate.GroupCue:
			m.Pattern = paint.Dotted
		case annotate.GroupStructure:
			m.Pattern = paint.Dashed
		}
	}
	return m
}

// Recoloured is a copy of a codebook whose labels have the colours of their
// markings, for panes that show it. It shares everything else, and is not to be
// written anywhere.
func Recoloured(c *annotate.Codebook, markings map[annotate.LabelID]Marking) *annotate.Codebook {
	shown := *c
	shown.Labels = make([]annotate.Label, len(c.Labels))
	for i, l := range c.Labels {
		m := markings[l.ID].Colour
		l.Colour = fmt.Sprintf("#%02X%02X%02X", m.R, m.G, m.B)
		shown.Labels[i] = l
	}
	return &shown
}
