package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/format/bluepencil"
	"bluepencil/annotate/review"
	"bluepencil/storage"
)

// reviewDesk is the desk with two more people who have submitted: all agree on
// the quote, two on the claim, one has a name.
func reviewDesk(t *testing.T) string {
	t.Helper()
	path := desk(t)
	for handle, words := range map[string]map[string]string{
		"Jo Vane":  {"quote": "“It is late 🌉,”", "claim": "It cost 9 crowns."},
		"Nora Vik": {"quote": "“It is late 🌉,”", "claim": "It cost 9 crowns", "person": "Ada Lund"},
	} {
		inProject(t, path, func(p *storage.Project) {
			if _, err := p.AddPerson(annotate.Person{Name: handle}); err != nil {
				t.Fatal(err)
			}
		})
		markWords(t, path, annotate.HandleOf(handle), "bridge.txt", words)
		inProject(t, path, func(p *storage.Project) {
			person, err := p.PersonByHandle(annotate.HandleOf(handle))
			if err != nil {
				t.Fatal(err)
			}
			article, err := p.FindArticle("bridge.txt")
			if err == nil {
				_, err = p.SubmitLayer(article, person.ID)
			}
			if err != nil {
				t.Fatal(err)
			}
		})
	}
	return path
}

func TestCompareCountsUnitsByStateAndKind(t *testing.T) {
	path := reviewDesk(t)
	golden(t, "compare.golden", must(t, "compare", path).out)
	golden(t, "compare_json.golden", must(t, "compare", path, "--json").out)
	golden(t, "compare_article.golden", must(t, "compare", path, "bridge.txt").out)
	var rows []unitRow
	if err := json.Unmarshal([]byte(must(t, "compare", path, "bridge.txt", "--json", "--layers", "mina-orth,nora-vik").out), &rows); err != nil {
		t.Fatal(err)
	}
	text := []rune(bridge)
	for _, row := range rows {
		if string(text[row.Start:row.End]) != row.Text || row.People != 2 {
			t.Errorf("%+v", row)
		}
	}
	if len(rows) != 3 {
		t.Errorf("%d units", len(rows))
	}
	bp("compare", path, "--layers", "nobody").wants(t, exitUsage, "nobody", "mina-orth")
	bp("compare", path, "--layers", "gold").wants(t, exitUsage, "gold")
	bp("compare", path, "no such article").wants(t, exitUsage, "no such article")
}

func TestAdjudicateMergesAndExportsGold(t *testing.T) {
	path := reviewDesk(t)
	bp("export", path, "--layer", "gold").wants(t, exitUsage, "nothing was adjudicated")
	dry := must(t, "adjudicate", path, "--merge", "majority", "--trim-punctuation", "--dry-run", "--json")
	var report struct {
		Units, Merged, Open, Added int
		States                     map[string]int
	}
	if err := json.Unmarshal([]byte(dry.out), &report); err != nil || report.Units != 3 || report.Merged != 2 || report.Open != 1 || report.Added != 2 || report.States["single"] != 1 {
		t.Errorf("%v\n%s", err, dry.out)
	}
	bp("export", path, "--layer", "gold").wants(t, exitUsage, "nothing was adjudicated")
	must(t, "adjudicate", path, "--merge", "majority", "--trim-punctuation", "--as", "lead").wants(t, exitDone, "2 of 3 units settled", "1 left to decide", "2 annotations added")
	must(t, "adjudicate", path, "--merge", "majority", "--trim-punctuation", "--as", "lead").wants(t, exitDone, "0 annotations added", "2 kept")
	if r := must(t, "export", path, "--layer", "gold"); r.out != "" {
		t.Errorf("an article with something left to decide was exported:\n%s", r.out)
	}
	if n := strings.Count(must(t, "export", path, "--layer", "gold", "--status", "all").out, `"layer": "gold"`); n != 2 {
		t.Errorf("%d annotations", n)
	}
	must(t, "adjudicate", path, "--merge", "nora-vik", "--as", "lead").wants(t, exitDone, "3 of 3 units settled")
	out := must(t, "export", path, "--layer", "gold").out
	for _, want := range []string{`{"person": "gold", "status": "adjudicated"`, `"by": "adjudication", "source": "nora-vik 3/3"`, `"rule": "person `} {
		if !strings.Contains(out, want) {
			t.Errorf("the export has no %s:\n%s", want, out)
		}
	}
	must(t, "check", path)
	for _, args := range [][]string{{}, {"--merge", "somebody"}, {"--merge", "gold"}, {"--merge", "union", "--k", "2"}, {"--merge", "majority", "--k", "1"}} {
		bp(append([]string{"adjudicate", path}, args...)...).wants(t, exitUsage)
	}
}

// TestGoldIsCountedByItselfOnly: what members marked is not counted once more
// because it was adjudicated.
func TestGoldIsCountedByItselfOnly(t *testing.T) {
	path := reviewDesk(t)
	quotes := func(layer string) int {
		t.Helper()
		return strings.Count(must(t, "tables", path, "--table", "quotes", "--layer", layer).out, "It is late")
	}
	before := must(t, "tables", path, "--table", "quotes").out
	lint := bp("lint", path).out
	must(t, "adjudicate", path, "--merge", "union", "--as", "lead")
	if after := must(t, "tables", path, "--table", "quotes").out; after != before || quotes("gold") != 1 || quotes("all") != 3 {
		t.Errorf("%d quotes of all, %d of gold:\n%s", quotes("all"), quotes("gold"), after)
	}
	if bp("lint", path).out != lint || !strings.Contains(bp("lint", path, "--layer", "gold").out, "(gold)") {
		t.Error("checks do not tell gold from what members marked")
	}
}

// decideAll lets the lead decide every unit that is open: none of them.
func decideAll(t *testing.T, path string) {
	t.Helper()
	inProject(t, path, func(p *storage.Project) {
		chief, err := p.PersonByHandle("lead")
		if err != nil {
			t.Fatal(err)
		}
		article, err := p.FindArticle("bridge.txt")
		if err != nil {
			t.Fatal(err)
		}
		r, err := p.Reviewer()
		if err != nil {
			t.Fatal(err)
		}
		s, err := r.Sheet(article)
		if err != nil {
			t.Fatal(err)
		}
		u, ok := s.Next(nil, 1)
		if !ok {
			t.Fatal("nothing is left to decide")
		}
		d, err := s.Decide(u, review.Ruling{Verdict: annotate.VerdictRejected, Reason: "a role, no name 🌉"}, chief.ID, time.Now())
		if err == nil {
			_, err = p.Commit(d)
		}
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestGoldAndDecisionsComeBackFromAnExport(t *testing.T) {
	path := reviewDesk(t)
	must(t, "adjudicate", path, "--merge", "majority", "--trim-punctuation", "--as", "lead")
	decideAll(t, path)
	dir := t.TempDir()
	for _, unit := range []string{"codepoint", "byte", "utf16"} {
		out := filepath.Join(dir, unit, "desk.jsonl")
		if err := os.Mkdir(filepath.Dir(out), 0o755); err != nil {
			t.Fatal(err)
		}
		must(t, "export", path, "--out", out, "--unit", unit)
		other := filepath.Join(dir, unit, "other.bluepencil")
		must(t, "init", other)
		must(t, "import", other, out)
		must(t, "check", other)
		again := filepath.Join(dir, unit, "again.jsonl")
		must(t, "export", other, "--out", again, "--unit", unit)
		before, after := reviewOf(t, out), reviewOf(t, again)
		if before != after || !strings.Contains(before, "a role, no name 🌉") || !strings.Contains(before, "without edge punctuation") {
			t.Errorf("%s: went out as\n%s\ncame back as\n%s", unit, before, after)
		}
		was, is := must(t, "compare", path, "--json").out, must(t, "compare", other, "--json").out
		if was != is {
			t.Errorf("%s: compared before\n%s\nafter\n%s", unit, was, is)
		}
		golden(t, "differences.golden", must(t, "differences", other, "nora-vik").out)
		must(t, "adjudicate", other, "--merge", "majority", "--trim-punctuation", "--as", "lead").wants(t, exitDone, "0 annotations added", "0 removed")
	}
}

// reviewOf is what an export says about its first article's review and gold.
func reviewOf(t *testing.T, path string) string {
	t.Helper()
	var out bytes.Buffer
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	line, err := bluepencil.Parse(bytes.TrimSpace(raw))
	if err != nil {
		t.Fatal(err)
	}
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(line.Review); err != nil {
		t.Fatal(err)
	}
	for _, a := range line.Annotations {
		if a.Layer == annotate.GoldHandle {
			a.Created, a.Modified = time.Time{}, time.Time{}
			if err := encoder.Encode(a); err != nil {
				t.Fatal(err)
			}
		}
	}
	return out.String()
}

func TestDifferencesAreOfOneMember(t *testing.T) {
	path := reviewDesk(t)
	must(t, "adjudicate", path, "--merge", "majority", "--trim-punctuation", "--as", "lead")
	decideAll(t, path)
	var rows []differenceRow
	if err := json.Unmarshal([]byte(must(t, "differences", path, "nora-vik", "--json").out), &rows); err != nil {
		t.Fatal(err)
	}
	if len(rows) != 1 || rows[0].Kind != review.Missed || rows[0].Gold != nil || rows[0].Reason != "a role, no name 🌉" || rows[0].By != "lead" {
		t.Errorf("%+v", rows)
	}
	if out := must(t, "differences", path, "jo-vane").out; out != "" {
		t.Errorf("jo has nothing otherwise:\n%s", out)
	}
	bp("differences", path, "gold").wants(t, exitUsage, "gold")
	bp("differences", path, "nobody").wants(t, exitUsage, "nobody")
}

// TestThePageShowsWhatWasDecidedAndSaid: the review page has the decisions and
// comments on the markings they are about; other formats count them as lost.
func TestThePageShowsWhatWasDecidedAndSaid(t *testing.T) {
	path := reviewDesk(t)
	inProject(t, path, func(p *storage.Project) {
		nora, err := p.PersonByHandle("nora-vik")
		if err != nil {
			t.Fatal(err)
		}
		article, err := p.FindArticle("bridge.txt")
		if err != nil {
			t.Fatal(err)
		}
		reviewer, err := p.Reviewer()
		if err != nil {
			t.Fatal(err)
		}
		sheet, err := reviewer.Sheet(article)
		if err != nil {
			t.Fatal(err)
		}
		for i := range sheet.Units {
			ruling := review.Ruling{Verdict: annotate.VerdictPerson, Person: nora.ID, Reason: "the full stop stays <outside>"}
			draft, err := sheet.Decide(&sheet.Units[i], ruling, nora.ID, time.Now())
			if err == nil {
				_, err = p.Commit(draft)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	})
	must(t, "talk", "add", path, "bridge.txt", "Ready to print?", "--as", "nora-vik")
	page := must(t, "export", path, "--format", "html", "--status", "all", "--article", "bridge.txt").out
	for _, want := range []string{"the version of nora-vik was taken", "the full stop stays &lt;outside&gt;", "Ready to print?", "Port Alder votes"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not show %q", want)
		}
	}
	if strings.Contains(page, "All pupils eat") {
		t.Error("the page has an article that was not asked for")
	}
	must(t, "export", path, "--format", "web-annotation", "--article", "bridge.txt", "--dry-run").wants(t, exitDone, "3 decisions about disagreements", "1 comments")
}

// TestArticlesAreExportedByName: each once, in the order of the project.
func TestArticlesAreExportedByName(t *testing.T) {
	path := desk(t)
	r := must(t, "export", path, "--status", "all", "--article", "meals.md", "--article", "bridge.txt", "--article", "Free meals")
	if r.out != must(t, "export", path, "--status", "all").out {
		t.Errorf("got\n%s", r.out)
	}
	if r := must(t, "export", path, "--article", "meals.md"); !strings.Contains(r.out, "All pupils eat") || !strings.Contains(r.report, "--status all") {
		t.Errorf("got\n%s%s", r.out, r.report)
	}
	bp("export", path, "--article", "no such article").wants(t, exitUsage, "no such article")
}
