package search

import (
	"errors"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"
)

// placedCursor walks over records with places: what a term of annotations is.
type placedCursor struct {
	records []uint64
	where   map[uint64][]uint64
	at      int
}

func (c *placedCursor) seek(from uint64) (uint64, bool, error) {
	for c.at < len(c.records) && c.records[c.at] < from {
		c.at++
	}
	if c.at == len(c.records) {
		return 0, false, nil
	}
	return c.records[c.at], true, nil
}

func (c *placedCursor) places() []uint64 { return c.where[c.records[c.at]] }
func (c *placedCursor) count() uint64    { return uint64(len(c.records)) }
func (c *placedCursor) close() error     { return nil }

// randomPlaces is a cursor and the same as a set of record and place.
func randomPlaces(r *rand.Rand) (*placedCursor, map[[2]uint64]bool) {
	c, set := &placedCursor{where: map[uint64][]uint64{}}, map[[2]uint64]bool{}
	for record := range uint64(30) {
		for place := range uint64(4) {
			if r.IntN(3) == 0 {
				c.where[record] = append(c.where[record], place)
				set[[2]uint64{record, place}] = true
			}
		}
		if len(c.where[record]) > 0 {
			c.records = append(c.records, record)
		}
	}
	return c, set
}

// walked lists what a cursor finds, with places.
func walked(t *testing.T, c cursor) map[[2]uint64]bool {
	t.Helper()
	found := map[[2]uint64]bool{}
	for from := uint64(0); ; from++ {
		at, ok, err := c.seek(from)
		must(t, err)
		if !ok {
			return found
		}
		if again, ok, err := c.seek(from); again != at || !ok || err != nil {
			t.Fatalf("the same seek gives %d and then %d", at, again)
		}
		for _, place := range c.places() {
			found[[2]uint64{at, place}] = true
		}
		from = at
	}
}

func TestCursorsDoWhatSetsDo(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 500 {
		a, setA := randomPlaces(r)
		b, setB := randomPlaces(r)
		c, setC := randomPlaces(r)
		got := walked(t, newAll(together, newAny([]cursor{a, b}), c))
		for _, set := range []map[[2]uint64]bool{setA, setB, setC, got} {
			for at := range set {
				if want := (setA[at] || setB[at]) && setC[at]; got[at] != want {
					t.Fatalf("%v: found %v, want %v", at, got[at], want)
				}
			}
		}
	}
}

func TestWithoutTakesRecordsAway(t *testing.T) {
	keep, drop := roaring.BitmapOf(1, 2, 3, 7, 9), roaring.BitmapOf(0, 2, 3, 9, 10)
	c := &withoutCursor{newBitmapCursor(keep), newBitmapCursor(drop)}
	var found []uint64
	for from := uint64(0); ; from++ {
		at, ok, err := c.seek(from)
		must(t, err)
		if !ok {
			break
		}
		found = append(found, at)
		from = at
	}
	if !slices.Equal(found, []uint64{1, 7}) {
		t.Errorf("found %v", found)
	}
}

// failingCursor cannot be read.
type failingCursor struct{ placedCursor }

var errUnread = errors.New("cannot be read")

func (c *failingCursor) seek(uint64) (uint64, bool, error) { return 0, false, errUnread }

func TestAFailureComesThrough(t *testing.T) {
	whole := func() cursor { return newBitmapCursor(roaring.BitmapOf(1, 2)) }
	for name, c := range map[string]cursor{
		"all":     newAll(anywhere, whole(), &failingCursor{}),
		"any":     newAny([]cursor{whole(), &failingCursor{}}),
		"without": &withoutCursor{whole(), &failingCursor{}},
	} {
		if _, ok, err := c.seek(0); ok || !errors.Is(err, errUnread) {
			t.Errorf("%s: %v, %v", name, ok, err)
		}
	}
}
