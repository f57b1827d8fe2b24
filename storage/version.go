package storage

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"

	"bluepencil/annotate"
	"bluepencil/annotate/source"
	"bluepencil/annotate/text/anchor"
	"bluepencil/storage/kv"
)

// versionLinks knows which article is a new version of which. There are few
// such articles, so all are kept in memory once somebody has asked; whether
// they may be seen is looked up each time.
type versionLinks struct {
	mu     sync.Mutex
	loaded bool
	older  map[annotate.ID]annotate.ID
	newer  map[annotate.ID][]annotate.ID // in the order of their ids
}

// load reads the links, the first time. It must not be called within a
// transaction.
func (v *versionLinks) load(store kv.Store) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.loaded {
		return nil
	}
	v.older, v.newer = map[annotate.ID]annotate.ID{}, map[annotate.ID][]annotate.ID{}
	err := store.View(func(r kv.Reader) error {
		return r.Scan(bucketObjects, kindPrefix(annotate.KindArticle), nil, func(key, value []byte) (bool, error) {
			if !bytes.Contains(value, []byte(annotate.FieldVersion)) {
				return true, nil // nearly all of them, and decoding takes time
			}
			o, err := objectOf(key, value)
			if err != nil {
				return false, err
			}
			v.put(o.Ref.ID, annotate.As[annotate.ID](o.Value(annotate.FieldVersion)))
			return true, nil
		})
	})
	v.loaded = err == nil
	return err
}

// forget lets the links be read anew.
func (v *versionLinks) forget() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.loaded = false
}

// set takes note of what an article replaces now.
func (v *versionLinks) set(article, old annotate.ID) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.loaded {
		v.put(article, old)
	}
}

func (v *versionLinks) put(article, old annotate.ID) {
	before := v.older[article]
	if before == old {
		return
	}
	if !before.IsZero() {
		v.newer[before] = slices.DeleteFunc(v.newer[before], func(id annotate.ID) bool { return id == article })
		delete(v.older, article)
	}
	if !old.IsZero() {
		v.older[article] = old
		v.newer[old] = append(v.newer[old], article)
		slices.SortFunc(v.newer[old], annotate.ID.Compare)
	}
}

// replacedOnes are the articles that some other one replaces.
func (v *versionLinks) replacedOnes() []annotate.ID {
	v.mu.Lock()
	defer v.mu.Unlock()
	return slices.Collect(maps.Keys(v.newer))
}

// before is the article that one replaces, or the zero ID.
func (v *versionLinks) before(article annotate.ID) annotate.ID {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.older[article]
}

// after lists all that come after an article, its own successors and theirs,
// the nearest first. A circle, which only a merge can make, ends it.
func (v *versionLinks) after(article annotate.ID) []annotate.ID {
	v.mu.Lock()
	defer v.mu.Unlock()
	list := slices.Clone(v.newer[article])
	for n := 0; n < len(list); n++ {
		for _, id := range v.newer[list[n]] {
			if id != article && !slices.Contains(list, id) {
				list = append(list, id)
			}
		}
	}
	return list
}

// replaced tells whether an article has a newer version that may be seen. In a
// circle nobody is replaced.
func (p *Project) replaced(r kv.Reader, article annotate.ID) (bool, error) {
	for _, id := range p.versions.after(article) {
		if slices.Contains(p.versions.after(id), article) {
			continue
		}
		o, err := readObject(r, annotate.ArticleRef(id))
		if err != nil {
			return false, err
		}
		if o.Exists() && p.visible.shows(annotate.BatchOf(o)) {
			return true, nil
		}
	}
	return false, nil
}

// hiddenVersions are the articles that a list leaves out because a newer
// version may be seen.
func (p *Project) hiddenVersions(f ArticleFilter) (map[annotate.ID]bool, error) {
	if f.AllVersions || f.Deleted {
		return nil, nil
	}
	if err := p.versions.load(p.store); err != nil {
		return nil, err
	}
	hidden := map[annotate.ID]bool{}
	err := p.store.View(func(r kv.Reader) error {
		for _, id := range p.versions.replacedOnes() {
			there, err := p.replaced(r, id)
			if err != nil {
				return err
			}
			if there {
				hidden[id] = true
			}
		}
		return nil
	})
	return hidden, err
}

// AddVersion adds a document as a new version of the article old, in one step
// that can be undone. Where the project has the text already, id is that of the
// article there is, and duplicate is true. It fails with annotate.ErrNotFound
// where there is no old article.
func (p *Project) AddVersion(person, old annotate.ID, doc source.Document) (id annotate.ID, duplicate bool, err error) {
	before, err := p.Article(old)
	if err != nil {
		return id, false, err
	}
	if id, duplicate, err = p.ArticleByText(doc.TextSHA256); err != nil || duplicate {
		return id, duplicate, err
	}
	i, err := p.StartImport(person, "add a new version of "+before.Title())
	if err != nil {
		return id, false, err
	}
	if id, duplicate, err = i.AddVersion(old, doc); err == nil {
		_, err = i.Close("")
	}
	return id, duplicate, err
}

// SetReplaces says that an article of the project is a new version of another
// one, or, with a zero old, that it stands on its own. It fails with
// annotate.ErrNotFound, and with annotate.ErrInvalid where old is itself a later
// version of the article.
func (p *Project) SetReplaces(person, article, old annotate.ID) error {
	if err := p.checkReplaces(article, old); err != nil {
		return err
	}
	_, err := p.Commit(annotate.SetReplaces(person, article, old))
	return err
}

func (p *Project) checkReplaces(article, old annotate.ID) error {
	if old.IsZero() {
		return nil
	}
	if err := p.versions.load(p.store); err != nil {
		return err
	}
	for _, id := range []annotate.ID{article, old} {
		if _, err := p.existing(annotate.ArticleRef(id)); err != nil {
			return err
		}
	}
	if article == old || slices.Contains(p.versions.after(article), old) {
		return fmt.Errorf("%w: article %s is a later version of %s already", annotate.ErrInvalid, old, article)
	}
	return nil
}

// Versions lists an article with all its versions, the oldest first: those it
// replaces, and those that replace it. Articles in the bin are left out.
// Two people who correct the same article on their own make two newest versions.
func (p *Project) Versions(article annotate.ID) ([]annotate.Article, error) {
	if _, err := p.Article(article); err != nil {
		return nil, err
	}
	if err := p.versions.load(p.store); err != nil {
		return nil, err
	}
	first := article
	seen := map[annotate.ID]bool{first: true}
	for before := p.versions.before(first); !before.IsZero() && !seen[before]; before = p.versions.before(first) {
		first, seen[before] = before, true
	}
	var list []annotate.Article
	for _, id := range append([]annotate.ID{first}, p.versions.after(first)...) {
		a, err := p.Article(id)
		if errors.Is(err, annotate.ErrNotFound) || err == nil && a.Deleted {
			continue
		}
		if err != nil {
			return nil, err
		}
		list = append(list, a)
	}
	return list, nil
}

// Newest is the newest version of an article, which may be itself.
func (p *Project) Newest(article annotate.ID) (annotate.ID, error) {
	list, err := p.Versions(article)
	if err != nil || len(list) == 0 {
		return article, err
	}
	return list[len(list)-1].ID, nil
}

// Compare compares the texts of two articles, such as two versions of one:
// their differences are Edits and Quotes of the result.
func (p *Project) Compare(old, new annotate.ID) (*anchor.Alignment, error) {
	before, err := p.Text(old)
	if err != nil {
		return nil, err
	}
	after, err := p.Text(new)
	if err != nil {
		return nil, err
	}
	return anchor.Align(before, after), nil
}
