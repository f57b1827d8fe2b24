package main

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestTheRegisterGoesOutAndComesIn(t *testing.T) {
	dir := t.TempDir()
	project := filepath.Join(dir, "desk.bluepencil")
	must(t, "init", project)
	table := write(t, dir, "who.csv", "name,type,aliases,roles,wikidata\nAda Lund,person,Lund; the mayor,Mayor of Alder [2021],Q1\nNora Vik,person,,,\n,person,,,\n")
	bp("register", project, "--from", table, "--as", "Mina Orth").wants(t, exitPartly, "row 3", "2 added, 0 changed, 0 as they were")
	if out := must(t, "register", project).out; !strings.Contains(out, ",Ada Lund,person,Lund; the mayor,Mayor of Alder [2021 to],Q1,,") {
		t.Errorf("the table is\n%s", out)
	}
	again := write(t, dir, "again.json", must(t, "register", project, "--json").out)
	must(t, "register", project, "--from", again).wants(t, exitDone, "0 added, 0 changed, 2 as they were")
	bp("register", project, "--from", project).wants(t, exitPartly, "not a register")
}
