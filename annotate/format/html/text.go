package html

import (
	"cmp"
	"fmt"
	"html"
	"html/template"
	"slices"
	"strings"

	"bluepencil/annotate/format/foreign"
)

// mostLanes is how many marks are drawn below each other. What lies deeper has
// its tags at both ends and its card, and no line.
const mostLanes = 8

// drawn is one stretch of a mark in the text.
type drawn struct {
	foreign.Span
	id     string // of the mark's card
	tag    string
	class  string
	first  bool // the first stretch of the mark
	person int
	lane   int
}

// lanes gives stretches that overlap different lanes.
func lanes(list []drawn) {
	slices.SortStableFunc(list, func(a, b drawn) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End)) })
	var ends [mostLanes]int
	for i := range list {
		list[i].lane = slices.IndexFunc(ends[:], func(end int) bool { return end <= list[i].Start })
		if list[i].lane >= 0 {
			ends[list[i].lane] = list[i].End
		}
	}
}

// marked is the text with its stretches, which are in order. Where one begins or
// ends all that are open are closed and opened again, so that elements nest
// however marks cross; the deepest lane is the outermost.
func marked(whole string, list []drawn) template.HTML {
	lanes(list)
	ends := slices.Clone(list)
	slices.SortStableFunc(ends, func(a, b drawn) int { return cmp.Or(cmp.Compare(a.End, b.End), cmp.Compare(b.Start, a.Start)) })
	var b strings.Builder
	var open []drawn
	at := 0
	upTo := func(to int) {
		if to > at {
			segment(&b, whole[at:to], open)
			at = to
		}
	}
	for len(ends) > 0 {
		if len(list) > 0 && list[0].Start < ends[0].End {
			d := list[0]
			upTo(d.Start)
			begin(&b, &d)
			if list = list[1:]; d.lane >= 0 {
				open = append(open, d)
			}
			continue
		}
		d := ends[0]
		upTo(d.End)
		fmt.Fprintf(&b, `<span class="end b%d">%s]</span>`, d.person, html.EscapeString(d.tag))
		open = slices.DeleteFunc(open, func(o drawn) bool { return o.lane == d.lane && o.id == d.id && o.Start == d.Start })
		ends = ends[1:]
	}
	upTo(len(whole))
	return template.HTML(b.String())
}

// begin writes the tag at the beginning of a stretch, which leads to the card.
func begin(b *strings.Builder, d *drawn) {
	name := ""
	if d.first {
		name = ` id="` + d.id + `t"`
	}
	fmt.Fprintf(b, `<a class="end b%d"%s href="#%s">[%s</a>`, d.person, name, d.id, html.EscapeString(d.tag))
}

// segment writes a part of the text that the same marks cover.
func segment(b *strings.Builder, part string, open []drawn) {
	ordered := slices.Clone(open)
	slices.SortFunc(ordered, func(x, y drawn) int { return cmp.Compare(y.lane, x.lane) })
	for _, d := range ordered {
		fmt.Fprintf(b, `<span class="mark b%d %s" style="--lane:%d">`, d.person, d.class, d.lane)
	}
	b.WriteString(string(escaped(part)))
	b.WriteString(strings.Repeat("</span>", len(ordered)))
}
