package cases

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
)

// ErrCases says that a file of cases cannot be read as one.
var ErrCases = errors.New("not a file of agreement cases")

// deepest is how far values of a file may be nested.
const deepest = 64

// kind is what a value of a file is.
type kind int

const (
	null kind = iota
	boolean
	number
	text
	list
	object
)

// node is a value of a file. Objects keep the order of their fields.
type node struct {
	kind   kind
	number float64
	text   string
	flag   bool
	list   []node // the elements, or the values of the fields
	names  []string
}

// parse reads one value and nothing behind it.
func parse(in io.Reader) (node, error) {
	d := json.NewDecoder(in)
	d.UseNumber()
	n, err := read(d, 0)
	if err == nil {
		if _, more := d.Token(); more != io.EOF {
			err = errors.New("something follows the value")
		}
	}
	if err != nil {
		return node{}, fmt.Errorf("%w: byte %d: %w", ErrCases, d.InputOffset(), err)
	}
	return n, nil
}

func read(d *json.Decoder, depth int) (node, error) {
	if depth > deepest {
		return node{}, errors.New("nested too deeply")
	}
	token, err := d.Token()
	if err != nil {
		return node{}, err
	}
	switch t := token.(type) {
	case bool:
		return node{kind: boolean, flag: t}, nil
	case string:
		return node{kind: text, text: t}, nil
	case json.Number:
		x, err := t.Float64()
		return node{kind: number, number: x, text: t.String()}, err
	case json.Delim:
		return readMany(d, t, depth)
	}
	return node{}, nil
}

func readMany(d *json.Decoder, opener json.Delim, depth int) (node, error) {
	n := node{kind: list}
	if opener == '{' {
		n.kind = object
	}
	for d.More() {
		if n.kind == object {
			name, err := d.Token()
			if err != nil {
				return n, err
			}
			n.names = append(n.names, fmt.Sprint(name))
		}
		element, err := read(d, depth+1)
		if err != nil {
			return n, err
		}
		n.list = append(n.list, element)
	}
	_, err := d.Token()
	return n, err
}

// field is a field of an object, and whether there is one; of several with
// the name the last.
func (n *node) field(name string) (*node, bool) {
	for i := len(n.names) - 1; i >= 0; i-- {
		if n.names[i] == name {
			return &n.list[i], true
		}
	}
	return &node{}, false
}

// has tells whether an object has a field of the kind.
func (n *node) has(name string, k kind) bool {
	f, ok := n.field(name)
	return ok && f.kind == k
}

// sorted is the object with its fields in the order of their names.
func (n *node) sorted() ([]string, []node) {
	names := slices.Sorted(slices.Values(n.names))
	names = slices.Compact(names)
	values := make([]node, len(names))
	for i, name := range names {
		f, _ := n.field(name)
		values[i] = *f
	}
	return names, values
}

// every tells whether the value has elements and all are so.
func (n *node) every(is func(*node) bool) bool {
	for i := range n.list {
		if !is(&n.list[i]) {
			return false
		}
	}
	return len(n.list) > 0
}

func (n *node) is(k kind) func(*node) bool { return func(e *node) bool { return e.kind == k } }

// scalar tells of a value that can be a rating.
func scalar(n *node) bool { return n.kind != list && n.kind != object }

// whole is the number as an offset. It is false for what is no whole number a
// text can have a place at.
func (n *node) whole() (int, bool) {
	const most = 1 << 40
	if n.kind != number || n.number != float64(int(n.number)) || n.number < 0 || n.number > most {
		return 0, false
	}
	return int(n.number), true
}
