package annotate

// SubmissionAt reads a submission's record without making an object of it, for
// comparing many layers: times, batches and notes of the annotations are left out.
// Nothing of the record's bytes is kept. ok is false where the submission was
// undone. It fails as DecodeObject does.
func SubmissionAt(ref Ref, b []byte) (s Snapshot, ok bool, err error) {
	var r record
	if !r.read(b) {
		o, err := DecodeObject(ref, b)
		if err != nil {
			return s, false, err
		}
		return snapshotOf(o.Value(FieldSnapshot)), GlanceOf(o).Live() && o.Value(FieldSnapshot) != nil, nil
	}
	v := r.value(FieldSnapshot)
	if !r.glance().Live() || v == nil {
		return s, false, nil
	}
	w := wire{rest: v}
	if s = w.snapshot(); !w.done() {
		s = snapshotOf(v)
	}
	return s, true, nil
}

// snapshotOf is a snapshot by the general decoder, with the types of values
// that AttributeValue promises.
func snapshotOf(v Value) Snapshot {
	s := As[Snapshot](v)
	for i := range s.Annotations {
		a := &s.Annotations[i]
		for id, value := range a.Attributes {
			a.Attributes[id] = plain(value)
		}
		for _, l := range a.Links {
			for id, value := range l.Attributes {
				l.Attributes[id] = plain(value)
			}
		}
	}
	return s
}

func (w *wire) snapshot() (s Snapshot) {
	w.tuple(5)
	s.Article, s.Person, s.Codebook, s.At = w.id(), w.id(), w.head(majorUint), w.whole()
	if w.null() {
		return s
	}
	n := w.array()
	s.Annotations = make([]Annotation, 0, min(n, 1024))
	for ; n > 0 && !w.lost; n-- {
		s.Annotations = append(s.Annotations, w.annotation())
	}
	return s
}

// annotation reads an annotation as a snapshot holds it.
func (w *wire) annotation() (a Annotation) {
	for n := w.head(majorMap); n > 0 && !w.lost; n-- {
		switch string(w.text()) {
		case "ID":
			a.ID = w.id()
		case "Article":
			a.Article = w.id()
		case "Layer":
			a.Layer = w.id()
		case "Label":
			a.Label = LabelID(w.string())
		case "Spans":
			a.Spans = w.spans()
		case "Attributes":
			a.Attributes = w.attributes()
		case "Links":
			a.Links = w.links()
		case "Entity":
			a.Entity = w.id()
		case "Origin":
			a.Origin = w.origin()
		case "Deleted":
			a.Deleted = w.bool()
		case "Note", "Question", "Edited", "Batch", "Created", "Modified":
			w.pass()
		default:
			w.lose()
		}
	}
	return a
}

// attributes reads the values of an annotation.
func (w *wire) attributes() map[AttributeID]AttributeValue {
	if w.null() {
		return nil
	}
	n := w.head(majorMap)
	values := make(map[AttributeID]AttributeValue, min(n, 64))
	for ; n > 0 && !w.lost; n-- {
		id := AttributeID(w.string())
		values[id] = plain(As[AttributeValue](w.pass()))
	}
	return values
}

// links reads the links of an annotation.
func (w *wire) links() []Link {
	if w.null() {
		return nil
	}
	n := w.array()
	list := make([]Link, 0, min(n, 64))
	for ; n > 0 && !w.lost; n-- {
		l := As[Link](w.pass())
		for id, value := range l.Attributes {
			l.Attributes[id] = plain(value)
		}
		list = append(list, l)
	}
	return list
}

// pass passes over an item of any kind and gives its bytes.
func (w *wire) pass() Value {
	const deepest = 8
	start := w.rest
	w.passWithin(deepest)
	if w.lost {
		return nil
	}
	return Value(start[:len(start)-len(w.rest)])
}

func (w *wire) passWithin(depth int) {
	if depth == 0 {
		w.lose()
		return
	}
	switch b := w.peek(); {
	case b>>5 == majorMap:
		for n := w.head(majorMap); n > 0 && !w.lost; n-- {
			w.passWithin(depth - 1)
			w.passWithin(depth - 1)
		}
	case b>>5 == majorArray:
		for n := w.array(); n > 0 && !w.lost; n-- {
			w.passWithin(depth - 1)
		}
	case b>>5 == majorTag:
		w.head(majorTag)
		w.passWithin(depth - 1)
	case b == wireFalse || b == wireTrue:
		w.bool()
	case b >= wireFloat16 && b <= wireFloat64:
		if size := 1 + 2<<(b-wireFloat16); size <= len(w.rest) {
			w.rest = w.rest[size:]
		} else {
			w.lose()
		}
	default:
		w.skip(1)
	}
}

// What a snapshot has and records have not.
const (
	majorTag    = 6
	wireFloat16 = 0xf9
	wireFloat64 = 0xfb
)
