package outgoing_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/foreign/foreigntest"
	"bluepencil/annotate/text"
	"bluepencil/storage"
	"bluepencil/storage/intake"
	"bluepencil/storage/outgoing"
)

// emptyProject has a codebook and nobody in it.
func emptyProject(t *testing.T, book *annotate.Codebook) *storage.Project {
	t.Helper()
	p, err := storage.NewMemory(book, storage.Options{})
	must(t, err)
	t.Cleanup(func() {
		report, err := p.Check(context.Background(), nil)
		if err != nil || len(report.Problems) > 0 {
			t.Errorf("the project is not sound: %v, %v", err, report.Problems)
		}
		must(t, p.Close())
	})
	return p
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// richProject has articles of every shape, marked by two people; see
// foreigntest.Random.
func richProject(t *testing.T, articles int) *storage.Project {
	t.Helper()
	p := emptyProject(t, foreigntest.Codebook())
	survey := foreign.NewSurvey(text.Byte)
	var docs []*foreign.Document
	for seed := range uint64(articles) {
		d := foreigntest.Random(rand.New(rand.NewPCG(seed, 99)))
		d.Name, d.Text = fmt.Sprintf("article-%d", seed), fmt.Sprintf("%s\nNumber %d.\n", d.Text, seed)
		d.Head.Source = foreign.Source{Name: d.Name + ".txt", Format: "text", Encoding: "utf-8"}
		docs = append(docs, d)
		survey.Add(d)
	}
	people := map[string]annotate.ID{}
	for _, name := range []string{"mina", "ben"} {
		person, err := p.AddPerson(annotate.Person{Name: name, Handle: name})
		must(t, err)
		people[name] = person.ID
	}
	book, err := p.Codebook()
	must(t, err)
	plan, draft, err := foreign.MakePlan("test", people["mina"], book, survey, foreign.Suggest(book, survey, true), nil)
	must(t, err)
	if len(draft.Settings) > 0 {
		_, err = p.Commit(draft)
		must(t, err)
	}
	for _, d := range docs {
		addDocument(t, p, plan, people, d)
	}
	return p
}

func addDocument(t *testing.T, p *storage.Project, plan *foreign.Plan, people map[string]annotate.ID, d *foreign.Document) {
	t.Helper()
	in := plan.Incoming(d)
	if len(in.Problems) > 0 {
		t.Fatal(in.Problems)
	}
	for _, e := range in.Entities {
		one, err := annotate.AddEntity(people["mina"], e)
		must(t, err)
		_, err = p.Commit(one)
		must(t, err)
	}
	into, err := p.StartImport(people["mina"], "articles")
	must(t, err)
	article, _, err := into.Add(in.Document)
	must(t, err)
	_, err = into.Close("")
	must(t, err)
	for _, l := range in.Layers {
		marks, err := p.StartImport(people[l.Person], "marks")
		must(t, err)
		must(t, marks.AddAnnotations(article, l.Annotations))
		_, err = marks.Close("")
		must(t, err)
		_, err = p.SubmitLayer(article, people[l.Person])
		must(t, err)
	}
}

// documents are the project's articles as a format would see them, by text.
func documents(t *testing.T, p *storage.Project, name string) map[string]*foreign.Document {
	t.Helper()
	common, err := p.Common()
	must(t, err)
	maker := foreign.NewMaker(common, foreign.SuggestedKeep)
	out := map[string]*foreign.Document{}
	err = p.Bundles(storage.ExportFilter{All: true, Format: name}, nil)(func(b *format.Bundle) error {
		d, _, err := maker.Document(b)
		if err == nil {
			out[d.Text] = d
		}
		return err
	})
	must(t, err)
	return out
}

func export(t *testing.T, p *storage.Project, path string, o outgoing.Options) {
	t.Helper()
	report, err := outgoing.Write(t.Context(), p, path, o)
	must(t, err)
	if len(report.Problems) > 0 {
		t.Fatalf("left out: %v", report.Problems)
	}
}

func take(t *testing.T, p *storage.Project, o intake.Options, paths ...string) intake.Report {
	t.Helper()
	me, err := p.AddPerson(annotate.Person{Name: "Importer"})
	must(t, err)
	report, err := intake.Files(t.Context(), p, me.ID, paths, o)
	must(t, err)
	return report
}

// shared is a folder of real data beside the checkout; the test is passed over
// where there is none.
func shared(t *testing.T, name string) string {
	t.Helper()
	root := os.Getenv("BLUEPENCIL_DATA")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared", "data")
	}
	path := filepath.Join(root, name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("there is no %s", path)
	}
	return path
}
