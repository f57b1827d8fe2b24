package near

import (
	"cmp"
	"context"
	"slices"

	"bluepencil/annotate/text/shingle"
)

// pair is two articles that may be copies, by their places in the table.
type pair struct {
	a, b     int
	estimate float64
}

// The bounds of the search for pairs within one band.
const (
	allPairsUpTo = 24 // articles of one band of which every two are looked at
	neighbours   = 3  // of more each is looked at with so many after it, and with the first
)

// pairing gathers the pairs that may be copies.
type pairing struct {
	t     *table
	seen  map[uint64]bool
	pairs []pair
}

// likely finds the pairs of articles whose signatures say that they may be
// copies, the most alike first: band by band, sorted, so that no more than one
// band is in memory beside the signatures.
func likely(ctx context.Context, t *table) ([]pair, error) {
	type entry struct {
		band uint64
		at   int32
	}
	p := &pairing{t: t, seen: map[uint64]bool{}}
	entries, row := make([]entry, t.len()), []int32{}
	for band := range shingle.BandCount {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		for i := range entries {
			entries[i] = entry{t.at(i).signature.Band(band), int32(i)}
		}
		slices.SortFunc(entries, func(a, b entry) int { return cmp.Or(cmp.Compare(a.band, b.band), cmp.Compare(a.at, b.at)) })
		for i, e := range entries {
			if i > 0 && entries[i-1].band != e.band {
				p.lookAmong(row)
				row = row[:0]
			}
			row = append(row, e.at)
		}
		p.lookAmong(row)
		row = row[:0]
	}
	slices.SortFunc(p.pairs, func(x, y pair) int {
		return cmp.Or(cmp.Compare(y.estimate, x.estimate), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
	})
	return p.pairs, nil
}

// lookAmong looks at the articles that share a band: at every two of a few; of
// many only at as many as hold them together, or a hundred thousand reports of
// one form would take their square.
func (p *pairing) lookAmong(row []int32) {
	for i := range row {
		last := len(row)
		if len(row) > allPairsUpTo {
			last = min(len(row), i+1+neighbours)
			if i > 0 {
				p.look(row[0], row[i])
			}
		}
		for j := i + 1; j < last; j++ {
			p.look(row[i], row[j])
		}
	}
}

// look takes a pair if it may be one of copies; a is below b.
func (p *pairing) look(a, b int32) {
	key := uint64(a)<<32 | uint64(b)
	x, y := p.t.at(int(a)), p.t.at(int(b))
	if p.seen[key] || !shingle.Likely(&x.signature, &y.signature, int(x.size), int(y.size)) {
		return
	}
	p.seen[key] = true
	share := shingle.EstimateContainment(x.signature.Estimate(&y.signature), int(x.size), int(y.size))
	p.pairs = append(p.pairs, pair{int(a), int(b), share})
}
