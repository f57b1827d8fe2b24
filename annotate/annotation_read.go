package annotate

import (
	"slices"
	"strings"
)

// AnnotationFrom reads an annotation's object.
func AnnotationFrom(o *Object) Annotation {
	a := newAnnotation(o.Ref)
	a.Created, a.Modified = o.Created().Stamp.Time(), o.Modified().Stamp.Time()
	born := o.Fields[FieldOrigin].Stamp
	a.Edited = o.Fields[FieldSpans].Stamp != born || o.Fields[FieldLabel].Stamp != born
	for name, f := range o.Fields {
		a.set(name, f.Value)
	}
	slices.SortFunc(a.Links, func(x, y Link) int { return x.ID.Compare(y.ID) })
	return a
}

func newAnnotation(ref Ref) Annotation {
	return Annotation{ID: ref.ID, Article: ref.Article, Layer: ref.Owner, Attributes: map[AttributeID]AttributeValue{}}
}

// set takes over the value of one field.
func (a *Annotation) set(name string, v Value) {
	if !a.setWhole(name, v) {
		a.setNamed(name, v)
	}
}

// setWhole takes over the value of a field that every annotation has, and
// tells whether it is one.
func (a *Annotation) setWhole(name string, v Value) bool {
	switch name {
	case FieldLabel:
		a.Label = As[LabelID](v)
	case FieldSpans:
		a.Spans = As[[]Span](v)
	case FieldEntity:
		a.Entity = As[ID](v)
	case FieldNote:
		a.Note = As[string](v)
	case FieldQuestion:
		a.Question = As[bool](v)
	case FieldOrigin:
		a.Origin = As[Origin](v)
	case fieldBatch:
		a.Batch = As[ID](v)
	case FieldDeleted:
		a.Deleted = As[bool](v)
	default:
		return false
	}
	return true
}

// setNamed takes over an attribute or a link.
func (a *Annotation) setNamed(name string, v Value) {
	if v == nil {
		return
	}
	if key, ok := strings.CutPrefix(name, FieldAttr); ok {
		a.Attributes[AttributeID(key)] = plain(As[any](v))
	} else if key, ok := strings.CutPrefix(name, FieldLink); ok {
		a.addLink(key, v)
	}
}

// AnnotationReader reads annotations from their records without making
// objects of them, which takes most of the time where there are many. It
// belongs to one goroutine; its zero value is ready.
type AnnotationReader struct{ record record }

// Read gives the annotation of a record and what decides whether it is to be
// seen; nothing of the record's bytes is kept. Where want says no at a glance,
// the annotation is left empty. It fails as DecodeObject does.
func (r *AnnotationReader) Read(ref Ref, b []byte, want func(Glance) bool) (Annotation, bool, error) {
	if !r.record.read(b) {
		o, err := DecodeObject(ref, b)
		if err != nil {
			return Annotation{}, false, err
		}
		if !want(GlanceOf(o)) {
			return Annotation{}, false, nil
		}
		return AnnotationFrom(o), true, nil
	}
	if !want(r.record.glance()) {
		return Annotation{}, false, nil
	}
	return r.record.annotation(ref), true, nil
}

// annotation is AnnotationFrom for a record.
func (r *record) annotation(ref Ref) Annotation {
	a := newAnnotation(ref)
	var first, last, origin, spans, label Stamp
	for i := range r.fields {
		f := &r.fields[i]
		stamp := r.marks[f.mark].Stamp
		if first.IsZero() || stamp.Compare(first) < 0 {
			first = stamp
		}
		if stamp.Compare(last) > 0 {
			last = stamp
		}
		name := string(f.name)
		switch name {
		case FieldOrigin:
			origin = stamp
		case FieldSpans:
			spans = stamp
		case FieldLabel:
			label = stamp
		}
		a.set(name, f.value)
	}
	a.Created, a.Modified, a.Edited = first.Time(), last.Time(), spans != origin || label != origin
	slices.SortFunc(a.Links, func(x, y Link) int { return x.ID.Compare(y.ID) })
	return a
}
