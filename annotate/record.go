package annotate

import (
	"bytes"
	"slices"
)

// record is an object's record as it lies in the store; it can be looked
// into: of each field the value that stands, and who set it when. Values
// belong to the record's bytes.
type record struct {
	changes uint64
	marks   []markRecord
	fields  []recordField
}

type recordField struct {
	name          []byte
	value         Value
	mark          uint64
	losers        []loserRecord
	awaited, seen []Stamp
}

// mostAtOnce is for how many entries of a table room is made before they are
// seen: what a record claims to hold is not believed.
const mostAtOnce = 64

// read looks into the bytes of a record. It is false for what EncodeObject
// would not have written. What the record held before is forgotten.
func (r *record) read(b []byte) bool {
	w := wire{rest: b}
	w.tuple(3)
	r.changes, r.marks, r.fields = w.head(majorUint), r.marks[:0], r.fields[:0]
	if !w.null() {
		n := w.array()
		for r.marks = slices.Grow(r.marks, min(n, mostAtOnce)); n > 0 && !w.lost; n-- {
			w.tuple(2)
			r.marks = append(r.marks, markRecord{Stamp: w.stamp(), Person: w.id()})
		}
	}
	if !w.null() {
		n := w.array()
		for r.fields = slices.Grow(r.fields, min(n, mostAtOnce)); n > 0 && !w.lost; n-- {
			r.fields = append(r.fields, r.field(&w))
			if last := len(r.fields) - 1; last > 0 && bytes.Compare(r.fields[last-1].name, r.fields[last].name) >= 0 {
				w.lose() // fields are written in order, each once
			}
		}
	}
	return w.done()
}

func (r *record) field(w *wire) recordField {
	w.tuple(6)
	f := recordField{name: w.text(), value: w.value(), mark: r.mark(w)}
	if !w.null() {
		for n := w.array(); n > 0 && !w.lost; n-- {
			w.tuple(2)
			f.losers = append(f.losers, loserRecord{Value: w.value(), Mark: r.mark(w)})
		}
	}
	f.awaited, f.seen = w.stamps(), w.stamps()
	return f
}

// mark reads a place in the table of marks.
func (r *record) mark(w *wire) uint64 {
	at := w.head(majorUint)
	if at >= uint64(len(r.marks)) {
		w.lose()
		return 0
	}
	return at
}

func (r *record) setting(v Value, at uint64) Setting {
	return Setting{Value: v.clone(), Stamp: r.marks[at].Stamp, Person: r.marks[at].Person}
}

// clone copies a value out of a record's bytes.
func (v Value) clone() Value {
	if v == nil {
		return nil
	}
	return append(make(Value, 0, len(v)), v...)
}

// object is the record as an object, with nothing left of its bytes.
func (r *record) object(ref Ref) *Object {
	o := &Object{Ref: ref, Changes: r.changes, Fields: make(map[string]Field, len(r.fields))}
	for i := range r.fields {
		in := &r.fields[i]
		f := Field{Setting: r.setting(in.value, in.mark), Awaited: in.awaited, Seen: in.seen}
		for _, loser := range in.losers {
			f.Losers = append(f.Losers, r.setting(loser.Value, loser.Mark))
		}
		o.Fields[string(in.name)] = f
	}
	return o
}

// value is the standing value of a field, which belongs to the record's bytes.
func (r *record) value(name string) Value {
	for i := range r.fields {
		if string(r.fields[i].name) == name {
			return r.fields[i].value
		}
	}
	return nil
}

// Glance is what decides whether an object is to be seen.
type Glance struct {
	Made    bool // it was made, and its making was not undone
	Deleted bool // it lies in the bin
	Batch   ID   // the bulk work that made it, or zero
}

// Live tells whether the object exists and is not in the bin.
func (g Glance) Live() bool { return g.Made && !g.Deleted }

func (r *record) glance() Glance {
	deleted := r.value(FieldDeleted)
	return Glance{Made: deleted != nil, Deleted: As[bool](deleted), Batch: As[ID](r.value(fieldBatch))}
}

// GlanceAt is what decides whether the object of a record is to be seen. It
// passes over all the rest: for counting, where decoding would take most of
// the time. It fails as DecodeObject does.
func GlanceAt(ref Ref, b []byte) (Glance, error) {
	if g, ok := glanceAt(b); ok {
		return g, nil
	}
	o, err := DecodeObject(ref, b)
	if err != nil {
		return Glance{}, err
	}
	return GlanceOf(o), nil
}

func glanceAt(b []byte) (g Glance, ok bool) {
	w := wire{rest: b}
	w.tuple(3)
	w.skip(2) // how many changes there were, and the marks
	for n := w.array(); n > 0 && !w.lost; n-- {
		w.tuple(6)
		switch name := w.chunk(majorText); string(name) {
		case FieldDeleted:
			deleted := w.value()
			g.Made, g.Deleted = deleted != nil, As[bool](deleted)
		case fieldBatch:
			g.Batch = As[ID](w.value())
		default:
			w.skip(1)
		}
		w.skip(4)
	}
	return g, w.done()
}

// GlanceOf is what decides whether an object is to be seen.
func GlanceOf(o *Object) Glance {
	return Glance{Made: o.Value(FieldDeleted) != nil, Deleted: o.Deleted(), Batch: BatchOf(o)}
}
