package storage

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"bluepencil/annotate"
	"bluepencil/storage/kv"
	"bluepencil/storage/listing"
)

// ArticleFilter says which articles a list shows.
type ArticleFilter struct {
	Person   annotate.ID       // whose status is shown and asked for
	Query    string            // in title, outlet, byline or file name; upper and lower case are the same
	Statuses []annotate.Status // any of these; empty = all
	Deleted  bool              // the bin instead
	// Order and Descending are for Project.List; Articles gives articles in
	// the order they were added.
	Order      listing.Order
	Descending bool
	// Assigned, where it is not nil, lists only articles that such an
	// assignment gives out. It is for Project.List.
	Assigned *AssignmentFilter
	// AllVersions lists articles that a newer version replaces, too.
	AllVersions bool
}

// ArticleRow is an article as a list shows it.
type ArticleRow struct {
	ID         annotate.ID
	Title      string
	Outlet     string
	Published  string
	SourceName string
	Bytes      int
	Added      time.Time
	Status     annotate.Status
	Reason     string
	Marked     int         // the person's live annotations; counted by List.Rows only
	Replaces   annotate.ID // the version before, or zero
}

// Articles gives the articles of a filter in the order they were added, until
// each returns false. each runs inside a read transaction: it must not write
// to the project.
func (p *Project) Articles(f ArticleFilter, each func(ArticleRow) bool) error {
	return p.eachArticle(f, func(r kv.Reader, a *annotate.Article) (bool, error) {
		row, err := rowOf(r, a, f.Person)
		if err != nil {
			return false, err
		}
		if len(f.Statuses) > 0 && !slices.Contains(f.Statuses, row.Status) {
			return true, nil
		}
		return each(row), nil
	})
}

// EachArticle is Articles with all there is about an article; whose status is
// shown and asked for does not count.
func (p *Project) EachArticle(f ArticleFilter, each func(*annotate.Article) bool) error {
	return p.eachArticle(f, func(_ kv.Reader, a *annotate.Article) (bool, error) { return each(a), nil })
}

func (p *Project) eachArticle(f ArticleFilter, each func(kv.Reader, *annotate.Article) (bool, error)) error {
	query := strings.ToLower(strings.TrimSpace(f.Query))
	if err := p.versions.load(p.store); err != nil {
		return err
	}
	return p.store.View(func(r kv.Reader) error {
		var failed error
		err := scanObjects(r, kindPrefix(annotate.KindArticle), func(o *annotate.Object) (more bool) {
			a := annotate.ArticleFrom(o)
			if !p.lists(&a, o, f.Deleted) || !matches(&a, query) {
				return true
			}
			if !f.Deleted && !f.AllVersions {
				replaced, err := p.replaced(r, a.ID)
				if failed = err; replaced || err != nil {
					return err == nil
				}
			}
			more, failed = each(r, &a)
			return more && failed == nil
		})
		return cmp.Or(failed, err)
	})
}

// lists tells whether the article is in the list, or in the bin.
func (p *Project) lists(a *annotate.Article, o *annotate.Object, bin bool) bool {
	if !p.visible.shows(a.Batch) {
		return false
	}
	if bin {
		return o.Deleted()
	}
	return o.Exists()
}

func matches(a *annotate.Article, query string) bool {
	if query == "" {
		return true
	}
	for _, text := range []string{a.Title(), a.Meta[annotate.MetaOutlet], a.Meta[annotate.MetaByline], a.Content.SourceName} {
		if strings.Contains(strings.ToLower(text), query) {
			return true
		}
	}
	return false
}

func rowOf(r kv.Reader, a *annotate.Article, person annotate.ID) (ArticleRow, error) {
	layer := annotate.Layer{Status: annotate.StatusNew}
	if !person.IsZero() {
		var err error
		if layer, err = standingOf(r, a.ID, person); err != nil {
			return ArticleRow{}, err
		}
	}
	return ArticleRow{ID: a.ID, Title: a.Title(), Outlet: a.Meta[annotate.MetaOutlet], Published: a.Meta[annotate.MetaPublished],
		SourceName: a.Content.SourceName, Bytes: int(a.Content.TextBytes), Added: a.Added, Status: layer.Status, Reason: layer.Reason,
		Replaces: a.Replaces}, nil
}

// StatusCounts counts the articles by where the person stands with them.
func (p *Project) StatusCounts(person annotate.ID) (map[annotate.Status]int, error) {
	counts := map[annotate.Status]int{}
	err := p.Articles(ArticleFilter{Person: person}, func(row ArticleRow) bool {
		counts[row.Status]++
		return true
	})
	return counts, err
}

// Article reads an article, one in the bin too. It fails with annotate.ErrNotFound.
func (p *Project) Article(id annotate.ID) (annotate.Article, error) {
	o, err := p.existing(annotate.ArticleRef(id))
	if err != nil {
		return annotate.Article{}, err
	}
	a := annotate.ArticleFrom(o)
	if !p.visible.shows(a.Batch) {
		return a, fmt.Errorf("article %s: %w", id, annotate.ErrNotFound)
	}
	return a, nil
}

// Text reads an article's text. It fails with annotate.ErrNotFound, and with
// kv.ErrDamaged where the text is not the one the article was made with.
func (p *Project) Text(id annotate.ID) (string, error) {
	a, err := p.Article(id)
	if err != nil {
		return "", err
	}
	return p.textOfArticle(&a)
}

func (p *Project) textOfArticle(a *annotate.Article) (text string, err error) {
	err = p.store.View(func(r kv.Reader) error {
		text, err = p.textOf(r, a.Content.TextSHA256)
		return err
	})
	if err != nil {
		return "", fmt.Errorf("article %q: %w", a.Title(), err)
	}
	return text, nil
}

// ArticleByText finds a visible article with the text of the given hash, one
// in the bin too.
func (p *Project) ArticleByText(digest annotate.Digest) (id annotate.ID, ok bool, err error) {
	err = p.store.View(func(r kv.Reader) error {
		id, ok, err = p.articleByText(r, digest)
		return err
	})
	return id, ok, err
}

func (p *Project) articleByText(r kv.Reader, digest annotate.Digest) (id annotate.ID, ok bool, err error) {
	err = r.Scan(bucketHashes, digest[:], nil, func(key, _ []byte) (bool, error) {
		candidate := annotate.ID(key[len(digest):])
		o, err := readObject(r, annotate.ArticleRef(candidate))
		if err != nil {
			return false, err
		}
		a := annotate.ArticleFrom(o)
		if (o.Exists() || o.Deleted()) && p.visible.shows(a.Batch) {
			id, ok = candidate, true
		}
		return !ok, nil
	})
	return id, ok, err
}
