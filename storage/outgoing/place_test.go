package outgoing_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
	"bluepencil/annotate/format/bluepencil"
	"bluepencil/annotate/format/dataset"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/foreign/foreigntest"
	"bluepencil/annotate/text"
	"bluepencil/storage/outgoing"
)

func mkdir(path string) error { return os.MkdirAll(path, 0o755) }

func put(t *testing.T, path, content string) {
	t.Helper()
	must(t, mkdir(filepath.Dir(path)))
	must(t, os.WriteFile(path, []byte(content), 0o644))
}

// A folder that holds other things keeps them: the export gets one of its own in it.
func TestAFolderWithOtherFilesKeepsThem(t *testing.T) {
	p := richProject(t, 4)
	for _, name := range []string{"brat", "huggingface", "bluepencil"} {
		dir := t.TempDir()
		mine := map[string]string{"README.md": "# Mine\n", "notes/a.ann": "T1\tmine 0 1\tx\n", "export.json": "{}"}
		for file, content := range mine {
			put(t, filepath.Join(dir, file), content)
		}
		export(t, p, dir, outgoing.Options{Format: name, Card: true})
		files := tree(t, dir)
		for file, content := range mine {
			if files[file] != content {
				t.Errorf("%s: %s is %q now", name, file, files[file])
			}
		}
		if len(files) == len(mine) {
			t.Errorf("%s: nothing was written", name)
		}
	}
}

// A folder that is an earlier export is replaced as a whole.
func TestAnEarlierExportIsReplaced(t *testing.T) {
	p := richProject(t, 4)
	path := filepath.Join(t.TempDir(), "set")
	export(t, p, path, outgoing.Options{Format: "doccano"})
	export(t, p, path, outgoing.Options{Format: "brat"})
	fresh := filepath.Join(t.TempDir(), "set")
	export(t, p, fresh, outgoing.Options{Format: "brat"})
	if got, want := tree(t, path), tree(t, fresh); !maps.Equal(got, want) {
		t.Errorf("the folder has %d files after the second export, not %d", len(got), len(want))
	}
	left, err := os.ReadDir(filepath.Dir(path))
	must(t, err)
	if len(left) != 1 {
		t.Errorf("beside the folder there is %v", left)
	}
}

// The card of a single file is called after the file, so that a README.md that
// lies in its folder stays.
func TestACardBesideAFileLeavesTheReadmeAlone(t *testing.T) {
	p := newsroom(t, 4)
	for _, name := range []string{"bluepencil", "huggingface", "csv"} {
		f, _ := outgoing.FormatNamed(name)
		dir := t.TempDir()
		put(t, filepath.Join(dir, dataset.CardName), "# Mine\n")
		export(t, p, filepath.Join(dir, "news"+f.Extension), outgoing.Options{Format: name, Card: true})
		files := tree(t, dir)
		if files[dataset.CardName] != "# Mine\n" {
			t.Errorf("%s: README.md was replaced", name)
		}
		card := files["news."+dataset.CardName]
		wantLine(t, card, "| all | 5 | 5 |")
		if sums := "news." + dataset.TextsName; !strings.Contains(card, "`"+sums+"` lists them") || strings.Count(files[sums], "\n") != 5 {
			t.Errorf("%s: the card does not name the hashes of 5 texts: %q", name, files[sums])
		}
	}
}

// What goes beside a single file replaces only what an export wrote.
func TestFilesBesideAFileReplaceOnlyTheirOwn(t *testing.T) {
	p, other := newsroom(t, 4), emptyProject(t, foreigntest.Codebook())
	for name, file := range map[string]string{"huggingface": "labels.txt", "spacy": "to_spacy.py", "label-studio": "label-studio-config.xml"} {
		f, _ := outgoing.FormatNamed(name)
		dir := t.TempDir()
		put(t, filepath.Join(dir, file), "mine\n")
		path := filepath.Join(dir, "news"+f.Extension)
		_, err := outgoing.Write(t.Context(), p, path, outgoing.Options{Format: name})
		if files := tree(t, dir); !errors.Is(err, format.ErrTarget) || !strings.Contains(err.Error(), file) || len(files) != 1 || files[file] != "mine\n" {
			t.Errorf("%s: %v, and %d files", name, err, len(files))
		}
		must(t, os.Remove(filepath.Join(dir, file)))
		export(t, p, path, outgoing.Options{Format: name})
		put(t, filepath.Join(dir, file), "of an earlier export\n")
		export(t, other, filepath.Join(dir, "second"+f.Extension), outgoing.Options{Format: name})
		if tree(t, dir)[file] == "of an earlier export\n" {
			t.Errorf("%s: %s was not written anew", name, file)
		}
	}
}

// An export that is given up leaves what was there, and nothing else.
func TestGivingUpLeavesWhatWasThere(t *testing.T) {
	p := richProject(t, 40)
	for _, name := range []string{"brat", "doccano", "csv", "bluepencil"} {
		f, _ := outgoing.FormatNamed(name)
		dir := t.TempDir()
		path := filepath.Join(dir, "set")
		if name == "csv" || name == "bluepencil" {
			path += f.Extension
		}
		export(t, p, path, outgoing.Options{Format: name})
		before := tree(t, dir)
		ctx, cancel := context.WithCancel(t.Context())
		_, err := outgoing.Write(ctx, p, path, outgoing.Options{Format: name, All: true, Progress: func(done, _ int) {
			if done > 10 {
				cancel()
			}
		}})
		cancel()
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s: giving up ends with %v", name, err)
		}
		if after := tree(t, dir); !maps.Equal(before, after) {
			t.Errorf("%s: %d files before, %d after giving up", name, len(before), len(after))
		}
	}
}

// What is no place for an export is said before anything is written.
func TestWhatIsNoPlaceForAnExport(t *testing.T) {
	p, dir := richProject(t, 2), t.TempDir()
	put(t, filepath.Join(dir, "file"), "mine\n")
	for _, c := range []struct{ format, path string }{
		{"brat", filepath.Join(dir, "file")},                    // a folder is wanted, and this is none
		{"brat", filepath.Join(dir, "none", "set")},             // there is no folder for it
		{"csv", filepath.Join(dir, "none", "set.csv")},          // nor here
		{"csv", filepath.Join(dir, "other.bluepencil")},         // a project's name
		{"brat", filepath.Join(dir, "file", "below", "a-file")}, // a file is no folder
	} {
		_, err := outgoing.Write(t.Context(), p, c.path, outgoing.Options{Format: c.format})
		if !errors.Is(err, format.ErrTarget) {
			t.Errorf("%s to %s: %v", c.format, c.path, err)
		}
	}
	if files := tree(t, dir); len(files) != 1 || files["file"] != "mine\n" {
		t.Errorf("the folder has %d files", len(files))
	}
	_, err := outgoing.Write(t.Context(), p, filepath.Join(dir, "x"), outgoing.Options{Format: "no such"})
	if !errors.Is(err, outgoing.ErrOptions) {
		t.Errorf("a format that there is not: %v", err)
	}
}

// Articles may be called anything: like a file of the export, as long as a name
// can be, or all the same.
func TestArticlesOfAnyNameHaveTheirFiles(t *testing.T) {
	p := emptyProject(t, foreigntest.Codebook())
	mina, err := p.AddPerson(annotate.Person{Name: "mina", Handle: "mina"})
	must(t, err)
	names := []string{"export.txt", "project.txt", "README.txt", strings.Repeat("a", 251) + ".txt", strings.Repeat("a", 250) + ".md", "vote.txt", "Vote.txt", "vote.md", "....", "annotation.conf"}
	book, err := p.Codebook()
	must(t, err)
	plan, _, err := foreign.MakePlan("test", mina.ID, book, foreign.NewSurvey(text.Byte), nil, nil)
	must(t, err)
	for i, name := range names {
		d := &foreign.Document{Name: name, Text: fmt.Sprintf("Article %d.\n", i)}
		d.Head.Source = foreign.Source{Name: name, Format: "text", Encoding: "utf-8"}
		addDocument(t, p, plan, nil, d)
	}
	for _, f := range outgoing.Formats() {
		if f.Name == "claimreview" {
			continue // nothing is claimed
		}
		path := filepath.Join(t.TempDir(), "set")
		must(t, mkdir(path))
		report, err := outgoing.Write(t.Context(), p, path+"/", outgoing.Options{Format: f.Name, All: true})
		if err != nil || report.Articles != len(names) || len(report.Problems) > 0 {
			t.Errorf("%s: %d articles, %v, %v", f.Name, report.Articles, report.Problems, err)
			continue
		}
		data := 0
		for name := range tree(t, path) {
			if strings.HasSuffix(name, f.Extension) && name != format.MarkerName && name != bluepencil.ProjectName {
				data++
			}
		}
		if f.Folder && data != len(names) {
			t.Errorf("%s: %d files for %d articles", f.Name, data, len(names))
		}
	}
	_, err = outgoing.Write(t.Context(), p, filepath.Join(t.TempDir(), "set"), outgoing.Options{Format: "argilla", All: true, Shares: []dataset.Share{{Name: "project", Weight: 1}}})
	if !errors.Is(err, outgoing.ErrOptions) {
		t.Errorf("a part with the name of a file beside it: %v", err)
	}
}
