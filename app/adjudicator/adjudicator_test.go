package adjudicator

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/source"
	"bluepencil/app/desk"
	"bluepencil/assets"
	"bluepencil/storage"
)

const article = "Mayor Ada Lund spoke at the harbour. Reyle said the Alder Courier was wrong. Reyle left early."

// bench is an adjudicator on a desk, whose background and screen the test runs
// by hand. Three people have submitted every article.
type bench struct {
	*Adjudicator
	desk    *desk.Desk
	t       testing.TB
	project *storage.Project
	people  []annotate.Person // Jo, Nora, Tom; the chief at the desk is none of them
	work    []func()          // in line: the writing
	reads   []func()
	screen  []func()
	asked   []Ask
}

// given is what a person has marked: the words, of several those after so many.
type given struct {
	person int
	label  annotate.LabelID
	words  string
	after  int
}

// sample is what the three have marked of the article: a boundary in dispute, a
// name that one alone has marked, a label in dispute, and one they agree about.
var sample = []given{
	{0, "person", "Ada Lund", 0}, {1, "person", "Mayor Ada Lund", 0}, {2, "person", "Ada Lund", 0},
	{0, "person", "Reyle", 0},
	{0, "organisation", "Alder Courier", 0}, {1, "organisation", "Alder Courier", 0}, {2, "organisation", "Alder Courier", 0},
	{0, "person", "Reyle", 1}, {1, "organisation", "Reyle", 1},
}

func newBench(t testing.TB, texts ...string) *bench {
	t.Helper()
	codebook, err := assets.Codebook("news")
	must(t, err)
	p, err := storage.NewMemory(codebook, storage.Options{})
	must(t, err)
	b := &bench{t: t, project: p}
	chief, err := p.AddPerson(annotate.Person{Name: "Mina Berg"})
	must(t, err)
	for _, name := range []string{"Jo Alder", "Nora Vik", "Tom Reed"} {
		person, err := p.AddPerson(annotate.Person{Name: name})
		must(t, err)
		b.people = append(b.people, person)
	}
	if len(texts) == 0 {
		texts = []string{article}
	}
	ui := func(fn func()) { b.screen = append(b.screen, fn) }
	b.desk, err = desk.New(desk.Options{Project: p, Person: chief, Now: time.Now, UI: ui,
		Work: func(fn func()) { b.work = append(b.work, fn) },
		Show: func(w desk.What) {
			if w == desk.ArticleOpened && b.Adjudicator != nil {
				b.Load()
			}
		}})
	must(t, err)
	b.Adjudicator = New(Options{Project: p, Desk: b.desk, UI: ui, Work: func(fn func()) { b.reads = append(b.reads, fn) },
		Show: func() {}, Ask: func(what Ask) { b.asked = append(b.asked, what) }, Now: time.Now, Seed: 7})
	for n, content := range texts {
		b.add(chief, fmt.Sprintf("%c.txt", 'a'+n), content)
	}
	b.desk.Reload()
	b.StartSurvey()
	b.settle()
	b.desk.OpenRow(0)
	b.settle()
	return b
}

// add adds an article that the three have submitted.
func (b *bench) add(chief annotate.Person, name, content string) {
	b.t.Helper()
	doc, err := source.FromText(name, content)
	must(b.t, err)
	i, err := b.project.StartImport(chief.ID, "import")
	must(b.t, err)
	i.NoUndo()
	id, _, err := i.Add(doc)
	must(b.t, err)
	_, err = i.Close("")
	must(b.t, err)
	for _, g := range sample {
		if strings.Contains(content, g.words) {
			b.mark(id, g)
		}
	}
	for _, p := range b.people {
		_, err := b.project.SubmitLayer(id, p.ID)
		must(b.t, err)
	}
}

func (b *bench) mark(id annotate.ID, g given) annotate.ID {
	b.t.Helper()
	content, err := b.project.Text(id)
	must(b.t, err)
	at := strings.Index(content, g.words)
	for range g.after {
		next := strings.Index(content[at+1:], g.words)
		if next < 0 {
			return annotate.ID{}
		}
		at += 1 + next
	}
	span, err := annotate.SpanOf(content, at, at+len(g.words))
	must(b.t, err)
	mark := annotate.NewID()
	_, err = b.project.Commit(annotate.Mark(b.people[g.person].ID, id, mark, g.label, []annotate.Span{span}, annotate.Origin{By: annotate.ByHand}))
	must(b.t, err)
	return mark
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// settle runs background and screen until nothing is left to do.
func (b *bench) settle() {
	for b.step() {
	}
}

// step runs the next thing that waits; the screen goes first.
func (b *bench) step() bool {
	for _, line := range []*[]func(){&b.screen, &b.work, &b.reads} {
		if len(*line) > 0 {
			job := (*line)[0]
			*line = (*line)[1:]
			job()
			return true
		}
	}
	return false
}

// press types keys one after the other: characters as such, others by name.
func (b *bench) press(keys ...string) {
	for _, k := range keys {
		if len(k) == 1 {
			b.Rune(rune(k[0]))
		} else {
			b.Press(k)
		}
	}
}

// gold is what the adjudicated layer of the open article has, by place.
func (b *bench) gold() string {
	b.t.Helper()
	list, err := b.project.Annotations(b.desk.Open().Article.ID, annotate.GoldLayer)
	must(b.t, err)
	var words []string
	for i := range list {
		words = append(words, string(list[i].Label)+" "+list[i].Text())
	}
	return strings.Join(words, ", ")
}

func (b *bench) words() string {
	u, _ := b.Unit()
	return u.Words
}

// TestOneKeyDecides goes through the keys, each on the unit it is made for.
func TestOneKeyDecides(t *testing.T) {
	const ada, reyle, courier, again = 0, 1, 2, 3
	for _, c := range []struct {
		name string
		unit int
		keys []string
		gold string
		next string
	}{
		{"the version of a person", ada, []string{"2"}, "person Mayor Ada Lund", "Reyle"},
		{"of a person who has nothing", reyle, []string{"2"}, "", "Alder Courier"},
		{"the proposed one", ada, []string{"Return"}, "person Ada Lund", "Reyle"},
		{"both", again, []string{"b"}, "organisation Reyle, person Reyle", "Mayor Ada Lund"},
		{"none of them", courier, []string{"0"}, "", "Reyle"},
		{"one over all of it", ada, []string{"m"}, "person Mayor Ada Lund", "Reyle"},
		{"the boundary by a word", ada, []string{"e", "Tab", "Up", "Return"}, "person Mayor Ada Lund", "Reyle"},
		{"the boundary by characters", reyle, []string{"e", "Left", "Left", "Return"}, "person Rey", "Alder Courier"},
		{"the boundary as it was", ada, []string{"e", "Left", "Escape"}, "", "Mayor Ada Lund"},
		{"undone", ada, []string{"2", "u"}, "", "Mayor Ada Lund"},
		{"taken back", ada, []string{"2", "Up", "x"}, "", "Mayor Ada Lund"},
		{"decided anew", ada, []string{"2", "Up", "1"}, "person Ada Lund", "Reyle"},
		{"four in a row, faster than the disk", ada, []string{"Return", "1", "Return", "2"}, "person Ada Lund, person Reyle, organisation Alder Courier, organisation Reyle", "Reyle"},
		{"a number that is nobody's", ada, []string{"7"}, "", "Mayor Ada Lund"},
		{"walking decides nothing", ada, []string{"j", "j", "k", "Down", "Up"}, "", "Reyle"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := newBench(t)
			for range c.unit {
				b.press("Down")
			}
			b.press(c.keys...)
			b.settle()
			if got := b.gold(); got != c.gold {
				t.Errorf("gold is %q, want %q", got, c.gold)
			}
			if got := b.words(); got != c.next {
				t.Errorf("it went on to %q, want %q", got, c.next)
			}
			if !b.Settled() {
				t.Error("something is still under way")
			}
		})
	}
}

func TestKindsAndVersionsAreSaidInWords(t *testing.T) {
	b := newBench(t)
	for _, want := range []struct{ words, kinds, versions string }{
		{"Mayor Ada Lund", "boundary", "Ada Lund (Jo Alder, Tom Reed) proposed; Mayor Ada Lund (Nora Vik)"},
		{"Reyle", "missed by Nora Vik, Tom Reed", "Reyle (Jo Alder) proposed"},
		{"Alder Courier", "", "Alder Courier (Jo Alder, Nora Vik, Tom Reed) proposed"},
	} {
		u, ok := b.Unit()
		var versions []string
		for _, it := range u.Items {
			for _, v := range it.Versions {
				words := v.Words + " (" + Names(v.Who) + ")"
				if v.Proposed {
					words += " proposed"
				}
				versions = append(versions, words)
			}
		}
		if got := strings.Join(versions, "; "); !ok || u.Words != want.words || strings.Join(u.Kinds, "; ") != want.kinds || got != want.versions {
			t.Errorf("%q: %q, %q", u.Words, u.Kinds, got)
		}
		b.press("Down")
	}
}

func TestWhatChangedSinceIsFlaggedAndListed(t *testing.T) {
	b := newBench(t)
	b.press("Return", "Return", "Return", "Return")
	b.settle()
	if p := b.Progress(); p.Words != "4 of 4 decided" {
		t.Fatalf("it says %q", p.Words)
	}
	id := b.desk.Open().Article.ID
	b.mark(id, given{2, "person", "Reyle", 0})
	_, err := b.project.SubmitLayer(id, b.people[2].ID)
	must(t, err)
	b.settle()
	b.SetFilter(Filter{Showing: ChangedSince})
	u, ok := b.Unit()
	if b.Len() != 1 || !ok || !u.Changed || u.Words != "Reyle" || !strings.Contains(b.Overall().Words, "1 changed since") {
		t.Errorf("%d listed, %+v; in all %s", b.Len(), u, b.Overall().Words)
	}
	b.press("Return")
	b.settle()
	if b.Len() != 0 {
		t.Errorf("%d are listed after it was decided anew", b.Len())
	}
}

func TestTheListIsNarrowed(t *testing.T) {
	b := newBench(t)
	jo, nora, tom := b.people[0].ID, b.people[1].ID, b.people[2].ID
	for _, c := range []struct {
		f    Filter
		want int
	}{
		{Filter{}, 4}, {Filter{Kind: "boundary"}, 1}, {Filter{Kind: "missed"}, 2}, {Filter{Label: "organisation"}, 2},
		{Filter{Group: annotate.GroupEntity}, 4}, {Filter{Group: annotate.GroupQuote}, 0},
		{Filter{Pair: [2]annotate.ID{jo, nora}}, 3}, {Filter{Pair: [2]annotate.ID{nora, tom}}, 2},
		{Filter{Pair: [2]annotate.ID{jo, annotate.NewID()}}, 4}, {Filter{Showing: Undecided}, 4}, {Filter{Showing: ChangedSince}, 0},
	} {
		b.SetFilter(c.f)
		if b.Len() != c.want {
			t.Errorf("%+v lists %d, want %d", c.f, b.Len(), c.want)
		}
	}
}

func TestTheNextArticleIsOneWithSomethingOpen(t *testing.T) {
	b := newBench(t, article, "Nothing here.", "Reyle and Ada Lund met. Reyle left.")
	first := b.desk.Open().Article.ID
	b.press("n")
	b.settle()
	if got := b.desk.Open().Text; !strings.HasPrefix(got, "Reyle and") {
		t.Fatalf("it went on to %q", got)
	}
	b.press("p")
	b.settle()
	if b.desk.Open().Article.ID != first {
		t.Error("it did not go back")
	}
	b.press("Return", "Return", "Return", "Return", "n")
	b.settle()
	b.press("n")
	b.settle()
	if got := b.desk.Message().Text; !strings.HasPrefix(got, "No other article") || !strings.HasPrefix(b.desk.Open().Text, "Reyle and") {
		t.Errorf("it says %q", got)
	}
	if p := b.Overall(); p.Settled != 4 {
		t.Errorf("in all %s", p.Words)
	}
	b.press("u")
	b.settle()
	if got := b.words(); b.desk.Open().Article.ID != first || got != "Reyle" || b.Overall().Settled != 3 {
		t.Errorf("undo leads to %q, %s", got, b.Overall().Words)
	}
}

func TestTheSameForAllIsCountedFirst(t *testing.T) {
	b := newBench(t)
	b.press("Down", "g")
	if !b.ForAll() {
		t.Fatal("nothing is asked")
	}
	b.press("1")
	if len(b.asked) != 1 || b.asked[0] != AskAlike || b.Alike().Here != 2 || b.ForAll() {
		t.Fatalf("asked %v: %+v", b.asked, b.Alike())
	}
	b.settle()
	if got := b.gold(); got != "" {
		t.Errorf("before the answer gold is %q", got)
	}
	b.DecideHere()
	if got := b.words(); got != "Alder Courier" {
		t.Errorf("it goes on to %q", got)
	}
	b.settle()
	if got := b.gold(); got != "person Reyle, person Reyle" {
		t.Errorf("gold is %q", got)
	}
	b.press("u")
	b.settle()
	if got := b.gold(); got != "" {
		t.Errorf("after one undo gold is %q", got)
	}
}

func TestHiddenNamesAreNowhere(t *testing.T) {
	b := newBench(t)
	b.press("1", "Up")
	b.settle()
	b.press("h")
	said := fmt.Sprintf("%+v", b.Voters())
	for range b.Len() {
		u, _ := b.Unit()
		said += fmt.Sprintf("%+v", u)
		b.press("Down")
	}
	for _, p := range b.people {
		if strings.Contains(said, p.Name) || strings.Contains(said, "Initials:"+annotate.InitialsOf(p.Name)) {
			t.Errorf("%s is named", p.Name)
		}
	}
	order := b.Voters()
	b.press("h", "h")
	for i, v := range b.Voters() {
		if v != order[i] {
			t.Error("the order is drawn anew while the article is open")
		}
	}
}

func TestReasonsAreKeptForTheDecisionToCome(t *testing.T) {
	b := newBench(t)
	b.press("r", "c", "l")
	if len(b.asked) != 3 || b.asked[0] != AskReason || b.asked[1] != AskComment || b.asked[2] != AskLabel {
		t.Fatalf("asked %v", b.asked)
	}
	b.Explain("titles stay out", "")
	b.Comment("is this so?")
	b.press("1", "Up")
	b.settle()
	u, _ := b.Unit()
	if u.Reason != "titles stay out" || len(u.Remarks) != 1 || u.Remarks[0].Text != "is this so?" || u.Remarks[0].Who != "Mina Berg" {
		t.Errorf("%+v", u)
	}
	b.Explain("they do", "")
	b.Comment("it is")
	b.settle()
	if u, _ = b.Unit(); u.Reason != "they do" || len(u.Remarks) != 2 {
		t.Errorf("%+v", u)
	}
	list, failed, err := Differences(t.Context(), b.project, b.people[1].ID, nil)
	must(t, err)
	if len(list) != 1 || len(failed) != 0 || list[0].Yours != "Person “Mayor Ada Lund”" || list[0].Gold != "Person “Ada Lund”" || !strings.Contains(list[0].Why, "they do") {
		t.Errorf("%+v", list)
	}
}

func TestALabelIsChanged(t *testing.T) {
	b := newBench(t)
	b.press("Down")
	for _, l := range b.Labels() {
		if l.Group != annotate.GroupEntity {
			t.Errorf("%s is offered", l.Name)
		}
	}
	b.SetLabel("organisation")
	b.settle()
	if got := b.gold(); got != "organisation Reyle" {
		t.Errorf("gold is %q", got)
	}
}

func TestAPersonAtWorkOnTheArticleSeesNothingOfOthers(t *testing.T) {
	b := newBench(t)
	if b.Missing() != "" {
		t.Fatal(b.Missing())
	}
	b.page.blind = true
	if b.Sheet() != nil || !strings.Contains(b.Missing(), "still at work") {
		t.Errorf("it says %q", b.Missing())
	}
}
