package kvtest

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"bluepencil/storage/kv"
)

// Model is what a store should hold: by bucket, by key. It is kept by random
// transactions that run on both.
type Model map[string]map[string]string

// Buckets are those that random transactions write to.
var Buckets = []string{"one", "two"}

// errChosen is the error with which some random transactions end.
var errChosen = errors.New("the transaction chose to fail")

// Step runs a random transaction on the store. Where it succeeds the model
// follows; where it fails, with the returned error, the model stays as it is.
func (m Model) Step(s kv.Store, random *rand.Rand) error {
	draft := Model{}
	for _, name := range Buckets {
		draft[name] = maps.Clone(m[name])
		if draft[name] == nil {
			draft[name] = map[string]string{}
		}
	}
	err := s.Update(func(w kv.Writer) error {
		for range random.IntN(30) {
			if err := draft.write(w, random); err != nil {
				return err
			}
		}
		if random.IntN(4) == 0 {
			return errChosen
		}
		return nil
	})
	if err == nil {
		maps.Copy(m, draft)
	}
	if errors.Is(err, errChosen) {
		return nil
	}
	return err
}

// write makes one random write, with values on either side of a page's size.
func (m Model) write(w kv.Writer, random *rand.Rand) error {
	name := Buckets[random.IntN(len(Buckets))]
	key := fmt.Sprintf("%x", random.IntN(300))
	if random.IntN(3) == 0 {
		delete(m[name], key)
		return w.Delete([]byte(name), []byte(key))
	}
	size := random.IntN(40)
	if random.IntN(20) == 0 {
		size = random.IntN(9000)
	}
	value := strings.Repeat(string(rune('a'+random.IntN(26))), size)
	m[name][key] = value
	return w.Put([]byte(name), []byte(key), []byte(value))
}

// Compare reads the whole store forwards, backwards and key by key, and says
// where it differs from the model.
func (m Model) Compare(s kv.Store) error {
	return s.View(func(r kv.Reader) error {
		for _, name := range Buckets {
			if err := m.compare(r, name); err != nil {
				return fmt.Errorf("bucket %s: %w", name, err)
			}
		}
		return nil
	})
}

func (m Model) compare(r kv.Reader, name string) error {
	wanted := slices.Sorted(maps.Keys(m[name]))
	if n := r.Count([]byte(name)); n != len(wanted) {
		return fmt.Errorf("%d keys, want %d", n, len(wanted))
	}
	var there []string
	visit := func(key, value []byte) (bool, error) {
		there = append(there, string(key))
		if m[name][string(key)] != string(value) {
			return false, fmt.Errorf("%s is %.40q, want %.40q", key, value, m[name][string(key)])
		}
		return true, nil
	}
	if err := r.Scan([]byte(name), nil, nil, visit); err != nil {
		return err
	}
	if !slices.Equal(there, wanted) {
		return fmt.Errorf("the keys are %q, want %q", there, wanted)
	}
	there = nil
	if err := r.ScanBack([]byte(name), nil, nil, visit); err != nil {
		return err
	}
	slices.Reverse(there)
	if !slices.Equal(there, wanted) {
		return fmt.Errorf("backwards the keys are %q, want %q", there, wanted)
	}
	for n := range 300 {
		key := fmt.Sprintf("%x", n)
		value, ok := m[name][key]
		if got := r.Get([]byte(name), []byte(key)); string(got) != value || ok == (got == nil) {
			return fmt.Errorf("%s is %.40q, want %.40q", key, got, value)
		}
	}
	return m.compareParts(r, name, wanted)
}

// compareParts scans every prefix of one digit, from and before every other.
func (m Model) compareParts(r kv.Reader, name string, keys []string) error {
	const digits = "0123456789abcdef"
	for i := range digits {
		for j := range digits {
			prefix, edge := digits[i:i+1], digits[i:i+1]+digits[j:j+1]
			var up, down, wantUp, wantDown []string
			for _, key := range keys {
				if strings.HasPrefix(key, prefix) && key >= edge {
					wantUp = append(wantUp, key)
				}
				if strings.HasPrefix(key, prefix) && key < edge {
					wantDown = append(wantDown, key)
				}
			}
			err := errors.Join(
				r.Scan([]byte(name), []byte(prefix), []byte(edge), into(&up)),
				r.ScanBack([]byte(name), []byte(prefix), []byte(edge), into(&down)))
			slices.Reverse(down)
			if err != nil || !slices.Equal(up, wantUp) || !slices.Equal(down, wantDown) {
				return fmt.Errorf("%s from %s: %q and before it %q, want %q and %q: %w", prefix, edge, up, down, wantUp, wantDown, err)
			}
		}
	}
	return nil
}

func into(list *[]string) kv.Visit {
	return func(key, _ []byte) (bool, error) {
		*list = append(*list, string(key))
		return true, nil
	}
}

// model runs random transactions and compares after each.
func model(seed uint64) func(*testing.T, kv.Store) {
	return func(t *testing.T, s kv.Store) {
		random := rand.New(rand.NewPCG(seed, 0))
		m := Model{}
		for round := range 40 {
			if err := m.Step(s, random); err != nil {
				t.Fatalf("seed %d, round %d: %v", seed, round, err)
			}
			if err := m.Compare(s); err != nil {
				t.Fatalf("seed %d, round %d: %v", seed, round, err)
			}
			if err := s.Check(); err != nil {
				t.Fatalf("seed %d, round %d: %v", seed, round, err)
			}
		}
	}
}
