package jsontree

import (
	"bytes"
	"encoding/json"
	"slices"

	"bluepencil/annotate/format/jsonio"
)

// Member is a key of an object with its value as it was written.
type Member struct {
	Key string
	Raw json.RawMessage
}

// Object is the members of an object in their order. It is written as one.
type Object []Member

// Parse reads an object. It fails, with jsonio.ErrInvalid, where anything in it
// is not exact JSON: a key that comes twice, half of a surrogate pair. What is in
// it has been checked then, however deep. The values belong to the object.
func Parse(raw []byte) (Object, error) {
	raw = bytes.Clone(raw)
	d := jsonio.NewDecoder(raw)
	o := Object{}
	err := d.Object(func(key string) error {
		value, err := d.Raw()
		o = append(o, Member{key, value})
		return err
	})
	if err == nil {
		err = d.End()
	}
	return o, err
}

// Text is the string that a value is; ok is false where it is none.
func Text(raw []byte) (s string, ok bool) {
	d := jsonio.NewDecoder(raw)
	if d.Kind() != '"' {
		return "", false
	}
	s, err := d.Text()
	return s, err == nil
}

// Int is the whole number that a value is; ok is false where it is none.
func Int(raw []byte) (n int, ok bool) {
	n, err := jsonio.NewDecoder(raw).Int()
	return n, err == nil
}

// Number is the number that a value is; ok is false where it is none.
func Number(raw []byte) (n float64, ok bool) {
	n, err := jsonio.NewDecoder(raw).Number()
	return n, err == nil
}

// Texts are the strings of an array, or the one string that stands in its place.
func Texts(raw []byte) []string {
	if one, ok := Text(raw); ok {
		return []string{one}
	}
	var list []string
	for _, e := range Elements(raw) {
		if s, ok := Text(e); ok {
			list = append(list, s)
		}
	}
	return list
}

// Get is the value of a key, or nil.
func (o Object) Get(key string) json.RawMessage {
	for _, m := range o {
		if m.Key == key {
			return m.Raw
		}
	}
	return nil
}

// Text is the string that the key has, or "".
func (o Object) Text(key string) string {
	s, _ := Text(o.Get(key))
	return s
}

// Object is the object that the key has, or nil.
func (o Object) Object(key string) Object {
	inner, ok := Split(o.Get(key))
	if !ok {
		return nil
	}
	return inner
}

// Without is the object without some keys.
func (o Object) Without(keys ...string) Object {
	return slices.DeleteFunc(slices.Clone(o), func(m Member) bool { return slices.Contains(keys, m.Key) })
}

// Set gives a key a value: at its place where it is there, else at the end.
func (o *Object) Set(key string, value any) error {
	raw, err := Marshal(value)
	if err != nil {
		return err
	}
	for i := range *o {
		if (*o)[i].Key == key {
			(*o)[i].Raw = raw
			return nil
		}
	}
	*o = append(*o, Member{key, raw})
	return nil
}

// MarshalJSON writes the members in their order.
func (o Object) MarshalJSON() ([]byte, error) {
	out := []byte{'{'}
	for i, m := range o {
		if i > 0 {
			out = append(out, ',')
		}
		var err error
		if out, err = jsonio.AppendString(out, m.Key); err != nil {
			return nil, err
		}
		out = append(append(out, ':'), m.Raw...)
	}
	return append(out, '}'), nil
}

// UnmarshalJSON reads the members in their order; see Parse.
func (o *Object) UnmarshalJSON(raw []byte) (err error) {
	if bytes.Equal(raw, []byte("null")) {
		return nil
	}
	*o, err = Parse(raw)
	return err
}

// Marshal writes a value on one line, with all characters as they are.
func Marshal(value any) ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}
