package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"bluepencil/storage/kv/kvtest"
)

// TestAFullDiskIsSaidAndLeavesNothing: an import, a backup, an export and a
// new project that do not fit say so, claim nothing, and leave nothing.
func TestAFullDiskIsSaidAndLeavesNothing(t *testing.T) {
	articles, disk := many(t, 300), kvtest.SmallDisk(t, 700_000)
	path := filepath.Join(disk, "p.bluepencil")
	must(t, "init", path)
	must(t, "import", path, filepath.Join(articles, "000000.txt"), "--as", "kim")
	if err := os.WriteFile(filepath.Join(disk, "ballast"), make([]byte, 300_000), 0o644); err != nil {
		t.Fatal(err)
	}
	bp("import", path, articles, "--as", "kim").wants(t, exitProject, "no space left on device", "\n0 articles added")
	bp("backup", path, "--out", filepath.Join(disk, "copy.bluepencil")).wants(t, exitPartly, "no space left on device")
	bp("export", path, "--format", "bluepencil", "--status", "all", "--out", filepath.Join(disk, "x.jsonl")).wants(t, exitPartly, "no space left on device")
	bp("init", filepath.Join(disk, "q.bluepencil")).wants(t, exitProject, "no space left on device")
	must(t, "check", path)
	if out := must(t, "articles", path).out; strings.Count(out, "000000.txt")+strings.Count(out, "Article 0") == 0 || strings.Contains(out, "Article 7") {
		t.Errorf("the articles are\n%s", out)
	}
	left, err := os.ReadDir(disk)
	if err != nil || len(left) != 2 {
		t.Errorf("%v is on the disk, %v", left, err)
	}
}

// TestAFullDiskAndFilesOfOtherTools: nothing of an import of annotations is seen,
// and no piece of an export is left.
func TestAFullDiskAndFilesOfOtherTools(t *testing.T) {
	disk := kvtest.SmallDisk(t, 1_500_000)
	path := filepath.Join(disk, "p.bluepencil")
	must(t, "init", path)
	var lines strings.Builder
	for n := range 400 {
		fmt.Fprintf(&lines, `{"text":"Ada Lund spoke in Alder, for the time %d.%s","label":[[0,8,"person"],[18,23,"place"]]}`+"\n", n, strings.Repeat(fmt.Sprintf(" %x", n*n), 100))
	}
	whole := write(t, t.TempDir(), "all.jsonl", lines.String())
	few := write(t, t.TempDir(), "few.jsonl", strings.Join(strings.SplitAfter(lines.String(), "\n")[:40], ""))
	must(t, "import", path, few)
	before := must(t, "export", path).out
	if err := os.WriteFile(filepath.Join(disk, "ballast"), make([]byte, room(t, disk)-60_000), 0o644); err != nil {
		t.Fatal(err)
	}
	bp("import", path, whole).wants(t, exitProject, "no space left on device", "0 articles added, 40 articles recognised\n")
	for _, format := range []string{"doccano", "label-studio", "brat", "uima-xmi"} {
		bp("export", path, "--format", format, "--out", filepath.Join(disk, "out."+format)).wants(t, exitPartly, "no space left on device")
	}
	must(t, "check", path)
	if must(t, "export", path).out != before {
		t.Error("the project is another")
	}
	left, err := os.ReadDir(disk)
	if err != nil || len(left) != 2 {
		t.Errorf("%v is on the disk, %v", left, err)
	}
}

// room is how many bytes a disk has left.
func room(t *testing.T, disk string) int {
	t.Helper()
	var stat syscall.Statfs_t
	if err := syscall.Statfs(disk, &stat); err != nil {
		t.Fatal(err)
	}
	return int(stat.Bavail) * int(stat.Bsize)
}
