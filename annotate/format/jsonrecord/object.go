package jsonrecord

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"bluepencil/annotate/format/jsonio"
)

// Object is a JSON object that keeps the order of its keys, and its values as
// they were written.
type Object []Field

// Field is a key and its value.
type Field struct {
	Key string
	Raw json.RawMessage // one JSON value
}

// Parse reads an object. A key that comes twice is an error, and so is whatever
// is not exact JSON. What is in it has been checked then, however deep. The values
// lie in raw.
func Parse(raw []byte) (Object, error) {
	d := jsonio.NewDecoder(raw)
	if kind := d.Kind(); kind != '{' {
		return nil, fmt.Errorf("%w: %s", ErrRecord, "an object should stand here")
	}
	o := Object{}
	err := d.Object(func(key string) error {
		value, err := d.Raw()
		o = append(o, Field{Key: key, Raw: value})
		return err
	})
	if err == nil {
		err = d.End()
	}
	return o, err
}

// List gives the elements of an array that lay in a value that was parsed, as they
// were written.
func List(raw []byte) (list [][]byte, err error) {
	if list = Elements(raw); list == nil {
		return nil, fmt.Errorf("%w: a list should stand here", ErrRecord)
	}
	return list, nil
}

func (o Object) find(key string) int {
	return slices.IndexFunc(o, func(f Field) bool { return f.Key == key })
}

// Has tells whether the key is there.
func (o Object) Has(key string) bool { return o.find(key) >= 0 }

// Raw gives the value of a key, or nil where it is not there or null.
func (o Object) Raw(key string) []byte {
	if n := o.find(key); n >= 0 && !IsNull(o[n].Raw) {
		return o[n].Raw
	}
	return nil
}

// Set gives a key its value: in its place if it is there, else as the last one.
func (o *Object) Set(key string, raw []byte) {
	if n := o.find(key); n >= 0 {
		(*o)[n].Raw = raw
		return
	}
	*o = append(*o, Field{Key: key, Raw: raw})
}

// SetText sets a string. It fails where that is not valid UTF-8.
func (o *Object) SetText(key, value string, s Style) error {
	raw, err := s.Text(value)
	o.Set(key, raw)
	return err
}

// SetInt sets a whole number.
func (o *Object) SetInt(key string, n int) { o.Set(key, number(n)) }

// Delete takes keys out.
func (o *Object) Delete(keys ...string) {
	*o = slices.DeleteFunc(*o, func(f Field) bool { return slices.Contains(keys, f.Key) })
}

// Text gives a string; ok is false where the key is not there or no string.
func (o Object) Text(key string) (value string, ok bool) { return TextOf(o.Raw(key)) }

// Int gives a whole number; ok is false where the key is not there or is none.
func (o Object) Int(key string) (n int, ok bool) { return IntOf(o.Raw(key)) }

// Object gives an object; ok is false where the key is not there or is none.
func (o Object) Object(key string) (inner Object, ok bool) {
	return Split(o.Raw(key))
}

// List gives the elements of a list; ok is false where the key is not there or
// is none.
func (o Object) List(key string) (list [][]byte, ok bool) {
	list = Elements(o.Raw(key))
	return list, list != nil
}

// Clone copies the object; values are shared.
func (o Object) Clone() Object { return slices.Clone(o) }

// IsNull tells whether a value is null.
func IsNull(raw []byte) bool { return string(raw) == "null" }

// TextOf gives the string that a value is.
func TextOf(raw []byte) (string, bool) {
	if len(raw) == 0 || raw[0] != '"' {
		return "", false
	}
	value, err := jsonio.NewDecoder(raw).Text()
	return value, err == nil
}

// IntOf gives the whole number that a value is; 12.0, which tables make of 12
// where another row has none, is 12.
func IntOf(raw []byte) (int, bool) {
	whole, rest, _ := bytes.Cut(raw, []byte("."))
	if len(bytes.Trim(rest, "0")) > 0 {
		return 0, false
	}
	n, err := jsonio.NewDecoder(whole).Int()
	return n, err == nil && !bytes.ContainsAny(whole, "eE")
}

// Word gives a string as it is, and any other simple value as it was written.
func Word(raw []byte) (string, bool) {
	if value, ok := TextOf(raw); ok {
		return value, true
	}
	if len(raw) == 0 || raw[0] == '{' || raw[0] == '[' || IsNull(raw) {
		return "", false
	}
	return string(raw), true
}

// OneLine gives the value on one line, and otherwise as it was written.
func OneLine(raw []byte) []byte {
	if !bytes.ContainsAny(raw, "\r\n") {
		return raw
	}
	var out bytes.Buffer
	if json.Compact(&out, raw) != nil {
		return raw
	}
	return out.Bytes()
}

// number gives a whole number as a JSON value.
func number(n int) []byte { return strconv.AppendInt(nil, int64(n), 10) }
