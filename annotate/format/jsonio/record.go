package jsonio

import (
	"fmt"
	"slices"
)

// Shape is an object whose keys are all known: at most 64 of them.
type Shape struct {
	Name     string   // what it is called in errors, such as "an annotation"
	Required []string // keys that must be there, in their usual order
	Optional []string // keys that may be
}

// Record reads an object of the given shape and calls field for every key with
// its number: those of Required first, then those of Optional. field must read
// the value. A key that is unknown, missing or comes twice is an error.
func (d *Decoder) Record(s *Shape, field func(n int) error) error {
	var seen uint64
	next := 0
	err := d.list('{', '}', func() error {
		key, err := d.key()
		if err != nil {
			return err
		}
		n := s.find(key, next)
		switch {
		case n < 0:
			return d.fail("%s has the unknown key %q; a newer version may have written it", s.Name, shorten(string(key)))
		case seen&(1<<n) != 0:
			return d.fail("the key %q comes twice in %s", key, s.Name)
		}
		seen |= 1 << n
		next = n + 1
		if err := d.expect(':'); err != nil {
			return err
		}
		return field(n)
	})
	if err != nil {
		return err
	}
	for n, name := range s.Required {
		if seen&(1<<n) == 0 {
			return fmt.Errorf("%w: %s has no %q", ErrInvalid, s.Name, name)
		}
	}
	return nil
}

// find gives the number of a key, or -1. Keys mostly come in their usual
// order, so the likely one is tried first.
func (s *Shape) find(key []byte, likely int) int {
	if likely < len(s.Required) && s.Required[likely] == string(key) {
		return likely
	}
	for n, name := range s.Required {
		if name == string(key) {
			return n
		}
	}
	for n, name := range s.Optional {
		if name == string(key) {
			return len(s.Required) + n
		}
	}
	return -1
}

// key reads a key; the bytes are valid until the input changes.
func (d *Decoder) key() ([]byte, error) {
	if d.next() == '"' {
		for i := d.at + 1; i < len(d.in); i++ {
			if !plain[d.in[i]] || d.in[i] >= 0x80 {
				if d.in[i] != '"' {
					break // escapes and the like
				}
				key := d.in[d.at+1 : i]
				d.at = i + 1
				return key, nil
			}
		}
	}
	key, err := d.Text()
	return []byte(key), err
}

// Word is Text for strings of which there are few different ones, such as
// labels: equal ones share their memory.
func (d *Decoder) Word() (string, error) {
	const longest = 40
	if d.next() == '"' {
		for i := d.at + 1; i < len(d.in) && i-d.at <= longest; i++ {
			if d.in[i] == '"' {
				word := d.intern(d.in[d.at+1 : i])
				d.at = i + 1
				return word, nil
			}
			if !plain[d.in[i]] || d.in[i] >= 0x80 {
				break
			}
		}
	}
	return d.Text()
}

func (d *Decoder) intern(word []byte) string {
	if known, ok := d.words[string(word)]; ok {
		return known
	}
	if d.words == nil {
		d.words = map[string]string{}
	}
	fresh := string(word)
	d.words[fresh] = fresh
	return fresh
}

// keys are those of one object so far: a list while it is short, as nearly
// all are, and a set beyond.
type keys struct {
	list []string
	set  map[string]bool
}

// add takes note of a key and tells whether it is new.
func (k *keys) add(key string) bool {
	const short = 32
	if k.set == nil {
		if slices.Contains(k.list, key) {
			return false
		}
		if k.list = append(k.list, key); len(k.list) < short {
			return true
		}
		k.set = make(map[string]bool, 2*short)
		for _, earlier := range k.list {
			k.set[earlier] = true
		}
		return true
	}
	if k.set[key] {
		return false
	}
	k.set[key] = true
	return true
}
