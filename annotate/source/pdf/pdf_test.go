package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/source/compose"
)

func read(t testing.TB, name string) (compose.Article, error) {
	t.Helper()
	if !Available() {
		t.Skip("no engine for PDF here; install poppler-utils")
	}
	raw, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return Read(t.Context(), bytes.NewReader(raw), int64(len(raw)))
}

// parts shows the text with its zones.
func parts(a compose.Article) string {
	var b strings.Builder
	at := uint64(0)
	for _, z := range a.Zones {
		fmt.Fprintf(&b, "%s<%s>%s</>", a.Text[at:z.Start], z.Part, a.Text[z.Start:z.End])
		at = z.End
	}
	return b.String() + a.Text[at:]
}

func TestAPageOfAWordProcessor(t *testing.T) {
	a, err := read(t, "libreoffice.pdf")
	for _, want := range []string{
		"<headline>Council passes the school budget</>\n\nFree meals from September, after a night of talks\n\n",
		"“Every child eats,” Mayor Ada Lund said, “and nobody asks who pays.”\n\nThe vote\n\nNine members were for it, eight against.\n\n",
		"The harbour party abstained.\n\nTwo members were ill.\n\nWhat comes next\n\n",
	} {
		if err != nil || !strings.Contains(parts(a), want) {
			t.Errorf("%v: %q is not in\n%s", err, want, parts(a))
		}
	}
	if a.Title != "Council passes the school budget" || a.Meta[annotate.MetaByline] != "Nora Vik" || a.Meta[annotate.MetaPublished] != "2026-11-25T16:33:35Z" {
		t.Errorf("title %q, fields %v", a.Title, a.Meta)
	}
	if strings.HasSuffix(strings.TrimSpace(a.Text), "\n1") {
		t.Error("the number of the page is in the text")
	}
}

func TestTwoColumns(t *testing.T) {
	a, err := read(t, "groff.pdf")
	ps := strings.Split(a.Text, "\n\n")
	if err != nil || len(ps) != 12 || ps[0] != "Council weighs a second bridge" || ps[1] != "Nora Vik" {
		t.Fatalf("%d paragraphs, %v:\n%s", len(ps), err, a.Text)
	}
	for i, want := range map[int]string{
		2:  "a second bridge across the Reyle narrows would relieve the harbour road, or merely move the queue from one bank to the other.",
		9:  "The marsh has its friends. A petition with nine hundred names was handed over on Monday, and the collectors say that they are not finished.",
		11: "The lights went out at a quarter to twelve.",
	} {
		if !strings.Contains(ps[i], want) {
			t.Errorf("paragraph %d is %q, want %q in it", i, ps[i], want)
		}
	}
}

// Forty paragraphs on four pages, with the paper's name and the page's number
// on each.
func TestManyPages(t *testing.T) {
	a, err := read(t, "long.pdf")
	ps := strings.Split(a.Text, "\n\n")
	if err != nil || len(ps) != 42 {
		t.Fatalf("%d paragraphs, %v:\n%s", len(ps), err, a.Text)
	}
	for i, p := range ps[2:] {
		if !strings.HasPrefix(p, fmt.Sprintf("In week %d the ferry", i+1)) || !strings.HasSuffix(p, "as it has done since the pier was rebuilt.") {
			t.Errorf("paragraph %d is %q", i+2, p)
		}
		if strings.Contains(p, "Ferry reports") || strings.Contains(p, "Page") {
			t.Errorf("what stands at the edge of pages is in paragraph %d: %q", i+2, p)
		}
	}
	if !strings.Contains(a.Text, "the well-known timetable") {
		t.Error("a word that has a hyphen lost it")
	}
}

func TestWhatIsNotRead(t *testing.T) {
	for name, want := range map[string]error{"locked.pdf": ErrProtected, "scan.pdf": ErrScan} {
		if _, err := read(t, name); !errors.Is(err, want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v, want %v", name, err, want)
		}
	}
	raw := "%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n"
	if _, err := Read(t.Context(), strings.NewReader(raw), int64(len(raw))); !errors.Is(err, ErrDamaged) {
		t.Errorf("a cut one: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Read(ctx, strings.NewReader(raw), int64(len(raw))); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestWithoutAnEngineItSaysWhatToInstall(t *testing.T) {
	if hasPDFium {
		t.Skip("this program brings its engine along")
	}
	t.Setenv("PATH", t.TempDir())
	_, err := Read(t.Context(), strings.NewReader("%PDF-"), 5)
	if !errors.Is(err, ErrNoEngine) || !strings.Contains(err.Error(), "poppler-utils") || Available() {
		t.Error(err)
	}
}

// An engine that never ends is ended with the context, at once.
func TestAnEngineThatHangs(t *testing.T) {
	path := engineThat(t, `echo '<page width="1" height="1">'; exec sleep 1000`)
	ctx, cancel := context.WithCancel(t.Context())
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	defer w.Close()
	done := make(chan error, 1)
	go func() {
		_, err := poppler(ctx, path, r)
		done <- err
	}()
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestAnEngineWithoutMeasure(t *testing.T) {
	path := engineThat(t, `exec tr '\0' x </dev/zero`)
	if _, err := poppler(t.Context(), path, strings.NewReader("")); !errors.Is(err, ErrTooLarge) {
		t.Error(err)
	}
}

// engineThat makes a program of a shell's commands.
func engineThat(t *testing.T, does string) string {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("no shell there")
	}
	path := t.TempDir() + "/engine"
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+does+"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	return path
}
