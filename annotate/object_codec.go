package annotate

import "fmt"

// An object's record keeps each stamp and person once, in a table the fields
// point into: the fields of an annotation mostly come from one change, and at
// a million annotations the difference is hundreds of megabytes.

type objectRecord struct {
	_       struct{} `cbor:",toarray"`
	Changes uint64
	Marks   []markRecord
	Fields  []fieldRecord
}

type markRecord struct {
	_      struct{} `cbor:",toarray"`
	Stamp  Stamp
	Person ID
}

type fieldRecord struct {
	_       struct{} `cbor:",toarray"`
	Name    string
	Value   Value
	Mark    uint64
	Losers  []loserRecord
	Awaited []Stamp
	Seen    []Stamp
}

type loserRecord struct {
	_     struct{} `cbor:",toarray"`
	Value Value
	Mark  uint64
}

// EncodeObject writes an object's record; the ref is the record's key and not in it.
func EncodeObject(o *Object) ([]byte, error) {
	record := objectRecord{Changes: o.Changes}
	table := map[markRecord]uint64{}
	mark := func(s Setting) uint64 {
		m := markRecord{Stamp: s.Stamp, Person: s.Person}
		at, ok := table[m]
		if !ok {
			at = uint64(len(record.Marks))
			table[m] = at
			record.Marks = append(record.Marks, m)
		}
		return at
	}
	for _, name := range o.Names() {
		f := o.Fields[name]
		out := fieldRecord{Name: name, Value: f.Value, Mark: mark(f.Setting), Awaited: f.Awaited, Seen: f.Seen}
		for _, loser := range f.Losers {
			out.Losers = append(out.Losers, loserRecord{Value: loser.Value, Mark: mark(loser)})
		}
		record.Fields = append(record.Fields, out)
	}
	return Encode(record)
}

// DecodeObject reads a record written by EncodeObject. The bytes are copied.
func DecodeObject(ref Ref, b []byte) (*Object, error) {
	var r record
	if r.read(b) {
		return r.object(ref), nil
	}
	return decodeForeign(ref, b)
}

// decodeForeign reads what is not written as EncodeObject does, if it is a
// record at all.
func decodeForeign(ref Ref, b []byte) (*Object, error) {
	var record objectRecord
	if err := Value(b).Decode(&record); err != nil {
		return nil, fmt.Errorf("record of %s %s: %w", ref.Kind, ref.ID, err)
	}
	o := &Object{Ref: ref, Changes: record.Changes, Fields: make(map[string]Field, len(record.Fields))}
	setting := func(v Value, at uint64) (Setting, error) {
		if at >= uint64(len(record.Marks)) {
			return Setting{}, fmt.Errorf("record of %s %s points outside its table", ref.Kind, ref.ID)
		}
		m := record.Marks[at]
		return Setting{Value: v, Stamp: m.Stamp, Person: m.Person}, nil
	}
	for _, in := range record.Fields {
		won, err := setting(in.Value, in.Mark)
		if err != nil {
			return nil, err
		}
		f := Field{Setting: won, Awaited: in.Awaited, Seen: in.Seen}
		for _, loser := range in.Losers {
			lost, err := setting(loser.Value, loser.Mark)
			if err != nil {
				return nil, err
			}
			f.Losers = append(f.Losers, lost)
		}
		o.Fields[in.Name] = f
	}
	return o, nil
}
