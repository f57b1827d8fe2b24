package articleview

import (
	"slices"

	"bluepencil/app/articleview/lines"
	"bluepencil/app/articleview/shape"
)

// Tags says when the short names of labels stand above highlights.
type Tags int

// The modes of tags.
const (
	TagsAlways   Tags = iota // where there is room; on lines where very many begin, on demand
	TagsOnDemand             // at the current highlight and the one under the pointer
	TagsNever
)

// denseLine is how many highlights may begin on a line that shows all tags.
const denseLine = 8

// SetTags changes when tags are shown.
func (v *View) SetTags(t Tags) {
	if v.marks.show.tags != t {
		v.marks.show.tags = t
		v.restyle()
	}
}

// Tags is when tags are shown.
func (v *View) Tags() Tags { return v.marks.show.tags }

// restyle shows highlights that are where they were in another way.
func (v *View) restyle() {
	v.revision++
	v.overview.ignored++
	v.update()
}

// tagging says which highlights of a line show their tags.
type tagging struct {
	mode             Tags
	current, hovered string
}

// tagging is the mode for a line with the spans found on it.
func (m *marks) tagging(found []lines.Span, l *shape.Line, current string) tagging {
	t := tagging{m.show.tags, current, m.show.hovered}
	if t.mode != TagsAlways {
		return t
	}
	begin := 0
	for _, s := range found {
		if one := &m.all[s.ID]; s.Start >= l.Start && s.Start == one.Spans[0].Start && !m.dims(one) {
			begin++
		}
	}
	if begin > denseLine {
		t.mode = TagsOnDemand
	}
	return t
}

func (t tagging) tag(h *Highlight) string {
	if t.mode == TagsAlways || t.mode == TagsOnDemand && (h.ID == t.current || h.ID == t.hovered) {
		return h.Tag
	}
	return ""
}

// glows tells whether something elsewhere points at a highlight.
func (m *marks) glows(id string) bool { return slices.Contains(m.show.glowing, id) }

// glow lights highlights, such as the ends of a link; nil lights none.
func (v *View) glow(ids []string) {
	if !slices.Equal(v.marks.show.glowing, ids) {
		v.marks.show.glowing = ids
		v.restyle()
	}
}
