package intake_test

import (
	"context"
	"encoding/json"
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

const news = "id;Headline;Inhalt;Paper\n1;Ferries;The ferries rest.;Alder Courier\n2;Broken\n3;;They sail.;\n"

func TestRecordsBecomeArticlesWithTheirParts(t *testing.T) {
	p := newProject(t)
	path := write(t, filepath.Join(t.TempDir(), "news.csv"), news)
	o := intake.Options{Columns: map[string]string{"Inhalt": "text", "Paper": "outlet"}}
	report := take(t, p, join(t, p, "Kim"), o, path)
	if len(report.Added) != 2 || len(report.Failures) != 1 || !strings.Contains(report.Failures[0].Line(), "news.csv, row 3: 2 values") {
		t.Fatalf("%+v", report)
	}
	a, err := p.Article(report.Added[0])
	if err != nil || a.Title() != "Ferries" || a.Meta[annotate.MetaOutlet] != "Alder Courier" || a.Content.Format != "csv" || a.Content.SourceName != "news.csv, row 2" ||
		!slices.Equal(a.Zones, []annotate.Zone{{Part: annotate.PartHeadline, Start: 0, End: 7}}) {
		t.Errorf("%v, %+v", err, a)
	}
}

// JSON Lines are an export where their first line says so, whatever they are
// called, and otherwise articles.
func TestAnExportIsKnownByItsContent(t *testing.T) {
	p, mina, _, _ := marked(t)
	raw, err := os.ReadFile(exported(t, p, storage.ExportFilter{Person: mina.ID}, bluepencil.Options{Unit: text.CodePoint}))
	if err != nil {
		t.Fatal(err)
	}
	other := newProject(t)
	me := join(t, other, "Kim")
	dir := t.TempDir()
	export := write(t, filepath.Join(dir, "a.jsonl"), "\ufeff"+string(raw))
	plain := write(t, filepath.Join(dir, "b.jsonl"), `{"id": 1, "format": "plain", "text": "One"}`+"\n")
	if report := take(t, other, me, intake.Options{}, export, plain); len(report.Added) != 2 || report.Annotations != 2 || len(report.Failures) > 0 {
		t.Errorf("%+v", report)
	}
	if report := take(t, other, me, intake.Options{Format: intake.FormatBluepencil}, plain); len(report.Failures) != 1 {
		t.Errorf("named as an export: %+v", report)
	}
	if report := take(t, newProject(t), me, intake.Options{Format: "jsonl"}, export); len(report.Added) != 1 || report.Annotations != 0 {
		t.Errorf("named as records: %+v", report)
	}
}

// A rehearsal tells what an intake does, and does nothing.
// TestAnExportWhoseFieldsWereSortedIsStillOne has "format" far behind the
// annotations, where programs put it that sort the names of fields.
func TestAnExportWhoseFieldsWereSortedIsStillOne(t *testing.T) {
	p, mina, _, _ := marked(t)
	raw, err := os.ReadFile(exported(t, p, storage.ExportFilter{Person: mina.ID}, bluepencil.Options{Unit: text.CodePoint}))
	if err != nil {
		t.Fatal(err)
	}
	var fields map[string]any
	if err := json.Unmarshal(raw, &fields); err != nil {
		t.Fatal(err)
	}
	fields["annotations"].([]any)[0].(map[string]any)["note"] = strings.Repeat("long ", 20_000)
	sorted, err := json.Marshal(fields)
	if err != nil {
		t.Fatal(err)
	}
	other := newProject(t)
	path := write(t, filepath.Join(t.TempDir(), "sorted.jsonl"), string(sorted)+"\n")
	if report := take(t, other, join(t, other, "Kim"), intake.Options{}, path); len(report.Added) != 1 || report.Annotations != 2 {
		t.Errorf("%+v", report)
	}
}

func TestARehearsalIsTrueAndWritesNothing(t *testing.T) {
	p, _, _, _ := marked(t)
	dir := t.TempDir()
	write(t, filepath.Join(dir, "a.csv"), news)
	write(t, filepath.Join(dir, "b.txt"), "They sail.")
	write(t, filepath.Join(dir, "c.txt"), "They sail.")
	write(t, filepath.Join(dir, "d.txt"), "")
	write(t, filepath.Join(dir, "e.csv"), "x,y\n1,2\n")
	export := exported(t, p, storage.ExportFilter{All: true}, bluepencil.Options{Unit: text.CodePoint})
	for _, o := range []intake.Options{{ByHandle: true}, {ByHandle: true, Columns: map[string]string{"Inhalt": "text"}}} {
		before := history(t, p)
		r, err := intake.Rehearse(context.Background(), p, []string{dir, export}, o)
		if err != nil || history(t, p) != before {
			t.Errorf("%v; %d changes were written", err, history(t, p)-before)
		}
		added, known := 0, 0
		for _, one := range r.Files {
			added, known = added+one.New, known+one.Known
		}
		again := newProject(t)
		me := join(t, again, "Kim")
		take(t, again, me, intake.Options{}, write(t, filepath.Join(t.TempDir(), "x.txt"), "“Late 🌉,” she said. It cost 9 crowns.\n")) // what p has
		report := take(t, again, me, o, dir, export)
		if added != len(report.Added) || known != len(report.Duplicates)+report.Recognised || len(r.Failures) != len(report.Failures) {
			t.Errorf("%d new, %d known, %v; the import says %s\n%v", added, known, r.Failures, report.Summary(), report.Lines())
		}
	}
}

func history(t *testing.T, p *storage.Project) (n int) {
	t.Helper()
	if err := p.History(storage.HistoryFilter{}, func(annotate.Change) bool { n++; return true }); err != nil {
		t.Fatal(err)
	}
	return n
}

// TestMillionsOfBrokenRowsAreCountedNotListed: what a report holds is bounded
// by files, not by what is wrong in them.
func TestMillionsOfBrokenRowsAreCountedNotListed(t *testing.T) {
	p, dir := newProject(t), t.TempDir()
	me := join(t, p, "Kim")
	broken := write(t, filepath.Join(dir, "a.csv"), "title,text\n"+strings.Repeat("Ferries,\n", 5000)+"Ferries,They sail.\n")
	few := write(t, filepath.Join(dir, "b.csv"), "title,text\nFerries,\nFerries,They rest.\n")
	report := take(t, p, me, intake.Options{}, broken, few)
	if len(report.Added) != 2 || len(report.Failures) != 1002 || intake.NotRead(report.Failures) != 5001 {
		t.Fatalf("%d added, %d failures listed of %d", len(report.Added), len(report.Failures), intake.NotRead(report.Failures))
	}
	if more := report.Failures[1000].Line(); !strings.HasPrefix(more, broken+": 4000 more") {
		t.Error(more)
	}
	if last := report.Failures[1001].Line(); !strings.HasPrefix(last, few+", row 2: ") {
		t.Error(last)
	}
	if s := report.Summary(); !strings.Contains(s, "5001 not read") {
		t.Error(s)
	}
	rehearsal, err := intake.Rehearse(context.Background(), newProject(t), []string{broken, few}, intake.Options{})
	if err != nil || len(rehearsal.Failures) != 1002 || intake.NotRead(rehearsal.Failures) != 5001 {
		t.Errorf("%v, %d failures of a rehearsal", err, len(rehearsal.Failures))
	}
}

// TestALayerOfNobodyCostsNoOther: a handle that no person can have is reported
// with its line; the other layers come.
func TestALayerOfNobodyCostsNoOther(t *testing.T) {
	p, _, _, _ := marked(t)
	raw, err := os.ReadFile(exported(t, p, storage.ExportFilter{All: true}, bluepencil.Options{Unit: text.CodePoint}))
	if err != nil {
		t.Fatal(err)
	}
	for handle, reason := range map[string]string{"": "a layer is of nobody", " ": "is nobody's handle", "\\n\\t": "is nobody's handle"} {
		odd := strings.ReplaceAll(string(raw), `"jo-vane"`, `"`+handle+`"`)
		again := newProject(t)
		me := join(t, again, "Importer")
		report := take(t, again, me, intake.Options{ByHandle: true}, write(t, filepath.Join(t.TempDir(), "odd.jsonl"), odd+string(raw)))
		if len(report.Added) != 1 || report.Annotations != 3 || len(report.Failures) == 0 || !strings.Contains(report.Failures[0].Line(), reason) {
			t.Errorf("%q: %+v", handle, report)
		}
	}
}
