package docs

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/formats"
	"bluepencil/annotate/text"
	"bluepencil/storage/outgoing"
)

// minds is what is odd about each format, in a few words; its section in
// formats.md has the rest. Everything else in the table comes from the codecs.
var minds = map[string]string{
	"doccano":        "its screen counts UTF-16, scripts in Python code points",
	"label-studio":   "a region for each piece; a labelling configuration lies beside",
	"prodigy":        "`token_end` is the last token, not the one behind it",
	"spacy":          "`sc` has all, `ents` those that do not overlap",
	"spacy-json":     "tags of tokens alone are read there",
	"brat":           "the third column must be the words; names of letters, digits, `_` and `-`",
	"polnear":        "quote cards are events; all else is as in brat",
	"conll2003":      "the second column says where white space is not one blank",
	"conllu":         "brackets in `MISC`, no analysis",
	"webanno-tsv":    "layers and features must be there before the file",
	"uima-cas-json":  "brings its types along",
	"uima-xmi":       "types in a file of their own",
	"web-annotation": "position and quote selectors, both",
	"huggingface":    "`ner_tags` are flat, `spans` have all",
	"argilla":        "suggestions, because a response needs a user of the server",
	"csv":            "a row for each piece; the article in the first",
	"jsonl":          "keys may lie elsewhere",
	"html":           "a page to read and print; not read again",
	"claimreview":    "only checked claims; a review that is read is an article",
}

// fact is something a format may carry.
type fact struct {
	what string
	has  bool
}

func factsOf(c *foreign.Carries) []fact {
	return []fact{{"answers", c.Attributes}, {"links", c.Links}, {"answers about links", c.LinkAttribute}, {"links to entries", c.EntityLinks}, {"entries", c.Entities},
		{"notes", c.Notes}, {"questions", c.Questions}, {"ids", c.MarkIDs}, {"ids of links", c.LinkIDs},
		{"origins", c.Origins}, {"times", c.Times}, {"status", c.Status}, {"document fields", c.Meta || c.Head}, {"note and source of the article", c.Head}}
}

// carried puts the facts of a format into words: those it carries, and those it loses.
func carried(c *foreign.Carries) (has, loses string) {
	var yes, no []string
	for _, f := range factsOf(c) {
		if f.has {
			yes = append(yes, f.what)
		} else {
			no = append(no, f.what)
		}
	}
	if c.Tokens {
		no = append(no, "edges inside of words")
	}
	if c.Attributes && !c.Lists {
		no = append(no, "several values of an answer")
	}
	if c.Name != nil {
		no = append(no, "letters of names")
	}
	if len(no) == 0 {
		return "everything", "nothing"
	}
	return cmp.Or(strings.Join(yes, ", "), "label and words alone"), strings.Join(no, ", ")
}

func people(c *foreign.Carries) string {
	switch {
	case c.Layers:
		return "all in one file"
	case c.Persons:
		return "a file each, which names them"
	}
	return "a file each"
}

func overlap(c *foreign.Carries) string {
	words := "one of them is kept"
	if c.Overlap {
		words = "yes"
	}
	if c.Discontinuous {
		return words + ", in pieces too"
	}
	return words + ", pieces apart"
}

func files(extension string, layout foreign.Layout, reads bool) string {
	words := "`" + extension + "`"
	if layout == foreign.LayoutFiles {
		words += " for each article"
	}
	if !reads {
		words += ", written only"
	}
	return words
}

// offsets says what offsets count. Formats of tags on tokens have none.
func offsets(name string, unit text.Unit, others []text.Unit) string {
	if name == "conll2003" || name == "spacy-json" {
		return "none"
	}
	words := unit.String()
	if len(others) > 0 {
		var list []string
		for _, u := range others {
			list = append(list, u.String())
		}
		words += " (or " + strings.Join(list, ", ") + ")"
	}
	return words
}

// foreignTable is the table of formats.md, made of what the codecs say of themselves.
func foreignTable() string {
	var table strings.Builder
	for _, f := range outgoing.Formats() {
		c := f.Codec
		if c == nil {
			continue
		}
		has, loses := carried(&c.Carries)
		fmt.Fprintf(&table, "| `%s` | %s | %s | %s | %s | %s | %s | %s |\n", c.Name, files(c.Extension, c.Layout, c.Open != nil), offsets(c.Name, c.Unit, c.Units),
			people(&c.Carries), overlap(&c.Carries), has, loses, minds[c.Name])
	}
	if f, ok := outgoing.FormatNamed("claimreview"); ok {
		fmt.Fprintf(&table, "| `%s` | %s | none | not said | yes | claim, claimant, check | everything else | %s |\n", f.Name, files(f.Extension, foreign.LayoutRecords, true), minds[f.Name])
	}
	return table.String()
}

// TestTheTableOfForeignFormats holds the table against the codecs; with -update
// it writes it anew.
func TestTheTableOfForeignFormats(t *testing.T) {
	const path, head = "formats.md", "| format | files | offsets count | people | overlap | carries, besides label and words | loses | mind |\n|---|---|---|---|---|---|---|---|\n"
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(raw), head)
	table, after, ended := strings.Cut(rest, "\n\n")
	if !ok || !ended {
		t.Fatal("formats.md has no table of the formats of other tools")
	}
	if *update {
		if err := os.WriteFile(path, []byte(before+head+foreignTable()+"\n"+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if table+"\n" != foreignTable() {
		t.Errorf("the table of formats is not that of the codecs; go test ./docs -update writes it:\n%s", foreignTable())
	}
}

// Every format that bp formats lists is in the table, is minded, and has a
// section; so is no other.
func TestEveryForeignFormatHasItsSection(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join("..", "cmd", "bp", "testdata", "formats_json.golden")) // which bp's own test keeps
	if err != nil {
		t.Fatal(err)
	}
	listed, _, _ := strings.Cut(string(raw), "-- stderr --")
	var rows []struct {
		Name           string
		Import, Export bool
	}
	if err := json.Unmarshal([]byte(listed), &rows); err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile("formats.md")
	if err != nil {
		t.Fatal(err)
	}
	_, chapter, _ := strings.Cut(string(page), "\n## Formats of other tools\n")
	chapter, _, _ = strings.Cut(chapter, "\n## ")
	var names []string
	for _, row := range rows {
		if !row.Export || row.Name == "bluepencil" {
			continue
		}
		names = append(names, row.Name)
		if !strings.Contains(chapter, "\n| `"+row.Name+"` |") {
			t.Errorf("the table has no row for %s", row.Name)
		}
		if _, _, ok := strings.Cut(chapter, "\n### "+row.Name+"\n"); !ok {
			t.Errorf("%s has no section", row.Name)
		}
		codec, ok := formats.ByName(row.Name)
		if ok && (codec.Open != nil) != row.Import && row.Name != "html" { // pages are read, but as articles
			t.Errorf("bp formats says of %s that it is read: %v", row.Name, row.Import)
		}
	}
	for name := range minds {
		if !slices.Contains(names, name) {
			t.Errorf("%s is no format that is written", name)
		}
	}
}

// Every reader of other tools' files has a fuzz target, which make fuzz runs
// with all others.
func TestEveryReaderIsFuzzed(t *testing.T) {
	packages, err := filepath.Glob(filepath.Join("..", "annotate", "format", "*", "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	reads, fuzzed := map[string]bool{}, map[string]bool{}
	for _, path := range packages {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		dir := filepath.Base(filepath.Dir(path))
		if strings.HasSuffix(path, "_test.go") {
			fuzzed[dir] = fuzzed[dir] || strings.Contains(string(raw), "\nfunc Fuzz")
		} else if strings.Contains(string(raw), "\nfunc Codec() foreign.Codec") && dir != "html" {
			reads[dir] = true
		}
	}
	if open := slices.DeleteFunc(formats.All(), func(c foreign.Codec) bool { return c.Open == nil }); len(reads) != len(open) {
		t.Errorf("%d packages of readers were found for %d formats", len(reads), len(open))
	}
	for dir := range reads {
		if !fuzzed[dir] {
			t.Errorf("annotate/format/%s has no fuzz target", dir)
		}
	}
}
