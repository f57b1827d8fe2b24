package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bluepencil/annotate/format/bluepencil"
	"bluepencil/assets"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// TestOutput holds every command's data and diagnostics against golden files.
func TestOutput(t *testing.T) {
	path := desk(t)
	for _, args := range [][]string{
		{"articles", path}, {"articles", path, "--json"},
		{"show", path, "bridge.txt"}, {"show", path, "Free meals"}, {"show", path, "bridge.txt", "--json"},
		{"check", path}, {"check", path, "--json"},
		{"history", path}, {"history", path, "--json"},
		{"formats"}, {"formats", "--json"},
		{"export", path}, {"export", path, "--unit", "utf16"}, {"export", path, "--no-text"}, {"export", path, "--status", "all"}, {"export", path, "--json"},
	} {
		name := strings.Join(append([]string{args[0]}, args[min(2, len(args)):]...), "_")
		if args[0] == "formats" {
			name = strings.Join(args, "_")
		}
		r := must(t, args...)
		golden(t, strings.NewReplacer("--", "", ".txt", "", " ", "_").Replace(name)+".golden", r.out+"-- stderr --\n"+r.report)
	}
}

func TestHelpNamesEveryCommandAndGoesToStdout(t *testing.T) {
	r := must(t, "--help")
	golden(t, "help.golden", r.out)
	for _, cmd := range newRoot().Commands() {
		if help := must(t, cmd.Name(), "--help"); !strings.Contains(help.out, cmd.Short) && !strings.Contains(help.out, cmd.Long) || help.report != "" {
			t.Errorf("bp %s --help: %+v", cmd.Name(), help)
		}
	}
}

func TestAnExportIsTwoFilesThatKeepToTheirSchemas(t *testing.T) {
	path, dir := desk(t), t.TempDir()
	must(t, "export", path, "--format", "bluepencil", "--status", "all", "--out", filepath.Join(dir, "desk.jsonl"))
	raw, err := os.ReadFile(filepath.Join(dir, "desk.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	lines := 0
	for line := range bytes.Lines(raw) {
		lines++
		validate(t, "bluepencil-1", line)
	}
	if lines != 2 {
		t.Errorf("%d lines for 2 articles", lines)
	}
	shared, err := os.ReadFile(filepath.Join(dir, "project.json"))
	if err != nil {
		t.Fatal(err)
	}
	validate(t, "project-1", shared)
	validate(t, "bluepencil-1", []byte(must(t, "show", path, "bridge.txt", "--json").out))
}

func validate(t *testing.T, name string, raw []byte) {
	t.Helper()
	schema, err := assets.Schema(name)
	if err != nil {
		t.Fatal(err)
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource(name, document); err != nil {
		t.Fatal(err)
	}
	compiled, err := compiler.Compile(name)
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err == nil {
		err = compiled.Validate(value)
	}
	if err != nil {
		t.Errorf("%s\n%v", raw, err)
	}
}

func TestExportIntoAFolder(t *testing.T) {
	path, dir := desk(t), t.TempDir()
	must(t, "export", path, "--out", dir)
	for _, name := range []string{"desk.jsonl", "project.json"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			t.Error(err)
		}
	}
}

func TestExportOfOneLayer(t *testing.T) {
	path := desk(t)
	r := must(t, "export", path, "--layer", "mina-orth")
	line, err := bluepencil.Parse([]byte(r.out))
	if err != nil || len(line.Annotations) != 2 {
		t.Errorf("%v, %+v", err, line)
	}
	bp("export", path, "--layer", "jo").wants(t, exitUsage, `"jo"`, "mina-orth")
}

func TestNothingSubmittedIsSaid(t *testing.T) {
	path := filepath.Join(t.TempDir(), "empty.bluepencil")
	must(t, "init", path)
	if r := must(t, "export", path); r.out != "" || !strings.Contains(r.report, "--status all") {
		t.Errorf("%+v", r)
	}
}

// TestTheWayRound: an export, and the project made of it again.
func TestTheWayRound(t *testing.T) {
	path, dir := desk(t), t.TempDir()
	out := filepath.Join(dir, "out.jsonl")
	must(t, "export", path, "--out", out)
	again := filepath.Join(dir, "again")
	must(t, "init", again, "--codebook", filepath.Join(dir, "project.json"))
	must(t, "import", again, out).wants(t, exitDone, "1 article added, 2 annotations added")
	first, second := must(t, "export", path, "--layer", "mina-orth"), must(t, "export", again, "--layer", "mina-orth")
	a, errA := bluepencil.Parse([]byte(first.out))
	b, errB := bluepencil.Parse([]byte(second.out))
	if errA != nil || errB != nil || *a.Text != *b.Text || len(a.Annotations) != len(b.Annotations) || a.Annotations[0].ID != b.Annotations[0].ID {
		t.Errorf("%v, %v\n%s\n%s", errA, errB, first.out, second.out)
	}
	kim := must(t, "import", again, out, "--as", "Kim")
	kim.wants(t, exitDone, "1 article recognised", "2 annotations added")
	if r := must(t, "export", again, "--layer", "kim"); !strings.Contains(r.out, `"by": "import"`) {
		t.Errorf("what kim imported does not count as submitted:\n%s", r.out)
	}
}

func TestImportReportsForMachines(t *testing.T) {
	path, dir := desk(t), t.TempDir()
	same, fresh, bad := write(t, dir, "same.txt", bridge), write(t, dir, "fresh.txt", "Fresh.\n"), write(t, dir, "bad.txt", "\x7fELF\x02\x01\x01")
	r := bp("import", path, dir, "--json", "--as", "mina-orth")
	r.wants(t, exitPartly, "already in the project", "bad.txt")
	var report struct {
		Added      []string          `json:"added"`
		Duplicates map[string]string `json:"duplicates"`
		Failures   map[string]string `json:"failures"`
	}
	if err := json.Unmarshal([]byte(r.out), &report); err != nil {
		t.Fatal(err)
	}
	if len(report.Added) != 1 || report.Duplicates[same] == "" || report.Failures[bad] == "" || report.Failures[fresh] != "" {
		t.Errorf("%s", r.out)
	}
	if people := must(t, "articles", path, "--json"); strings.Count(people.out, `"id"`) != 3 {
		t.Errorf("%s", people.out)
	}
}

func TestImportInANamedEncoding(t *testing.T) {
	path, dir := desk(t), t.TempDir()
	file := write(t, dir, "putin.txt", "\xcf\xf3\xf2\xe8\xed\n") // windows-1251
	must(t, "import", path, file, "--encoding", "windows-1251")
	if r := must(t, "show", path, "putin.txt"); !strings.Contains(r.out, "Путин") {
		t.Errorf("%s", r.out)
	}
	bp("import", path, file, "--encoding", "klingon").wants(t, exitUsage, "klingon")
}

func TestTheImportingPersonIsFoundByHandleOrNameAndAddedOnce(t *testing.T) {
	path, dir := desk(t), t.TempDir()
	for i, name := range []string{"mina-orth", "Mina Orth", "MINA ORTH", "Jo Vane", "jo-vane"} {
		must(t, "import", path, write(t, dir, "n.txt", strings.Repeat("x", i+1)), "--as", name)
	}
	t.Setenv("USER", "kim")
	must(t, "import", path, write(t, dir, "n.txt", "by kim"))
	r := must(t, "history", path)
	for _, want := range []string{"add Mina Orth", "add Jo Vane", "add kim"} {
		if strings.Count(r.out, want) != 1 {
			t.Errorf("%q is %d times in\n%s", want, strings.Count(r.out, want), r.out)
		}
	}
	bp("import", path, dir, "--as", "").wants(t, exitUsage, "--as")
	bp("import", path, dir, "--as", "!?").wants(t, exitUsage, "--as")
}

func TestBackupAndRestore(t *testing.T) {
	path, dir := desk(t), t.TempDir()
	backup, restored := filepath.Join(dir, "b.bluepencil"), filepath.Join(dir, "r.bluepencil")
	must(t, "backup", path, "--out", backup)
	must(t, "restore", backup, "--out", restored)
	if a, b := must(t, "export", path), must(t, "export", restored); a.out != b.out || a.out == "" {
		t.Errorf("%s\n%s", a.out, b.out)
	}
	must(t, "check", restored)
	bp("backup", path, "--out", backup).wants(t, exitUsage, backup)
	bp("restore", backup, "--out", restored).wants(t, exitUsage, restored)
	bp("backup", path).wants(t, exitUsage, "--out")
	bp("restore", backup).wants(t, exitUsage, "--out")
}

func TestInitTakesACodebookThatShipsOrAFile(t *testing.T) {
	dir := t.TempDir()
	for _, name := range assets.CodebookNames {
		must(t, "init", filepath.Join(dir, name), "--codebook", name)
		must(t, "check", filepath.Join(dir, name+".bluepencil"))
	}
	own := write(t, dir, "own.json", `{"name": "Own", "labels": [{"id": "a", "name": "A", "group": "a", "style": "tint", "colour": "#123456", "tag": "A", "order": 0}], "attributes": [], "roles": [], "document": []}`)
	must(t, "init", filepath.Join(dir, "own"), "--codebook", own).wants(t, exitDone, "Own")
	bad := write(t, dir, "bad.json", "{\"name\": \"Bad\",\n \"labels\": [{\"id\": \"a\", \"colour\": \"#123456\",\n  \"attributes\": [\"nope\"]}]}")
	bp("init", filepath.Join(dir, "bad"), "--codebook", bad).wants(t, exitUsage, bad, "nope")
	bp("init", filepath.Join(dir, "bad"), "--codebook", "newz").wants(t, exitUsage, "newz", "news, entities")
	if _, err := os.Stat(filepath.Join(dir, "bad.bluepencil")); err == nil {
		t.Error("a project was made all the same")
	}
}
