package jsonl

import (
	"encoding/json"
	"strconv"
	"strings"

	"bluepencil/annotate/format/jsonio"
)

// node is a JSON value whose keys keep their order and whose numbers and
// strings stay as they are written.
type node struct {
	kind    byte   // '{', '[', or 0 for everything that has no parts
	raw     []byte // of what has no parts
	members []member
	items   []*node
}

type member struct {
	key   string
	value *node
}

// parse reads a whole JSON text.
func parse(data []byte) (*node, error) {
	d := jsonio.NewDecoder(data)
	n, err := parseValue(d)
	if err != nil {
		return nil, err
	}
	return n, d.End()
}

func parseValue(d *jsonio.Decoder) (*node, error) {
	n := &node{}
	var err error
	switch n.kind = d.Kind(); n.kind {
	case '{':
		err = d.Object(func(key string) error {
			value, err := parseValue(d)
			n.members = append(n.members, member{key, value})
			return err
		})
	case '[':
		err = d.Array(func() error {
			value, err := parseValue(d)
			n.items = append(n.items, value)
			return err
		})
	default:
		n.kind = 0
		n.raw, err = d.Raw()
	}
	return n, err
}

// MarshalJSON writes the value without white space.
func (n *node) MarshalJSON() ([]byte, error) { return n.append(nil) }

// UnmarshalJSON reads any value.
func (n *node) UnmarshalJSON(data []byte) error {
	read, err := parse(append([]byte(nil), data...))
	if err == nil {
		*n = *read
	}
	return err
}

func (n *node) append(to []byte) ([]byte, error) {
	switch n.kind {
	case '{':
		to = append(to, '{')
		for i, m := range n.members {
			if i > 0 {
				to = append(to, ',')
			}
			var err error
			if to, err = jsonio.AppendString(to, m.key); err != nil {
				return nil, err
			}
			if to, err = m.value.append(append(to, ':')); err != nil {
				return nil, err
			}
		}
		return append(to, '}'), nil
	case '[':
		to = append(to, '[')
		for i, item := range n.items {
			if i > 0 {
				to = append(to, ',')
			}
			var err error
			if to, err = item.append(to); err != nil {
				return nil, err
			}
		}
		return append(to, ']'), nil
	}
	return append(to, n.raw...), nil
}

// at gives what lies at a path such as "meta.title" or "0", or nil. An empty
// path leads nowhere.
func (n *node) at(path string) *node {
	if path == "" {
		return nil
	}
	for step := range strings.SplitSeq(path, ".") {
		if n = n.child(step); n == nil {
			return nil
		}
	}
	return n
}

func (n *node) child(step string) *node {
	for _, m := range n.members {
		if m.key == step {
			return m.value
		}
	}
	if i, err := strconv.Atoi(step); err == nil && i >= 0 && i < len(n.items) {
		return n.items[i]
	}
	return nil
}

// set puts a value at a path and makes the objects on the way.
func (n *node) set(path string, value *node) {
	step, rest, deeper := strings.Cut(path, ".")
	if deeper {
		child := n.child(step)
		if child == nil || child.kind == 0 {
			child = &node{kind: '{'}
		}
		child.set(rest, value)
		value = child
	}
	for i := range n.members {
		if n.members[i].key == step {
			n.members[i].value = value
			return
		}
	}
	if i, err := strconv.Atoi(step); err == nil && n.kind == '[' && i >= 0 && i <= len(n.items) {
		if i == len(n.items) {
			n.items = append(n.items, nil)
		}
		n.items[i] = value
		return
	}
	n.members = append(n.members, member{step, value})
}

// drop takes a key out of an object.
func (n *node) drop(key string) {
	for i, m := range n.members {
		if m.key == key {
			n.members = append(n.members[:i:i], n.members[i+1:]...)
			return
		}
	}
}

// text gives a string, or a number as it is written; ok is false for all else.
func (n *node) text() (s string, ok bool) {
	if n == nil || n.kind != 0 || len(n.raw) == 0 {
		return "", false
	}
	if n.raw[0] == '"' {
		return s, json.Unmarshal(n.raw, &s) == nil
	}
	return string(n.raw), n.raw[0] == '-' || n.raw[0] >= '0' && n.raw[0] <= '9'
}

// number gives a whole number.
func (n *node) number() (int, bool) {
	if n == nil || n.kind != 0 {
		return 0, false
	}
	i, err := strconv.Atoi(string(n.raw))
	return i, err == nil
}

func textNode(s string) (*node, error) {
	raw, err := jsonio.AppendString(nil, s)
	return &node{raw: raw}, err
}

func numberNode(i int) *node { return &node{raw: strconv.AppendInt(nil, int64(i), 10)} }
