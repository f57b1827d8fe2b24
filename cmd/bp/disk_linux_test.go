package main

import (
	"os"
	"path/filepath"
	"strings"
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
