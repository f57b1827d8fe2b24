package jsonrecord

import (
	"cmp"
	"slices"
)

// Templates are the objects of a record as they were read, by the keys of what
// was made of them. The writer fills them in again, so that what it does not
// know stays there.
type Templates struct {
	keys    []string
	objects []Object
	at      map[string]int
}

// Add takes note of an object.
func (t *Templates) Add(key string, o Object) {
	if t.at == nil {
		t.at = map[string]int{}
	}
	t.at[key] = len(t.keys)
	t.keys = append(t.keys, key)
	t.objects = append(t.objects, o)
}

// Get gives a copy of an object.
func (t *Templates) Get(key string) (Object, bool) {
	n, ok := t.at[key]
	if !ok {
		return nil, false
	}
	return t.objects[n].Clone(), true
}

// Order sorts the numbers from 0 to count-1, whose keys key gives: those that
// were read in the order of the file, then the others as they are.
func (t *Templates) Order(count int, key func(int) string) []int {
	list := make([]int, count)
	place := make([]int, count)
	for i := range list {
		list[i] = i
		place[i] = len(t.keys)
		if n, ok := t.at[key(i)]; ok {
			place[i] = n
		}
	}
	slices.SortStableFunc(list, func(a, b int) int { return cmp.Compare(place[a], place[b]) })
	return list
}

// SetTo puts the objects into an envelope under a name.
func (t *Templates) SetTo(envelope *Object, name string) error {
	if len(t.keys) == 0 {
		return nil
	}
	var plain Style
	raws := make([][]byte, len(t.keys))
	for i, key := range t.keys {
		raw, err := plain.Text(key)
		if err != nil {
			return err
		}
		raws[i] = raw
	}
	envelope.Set(name, plain.List([][]byte{plain.List(raws), Pack(t.objects)}))
	return nil
}

// TemplatesFrom reads them from an envelope.
func TemplatesFrom(envelope Object, name string) *Templates {
	t := &Templates{}
	parts, _ := envelope.List(name)
	if len(parts) != 2 {
		return t
	}
	keys, err := List(parts[0])
	objects := Unpack(parts[1])
	if err != nil || len(keys) != len(objects) {
		return t
	}
	for i, raw := range keys {
		key, _ := TextOf(raw)
		t.Add(key, objects[i])
	}
	return t
}

// First gives the first object.
func (t *Templates) First() (Object, bool) {
	if len(t.objects) == 0 {
		return nil, false
	}
	return t.objects[0].Clone(), true
}

// Len is how many there are.
func (t *Templates) Len() int { return len(t.keys) }

// Change changes an object in its place.
func (t *Templates) Change(key string, change func(*Object)) {
	if n, ok := t.at[key]; ok {
		change(&t.objects[n])
	}
}
