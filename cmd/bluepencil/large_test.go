package main

import (
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"path/filepath"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/source"
	"bluepencil/assets"
	"bluepencil/storage"
)

// large is an article of 1 MB and 10,000 highlights of it. Every paragraph is
// the same but for its number, and "Nora Vik" stands in each.
func large(t *testing.T) (article string, marks []annotate.Annotation, paragraphs int) {
	t.Helper()
	const paragraph = "%d. Harbour spokesman Reyle said: “The night ferry will sail again before the first snow.” Nora Vik votes on the budget. Opponents expect half of the 41,000 passengers.\n\n"
	var text strings.Builder
	for text.Len() < 1<<20 {
		fmt.Fprintf(&text, paragraph, paragraphs)
		paragraphs++
	}
	article = text.String()
	kinds := []struct{ label, words string }{{"quote", "“The night ferry will sail again before the first snow.”"}, {"organisation", "Harbour"}, {"source", "Harbour spokesman Reyle"},
		{"cue", "said"}, {"claim", "The night ferry will sail again before the first snow."}, {"amount", "41,000 passengers"}}
	for at := 0; ; {
		for _, k := range kinds {
			start := at + strings.Index(article[at:], k.words)
			span, err := annotate.SpanOf(article, start, start+len(k.words))
			if err != nil {
				t.Fatal(err)
			}
			marks = append(marks, annotate.Annotation{ID: annotate.NewID(), Label: annotate.LabelID(k.label), Spans: []annotate.Span{span}})
			if len(marks) == 10000 {
				return article, marks, paragraphs
			}
		}
		at += strings.Index(article[at:], "\n\n") + 2
	}
}

// openLarge makes a project with the large article and shows it.
func (s *stage) openLarge() (project string, before, paragraphs int) {
	s.t.Helper()
	project = filepath.Join(s.t.TempDir(), "desk.bluepencil")
	article, marks, paragraphs := large(s.t)
	codebook, err := assets.Codebook("news")
	s.must(err)
	p, err := storage.Create(project, codebook, storage.Options{Program: "bluepencil test"})
	s.must(err)
	mina, err := p.AddPerson(annotate.Person{Name: "Mina Berg"})
	s.must(err)
	into, err := p.StartImport(mina.ID, "import")
	s.must(err)
	id, _, err := into.Add(source.Document{Text: article, TextSHA256: annotate.TextDigest(article), Name: "large.txt", Encoding: "utf-8", Format: "text", Meta: map[string]string{"title": "The long night ferry"}})
	s.must(err)
	s.must(into.AddAnnotations(id, marks))
	_, err = into.Close("import")
	s.must(err)
	s.must(p.Close())
	before = s.marked(project)
	if before != len(marks) {
		s.t.Fatalf("%d markings were made", before)
	}
	s.start("Bluepencil", project)
	s.signIn()
	s.waitTitle("The long night ferry")
	s.settled()
	return project, before, paragraphs
}

// claims lists the lengths of the claims in the project, in bytes, which the
// large article does not bring: those of more than a page.
func (s *stage) longClaims(project string) (list []int) {
	s.t.Helper()
	var got exported
	s.must(json.Unmarshal(s.bp("export", project, "--format", "bluepencil", "--status", "all"), &got))
	for _, a := range got.Annotations {
		if n := len(a.Spans[0].Text); a.Label == "claim" && n > 1000 {
			list = append(list, n)
		}
	}
	return list
}

// fivePages is at least how many bytes five pages of the large article have.
const fivePages = 5 * 750

// elsewhere marks everything else that reads like the current marking.
func (s *stage) elsewhere() {
	s.t.Helper()
	s.key("a")
	s.asked()
	s.eventually("the places to be found", func() bool { // the button is then in the accent's colour
		return color.RGBAModel.Convert(s.shot().At(1046, 603)) == caretColour
	})
	s.key("Return")
	s.settled()
}

// TestALargeArticleByMouse opens 1 MB with 10,000 highlights in the real
// window, pages through it, drags a selection over five pages, marks, finds,
// marks the same words everywhere, and takes that back in one step.
func TestALargeArticleByMouse(t *testing.T) {
	s := newStage(t)
	project, before, paragraphs := s.openLarge()
	first := s.settled()
	s.tool("xdotool", "mousemove", "620", "400")
	for range 20 {
		s.tool("xdotool", "click", "--repeat", "10", "--delay", "5", "5")
	}
	if equal(first, s.settled()) {
		t.Fatal("the wheel does not page")
	}
	s.dragDown(image.Pt(500, 300), image.Pt(560, 500))
	s.key("2")
	s.settled()
	s.find("nora vik")
	s.key("3")
	s.settled()
	s.elsewhere()
	s.quit()
	marked := s.marked(project)
	if want := before + 2 + paragraphs - 1; marked != want {
		t.Errorf("%d markings, want %d", marked, want)
	}
	if long := s.longClaims(project); len(long) != 1 || long[0] < fivePages {
		t.Errorf("the selection dragged over five pages is %v bytes long", long)
	}
	s.start("The long night ferry", project)
	s.settled()
	s.key("ctrl+z")
	s.settled()
	s.quit()
	if got := s.marked(project); got != before+2 {
		t.Errorf("one undo left %d markings of %d, want %d", got, marked, before+2)
	}
}

// dragDown presses the button, holds it below the window's edge until the page
// has moved by itself, goes on by the wheel for more than five pages, and lets
// go at a place.
func (s *stage) dragDown(from, to image.Point) {
	s.t.Helper()
	before := s.settled()
	at := func(p image.Point) { s.tool("xdotool", "mousemove", fmt.Sprint(p.X), fmt.Sprint(p.Y)) }
	at(from)
	s.tool("xdotool", "mousedown", "1")
	at(image.Pt(from.X+20, from.Y+20))
	at(image.Pt(from.X, 799))
	s.eventually("the page to move under the pointer held below", func() bool { return !equal(before, s.shot()) })
	at(to)
	for range 30 {
		s.tool("xdotool", "click", "--repeat", "5", "--delay", "10", "5")
	}
	at(image.Pt(to.X+1, to.Y+1))
	s.settled()
	s.tool("xdotool", "mouseup", "1")
	s.settled()
}

// find looks for words and selects the first place behind the caret.
func (s *stage) find(words string) {
	s.t.Helper()
	s.key("ctrl+f")
	s.typed(words)
	s.settled()
	s.key("Return", "Escape")
	s.settled()
}

// TestALargeArticleByKeyboard does the same without a mouse.
func TestALargeArticleByKeyboard(t *testing.T) {
	s := newStage(t)
	project, before, paragraphs := s.openLarge()
	for range 20 {
		s.key("Next")
	}
	s.key("ctrl+End")
	end := s.settled()
	s.key("ctrl+Home")
	if equal(end, s.settled()) {
		t.Fatal("the end looks like the beginning")
	}
	for range 6 {
		s.key("shift+Next")
	}
	s.key("2")
	s.settled()
	s.find("nora vik")
	s.key("3")
	s.settled()
	s.elsewhere()
	s.key("ctrl+z")
	s.settled()
	s.key("ctrl+y")
	s.settled()
	s.quit()
	if got, want := s.marked(project), before+2+paragraphs-1; got != want {
		t.Errorf("%d markings, want %d", got, want)
	}
	if long := s.longClaims(project); len(long) != 1 || long[0] < fivePages {
		t.Errorf("the selection of six pages is %v bytes long", long)
	}
}
