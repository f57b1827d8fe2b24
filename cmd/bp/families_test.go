package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"bluepencil/annotate/text/shingle/wiretest"
)

func TestFamiliesAreListed(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "desk.bluepencil")
	w := wiretest.New(1)
	one := w.Story(w.Topic())
	must(t, "init", path)
	must(t, "import", path, write(t, dir, "whole.txt", "Bridge\n"+wiretest.Whole(one)), write(t, dir, "cut.txt", "Bridge is late\n"+wiretest.Whole(one[:len(one)/2])),
		write(t, dir, "other.txt", "Ferry\n"+wiretest.Whole(w.Story(w.Topic()))))
	golden(t, "families.golden", must(t, "families", path).out)
	var rows []familyRow
	if err := json.Unmarshal([]byte(must(t, "families", path, "--json").out), &rows); err != nil || len(rows) != 1 || len(rows[0].Members) != 2 || rows[0].Members[1].Kind != "cut copy" {
		t.Errorf("%v, %+v", err, rows)
	}
	if _, err := os.Stat(filepath.Join(dir, "desk.cache", "near")); err != nil {
		t.Error(err)
	}
	empty := filepath.Join(dir, "empty.bluepencil")
	must(t, "init", empty)
	if r := must(t, "families", empty, "--json"); r.out != "[]\n" {
		t.Errorf("%q", r.out)
	}
}
