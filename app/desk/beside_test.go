package desk

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/source"
	"bluepencil/annotate/text"
	"bluepencil/annotate/text/anchor"
)

func (b *bench) companions() (list []Companion) {
	b.t.Helper()
	b.ReadCompanions(func(found []Companion, err error) {
		must(b.t, err)
		list = found
	})
	b.settle()
	return list
}

func (b *bench) beside(c Companion) (out Beside) {
	b.t.Helper()
	b.ReadBeside(c, func(read Beside, err error) {
		must(b.t, err)
		out = read
	})
	b.settle()
	return out
}

// TestAnotherPersonsMarkingsCanBeShownBeside marks as somebody else, and reads
// that layer: one's own is not offered, and nothing is changed.
func TestAnotherPersonsMarkingsCanBeShownBeside(t *testing.T) {
	b := newBench(t)
	b.mark("quote", "“It is late,”")
	if list := b.companions(); len(list) != 0 {
		t.Errorf("alone, %+v is offered", list)
	}
	other, err := b.project.AddPerson(annotate.Person{Name: "Nora Vik"})
	must(t, err)
	article := b.Open().Article.ID
	span, err := annotate.SpanOf(b.Open().Text, 0, len("Mayor Ada Lund"))
	must(t, err)
	draft := annotate.Draft{Person: other.ID, Article: article, Action: "mark Person"}
	draft.AddAnnotation(annotate.AnnotationRef(article, other.ID, annotate.NewID()), "person", []annotate.Span{span}, annotate.Origin{By: annotate.ByHand})
	_, err = b.project.Commit(draft)
	must(t, err)
	_, err = b.project.Commit(annotate.SetStatus(other.ID, article, annotate.StatusInProgress, ""))
	must(t, err)
	list := b.companions()
	if len(list) != 1 || list[0].Version || !strings.HasPrefix(list[0].Name, "Nora Vik, ") {
		t.Fatalf("%+v is offered", list)
	}
	shown := b.beside(list[0])
	if len(shown.Marks) != 1 || shown.Marks[0].Text() != "Mayor Ada Lund" || shown.Text != b.Open().Text || shown.Levels != nil {
		t.Errorf("beside stands %+v", shown)
	}
	if len(b.Open().Marks) != 1 {
		t.Errorf("%d own markings are left", len(b.Open().Marks))
	}
}

func TestAnotherVersionCanBeShownBeside(t *testing.T) {
	b := newBench(t)
	b.mark("quote", "“It is late,”")
	newer := "Correction: one word was wrong.\n" + strings.Replace(article, "late", "very late", 1)
	doc, err := source.FromText("newer.txt", newer)
	must(t, err)
	b.AddVersion(doc)
	b.settle()
	list := b.companions()
	if len(list) != 1 || !list[0].Version || !strings.HasPrefix(list[0].Name, "Version 1 of 2") {
		t.Fatalf("%+v is offered beside %s", list, b.Open().Article.Title())
	}
	shown := b.beside(list[0])
	if shown.Text != article || len(shown.Marks) != 1 {
		t.Errorf("the older version has %q and %d markings", shown.Text, len(shown.Marks))
	}
	second := Level{strings.Index(newer, "Nothing more"), strings.Index(article, "Nothing more")}
	if !slices.Contains(shown.Levels, second) {
		t.Errorf("the levels are %v, want %v among them", shown.Levels, second)
	}
}

// TestLevelsAscendAndAreParagraphs edits a text at random: whatever the
// differences are, levels ascend in both texts and are beginnings of paragraphs,
// and texts that are the same have every paragraph level.
func TestLevelsAscendAndAreParagraphs(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 5))
	words := strings.Fields("the harbour board of Alder said on Monday that night ferry will sail again before snow")
	paragraph := func() string {
		var b strings.Builder
		for range 1 + random.IntN(12) {
			b.WriteString(words[random.IntN(len(words))] + " ")
		}
		return b.String()
	}
	for range 300 {
		var old []string
		for range random.IntN(12) {
			old = append(old, paragraph())
		}
		new := append([]string(nil), old...)
		for range random.IntN(5) {
			at := random.IntN(len(new) + 1)
			switch tail := append([]string(nil), new[at:]...); random.IntN(3) {
			case 0:
				new = append(append(new[:at:at], paragraph()), tail...)
			case 1:
				if len(tail) > 0 {
					new = append(new[:at:at], tail[1:]...)
				}
			default:
				if len(tail) > 0 {
					new = append(append(new[:at:at], "But "+tail[0]), tail[1:]...)
				}
			}
		}
		checkLevels(t, strings.Join(old, "\n"), strings.Join(new, "\n"))
		if same := strings.Join(old, "\n"); len(levels(same, same, nil)) != max(len(text.Paragraphs(same)), 1) {
			t.Fatalf("%q beside itself has the levels %v", same, levels(same, same, nil))
		}
	}
}

func checkLevels(t *testing.T, old, new string) {
	t.Helper()
	list := levels(old, new, anchor.Align(old, new).Edits())
	begins := func(s string, at int) bool { return at == 0 || s[at-1] == '\n' }
	for i, l := range list {
		if i > 0 && (l.Open <= list[i-1].Open || l.Other <= list[i-1].Other) || !begins(old, l.Open) || !begins(new, l.Other) {
			t.Fatalf("%v of %q and %q", list, old, new)
		}
	}
}
