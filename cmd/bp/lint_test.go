package main

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"bluepencil/annotate/lint"
	"bluepencil/storage"
)

func TestLintPointsAtPlacesAndEndsWithOne(t *testing.T) {
	path := desk(t)
	r := bp("lint", path)
	r.wants(t, exitPartly, "1 layer of 1 article", "findings", "0 of 1 quote")
	golden(t, "lint.golden", r.out+"-- stderr --\n"+r.report)
	for _, line := range strings.Split(strings.TrimSuffix(r.out, "\n"), "\n") {
		if !strings.HasPrefix(line, "bridge.txt:") && !strings.HasPrefix(line, "Port Alder votes:") || !strings.HasSuffix(line, "(mina-orth)") {
			t.Errorf("%s", line)
		}
	}
}

func TestLintForMachinesIsALineAFinding(t *testing.T) {
	path := desk(t)
	r := bp("lint", path, "--json")
	golden(t, "lint_json.golden", r.out)
	text, lines := []rune(bridge), 0
	for line := range bytes.Lines([]byte(r.out)) {
		var row findingRow
		if err := json.Unmarshal(line, &row); err != nil {
			t.Fatal(err)
		}
		lines++
		if got := string(text[row.Start:row.End]); got != row.Text || row.Line < 1 || row.Column < 1 {
			t.Errorf("%q: %s", got, line)
		}
	}
	if lines < 3 {
		t.Errorf("%s", r.out)
	}
}

func TestLintWithoutFindingsEndsWithNought(t *testing.T) {
	path := filepath.Join(t.TempDir(), "empty.bluepencil")
	must(t, "init", path)
	if r := must(t, "lint", path); r.out != "" || !strings.Contains(r.report, "0 findings") {
		t.Errorf("%+v", r)
	}
	must(t, "lint", desk(t), "--rules", "edge-blank,two-cues")
}

func TestRulesProfileAndLayerAreChosen(t *testing.T) {
	path := desk(t)
	count := func(want string, args ...string) {
		t.Helper()
		r := bp(append([]string{"lint", path}, args...)...)
		if got := strings.Count(r.out, ": quote-without-speaker: "); got != strings.Count(want, "s") || strings.Count(r.out, ": link-missing: ") != strings.Count(want, "c") {
			t.Errorf("%q: want %q, got\n%s", args, want, r.out)
		}
	}
	count("sc")
	count("s", "--off", "link-missing")
	count("s", "--rules", "quote-without-speaker")
	count("s", "--profile", "polnear")
	count("c", "--profile", "journalism-ai")
	count("sc", "--layer", "mina-orth")
	inProject(t, path, func(p *storage.Project) {
		mina, err := p.PersonByHandle("mina-orth")
		if err != nil {
			t.Fatal(err)
		}
		d, err := lint.SwitchRule(mina.ID, "link-missing", true)
		if err == nil {
			_, err = p.Commit(d)
		}
		if err == nil {
			d, err = lint.SetProfile(mina.ID, lint.ProfileJournalism)
		}
		if err == nil {
			_, err = p.Commit(d)
		}
		if err != nil {
			t.Fatal(err)
		}
	})
	count("")
	count("s", "--profile", "none")
	count("sc", "--profile", "none", "--rules", "link-missing,quote-without-speaker")
	bp("lint", path, "--rules", "nope").wants(t, exitUsage, `"nope"`, "--help")
	bp("lint", path, "--off", "nope").wants(t, exitUsage, `"nope"`)
	bp("lint", path, "--profile", "nope").wants(t, exitUsage, `"nope"`, "polnear", "journalism-ai")
	bp("lint", path, "--layer", "jo").wants(t, exitUsage, `"jo"`, "mina-orth")
}
