package annotate

import "slices"

// SubmissionReader reads submissions from their records without making objects
// of them, for comparing many layers. It keeps the few words that come again
// and again, such as labels. It belongs to one goroutine; its zero value is ready.
type SubmissionReader struct {
	record record
	words  map[string]word
	lists  [][]Annotation                   // that Recycle gave back
	given  [][]Annotation                   // since it was called
	spans  []Span                           // of all that was given since
	linked []Link                           // likewise
	values []map[AttributeID]AttributeValue // of which as many as used were given
	used   int
}

// word is a text, and the same as the value of an attribute.
type word struct {
	text  string
	value AttributeValue
}

// Recycle says that the annotations of everything that was read are not needed
// any more: the next ones may come in their place.
func (r *SubmissionReader) Recycle() {
	r.lists, r.given = append(r.lists, r.given...), r.given[:0]
	r.spans, r.linked, r.used = r.spans[:0], r.linked[:0], 0
}

// room is a list for n annotations.
func (r *SubmissionReader) room(n int) []Annotation {
	var list []Annotation
	if last := len(r.lists) - 1; last >= 0 {
		list, r.lists = r.lists[last][:0], r.lists[:last]
	}
	return slices.Grow(list, min(n, 1024))
}

// mostWords bounds how many words a reader keeps.
const mostWords = 2000

// Read gives what was submitted, but for what comparing does not look at: of
// annotations their notes, batches and times, of spans their texts. Nothing of the
// record's bytes is kept. ok is false where the submission was undone. It
// fails as DecodeObject does.
func (r *SubmissionReader) Read(ref Ref, b []byte) (s Snapshot, ok bool, err error) {
	if !r.record.read(b) {
		o, err := DecodeObject(ref, b)
		if err != nil {
			return s, false, err
		}
		return snapshotOf(o.Value(FieldSnapshot)), GlanceOf(o).Live() && o.Value(FieldSnapshot) != nil, nil
	}
	v := r.record.value(FieldSnapshot)
	if !r.record.glance().Live() || v == nil {
		return s, false, nil
	}
	w := wire{rest: v}
	if s = r.snapshot(&w); !w.done() {
		s = snapshotOf(v)
	}
	return s, true, nil
}

// word reads a text that comes often.
func (r *SubmissionReader) word(w *wire) string { return r.known(w).text }

func (r *SubmissionReader) known(w *wire) word {
	b := w.text()
	if known, ok := r.words[string(b)]; ok {
		return known
	}
	text := string(b)
	one := word{text, text}
	if r.words == nil {
		r.words = map[string]word{}
	}
	if len(r.words) < mostWords && len(text) < 64 {
		r.words[text] = one
	}
	return one
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

func (r *SubmissionReader) snapshot(w *wire) (s Snapshot) {
	w.tuple(5)
	s.Article, s.Person, s.Codebook, s.At = w.id(), w.id(), w.head(majorUint), w.whole()
	if w.null() {
		return s
	}
	n := w.array()
	s.Annotations = r.room(n)
	for ; n > 0 && !w.lost; n-- {
		s.Annotations = append(s.Annotations, r.annotation(w))
	}
	r.given = append(r.given, s.Annotations)
	return s
}

// annotation reads an annotation as a snapshot holds it.
func (r *SubmissionReader) annotation(w *wire) (a Annotation) {
	for n := w.head(majorMap); n > 0 && !w.lost; n-- {
		switch string(w.chunk(majorText)) { // names that are none of these end the reading
		case "ID":
			a.ID = w.id()
		case "Article":
			a.Article = w.id()
		case "Layer":
			a.Layer = w.id()
		case "Label":
			a.Label = LabelID(r.word(w))
		case "Spans":
			a.Spans = r.ranges(w)
		case "Attributes":
			a.Attributes = r.attributes(w)
		case "Links":
			a.Links = r.links(w)
		case "Entity":
			a.Entity = w.id()
		case "Origin":
			a.Origin = r.origin(w)
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

// ranges reads spans without their texts.
func (r *SubmissionReader) ranges(w *wire) []Span {
	if w.null() {
		return nil
	}
	first := len(r.spans)
	for n := w.array(); n > 0 && !w.lost; n-- {
		w.tuple(3)
		r.spans = append(r.spans, Span{Start: int(w.whole()), End: int(w.whole())})
		w.chunk(majorText)
	}
	return r.spans[first:len(r.spans):len(r.spans)]
}

// origin reads who or what made an annotation, and by which rule.
func (r *SubmissionReader) origin(w *wire) (o Origin) {
	for n := w.head(majorMap); n > 0 && !w.lost; n-- {
		switch string(w.chunk(majorText)) {
		case "By":
			o.By = OriginBy(r.word(w))
		case "Source":
			o.Source = r.word(w)
		default:
			w.pass()
		}
	}
	return o
}

// emptyValues is room for the values of an annotation.
func (r *SubmissionReader) emptyValues() map[AttributeID]AttributeValue {
	if r.used == len(r.values) {
		r.values = append(r.values, map[AttributeID]AttributeValue{})
	}
	values := r.values[r.used]
	r.used++
	clear(values)
	return values
}

// attributes reads the values of an annotation; one without any has none.
func (r *SubmissionReader) attributes(w *wire) map[AttributeID]AttributeValue {
	if w.null() {
		return nil
	}
	n := w.head(majorMap)
	if n == 0 {
		return nil
	}
	values := r.emptyValues()
	for ; n > 0 && !w.lost; n-- {
		id := AttributeID(r.word(w))
		if w.peek()>>5 == majorText {
			values[id] = r.known(w).value
		} else {
			values[id] = plain(As[AttributeValue](w.pass()))
		}
	}
	return values
}

// links reads the links of an annotation.
func (r *SubmissionReader) links(w *wire) []Link {
	if w.null() {
		return nil
	}
	first := len(r.linked)
	for n := w.array(); n > 0 && !w.lost; n-- {
		l := r.link(w)
		r.linked = append(r.linked, l)
	}
	return r.linked[first:len(r.linked):len(r.linked)]
}

// link reads a link as a snapshot holds it.
func (r *SubmissionReader) link(w *wire) (l Link) {
	for n := w.head(majorMap); n > 0 && !w.lost; n-- {
		switch string(w.chunk(majorText)) { // names that are none of these end the reading
		case "ID":
			l.ID = w.id()
		case "Role":
			l.Role = RoleID(r.word(w))
		case "To":
			l.To = w.id()
		case "ToEntity":
			l.ToEntity = w.bool()
		case "Attributes":
			l.Attributes = r.attributes(w)
		default:
			w.lose()
		}
	}
	return l
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
