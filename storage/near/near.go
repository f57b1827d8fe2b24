// Package near finds the families of a project's articles: copies of one
// story, cut or with another headline, and versions of one article.
//
// What it knows is derived and lies in a folder beside the project, never in
// it: signatures of the texts, which pairs were compared and what came of it,
// and the families. It can be deleted at any time and is made again. A text
// never changes, so a signature stays right for as long as there is an article
// with that text; a changed project costs what is new in it.
//
// Families are what hangs together over the threshold of package shingle. Of a
// family of hundreds of copies only as many pairs are compared as it takes to
// hold them together.
package near

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"sync"

	"bluepencil/annotate"
	"bluepencil/annotate/text/shingle"
	"bluepencil/storage"
)

// Kind says what makes two articles of one family.
type Kind string

// The kinds. The last two are what the source or a person says, whatever the
// texts are.
const (
	Copy    = Kind(shingle.Copy)    // the same text but for small edits
	CutCopy = Kind(shingle.CutCopy) // one text is a part of the other
	Update  = Kind("update")        // the source calls both by one guid or URL
	Version = Kind("version")       // one is a new version of the other
)

// Member is an article of a family. It came to it by another member, Like,
// which is zero for the first.
type Member struct {
	Article annotate.ID `json:"article"`
	Like    annotate.ID `json:"like,omitzero"`
	Kind    Kind        `json:"kind,omitempty"`
	// Share is how much of the shorter text the other one has too, from 0 to 1;
	// 0 where the texts were not compared.
	Share float64 `json:"share,omitempty"`
}

// Family is articles that tell one story, the oldest first: by the dates they
// state, and where they state none by when they were added.
type Family struct {
	Members []Member `json:"members"`
}

// Index holds the families of an open project. Its methods are safe for
// concurrent use.
type Index struct {
	p   *storage.Project
	dir string // "" keeps everything in memory

	updating sync.Mutex // held for one update

	mu       sync.RWMutex
	families []Family
	of       map[annotate.ID]int // the family of an article
	position uint64              // of the history that the families are of
	ready    bool
	kept     *table // of a project in memory
	pairs    verdicts
}

// Dir is the folder that an index of a project file lies in.
func Dir(project string) string {
	return filepath.Join(storage.CacheDir(project), "near")
}

// Open gives the index of a project, with the families as they were found
// last, if they are of this project as it stands. It reads no article.
func Open(p *storage.Project) (*Index, error) {
	x := &Index{p: p}
	if p.Path() != "" {
		x.dir = Dir(p.Path())
	}
	position, err := p.LastArrival()
	if err != nil {
		return nil, err
	}
	if families, of, ok := x.readFamilies(); ok {
		x.set(families, of)
		x.ready = of == position
	}
	return x, nil
}

// Fresh tells whether the families are those of the project as it stands.
func (x *Index) Fresh() (bool, error) {
	position, err := x.p.LastArrival()
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.ready && x.position == position, err
}

// Families lists the families found by the last update, those with the latest
// first member first. Callers share it and must not write to it.
func (x *Index) Families() []Family {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.families
}

// Family is the family an article is in; ok is false where it is in none.
func (x *Index) Family(article annotate.ID) (f Family, ok bool) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	at, ok := x.of[article]
	if ok {
		f = x.families[at]
	}
	return f, ok
}

func (x *Index) set(families []Family, position uint64) {
	of := map[annotate.ID]int{}
	for n := range families {
		for _, m := range families[n].Members {
			of[m.Article] = n
		}
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	x.families, x.of, x.position, x.ready = families, of, position, true
}

// Update finds the families of the project as it stands; where nothing has
// changed since, it does nothing. Cancelling the context ends it: the families
// stay as they were, and what was read is kept for the next time. progress may
// be nil; it counts articles and then comparisons, on the calling goroutine.
func (x *Index) Update(ctx context.Context, progress func(done, total int)) error {
	x.updating.Lock()
	defer x.updating.Unlock()
	if fresh, err := x.Fresh(); err != nil || fresh {
		return err
	}
	if progress == nil {
		progress = func(int, int) {}
	}
	position, err := x.p.LastArrival()
	if err != nil {
		return err
	}
	articles, err := x.articles()
	if err != nil {
		return err
	}
	signatures, err := x.signatures(ctx, articles, progress)
	if err != nil {
		return fmt.Errorf("index of copies: %w", err)
	}
	families, err := x.find(ctx, articles, signatures, progress)
	if err != nil {
		return fmt.Errorf("index of copies: %w", err)
	}
	if err := x.writeFamilies(families, position); err != nil {
		return fmt.Errorf("index of copies: %w", err)
	}
	x.set(families, position)
	return nil
}

// articles lists what families are found by, of all versions of all articles.
func (x *Index) articles() ([]article, error) {
	var list []article
	err := x.p.EachArticle(storage.ArticleFilter{AllVersions: true}, func(a *annotate.Article) bool {
		list = append(list, articleOf(a))
		return true
	})
	slices.SortFunc(list, func(a, b article) int { return a.id.Compare(b.id) })
	return list, err
}
