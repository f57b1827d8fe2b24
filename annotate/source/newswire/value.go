package newswire

import (
	"fmt"
	"strings"

	"bluepencil/annotate/format/jsonio"
)

// value is one of JSON: an object, an array, or a literal as text.
type value struct {
	members  []member // of an object
	elements []*value // of an array
	literal  string
}

// member is a key, in small letters, with its value.
type member struct {
	key   string
	value *value
}

// mostValues bounds how many values an item has.
const mostValues = 500_000

// valueReader reads the values of one item.
type valueReader struct {
	*jsonio.Decoder
	count int
}

func (r *valueReader) read() (*value, error) {
	if r.count++; r.count > mostValues {
		return nil, fmt.Errorf("it has more than %d values", mostValues)
	}
	v := &value{}
	var err error
	switch r.Kind() {
	case '{':
		err = r.Object(func(key string) error {
			inner, err := r.read()
			v.members = append(v.members, member{strings.ToLower(key), inner})
			return err
		})
	case '[':
		err = r.Array(func() error {
			inner, err := r.read()
			v.elements = append(v.elements, inner)
			return err
		})
	case '"':
		v.literal, err = r.Text()
	case 'n':
		err = r.Skip()
	default:
		var raw []byte
		raw, err = r.Raw()
		v.literal = string(raw)
	}
	return v, err
}

// get is the value of a key, or an empty one.
func (v *value) get(key string) *value {
	for _, m := range v.members {
		if m.key == key {
			return m.value
		}
	}
	return &value{}
}

func (v *value) text(key string) string { return v.get(key).literal }

// list are the elements of an array, or the values of an object.
func (v *value) list() []*value {
	if len(v.members) == 0 {
		return v.elements
	}
	var out []*value
	for _, m := range v.members {
		out = append(out, m.value)
	}
	return out
}

// role is the value of the element of a list that has one of the roles, the
// earliest of the roles first; "" is any role.
func (v *value) role(key string, roles ...string) string {
	for _, role := range roles {
		for _, e := range v.get(key).elements {
			if text := e.text("value"); filled(text) && (role == "" || e.text("role") == role) {
				return text
			}
		}
	}
	return ""
}

// names joins the names of the elements of a list.
func (v *value) names(key string) string {
	var names []string
	for _, e := range v.get(key).elements {
		names = append(names, first(e.text("name"), e.text("literal"), e.literal))
	}
	return joinFew(names)
}
