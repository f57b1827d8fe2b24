package storage

import (
	"errors"
	"fmt"

	"bluepencil/annotate"
	"bluepencil/annotate/source"
)

// The bounds of one transaction of bulk work. bbolt keeps the pages of a
// transaction in memory, and texts and hashes, which lie in no order, make
// many of them: a text a page. Larger transactions were no quicker.
const (
	batchPuts  = 2_500
	batchBytes = 4 << 20
)

// Import is bulk work under way: what it adds is invisible until Close, and
// undone as one. It belongs to one goroutine.
type Import struct {
	p        *Project
	person   annotate.ID
	layer    annotate.ID // the layer that annotations go to: the person's own, or the adjudicated one
	batch    annotate.ID
	name     string
	pending  []importStep
	puts     int
	bytes    int
	added    int
	quiet    bool
	known    map[annotate.Digest]annotate.ID // texts this import has added; they are invisible yet
	replaces map[annotate.ID]annotate.ID     // versions this import has made, by the new one
}

type importStep struct {
	draft annotate.Draft
	text  *packing // of a new article
	bytes int      // of the text
}

// packing is a text on its way to how it is kept.
type packing struct {
	done   chan struct{} // closed when the rest is set
	digest annotate.Digest
	record []byte
}

// pack packs a text on another goroutine: that and hashing take longer than
// all the rest of adding an article.
func pack(text string) *packing {
	k := &packing{done: make(chan struct{})}
	go func() {
		defer close(k.done)
		k.digest, k.record = annotate.TextDigest(text), packText(text)
	}()
	return k
}

// StartImport begins bulk work. The name is what undo will call it, such as
// "import 12 articles"; Close may be given a better one.
func (p *Project) StartImport(person annotate.ID, name string) (*Import, error) {
	i := p.newImport(person, name)
	return i, i.open()
}

// newImport is an import that has not begun; see open.
func (p *Project) newImport(person annotate.ID, name string) *Import {
	return &Import{p: p, person: person, layer: person, batch: annotate.NewID(), name: name, known: map[annotate.Digest]annotate.ID{}, replaces: map[annotate.ID]annotate.ID{}}
}

// open begins the import.
func (i *Import) open() error {
	if _, err := i.p.Commit(annotate.OpenBatch(i.person, i.batch, i.name)); err != nil {
		return fmt.Errorf("start the import: %w", err)
	}
	return nil
}

// Add adds an article unless the project has its text already; then id is
// that of the article there is, and duplicate is true. A text that was purged
// is refused with annotate.ErrPurged.
func (i *Import) Add(doc source.Document) (id annotate.ID, duplicate bool, err error) {
	return i.AddVersion(annotate.ID{}, doc)
}

// AddVersion is Add for a new version of the article old, if that is not zero.
func (i *Import) AddVersion(old annotate.ID, doc source.Document) (id annotate.ID, duplicate bool, err error) {
	digest := annotate.Digest(doc.TextSHA256)
	if id, ok := i.known[digest]; ok {
		return id, true, nil
	}
	if id, ok, err := i.p.ArticleByText(digest); err != nil || ok {
		return id, ok, err
	}
	if err := i.p.mayCome(digest); err != nil {
		return id, false, err
	}
	id = annotate.NewID()
	i.known[digest] = id
	draft := annotate.AddArticle(i.person, id, i.batch, articleContent(doc), metaOf(doc), doc.Zones...)
	if !old.IsZero() {
		draft = annotate.AddVersion(old, draft)
		i.replaces[id] = old
	}
	return id, false, i.append(importStep{draft: draft, text: pack(doc.Text), bytes: len(doc.Text)}, 5)
}

// Has tells which article this import has added with the text, if any: it is not
// to be seen yet.
func (i *Import) Has(text annotate.Digest) (annotate.ID, bool) {
	id, ok := i.known[text]
	return id, ok
}

// IntoGold makes annotations and statuses go to the adjudicated layer.
func (i *Import) IntoGold() { i.layer = annotate.GoldLayer }

// AddAnnotations adds annotations to the importing person's layer of an
// article, or to the adjudicated one. Their ids are kept where they are set, so that links between them
// hold.
func (i *Import) AddAnnotations(article annotate.ID, list []annotate.Annotation) error {
	return i.addAnnotations(i.person, i.layer, article, list)
}

// AddAnnotationsOf is AddAnnotations for another person's layer: that of the
// import, to which what files state themselves goes.
func (i *Import) AddAnnotationsOf(person, article annotate.ID, list []annotate.Annotation) error {
	return i.addAnnotations(person, person, article, list)
}

func (i *Import) addAnnotations(person, layer, article annotate.ID, list []annotate.Annotation) error {
	const perDraft = 500
	for start := 0; start < len(list); start += perDraft {
		part := list[start:min(start+perDraft, len(list))]
		d := annotate.Draft{Person: person, Action: "import annotations", Article: article, Batch: i.batch, Hidden: true}
		for n := range part {
			d.AddWhole(annotate.AnnotationRef(article, layer, part[n].ID), &part[n])
		}
		if err := i.append(importStep{draft: d}, len(part)+3); err != nil {
			return err
		}
	}
	return nil
}

// KeepEnvelope keeps what a file said beyond the annotations that were added to
// the importing person's layer of the article.
func (i *Import) KeepEnvelope(article annotate.ID, e annotate.Envelope) error {
	e.Data = packText(string(e.Data))
	d := annotate.KeepEnvelope(i.person, article, i.batch, e)
	return i.append(importStep{draft: d, bytes: len(e.Data)}, 4)
}

// SetReplaces says that an article this import has added is a new version of
// another one. It fails with annotate.ErrInvalid where that would make a circle.
func (i *Import) SetReplaces(article, old annotate.ID) error {
	if err := i.p.versions.load(i.p.store); err != nil {
		return err
	}
	seen := map[annotate.ID]bool{}
	for at := old; !at.IsZero() && !seen[at]; {
		if at == article {
			return fmt.Errorf("%w: article %s is a later version of %s already", annotate.ErrInvalid, old, article)
		}
		seen[at] = true
		before, ok := i.replaces[at]
		if !ok {
			before = i.p.versions.before(at)
		}
		at = before
	}
	i.replaces[article] = old
	d := annotate.SetReplaces(i.person, article, old)
	d.Batch, d.Hidden = i.batch, true
	return i.append(importStep{draft: d}, 3)
}

// SetStatus says where the importing person stands with an article.
func (i *Import) SetStatus(article annotate.ID, status annotate.Status) error {
	d := annotate.SetStatus(i.layer, article, status, "")
	d.Person, d.Batch, d.Hidden = i.person, i.batch, true
	return i.append(importStep{draft: d}, 3)
}

// AddDecisions adds decisions about an article, with the ids they have.
func (i *Import) AddDecisions(article annotate.ID, list []annotate.Decision) error {
	d := annotate.Draft{Person: i.person, Action: "import decisions", Article: article, Batch: i.batch, Hidden: true}
	for n := range list {
		d.AddDecision(&list[n])
	}
	return i.append(importStep{draft: d}, len(list)+3)
}

// addDraft adds a draft of what is to be seen once the whole is closed: its
// objects must bear the batch.
func (i *Import) addDraft(d annotate.Draft, objects int) error {
	d.Batch, d.Hidden = i.batch, true
	return i.append(importStep{draft: d}, objects+3)
}

// NoUndo leaves the import out of what undo takes back: for what a project
// begins with.
func (i *Import) NoUndo() { i.quiet = true }

func (i *Import) append(step importStep, puts int) error {
	i.pending = append(i.pending, step)
	i.puts += puts
	i.bytes += step.bytes
	i.added++
	if i.puts+10 >= batchPuts || i.bytes >= batchBytes {
		return i.flush()
	}
	return nil
}

// flush writes what is pending in one transaction.
func (i *Import) flush() error {
	if len(i.pending) == 0 {
		return nil
	}
	err := i.p.write(func(t *transaction) error {
		for n := range i.pending {
			if err := t.importStep(&i.pending[n]); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("write what was imported: %w", err)
	}
	i.pending, i.puts, i.bytes = i.pending[:0], 0, 0
	return nil
}

func (t *transaction) importStep(step *importStep) error {
	stream, err := step.draft.Stream()
	if err != nil {
		return err
	}
	if step.text != nil {
		<-step.text.done
		if err := t.putText(step.text.digest, step.draft.Article, step.text.record); err != nil {
			return err
		}
	}
	_, err = t.commit(step.draft, stream)
	return err
}

// putText keeps a text once and notes which article it belongs to.
func (t *transaction) putText(digest annotate.Digest, article annotate.ID, record []byte) error {
	var err error
	if t.w.Get(bucketTexts, digest[:]) == nil {
		err = t.w.Put(bucketTexts, digest[:], record)
	}
	return errors.Join(err, t.w.Put(bucketHashes, hashKey(digest, article), nil))
}

// Close writes what is left and makes everything visible at once. The name,
// where it is not empty, is what undo calls the whole. It returns how many
// articles and sets of annotations were added; an import of nothing leaves
// nothing to undo.
func (i *Import) Close(name string) (added int, err error) {
	if name == "" {
		name = i.name
	}
	if err := i.flush(); err != nil {
		return 0, err
	}
	if i.added == 0 {
		return 0, nil
	}
	d := annotate.CloseBatch(i.person, i.batch, name, i.added)
	d.Hidden = i.quiet
	if _, err := i.p.Commit(d); err != nil {
		return 0, fmt.Errorf("finish the import: %w", err)
	}
	return i.added, nil
}

// Abandon gives the import up: what it wrote stays invisible, as it would
// after a crash.
func (i *Import) Abandon() { i.pending = nil }
