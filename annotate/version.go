package annotate

import "strings"

// CarriedSource is what Origin.Source says of an annotation that was taken
// over from the version of the article before; Origin.From names the one it
// was, Origin.Score how sure its place is.
const CarriedSource = "re-anchored"

// SetReplaces drafts that an article is a new version of another; the zero ID
// makes it stand on its own.
func SetReplaces(person, article, old ID) Draft {
	d := Draft{Person: person, Action: "make it a new version", Article: article}
	if old.IsZero() {
		d.Action = "make it an article of its own"
	}
	d.addReplaces(article, old)
	return d
}

// addReplaces adds to a draft that the article is a new version of another.
func (d *Draft) addReplaces(article, old ID) {
	if old.IsZero() {
		d.Unset(ArticleRef(article), FieldVersion)
	} else {
		d.Set(ArticleRef(article), FieldVersion, old)
	}
}

// AddVersion drafts the adding of an article that is a new version of another,
// as a step of a batch.
func AddVersion(old ID, d Draft) Draft {
	d.Action = "add a new version"
	d.addReplaces(d.Article, old)
	return d
}

// Drop drafts the decision that annotations of the version before are not
// wanted in a person's layer of the new one.
func Drop(person, article ID, annotations ...ID) Draft {
	d := Draft{Person: person, Action: "leave out markings of the version before", Article: article}
	for _, id := range annotations {
		d.Set(LayerRef(article, person), FieldDropped+id.String(), true)
	}
	return d
}

// DroppedFrom reads from a layer's object which annotations of the version
// before are not wanted.
func DroppedFrom(o *Object) map[ID]bool {
	dropped := map[ID]bool{}
	for name, f := range o.Fields {
		key, ok := strings.CutPrefix(name, FieldDropped)
		if !ok || !As[bool](f.Value) {
			continue
		}
		if id, err := ParseID(key); err == nil {
			dropped[id] = true
		}
	}
	return dropped
}
