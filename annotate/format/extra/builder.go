package extra

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"unicode/utf8"

	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/jsonio"
	"bluepencil/annotate/format/jsonrecord"
)

// builder makes an object key by key and remembers the first error.
type builder struct {
	jsonrecord.Object
	err error
}

func (b *builder) fail(err error) {
	if b.err == nil {
		b.err = err
	}
}

func (b *builder) set(key string, raw []byte) {
	if !utf8.ValidString(key) {
		b.fail(fmt.Errorf("%w: the name %q is not valid UTF-8", jsonio.ErrInvalid, key))
	}
	b.Object = append(b.Object, jsonrecord.Field{Key: key, Raw: raw})
}

func (b *builder) text(key, value string) {
	raw, err := jsonio.AppendString(nil, value)
	b.fail(err)
	b.set(key, raw)
}

func (b *builder) list(key string, raws [][]byte) { b.set(key, jsonrecord.Style{}.List(raws)) }

// value sets anything. The standard library mends strings that are not valid
// UTF-8, so they are looked for.
func (b *builder) value(key string, value any) {
	if s, is := value.(string); is {
		b.text(key, s)
		return
	}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(value); err != nil {
		b.fail(fmt.Errorf("%w: %s: %w", jsonio.ErrInvalid, key, err))
	}
	if !valid(reflect.ValueOf(value)) {
		b.fail(fmt.Errorf("%w: %s has a string that is not valid UTF-8", jsonio.ErrInvalid, key))
	}
	b.set(key, bytes.TrimSuffix(out.Bytes(), []byte("\n")))
}

// valid tells whether all strings in a value are valid UTF-8.
func valid(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.String:
		return utf8.ValidString(v.String())
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			if !valid(v.Index(i)) {
				return false
			}
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			if !valid(key) || !valid(v.MapIndex(key)) {
				return false
			}
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if !valid(v.Field(i)) {
				return false
			}
		}
	}
	return true
}

func sameHead(a, b foreign.Head) bool {
	return a.ID == b.ID && a.Replaces == b.Replaces && maps.Equal(a.Meta, b.Meta) && a.Note == b.Note && a.Source == b.Source && len(a.Zones) == 0 && len(b.Zones) == 0
}
