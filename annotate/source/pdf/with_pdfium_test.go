//go:build pdfium

package pdf

import (
	"bytes"
	"context"
	"errors"
	"os"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/source/compose"
)

func readWithPDFium(t *testing.T, name string) (compose.Article, error) {
	t.Helper()
	raw, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	d, err := askPDFium(t.Context(), bytes.NewReader(raw))
	return d.article(), err
}

// Both engines lead to the same paragraphs.
func TestTheEngineThatComesAlong(t *testing.T) {
	for name, want := range map[string][]string{
		"groff.pdf": {"Council weighs a second bridge\n\nNora Vik\n\nALDER — The council spent", "bridge across the Reyle narrows would relieve", "“We have counted cars for a decade,” said Mayor Ada Lund.",
			"through every winter but the last.\n\nA consultation opens in March."},
		"libreoffice.pdf": {"Council passes the school budget\n\nFree meals from September", "“and nobody asks who pays.”\n\nThe vote\n\nNine members were for it, eight against."},
		"long.pdf":        {"since the pier was rebuilt.\n\nIn week 17 the ferry to the outer islands carried", "the well-known timetable"},
	} {
		a, err := readWithPDFium(t, name)
		for _, text := range want {
			if err != nil || !strings.Contains(a.Text, text) {
				t.Errorf("%s: %v: %q is not in\n%s", name, err, text, a.Text)
			}
		}
	}
	if a, err := readWithPDFium(t, "libreoffice.pdf"); err != nil || a.Meta[annotate.MetaByline] != "Nora Vik" || a.Meta[annotate.MetaPublished] != "2026-11-25T16:33:35Z" {
		t.Errorf("%v, %v", a.Meta, err)
	}
	if _, err := readWithPDFium(t, "locked.pdf"); !errors.Is(err, ErrProtected) {
		t.Errorf("a locked one: %v", err)
	}
	if a, err := readWithPDFium(t, "scan.pdf"); err != nil || a.Text != "" {
		t.Errorf("a scan: %q, %v", a.Text, err)
	}
	if _, err := askPDFium(t.Context(), strings.NewReader("%PDF-1.7\n")); !errors.Is(err, ErrDamaged) {
		t.Errorf("a cut one: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := askPDFium(ctx, strings.NewReader("%PDF-1.7\n")); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestDates(t *testing.T) {
	for value, want := range map[string]string{"D:20260302081500+01'00'": "2026-03-02T08:15:00+01:00", "D:20260302081500Z": "2026-03-02T08:15:00Z",
		"D:20260302081500": "2026-03-02T08:15:00Z", "D:20260302": "2026-03-02", "yesterday": "", "": ""} {
		if got := date(value); got != want {
			t.Errorf("%q is %q, want %q", value, got, want)
		}
	}
}
