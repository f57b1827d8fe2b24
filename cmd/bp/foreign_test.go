package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bluepencil/annotate/format/bluepencil"
)

// stacked is the desk with a name marked inside of what else is marked there.
func stacked(t *testing.T) (path string) {
	t.Helper()
	path = desk(t)
	for _, mark := range []map[string]string{{"source": "Mayor Ada Lund"}, {"person": "Ada Lund"}} {
		markWords(t, path, "mina-orth", "bridge.txt", mark)
	}
	return path
}

func TestExportsInTheFormatsOfOtherTools(t *testing.T) {
	path := stacked(t)
	for _, args := range [][]string{
		{"doccano"}, {"doccano", "--unit", "codepoint"}, {"prodigy"}, {"conll2003"}, {"conll2003", "--flat", "priority", "--priority", "person"},
		{"conllu"}, {"csv", "--no-text"}, {"jsonl"}, {"web-annotation", "--no-text"},
	} {
		r := must(t, append([]string{"export", path, "--status", "all", "--format"}, args...)...)
		name := strings.ReplaceAll(strings.Join(args, "_"), "--", "")
		golden(t, "export_"+name+".golden", r.out+"-- stderr --\n"+r.report)
	}
}

// A folder is all its files, one after the other.
func TestExportsThatAreFolders(t *testing.T) {
	path := stacked(t)
	for _, name := range []string{"brat", "webanno-tsv"} {
		out := filepath.Join(t.TempDir(), name)
		r := must(t, "export", path, "--status", "all", "--format", name, "--out", out, "--licence", "CC-BY-4.0")
		var all strings.Builder
		err := fs.WalkDir(os.DirFS(out), ".", func(file string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			raw, err := os.ReadFile(filepath.Join(out, file))
			all.WriteString("== " + file + "\n" + string(raw))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		golden(t, "export_folder_"+name+".golden", all.String()+"-- stderr --\n"+r.report)
	}
}

const votes = `{"text":"🌉 Ada Lund of Alder voted. Reyle did not.","label":[[3,11,"PER"],[15,20,"GPE"],[21,26,"VOTE"],[28,33,"person"]]}
{"text":"Nora Vik was there.","label":[[0,8,"PER"],[5,8,"PER"],[40,50,"GPE"]]}
`

// lead is of a tool whose offsets count code points, but these count UTF-16 units.
const lead = `{"text":"🌉 Ada Lund of Alder voted.","spans":[{"start":3,"end":11,"label":"PER","text":"Ada Lund"},{"start":21,"end":26,"label":"person","text":"elected"}],"answer":"accept"}` + "\n"

func TestAnImportOfLabelsIsShownFirst(t *testing.T) {
	dir := t.TempDir()
	path, file := filepath.Join(dir, "p.bluepencil"), write(t, dir, "votes.jsonl", votes)
	must(t, "init", path)
	for name, flags := range map[string][]string{
		"":              nil,
		"_label":        {"--label", "PER=source", "--label", "GPE=", "--label", "VOTE=event"},
		"_others_leave": {"--others", "leave"},
		"_json":         {"--json"},
		"_unit":         {"--label", "VOTE=+", "--others", "leave", "--unit", "utf16"},
	} {
		r := must(t, append([]string{"import", path, file, "--dry-run"}, flags...)...)
		golden(t, "import_dry-run"+name+".golden", r.out+"-- stderr --\n"+r.report)
	}
	r := must(t, "import", path, write(t, dir, "lead.jsonl", lead), "--dry-run")
	golden(t, "import_dry-run_other_unit.golden", r.out+"-- stderr --\n"+r.report)
	if list := must(t, "articles", path, "--json"); strings.Contains(list.out, `"id"`) {
		t.Errorf("a dry run took in\n%s", list.out)
	}
	bp("import", path, file, "--label", "PER=nobody").wants(t, exitUsage, `no label "nobody"`, "person, organisation")
}

// A file that fits two formats is not guessed at.
func TestAFileOfTwoFormatsIsNotRead(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "p.bluepencil")
	must(t, "init", path)
	both := write(t, dir, "both.jsonl", `{"id":"1","text_sha256":"c8687a08aa5d6ed2044328fa6a697ab8e96dc34291e8c2034ae8c38e6fcc6d65","text":"a b",`+
		`"spans":[{"id":"1","label":"person","start":0,"end":1,"text":"a","token_start":0,"token_end":0}],"relations":[],"_view_id":"ner_manual"}`+"\n")
	bp("import", path, both).wants(t, exitPartly, "it may be of the formats prodigy and jsonl; name the one it is", "0 articles added")
	must(t, "import", path, both, "--format", "prodigy").wants(t, exitDone, "1 article added, 1 annotation added")
}

// What the preview said is what an import does: labels are read as others, left
// out or added, and a span that does not fit is reported with its place.
func TestAnImportDoesWhatItsPreviewSaid(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "p.bluepencil")
	must(t, "init", path)
	bp("import", path, write(t, dir, "votes.jsonl", votes), "--label", "PER=source", "--label", "GPE=", "--label", "VOTE=+").wants(t, exitPartly,
		"added to the codebook: label VOTE (1 marking)", "votes.jsonl, line 2: GPE", "40 to 50: offset outside of the text", "2 articles added, 5 annotations added")
	bp("import", path, write(t, dir, "lead.jsonl", lead), "--others", "leave").wants(t, exitPartly,
		"its offsets count utf16, where the format prodigy counts codepoint", `lead.jsonl, line 1: person`, `is "voted" there, not "elected"`)
	labels := map[string]int{}
	for raw := range strings.Lines(must(t, "export", path, "--status", "all").out) {
		line, err := bluepencil.Parse([]byte(raw))
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range line.Annotations {
			labels[string(a.Label)+" "+a.Spans[0].Text]++
			if a.Layer != "import" || a.Origin.By != "import" {
				t.Errorf("the layer %q has what was made by %s", a.Layer, a.Origin.By)
			}
		}
	}
	for _, want := range []string{"source Ada Lund", "vote voted", "person Reyle", "source Nora Vik", "source Vik"} {
		if labels[want] != 1 {
			t.Errorf("%q is there %d times, of %v", want, labels[want], labels)
		}
	}
	if len(labels) != 5 {
		t.Errorf("there is %v", labels)
	}
}
