package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/storage"
)

// backedUp is desk with a full copy and a segment.
func backedUp(t *testing.T) (path string) {
	t.Helper()
	path = desk(t)
	for _, note := range []string{"one", "two"} {
		inProject(t, path, func(p *storage.Project) {
			mina, err := p.PersonByHandle("mina-orth")
			if err != nil {
				t.Fatal(err)
			}
			article, err := p.FindArticle("bridge.txt")
			if err != nil {
				t.Fatal(err)
			}
			if _, err := p.Commit(annotate.SetMeta(mina.ID, article, "outlet", note)); err != nil {
				t.Fatal(err)
			}
			if err := p.BackUpNow(storage.BackupPolicy{}); err != nil {
				t.Fatal(err)
			}
		})
	}
	return path
}

func listed(t *testing.T, path string, flags ...string) (rows []backupRow) {
	t.Helper()
	r := must(t, append([]string{"backups", path, "--json"}, flags...)...)
	if err := json.Unmarshal([]byte(r.out), &rows); err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestBackupsAreListed(t *testing.T) {
	path := backedUp(t)
	rows := listed(t, path, "--verify")
	if len(rows) != 2 || rows[0].Kind != "full copy" || rows[1].Kind != "changes" || rows[1].From != rows[0].To || !rows[1].Verified {
		t.Fatalf("got %+v", rows)
	}
	r := must(t, "backups", strings.TrimSuffix(path, storage.Extension))
	if !strings.Contains(r.out, "changes") || !strings.Contains(r.report, "2 backups") {
		t.Errorf("got %s%s", r.out, r.report)
	}
	if err := os.Truncate(rows[1].Path, rows[1].Bytes-1); err != nil {
		t.Fatal(err)
	}
	bp("backups", path, "--verify").wants(t, exitPartly, "its checksum does not match")
	if rows := listed(t, filepath.Join(t.TempDir(), "none")); len(rows) != 0 {
		t.Errorf("a project that is not there has %+v", rows)
	}
}

func TestRestoreTakesTheNewestOrThatOfATime(t *testing.T) {
	path := backedUp(t)
	rows := listed(t, path)
	for name, c := range map[string]struct {
		args   []string
		outlet string
	}{
		"the newest":      {[]string{path, "--newest"}, "two"},
		"the folder":      {[]string{storage.CopiesDir(path)}, "two"},
		"of a time":       {[]string{path, "--at", rows[0].Made.Format("2006-01-02T15:04:05Z")}, "one"},
		"the copy itself": {[]string{rows[0].Path}, "one"},
	} {
		out := filepath.Join(t.TempDir(), "restored.bluepencil")
		must(t, append(append([]string{"restore"}, c.args...), "--out", out)...)
		if r := must(t, "articles", out, "--json"); !strings.Contains(r.out, `"outlet": "`+c.outlet+`"`) {
			t.Errorf("%s: got %s", name, r.out)
		}
		must(t, "check", out)
		bp(append(append([]string{"restore"}, c.args...), "--out", out)...).wants(t, exitUsage, "choose another name")
	}
	bp("restore", path, "--at", "yesterday", "--out", filepath.Join(t.TempDir(), "x")).wants(t, exitUsage, "is no time")
	bp("restore", path, "--at", "2001-01-01", "--out", filepath.Join(t.TempDir(), "x")).wants(t, exitProject, "there is no good backup")
}

func TestADamagedProjectIsRescued(t *testing.T) {
	path := backedUp(t)
	must(t, "rescue", path).wants(t, exitDone, "is not damaged")
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	clear(raw[3*4096:])
	write(t, filepath.Dir(path), filepath.Base(path), string(raw))
	bp("articles", path).wants(t, exitProject, "bp rescue")
	must(t, "rescue", path).wants(t, exitDone, "the newest good state is from", "the damaged file is kept as")
	must(t, "check", path)
	if kept, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "desk.damaged-*")); len(kept) != 1 {
		t.Errorf("kept is %v", kept)
	}
	bp("rescue", filepath.Join(t.TempDir(), "none")).wants(t, exitProject, "there is no good backup")
}

// TestWhatCannotBeTidiedUpIsSaid: traces of a purge must not be forgotten.
func TestWhatCannotBeTidiedUpIsSaid(t *testing.T) {
	path := desk(t)
	left := filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+".0123456789ab")
	if err := os.MkdirAll(filepath.Join(left, "not empty"), 0o755); err != nil {
		t.Fatal(err)
	}
	must(t, "articles", path).wants(t, exitDone, "could not be finished", filepath.Base(left))
}

func TestCompactSaysWhatItGained(t *testing.T) {
	path := desk(t)
	must(t, "compact", path).wants(t, exitDone, "bytes and has")
	must(t, "check", path)
}

func TestPurgeErasesAndRefusesTheTextAfterwards(t *testing.T) {
	path := backedUp(t)
	bp("purge", path, "bridge.txt", "--yes").wants(t, exitUsage, "--reason")
	bp("purge", path, "bridge.txt", "--reason", "x").wants(t, exitUsage, "--yes")
	bp("purge", path, "nothing.txt", "--reason", "x", "--yes").wants(t, exitUsage, "not found")
	must(t, "purge", path, "bridge.txt", "--reason", "a source asked", "--as", "mina-orth", "--yes").
		wants(t, exitDone, "purged article", "made a new backup", "removed")
	for _, file := range []string{path, listed(t, path)[0].Path} {
		if raw, err := os.ReadFile(file); err != nil || bytes.Contains(raw, []byte("It cost 9 crowns")) {
			t.Errorf("%s still has the text (%v)", file, err)
		}
	}
	must(t, "check", path)
	source := write(t, t.TempDir(), "again.txt", bridge)
	bp("import", path, source).wants(t, exitPartly, "erased for good", "a source asked")
	must(t, "purge", path, idOfPurged(t, path), "--allow", "--reason", "it was published", "--yes")
	must(t, "import", path, source)
}

// idOfPurged is the article that the last purge in the history is of.
func idOfPurged(t *testing.T, path string) (id string) {
	t.Helper()
	inProject(t, path, func(p *storage.Project) {
		err := p.History(storage.HistoryFilter{Newest: true}, func(c annotate.Change) bool {
			if strings.HasPrefix(c.Action, "purge article") {
				id = c.Article.String()
			}
			return id == ""
		})
		if err != nil {
			t.Fatal(err)
		}
	})
	return id
}
