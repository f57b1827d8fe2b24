package intake_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
	"bluepencil/annotate/format/bluepencil"
	"bluepencil/annotate/source"
	"bluepencil/annotate/text"
	"bluepencil/storage"
	"bluepencil/storage/intake"
)

func versions(t *testing.T, p *storage.Project, article annotate.ID) []annotate.ID {
	t.Helper()
	list, err := p.Versions(article)
	if err != nil {
		t.Fatal(err)
	}
	var ids []annotate.ID
	for _, a := range list {
		ids = append(ids, a.ID)
	}
	return ids
}

const frontMatter = "---\ntitle: Bridge\nurl: https://courier.example/bridge\ndate: %\n---\n"

func dated(day, body string) string { return strings.Replace(frontMatter, "%", day, 1) + body }

func TestUpdateMakesVersionsOfWhatHasTheSameURL(t *testing.T) {
	dir := t.TempDir()
	first := write(t, filepath.Join(dir, "1.md"), dated("2026-03-04", "It cost 9 crowns.\n"))
	second := write(t, filepath.Join(dir, "2.md"), dated("2026-03-05", "It cost 8 crowns.\n"))
	third := write(t, filepath.Join(dir, "3.md"), dated("2026-03-06", "It cost 7 crowns.\n"))
	older := write(t, filepath.Join(dir, "0.md"), dated("2026-03-01", "It will cost much.\n"))
	p := newProject(t)
	kim := join(t, p, "Kim")
	report := take(t, p, kim, intake.Options{Update: true}, first)
	if len(report.Added) != 1 || len(report.Updated) != 0 {
		t.Fatalf("%+v", report)
	}
	one := report.Added[0]
	// Two versions in one import follow each other.
	report = take(t, p, kim, intake.Options{Update: true}, second, third, first)
	if len(report.Added) != 2 || len(report.Updated) != 2 || len(report.Duplicates) != 1 || report.Updated[0].Replaces != one || report.Updated[1].Replaces != report.Added[0] {
		t.Fatalf("%+v", report)
	}
	if !strings.HasPrefix(report.Summary(), "2 articles added (2 of them new versions)") {
		t.Errorf("%s", report.Summary())
	}
	if got := versions(t, p, one); !slices.Equal(got, []annotate.ID{one, report.Added[0], report.Added[1]}) {
		t.Errorf("%v", got)
	}
	if report = take(t, p, kim, intake.Options{Update: true}, older); len(report.Added) != 1 || len(report.Updated) != 0 {
		t.Errorf("an older one: %+v", report)
	}
	if _, err := p.Undo(kim.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Undo(kim.ID); err != nil {
		t.Fatal(err)
	}
	if got := versions(t, p, one); !slices.Equal(got, []annotate.ID{one}) {
		t.Errorf("after undo: %v", got)
	}
}

func TestWithoutUpdateNothingIsReplaced(t *testing.T) {
	dir := t.TempDir()
	p := newProject(t)
	report := take(t, p, join(t, p, "Kim"), intake.Options{}, write(t, filepath.Join(dir, "1.md"), dated("2026-03-04", "A.\n")), write(t, filepath.Join(dir, "2.md"), dated("2026-03-05", "B.\n")))
	if len(report.Added) != 2 || len(report.Updated) != 0 || len(versions(t, p, report.Added[0])) != 1 {
		t.Errorf("%+v", report)
	}
}

// An export of versions makes versions again, in whatever order its lines are,
// and leaves alone what stands without its old version.
func TestAnExportOfVersionsMakesVersionsAgain(t *testing.T) {
	p, mina, _, old := marked(t)
	doc, err := source.FromText("a.txt", "“Late 🌉,” she said. It cost 8 crowns.\n")
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := p.AddVersion(mina.ID, old, doc); err != nil {
		t.Fatal(err)
	}
	path := exported(t, p, storage.ExportFilter{All: true}, bluepencil.Options{Unit: text.CodePoint})
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(strings.TrimSpace(string(raw))+"\n", "\n")[:2]
	for name, content := range map[string]string{"in order": lines[0] + lines[1], "the other way round": lines[1] + lines[0], "the new one alone": lines[1]} {
		again := newProject(t)
		report := take(t, again, join(t, again, "Importer"), intake.Options{ByHandle: true}, write(t, filepath.Join(t.TempDir(), "x.jsonl"), content))
		if len(report.Failures) > 0 {
			t.Fatalf("%s: %+v", name, report)
		}
		list, err := again.Versions(report.Added[0])
		if err != nil || len(list) != len(report.Added) {
			t.Errorf("%s: %d versions, %v", name, len(list), err)
			continue
		}
		newest, err := again.Text(list[len(list)-1].ID)
		if err != nil || newest != doc.Text {
			t.Errorf("%s: the newest is %q, %v", name, newest, err)
		}
	}
}

func TestACircleInAnExportIsReported(t *testing.T) {
	p, _, _, _ := marked(t)
	other, err := source.FromText("b.txt", "Other.")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := intake.Document(p, join(t, p, "Kim").ID, other); err != nil {
		t.Fatal(err)
	}
	common, err := p.Common()
	if err != nil {
		t.Fatal(err)
	}
	bundles := p.Bundles(storage.ExportFilter{All: true}, nil)
	var ids []annotate.ID
	if ids, err = p.ExportIDs(storage.ExportFilter{All: true}); err != nil || len(ids) != 2 {
		t.Fatal(ids, err)
	}
	path := filepath.Join(t.TempDir(), "circle.jsonl")
	circle := func(each func(*format.Bundle) error) error {
		return bundles(func(b *format.Bundle) error {
			b.Article.Replaces = ids[0]
			if b.Article.ID == ids[0] {
				b.Article.Replaces = ids[1]
			}
			return each(b)
		})
	}
	if _, err := bluepencil.Export(context.Background(), path, common, circle, bluepencil.Options{Unit: text.CodePoint}); err != nil {
		t.Fatal(err)
	}
	again := newProject(t)
	report := take(t, again, join(t, again, "Importer"), intake.Options{ByHandle: true}, path)
	if len(report.Added) != 2 || len(report.Failures) != 1 || len(versions(t, again, report.Added[0])) != 2 {
		t.Errorf("%+v", report)
	}
}
