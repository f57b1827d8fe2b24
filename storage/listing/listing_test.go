package listing

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"bluepencil/annotate"
)

var (
	mina, nora = annotate.NewID(), annotate.NewID()
	batches    = []annotate.ID{annotate.NewID(), annotate.NewID()}
	statuses   = []annotate.Status{annotate.StatusInProgress, annotate.StatusSubmitted, annotate.StatusSetAside}
)

// article is what an entry is made of.
type article struct {
	title, outlet, published string
	entry                    Entry
}

func someArticle(random *rand.Rand, id annotate.ID) article {
	words := []string{"Harbour", "BRIDGE", "école", "Straße", "Vote", "İstanbul", "\xff\xfe", "", "ferry"}
	word := func() string { return words[random.IntN(len(words))] }
	a := article{title: word() + " " + word(), outlet: word(), published: fmt.Sprintf("20%02d-01-02", random.IntN(20))}
	a.entry = Entry{ID: id, Batch: batches[random.IntN(2)], State: State(random.IntN(3)), Published: []byte(a.published), Words: WordsOf(a.title, a.outlet)}
	for _, person := range []annotate.ID{mina, nora} {
		if random.IntN(2) == 0 {
			a.entry.Standing = append(a.entry.Standing, Standing{person, statuses[random.IntN(len(statuses))]})
		}
	}
	return a
}

// written is a listing of articles, and the articles by their ids.
func written(t testing.TB, random *rand.Rand, n int) (*Index, map[annotate.ID]article, []byte) {
	t.Helper()
	var out bytes.Buffer
	w := NewWriter(&out, Stamp{Project: mina, Replica: nora, Arrival: 7, Change: batches[0]})
	all := map[annotate.ID]article{}
	for range n {
		a := someArticle(random, annotate.NewID())
		all[a.entry.ID] = a
		if err := w.Add(&a.entry); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	x, err := Open(bytes.NewReader(out.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	return x, all, out.Bytes()
}

// wanted is the answer to a query by going through the articles one by one.
func wanted(all map[annotate.ID]article, q Query) Result {
	result := Result{Counts: map[annotate.Status]int{}}
	var found []article
	text := strings.ToLower(strings.TrimSpace(q.Text))
	for _, a := range all {
		fits := strings.Contains(strings.ToLower(a.title), text) || strings.Contains(strings.ToLower(a.outlet), text)
		if (a.entry.State != Live || q.Binned) && (a.entry.State != Binned || !q.Binned) || !q.Shows(a.entry.Batch) || !fits {
			continue
		}
		status := a.entry.status(q.Person)
		result.Counts[status]++
		if len(q.Statuses) == 0 || slices.Contains(q.Statuses, status) {
			found = append(found, a)
		}
	}
	slices.SortFunc(found, func(a, b article) int {
		order := 0
		switch q.Order {
		case ByTitle:
			order = strings.Compare(lower(a.title), lower(b.title))
		case ByPublished:
			order = strings.Compare(a.published, b.published)
		}
		if order == 0 {
			order = a.entry.ID.Compare(b.entry.ID)
		}
		return order
	})
	for _, a := range found {
		result.IDs = append(result.IDs, a.entry.ID)
	}
	if q.Descending {
		slices.Reverse(result.IDs)
	}
	return result
}

func someQuery(random *rand.Rand) Query {
	hidden := annotate.ID{}
	if random.IntN(2) == 0 {
		hidden = batches[0]
	}
	q := Query{Person: []annotate.ID{mina, nora, {}}[random.IntN(3)], Binned: random.IntN(4) == 0, Descending: random.IntN(2) == 0,
		Text:  []string{"", "bridge", " É", "strasse", "straße", "r", "i̇", "nothing"}[random.IntN(8)],
		Order: []Order{ByAdded, ByTitle, ByPublished}[random.IntN(3)], Shows: func(batch annotate.ID) bool { return batch != hidden }}
	if random.IntN(2) == 0 {
		q.Statuses = []annotate.Status{annotate.StatusNew, annotate.StatusSubmitted}
	}
	return q
}

// TestQueriesFindWhatGoingThroughAllFinds also changes entries, takes some
// out, adds others, and writes the index anew.
func TestQueriesFindWhatGoingThroughAllFinds(t *testing.T) {
	for seed := range uint64(60) {
		random := rand.New(rand.NewPCG(seed, 1))
		x, all, _ := written(t, random, random.IntN(300))
		for round := range 4 {
			if round > 0 {
				x = changed(t, random, x, all)
			}
			for range 10 {
				q := someQuery(random)
				got, err := x.Query(t.Context(), q)
				if err != nil {
					t.Fatal(err)
				}
				if want := wanted(all, q); !slices.Equal(got.IDs, want.IDs) || !reflect.DeepEqual(got.Counts, want.Counts) {
					t.Fatalf("seed %d, round %d: %+v finds %d, %v; want %d, %v", seed, round, q, len(got.IDs), got.Counts, len(want.IDs), want.Counts)
				}
			}
		}
	}
}

func changed(t *testing.T, random *rand.Rand, x *Index, all map[annotate.ID]article) *Index {
	t.Helper()
	var entries []Entry
	for id := range all {
		if random.IntN(10) == 0 {
			a := someArticle(random, id)
			all[id] = a
			entries = append(entries, a.entry)
		}
	}
	for range random.IntN(5) {
		a := someArticle(random, annotate.NewID())
		all[a.entry.ID] = a
		entries = append(entries, a.entry)
	}
	stamp := x.Stamp()
	stamp.Arrival++
	x = x.With(stamp, entries)
	if random.IntN(2) == 0 {
		return x
	}
	var out bytes.Buffer
	if err := x.Write(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	again, err := Open(bytes.NewReader(out.Bytes()))
	if err != nil || again.Stamp() != x.Stamp() || again.Changed() != 0 {
		t.Fatalf("stamp %+v, want %+v: %v", again.Stamp(), x.Stamp(), err)
	}
	return again
}

func TestSeveralBlocksAreRead(t *testing.T) {
	x, all, raw := written(t, rand.New(rand.NewPCG(1, 1)), 8000)
	if len(raw) < 2*blockSize {
		t.Fatalf("%d bytes are no two blocks", len(raw))
	}
	q := Query{Shows: func(annotate.ID) bool { return true }}
	got, err := x.Query(t.Context(), q)
	if want := wanted(all, q); err != nil || !slices.Equal(got.IDs, want.IDs) {
		t.Errorf("%d found, want %d: %v", len(got.IDs), len(want.IDs), err)
	}
}

func TestACancelledQueryEnds(t *testing.T) {
	x, _, _ := written(t, rand.New(rand.NewPCG(1, 1)), 100)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := x.Query(ctx, Query{Shows: func(annotate.ID) bool { return true }}); !errors.Is(err, context.Canceled) {
		t.Errorf("it ended with %v", err)
	}
}

// Every byte and every length matters: no damage is taken for an answer.
func TestDamageIsFound(t *testing.T) {
	_, _, raw := written(t, rand.New(rand.NewPCG(3, 1)), 20)
	read := func(b []byte) error {
		x, err := Open(bytes.NewReader(b))
		if err != nil {
			return err
		}
		_, err = x.Query(t.Context(), Query{Shows: func(annotate.ID) bool { return true }})
		return err
	}
	if err := read(raw); err != nil {
		t.Fatal(err)
	}
	for at := range raw {
		b := bytes.Clone(raw)
		b[at] ^= 0x20
		if err := read(b); !errors.Is(err, ErrDamaged) {
			t.Fatalf("byte %d of %d changed: %v", at, len(raw), err)
		}
		if err := read(raw[:at]); !errors.Is(err, ErrDamaged) {
			t.Fatalf("cut to %d of %d bytes: %v", at, len(raw), err)
		}
	}
}

func FuzzRead(f *testing.F) {
	for n := range 4 {
		_, _, raw := written(f, rand.New(rand.NewPCG(uint64(n), 1)), 5*n)
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		// Without the checksums, so that what lies behind them is reached.
		r := &reader{rest: b, block: b, left: uint32(len(b)), seen: map[string]annotate.Status{}}
		for range len(b) {
			e, err := r.next(t.Context())
			if err != nil {
				return
			}
			if len(e.Words)+len(e.Published) > len(b) {
				t.Fatalf("an entry of %d bytes in %d", len(e.Words), len(b))
			}
		}
	})
}
