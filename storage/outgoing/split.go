package outgoing

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/format/dataset"
	"bluepencil/storage/near"
)

// Stratum is what a split may be balanced by.
type Stratum string

// What a split may be balanced by.
const (
	ByOutlet Stratum = "outlet"
	ByLabel  Stratum = "label" // the set of labels an article has
)

// Strata lists them.
var Strata = []Stratum{ByOutlet, ByLabel}

func strata(list []Stratum) string {
	words := make([]string, len(list))
	for i, s := range list {
		words[i] = string(s)
	}
	return strings.Join(words, " and ")
}

// checkParts fails with ErrOptions where a part's file would be called like one
// that goes beside the data.
func (j *job) checkParts() error {
	for _, s := range j.o.Shares {
		if slices.Contains(goBeside(), s.Name+j.format.Extension) {
			return fmt.Errorf("%w: %s goes beside the data; call the part %s something else", ErrOptions, s.Name+j.format.Extension, s.Name)
		}
	}
	return nil
}

// split gives each article its part; empty where nothing is split. Copies of one
// story, and versions of one article, get the same.
func (j *job) split(ctx context.Context) (map[annotate.ID]string, error) {
	if len(j.o.Shares) == 0 {
		return nil, nil
	}
	index, err := near.Open(j.p)
	if err != nil {
		return nil, err
	}
	if err := index.Update(ctx, nil); err != nil {
		return nil, fmt.Errorf("compare the articles with each other: %w", err)
	}
	items := make([]dataset.Item, len(j.ids))
	for i, id := range j.ids {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		items[i] = dataset.Item{Article: id}
		if f, ok := index.Family(id); ok && len(f.Members) > 0 {
			items[i].Family = f.Members[0].Article
		}
		if items[i].Stratum, err = j.stratum(id); err != nil {
			return nil, err
		}
	}
	return dataset.Split(items, j.o.Shares, j.o.Seed), nil
}

// stratum is the name of the stratum an article belongs to.
func (j *job) stratum(id annotate.ID) (string, error) {
	var words []string
	for _, by := range j.o.Stratify {
		switch by {
		case ByOutlet:
			a, err := j.p.Article(id)
			if err != nil {
				return "", err
			}
			words = append(words, a.Meta[annotate.MetaOutlet])
		case ByLabel:
			list, err := j.p.Annotations(id, j.o.Person)
			if err != nil {
				return "", err
			}
			labels := map[string]bool{}
			for i := range list {
				labels[string(list[i].Label)] = true
			}
			words = append(words, strings.Join(slices.Sorted(maps.Keys(labels)), "+"))
		}
	}
	return strings.Join(words, " | "), nil
}
