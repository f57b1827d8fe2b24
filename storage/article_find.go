package storage

import (
	"context"
	"fmt"
	"strings"

	"bluepencil/annotate"
	"bluepencil/storage/kv"
)

// shortestID is from how many characters on the beginning of an id names an
// article.
const shortestID = 4

// FindArticle finds an article by its id, the beginning of its id, its title
// or its file's name. Where versions of one article fit, the newest is meant. It fails with annotate.ErrNotFound, or with
// annotate.ErrInvalid where several fit.
func (p *Project) FindArticle(name string) (annotate.ID, error) {
	byID, err := p.articlesByID(name)
	if err != nil {
		return annotate.ID{}, err
	}
	if len(byID) == 1 {
		return byID[0], nil
	}
	found, err := p.articlesByName(name, ArticleFilter{})
	if err == nil && len(found)+len(byID) == 0 {
		found, err = p.articlesByName(name, ArticleFilter{AllVersions: true})
	}
	if err != nil {
		return annotate.ID{}, err
	}
	if len(found) == 0 {
		found = byID
	}
	switch len(found) {
	case 0:
		return annotate.ID{}, fmt.Errorf("article %q: %w; bp articles lists what there is", name, annotate.ErrNotFound)
	case 1:
		return found[0], nil
	}
	return annotate.ID{}, fmt.Errorf("article %q: %w: %d articles fit, name it by its id", name, annotate.ErrInvalid, len(found))
}

// articlesByID lists the articles whose ids begin with the name, if it can be
// the beginning of one. They lie together in the file.
func (p *Project) articlesByID(name string) ([]annotate.ID, error) {
	const lengthOfID = 26
	if len(name) < shortestID || len(name) > lengthOfID {
		return nil, nil
	}
	name = strings.ToUpper(name)
	first, err := annotate.ParseID(name + strings.Repeat("0", lengthOfID-len(name)))
	if err != nil {
		return nil, nil // then it is a title, or nothing
	}
	var found []annotate.ID
	err = p.store.View(func(r kv.Reader) error {
		from := objectKey(annotate.ArticleRef(first))
		return r.Scan(bucketObjects, kindPrefix(annotate.KindArticle), from, func(key, value []byte) (bool, error) {
			ref, err := refOfKey(key)
			if err != nil || !strings.HasPrefix(ref.ID.String(), name) {
				return false, err
			}
			o, err := objectOf(key, value)
			if err != nil {
				return false, err
			}
			if a := annotate.ArticleFrom(o); p.lists(&a, o, false) {
				found = append(found, ref.ID)
			}
			return true, nil
		})
	})
	return found, err
}

// articlesByName lists the articles with exactly the title or file's name.
func (p *Project) articlesByName(name string, f ArticleFilter) ([]annotate.ID, error) {
	if strings.TrimSpace(name) == "" {
		return nil, nil
	}
	f.Query = name
	list, err := p.List(context.Background(), f)
	if err != nil {
		return nil, err
	}
	const page = 256
	var found []annotate.ID
	for at := 0; at < list.Len(); at += page {
		rows, err := list.Rows(at, page)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			if row.Title == name || row.SourceName == name {
				found = append(found, row.ID)
			}
		}
	}
	return found, nil
}
