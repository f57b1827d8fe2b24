package main

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/storage"
)

var update = flag.Bool("update", false, "write the golden files anew")

// result is what a command line gave.
type result struct {
	code        int
	out, report string // stdout and stderr
}

// bp runs one command line.
func bp(args ...string) result { return bpContext(context.Background(), args...) }

func bpContext(ctx context.Context, args ...string) result {
	var out, diagnostics bytes.Buffer
	code := run(ctx, args, strings.NewReader(""), &out, &diagnostics)
	return result{code, out.String(), diagnostics.String()}
}

// must runs a command line that has to succeed.
func must(t *testing.T, args ...string) result {
	t.Helper()
	r := bp(args...)
	if r.code != exitDone {
		t.Fatalf("bp %s: exit code %d\n%s%s", strings.Join(args, " "), r.code, r.out, r.report)
	}
	return r
}

// wants fails the test unless the exit code is the one given and stderr has all the words.
func (r result) wants(t *testing.T, code int, words ...string) {
	t.Helper()
	if r.code != code {
		t.Errorf("exit code %d, want %d\n%s%s", r.code, code, r.out, r.report)
	}
	for _, word := range words {
		if !strings.Contains(r.report, word) {
			t.Errorf("stderr does not say %q:\n%s", word, r.report)
		}
	}
}

const bridge = "Port Alder votes\n\n“It is late 🌉,” Mayor Ada Lund told us.\r\nIt cost 9 crowns.\n"

// desk is a project with two articles; in the first, mina has submitted a
// quote and a claim.
func desk(t *testing.T) (path string) {
	t.Helper()
	dir := t.TempDir()
	path = filepath.Join(dir, "desk.bluepencil")
	must(t, "init", path)
	must(t, "import", path, write(t, dir, "bridge.txt", bridge), write(t, dir, "meals.md", "# Free meals\n\nAll pupils eat.\n"), "--as", "Mina Orth")
	inProject(t, path, func(p *storage.Project) {
		mina, err := p.PersonByHandle("mina-orth")
		if err != nil {
			t.Fatal(err)
		}
		article, err := p.FindArticle("bridge.txt")
		if err != nil {
			t.Fatal(err)
		}
		for _, mark := range []struct {
			label annotate.LabelID
			words string
		}{{"quote", "“It is late 🌉,”"}, {"claim", "It cost 9 crowns."}} {
			at := strings.Index(bridge, mark.words)
			span := annotate.Span{Start: at, End: at + len(mark.words), Text: mark.words}
			d := annotate.Mark(mina.ID, article, annotate.NewID(), mark.label, []annotate.Span{span}, annotate.Origin{By: annotate.ByHand})
			if _, err := p.Commit(d); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := p.SubmitLayer(article, mina.ID); err != nil {
			t.Fatal(err)
		}
	})
	return path
}

func inProject(t *testing.T, path string, fn func(*storage.Project)) {
	t.Helper()
	p, err := storage.Open(path, storage.Options{Program: "the window", User: "mina", NoCopyOnOpen: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	}()
	fn(p)
}

func write(t *testing.T, dir, name, content string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

var (
	ids     = regexp.MustCompile(`\b0[0-9A-HJKMNP-TV-Z]{25}\b`)
	stamps  = regexp.MustCompile(`\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(\.\d+)?Z?`)
	dozens  = regexp.MustCompile(`"fields": \d{2,}`) // as many as the codebook has
	folders = regexp.MustCompile(`(/[^\s":]+)?/00\d/`)
)

// golden compares with a file of testdata what stays the same from run to
// run: ids, times and folders are taken out.
func golden(t *testing.T, name, got string) {
	t.Helper()
	got = dozens.ReplaceAllString(got, `"fields": <many>`)
	got = folders.ReplaceAllString(stamps.ReplaceAllString(ids.ReplaceAllString(got, "<id>"), "<time>"), "<dir>/")
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s: got\n%s\nwant\n%s", name, got, want)
	}
}

// markWords marks words of an article in a person's layer, by label.
func markWords(t *testing.T, path, handle, article string, words map[string]string) {
	t.Helper()
	inProject(t, path, func(p *storage.Project) {
		person, err := p.PersonByHandle(handle)
		if err != nil {
			t.Fatal(err)
		}
		id, err := p.FindArticle(article)
		if err != nil {
			t.Fatal(err)
		}
		whole, err := p.Text(id)
		if err != nil {
			t.Fatal(err)
		}
		for label, s := range words {
			at := strings.Index(whole, s)
			span, err := annotate.SpanOf(whole, at, at+len(s))
			if err != nil {
				t.Fatal(err)
			}
			d := annotate.Mark(person.ID, id, annotate.NewID(), annotate.LabelID(label), []annotate.Span{span}, annotate.Origin{By: annotate.ByHand})
			if _, err := p.Commit(d); err != nil {
				t.Fatal(err)
			}
		}
	})
}
