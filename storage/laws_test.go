package storage

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/codebooktest"
	"bluepencil/annotate/rounds"
	"bluepencil/storage/kv"
)

// The laws of change, on random histories: three people, each on two
// replicas of one project, with clocks that are hours apart and run backwards.

const lawSeeds = 12

type world struct {
	t       *testing.T
	random  *rand.Rand
	copies  []*Project // 2 for each person
	people  []annotate.ID
	article annotate.ID
	round   annotate.ID
}

func newWorld(t *testing.T, seed uint64) *world {
	w := &world{t: t, random: rand.New(rand.NewPCG(seed, 99))}
	first := w.newCopy(0)
	w.people = []annotate.ID{addPerson(t, first, "Mina"), addPerson(t, first, "Ben"), addPerson(t, first, "Chi")}
	w.article = addArticle(t, first, w.people[0], sampleText)
	round, err := first.AddRound(w.people[0], rounds.Round{Name: "All"}, nil)
	must(t, err)
	w.round = round.ID
	w.copies = []*Project{first}
	for n := 1; n < 6; n++ {
		p := w.newCopy(n)
		send(t, first, p)
		w.copies = append(w.copies, p)
	}
	return w
}

// newCopy is a copy whose clock is skewed by hours and jumps back at times.
func (w *world) newCopy(n int) *Project {
	skew := time.Duration(n-3) * 5 * time.Hour
	clock := func() time.Time {
		return time.Now().Add(skew - time.Duration(w.random.IntN(3))*time.Minute)
	}
	var book *annotate.Codebook
	if n == 0 {
		book = testCodebook()
	}
	p, err := NewMemory(book, Options{Now: clock})
	must(w.t, err)
	return p
}

func send(t *testing.T, from, to *Project) {
	t.Helper()
	v, err := to.Vector()
	must(t, err)
	x, err := from.ChangesSince(v, nil)
	must(t, err)
	_, err = to.Merge(x)
	must(t, err)
}

// act does one random thing on one copy, as the person whose copy it is.
func (w *world) act() {
	n := w.random.IntN(len(w.copies))
	p, me := w.copies[n], w.people[n/2]
	switch w.random.IntN(14) {
	case 0, 1, 2:
		start := w.random.IntN(3)
		mark(w.t, p, me, w.article, []annotate.LabelID{"quote", "cue", "person"}[w.random.IntN(3)], 3+start, 6+start+w.random.IntN(6))
	case 3:
		_, err := p.Commit(annotate.SetMeta(me, w.article, []string{"outlet", "byline"}[w.random.IntN(2)], fmt.Sprint(w.random.IntN(4))))
		must(w.t, err)
	case 4, 5:
		w.change(p, me)
	case 6:
		_, _ = p.Undo(me) // an empty stack and a refusal are part of the game
	case 7:
		_, _ = p.Redo(me)
	case 8:
		book, err := p.Codebook()
		must(w.t, err)
		if d, err := codebooktest.Edit(w.random, book, me); err == nil { // a refusal is part of the game
			_, err = p.Commit(d)
			must(w.t, err)
		}
	case 9:
		w.work(p, me)
	case 10:
		w.talk(p, me)
	default:
		send(w.t, p, w.copies[w.random.IntN(len(w.copies))])
	}
}

func (w *world) change(p *Project, me annotate.ID) {
	list, err := p.Annotations(w.article, me)
	must(w.t, err)
	if len(list) == 0 {
		return
	}
	a := list[w.random.IntN(len(list))]
	d := annotate.SetNote(a.Ref(), fmt.Sprint("note ", w.random.IntN(3)))
	switch w.random.IntN(3) {
	case 0:
		d = annotate.DeleteAnnotation(a.Ref())
	case 1:
		d = annotate.SetQuestion(a.Ref(), !a.Question)
	}
	_, err = p.Commit(d)
	must(w.t, err)
}

// picture is everything a copy holds, as one string: copies that agree have
// the same.
func picture(t *testing.T, p *Project) string {
	t.Helper()
	var out []byte
	for _, o := range objectsOf(t, p) {
		record, err := annotate.EncodeObject(o)
		must(t, err)
		out = append(append(out, objectKey(o.Ref)...), record...)
	}
	return annotate.DigestOf(out).String()
}

func objectsOf(t *testing.T, p *Project) []*annotate.Object {
	t.Helper()
	list, err := list(p, nil, func(*annotate.Object) bool { return true }, func(o *annotate.Object) *annotate.Object { return o })
	must(t, err)
	return list
}

func TestMergingIsCommutativeAssociativeIdempotent(t *testing.T) {
	for seed := range uint64(lawSeeds) {
		w := newWorld(t, seed)
		for range 120 {
			w.act()
		}
		// Everybody sends everything to two fresh copies, in opposite orders and
		// with repetitions; a third gets it by way of a middle copy.
		forward, backward, middle, through := w.newCopy(1), w.newCopy(2), w.newCopy(4), w.newCopy(5)
		for _, p := range w.copies {
			send(t, p, forward)
			send(t, p, forward)
		}
		for _, p := range slices.Backward(w.copies) {
			send(t, p, backward)
		}
		for _, p := range w.copies[:3] {
			send(t, p, middle)
		}
		for _, p := range w.copies[3:] {
			send(t, p, through)
		}
		send(t, middle, through)
		want := picture(t, forward)
		for name, p := range map[string]*Project{"in the opposite order": backward, "by way of a middle copy": through} {
			if picture(t, p) != want {
				t.Errorf("seed %d: merging %s ends in another state", seed, name)
			}
		}
		x, err := forward.ChangesSince(annotate.Vector{}, nil)
		must(t, err)
		report, err := forward.Merge(x)
		must(t, err)
		if report.Applied != 0 || picture(t, forward) != want {
			t.Errorf("seed %d: merging again changed something: %+v", seed, report)
		}
		for _, p := range append(w.copies, forward, backward, middle, through) {
			checkWhole(t, p)
		}
	}
}

// TestUndoRestoresExactlyWhatItSays holds one copy: undoing n actions gives
// the state before them, redoing them the state after.
func TestUndoRestoresExactlyWhatItSays(t *testing.T) {
	for seed := range uint64(lawSeeds) {
		w := newWorld(t, seed)
		p, me := w.copies[0], w.people[0]
		views := []string{view(t, p, w.article)}
		for range 25 {
			top := undoDepth(t, p, me)
			if w.random.IntN(3) == 0 {
				w.change(p, me)
			} else {
				mark(t, p, me, w.article, "person", 3, 4+w.random.IntN(8))
			}
			if undoDepth(t, p, me) > top {
				views = append(views, view(t, p, w.article))
			}
		}
		for i := len(views) - 2; i >= 0; i-- {
			_, err := p.Undo(me)
			must(t, err)
			if got := view(t, p, w.article); got != views[i] {
				t.Fatalf("seed %d: after undoing to step %d:\n%s\nwant\n%s", seed, i, got, views[i])
			}
		}
		for i := 1; i < len(views); i++ {
			_, err := p.Redo(me)
			must(t, err)
			if got := view(t, p, w.article); got != views[i] {
				t.Fatalf("seed %d: after redoing to step %d:\n%s\nwant\n%s", seed, i, got, views[i])
			}
		}
	}
}

func undoDepth(t *testing.T, p *Project, person annotate.ID) (depth uint64) {
	t.Helper()
	must(t, p.store.View(func(r kv.Reader) error {
		depth = readTop(r, person).top
		return nil
	}))
	return depth
}

// view is what a person sees of an article, as text.
func view(t *testing.T, p *Project, article annotate.ID) string {
	t.Helper()
	list, err := p.Annotations(article, annotate.ID{})
	must(t, err)
	out := ""
	for _, a := range list {
		out += fmt.Sprintf("%s %s %v %q %v\n", a.ID, a.Label, a.Spans, a.Note, a.Question)
	}
	return out
}

func TestAConflictIsListedUntilSomebodyWhoSawItSettlesIt(t *testing.T) {
	w := newWorld(t, 7)
	a, b := w.copies[0], w.copies[2]
	_, err := a.Commit(annotate.SetMeta(w.people[0], w.article, "outlet", "Post"))
	must(t, err)
	_, err = b.Commit(annotate.SetMeta(w.people[1], w.article, "outlet", "Herald"))
	must(t, err)
	send(t, a, b)
	send(t, b, a)
	for _, p := range []*Project{a, b} {
		conflicts, err := p.Conflicts(w.article)
		must(t, err)
		if len(conflicts) != 1 || conflicts[0].Winner.Stamp.Compare(conflicts[0].Loser.Stamp) < 0 {
			t.Fatalf("got %+v", conflicts)
		}
	}
	_, err = a.Commit(annotate.SetMeta(w.people[0], w.article, "outlet", "The Post"))
	must(t, err)
	send(t, a, b)
	for _, p := range []*Project{a, b} {
		conflicts, err := p.Conflicts(w.article)
		must(t, err)
		article, err := p.Article(w.article)
		must(t, err)
		if len(conflicts) != 0 || article.Meta["outlet"] != "The Post" {
			t.Errorf("still %+v, outlet %q", conflicts, article.Meta["outlet"])
		}
	}
}

func TestLeavingOutAPersonsStreamLeavesNoGap(t *testing.T) {
	w := newWorld(t, 5)
	for range 60 {
		w.act()
	}
	for _, p := range w.copies[1:] {
		send(t, p, w.copies[0])
	}
	hidden := annotate.LayerStream(w.people[1])
	x, err := w.copies[0].ChangesSince(annotate.Vector{}, func(s annotate.Stream) bool { return s != hidden })
	must(t, err)
	blind := w.newCopy(3)
	_, err = blind.Merge(x)
	must(t, err)
	checkWhole(t, blind)
	for _, label := range labels(t, blind, w.article, w.people[1]) {
		t.Errorf("a marking of the hidden layer came along: %s", label)
	}
	send(t, w.copies[0], blind) // and the stream can follow later, whole
	if picture(t, blind) != picture(t, w.copies[0]) {
		t.Error("after the hidden stream followed, the copies differ")
	}
}

func TestARestoredBackupNeverReusesASequenceNumber(t *testing.T) {
	p, path := newFile(t)
	mina := addPerson(t, p, "Mina")
	article := addArticle(t, p, mina, sampleText)
	backup := filepath.Join(t.TempDir(), "backup.bluepencil")
	must(t, p.Backup(backup))
	mark(t, p, mina, article, "quote", 0, 17) // after the backup: only the original knows
	original := p.Replica()
	restoredPath := filepath.Join(filepath.Dir(path), "restored.bluepencil")
	must(t, Restore(backup, restoredPath, Options{}))
	restored, err := Open(restoredPath, Options{})
	must(t, err)
	defer restored.Close()
	if restored.Replica() == original || restored.ID() != p.ID() {
		t.Error("the restored project goes on as the same replica")
	}
	mark(t, restored, mina, article, "cue", 18, 22)
	send(t, restored, p)
	send(t, p, restored)
	for _, q := range []*Project{p, restored} {
		wantLabels(t, q, article, mina, "quote", "cue")
		checkWhole(t, q)
	}
	if picture(t, p) != picture(t, restored) {
		t.Error("original and restored project do not agree")
	}
	must(t, p.Close())
}
