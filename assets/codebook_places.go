package assets

import (
	"fmt"
	"reflect"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/format/jsonio"
)

// places says in which line each part of a codebook file begins, by its path,
// such as "labels/3".
type places map[string]int

// locate walks through a codebook's JSON. A key that the codebook does not
// have, or has in another spelling, is an error.
func locate(raw []byte) (places, error) {
	w := &walker{Decoder: jsonio.NewDecoder(raw), raw: raw, places: places{}}
	err := w.walk("", reflect.TypeFor[annotate.Codebook]())
	if err == nil {
		err = w.End()
	}
	return w.places, err
}

type walker struct {
	*jsonio.Decoder
	raw    []byte
	places places
}

// walk reads a value of the type, noting where it begins.
func (w *walker) walk(path string, t reflect.Type) error {
	w.Kind() // passes over white space
	w.places[path] = lineOf(w.raw, w.Offset())
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch {
	case w.Kind() == 'n':
		return w.Skip()
	case t.Kind() == reflect.Struct:
		return w.Object(func(key string) error {
			field, ok := fieldOf(t, key)
			if !ok {
				return w.Fail("there is no key %q in a %s; it may be misspelt", key, strings.ToLower(t.Name()))
			}
			return w.walk(join(path, key), field)
		})
	case t.Kind() == reflect.Slice:
		n := 0
		return w.Array(func() error {
			n++
			return w.walk(join(path, fmt.Sprint(n-1)), t.Elem())
		})
	}
	return w.Skip()
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "/" + name
}

// fieldOf finds the type of what a key holds.
func fieldOf(t reflect.Type, key string) (reflect.Type, bool) {
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		if name == key {
			return t.Field(i).Type, true
		}
	}
	return nil, false
}
