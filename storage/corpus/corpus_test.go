package corpus

import (
	"context"
	"os"
	"testing"

	"bluepencil/annotate"
	"bluepencil/storage"
)

// The shape is that of real articles, so that what is measured on it means
// something.
func TestArticlesHaveTheShapeOfRealOnes(t *testing.T) {
	m := NewMaker(Newsroom(2000))
	bytes, marks, longest := 0, 0, 0
	const n = 500
	for i := range n {
		a, err := m.Article(i)
		if err != nil {
			t.Fatal(err)
		}
		bytes += len(a.Document.Text)
		marks += len(a.Annotations)
		longest = max(longest, len(a.Document.Text))
		for _, mark := range a.Annotations {
			if err := annotate.CheckSpans(mark.Spans, a.Document.Text); err != nil {
				t.Fatalf("article %d: %v", i, err)
			}
		}
	}
	t.Logf("%d bytes, %d annotations an article, longest %d bytes", bytes/n, marks/n, longest)
	if mean := bytes / n; mean < 4000 || mean > 6000 {
		t.Errorf("%d bytes an article, want about 4,700", mean)
	}
	if mean := marks / n; mean < 65 || mean > 85 {
		t.Errorf("%d annotations an article, want about 73", mean)
	}
	if longest < 3*bytes/n {
		t.Errorf("the longest article has %d bytes: there is no tail", longest)
	}
}

func TestTheSamePlanMakesTheSameTexts(t *testing.T) {
	for n := range 20 {
		a, err := NewMaker(Newsroom(100)).Article(n)
		if err != nil {
			t.Fatal(err)
		}
		b, err := NewMaker(Newsroom(100)).Article(n)
		if err != nil {
			t.Fatal(err)
		}
		if a.Document.TextSHA256 != b.Document.TextSHA256 || len(a.Annotations) != len(b.Annotations) {
			t.Fatalf("article %d came out differently", n)
		}
	}
}

func TestAProjectIsWholeAndMadeOnce(t *testing.T) {
	plan, dir := Newsroom(100), t.TempDir()
	path, err := Kept(t.Context(), dir, plan)
	if err != nil {
		t.Fatal(err)
	}
	before, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	checkProject(t, path, plan)
	if _, err := Kept(t.Context(), dir, plan); err != nil {
		t.Fatal(err)
	}
	after, err := os.Stat(path)
	if err != nil || !os.SameFile(before, after) {
		t.Errorf("it was made again: %v", err)
	}
}

func checkProject(t *testing.T, path string, plan Plan) {
	t.Helper()
	p, err := storage.Open(path, storage.Options{NoCopyOnOpen: true})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	report, err := p.Check(t.Context(), nil)
	if err != nil || len(report.Problems) > 0 {
		t.Errorf("check: %v %v", report.Problems, err)
	}
	ids, err := p.ExportIDs(storage.ExportFilter{})
	if err != nil {
		t.Fatal(err)
	}
	if report.Articles != plan.Articles || report.Annotations < 40*plan.Annotated || len(ids) == 0 || len(ids) >= plan.Annotated {
		t.Errorf("%d articles, %d annotations, %d submitted", report.Articles, report.Annotations, len(ids))
	}
}

func TestBuildingEndsWhenCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Kept(ctx, t.TempDir(), Newsroom(100)); err == nil {
		t.Error("it went on")
	}
}
