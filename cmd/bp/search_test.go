package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/storage"
	"bluepencil/storage/search"
)

func TestSearchPrintsALineForEachHit(t *testing.T) {
	path := desk(t)
	r := must(t, "search", path, "late OR crowns")
	if !strings.Contains(r.out, "«late»") || !strings.Contains(r.out, "«crowns»") || strings.Count(r.out, "\n") != 2 {
		t.Errorf("got\n%s", r.out)
	}
	if !strings.Contains(r.out, "  25  ") { // code points before the hit
		t.Errorf("no offset in\n%s", r.out)
	}
	if _, err := os.Stat(search.Dir(path)); err != nil {
		t.Error(err)
	}
	must(t, "search", path, "--status", "submitted")
	must(t, "search", path, "nowhere").wants(t, exitDone, "nothing found")
	must(t, "search", path, "a*", "--limit", "1").wants(t, exitDone, "--limit 0")
	must(t, "check", path)
}

func TestSearchForMachines(t *testing.T) {
	path := desk(t)
	for _, c := range []struct {
		args       []string
		start, end int
	}{
		{[]string{"Lund"}, 44, 48},
		{[]string{"Lund", "--unit", "utf16"}, 45, 49},
		{[]string{"Lund", "--unit", "byte"}, 51, 55},
		{[]string{"in:annotations late"}, 18, 33},
		{[]string{"late", "--label", "quote", "--person", "mina-orth"}, 18, 33},
	} {
		r := must(t, append([]string{"search", path, "--json"}, c.args...)...)
		var rows []hitRow
		if err := json.Unmarshal([]byte(r.out), &rows); err != nil || len(rows) != 1 {
			t.Fatalf("%v: %v\n%s", c.args, err, r.out)
		}
		row := rows[0]
		if row.Start != c.start || row.End != c.end || !strings.Contains(row.Snippet, row.Text) || row.Article.IsZero() {
			t.Errorf("%v: %+v", c.args, row)
		}
		if row.Field == "annotations" && (row.Annotation.IsZero() || row.Person != "mina-orth" || row.Name != "quote" || len(row.Spans) != 1 || row.Spans[0].Start != c.start) {
			t.Errorf("%v: %+v", c.args, row)
		}
	}
	if r := must(t, "search", path, "--json", "nowhere"); r.out != "[]\n" {
		t.Errorf("got %q", r.out)
	}
}

func TestSearchInWrongUsage(t *testing.T) {
	path := desk(t)
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{}, "nothing to search for"},
		{[]string{`"late`}, "character 1"},
		{[]string{"late", "--person", "nobody"}, `"nobody"`},
		{[]string{"late", "--label", "colour"}, `"colour"`},
		{[]string{"late", "--status", "done"}, `"done"`},
		{[]string{"late", "--unit", "furlong"}, `"furlong"`},
		{[]string{"late", "--from", "monday"}, "“monday”"},
		{[]string{"late", "--limit", "-1"}, "--limit"},
		{[]string{"late", "more", "words"}, "usage: bp search"},
	} {
		bp(append([]string{"search", path}, c.args...)...).wants(t, exitUsage, c.want)
	}
	if _, err := os.Stat(storage.CacheDir(path)); err == nil {
		t.Error("an index was made for nothing")
	}
	bp("search", path+"-missing", "late").wants(t, exitProject)
}

func TestSearchShowsNothingThatSteersATerminal(t *testing.T) {
	path := desk(t)
	inProject(t, path, func(p *storage.Project) {
		id, err := p.FindArticle("bridge.txt")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.Commit(annotate.SetMeta(annotate.ID{}, id, "byline", "The tunnel \x1b[31mis red\x07.")); err != nil {
			t.Fatal(err)
		}
	})
	r := must(t, "search", path, "tunnel")
	if strings.ContainsAny(r.out, "\x1b\x07") || !strings.Contains(r.out, "«tunnel»") {
		t.Errorf("got %q", r.out)
	}
}

func TestSearchWithoutAFolderForTheIndex(t *testing.T) {
	path := desk(t)
	if err := os.WriteFile(strings.TrimSuffix(path, filepath.Ext(path))+".cache", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	must(t, "search", path, "late").wants(t, exitDone, "in memory")
}

// TestSearchSeesWhatOthersDid: between two searches somebody works on the project.
func TestSearchSeesWhatOthersDid(t *testing.T) {
	path := desk(t)
	must(t, "search", path, "late")
	inProject(t, path, func(p *storage.Project) {
		id, err := p.FindArticle("bridge.txt")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.Commit(annotate.DeleteArticle(annotate.ID{}, id)); err != nil {
			t.Fatal(err)
		}
	})
	if r := must(t, "search", path, "late"); r.out != "" {
		t.Errorf("found\n%s", r.out)
	}
}
