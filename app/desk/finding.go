package desk

import (
	"sort"

	"bluepencil/annotate/text"
)

// hitsAtMost bounds how many places of one search are shown.
const hitsAtMost = 10_000

// Finding is a search in the open article.
type Finding struct {
	Words   string
	Options text.FindOptions
	Hits    []text.Range // in order, disjoint
	At      int          // the hit the caret was brought to, or -1
	folded  *text.Folded // of the open article, for these options
	of      string       // the text it was made of
	latest  int          // generation; late results of an older one are dropped
}

// Finding is the search in the open article, or nil.
func (d *Desk) Finding() *Finding { return d.finding }

// Find looks for words in the open article, from the caret on. It works in
// the background; FindChanged tells when the places are there.
func (d *Desk) Find(words string, o text.FindOptions) {
	if d.open == nil {
		return
	}
	f := d.finding
	if f == nil || f.Options != o || f.of != d.open.Text {
		generation := 0
		if f != nil {
			generation = f.latest
		}
		f = &Finding{Options: o, of: d.open.Text, At: -1, latest: generation}
		d.finding = f
	}
	f.latest++
	generation, folded, caret := f.latest, f.folded, d.caret
	go func() { // not in line behind the writing
		if folded == nil {
			folded = text.Fold(f.of, o)
		}
		hits := folded.Find(words, hitsAtMost)
		d.o.UI(func() {
			if d.finding != f || f.latest != generation {
				return // other words are looked for since
			}
			f.folded, f.Words, f.Hits = folded, words, hits
			f.At = sort.Search(len(hits), func(i int) bool { return hits[i].End > caret })
			if f.At == len(hits) {
				f.At = 0
			}
			if len(hits) == 0 {
				f.At = -1
			}
			d.o.Show(FindChanged)
		})
	}()
}

// FindStep goes to another hit: 1 to the next, -1 to the one before, round
// the ends of the article.
func (d *Desk) FindStep(step int) {
	if f := d.finding; f != nil && len(f.Hits) > 0 {
		f.At = (f.At + step + len(f.Hits)) % len(f.Hits)
		d.o.Show(FindChanged)
	}
}

// EndFind ends the search.
func (d *Desk) EndFind() {
	if d.finding != nil {
		d.finding = nil
		d.o.Show(FindChanged)
	}
}
