package pdf

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Furniture is what stands at the head and foot of pages: the name of the
// paper, the title again, the number of the page.

// edge is the part of a page's height, above and below, that furniture stands in.
const edge = 0.12

// dropFurniture leaves out lines at the head and foot of pages that are the
// same, figures aside, on at least half of them, and the page's own number.
func (d document) dropFurniture() {
	pages := map[string]int{} // that have the line
	for _, p := range d.pages {
		keys := map[string]bool{}
		for _, l := range p.lines {
			if key := p.furniture(l); key != "" && !keys[key] {
				keys[key] = true
				pages[key]++
			}
		}
	}
	for i := range d.pages {
		p := &d.pages[i]
		p.lines = slices.DeleteFunc(p.lines, func(l line) bool {
			key := p.furniture(l)
			n := pages[key]
			return n >= 2 && 2*n >= len(d.pages) || key != "" && l.text == strconv.Itoa(i+1)
		})
	}
}

// furniture is what a line at a page's edge is known by, or "".
func (p page) furniture(l line) string {
	place := ""
	switch {
	case l.bottom < p.height*edge:
		place = "head:"
	case l.top > p.height*(1-edge):
		place = "foot:"
	default:
		return ""
	}
	return place + strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) || unicode.IsSpace(r) {
			return -1
		}
		return r
	}, l.text)
}
