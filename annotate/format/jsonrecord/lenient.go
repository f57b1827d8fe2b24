package jsonrecord

import (
	"bytes"
	"encoding/json"

	"bluepencil/annotate/format/jsonio"
)

// Get is the value of a key, null too, or nil.
func (o Object) Get(key string) json.RawMessage {
	if n := o.find(key); n >= 0 {
		return o[n].Raw
	}
	return nil
}

// TextAt is the string that the key has, or "".
func (o Object) TextAt(key string) string {
	s, _ := TextOf(o.Get(key))
	return s
}

// ObjectAt is the object that the key has, or nil.
func (o Object) ObjectAt(key string) Object {
	inner, _ := o.Object(key)
	return inner
}

// Without is the object without some keys.
func (o Object) Without(keys ...string) Object {
	rest := o.Clone()
	rest.Delete(keys...)
	return rest
}

// SetValue gives a key a value as Marshal writes it: at its place where it is
// there, else at the end.
func (o *Object) SetValue(key string, value any) error {
	raw, err := Marshal(value)
	if err == nil {
		o.Set(key, raw)
	}
	return err
}

// MarshalJSON writes the members in their order.
func (o Object) MarshalJSON() ([]byte, error) {
	var plain Style
	return plain.Object(o)
}

// UnmarshalJSON reads the members in their order; see Parse.
func (o *Object) UnmarshalJSON(raw []byte) (err error) {
	if IsNull(raw) {
		return nil
	}
	*o, err = Parse(bytes.Clone(raw))
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

// NumberOf gives the number that a value is.
func NumberOf(raw []byte) (n float64, ok bool) {
	n, err := jsonio.NewDecoder(raw).Number()
	return n, err == nil
}

// TextsOf are the strings of a list, or the one string that stands in its place.
func TextsOf(raw []byte) []string {
	if one, ok := TextOf(raw); ok {
		return []string{one}
	}
	var list []string
	for _, e := range Elements(raw) {
		if s, ok := TextOf(e); ok {
			list = append(list, s)
		}
	}
	return list
}
