package main

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"bluepencil/storage"
)

const (
	bridgeOne = "---\ntitle: Bridge\nurl: https://courier.example/bridge\ndate: 2026-03-04\n---\n“It is late 🌉,” Mayor Ada Lund told us. It cost 9 crowns.\n\nNobody knew.\n"
	bridgeTwo = "---\ntitle: Bridge\nurl: https://courier.example/bridge\ndate: 2026-03-05\n---\nCorrected. “It is late 🌉,” Mayor Ada Lund told us. It cost 8 million crowns.\n"
)

// TestVersionsFromImportToTray goes the whole way: an article, marked, its new
// version found by its URL, the markings carried over, and what waits.
func TestVersionsFromImportToTray(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "desk.bluepencil")
	must(t, "init", path)
	must(t, "import", path, write(t, dir, "one.md", bridgeOne), "--as", "Mina Orth")
	markWords(t, path, "mina-orth", "one.md", map[string]string{"quote": "“It is late 🌉,”", "person": "Ada Lund", "claim": "Nobody knew."})
	r := must(t, "import", path, write(t, dir, "two.md", bridgeTwo), "--update", "--as", "Kim", "--json")
	if !strings.Contains(r.out, `"updated"`) || !strings.Contains(r.report, "1 article added (1 of them new versions)") {
		t.Errorf("%s%s", r.out, r.report)
	}
	if rows := must(t, "articles", path).out; strings.Contains(rows, "one.md") || strings.Count(rows, "\n") != 2 {
		t.Errorf("the list shows the old version:\n%s", rows)
	}
	if rows := must(t, "articles", path, "--all-versions").out; strings.Count(rows, "\n") != 3 {
		t.Errorf("with all versions:\n%s", rows)
	}
	golden(t, "versions_before.golden", must(t, "versions", path, "two.md").out)
	r = must(t, "versions", path, "one.md", "--carry", "mina-orth")
	golden(t, "versions.golden", r.out+"-- stderr --\n"+r.report)
	r = must(t, "versions", path, "Bridge", "--json")
	golden(t, "versions_json.golden", r.out)
	var report versionsReport
	if err := json.Unmarshal([]byte(r.out), &report); err != nil || len(report.Trays) != 1 || report.Trays[0].Carried != 2 || len(report.Trays[0].Waiting) != 1 {
		t.Errorf("%v, %+v", err, report)
	}
	bp("versions", path, "Bridge", "--carry", "nobody").wants(t, exitUsage, "nobody")
	bp("versions", path, "ferry").wants(t, exitUsage, "ferry")
}

// An export of all has both versions, and makes both again.
func TestVersionsAreExported(t *testing.T) {
	dir := t.TempDir()
	path, again, out := filepath.Join(dir, "desk.bluepencil"), filepath.Join(dir, "again.bluepencil"), filepath.Join(dir, "out.jsonl")
	must(t, "init", path)
	must(t, "import", path, write(t, dir, "one.md", bridgeOne))
	must(t, "import", path, write(t, dir, "two.md", bridgeTwo), "--update")
	r := must(t, "export", path, "--status", "all")
	if strings.Count(r.out, "\n") != 2 || strings.Count(r.out, `"replaces": "`) != 1 {
		t.Errorf("%s", r.out)
	}
	for line := range strings.Lines(r.out) {
		validate(t, "bluepencil-1", []byte(line))
	}
	must(t, "export", path, "--status", "all", "--out", out)
	must(t, "init", again)
	must(t, "import", again, out)
	inProject(t, again, func(p *storage.Project) {
		id, err := p.FindArticle("two.md")
		if err != nil {
			t.Fatal(err)
		}
		if list, err := p.Versions(id); err != nil || len(list) != 2 || list[1].ID != id {
			t.Errorf("%v, %+v", err, list)
		}
	})
}
