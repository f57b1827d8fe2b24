package dataset

import (
	"cmp"
	"maps"
	"slices"
	"sync"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
)

// Tally counts what an export writes. It may be used from several goroutines.
type Tally struct {
	mu      sync.Mutex
	parts   map[string]*Count
	labels  map[annotate.LabelID]map[string]int // by part
	people  map[annotate.ID]*Count
	langs   map[string]int
	outlets map[string]int
	texts   []Text
}

// Count is how much there is of something.
type Count struct{ Articles, Annotations int }

// Text is one text of the data, by its hash.
type Text struct {
	SHA256  annotate.Digest
	Article annotate.ID
	Part    string
}

// NewTally counts from nothing.
func NewTally() *Tally {
	return &Tally{parts: map[string]*Count{}, labels: map[annotate.LabelID]map[string]int{}, people: map[annotate.ID]*Count{}, langs: map[string]int{}, outlets: map[string]int{}}
}

// Add counts an article that was written to a part; the part is empty where
// nothing is split.
func (t *Tally) Add(part string, b *format.Bundle) {
	t.mu.Lock()
	defer t.mu.Unlock()
	own := countOf(t.parts, part)
	own.Articles++
	own.Annotations += len(b.Annotations)
	for i := range b.Annotations {
		label := b.Annotations[i].Label
		if t.labels[label] == nil {
			t.labels[label] = map[string]int{}
		}
		t.labels[label][part]++
		countOf(t.people, b.Annotations[i].Layer).Annotations++
	}
	for _, l := range b.Layers {
		countOf(t.people, l.Person).Articles++
	}
	t.langs[b.Article.Meta[annotate.MetaLanguage]]++
	t.outlets[b.Article.Meta[annotate.MetaOutlet]]++
	t.texts = append(t.texts, Text{b.Article.Content.TextSHA256, b.Article.ID, part})
}

func countOf[K comparable](counts map[K]*Count, key K) *Count {
	if counts[key] == nil {
		counts[key] = &Count{}
	}
	return counts[key]
}

// Texts lists the texts by part and hash.
func (t *Tally) Texts() []Text {
	slices.SortFunc(t.texts, func(a, b Text) int {
		return cmp.Or(cmp.Compare(a.Part, b.Part), slices.Compare(a.SHA256[:], b.SHA256[:]), a.Article.Compare(b.Article))
	})
	return t.texts
}

// sum is the digest over the sorted hashes of all texts: it names the corpus.
func (t *Tally) sum() annotate.Digest {
	var all []byte
	for _, text := range t.Texts() {
		all = append(all, text.SHA256[:]...)
	}
	return annotate.DigestOf(all)
}

func (t *Tally) partNames() []string { return slices.Sorted(maps.Keys(t.parts)) }
