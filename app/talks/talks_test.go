package talks

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/source"
	"bluepencil/annotate/talk"
	"bluepencil/app/desk"
	"bluepencil/assets"
	"bluepencil/storage"
)

const article = "Mayor Ada Lund said the decision could not wait. “It is late,” she told the council.\nReyle said nothing.\n"

// bench is talks on a desk, whose background and screen the test runs by hand.
type bench struct {
	*Talks
	desk       *desk.Desk
	t          testing.TB
	project    *storage.Project
	mina, ben  annotate.Person
	jobs       []func()
	screen     []func()
	failCommit error
}

// failing is a project whose commits fail when the test says so.
type failing struct {
	*storage.Project
	b *bench
}

func (f failing) Commit(d annotate.Draft) (annotate.Change, error) {
	if f.b.failCommit != nil {
		return annotate.Change{}, f.b.failCommit
	}
	return f.Project.Commit(d)
}

func newBench(t testing.TB, texts ...string) *bench {
	t.Helper()
	codebook, err := assets.Codebook("news")
	must(t, err)
	p, err := storage.NewMemory(codebook, storage.Options{})
	must(t, err)
	b := &bench{t: t, project: p}
	b.mina, err = p.AddPerson(annotate.Person{Name: "Mina Berg"})
	must(t, err)
	b.ben, err = p.AddPerson(annotate.Person{Name: "Ben Orth"})
	must(t, err)
	if len(texts) == 0 {
		texts = []string{article}
	}
	i, err := p.StartImport(b.mina.ID, "import")
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
	ui := func(fn func()) { b.screen = append(b.screen, fn) }
	work := func(fn func()) { b.jobs = append(b.jobs, fn) }
	b.desk, err = desk.New(desk.Options{Project: failing{p, b}, Person: b.mina, Now: time.Now, UI: ui, Work: work, Show: func(w desk.What) {
		switch w {
		case desk.ArticleOpened, desk.LayerShown:
			b.Changed()
		case desk.CurrentChanged:
			b.CurrentChanged()
		}
	}})
	must(t, err)
	b.Talks = New(Options{Project: p, Desk: b.desk, UI: ui, Work: work, Show: func() {}, Now: time.Now})
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

// settle runs everything until nothing is left to do.
func (b *bench) settle() {
	for len(b.screen)+len(b.jobs) > 0 {
		line := &b.screen
		if len(*line) == 0 {
			line = &b.jobs
		}
		job := (*line)[0]
		*line = (*line)[1:]
		job()
	}
}

// mark marks words in a person's layer.
func (b *bench) mark(person annotate.Person, label annotate.LabelID, words string) annotate.ID {
	b.t.Helper()
	open := b.desk.Open()
	at := strings.Index(open.Text, words)
	span, err := annotate.SpanOf(open.Text, at, at+len(words))
	must(b.t, err)
	id := annotate.NewID()
	_, err = b.project.Commit(annotate.Mark(person.ID, open.Article.ID, id, label, []annotate.Span{span}, annotate.Origin{By: annotate.ByHand}))
	must(b.t, err)
	b.desk.Refresh()
	b.settle()
	return id
}

// send writes something where it suggests itself, and sends it.
func (b *bench) send(words string) {
	b.t.Helper()
	b.SetDraft(words)
	if !b.Send() {
		b.t.Fatalf("%q was not sent: %s", words, b.desk.Message().Text)
	}
	b.settle()
}

// outline is what is shown: what each thread is about, and what is said in it.
func (b *bench) outline() string {
	var lines []string
	for _, one := range b.Shown() {
		said := one.On + ":"
		for _, c := range one.Comments() {
			said += " " + b.Person(c.Author).Handle + " " + c.Text + ";"
		}
		if one.Resolved {
			said += " resolved"
		}
		lines = append(lines, said)
	}
	return strings.Join(lines, "\n")
}

func (b *bench) want(outline string) {
	b.t.Helper()
	if got := b.outline(); got != outline {
		b.t.Errorf("shown is\n%s\nwant\n%s", got, outline)
	}
}

func TestAThreadIsBegunAnsweredResolvedAndUndone(t *testing.T) {
	b := newBench(t)
	quote := b.mark(b.mina, "quote", "“It is late,”")
	b.send("Is this all of it? @ben-orth")
	b.desk.SetCurrent(quote)
	b.send("Who says so?")
	const first, second = "the article: mina-berg Is this all of it? @ben-orth;", "Quote “It is late,”: mina-berg Who says so?;"
	b.want(first + "\n" + second)
	if to, _ := b.Target(); to.Words != "Answer Mina Berg" {
		t.Errorf("what is written next goes to %q", to.Words)
	}
	b.send("She does.")
	if c := b.Counts()[quote]; c != (Count{1, 1}) {
		t.Errorf("the quote has %+v", c)
	}
	b.Resolve()
	b.settle()
	if c := b.Counts()[quote]; c != (Count{1, 0}) || b.Total() != (Count{2, 1}) {
		t.Errorf("resolved: %+v of %+v", c, b.Total())
	}
	b.SetFilter(OpenOnes)
	b.want(first)
	b.SetFilter(OnCurrent)
	if len(b.Shown()) != 1 {
		t.Errorf("on the current one: %s", b.outline())
	}
	b.SetFilter(Everything)
	for _, left := range []Count{{2, 2}, {2, 2}, {1, 1}, {0, 0}} {
		b.desk.Undo()
		b.settle()
		if b.Total() != left {
			t.Fatalf("after an undo there are %+v, want %+v", b.Total(), left)
		}
	}
	b.desk.Redo()
	b.settle()
	b.want(first)
}

func TestOnlyOnesOwnCommentsAreEditedAndDeleted(t *testing.T) {
	b := newBench(t)
	theirs, err := b.project.Say(talk.Comment{Article: b.desk.Open().Article.ID, Author: b.ben.ID, About: talk.AboutArticle(), Text: "A word."})
	must(t, err)
	b.settle()
	b.want("the article: ben-orth A word.;")
	b.Choose(theirs.ID)
	b.Edit(theirs.ID)
	if b.Draft() != "" || !strings.Contains(b.desk.Message().Text, "your own") {
		t.Errorf("another's words are being edited; said is %q", b.desk.Message().Text)
	}
	b.Delete(theirs.ID)
	b.settle()
	b.send("My anser.")
	b.EditLast()
	if b.Draft() != "My anser." {
		t.Fatalf("edited is %q", b.Draft())
	}
	b.send("My answer.")
	b.want("the article: ben-orth A word.; mina-berg My answer.;")
	b.DeleteLast()
	b.settle()
	b.want("the article: ben-orth A word.;")
	b.desk.Undo()
	b.settle()
	b.want("the article: ben-orth A word.; mina-berg My answer.;")
}

// TestWhatIsBeingWrittenStaysWhereItGoes walks over other annotations while an
// answer is being written.
func TestWhatIsBeingWrittenStaysWhereItGoes(t *testing.T) {
	b := newBench(t)
	first, second := b.mark(b.mina, "person", "Ada Lund"), b.mark(b.mina, "person", "Reyle")
	b.desk.SetCurrent(first)
	b.SetDraft("Is she ")
	b.desk.SetCurrent(second)
	b.SetDraft("Is she the mayor?")
	if !b.Send() {
		t.Fatal("not sent")
	}
	b.settle()
	b.want("Person “Ada Lund”: mina-berg Is she the mayor?;")
	b.SetDraft("x")
	b.SetDraft("")
	b.desk.SetCurrent(first)
	b.desk.SetCurrent(second)
	if to, _ := b.Target(); to.About != talk.AboutAnnotation(annotate.AnnotationRef(b.article, b.mina.ID, second)) {
		t.Errorf("with nothing written it goes to %q", to.Words)
	}
}

func TestWordsThatWereNotSavedAreNotLost(t *testing.T) {
	b := newBench(t)
	b.failCommit = errors.New("the disk is full")
	b.SetDraft("Long and well considered.")
	b.Send()
	b.settle()
	if b.Draft() != "Long and well considered." || !strings.Contains(b.desk.Message().Text, "disk is full") {
		t.Errorf("left is %q, said is %q", b.Draft(), b.desk.Message().Text)
	}
	b.failCommit = nil
	if !b.Send() {
		t.Fatal("not sent")
	}
	b.settle()
	b.want("the article: mina-berg Long and well considered.;")
	b.SetDraft(" \n")
	if b.Send() {
		t.Error("nothing was sent as something")
	}
}

func TestThreadsOnOthersAnnotationsNameThem(t *testing.T) {
	b := newBench(t)
	reyle := b.mark(b.ben, "person", "Reyle")
	ref := annotate.AnnotationRef(b.article, b.ben.ID, reyle)
	_, err := b.project.Say(talk.Comment{Article: b.article, Author: b.ben.ID, About: talk.AboutAnnotation(ref), Text: "Him?"})
	must(t, err)
	b.settle()
	b.want("Person “Reyle” of Ben Orth: ben-orth Him?;")
	b.Move(1)
	b.Go()
	if got := b.desk.Target(); article[got.Start:got.End] != "Reyle" {
		t.Errorf("gone to %v", got)
	}
	b.desk.ShowLayer(b.ben)
	b.settle()
	b.Go()
	if a, ok := b.desk.Current(); !ok || a.ID != reyle {
		t.Error("in the layer itself the annotation is not current")
	}
	b.send("Yes.")
	b.want("Person “Reyle” of Ben Orth: ben-orth Him?; mina-berg Yes.;")
	_, err = b.project.Commit(annotate.DeleteAnnotation(ref))
	must(t, err)
	b.Changed()
	b.settle()
	if one := b.Shown()[0]; !strings.Contains(one.On, "deleted") || !one.Range.Empty() {
		t.Errorf("it is about %q at %v", one.On, one.Range)
	}
}

func TestHandlesAreCompleted(t *testing.T) {
	b := newBench(t)
	_, err := b.project.AddPerson(annotate.Person{Name: "Åsa Benn", Retired: true})
	must(t, err)
	b.settle()
	for before, want := range map[string]string{
		"@":         "ben-orth mina-berg", // oneself last
		"ask @be":   "ben-orth mina-berg", // a word of a name will do
		"ask @ben-": "ben-orth",
		"@BEN":      "ben-orth",
		"(@m":       "mina-berg",
		"post@b":    "",
		"@ben ":     "",
		"@zz":       "",
		"no":        "",
		"":          "",
	} {
		c, ok := b.Complete(before)
		var got []string
		for _, p := range c.People {
			got = append(got, p.Handle)
		}
		if strings.Join(got, " ") != want || ok != (want != "") {
			t.Errorf("%q offers %v, want %q", before, got, want)
		}
	}
	if c, _ := b.Complete("é @ben"); c.Typed != 4 {
		t.Errorf("typed are %d code points", c.Typed)
	}
}

func TestOpenQuestionsOfTheProject(t *testing.T) {
	b := newBench(t, article, "Nora Vik left.\n")
	other := annotate.ID{}
	for i := range b.desk.Len() {
		if row, _ := b.desk.Row(i); row.ID != b.article {
			other = row.ID
		}
	}
	say := func(article annotate.ID, by annotate.Person, words string) talk.Comment {
		c, err := b.project.Say(talk.Comment{Article: article, Author: by.ID, About: talk.AboutArticle(), Text: words})
		must(t, err)
		return c
	}
	say(b.article, b.mina, "One.")
	say(other, b.ben, "@mina-berg, two?")
	must(t, b.project.Resolve(b.ben.ID, say(other, b.ben, "Three.").ID, true))
	b.settle()
	b.desk.SetCurrent(b.mark(b.mina, "person", "Ada Lund"))
	b.desk.ToggleQuestion()
	b.settle()
	q, err := ReadQuestions(context.Background(), b.project, b.mina.ID)
	must(t, err)
	for kind, want := range map[Kind]int{AllQuestions: 3, ThreadsAlone: 2, FlagsAlone: 1, CallsMe: 1} {
		q.List(kind)
		if len(q.Rows()) != want {
			t.Errorf("of kind %d there are %d, want %d", kind, len(q.Rows()), want)
		}
	}
	if got := q.Words(); got != "2 open threads, 1 of them calling you; 1 annotation with a question." {
		t.Errorf("it says %q", got)
	}
	q.List(FlagsAlone)
	if row := q.Rows()[0]; article[row.Range.Start:row.Range.End] != "Ada Lund" || row.Title == "" || row.Who != "Mina Berg" {
		t.Errorf("the flagged one is %+v", row)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := ReadQuestions(ctx, b.project, b.mina.ID); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled, it ends with %v", err)
	}
}
