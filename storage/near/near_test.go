package near_test

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
	"bluepencil/annotate/text/shingle/wiretest"
	"bluepencil/assets"
	"bluepencil/storage"
	"bluepencil/storage/near"
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func newFile(t testing.TB) *storage.Project {
	t.Helper()
	codebook, err := assets.Codebook("news")
	must(t, err)
	p, err := storage.Create(filepath.Join(t.TempDir(), "desk.bluepencil"), codebook, storage.Options{})
	must(t, err)
	t.Cleanup(func() { must(t, p.Close()) })
	return p
}

func newMemory(t testing.TB) *storage.Project {
	t.Helper()
	p, err := storage.NewMemory(nil, storage.Options{})
	must(t, err)
	return p
}

// story is an article to be added.
type story struct {
	text string
	meta map[string]string
}

func add(t testing.TB, p *storage.Project, list ...story) []annotate.ID {
	t.Helper()
	i, err := p.StartImport(annotate.NewID(), "import")
	must(t, err)
	var ids []annotate.ID
	for _, s := range list {
		doc, err := source.FromText("a.txt", s.text)
		must(t, err)
		doc.Meta = s.meta
		id, _, err := i.Add(doc)
		must(t, err)
		ids = append(ids, id)
	}
	_, err = i.Close("")
	must(t, err)
	return ids
}

func open(t testing.TB, p *storage.Project) *near.Index {
	t.Helper()
	x, err := near.Open(p)
	must(t, err)
	return x
}

func update(t testing.TB, x *near.Index) []near.Family {
	t.Helper()
	must(t, x.Update(context.Background(), nil))
	if fresh, err := x.Fresh(); err != nil || !fresh {
		t.Fatalf("not fresh after an update: %v", err)
	}
	return x.Families()
}

// said gives families as lines of "place kind place", by the places of ids.
func said(ids []annotate.ID, list []near.Family) []string {
	var lines []string
	for _, f := range list {
		var parts []string
		for _, m := range f.Members {
			part := fmt.Sprint(slices.Index(ids, m.Article))
			if !m.Like.IsZero() {
				part += fmt.Sprintf(" %s of %d", m.Kind, slices.Index(ids, m.Like))
			}
			parts = append(parts, part)
		}
		lines = append(lines, strings.Join(parts, ", "))
	}
	return lines
}

func forEach(t *testing.T, test func(t *testing.T, p *storage.Project)) {
	t.Run("file", func(t *testing.T) { test(t, newFile(t)) })
	t.Run("memory", func(t *testing.T) { test(t, newMemory(t)) })
}

func TestFamiliesAndWhatMakesThem(t *testing.T) {
	forEach(t, func(t *testing.T, p *storage.Project) {
		w := wiretest.New(1)
		topic := w.Topic()
		one, other := w.Story(topic), w.Story(w.Topic())
		dated := func(day string) map[string]string {
			return map[string]string{"url": "https://courier.example/bridge", "published": day}
		}
		ids := add(t, p,
			story{wiretest.Whole(one), nil},
			story{wiretest.Whole(w.Story(topic)), nil}, // of the same topic, but no copy
			story{wiretest.Whole(w.Edit(one, topic, 40)), nil},
			story{wiretest.Whole(one[:len(one)/2]), nil},
			story{wiretest.Whole(other), dated("2026-03-05")},
			story{wiretest.Whole(w.Story(w.Topic())), dated("2026-03-04")},
		)
		version, _, err := p.AddVersion(annotate.NewID(), ids[1], mustText(t, wiretest.Whole(w.Story(w.Topic()))))
		must(t, err)
		ids = append(ids, version)
		x := open(t, p)
		got := said(ids, update(t, x))
		want := []string{"1, 6 version of 1", "0, 2 copy of 0, 3 cut copy of 0", "5, 4 update of 5"}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
		if f, ok := x.Family(ids[3]); !ok || len(f.Members) != 3 || f.Members[0].Article != ids[0] || f.Members[2].Share < 0.5 {
			t.Errorf("%v, %+v", ok, f)
		}
		if _, ok := x.Family(annotate.NewID()); ok {
			t.Error("an article that is not there has a family")
		}
	})
}

func mustText(t *testing.T, s string) source.Document {
	t.Helper()
	doc, err := source.FromText("a.txt", s)
	must(t, err)
	return doc
}

func TestWhatChangedIsTakenUp(t *testing.T) {
	forEach(t, func(t *testing.T, p *storage.Project) {
		w := wiretest.New(2)
		one := w.Story(w.Topic())
		ids := add(t, p, story{wiretest.Whole(one), nil})
		x := open(t, p)
		if got := update(t, x); len(got) != 0 {
			t.Errorf("one article is a family: %+v", got)
		}
		ids = append(ids, add(t, p, story{wiretest.Whole(one[:len(one)*2/3]), nil})...)
		if fresh, err := x.Fresh(); err != nil || fresh {
			t.Errorf("fresh with a new article: %v, %v", fresh, err)
		}
		if got := said(ids, update(t, x)); !slices.Equal(got, []string{"0, 1 cut copy of 0"}) {
			t.Errorf("%q", got)
		}
		_, err := p.Commit(annotate.DeleteArticle(annotate.NewID(), ids[0]))
		must(t, err)
		if got := update(t, x); len(got) != 0 {
			t.Errorf("the deleted article is in a family: %+v", got)
		}
	})
}

func TestTheIndexIsReadAgainAndMadeAgain(t *testing.T) {
	p := newFile(t)
	w := wiretest.New(3)
	one := w.Story(w.Topic())
	ids := add(t, p, story{wiretest.Whole(one), nil}, story{wiretest.Whole(one[:len(one)*2/3]), nil})
	want := said(ids, update(t, open(t, p)))
	if x := open(t, p); !slices.Equal(said(ids, x.Families()), want) {
		t.Errorf("read again: %q", said(ids, x.Families()))
	} else if fresh, err := x.Fresh(); err != nil || !fresh {
		t.Errorf("read again, it is not fresh: %v", err)
	}
	dir := near.Dir(p.Path())
	files, err := os.ReadDir(dir)
	must(t, err)
	if len(files) != 3 {
		t.Fatalf("the index has %d files", len(files))
	}
	for _, f := range files {
		path := filepath.Join(dir, f.Name())
		good, err := os.ReadFile(path)
		must(t, err)
		for name, content := range map[string][]byte{"empty": {}, "cut": good[:len(good)-1], "damaged": append(slices.Clone(good[:len(good)-1]), good[len(good)-1]^1),
			"foreign": []byte("something else"), "of another format": append([]byte("x"), good[1:]...)} {
			must(t, os.WriteFile(path, content, 0o600))
			add(t, p, story{wiretest.Whole(w.Story(w.Topic())), nil}) // so that there is something to do
			if got := said(ids, update(t, open(t, p))); !slices.Equal(got, want) {
				t.Errorf("with a file %s that is %s: %q", f.Name(), name, got)
			}
		}
	}
	must(t, os.RemoveAll(dir))
	if got := said(ids, update(t, open(t, p))); !slices.Equal(got, want) {
		t.Errorf("without its folder: %q", got)
	}
}

func TestCancellingKeepsTheFamiliesThereAre(t *testing.T) {
	forEach(t, func(t *testing.T, p *storage.Project) {
		w := wiretest.New(4)
		one := w.Story(w.Topic())
		add(t, p, story{wiretest.Whole(one), nil}, story{wiretest.Whole(one[:len(one)*2/3]), nil})
		x := open(t, p)
		before := update(t, x)
		var more []story
		for range 200 {
			more = append(more, story{wiretest.Whole(w.Story(w.Topic())), nil})
		}
		add(t, p, more...)
		ctx, cancel := context.WithCancel(context.Background())
		calls := 0
		err := x.Update(ctx, func(done, total int) {
			if calls++; done < total {
				cancel()
			}
		})
		if !errors.Is(err, context.Canceled) || calls == 0 || !slices.EqualFunc(x.Families(), before, func(a, b near.Family) bool { return slices.Equal(a.Members, b.Members) }) {
			t.Errorf("%v after %d calls, %+v", err, calls, x.Families())
		}
		if got := update(t, x); len(got) != 1 {
			t.Errorf("the next update finds %+v", got)
		}
	})
}

// A story with hundreds of copies is one family, without comparing all pairs.
func TestALargeFamilyHangsTogether(t *testing.T) {
	p := newMemory(t)
	w := wiretest.New(5)
	topic := w.Topic()
	one := w.Story(topic)
	var list []story
	for range 300 {
		list = append(list, story{wiretest.Whole(w.Edit(one, topic, 60)), nil})
	}
	ids := add(t, p, list...)
	if got := update(t, open(t, p)); len(got) != 1 || len(got[0].Members) != len(ids) {
		t.Errorf("%d families, the first of %d", len(got), len(got[0].Members))
	}
}

func TestTheSameProjectHasTheSameFamilies(t *testing.T) {
	p := newMemory(t)
	w := wiretest.New(6)
	corpus(t, w, p, 400)
	first := fmt.Sprint(update(t, open(t, p)))
	for range 3 {
		if again := fmt.Sprint(update(t, open(t, p))); again != first {
			t.Fatal("two indexes of one project differ")
		}
	}
}

// corpus adds stories of which every fourth has copies, and stories of the same
// topics that are none. It returns the true family of each article.
func corpus(t testing.TB, w wiretest.Wire, p *storage.Project, size int) map[annotate.ID]int {
	t.Helper()
	family := map[annotate.ID]int{}
	for stories := 0; len(family) < size; {
		var list []story
		var of []int
		for len(list) < 500 && len(family)+len(list) < size {
			topic := w.Topic()
			one := w.Story(topic)
			stories++
			list, of = append(list, story{wiretest.Whole(one), nil}), append(of, stories)
			if stories%8 == 1 { // of the first stories of a topic, every fourth
				for range 1 + w.Random().IntN(3) {
					kind := wiretest.Copies[w.Random().IntN(len(wiretest.Copies))]
					list, of = append(list, story{wiretest.Whole(kind.Make(w, one, topic)), nil}), append(of, stories)
				}
			}
			kind := wiretest.Others[w.Random().IntN(len(wiretest.Others))]
			stories++
			list, of = append(list, story{wiretest.Whole(kind.Make(w, one, topic)), nil}), append(of, stories)
		}
		for n, id := range add(t, p, list...) {
			family[id] = of[n]
		}
	}
	return family
}
