package main

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/storage"
)

// teamDesk is a project with a lead, two analysts and twelve articles of
// outlets, all by bp alone.
func teamDesk(t *testing.T) (path string) {
	t.Helper()
	dir := t.TempDir()
	path = filepath.Join(dir, "desk.bluepencil")
	must(t, "init", path)
	must(t, "people", "add", path, "Nora Vik", "--lead")
	must(t, "people", "add", path, "Mina Orth", "--as", "nora-vik")
	must(t, "people", "add", path, "Ben Alder", "--handle", "ben", "--colour", "#112233", "--as", "nora-vik")
	table := "title,outlet,date,text\n"
	for n := range 12 {
		table += fmt.Sprintf("Story %d,%s,2026-%02d-04,It cost %d crowns.\n", n, []string{"Alder Courier", "Port Post", "Courier"}[n%3], 1+n%2, n)
	}
	must(t, "import", path, write(t, dir, "stories.csv", table), "--as", "nora-vik")
	return path
}

func TestTheTeamIsAddedAndEdited(t *testing.T) {
	path := teamDesk(t)
	must(t, "people", "edit", path, "ben", "--retired", "--name", "Ben Alder-Lund", "--as", "Nora Vik")
	golden(t, "people.golden", must(t, "people", path).out)
	golden(t, "people_json.golden", must(t, "people", path, "--json").out)
	must(t, "people", "edit", path, "ben", "--retired=false", "--lead")
	if out := must(t, "people", path).out; strings.Contains(out, "retired") || strings.Count(out, "lead") != 2 {
		t.Errorf("%s", out)
	}
	for _, args := range [][]string{
		{"add", path, "Kim", "--handle", "ben"}, {"add", path, "Kim", "--handle", "K im"}, {"add", path, "Kim", "--colour", "blue"}, {"add", path, " "},
		{"add", path}, {"edit", path, "nobody"}, {"edit", path, "ben", "--handle", "mina-orth"}, {"edit", path, "ben", "--name", ""}, {"edit", path, "ben", "--as", "nobody"},
	} {
		bp(append([]string{"people"}, args...)...).wants(t, exitUsage)
	}
}

// TestARoundFromPlanToReturn goes the whole way of a round.
func TestARoundFromPlanToReturn(t *testing.T) {
	path := teamDesk(t)
	rule := []string{"rounds", "new", path, "March", "--people", "mina-orth,ben", "--overlap", "25%", "--quota", "ben=6", "--stratify", "outlet", "--seed", "7", "--as", "nora-vik"}
	preview := must(t, append(rule, "--dry-run")...)
	golden(t, "rounds_preview.golden", preview.out)
	if out := must(t, "rounds", path, "--json").out; out != "[]\n" {
		t.Errorf("a preview made a round: %s", out)
	}
	var plan planRow
	asJSON := must(t, append(rule, "--dry-run", "--json")...)
	if err := json.Unmarshal([]byte(asJSON.out), &plan); err != nil || plan.Articles != 12 || plan.Shared != 3 || plan.Loads["ben"] != 6 || len(plan.Assignments) != 15 || len(plan.Strata) != 3 {
		t.Errorf("%v, %+v", err, plan)
	}
	made := must(t, rule...)
	if made.out != preview.out {
		t.Errorf("the plan was\n%s, the preview\n%s", made.out, preview.out)
	}
	made.wants(t, exitDone, "started the round March: 12 articles")
	whole := must(t, "rounds", path, "--json", "--assignments")
	var rows []roundRow
	if err := json.Unmarshal([]byte(whole.out), &rows); err != nil || len(rows) != 1 || len(rows[0].Assignments) != 15 {
		t.Fatalf("%v\n%s", err, whole.out)
	}
	for i, a := range plan.Assignments { // the plan is what the round gives out
		if got := rows[0].Assignments[i]; got.Article != a.Article || got.Person != a.Person {
			t.Errorf("%+v, planned was %+v", got, a)
		}
	}
	var article annotate.ID
	for _, a := range rows[0].Assignments {
		if a.Person == "mina-orth" {
			article = a.Article
		}
	}
	submit(t, path, "mina-orth", article)
	must(t, "return", path, article.String(), "mina-orth", "--reason", "mark the claim", "--as", "nora-vik")
	bp("return", path, article.String(), "ben", "--reason", "why").wants(t, exitUsage, "not submitted")
	bp("return", path, article.String(), "mina-orth").wants(t, exitUsage, "--reason")
	bp("return", path, "nothing", "mina-orth", "--reason", "why").wants(t, exitUsage, "nothing")
	must(t, "rounds", "open", path, "march")
	must(t, "rounds", "close", path, "March")
	out := must(t, "rounds", path).out
	golden(t, "rounds.golden", out)
	bp("rounds", "assign", path, "March", "Story 1", "--people", "nora-vik").wants(t, exitUsage, "closed")
	must(t, "rounds", "reopen", path, "March")
	must(t, "rounds", "blind", path, "March")
	if out := must(t, "rounds", path).out; !strings.Contains(out, "March (blind)") {
		t.Errorf("%s", out)
	}
}

func submit(t *testing.T, path, handle string, article annotate.ID) {
	t.Helper()
	inProject(t, path, func(p *storage.Project) {
		person, err := p.PersonByHandle(handle)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.SubmitLayer(article, person.ID); err != nil {
			t.Fatal(err)
		}
	})
}

func TestTheMatrixIsEditedByHand(t *testing.T) {
	path := teamDesk(t)
	must(t, "rounds", "new", path, "By hand", "--empty", "--instructions", "cues too")
	must(t, "rounds", "assign", path, "By hand", "Story 1", "Story 2", "--people", "mina-orth,ben").wants(t, exitDone, "4 articles given out")
	must(t, "rounds", "assign", path, "By hand", "--all", "--people", "mina-orth").wants(t, exitDone, "10 articles given out")
	must(t, "rounds", "unassign", path, "By hand", "Story 1", "--people", "ben").wants(t, exitDone, "1 article taken back")
	must(t, "rounds", "unassign", path, "By hand", "--all", "--people", "mina-orth").wants(t, exitDone, "12 articles taken back")
	var rows []roundRow
	if err := json.Unmarshal([]byte(must(t, "rounds", path, "--json").out), &rows); err != nil || len(rows[0].Progress) != 1 || rows[0].Progress[0].Assigned != 1 || rows[0].Instructions != "cues too" {
		t.Errorf("%v, %+v", err, rows)
	}
	for _, args := range [][]string{
		{"new", path, " "}, {"new", path, "X", "--per-article", "4"}, {"new", path, "X", "--overlap", "120%"}, {"new", path, "X", "--overlap", "some"},
		{"new", path, "X", "--quota", "ben"}, {"new", path, "X", "--quota", "nobody=3"}, {"new", path, "X", "--people", "nobody"}, {"new", path, "X", "--stratify", "weather"},
		{"new", path, "X", "--articles", "nothing"}, {"new", path, "X", "--people", "ben", "--quota", "ben=3"},
		{"assign", path, "By hand", "Story 1"}, {"assign", path, "By hand", "--people", "ben"}, {"assign", path, "By hand", "Story 1", "--all", "--people", "ben"},
		{"assign", path, "No round", "Story 1", "--people", "ben"}, {"open", path}, {"open", path, "No round"},
	} {
		bp(append([]string{"rounds"}, args...)...).wants(t, exitUsage)
	}
	if err := json.Unmarshal([]byte(must(t, "rounds", path, "--json").out), &rows); err != nil || len(rows) != 1 {
		t.Errorf("what was refused made a round: %v, %+v", err, rows)
	}
}

func TestTalkOnTheCommandLine(t *testing.T) {
	path := teamDesk(t)
	question := strings.TrimSpace(must(t, "talk", "add", path, "Story 1", "@ben, is\nthis a claim?", "--as", "mina-orth").out)
	must(t, "talk", "reply", path, question, "yes", "--as", "ben")
	settled := strings.TrimSpace(must(t, "talk", "add", path, "Story 2", "a typo", "--as", "nora-vik").out)
	must(t, "talk", "resolve", path, settled, "--as", "nora-vik")
	markWords(t, path, "mina-orth", "Story 1", map[string]string{"claim": "It cost 1 crowns."})
	var marked annotate.ID
	inProject(t, path, func(p *storage.Project) {
		id, err := p.FindArticle("Story 1")
		if err != nil {
			t.Fatal(err)
		}
		list, err := p.Annotations(id, annotate.ID{})
		if err != nil {
			t.Fatal(err)
		}
		marked = list[0].ID
		if _, err := p.Commit(annotate.SetQuestion(list[0].Ref(), true)); err != nil {
			t.Fatal(err)
		}
	})
	must(t, "talk", "add", path, "Story 1", "a sum", "--annotation", marked.String(), "--as", "nora-vik")
	golden(t, "talk.golden", must(t, "talk", path).out)
	golden(t, "talk_open.golden", must(t, "talk", path, "--open").out)
	golden(t, "talk_json.golden", must(t, "talk", path, "--open", "--json").out)
	if out := must(t, "talk", path, "--mentions", "ben").out; strings.Count(out, "(open)") != 1 || !strings.Contains(out, "@ben, is this a claim?") {
		t.Errorf("%s", out)
	}
	if out := must(t, "talk", path, "--article", "Story 2").out; !strings.Contains(out, "(resolved)") || strings.Contains(out, "Story 1") {
		t.Errorf("%s", out)
	}
	must(t, "rounds", "new", path, "Blind")
	if out := must(t, "talk", path, "--open", "--as", "ben").out; strings.Contains(out, "a sum") || strings.Contains(out, "not sure") {
		t.Errorf("ben, who has not submitted, reads\n%s", out)
	}
	must(t, "talk", "reopen", path, settled)
	if out := must(t, "talk", path).out; strings.Contains(out, "resolved") {
		t.Errorf("%s", out)
	}
	for _, args := range [][]string{
		{"add", path, "nothing", "text"}, {"add", path, "Story 1", " "}, {"add", path, "Story 1", "text", "--annotation", question}, {"add", path, "Story 1", "text", "--as", "nobody"},
		{"reply", path, "what", "text"}, {"reply", path, marked.String(), "text"}, {"resolve", path, "what"}, {path, "--mentions", "nobody"}, {path, "--article", "nothing"},
	} {
		bp(append([]string{"talk"}, args...)...).wants(t, exitUsage)
	}
}

// What is given out and said goes out and comes back by bp alone.
func TestRoundsAndTalkTravelInExports(t *testing.T) {
	path, dir := teamDesk(t), t.TempDir()
	must(t, "rounds", "new", path, "March", "--people", "mina-orth,ben")
	must(t, "talk", "add", path, "Story 1", "hello @ben", "--as", "mina-orth")
	again := filepath.Join(dir, "again.bluepencil")
	must(t, "export", path, "--status", "all", "--out", filepath.Join(dir, "out.jsonl"))
	must(t, "init", again)
	must(t, "import", again, filepath.Join(dir, "out.jsonl"))
	var first, second []roundRow
	for at, into := range map[string]*[]roundRow{path: &first, again: &second} {
		if err := json.Unmarshal([]byte(must(t, "rounds", at, "--json").out), into); err != nil {
			t.Fatal(err)
		}
	}
	if len(second) != 1 || fmt.Sprint(first[0].Progress) != fmt.Sprint(second[0].Progress) {
		t.Errorf("%+v\n%+v", first, second)
	}
	if out := must(t, "talk", again, "--mentions", "ben").out; !strings.Contains(out, "hello @ben") {
		t.Errorf("%s", out)
	}
}
