package articleview

import (
	"slices"

	"bluepencil/app/articleview/shape"
)

// shared is what views that stand side by side have in common, beside the
// cache of painted strips and what paints into it: the measures of the texts
// they show. It belongs to the screen's goroutine.
type shared struct {
	views []*View
	texts []*measures
	last  uint64 // the number of the latest text
}

// measures is the measures of a text at one size and in one list of fonts, as
// far as they are known.
type measures struct {
	text   string
	size   float32 // pixels per em
	faces  *shape.Faces
	number uint64 // tells it apart from all others
	list   []shape.Measure
	known  []bool
	made   int   // how many paragraphs were measured
	worker *View // that measures the rest in the background, or nil
}

// Beside returns a view that is set as this one and shares what it can with
// it: fonts, painted strips and, where it shows the same text, its measures.
// It shows nothing yet. Close it when it is not shown any more.
func (v *View) Beside() *View {
	b := New(v.options)
	b.shaper, b.painter = v.shaper, v.painter
	b.strips.signer, b.strips.cache, b.strips.baker = v.strips.signer, v.strips.cache, v.strips.baker
	b.zoom, b.spacing, b.columns = v.zoom, v.spacing, v.columns
	b.shared = v.shared
	b.shared.views = append(b.shared.views, b)
	return b
}

// measuresOf is the measures of what a view shows; those that no view shows any
// more are dropped.
func (s *shared) measuresOf(v *View) *measures {
	fits := func(m *measures) bool {
		return m.size == v.page.size && m.faces == v.options.Faces && m.text == v.article
	}
	v.measures = nil // what it showed before
	s.texts = slices.DeleteFunc(s.texts, func(m *measures) bool { return !fits(m) && len(s.showing(m)) == 0 })
	if i := slices.IndexFunc(s.texts, fits); i >= 0 {
		return s.texts[i]
	}
	s.last++
	m := &measures{text: v.article, size: v.page.size, faces: v.options.Faces, number: s.last}
	s.texts = append(s.texts, m)
	return m
}

// showing lists the views that show a text in these measures.
func (s *shared) showing(m *measures) (list []*View) {
	for _, v := range s.views {
		if v.measures == m && v.doc != nil {
			list = append(list, v)
		}
	}
	return list
}

// with is another view that has the fonts, or nil.
func (s *shared) with(faces *shape.Faces, except *View) *View {
	for _, v := range s.views {
		if v != except && v.options.Faces == faces {
			return v
		}
	}
	return nil
}

// pageBytes is what the strips of one page of every view take.
func (s *shared) pageBytes() (n int) {
	for _, v := range s.views {
		if v.page.line > 0 {
			n += v.page.bytes()
		}
	}
	return n
}

// passOn has another view measure the rest of what a view measured until now.
func (s *shared) passOn(v *View) {
	if v.measures == nil || v.measures.worker != v {
		return
	}
	v.measures.worker = nil
	for _, other := range s.showing(v.measures) {
		if other != v {
			other.measureRest()
		}
	}
}

// leave takes a view out.
func (s *shared) leave(v *View) {
	s.views = slices.DeleteFunc(s.views, func(other *View) bool { return other == v })
}

// isBusy tells whether another view measures the rest.
func (m *measures) isBusy(v *View) bool { return m.worker != nil && m.worker != v }

// of is the measure of a paragraph, made where it is not known.
func (m *measures) of(p int, measure func() shape.Measure) shape.Measure {
	for len(m.list) <= p {
		m.list, m.known = append(m.list, shape.Measure{}), append(m.known, false)
	}
	if !m.known[p] {
		m.list[p], m.known[p] = measure(), true
		m.made++
	}
	return m.list[p]
}

// takeOver lays out what is measured already, by another view.
func (v *View) takeOver() {
	for p, known := range v.measures.known {
		if known {
			v.doc.SetMeasure(p, v.measures.list[p])
		}
	}
}
