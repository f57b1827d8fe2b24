package panel

import (
	"errors"
	"strings"
	"testing"

	"bluepencil/annotate/source"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

func TestAPreviewTellsWhatWasChosen(t *testing.T) {
	test.NewTempApp(t)
	p := NewPreview()
	var encoding string
	var columns map[string]string
	p.OnChanged = func(e string, c map[string]string) { encoding, columns = e, c }
	p.Set(source.Preview{Encoding: "utf-8", Columns: []source.Column{{Name: "kopf", Values: []string{"Ferry back"}}, {Name: "inhalt", Target: "text"}},
		Problem: errors.New("no column is known")}, nil)
	if columns != nil {
		t.Error("showing a preview counts as a choice")
	}
	if !p.problem.Visible() || p.problem.Text != "No column is known." {
		t.Errorf("the problem is %q", p.problem.Text)
	}
	p.columns.Objects[0].(*fyne.Container).Objects[1].(*widget.Select).SetSelected("headline")
	if columns["kopf"] != "headline" || columns["inhalt"] != "text" || encoding != "" {
		t.Errorf("told %q, %v", encoding, columns)
	}
	p.encode.SetSelected("windows-1252")
	if encoding != "windows-1252" {
		t.Errorf("told %q", encoding)
	}
}

func TestAPreviewShowsTheBeginningOfArticles(t *testing.T) {
	words := articleWords(source.Preview{More: true, Articles: []source.Part{
		{Where: "row 2", Document: source.Document{Text: strings.Repeat("ä", shownOfArticle+5)}}, {Where: "row 3", Err: errors.New("broken")}}})
	if !strings.Contains(words, strings.Repeat("ä", shownOfArticle)+"…") || !strings.Contains(words, "row 3\nBroken.") || !strings.HasSuffix(words, "and more articles") {
		t.Errorf("shown: %q", words)
	}
}
