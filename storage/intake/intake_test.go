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
	"bluepencil/assets"
	"bluepencil/storage"
	"bluepencil/storage/intake"
)

func newProject(t *testing.T) *storage.Project {
	t.Helper()
	codebook, err := assets.Codebook("news")
	if err != nil {
		t.Fatal(err)
	}
	p, err := storage.NewMemory(codebook, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if report, err := p.Check(context.Background(), nil); err != nil || len(report.Problems) > 0 {
			t.Errorf("the project is not sound: %v, %v", err, report.Problems)
		}
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	return p
}

func join(t *testing.T, p *storage.Project, name string) annotate.Person {
	t.Helper()
	person, err := p.AddPerson(annotate.Person{Name: name})
	if err != nil {
		t.Fatal(err)
	}
	return person
}

func write(t *testing.T, path, content string) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func take(t *testing.T, p *storage.Project, person annotate.Person, o intake.Options, paths ...string) intake.Report {
	t.Helper()
	report, err := intake.Files(context.Background(), p, person.ID, paths, o)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// marked is a project with an article that two people have marked: mina has
// submitted a quote with speaker and entity, jo has begun with a claim.
func marked(t *testing.T) (p *storage.Project, mina, jo annotate.Person, article annotate.ID) {
	t.Helper()
	p = newProject(t)
	mina, jo = join(t, p, "Mina Orth"), join(t, p, "Jo Vane")
	report := take(t, p, mina, intake.Options{}, write(t, filepath.Join(t.TempDir(), "a.txt"), "“Late 🌉,” she said. It cost 9 crowns.\n"))
	article = report.Added[0]
	entity := annotate.Entity{ID: annotate.NewID(), Name: "Ada Lund", Type: "person"}
	draft, err := annotate.AddEntity(mina.ID, entity)
	if err != nil {
		t.Fatal(err)
	}
	source, quote := annotate.NewID(), annotate.NewID()
	ref := annotate.AnnotationRef(article, mina.ID, quote)
	commit(t, p, draft,
		mark(t, p, mina, article, source, "source", "she"),
		annotate.SetEntity(annotate.AnnotationRef(article, mina.ID, source), entity.ID),
		mark(t, p, mina, article, quote, "quote", "“Late 🌉,”"),
		annotate.SetAttribute(ref, "type", "direct"),
		annotate.AddLink(ref, annotate.Link{ID: annotate.NewID(), Role: "speaker", To: source}),
		annotate.SetNote(ref, "well"))
	if _, err := p.SubmitLayer(article, mina.ID); err != nil {
		t.Fatal(err)
	}
	claim := mark(t, p, jo, article, annotate.NewID(), "claim", "It cost 9 crowns.")
	claim.AddStatus(jo.ID, article, annotate.StatusInProgress, "")
	commit(t, p, claim)
	return p, mina, jo, article
}

func commit(t *testing.T, p *storage.Project, drafts ...annotate.Draft) {
	t.Helper()
	for _, d := range drafts {
		if _, err := p.Commit(d); err != nil {
			t.Fatal(err)
		}
	}
}

func mark(t *testing.T, p *storage.Project, who annotate.Person, article, id annotate.ID, label annotate.LabelID, words string) annotate.Draft {
	t.Helper()
	whole, err := p.Text(article)
	if err != nil {
		t.Fatal(err)
	}
	at := strings.Index(whole, words)
	span, err := annotate.SpanOf(whole, at, at+len(words))
	if err != nil {
		t.Fatal(err)
	}
	return annotate.Mark(who.ID, article, id, label, []annotate.Span{span}, annotate.Origin{By: annotate.ByHand})
}

// exported writes a project's export into a folder of its own and gives the path.
func exported(t *testing.T, p *storage.Project, f storage.ExportFilter, o bluepencil.Options) string {
	t.Helper()
	common, err := p.Common()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "out.jsonl")
	report, err := bluepencil.Export(context.Background(), path, common, p.Bundles(f, nil), o)
	if err != nil || len(report.Problems) > 0 || report.Articles == 0 {
		t.Fatalf("%v, %+v", err, report)
	}
	return path
}

// withoutTimes is an export's content with what an import makes anew taken out.
func withoutTimes(t *testing.T, path string) string {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	line, err := bluepencil.Parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, a := range line.Annotations {
		out.WriteString(strings.Join([]string{a.ID.String(), a.Layer, string(a.Label), a.Spans[0].Text, a.Note, a.Entity.String(), string(a.Origin.By)}, "|"))
		for _, l := range a.Links {
			out.WriteString("|" + string(l.Role) + l.To.String())
		}
		out.WriteString("\n")
	}
	for _, l := range line.Layers {
		out.WriteString(l.Person + " " + string(l.Status) + "\n")
	}
	for _, e := range line.Entities {
		out.WriteString(e.ID.String() + e.Name + "\n")
	}
	return out.String()
}

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
	if len(report.Added) != 2 || len(report.Duplicates) != 1 || len(report.Failures) != 5 {
		t.Errorf("%+v", report)
	}
	public := report.Public()
	if len(public.Failures) != 5 || len(public.Duplicates) != 1 || len(report.Lines()) != 6 {
		t.Errorf("%+v", public)
	}
	if want := "2 articles added, 1 already there, 5 not read"; report.Summary() != want {
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
