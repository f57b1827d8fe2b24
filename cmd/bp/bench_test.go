package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/source"
	"bluepencil/assets"
	"bluepencil/storage"
)

// newsroom makes a project of articles with 4.7 KB of text and as many
// submitted annotations as named.
func newsroom(b *testing.B, articles, annotations int) (path string) {
	b.Helper()
	path = filepath.Join(b.TempDir(), "p.bluepencil")
	codebook, err := assets.Codebook("news")
	if err != nil {
		b.Fatal(err)
	}
	p, err := storage.Create(path, codebook, storage.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer p.Close()
	kim, err := p.AddPerson(annotate.Person{Name: "Kim"})
	if err != nil {
		b.Fatal(err)
	}
	into, err := p.StartImport(kim.ID, "load")
	if err != nil {
		b.Fatal(err)
	}
	var ids []annotate.ID
	for n := range articles {
		body := fmt.Sprintf("Article %d\n\n", n) + strings.Repeat("“Nobody – she said – could tell what the bridge costs.” ", 80)
		doc, err := source.FromText("a.txt", body)
		if err != nil {
			b.Fatal(err)
		}
		id, _, err := into.Add(doc)
		if err != nil {
			b.Fatal(err)
		}
		ids = append(ids, id)
		if err := into.AddAnnotations(id, marksOf(body, annotations)); err != nil {
			b.Fatal(err)
		}
	}
	if _, err := into.Close(""); err != nil {
		b.Fatal(err)
	}
	for _, id := range ids {
		if _, err := p.SubmitLayer(id, kim.ID); err != nil {
			b.Fatal(err)
		}
	}
	return path
}

func marksOf(body string, n int) []annotate.Annotation {
	var list []annotate.Annotation
	at := 0
	for range n {
		start := at + strings.Index(body[at:], "she")
		at = start + 3
		list = append(list, annotate.Annotation{ID: annotate.NewID(), Label: "claim", Spans: []annotate.Span{{Start: start, End: at, Text: "she"}},
			Attributes: map[annotate.AttributeID]annotate.AttributeValue{"verifiable": "no", "claim-kind": "position"}, Origin: annotate.Origin{By: annotate.ByHand}})
	}
	return list
}

// BenchmarkExport is bp export to a file, verified, in bytes of output.
func BenchmarkExport(b *testing.B) {
	for _, c := range []struct{ articles, annotations int }{{2000, 0}, {300, 73}} {
		b.Run(fmt.Sprintf("%d annotations an article", c.annotations), func(b *testing.B) {
			path, out := newsroom(b, c.articles, c.annotations), filepath.Join(b.TempDir(), "out.jsonl")
			for b.Loop() {
				if r := bp("export", path, "--status", "all", "--out", out); r.code != exitDone {
					b.Fatal(r)
				}
			}
			info, err := os.Stat(out)
			if err != nil {
				b.Fatal(err)
			}
			b.SetBytes(info.Size())
		})
	}
}

// BenchmarkImport is bp import of plain text files, in bytes of text.
func BenchmarkImport(b *testing.B) {
	dir, size := b.TempDir(), 0
	for n := range 4000 {
		body := fmt.Sprintf("Article %d\n\n", n) + strings.Repeat("Nobody could tell what the naïve bridge costs. ", 100)
		size += len(body)
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%05d.txt", n)), []byte(body), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	b.SetBytes(int64(size))
	for n := 0; b.Loop(); n++ {
		path := filepath.Join(b.TempDir(), fmt.Sprintf("%d.bluepencil", n))
		if r := bp("init", path); r.code != exitDone {
			b.Fatal(r)
		}
		if r := bp("import", path, dir, "--as", "kim"); r.code != exitDone {
			b.Fatal(r)
		}
	}
}

// BenchmarkImportAnnotations is bp import of an export, in bytes of it: every
// span is held against its text, every annotation against the codebook, and
// every layer gets its submission.
func BenchmarkImportAnnotations(b *testing.B) {
	path, out := newsroom(b, 300, 73), filepath.Join(b.TempDir(), "out.jsonl")
	if r := bp("export", path, "--out", out); r.code != exitDone {
		b.Fatal(r)
	}
	info, err := os.Stat(out)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(info.Size())
	for n := 0; b.Loop(); n++ {
		again := filepath.Join(b.TempDir(), fmt.Sprintf("%d.bluepencil", n))
		if r := bp("init", again); r.code != exitDone {
			b.Fatal(r)
		}
		if r := bp("import", again, out); r.code != exitDone || !strings.Contains(r.report, "21900 annotations added") {
			b.Fatal(r)
		}
	}
}
