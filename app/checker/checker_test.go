package checker

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/lint"
	"bluepencil/annotate/source"
	"bluepencil/annotate/text"
	"bluepencil/app/desk"
	"bluepencil/assets"
	"bluepencil/storage"
)

const article = "Mayor Ada Lund said the decision could not wait. “It is late,” she told the council, “but not too late.”\nReyle said nothing. “We know,” Nora Vik wrote.\n"

// bench is a checker on a desk, whose background and screen the test runs by
// hand.
type bench struct {
	*Checker
	desk    *desk.Desk
	t       testing.TB
	project *storage.Project
	person  annotate.Person
	work    []func() // of the desk
	checks  []func() // of the checker
	screen  []func()
	shown   int
}

func newBench(t testing.TB, texts ...string) *bench {
	t.Helper()
	codebook, err := assets.Codebook("news")
	must(t, err)
	p, err := storage.NewMemory(codebook, storage.Options{})
	must(t, err)
	person, err := p.AddPerson(annotate.Person{Name: "Mina Berg"})
	must(t, err)
	if len(texts) == 0 {
		texts = []string{article}
	}
	i, err := p.StartImport(person.ID, "import")
	must(t, err)
	i.NoUndo()
	for n, content := range texts {
		doc, err := source.FromText(fmt.Sprintf("%c.txt", 'a'+n), content)
		must(t, err)
		_, _, err = i.Add(doc)
		must(t, err)
	}
	_, err = i.Close("")
	must(t, err)
	b := &bench{t: t, project: p, person: person}
	ui := func(fn func()) { b.screen = append(b.screen, fn) }
	b.desk, err = desk.New(desk.Options{Project: p, Person: person, Now: time.Now, UI: ui,
		Work: func(fn func()) { b.work = append(b.work, fn) },
		Show: func(w desk.What) {
			switch w {
			case desk.ArticleOpened, desk.MarksChanged, desk.CodebookChanged:
				b.Changed()
			}
		}})
	must(t, err)
	b.Checker = New(Options{Project: p, Desk: b.desk, UI: ui, Work: func(fn func()) { b.checks = append(b.checks, fn) }, Show: func() { b.shown++ }})
	b.desk.Reload()
	b.settle()
	b.desk.OpenRow(0)
	b.settle()
	return b
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// next runs the first of some functions in line.
func next(line *[]func()) bool {
	if len(*line) == 0 {
		return false
	}
	job := (*line)[0]
	*line = (*line)[1:]
	job()
	return true
}

// settle runs everything until nothing is left to do.
func (b *bench) settle() {
	for next(&b.screen) || next(&b.work) || next(&b.checks) {
	}
}

// saveOnly runs desk and screen, and leaves the checks waiting.
func (b *bench) saveOnly() {
	for next(&b.screen) || next(&b.work) {
	}
}

// mark marks words, a blank after them too where blank is set.
func (b *bench) mark(label annotate.LabelID, words string) annotate.ID {
	b.t.Helper()
	at := strings.Index(b.desk.Open().Text, words)
	span, err := annotate.SpanOf(b.desk.Open().Text, at, at+len(words))
	must(b.t, err)
	id := annotate.NewID()
	b.desk.Fix(annotate.Mark(b.person.ID, b.desk.Open().Article.ID, id, label, []annotate.Span{span}, annotate.Origin{By: annotate.ByHand}))
	b.settle()
	return id
}

// fresh is what the checks say of what the project has.
func (b *bench) fresh() []lint.Finding {
	b.t.Helper()
	in, err := b.project.LintInput(b.desk.Open().Article.ID, b.desk.Open().Owner.ID)
	must(b.t, err)
	list, err := lint.Check(context.Background(), in)
	must(b.t, err)
	return list
}

func (b *bench) of(rule lint.RuleID) (list []lint.Finding) {
	for _, f := range b.Findings() {
		if f.Rule == rule {
			list = append(list, f)
		}
	}
	return list
}

// choose makes the nth finding of a rule the chosen one.
func (b *bench) choose(rule lint.RuleID, n int) lint.Finding {
	b.t.Helper()
	for i := range b.Len() {
		if r := b.Row(i); r.Head == "" && r.Finding.Rule == rule {
			if n == 0 {
				b.Choose(i)
				return r.Finding
			}
			n--
		}
	}
	b.t.Fatalf("there is no such finding of %s among %+v", rule, b.Findings())
	return lint.Finding{}
}

func same(a, b []lint.Finding) bool {
	return slices.EqualFunc(a, b, func(x, y lint.Finding) bool {
		return x.Same(&y) && x.Severity == y.Severity && (x.Fix == nil) == (y.Fix == nil)
	})
}

func TestWhatChangesIsCheckedInTheBackground(t *testing.T) {
	b := newBench(t)
	if len(b.of("unmarked-quotation")) == 0 || !same(b.Findings(), b.fresh()) || !b.Settled() {
		t.Fatalf("found: %+v", b.Findings())
	}
	before := len(b.of("unmarked-quotation"))
	b.mark("quote", "“We know,”")
	if len(b.of("unmarked-quotation")) != before-1 || len(b.of("quote-without-speaker")) != 1 || !same(b.Findings(), b.fresh()) {
		t.Errorf("after marking: %+v", b.Findings())
	}
	if c := b.Complete(); c.Speakers != (lint.Share{Done: 0, All: 1}) || c.Quoted.Done == 0 || c.Quoted.Whole() {
		t.Errorf("complete: %+v", c)
	}
	if !strings.Contains(b.Words(), "error") || !strings.Contains(b.Words(), "warning") {
		t.Errorf("it says %q", b.Words())
	}
}

// TestOneCheckAtATimeAndOneWaits: whatever is asked while a check runs is one
// further check, and the result of the first is never shown.
func TestOneCheckAtATimeAndOneWaits(t *testing.T) {
	b := newBench(t)
	before, shown := b.Findings(), b.shown
	b.Changed()
	if len(b.checks) != 1 || b.Settled() {
		t.Fatalf("%d checks are under way", len(b.checks))
	}
	first := b.checks[0]
	b.checks = nil
	for _, words := range []string{"“We know,”", "“It is late,”"} {
		at := strings.Index(b.desk.Open().Text, words)
		span, err := annotate.SpanOf(b.desk.Open().Text, at, at+len(words))
		must(t, err)
		b.desk.Fix(annotate.Mark(b.person.ID, b.desk.Open().Article.ID, annotate.NewID(), "quote", []annotate.Span{span}, annotate.Origin{By: annotate.ByHand}))
		b.saveOnly()
	}
	if len(b.checks) != 0 {
		t.Fatalf("%d checks began while one was running", len(b.checks))
	}
	first()
	b.saveOnly()
	if b.shown != shown || !same(b.Findings(), before) {
		t.Error("the late result was shown")
	}
	if len(b.checks) != 1 {
		t.Fatalf("%d checks follow", len(b.checks))
	}
	b.settle()
	if b.shown != shown+1 || !same(b.Findings(), b.fresh()) || !b.Settled() {
		t.Errorf("shown %d times: %+v", b.shown-shown, b.Findings())
	}
}

func TestTheResultOfAnotherArticleIsDropped(t *testing.T) {
	b := newBench(t, article, "Nobody “said much.”\n")
	b.Changed()
	late := b.checks[0]
	b.checks = nil
	b.desk.OpenRow(1)
	b.saveOnly()
	late()
	b.settle()
	if !strings.HasPrefix(b.desk.Open().Text, "Nobody") || !same(b.Findings(), b.fresh()) {
		t.Errorf("of %q: %+v", b.desk.Open().Text, b.Findings())
	}
	b.desk.LetGo()
	b.settle()
	if b.Checked() || b.Len() != 0 || b.Words() != "" {
		t.Errorf("without an article: %q", b.Words())
	}
}

func TestClosingDropsWhatIsUnderWay(t *testing.T) {
	b := newBench(t)
	shown := b.shown
	b.Changed()
	b.Close()
	b.settle()
	b.mark("quote", "“We know,”")
	if b.shown != shown {
		t.Error("a closed checker showed something")
	}
}

// broken fails to read what the project has chosen.
type broken struct{ *storage.Project }

func (broken) Checks() (lint.Settings, error) {
	return lint.Settings{}, errors.New("the disk is gone")
}

func TestAFailureIsSaid(t *testing.T) {
	b := newBench(t)
	b.o.Project = broken{b.project}
	b.shared.spoil()
	b.Changed()
	b.settle()
	if m := b.desk.Message(); m.Tone != desk.Warning || !strings.Contains(m.Text, "the disk is gone") || len(b.Findings()) != 0 {
		t.Errorf("it says %+v", m)
	}
}

func TestChoicesOfTheProjectAndTheRegisterAreFollowed(t *testing.T) {
	b := newBench(t)
	b.choose("unmarked-quotation", 0)
	b.SwitchOff()
	b.settle()
	if len(b.of("unmarked-quotation")) != 0 || !b.Settings().Off["unmarked-quotation"] || !strings.Contains(b.desk.UndoName(), "unmarked-quotation") {
		t.Errorf("switched off: %+v, undo: %q", b.Settings(), b.desk.UndoName())
	}
	b.desk.Undo()
	b.settle()
	if len(b.of("unmarked-quotation")) == 0 {
		t.Error("undo did not bring the rule back")
	}
	b.SetProfile(lint.ProfileJournalism)
	b.Require(lint.CleanWarnings)
	b.Switch("edge-blank", true)
	b.settle()
	if s := b.Settings(); s.Profile != lint.ProfileJournalism || s.Clean != lint.CleanWarnings || !s.Off["edge-blank"] {
		t.Errorf("chosen: %+v", s)
	}
	id := b.mark("organisation", "Nora Vik")
	entry := annotate.Entity{ID: annotate.NewID(), Name: "Nora Vik", Type: "person"}
	add, err := annotate.AddEntity(b.person.ID, entry)
	must(t, err)
	b.desk.Choose(add)
	b.settle()
	b.desk.Fix(annotate.SetEntity(annotate.AnnotationRef(b.desk.Open().Article.ID, b.person.ID, id), entry.ID))
	b.settle()
	if len(b.of("entity-types")) != 1 || !same(b.Findings(), b.fresh()) {
		t.Errorf("with the register: %+v", b.Findings())
	}
}

func TestParagraphsAreNumbered(t *testing.T) {
	findings := []lint.Finding{{Range: text.Range{Start: 0, End: 1}}, {Range: text.Range{Start: 4, End: 5}}, {Range: text.Range{Start: 9, End: 9}, Annotation: annotate.NewID()}}
	findings = append([]lint.Finding{{}}, findings...)
	if got := paragraphsOf("one\ntwo\nthree", findings); !slices.Equal(got, []int{0, 1, 2, 3}) {
		t.Errorf("got %v", got)
	}
}
