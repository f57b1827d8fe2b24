package annotate

import (
	"slices"
	"strings"
)

// Preview is what a list of annotations will be once a draft is committed:
// what the screen shows meanwhile. The list is not changed. Which annotations
// the draft touched is told by the second result.
func Preview(list []Annotation, d *Draft) (after []Annotation, touched map[ID]bool) {
	after = slices.Clone(list)
	touched = map[ID]bool{}
	places := placesOf(after, d)
	for _, s := range d.Settings {
		if s.Ref.Kind != KindAnnotation {
			continue
		}
		touched[s.Ref.ID] = true
		at, known := places[s.Ref.ID]
		if !known {
			at = len(after)
			places[s.Ref.ID] = at
			after = append(after, Annotation{ID: s.Ref.ID, Article: s.Ref.Article, Layer: s.Ref.Owner, Deleted: true})
		}
		after[at] = after[at].with(s.Field, s.Value)
	}
	after = slices.DeleteFunc(after, func(a Annotation) bool { return a.Deleted })
	SortAnnotations(after)
	return after, touched
}

// placesOf finds where in a list the annotations stand that a draft is about,
// in one pass: a draft may be about thousands.
func placesOf(list []Annotation, d *Draft) map[ID]int {
	about := map[ID]bool{}
	for _, s := range d.Settings {
		if s.Ref.Kind == KindAnnotation {
			about[s.Ref.ID] = true
		}
	}
	places := make(map[ID]int, len(about))
	for i := range list {
		if id := list[i].ID; about[id] {
			places[id] = i
		}
	}
	return places
}

// with is the annotation with one field set.
func (a Annotation) with(field string, v Value) Annotation {
	if !a.setWhole(field, v) {
		return a.withPart(field, v)
	}
	return a
}

// withPart sets an attribute or a link.
func (a Annotation) withPart(field string, v Value) Annotation {
	if id, ok := strings.CutPrefix(field, FieldAttr); ok {
		values := make(map[AttributeID]AttributeValue, len(a.Attributes)+1)
		for k, old := range a.Attributes {
			values[k] = old
		}
		if v == nil {
			delete(values, AttributeID(id))
		} else {
			values[AttributeID(id)] = plain(As[any](v))
		}
		a.Attributes = values
	} else if key, ok := strings.CutPrefix(field, FieldLink); ok {
		a.Links = slices.DeleteFunc(slices.Clone(a.Links), func(l Link) bool { return l.ID.String() == key })
		if v != nil {
			a.addLink(key, v)
		}
	}
	return a
}
