package intake

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
	"bluepencil/storage"
)

// intoOwnLayer puts an article's annotations into the importing person's
// layer, with ids of their own and an origin that points back. An article
// marked by several people is refused: their work would run together.
func (t *taking) intoOwnLayer(where string, article annotate.ID, in *format.Incoming) error {
	var list []annotate.Annotation
	var envelope *annotate.Envelope
	var handles []string
	for _, layer := range in.Layers {
		if len(layer.Annotations) > 0 || envelope == nil && layer.Envelope != nil {
			envelope = layer.Envelope
		}
		if len(layer.Annotations) > 0 {
			list = layer.Annotations
			handles = append(handles, layer.Person)
		}
	}
	if len(handles) > 1 {
		return fmt.Errorf("it has annotations of %s, which one layer cannot hold; import them without naming a person to keep them apart", strings.Join(handles, " and "))
	}
	finished := slices.ContainsFunc(in.Layers, func(l format.IncomingLayer) bool {
		return l.Status == annotate.StatusSubmitted || l.Status == annotate.StatusAdjudicated
	})
	if len(list) == 0 && !finished && envelope == nil {
		return nil
	}
	fit, refused := t.fitting(list, t.textFor(in))
	fit, err := t.unknownHere(article, t.person, fit, byExtent)
	if err != nil {
		return err
	}
	renew(fit, envelope)
	given := given{article: article, person: t.person, annotations: fit, envelope: envelope, status: annotate.StatusSubmitted}
	return errors.Join(t.give(t.into, given), refused)
}

// textFor is an incoming article's text, from the file or from the project.
func (t *taking) textFor(in *format.Incoming) string {
	if in.Document.Text != "" {
		return in.Document.Text
	}
	text, _, err := t.textOf(in.Document.TextSHA256)
	if err != nil {
		return "" // then no span fits, and each says so
	}
	return text
}

// renew gives annotations ids of their own and an origin that names the old
// ones; the envelope of another tool's file keeps the names that file has for them.
func renew(list []annotate.Annotation, e *annotate.Envelope) {
	fresh := map[annotate.ID]annotate.ID{}
	for i := range list {
		fresh[list[i].ID] = annotate.NewID()
	}
	renewEnvelope(e, fresh)
	for i := range list {
		a := &list[i]
		if from := a.ID; e == nil {
			a.Origin = annotate.Origin{By: annotate.ByImport, Source: FormatBluepencil, Score: a.Origin.Score, From: []annotate.ID{from}}
		} else {
			a.Origin = annotate.Origin{By: annotate.ByImport, Source: e.Format, Score: a.Origin.Score}
		}
		a.ID = fresh[a.ID]
		links := a.Links
		a.Links = nil
		for _, l := range links {
			if to, ok := fresh[l.To]; ok || l.ToEntity {
				l.ID = annotate.NewID()
				if !l.ToEntity {
					l.To = to
				}
				a.Links = append(a.Links, l)
			}
		}
	}
}

// renewEnvelope lets an envelope's names stand for the new ids.
func renewEnvelope(e *annotate.Envelope, fresh map[annotate.ID]annotate.ID) {
	if e == nil {
		return
	}
	named := map[annotate.ID]bool{}
	for i := range e.Marks {
		old := e.Marks[i].ID
		named[old] = true
		if id, ok := fresh[old]; ok {
			e.Marks[i].ID = id
		}
	}
	for old, id := range fresh {
		if !named[old] {
			e.Marks = append(e.Marks, annotate.ForeignMark{ID: id, Name: old.String()})
		}
	}
	slices.SortFunc(e.Marks, func(a, b annotate.ForeignMark) int { return a.ID.Compare(b.ID) })
}

// unknownHere leaves out what the person's layer has already, as told by any of the
// keys of an annotation.
func (t *taking) unknownHere(article, person annotate.ID, list []annotate.Annotation, keys func(*annotate.Annotation) []string) ([]annotate.Annotation, error) {
	layer := annotate.LayerRef(article, person)
	if t.lines.given[layer] {
		return nil, errors.New("annotations of the same article and person came already; these were left out")
	}
	there, err := t.p.Annotations(article, person)
	if err != nil {
		return nil, errProject{err}
	}
	bin, err := t.p.DeletedAnnotations(article, person)
	if err != nil {
		return nil, errProject{err}
	}
	codebook, err := t.p.Codebook()
	if err != nil {
		return nil, errProject{err}
	}
	known := make(map[string]bool, len(there)+len(bin))
	for _, part := range [][]annotate.Annotation{there, bin} {
		for i := range part {
			for _, key := range keys(&part[i]) {
				known[key] = true
			}
		}
	}
	merged := codebook.Mapping()
	before := len(list)
	list = slices.DeleteFunc(list, func(a annotate.Annotation) bool {
		merged.Read(&a) // as those that are there are read
		return slices.ContainsFunc(keys(&a), func(key string) bool { return known[key] })
	})
	t.report.Known += before - len(list)
	return list, nil
}

// byExtent tells annotations by their label and place.
func byExtent(a *annotate.Annotation) []string {
	key := []byte(a.Label)
	for _, s := range a.Spans {
		key = fmt.Appendf(key, " %d %d %s", s.Start, s.End, s.Text)
	}
	return []string{string(key)}
}

func byID(a *annotate.Annotation) []string { return []string{a.ID.String()} }

func byIDOrExtent(a *annotate.Annotation) []string { return append(byID(a), byExtent(a)...) }

// given is what goes into a person's layer of an article.
type given struct {
	article, person annotate.ID
	annotations     []annotate.Annotation
	envelope        *annotate.Envelope // or nil
	status          annotate.Status
	reason          string
}

// give adds annotations to a person's layer and takes note of where the layer
// is to stand.
func (t *taking) give(into *storage.Import, g given) error {
	t.lines.given[annotate.LayerRef(g.article, g.person)] = true
	if err := into.AddAnnotations(g.article, g.annotations); err != nil {
		return errProject{err}
	}
	if g.envelope != nil {
		if err := into.KeepEnvelope(g.article, *g.envelope); err != nil {
			return errProject{err}
		}
	}
	t.report.Annotations += len(g.annotations)
	t.lines.statuses = append(t.lines.statuses, layerStatus{g.article, g.person, g.status, g.reason})
	return nil
}

// finish puts the annotations of exports into the layers they came from,
// where that is wanted, and then every layer where it is to stand.
func (t *taking) finish(files []string) error {
	if t.o.ByHandle {
		for _, path := range files {
			if !t.exports[path] {
				continue
			}
			t.path = path
			var broken errProject
			if err := t.each(path, ignore, t.intoTheirLayers); errors.As(err, &broken) {
				for _, into := range t.lines.into {
					into.Abandon()
				}
				return broken.error
			}
		}
		for _, into := range t.lines.into {
			if _, err := into.Close(""); err != nil {
				return err
			}
		}
		if err := t.commitTalk(); err != nil {
			return err
		}
	}
	if err := t.settle(); err != nil || !t.o.ByHandle {
		return err
	}
	return t.takeRounds()
}

func (t *taking) intoTheirLayers(where string, in *format.Incoming) error {
	article, ok, err := t.p.ArticleByText(in.Document.TextSHA256)
	if err != nil {
		return errProject{err}
	}
	if !ok {
		return nil // the article itself was refused, and reported
	}
	for _, problem := range in.Problems {
		t.fail(where, errors.New(problem.What))
	}
	text := t.textFor(in)
	for _, layer := range in.Layers {
		if err := t.intoTheirLayer(article, text, layer); err != nil {
			var broken errProject
			if errors.As(err, &broken) {
				return err
			}
			t.fail(where, err)
		}
	}
	return errors.Join(t.comments(where, article, in), t.decisions(where, article, in))
}

func (t *taking) intoTheirLayer(article annotate.ID, text string, layer format.IncomingLayer) error {
	person, err := t.personOf(layer.Person)
	if err != nil {
		return err
	}
	fit, refused := t.fitting(layer.Annotations, text)
	keys := byID
	if t.foreign[t.path] != nil {
		keys = byIDOrExtent // ids of other tools are new ones each time
	}
	if fit, err = t.unknownHere(article, person, fit, keys); err != nil {
		return err
	}
	into, err := t.intoLayerOf(person)
	if err != nil {
		return err
	}
	given := given{article: article, person: person, annotations: fit, envelope: layer.Envelope, status: layer.Status, reason: layer.Reason}
	return errors.Join(t.give(into, given), refused)
}

// personOf finds who has the handle, or adds them as the export describes them.
func (t *taking) personOf(handle string) (annotate.ID, error) {
	if id, ok := t.lines.people[handle]; ok {
		return id, nil
	}
	if handle == "" {
		handle = importHandle
		t.lines.listed[handle] = annotate.Person{Name: importName, Handle: handle}
	}
	listed := t.lines.listed[handle]
	if handle == annotate.GoldHandle && listed.ID.IsZero() {
		return annotate.GoldLayer, nil
	}
	person, err := t.p.Person(listed.ID)
	if listed.ID.IsZero() || errors.Is(err, annotate.ErrNotFound) {
		person, err = t.p.PersonByHandle(handle)
	}
	if errors.Is(err, annotate.ErrNotFound) {
		if listed.Name == "" {
			listed.Name = handle
		}
		listed.Handle = handle
		person, err = t.p.AddPerson(listed)
	}
	if errors.Is(err, annotate.ErrInvalid) {
		return annotate.ID{}, fmt.Errorf("%q is nobody's handle; its annotations are left out", handle)
	}
	if err != nil {
		return annotate.ID{}, errProject{fmt.Errorf("person %q: %w", handle, err)}
	}
	t.lines.people[handle] = person.ID
	return person.ID, nil
}
