package intake

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"bluepencil/annotate"
	"bluepencil/annotate/source"
	"bluepencil/annotate/text"
)

// originStated is the source of annotations that an article's file states itself.
const originStated = "markup"

// stated puts what an article's file itself marks, such as the names in the
// markup of an agency, into the layer of the import. They come in the same step as
// the article, so that one undo takes both back.
func (t *taking) stated(where string, article annotate.ID, isNew bool, doc *source.Document) error {
	list, err := t.statedBy(doc)
	if err != nil || len(list) == 0 {
		return err
	}
	fit, refused := t.fitting(list, doc.Text)
	if len(fit) > 0 {
		if err := t.addStated(article, isNew, fit); err != nil {
			return errors.Join(refused, err)
		}
	}
	return refused
}

func (t *taking) addStated(article annotate.ID, isNew bool, list []annotate.Annotation) error {
	person, err := t.personOf("")
	if err != nil {
		return err
	}
	if t.lines.given[annotate.LayerRef(article, person)] {
		t.report.Known += len(list) // the same text came a moment ago
		return nil
	}
	if !isNew {
		if list, err = t.unknownHere(article, person, list, byExtent); err != nil || len(list) == 0 {
			return err
		}
	}
	t.lines.given[annotate.LayerRef(article, person)] = true
	if err := t.into.AddAnnotationsOf(person, article, list); err != nil {
		return errProject{err}
	}
	t.report.Annotations += len(list)
	t.lines.statuses = append(t.lines.statuses, layerStatus{article, person, annotate.StatusSubmitted, ""})
	return nil
}

// statedBy makes annotations of what a document marks. What the codebook has no
// label for is counted, and left out.
func (t *taking) statedBy(doc *source.Document) ([]annotate.Annotation, error) {
	if len(doc.Marks) == 0 {
		return nil, nil
	}
	codebook, err := t.p.Codebook()
	if err != nil {
		return nil, errProject{err}
	}
	merged := codebook.Mapping()
	list := make([]annotate.Annotation, 0, len(doc.Marks))
	for _, m := range doc.Marks {
		a := annotate.Annotation{ID: annotate.NewID(), Label: annotate.LabelID(m.Label), Spans: m.Spans, Origin: annotate.Origin{By: annotate.ByImport, Source: originStated}}
		merged.Read(&a)
		if _, ok := codebook.Label(a.Label); !ok {
			t.lines.unlabelled[m.Label]++
			continue
		}
		list = append(list, a)
	}
	return list, nil
}

// noteUnlabelled says which marks were left out for want of a label.
func (t *taking) noteUnlabelled() {
	for _, label := range slices.Sorted(maps.Keys(t.lines.unlabelled)) {
		t.report.Notes = append(t.report.Notes, fmt.Sprintf("%s that the articles state as %s left out: the codebook has no label with the id %q", text.Count(t.lines.unlabelled[label], "marking"), label, label))
	}
}

// countStated is how many annotations a document would bring of its own.
func (r *rehearsing) countStated(doc *source.Document) (int, error) {
	list, err := r.statedBy(doc)
	if err != nil || len(list) == 0 {
		return 0, err
	}
	fit, refused := r.fitting(list, doc.Text)
	var broken errProject
	if errors.As(refused, &broken) {
		return 0, refused
	}
	article, known, err := r.p.ArticleByText(doc.TextSHA256)
	if err != nil {
		return 0, errProject{err}
	}
	if r.seen[doc.TextSHA256] {
		return 0, nil
	}
	person, err := r.p.PersonByHandle(importHandle)
	switch {
	case errors.Is(err, annotate.ErrNotFound):
		return len(fit), nil
	case err != nil:
		return 0, errProject{err}
	case known:
		fit, err = r.unknownHere(article, person.ID, fit, byExtent)
	}
	return len(fit), err
}
