package tableview

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/source"
	"bluepencil/annotate/tables"
	"bluepencil/assets"
	"bluepencil/storage"
)

// bench is a view whose background and screen the test runs by hand.
type bench struct {
	*View
	t      *testing.T
	p      *failing
	me     annotate.ID
	work   []func()
	screen []func()
	shown  int
	reads  int
}

// failing is a project that cannot be read while broken is set.
type failing struct {
	*storage.Project
	b      *bench
	broken error
}

func (f *failing) SeenTables(ctx context.Context, reader annotate.ID, progress func(done, total int)) (*tables.Collector, error) {
	f.b.reads++
	if f.broken != nil {
		return nil, f.broken
	}
	return f.Project.SeenTables(ctx, reader, progress)
}

// newBench is a view of a project with an article in which Mina has marked
// five words as places, and Nora the first of them as an organisation.
func newBench(t *testing.T) *bench {
	t.Helper()
	codebook, err := assets.Codebook("news")
	must(t, err)
	p, err := storage.NewMemory(codebook, storage.Options{})
	must(t, err)
	b := &bench{t: t, p: &failing{Project: p}}
	b.p.b = b
	people := map[string]annotate.ID{}
	for _, name := range []string{"Mina Orth", "Nora Vik"} {
		person, err := p.AddPerson(annotate.Person{Name: name})
		must(t, err)
		people[name] = person.ID
	}
	b.me = people["Mina Orth"]
	const content = "Alder Reyle Falk Vik Lund\n"
	doc, err := source.FromText("places.txt", content)
	must(t, err)
	i, err := p.StartImport(b.me, "import")
	must(t, err)
	article, _, err := i.Add(doc)
	must(t, err)
	_, err = i.Close("")
	must(t, err)
	mark := func(who annotate.ID, label annotate.LabelID, words string) {
		at := strings.Index(content, words)
		span, err := annotate.SpanOf(content, at, at+len(words))
		must(t, err)
		_, err = p.Commit(annotate.Mark(who, article, annotate.NewID(), label, []annotate.Span{span}, annotate.Origin{By: annotate.ByHand}))
		must(t, err)
	}
	for _, words := range strings.Fields(content) {
		mark(b.me, "place", words)
	}
	mark(people["Nora Vik"], "organisation", "Alder")
	b.View = New(Options{Project: b.p, Person: b.me, UI: func(fn func()) { b.screen = append(b.screen, fn) },
		Go: func(fn func()) { b.work = append(b.work, fn) }, Show: func() { b.shown++ }, Said: func() {}})
	t.Cleanup(b.Close)
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
		for len(b.screen) > 0 {
			fn := b.screen[0]
			b.screen = b.screen[1:]
			fn()
		}
		if len(b.work) > 0 {
			job := b.work[0]
			b.work = b.work[1:]
			job()
		}
	}
}

func (b *bench) names() (list []string) {
	for _, r := range b.Table().Rows {
		list = append(list, r.Cells[0]+" "+r.Cells[1])
	}
	return list
}

func (b *bench) wants(names ...string) {
	b.t.Helper()
	if !slices.Equal(b.names(), names) {
		b.t.Errorf("it shows %q, not %q", b.names(), names)
	}
}

func TestNothingIsReadUntilSomebodyLooks(t *testing.T) {
	b := newBench(t)
	b.settle()
	if b.reads != 0 {
		t.Fatal("it was read before anybody looked")
	}
	b.SetKind(tables.Names)
	b.Shown(true)
	if b.Words() != "Reading the project…" {
		t.Errorf("it says %q", b.Words())
	}
	b.settle()
	b.wants("Alder Place", "Alder Organisation", "Reyle Place", "Falk Place", "Vik Place", "Lund Place")
	b.Shown(false)
	b.Shown(true)
	b.settle()
	if b.reads != 1 || b.Words() != "6 rows" {
		t.Errorf("%d times, %q", b.reads, b.Words())
	}
}

func TestAnEditIsPlannedCommittedAndReadAgain(t *testing.T) {
	b := newBench(t)
	b.SetKind(tables.Strings)
	b.Shown(true)
	b.settle()
	b.wants("Alder Organisation 1; Place 1")
	if got := b.Labels(); !slices.Equal(got, []annotate.LabelID{"organisation", "place"}) {
		t.Errorf("its labels are %q", got)
	}
	b.Plan(tables.Edit{Change: tables.ChangeLabel, Label: "organisation"}, b.Marks(), func(p *tables.Plan, err error) {
		must(t, err)
		if len(p.Changes) != 1 || len(p.Left) != 1 {
			t.Fatalf("%+v", p)
		}
		_, err = b.p.Commit(p.Draft)
		must(t, err)
	})
	b.settle()
	b.wants()
	_, err := b.p.Undo(b.me)
	must(t, err)
	b.settle()
	b.wants("Alder Organisation 1; Place 1")
	b.Shown(false)
	_, err = b.p.Redo(b.me)
	must(t, err)
	b.settle()
	b.wants("Alder Organisation 1; Place 1") // nobody looks
	b.Shown(true)
	b.settle()
	b.wants()
}

func TestChoosingRows(t *testing.T) {
	b := newBench(t)
	b.SetKind(tables.Names)
	b.Shown(true)
	b.settle()
	chosen := func() (out string) {
		for i := range b.Table().Rows {
			if b.Chosen(i) {
				out += fmt.Sprint(i)
			}
		}
		return out
	}
	for _, step := range []struct {
		what string
		do   func()
		want string
	}{
		{"nothing is chosen", func() {}, ""},
		{"two rows", func() { b.Toggle(1); b.Toggle(4) }, "14"},
		{"one of them goes", func() { b.Toggle(1) }, "4"},
		{"a range begins where the keyboard is", func() { b.Go(2, false); b.Go(3, true); b.Go(4, true) }, "234"},
		{"and shrinks, and grows the other way", func() { b.Go(0, true) }, "012"},
		{"moving on keeps what is chosen", func() { b.Go(5, false) }, "012"},
		{"sorting keeps it", func() { b.Sort("name"); b.settle() }, "014"}, // Alder, Alder, Falk, Lund, Reyle, Vik
		{"the other way round", func() { b.Sort("name"); b.settle() }, "145"},
		{"what a filter hides is let go", func() { b.SetFilter(tables.Filter{Text: "alder"}); b.settle() }, "01"},
		{"and does not come back", func() { b.SetFilter(tables.Filter{}); b.settle() }, "45"},
		{"all", func() { b.ToggleAll() }, "012345"},
		{"none", func() { b.ToggleAll() }, ""},
		{"beyond the end", func() { b.Go(99, false); b.Toggle(99); b.Go(-3, false) }, ""},
		{"another table", func() { b.ToggleAll(); b.SetKind(tables.Claims); b.settle(); b.ToggleAll(); b.Go(1, true) }, ""},
	} {
		step.do()
		if got := chosen(); got != step.want {
			t.Errorf("%s: %q are chosen, not %q: %q", step.what, got, step.want, b.names())
		}
	}
	if b.Marks() != nil || b.Row() != nil {
		t.Error("an empty table has a current row")
	}
}

func TestWhereARowIs(t *testing.T) {
	b := newBench(t)
	b.SetKind(tables.Names)
	b.Shown(true)
	b.settle()
	b.Go(2, false)
	if p, ok := b.Place(); !ok || p.Annotation.IsZero() || p.Range.Start != 6 || p.Range.End != 11 {
		t.Errorf("%+v", p)
	}
	b.Go(1, false)
	if p, ok := b.Place(); !ok || !p.Annotation.IsZero() || p.Range.End != 5 {
		t.Errorf("somebody else's: %+v", p)
	}
	b.SetKind(tables.Balance)
	b.settle()
	if _, ok := b.Place(); ok || len(b.Shares()) != 4 {
		t.Error("the balance is somewhere")
	}
}

func TestAProjectThatCannotBeRead(t *testing.T) {
	b := newBench(t)
	b.p.broken = errors.New("the disk has a fault")
	b.Shown(true)
	b.settle()
	if b.Words() != "The project could not be read: the disk has a fault" {
		t.Errorf("it says %q", b.Words())
	}
	b.p.broken = nil
	b.stale = true
	b.Shown(true)
	b.settle()
	if b.Words() != "0 rows" {
		t.Errorf("then it says %q", b.Words())
	}
}

func TestWhatIsClosedSaysNothingMore(t *testing.T) {
	b := newBench(t)
	b.SetKind(tables.Names)
	b.Shown(true)
	b.Close()
	shown := b.shown
	b.settle()
	if b.shown != shown || len(b.Table().Rows) != 0 {
		t.Error("it showed something after it was closed")
	}
}

func TestAFileThatFailsLeavesTheOneThatWasThere(t *testing.T) {
	b := newBench(t)
	b.SetKind(tables.Names)
	b.Shown(true)
	b.settle()
	path := filepath.Join(t.TempDir(), "names.csv")
	must(t, os.WriteFile(path, []byte("before"), 0o644))
	write := func() (n int, err error) {
		b.Write(path, tables.FileOptions{}, func(rows int, failed error) { n, err = rows, failed })
		b.settle()
		return n, err
	}
	must(t, os.Mkdir(path+".part", 0o755))
	if _, err := write(); err == nil {
		t.Error("it was written in the place of a folder")
	}
	if raw, _ := os.ReadFile(path); string(raw) != "before" {
		t.Errorf("the file is %q", raw)
	}
	must(t, os.Remove(path+".part"))
	if n, err := write(); err != nil || n != 6 {
		t.Errorf("%d rows, %v", n, err)
	}
	if raw, _ := os.ReadFile(path); strings.Count(string(raw), "\r\n") != 7 {
		t.Errorf("the file is %q", raw)
	}
}
