package desk

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/source"
	"bluepencil/annotate/text"
	"bluepencil/assets"
	"bluepencil/storage"
)

const article = "Mayor Ada Lund said the decision could not wait. “It is late,” she told the council, “but not too late.”\nNothing more was said.\n"

// failing is a project whose commits fail while broken is set.
type failing struct {
	*storage.Project
	broken error
}

func (f *failing) Commit(d annotate.Draft) (annotate.Change, error) {
	if f.broken != nil {
		return annotate.Change{}, f.broken
	}
	return f.Project.Commit(d)
}

// bench is a desk whose background and screen the test runs by hand.
type bench struct {
	*Desk
	t       *testing.T
	project *failing
	work    []func()
	screen  []func()
	shown   map[What]int
}

func newBench(t *testing.T, texts ...string) *bench {
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
	b := &bench{t: t, project: &failing{Project: p}, shown: map[What]int{}}
	b.Desk, err = New(Options{Project: b.project, Person: person, Now: time.Now,
		UI: func(fn func()) { b.screen = append(b.screen, fn) }, Work: func(fn func()) { b.work = append(b.work, fn) },
		Show: func(w What) { b.shown[w]++ }})
	must(t, err)
	b.Reload()
	b.settle()
	b.OpenRow(0)
	b.settle()
	return b
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// settle runs background and screen until nothing is left to do.
func (b *bench) settle() {
	for len(b.work)+len(b.screen) > 0 {
		if len(b.work) > 0 {
			job := b.work[0]
			b.work = b.work[1:]
			job()
		}
		for len(b.screen) > 0 {
			fn := b.screen[0]
			b.screen = b.screen[1:]
			fn()
		}
	}
}

func (b *bench) choose(words string) {
	b.t.Helper()
	at := strings.Index(b.Open().Text, words)
	if at < 0 {
		b.t.Fatalf("the article has no %q", words)
	}
	b.SetSelection(text.Range{Start: at, End: at + len(words)})
	b.SetCaret(at + len(words))
}

func (b *bench) mark(label annotate.LabelID, words string) annotate.ID {
	b.t.Helper()
	b.choose(words)
	b.Mark(label)
	b.SetSelection(text.Range{}) // as the view drops it
	b.settle()
	a, ok := b.Current()
	if !ok {
		b.t.Fatal("nothing is current after marking")
	}
	return a.ID
}

func (b *bench) words(label annotate.LabelID) []string {
	var out []string
	for _, a := range b.Open().Marks {
		if a.Label == label {
			out = append(out, a.Text())
		}
	}
	return out
}

func TestAMarkIsShownAtOnceAndSavedAfterwards(t *testing.T) {
	b := newBench(t)
	b.choose("Mayor Ada Lund")
	b.Mark("person")
	a, ok := b.Current()
	if !ok || a.Text() != "Mayor Ada Lund" || !b.Open().Pending[a.ID] {
		t.Fatalf("before the commit: %+v, pending %v", a, b.Open().Pending)
	}
	if words, _ := b.Saved(); words != "saving…" {
		t.Errorf("it says %q", words)
	}
	b.settle()
	if words, ok := b.Saved(); !ok || !strings.HasPrefix(words, "saved ") || len(b.Open().Pending) != 0 {
		t.Errorf("after the commit it says %q, pending %v", words, b.Open().Pending)
	}
	if b.Open().Layer.Status != annotate.StatusInProgress || b.Counts()[annotate.StatusInProgress] != 1 {
		t.Errorf("the first marking did not start the article: %v, %v", b.Open().Layer.Status, b.Counts())
	}
	if b.UndoName() != "mark Person" {
		t.Errorf("undo offers %q", b.UndoName())
	}
}

func TestAFailedCommitRollsTheScreenBackAndSaysSo(t *testing.T) {
	b := newBench(t)
	b.project.broken = errors.New("no space left on the disk")
	b.choose("Mayor Ada Lund")
	b.Mark("person")
	b.settle()
	if len(b.Open().Marks) != 0 {
		t.Errorf("the unsaved marking is still shown: %+v", b.Open().Marks)
	}
	if m := b.Message(); m.Tone != Failure || !strings.Contains(m.Text, "no space left") {
		t.Errorf("the message is %+v", m)
	}
	if words, ok := b.Saved(); ok || words != "not saved" {
		t.Errorf("it says %q", words)
	}
	b.project.broken = nil
	b.mark("person", "Mayor Ada Lund")
	if words, ok := b.Saved(); !ok || !strings.HasPrefix(words, "saved") {
		t.Errorf("after the disk was mended it says %q", words)
	}
}

func TestSeveralActionsUnderWayAreShownTogether(t *testing.T) {
	b := newBench(t)
	b.choose("Mayor Ada Lund")
	b.Mark("person")
	b.choose("“It is late,”")
	b.Mark("quote")
	b.SetAttribute("type", "direct")
	if len(b.Open().Marks) != 2 {
		t.Fatalf("shown: %+v", b.Open().Marks)
	}
	// The first is saved; the others must not vanish meanwhile.
	b.work[0]()
	b.work = b.work[1:]
	b.screen[0]()
	b.screen = b.screen[1:]
	if a, _ := b.Current(); len(b.Open().Marks) != 2 || a.Attributes["type"] != "direct" {
		t.Errorf("after the first commit: %+v", b.Open().Marks)
	}
	b.settle()
	if a, _ := b.Current(); a.Attributes["type"] != "direct" || len(b.Open().Pending) != 0 {
		t.Errorf("in the end: %+v", a)
	}
}

func TestWithoutASelectionTheWordAtTheCaretIsMarked(t *testing.T) {
	b := newBench(t)
	b.SetCaret(strings.Index(article, "Lund") + 2)
	b.Mark("person")
	b.settle()
	if got := b.words("person"); len(got) != 1 || got[0] != "Lund" {
		t.Errorf("marked %q", got)
	}
	b.SetCaret(strings.Index(article, "Lund") + 2)
	b.SetCurrent(annotate.ID{})
	b.Mark("person")
	b.settle()
	if got := b.words("person"); len(got) != 1 {
		t.Errorf("the same words were marked twice: %q", got)
	}
}

func TestBlanksAtTheEndsOfASelectionAreNotMarked(t *testing.T) {
	b := newBench(t)
	b.mark("person", "Ada Lund ")
	if got := b.words("person"); got[0] != "Ada Lund" {
		t.Errorf("marked %q", got)
	}
}

func TestAQuoteCardByKeys(t *testing.T) {
	b := newBench(t)
	quote := b.mark("quote", "“It is late,”")
	b.choose("“but not too late.”")
	b.AddPiece()
	b.settle()
	b.StartLink("speaker")
	b.choose("she")
	b.FinishLink()
	b.settle()
	b.StartLink("cue")
	b.choose("told the council")
	b.FinishLink()
	b.settle()
	a, ok := b.Current()
	if !ok || a.ID != quote || a.Text() != "“It is late,” … “but not too late.”" || len(a.Links) != 2 {
		t.Fatalf("the card is %+v", a)
	}
	if got := b.words("source"); len(got) != 1 || got[0] != "she" {
		t.Errorf("the speaker was marked as %q", got)
	}
	b.Undo()
	b.settle()
	if a, _ := b.Current(); len(a.Links) != 1 || len(b.words("cue")) != 0 {
		t.Errorf("undoing the cue left %+v, %q", a.Links, b.words("cue"))
	}
}

func TestLinkingToWhatIsMarkedAlready(t *testing.T) {
	b := newBench(t)
	lund := b.mark("person", "Mayor Ada Lund")
	b.mark("quote", "“It is late,”")
	b.StartLink("speaker")
	b.SetCurrent(lund) // a click
	b.settle()
	if a, _ := b.Current(); a.Label != "quote" || len(a.Links) != 1 || a.Links[0].To != lund {
		t.Errorf("got %+v", a)
	}
	b.StartLink("cue")
	b.SetCurrent(lund)
	if b.Linking() == nil || !strings.Contains(b.Message().Text, "cannot be the cue") {
		t.Errorf("a person became the cue: %+v", b.Message())
	}
	if !b.CancelLink() || b.Linking() != nil {
		t.Error("linking cannot be given up")
	}
}

func TestWalkGoesRoundInOrderOfThePlaces(t *testing.T) {
	b := newBench(t)
	b.mark("cue", "told the council")
	b.mark("person", "Mayor Ada Lund")
	b.mark("quote", "“It is late,”")
	b.SetCurrent(annotate.ID{})
	b.SetCaret(0)
	var seen []string
	for range 4 {
		b.Walk(1)
		a, _ := b.Current()
		seen = append(seen, string(a.Label))
	}
	if strings.Join(seen, " ") != "person quote cue person" {
		t.Errorf("walked over %v", seen)
	}
	b.Walk(-1)
	if a, _ := b.Current(); a.Label != "cue" {
		t.Errorf("back from the first comes %s", a.Label)
	}
}

func TestBoundariesMove(t *testing.T) {
	b := newBench(t)
	b.mark("person", "Ada Lund")
	for _, c := range []struct {
		end       bool
		direction int
		by        Unit
		want      string
	}{
		{false, -1, ByWord, "Mayor Ada Lund"}, {true, 1, ByWord, "Mayor Ada Lund said"}, {true, -1, ByCharacter, "Mayor Ada Lund sai"},
		{false, 1, ByCharacter, "ayor Ada Lund sai"}, {true, -1, ByWord, "ayor Ada Lund"}, {true, -1, ByWord, "ayor Ada"},
		{false, 1, ByWord, "Ada"}, {true, 1, BySentence, "Ada Lund said the decision could not wait."},
		{false, -1, BySentence, "Mayor Ada Lund said the decision could not wait."},
		{true, 1, BySentence, "Mayor Ada Lund said the decision could not wait. “It is late,” she told the council, “but not too late.”"},
		{true, -1, BySentence, "Mayor Ada Lund said the decision could not wait."},
		{false, 1, BySentence, "Mayor Ada Lund said the decision could not wait."}, // nothing would be left
		{false, -1, ByWord, "Mayor Ada Lund said the decision could not wait."},    // the text begins here
		{true, -1, ByWord, "Mayor Ada Lund said the decision could not wait"},
	} {
		b.MoveBoundary(c.end, c.direction, c.by)
		b.settle()
		if a, _ := b.Current(); a.Text() != c.want {
			t.Errorf("got %q, want %q", a.Text(), c.want)
		}
	}
}

func TestRelabelDropsWhatTheNewLabelDoesNotHave(t *testing.T) {
	b := newBench(t)
	b.mark("quote", "“It is late,”")
	b.SetAttribute("type", "direct")
	b.settle()
	b.Relabel("claim")
	b.settle()
	if a, _ := b.Current(); a.Label != "claim" || len(a.Attributes) != 0 {
		t.Errorf("got %+v", a)
	}
	b.Undo()
	b.settle()
	if a, _ := b.Current(); a.Label != "quote" || a.Attributes["type"] != "direct" {
		t.Errorf("undo gave %+v", a)
	}
}

func TestDeleteAndBin(t *testing.T) {
	b := newBench(t)
	b.mark("person", "Ada Lund")
	b.Delete()
	b.settle()
	if _, ok := b.Current(); ok || len(b.Open().Marks) != 0 {
		t.Error("it is still there")
	}
	var bin Bin
	b.ReadBin(func(found Bin, err error) { must(t, err); bin = found })
	b.settle()
	if len(bin.Annotations) != 1 {
		t.Fatalf("the bin holds %+v", bin)
	}
	b.RestoreAnnotation(bin.Annotations[0])
	b.settle()
	if got := b.words("person"); len(got) != 1 {
		t.Error("it did not come back")
	}
}

func TestDoneSubmitsAndGoesOn(t *testing.T) {
	b := newBench(t, article, "Second text about "+article)
	b.mark("quote", "“It is late,”")
	first := b.Open().Article.ID
	b.Done()
	b.settle()
	if b.Open().Article.ID == first || b.Counts()[annotate.StatusSubmitted] != 1 {
		t.Errorf("open is %v, counts %v", b.Open().Article.ID, b.Counts())
	}
	if !strings.Contains(b.Message().Text, "still missing") {
		t.Errorf("the missing type and speaker are not mentioned: %q", b.Message().Text)
	}
	b.Undo()
	b.settle()
	if b.Open().Article.ID != first || b.Open().Layer.Status != annotate.StatusInProgress {
		t.Errorf("undo left it %v", b.Open().Layer.Status)
	}
}

func TestSetAsideKeepsTheReason(t *testing.T) {
	b := newBench(t)
	b.SetAside("a duplicate")
	b.settle()
	if l := b.Open().Layer; l.Status != annotate.StatusSetAside || l.Reason != "a duplicate" {
		t.Errorf("the layer is %+v", l)
	}
	b.TakeUp()
	b.settle()
	if l := b.Open().Layer; l.Status != annotate.StatusInProgress || l.Reason != "" {
		t.Errorf("taken up again it is %+v", l)
	}
}

func TestBackAndForward(t *testing.T) {
	b := newBench(t, article, "Second text about "+article)
	first, second := b.listed.list.ID(0), b.listed.list.ID(1)
	b.SetCaret(20)
	b.OpenArticle(second)
	b.settle()
	b.Back()
	b.settle()
	if b.Open().Article.ID != first || b.Caret() != 20 {
		t.Errorf("back leads to %v at %d", b.Open().Article.ID, b.Caret())
	}
	b.Forward()
	b.settle()
	if b.Open().Article.ID != second {
		t.Error("forward does not lead back")
	}
}

func TestALateArticleIsDropped(t *testing.T) {
	b := newBench(t, article, "Second text about "+article)
	first, second := b.listed.list.ID(0), b.listed.list.ID(1)
	b.OpenArticle(second)
	slow := b.work
	b.work = nil
	b.openAt(second, destination{mark: annotate.ID{}, offset: 3}, false) // chosen again meanwhile
	b.settle()
	b.OpenArticle(first)
	b.settle()
	for _, job := range slow {
		job()
	}
	b.settle()
	if b.Open().Article.ID != first {
		t.Error("an article that came too late took the desk")
	}
}

func TestSearchAsYouType(t *testing.T) {
	b := newBench(t, article, "Ferry talks end\n"+article)
	b.SetQuery("fer")
	stale := b.work
	b.work = nil
	b.SetQuery("ferry")
	b.settle()
	for _, job := range stale {
		job()
	}
	b.settle()
	if row, ok := b.Row(0); b.Len() != 1 || !ok || !strings.HasPrefix(row.Title, "Ferry") {
		t.Errorf("found %d, %+v", b.Len(), row)
	}
	b.SetStatus(annotate.StatusSubmitted)
	b.settle()
	if b.Len() != 0 || b.Counts()[annotate.StatusNew] != 1 {
		t.Errorf("submitted: %d, counts %v", b.Len(), b.Counts())
	}
}
