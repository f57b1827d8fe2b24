package storage

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/format/bluepencil"
	"bluepencil/annotate/source"
	"bluepencil/storage/kv"
)

// What a worker of the crash campaign does, and what each action changes of
// what can be seen. An action that cannot be done now is nil.

func (w *worker) commit(d annotate.Draft) func() error {
	return func() error { _, err := w.p.Commit(d); return err }
}

func (w *worker) mark() (*step, error) {
	article, err := w.p.FindArticle("base.txt")
	if err != nil {
		return nil, err
	}
	span, err := annotate.SpanOf(sampleText, 3, 4+w.random.IntN(10))
	id := annotate.NewID()
	d := annotate.Mark(w.me, article, id, "cue", []annotate.Span{span}, annotate.Origin{By: annotate.ByHand})
	return &step{action{"mark cue", true, []setting{{"mark/" + id.String(), "", "live"}}}, w.commit(d)}, err
}

// changeMark notes, bins or restores one of the person's markings.
func (w *worker) changeMark() (*step, error) {
	article, err := w.p.FindArticle("base.txt")
	if err != nil {
		return nil, err
	}
	if w.random.IntN(3) == 0 {
		bin, err := w.p.DeletedAnnotations(article, w.me)
		if err != nil || len(bin) == 0 {
			return nil, err
		}
		a := bin[w.random.IntN(len(bin))]
		sets := []setting{{"mark/" + a.ID.String(), markLine("in the bin", a.Note), markLine("live", a.Note)}}
		return &step{action{"restore annotation", true, sets}, w.commit(annotate.RestoreAnnotation(a.Ref()))}, nil
	}
	list, err := w.p.Annotations(article, w.me)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	a := list[w.random.IntN(len(list))]
	key, old := "mark/"+a.ID.String(), markLine("live", a.Note)
	if w.random.IntN(2) == 0 {
		sets := []setting{{key, old, markLine("in the bin", a.Note)}}
		return &step{action{"delete annotation", true, sets}, w.commit(annotate.DeleteAnnotation(a.Ref()))}, nil
	}
	note := annotate.NewID().String()
	return &step{action{"set note", true, []setting{{key, old, markLine("live", note)}}}, w.commit(annotate.SetNote(a.Ref(), note))}, nil
}

func (w *worker) move(name string, what func(annotate.ID) (string, bool)) (*step, error) {
	if _, ok := what(w.me); !ok {
		return nil, nil
	}
	return &step{action{Name: name}, func() error {
		_, err := map[string]func(annotate.ID) (Undone, error){"undo": w.p.Undo, "redo": w.p.Redo}[name](w.me)
		return err
	}}, nil
}

// document makes an article nobody has, short or over many pages.
func (w *worker) document() (source.Document, error) {
	id := annotate.NewID().String()
	return source.FromText(id+".txt", strings.Repeat("The ferry sails at dawn. "+id+"\n", 1+w.random.IntN(1+w.random.IntN(400))))
}

// bringIn imports a few articles, the first with a marking, in one to several
// transactions.
func (w *worker) bringIn() (*step, error) {
	n := 1 + w.random.IntN(4)
	s := &step{action: action{Name: fmt.Sprintf("import %d articles", n), Undoable: true}}
	docs := make([]source.Document, n)
	for i := range docs {
		var err error
		if docs[i], err = w.document(); err != nil {
			return nil, err
		}
		s.Sets = append(s.Sets, setting{"article/" + docs[i].Name, "", "listed"})
	}
	mark := annotate.Annotation{ID: annotate.NewID(), Label: "cue", Origin: annotate.Origin{By: annotate.ByImport},
		Spans: []annotate.Span{{Start: 4, End: 9, Text: docs[0].Text[4:9]}}}
	s.Sets = append(s.Sets, setting{"mark/" + mark.ID.String(), "", "live"})
	s.do = func() error { return bringIn(w.p, w.me, s.Name, docs, mark) }
	return s, nil
}

func bringIn(p *Project, person annotate.ID, name string, docs []source.Document, mark annotate.Annotation) error {
	i, err := p.StartImport(person, "import")
	if err != nil {
		return err
	}
	for n, doc := range docs {
		article, _, err := i.Add(doc)
		if err == nil && n == 0 {
			err = i.AddAnnotations(article, []annotate.Annotation{mark})
		}
		if err == nil && n%2 == 0 {
			err = i.flush()
		}
		if err != nil {
			i.Abandon()
			return err
		}
	}
	_, err = i.Close(name)
	return err
}

func (w *worker) submit() (*step, error) {
	article, err := w.p.FindArticle("base.txt")
	if err != nil {
		return nil, err
	}
	picture, err := pictureOf(w.p)
	if err != nil {
		return nil, err
	}
	list, err := w.p.Annotations(article, w.me)
	set := setting{"layer/base.txt", picture["layer/base.txt"], layerLine(string(annotate.StatusSubmitted), len(list))}
	return &step{action{"submit", true, []setting{set}}, func() error {
		_, err := w.p.SubmitLayer(article, w.me)
		return err
	}}, err
}

// binArticle puts an imported article into the bin, or takes one out.
func (w *worker) binArticle() (*step, error) {
	for _, bin := range []bool{w.random.IntN(2) == 0, true, false} {
		var rows []ArticleRow
		err := w.p.Articles(ArticleFilter{Deleted: bin}, func(row ArticleRow) bool {
			if row.SourceName != "base.txt" {
				rows = append(rows, row)
			}
			return true
		})
		if err != nil {
			return nil, err
		}
		if len(rows) == 0 {
			continue
		}
		row := rows[w.random.IntN(len(rows))]
		key := "article/" + row.SourceName
		if bin {
			return &step{action{"restore article", true, []setting{{key, "in the bin", "listed"}}}, w.commit(annotate.RestoreArticle(w.me, row.ID))}, nil
		}
		return &step{action{"delete article", true, []setting{{key, "listed", "in the bin"}}}, w.commit(annotate.DeleteArticle(w.me, row.ID))}, nil
	}
	return nil, nil
}

// merge lets a colleague mark and import in a copy of the project, and takes
// over what they did.
func (w *worker) merge() (*step, error) {
	copied, err := NewMemory(nil, Options{})
	if err != nil {
		return nil, err
	}
	all, err := w.p.ChangesSince(annotate.Vector{}, nil)
	if err == nil {
		_, err = copied.Merge(all)
	}
	known, err2 := copied.Vector()
	if err = errors.Join(err, err2); err != nil {
		return nil, err
	}
	sets, err := colleague(copied, w)
	if err != nil {
		return nil, err
	}
	news, err := copied.ChangesSince(known, nil)
	return &step{action{Name: "merge", Sets: sets}, func() error { _, err := w.p.Merge(news); return err }}, err
}

// colleague works in the copy.
func colleague(p *Project, w *worker) ([]setting, error) {
	ben, err := p.PersonByHandle("ben")
	if errors.Is(err, annotate.ErrNotFound) {
		ben, err = p.AddPerson(annotate.Person{Name: "Ben"})
	}
	if err != nil {
		return nil, err
	}
	other := &worker{p: p, me: ben.ID, random: w.random}
	marked, err := other.mark()
	if err != nil {
		return nil, err
	}
	brought, err := other.bringIn()
	if err != nil {
		return nil, err
	}
	return append(marked.Sets, brought.Sets...), errors.Join(marked.do(), brought.do())
}

// beside names a file in the project's folder, such as "backup-12".
func (w *worker) beside(what string) string {
	return filepath.Join(filepath.Dir(w.p.Path()), fmt.Sprintf("%s-%s", what, annotate.NewID()))
}

// What the files of a backup and an export are called. They have no line in the
// picture: they are looked at by themselves.
const (
	backupName = "backup"
	exportName = "export"
)

func (w *worker) backUp() *step {
	path := w.beside(backupName) + Extension
	return &step{action{Name: backupName}, func() error { return w.p.Backup(path) }}
}

func (w *worker) export() *step {
	path := filepath.Join(w.beside(exportName), "out.jsonl")
	return &step{action{Name: exportName}, func() error {
		if err := os.Mkdir(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		common, err := w.p.Common()
		if err != nil {
			return err
		}
		report, err := bluepencil.Export(context.Background(), path, common, w.p.Bundles(ExportFilter{All: true}, nil), bluepencil.Options{})
		if err == nil && len(report.Problems) > 0 {
			err = fmt.Errorf("%w: %v", kv.ErrDamaged, report.Problems)
		}
		return err
	}}
}
