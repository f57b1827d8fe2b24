package intake_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/format/bluepencil"
	"bluepencil/annotate/text"
	"bluepencil/storage"
	"bluepencil/storage/intake"
)

// TestAnExportMakesTheSameProjectAgain: people, layers, statuses, ids, links
// and the register come back, with and without the text.
func TestAnExportMakesTheSameProjectAgain(t *testing.T) {
	p, _, _, _ := marked(t)
	all := storage.ExportFilter{All: true}
	for _, unit := range text.Units {
		path := exported(t, p, all, bluepencil.Options{Unit: unit})
		again := newProject(t)
		me := join(t, again, "Importer")
		report := take(t, again, me, intake.Options{ByHandle: true}, path)
		if len(report.Added) != 1 || report.Annotations != 3 || len(report.Failures) != 0 {
			t.Fatalf("%+v", report)
		}
		if got, want := withoutTimes(t, exported(t, again, all, bluepencil.Options{Unit: unit})), withoutTimes(t, path); got != want {
			t.Errorf("%s: got\n%s\nwant\n%s", unit, got, want)
		}
		mina, err := again.PersonByHandle("mina-orth")
		if err != nil || mina.Name != "Mina Orth" || mina.Initials != "MO" {
			t.Errorf("%+v, %v", mina, err)
		}
		if s, ok, err := again.Submission(report.Added[0], mina.ID); err != nil || !ok || len(s.Annotations) != 2 {
			t.Errorf("mina's submission: %v, %v, %+v", err, ok, s)
		}
		// Once more: everything is known.
		report = take(t, again, me, intake.Options{ByHandle: true}, path)
		if len(report.Added) != 0 || report.Annotations != 0 || report.Known != 3 || report.Recognised != 1 || len(report.Failures) != 0 {
			t.Errorf("%+v", report)
		}
	}
}

func TestAnnotationsAttachToTheArticleWithTheSameText(t *testing.T) {
	p, mina, _, _ := marked(t)
	path := exported(t, p, storage.ExportFilter{Person: mina.ID}, bluepencil.Options{Unit: text.UTF16, NoText: true})
	other := newProject(t)
	me := join(t, other, "Kim")
	report := take(t, other, me, intake.Options{}, path)
	if len(report.Failures) != 1 || report.Annotations != 0 || !strings.Contains(report.Failures[0].Line(), "import the article first") {
		t.Fatalf("without the article: %+v", report)
	}
	report = take(t, other, me, intake.Options{}, write(t, filepath.Join(t.TempDir(), "b.txt"), "“Late 🌉,” she said. It cost 9 crowns.\n"))
	article := report.Added[0]
	report = take(t, other, me, intake.Options{}, path)
	if report.Annotations != 2 || report.Recognised != 1 || len(report.Failures) != 0 {
		t.Fatalf("%+v", report)
	}
	list, err := other.Annotations(article, me.ID)
	if err != nil || len(list) != 2 {
		t.Fatal(list, err)
	}
	quote := list[0]
	if quote.Text() != "“Late 🌉,”" || quote.Origin.By != annotate.ByImport || len(quote.Origin.From) != 1 || len(quote.Links) != 1 || quote.Links[0].To != list[1].ID || quote.Note != "well" {
		t.Errorf("%+v", quote)
	}
	if e, err := other.Entity(list[1].Entity); err != nil || e.Name != "Ada Lund" {
		t.Errorf("%+v, %v", e, err)
	}
	if layer, _ := other.Layer(article, me.ID); layer.Status != annotate.StatusSubmitted {
		t.Errorf("the layer is %s", layer.Status)
	}
	if report = take(t, other, me, intake.Options{}, path); report.Annotations != 0 || report.Known != 2 {
		t.Errorf("once more: %+v", report)
	}
}

func TestTwoPeoplesWorkNeverRunsTogether(t *testing.T) {
	p, _, _, _ := marked(t)
	path := exported(t, p, storage.ExportFilter{All: true}, bluepencil.Options{Unit: text.CodePoint})
	other := newProject(t)
	report := take(t, other, join(t, other, "Kim"), intake.Options{}, path)
	if len(report.Added) != 1 || report.Annotations != 0 || len(report.Failures) != 1 || !strings.Contains(report.Failures[0].Line(), "mina-orth and jo-vane") {
		t.Errorf("%+v", report)
	}
}

// TestWhatTheCodebookForbidsIsLeftOutAlone: the rest of the article comes in.
func TestWhatTheCodebookForbidsIsLeftOutAlone(t *testing.T) {
	p, mina, _, _ := marked(t)
	path := exported(t, p, storage.ExportFilter{Person: mina.ID}, bluepencil.Options{Unit: text.CodePoint})
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for from, to := range map[string]string{
		`"label": "source"`:    `"label": "sauce"`,
		`"direct"`:             `"diverse"`,
		`"role": "speaker"`:    `"role": "spoker"`,
		`"start": 0, "end": 9`: `"start": 1, "end": 10`,
		`"name": "Ada Lund"`:   `"name": " "`,
	} {
		changed := bytes.Replace(raw, []byte(from), []byte(to), 1)
		if bytes.Equal(changed, raw) {
			t.Fatalf("the line has no %s", from)
		}
		for _, byHandle := range []bool{true, false} {
			other := newProject(t)
			report := take(t, other, join(t, other, "Kim"), intake.Options{ByHandle: byHandle}, write(t, filepath.Join(t.TempDir(), "x.jsonl"), string(changed)))
			if len(report.Added) != 1 || report.Annotations != 1 || len(report.Failures) != 1 {
				t.Errorf("%s, by handle %v: %+v", to, byHandle, report)
			}
		}
	}
}

func TestFilesThatCannotBeReadAreLinesOfAReport(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "good.txt"), "A good article.\n")
	write(t, filepath.Join(dir, "same.md"), "A good article.\n")
	write(t, filepath.Join(dir, "empty.txt"), "")
	write(t, filepath.Join(dir, "binary.txt"), "\x89PNG\r\n\x1a\n")
	write(t, filepath.Join(dir, "sub", "more.txt"), "Another one.\n")
	lines := write(t, filepath.Join(t.TempDir(), "foreign.jsonl"), `{"text": "EU rejects", "label": []}`+"\n\n{broken")
	p := newProject(t)
	report := take(t, p, join(t, p, "Kim"), intake.Options{}, dir, lines, filepath.Join(dir, "missing.txt"))
	if len(report.Added) != 3 || len(report.Duplicates) != 1 || len(report.Failures) != 4 {
		t.Errorf("%+v", report)
	}
	public := report.Public()
	if len(public.Failures) != 4 || len(public.Duplicates) != 1 || len(report.Lines()) != 5 {
		t.Errorf("%+v", public)
	}
	if want := "3 articles added, 1 already there, 4 not read"; report.Summary() != want {
		t.Errorf("got %q, want %q", report.Summary(), want)
	}
}

func TestCancellingKeepsWhatWasRead(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a", "b", "c", "d"} {
		write(t, filepath.Join(dir, name+".txt"), "Article "+name)
	}
	p := newProject(t)
	ctx, cancel := context.WithCancel(context.Background())
	report, err := intake.Files(ctx, p, join(t, p, "Kim").ID, []string{dir}, intake.Options{Progress: func(done, _ int) {
		if done == 2 {
			cancel()
		}
	}})
	if err != nil || !report.Cancelled || len(report.Added) != 2 || !strings.HasSuffix(report.Summary(), "cancelled") {
		t.Errorf("%v, %+v", err, report)
	}
	var titles []string
	if err := p.Articles(storage.ArticleFilter{}, func(r storage.ArticleRow) bool { titles = append(titles, r.Title); return true }); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(titles, []string{"Article a", "Article b"}) {
		t.Errorf("%v", titles)
	}
}

func TestAnImportIsUndoneAsOne(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a", "b", "c"} {
		write(t, filepath.Join(dir, name+".txt"), "Article "+name)
	}
	p := newProject(t)
	kim := join(t, p, "Kim")
	take(t, p, kim, intake.Options{}, dir)
	if name, ok := p.UndoName(kim.ID); !ok || name != "import 3 articles" {
		t.Errorf("undo is called %q", name)
	}
	if _, err := p.Undo(kim.ID); err != nil {
		t.Fatal(err)
	}
	if err := p.Articles(storage.ArticleFilter{}, func(r storage.ArticleRow) bool { t.Error(r.Title); return true }); err != nil {
		t.Fatal(err)
	}
}

// TestUnfinishedWorkIsExportedWithAll, also where nothing says that it was begun.
func TestUnfinishedWorkIsExportedWithAll(t *testing.T) {
	p, mina, jo, article := marked(t)
	commit(t, p, mark(t, p, join(t, p, "Kim"), article, annotate.NewID(), "amount", "9 crowns"))
	for name, c := range map[string]struct {
		filter storage.ExportFilter
		want   []string
	}{
		"submitted": {storage.ExportFilter{}, []string{"mina-orth submitted", "source", "quote"}},
		"all":       {storage.ExportFilter{All: true}, []string{"mina-orth submitted", "jo-vane in progress", "kim in progress", "quote", "source", "claim", "amount"}},
		"jo's":      {storage.ExportFilter{All: true, Person: jo.ID}, []string{"jo-vane in progress", "claim"}},
		"mina's":    {storage.ExportFilter{Person: mina.ID}, []string{"mina-orth submitted", "quote", "source"}},
	} {
		raw, err := os.ReadFile(exported(t, p, c.filter, bluepencil.Options{Unit: text.CodePoint}))
		if err != nil {
			t.Fatal(err)
		}
		line, err := bluepencil.Parse(raw)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, l := range line.Layers {
			got = append(got, l.Person+" "+string(l.Status))
		}
		for _, a := range line.Annotations {
			got = append(got, string(a.Label))
		}
		slices.Sort(got)
		slices.Sort(c.want)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

// TestAnOldExportIsKnownAfterAMerge: what was exported under a label that was
// merged since is the same annotation, and is not taken in twice.
func TestAnOldExportIsKnownAfterAMerge(t *testing.T) {
	p, mina, jo, article := marked(t)
	path := exported(t, p, storage.ExportFilter{Person: jo.ID, All: true}, bluepencil.Options{})
	for _, merge := range []struct{ from, into annotate.LabelID }{{"claim", "quote"}, {"source", "person"}} {
		book, err := p.Codebook()
		if err != nil {
			t.Fatal(err)
		}
		d, err := annotate.Editor{Person: mina.ID, Book: book}.MergeLabel(merge.from, merge.into)
		if err != nil {
			t.Fatal(err)
		}
		commit(t, p, d)
	}
	if report := take(t, p, jo, intake.Options{}, path); report.Known == 0 || len(report.Failures) != 0 {
		t.Errorf("%+v", report)
	}
	list, err := p.Annotations(article, jo.ID)
	if err != nil {
		t.Fatal(err)
	}
	claims := 0
	for _, a := range list {
		if a.Text() == "It cost 9 crowns." {
			claims++
			if a.Label != "quote" {
				t.Errorf("the claim is read as %s", a.Label)
			}
		}
	}
	if claims != 1 {
		t.Errorf("the claim is there %d times", claims)
	}
}
