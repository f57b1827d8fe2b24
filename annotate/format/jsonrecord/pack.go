package jsonrecord

import (
	"bytes"
	"slices"
)

// Pack writes a list of objects in little room: those that have the same keys
// in the same order column by column, and a column in which all values are the
// same once. Unpack gives the list again.
func Pack(list []Object) []byte {
	if len(list) == 0 {
		return []byte("[]")
	}
	var plain Style
	if !alike(list) {
		raw, err := plain.Objects(list)
		if err != nil {
			return []byte("[]") // keys that were read are valid
		}
		return raw
	}
	columns := Object{}
	for i, f := range list[0] {
		values := make([][]byte, len(list))
		same := true
		for n, o := range list {
			values[n] = o[i].Raw
			same = same && bytes.Equal(values[n], values[0])
		}
		if same {
			values = values[:1]
		}
		columns = append(columns, Field{Key: f.Key, Raw: plain.List(values)})
	}
	raw, err := plain.Object(columns)
	if err != nil {
		return []byte("[]")
	}
	return plain.List([][]byte{number(len(list)), raw})
}

// most bounds the objects of a packed list, which says itself how many it has.
const most = 1 << 22

// Unpack reads what Pack wrote, and gives nothing for anything else.
func Unpack(raw []byte) []Object {
	parts, err := List(raw)
	if err != nil || len(parts) == 0 {
		return nil
	}
	count, packed := IntOf(parts[0])
	if !packed {
		return objects(parts)
	}
	if len(parts) != 2 || count < 1 || count > most {
		return nil
	}
	columns, err := Parse(parts[1])
	if err != nil {
		return nil
	}
	list := make([]Object, count)
	for i := range list {
		list[i] = make(Object, len(columns))
	}
	for c, column := range columns {
		values, err := List(column.Raw)
		if err != nil || len(values) != 1 && len(values) != count {
			return nil
		}
		for i := range list {
			list[i][c] = Field{Key: column.Key, Raw: values[min(i, len(values)-1)]}
		}
	}
	return list
}

func objects(parts [][]byte) []Object {
	list := make([]Object, 0, len(parts))
	for _, part := range parts {
		o, err := Parse(part)
		if err != nil {
			return nil
		}
		list = append(list, o)
	}
	return list
}

func alike(list []Object) bool {
	for _, o := range list[1:] {
		if !slices.EqualFunc(o, list[0], func(a, b Field) bool { return a.Key == b.Key }) {
			return false
		}
	}
	return true
}
