package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/storage"
)

// TestACodebookGoesOutAndComesBack: the file that is written is taken in by
// the same project and by another one without a change.
func TestACodebookGoesOutAndComesBack(t *testing.T) {
	path := desk(t)
	file := filepath.Join(t.TempDir(), "book.json")
	must(t, "codebook", path, "--out", file).wants(t, exitDone, "News desk")
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if printed := must(t, "codebook", path).out; printed != string(raw) {
		t.Error("stdout and file differ")
	}
	for _, row := range report(t, "codebook", path, "--from", file, "--json") {
		if row.Fit != "same" {
			t.Errorf("taken in again, %+v", row)
		}
	}
	other := filepath.Join(t.TempDir(), "other")
	must(t, "init", other, "--codebook", "blank")
	must(t, "codebook", other, "--from", file)
	inProject(t, other+storage.Extension, func(p *storage.Project) {
		book, err := p.Codebook()
		if err != nil {
			t.Fatal(err)
		}
		if _, ok := book.Label("quote"); !ok || book.Name != "News desk" {
			t.Errorf("the other project has %s", book.Name)
		}
		if mark, ok := book.Label("mark"); !ok || !mark.Retired {
			t.Errorf("what the file does not have: %+v", mark)
		}
	})
}

// TestTakingInSaysLabelByLabelWhatItDoes, with how often what goes is used.
func TestTakingInSaysLabelByLabelWhatItDoes(t *testing.T) {
	path := desk(t)
	rows := report(t, "codebook", path, "--from", "claims", "--dry-run", "--json")
	found := map[string]partRow{}
	for _, r := range rows {
		found[r.Kind+" "+r.ID] = r
	}
	if r := found["label quote"]; r.Fit != string(annotate.FitMissing) || r.Annotations != 1 || r.Articles != 1 {
		t.Errorf("the quote: %+v", r)
	}
	if r := found["label claimant"]; r.Fit != string(annotate.FitNew) {
		t.Errorf("the claimant: %+v", r)
	}
	if r := found["label claim"]; r.Fit != string(annotate.FitChanged) {
		t.Errorf("the claim: %+v", r)
	}
	out := must(t, "codebook", path, "--from", "claims").out
	for _, words := range []string{"missing", "1 annotation in 1 article", "claimant"} {
		if !strings.Contains(out, words) {
			t.Errorf("the report does not say %q:\n%s", words, out)
		}
	}
	// What was marked is still there, and exported.
	if lines := must(t, "export", path, "--status", "all").out; !strings.Contains(lines, `"label": "quote"`) {
		t.Errorf("the quote is gone:\n%s", lines)
	}
}

func TestACodebookThatCannotFitIsRefused(t *testing.T) {
	path := desk(t)
	before := must(t, "codebook", path).out
	changed := strings.Replace(before, `"type": "enum"`, `"type": "text"`, 1)
	file := write(t, t.TempDir(), "changed.json", changed)
	bp("codebook", path, "--from", file).wants(t, exitPartly, "another id")
	if after := must(t, "codebook", path).out; after != before {
		t.Error("a refused codebook has changed the project")
	}
	bp("codebook", path, "--from", write(t, t.TempDir(), "torn.json", `{"name": "x", "lables": []}`)).wants(t, exitUsage, "lables")
	bp("codebook", path, "--out", path).wants(t, exitPartly, "name of a project")
}

func report(t *testing.T, args ...string) (rows []partRow) {
	t.Helper()
	if err := json.Unmarshal([]byte(must(t, args...).out), &rows); err != nil {
		t.Fatal(err)
	}
	return rows
}
