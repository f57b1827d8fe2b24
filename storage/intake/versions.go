package intake

import (
	"errors"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
	"bluepencil/annotate/source"
)

// versionOf is the article that a document is a new version of, by the guid or
// URL its source gives it, where that is wanted; or the zero ID.
func (t *taking) versionOf(doc source.Document) (annotate.ID, error) {
	if !t.o.Update {
		return annotate.ID{}, nil
	}
	if t.finder == nil {
		var err error
		if t.finder, err = t.p.VersionFinder(); err != nil {
			return annotate.ID{}, err
		}
	}
	list, err := t.finder.Stated(doc)
	if err != nil || len(list) == 0 {
		return annotate.ID{}, err
	}
	return list[0].Article, nil
}

// versionLink is an article of an export that says which one it replaces, by
// the ids of the export.
type versionLink struct {
	where    string
	article  annotate.ID // in the project
	replaces annotate.ID // in the export
}

// noteVersion takes note of what an article of an export is called there, and
// of what it replaces if it was added just now. One that was here already keeps
// to what it is here.
func (t *taking) noteVersion(where string, in *format.Incoming, id annotate.ID, added bool) {
	t.lines.ids[in.ID] = id
	if added && !in.Replaces.IsZero() {
		t.lines.links = append(t.lines.links, versionLink{where, id, in.Replaces})
	}
}

// linkVersions makes versions of the articles of exports that were versions
// there, where both are here. An article whose old version did not come along
// stands on its own.
func (t *taking) linkVersions() error {
	for _, link := range t.lines.links {
		old, ok := t.lines.ids[link.replaces]
		if !ok {
			continue
		}
		err := t.into.SetReplaces(link.article, old)
		if errors.Is(err, annotate.ErrInvalid) {
			t.fail(link.where, err)
			continue
		}
		if err != nil {
			return err
		}
	}
	t.lines.links = nil
	return nil
}
