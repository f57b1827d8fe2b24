package storage

import (
	"slices"

	"bluepencil/annotate"
	"bluepencil/annotate/rounds"
	"bluepencil/storage/kv"
)

// standing is where a person stands with an article, a lead's word counted in.
func standing(r kv.Reader, layer *annotate.Object) (annotate.Layer, error) {
	ruling, err := readObject(r, rounds.RulingRef(layer.Ref.Article, layer.Ref.Owner))
	if err != nil {
		return annotate.Layer{}, err
	}
	return rounds.StandingOf(layer, ruling), nil
}

// standingOf reads where a person stands with an article.
func standingOf(r kv.Reader, article, person annotate.ID) (annotate.Layer, error) {
	o, err := readObject(r, annotate.LayerRef(article, person))
	if err != nil {
		return annotate.Layer{}, err
	}
	return standing(r, o)
}

// scanStandings gives where everybody stands with the articles under a prefix
// of layers, until each returns false.
func scanStandings(r kv.Reader, prefix []byte, each func(*annotate.Layer) bool) error {
	var failed error
	err := scanObjects(r, prefix, func(o *annotate.Object) bool {
		var l annotate.Layer
		l, failed = standing(r, o)
		return failed == nil && each(&l)
	})
	if failed != nil {
		return failed
	}
	return err
}

// Layers lists the layers of an article: everybody who has marked, submitted
// or set aside anything in it. Where they stand is what they say or what a lead
// said of it, whichever is later. It asks nobody's leave: see MaySee.
func (p *Project) Layers(article annotate.ID) ([]annotate.Layer, error) {
	var list []annotate.Layer
	err := p.store.View(func(r kv.Reader) error {
		return scanStandings(r, kindPrefix(annotate.KindLayer, article), func(l *annotate.Layer) bool {
			list = append(list, *l)
			return true
		})
	})
	return list, err
}

// Layer reads where a person stands with an article, as Layers does; a layer
// nobody touched is new.
func (p *Project) Layer(article, person annotate.ID) (l annotate.Layer, err error) {
	err = p.store.View(func(r kv.Reader) error {
		l, err = standingOf(r, article, person)
		return err
	})
	return l, err
}

// Return gives a finished layer back to its person, with a reason. Their
// submission stays, and they can submit again. It fails with
// annotate.ErrInvalid as rounds.Return does.
func (p *Project) Return(by, article, person annotate.ID, reason string) (annotate.Change, error) {
	return p.rule(article, person, func(layer, ruling *annotate.Object, now int64) (annotate.Draft, error) {
		return rounds.Return(by, layer, ruling, reason, now)
	})
}

// Adjudicate says that the differences about a layer are settled. It fails
// with annotate.ErrInvalid where its person has not finished.
func (p *Project) Adjudicate(by, article, person annotate.ID) (annotate.Change, error) {
	return p.rule(article, person, func(layer, ruling *annotate.Object, now int64) (annotate.Draft, error) {
		return rounds.Adjudicate(by, layer, ruling, now)
	})
}

func (p *Project) rule(article, person annotate.ID, draft func(layer, ruling *annotate.Object, now int64) (annotate.Draft, error)) (annotate.Change, error) {
	layer, err := p.Object(annotate.LayerRef(article, person))
	if err != nil {
		return annotate.Change{}, err
	}
	ruling, err := p.Object(rounds.RulingRef(article, person))
	if err != nil {
		return annotate.Change{}, err
	}
	d, err := draft(layer, ruling, p.now().UnixMilli())
	if err != nil {
		return annotate.Change{}, err
	}
	return p.Commit(d)
}

// Submitted is one submission of a person.
type Submitted struct {
	ID annotate.ID
	annotate.Snapshot
}

// Submissions reads everything a person has submitted of an article, the first
// first; what was undone is left out. Agreement before any feedback is counted
// on the first. What the codebook has merged is read as what it was merged into.
func (p *Project) Submissions(article, person annotate.ID) ([]Submitted, error) {
	found, err := list(p, kindPrefix(annotate.KindSubmission, article, person), (*annotate.Object).Exists, func(o *annotate.Object) Submitted {
		return Submitted{o.Ref.ID, annotate.As[annotate.Snapshot](o.Value(annotate.FieldSnapshot))}
	})
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(found, func(a, b Submitted) int { return int(min(max(a.At-b.At, -1), 1)) })
	for i := range found {
		if err := p.read(found[i].Annotations); err != nil {
			return nil, err
		}
	}
	return found, nil
}
