package who

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/source"
	"bluepencil/annotate/text"
	"bluepencil/app/desk"
	"bluepencil/assets"
	"bluepencil/storage"
)

const harbour = "Tomas Reyle, a harbour spokesman, closed the quay. “It is shut,” tomas Reyle said.\n" +
	"Asked again, reyle shrugged. “It stays shut,” he said. Vera Orth left; nobody followed reyle.\n"

// bench is a desk whose background and screen the test runs by hand.
type bench struct {
	*desk.Desk
	t       *testing.T
	project *storage.Project
	work    []func()
	screen  []func()
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func newBench(t *testing.T) *bench {
	t.Helper()
	codebook, err := assets.Codebook("news")
	must(t, err)
	p, err := storage.NewMemory(codebook, storage.Options{})
	must(t, err)
	person, err := p.AddPerson(annotate.Person{Name: "Mina Berg"})
	must(t, err)
	i, err := p.StartImport(person.ID, "import")
	must(t, err)
	i.NoUndo()
	doc, err := source.FromText("harbour.txt", harbour)
	must(t, err)
	_, _, err = i.Add(doc)
	must(t, err)
	_, err = i.Close("")
	must(t, err)
	b := &bench{t: t, project: p}
	b.Desk, err = desk.New(desk.Options{Project: p, Person: person, Now: time.Now, Show: func(desk.What) {},
		UI: func(fn func()) { b.screen = append(b.screen, fn) }, Work: func(fn func()) { b.work = append(b.work, fn) }})
	must(t, err)
	b.Reload()
	b.settle()
	b.OpenRow(0)
	b.settle()
	return b
}

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

// mark marks the nth occurrence of the words, from 0.
func (b *bench) mark(label annotate.LabelID, words string, nth int) annotate.ID {
	b.t.Helper()
	at := -1
	for range nth + 1 {
		next := strings.Index(b.Open().Text[at+1:], words)
		if next < 0 {
			b.t.Fatalf("the article has not so many %q", words)
		}
		at += 1 + next
	}
	b.SetSelection(text.Range{Start: at, End: at + len(words)})
	b.Mark(label)
	b.SetSelection(text.Range{})
	b.settle()
	a, _ := b.Current()
	return a.ID
}

func (b *bench) choose(id annotate.ID) *Chooser {
	b.t.Helper()
	b.SetCurrent(id)
	m, ok := b.Mention()
	if !ok {
		b.t.Fatalf("no mention: %s", b.Message().Text)
	}
	return NewChooser(b, m)
}

func (b *bench) accept(c *Chooser) {
	c.Accept()
	b.settle()
}

func (b *bench) undo() {
	b.Undo()
	b.settle()
}

// entry is the name of the entry that an annotation names, or "".
func (b *bench) entry(id annotate.ID) string {
	for _, a := range b.Open().Marks {
		if a.ID == id {
			return b.EntryName(a.Entity)
		}
	}
	b.t.Fatal("the annotation is gone")
	return ""
}

// entries are the names of the register.
func (b *bench) entries() (names []string) {
	for _, e := range b.Register().Entries() {
		names = append(names, e.Name)
	}
	return names
}

// TestFourSpellingsOfOneManTakeAKeyEach: a name makes an entry, the same name
// otherwise written, the surname and a pronoun are proposed it first.
func TestFourSpellingsOfOneManTakeAKeyEach(t *testing.T) {
	b := newBench(t)
	full, lower := b.mark("person", "Tomas Reyle", 0), b.mark("person", "tomas Reyle", 0)
	surname, again := b.mark("person", "reyle", 0), b.mark("person", "reyle", 1)
	pronoun := b.mark("source", "he", strings.Count(harbour[:strings.Index(harbour, "he said")], "he"))
	c := b.choose(full)
	if first := c.Choices()[c.At()]; !first.New || first.Entry.Name != "Tomas Reyle" || first.Entry.Type != "person" {
		t.Fatalf("a name nobody has proposes %+v", first)
	}
	if n, on := c.OffersMore(); n != 1 || !on {
		t.Errorf("%d more with the same words, %v", n, on)
	}
	if offered, _ := c.OffersAlias(); offered {
		t.Error("a new entry is offered its own name as another one")
	}
	b.accept(c)
	if b.entry(lower) != "Tomas Reyle" {
		t.Error("the same name in other letters was not linked in the same step")
	}
	c = b.choose(surname)
	if first := c.Choices()[c.At()]; first.Entry.Name != "Tomas Reyle" || !strings.HasPrefix(first.Why, "surname, in this article 2×") {
		t.Fatalf("the surname proposes %+v", first)
	}
	b.accept(c)
	c = b.choose(pronoun)
	if first := c.Choices()[c.At()]; first.Entry.Name != "Tomas Reyle" || first.Named {
		t.Fatalf("the pronoun proposes %+v", first)
	}
	if _, alias := c.OffersAlias(); alias {
		t.Error("a pronoun becomes another name")
	}
	b.accept(c)
	for what, id := range map[string]annotate.ID{"name": full, "name in small letters": lower, "surname": surname, "surname again": again, "pronoun": pronoun} {
		if b.entry(id) != "Tomas Reyle" {
			t.Errorf("the %s names %q", what, b.entry(id))
		}
	}
	if got := b.entries(); !slices.Equal(got, []string{"Tomas Reyle"}) {
		t.Errorf("the register has %v", got)
	}
	b.undo()
	b.undo()
	if b.entry(pronoun) != "" || b.entry(surname) != "" || b.entry(again) != "" || b.entry(lower) != "Tomas Reyle" {
		t.Error("two steps back, the links are not those of before")
	}
	b.undo()
	if b.entry(full) != "" || len(b.entries()) != 0 {
		t.Errorf("the new entry and its links are not one step: %v", b.entries())
	}
	b.Redo()
	b.settle()
	if b.entry(full) != "Tomas Reyle" || b.entry(lower) != "Tomas Reyle" {
		t.Error("done again, the mentions name nobody")
	}
}

func TestWordsBecomeAnAliasInTheSameStep(t *testing.T) {
	b := newBench(t)
	e := NewEditor(Options{Desk: b, Show: func() {}})
	e.Add("Vera Lindt", "person")
	b.settle()
	mention := b.mark("person", "Vera Orth", 0)
	c := b.choose(mention)
	if !c.Choices()[c.At()].New {
		t.Fatalf("somebody else of that first name is taken: %+v", c.Choices()[c.At()])
	}
	c.Filter("lind")
	if first := c.Choices()[c.At()]; first.New || first.Entry.Name != "Vera Lindt" {
		t.Fatalf("looking through the register found %+v", first)
	}
	if last := c.Choices()[len(c.Choices())-1]; !last.New || last.Entry.Name != "lind" {
		t.Errorf("the last line is %+v", last)
	}
	if offered, on := c.OffersAlias(); !offered || !on {
		t.Errorf("a name is offered as an alias: %v, %v", offered, on)
	}
	b.accept(c)
	if entry, _ := e.Selected(); b.entry(mention) != "Vera Lindt" || !slices.Equal(entry.Aliases, []string{"Vera Orth"}) {
		t.Errorf("the entry is %+v", entry)
	}
	b.undo()
	if entry, _ := e.Selected(); b.entry(mention) != "" || len(entry.Aliases) != 0 {
		t.Errorf("undone, the entry is %+v", entry)
	}
	c = b.choose(mention)
	c.Filter("lind")
	c.SetAlias(false)
	b.accept(c)
	if entry, _ := e.Selected(); len(entry.Aliases) != 0 || b.entry(mention) != "Vera Lindt" {
		t.Errorf("an alias nobody wanted: %v", entry.Aliases)
	}
	b.choose(mention).Unlink()
	b.settle()
	if b.entry(mention) != "" {
		t.Error("the mention is still linked")
	}
	b.undo()
	if b.entry(mention) != "Vera Lindt" {
		t.Error("undone, the mention is not linked")
	}
}

// TestAQuoteStandsForItsSpeaker: the key that links does its work from the
// quote, where one mention alone can be meant.
func TestAQuoteStandsForItsSpeaker(t *testing.T) {
	b := newBench(t)
	speaker := b.mark("person", "tomas Reyle", 0)
	quote := b.mark("quote", "“It is shut,”", 0)
	b.SetCurrent(quote)
	if _, ok := b.Mention(); ok {
		t.Fatal("a quote without a speaker names somebody")
	}
	b.StartLinkKey("S")
	b.SetCurrent(speaker)
	b.settle()
	b.accept(b.choose(quote))
	if b.entry(speaker) != "tomas Reyle" {
		t.Errorf("the speaker names %q", b.entry(speaker))
	}
	if links := b.Links()[quote]; len(links) != 1 || links[0].Words != "tomas Reyle" {
		t.Errorf("the quote is linked to %+v", links)
	}
}

// TestASpeakerWhomNoWordsNameIsAnEntry: between beginning a link and choosing
// its end, the key of the register chooses an entry.
func TestASpeakerWhomNoWordsNameIsAnEntry(t *testing.T) {
	b := newBench(t)
	quote := b.mark("quote", "“It is shut,”", 0)
	b.StartLinkKey("S")
	m, ok := b.Mention()
	if !ok || m.Role.ID != "speaker" {
		t.Fatalf("the speaker may be no entry: %+v", m)
	}
	c := NewChooser(b, m)
	if len(c.Choices()) != 0 {
		t.Errorf("proposed is %+v", c.Choices())
	}
	c.Accept() // nothing is there to accept
	c.Filter("Vera Orth")
	b.accept(c)
	if links := b.Links()[quote]; len(links) != 1 || links[0].Words != "Vera Orth" || b.Linking() != nil {
		t.Errorf("the quote is linked to %+v", links)
	}
	b.undo()
	if len(b.Links()[quote]) != 0 || len(b.entries()) != 0 {
		t.Error("the entry and the link are not one step")
	}
	b.SetCurrent(quote)
	b.StartLinkKey("C")
	if _, ok := b.Mention(); ok {
		t.Error("a cue may be an entry")
	}
}

func TestAnEntryIsEditedInSingleSteps(t *testing.T) {
	b := newBench(t)
	e := NewEditor(Options{Desk: b, Show: func() {}})
	if e.Add(" ", "person") || e.Fault() == "" {
		t.Error("an entry without a name was added")
	}
	e.Add("Tomas Reyle", "person")
	b.settle()
	steps := []struct {
		change func(*annotate.Entity)
		is     func(annotate.Entity) string
		want   string
	}{
		{func(x *annotate.Entity) { x.Name = "Tomas M. Reyle" }, func(x annotate.Entity) string { return x.Name }, "Tomas M. Reyle"},
		{func(x *annotate.Entity) { x.Aliases = ReadLines("Reyle\n\n Reyle \nthe spokesman") }, func(x annotate.Entity) string { return fmt.Sprint(len(x.Aliases), x.Aliases) }, "2 [Reyle the spokesman]"},
		{func(x *annotate.Entity) {
			x.Roles = ReadRoles("Spokesman, 2024 to\nClerk, port of Alder, 2019 to 2023-05\n")
		}, func(x annotate.Entity) string { return RoleNow(&x) }, "Spokesman"},
		{func(x *annotate.Entity) { x.Wikidata = "Q42" }, func(x annotate.Entity) string { return x.Wikidata }, "Q42"},
		{func(x *annotate.Entity) { x.Note = "ask him" }, func(x annotate.Entity) string { return x.Note }, "ask him"},
	}
	for n, step := range steps {
		before, _ := e.Member()
		if !e.Edit(before.ID, step.change) {
			t.Fatalf("step %d: %s", n, e.Fault())
		}
		b.settle()
		if after, _ := e.Member(); step.is(after) != step.want {
			t.Errorf("step %d gave %q, want %q", n, step.is(after), step.want)
		}
		b.undo()
		if back, _ := e.Member(); step.is(back) != step.is(before) {
			t.Errorf("step %d undone is %q", n, step.is(back))
		}
		b.Redo()
		b.settle()
	}
	for _, wrong := range []func(*annotate.Entity){
		func(x *annotate.Entity) { x.Name = "" },
		func(x *annotate.Entity) { x.Wikidata = "42" },
		func(x *annotate.Entity) { x.Roles = ReadRoles("Mayor, 20 to 21") },
	} {
		before, _ := e.Member()
		if e.Edit(before.ID, wrong) || e.Fault() == "" {
			t.Error("what is wrong was saved")
		}
		b.settle()
		if after, _ := e.Member(); after.Name != before.Name || after.Wikidata != before.Wikidata || len(after.Roles) != len(before.Roles) {
			t.Errorf("what is wrong is there: %+v", after)
		}
	}
	e.Delete()
	b.settle()
	if len(b.entries()) != 0 {
		t.Error("the deleted entry is listed")
	}
	b.undo()
	if !slices.Equal(b.entries(), []string{"Tomas M. Reyle"}) {
		t.Errorf("undone, the register has %v", b.entries())
	}
}

func TestEntriesAreMergedAndSplitWithTheirMentions(t *testing.T) {
	b := newBench(t)
	b.accept(b.choose(b.mark("person", "Tomas Reyle", 0)))
	full, _ := b.Current()
	surname := b.mark("person", "reyle", 0)
	c := b.choose(surname)
	c.Select(len(c.Choices()) - 1)
	b.accept(c) // somebody else, as it seems
	uses, err := b.project.EntityUses(t.Context(), nil)
	must(t, err)
	b.SetUses(uses)
	e := NewEditor(Options{Desk: b, Show: func() {}})
	e.Look("rey")
	if rows := e.Rows(); len(rows) != 2 || rows[0].Mentions != 1 || rows[0].Type != "Person" {
		t.Fatalf("the list is %+v", rows)
	}
	e.LookType("place")
	if len(e.Rows()) != 0 {
		t.Error("people are listed as places")
	}
	e.LookType("")
	second := b.Register().Canonical(markOf(b, surname).Entity)
	e.Select(second)
	targets := e.Targets("")
	if len(targets) != 1 || targets[0].Name != "Tomas Reyle" {
		t.Fatalf("it can be merged with %+v", targets)
	}
	if words := e.MergeEffect(targets[0]); !strings.Contains(words, "1 mention of reyle") || !strings.Contains(words, "read as Tomas Reyle") {
		t.Errorf("the effect is said to be: %s", words)
	}
	if !e.Merge(targets[0].ID) {
		t.Fatal(e.Fault())
	}
	b.settle()
	if b.entry(surname) != "Tomas Reyle" || len(e.Mentions().Entities) != 2 || len(e.Rows()) != 1 || e.Rows()[0].Mentions != 2 {
		t.Errorf("merged, the surname names %q; %+v", b.entry(surname), e.Rows())
	}
	b.undo()
	if b.entry(surname) != "reyle" {
		t.Errorf("undone, it names %q", b.entry(surname))
	}
	b.Redo()
	b.settle()
	e.ChooseMember(second)
	e.Split()
	b.settle()
	if b.entry(surname) != "reyle" || b.entry(full.ID) != "Tomas Reyle" {
		t.Errorf("split, they name %q and %q", b.entry(surname), b.entry(full.ID))
	}
	b.undo()
	if b.entry(surname) != "Tomas Reyle" {
		t.Error("undone, the split is still there")
	}
}

func markOf(b *bench, id annotate.ID) annotate.Annotation {
	for _, a := range b.Open().Marks {
		if a.ID == id {
			return a
		}
	}
	return annotate.Annotation{}
}

func TestRolesAreReadAsTheyAreWritten(t *testing.T) {
	for _, r := range []annotate.EntityRole{{Title: "Mayor"}, {Title: "Mayor, acting"}, {Title: "Mayor", From: "2021"}, {Title: "Mayor, of Alder", From: "2021-05", To: "2024-05-01"}, {Title: "Mayor", To: "2020"}} {
		if got := ReadRoles(WriteRole(r)); len(got) != 1 || got[0] != r {
			t.Errorf("%q is read as %+v", WriteRole(r), got)
		}
	}
	past := annotate.Entity{Roles: []annotate.EntityRole{{Title: "Mayor", From: "2021", To: "2024"}}}
	if RoleNow(&past) != "Mayor, 2021 to 2024" || RoleNow(&annotate.Entity{}) != "" {
		t.Errorf("a role that ended is %q", RoleNow(&past))
	}
}
