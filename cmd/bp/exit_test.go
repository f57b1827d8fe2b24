package main

import (
	"context"
	"encoding/binary"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"bluepencil/storage"

	bbolt "go.etcd.io/bbolt"
)

func TestWrongUsageIsTwo(t *testing.T) {
	path := desk(t)
	for _, c := range []struct {
		args []string
		want string
	}{
		{nil, "name a command"},
		{[]string{"frobnicate"}, `"frobnicate"`},
		{[]string{"show", path}, "usage: bp show"},
		{[]string{"articles"}, "usage: bp articles"},
		{[]string{"articles", path, "more"}, "usage: bp articles"},
		{[]string{"import", path}, "usage: bp import"},
		{[]string{"export", path, "--frob"}, "--help"},
		{[]string{"export", path, "--format", "pigeon"}, `"pigeon"`},
		{[]string{"import", path, path, "--format", "pigeon"}, `"pigeon"`},
		{[]string{"export", path, "--unit", "furlong"}, `"furlong"`},
		{[]string{"export", path, "--status", "maybe"}, `"maybe"`},
		{[]string{"export", path, "--layer", "nobody"}, `"nobody"`},
		{[]string{"export", path, "--layer", "gold"}, "nothing was adjudicated"},
		{[]string{"search", path, "bridge", "--from", "2026-13"}, "is no date"},
		{[]string{"search", path, "bridge", "--status", "done"}, "there are: new, in progress, submitted"},
		{[]string{"show", path, "no such article"}, "no such article"},
		{[]string{"init", path}, path},
		{[]string{"export", path, "--out", path}, "the project itself"},
		{[]string{"export", path, "--out", filepath.Join(filepath.Dir(path), "project.json")}, "beside"},
		{[]string{"export", path, "--out", os.DevNull}, "not a file"},
		{[]string{"export", path, "--out", filepath.Join(path+"-missing", "x.jsonl")}, "no folder"},
	} {
		bp(c.args...).wants(t, exitUsage, c.want)
	}
	must(t, "check", path)
}

func TestAProjectThatCannotBeOpenedIsThree(t *testing.T) {
	dir := t.TempDir()
	path := desk(t)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	newer := write(t, dir, "newer.bluepencil", string(whole))
	bump(t, newer)
	torn := append([]byte{}, whole...)
	for i := range torn[:16384] { // both meta pages and what follows
		torn[i] ^= 0x5a
	}
	for name, c := range map[string]struct{ path, want string }{
		"missing":    {filepath.Join(dir, "missing.bluepencil"), "missing.bluepencil"},
		"a folder":   {dir, dir},
		"text":       {write(t, dir, "text.bluepencil", strings.Repeat("not a project ", 5000)), "not a Bluepencil project"},
		"empty":      {write(t, dir, "empty.bluepencil", ""), "not a Bluepencil project"},
		"newer":      {newer, "newer version"},
		"torn":       {write(t, dir, "torn.bluepencil", string(torn)), "torn.bluepencil"},
		"cut short":  {write(t, dir, "short.bluepencil", string(whole[:3*4096+100])), "short.bluepencil"},
		"other data": {otherDatabase(t, filepath.Join(dir, "other.bluepencil")), "not a Bluepencil project"},
	} {
		t.Run(name, func(t *testing.T) {
			before, _ := os.ReadFile(c.path)
			for _, command := range [][]string{{"articles", c.path}, {"check", c.path}, {"history", c.path}, {"export", c.path}, {"show", c.path, "x"},
				{"import", c.path, path}, {"backup", c.path, "--out", filepath.Join(dir, "b")}, {"restore", c.path, "--out", filepath.Join(dir, "r")}} {
				bp(command...).wants(t, exitProject, c.want)
			}
			if after, _ := os.ReadFile(c.path); string(before) != string(after) {
				t.Error("the file was changed")
			}
		})
	}
}

// bump makes a project look like one of a version to come.
func bump(t *testing.T, path string) {
	t.Helper()
	db, err := bbolt.Open(path, 0o644, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.Update(func(tx *bbolt.Tx) error {
		return tx.Bucket([]byte("meta")).Put([]byte("format"), binary.BigEndian.AppendUint64(nil, 999))
	}); err != nil {
		t.Fatal(err)
	}
}

func otherDatabase(t *testing.T, path string) string {
	t.Helper()
	db, err := bbolt.Open(path, 0o644, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestALockedProjectNamesWhoHoldsIt(t *testing.T) {
	path := desk(t)
	inProject(t, path, func(*storage.Project) {
		bp("articles", path).wants(t, exitProject, "the window", "mina", "process")
	})
	must(t, "articles", path)
}

func TestInterruptedIsOneHundredAndThirty(t *testing.T) {
	path, dir := desk(t), t.TempDir()
	file := write(t, dir, "more.txt", "More.\n")
	stopped, stop := context.WithCancel(context.Background())
	stop()
	for _, args := range [][]string{{"import", path, file}, {"export", path, "--out", filepath.Join(dir, "out.jsonl")}, {"export", path},
		{"check", path}, {"history", path}, {"articles", path}} {
		bpContext(stopped, args...).wants(t, exitInterrupted, "interrupted")
	}
	if _, err := os.Stat(filepath.Join(dir, "out.jsonl")); err == nil {
		t.Error("half an export is there")
	}
	must(t, "check", path)
}

// TestOneBadArticleNeverStopsAnExport: a text that is damaged on the disk.
func TestOneBadArticleNeverStopsAnExport(t *testing.T) {
	path := desk(t)
	db, err := bbolt.Open(path, 0o644, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Update(func(tx *bbolt.Tx) error {
		texts := tx.Bucket([]byte("texts"))
		key, value := texts.Cursor().First()
		changed := append([]byte{}, value...)
		changed[len(changed)-1] ^= 1
		return texts.Put(append([]byte{}, key...), changed)
	}); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "out.jsonl")
	r := bp("export", path, "--status", "all", "--out", out, "--json")
	r.wants(t, exitPartly, "left out", "exported 1 article ")
	if raw, err := os.ReadFile(out); err != nil || strings.Count(string(raw), "\n") != 1 || !strings.Contains(r.out, `"articles": 1`) {
		t.Errorf("%v\n%s\n%s", err, raw, r.out)
	}
	bp("check", path).wants(t, exitPartly, "bp rescue")
}

// TestWhatIsNoTextIsRefusedBeforeItIsWritten: it could not be read again.
func TestWhatIsNoTextIsRefusedBeforeItIsWritten(t *testing.T) {
	path := desk(t)
	file := write(t, t.TempDir(), "more.txt", "More.\n")
	for _, args := range [][]string{
		{"import", path, file, "--as", "J\xfcrgen"},
		{"reencode", path, "meals.md", "--encoding", "utf-16", "--as", "J\xfcrgen"},
		{"purge", path, "meals.md", "--reason", "f\xfcr Nora", "--yes"},
	} {
		bp(args...).wants(t, exitUsage, "not valid UTF-8")
	}
	must(t, "check", path)
}

// TestFilesNamedInAnOldEncodingAreTaken: names of files are any bytes.
func TestFilesNamedInAnOldEncodingAreTaken(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("names of files are text here")
	}
	path, dir := desk(t), t.TempDir()
	write(t, dir, "br\xfccke.txt", "A bridge.\n")
	write(t, dir, "br\xfccke.csv", "title,text\nBridge,Another bridge.\n")
	write(t, dir, "br\xfccke.xml", "<rss version=\"2.0\"><channel><item><title>Bridge</title><description>A third bridge.</description></item></channel></rss>")
	must(t, "import", path, dir, "--as", "kim").wants(t, exitDone, "3 articles added")
	must(t, "check", path)
	must(t, "show", path, "br\ufffdcke.txt")
}
