package shingle

import (
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"bluepencil/annotate/text/shingle/wiretest"
)

func TestWhatDoesNotCount(t *testing.T) {
	const s = "The council of Port Alder voted to replace its harbour bridge, Lund's office said."
	for name, other := range map[string]string{
		"case":               strings.ToUpper(s),
		"marks and blanks":   "  The council of Port Alder voted\nto replace its harbour bridge -- Lund's office said!",
		"form of apostrophe": strings.Replace(s, "'", "’", 1),
		"ligatures":          strings.Replace(s, "ffi", "ﬃ", 1),
	} {
		if !slices.Equal(Of(s), Of(other)) {
			t.Errorf("%s makes a difference", name)
		}
	}
	if got := Of(s).Jaccard(Of(strings.Replace(s, "harbour", "railway", 1))); got >= 0.5 || got == 0 {
		t.Errorf("another word makes them %.2f alike", got)
	}
}

func TestSizes(t *testing.T) {
	for s, want := range map[string]int{
		"": 0, " … ": 0, "one": 1, "one two three four five": 1, "one two three four five six": 2,
		"東京都の魚市場は今朝早く": 5, "yes yes yes yes yes yes yes yes": 1,
	} {
		if got := len(Of(s)); got != want {
			t.Errorf("%q has %d shingles, want %d", s, got, want)
		}
	}
}

func TestTextsWithoutBlanksAreCompared(t *testing.T) {
	const s = "市議会は火曜日の夜、港の橋を架け替えることを賛成多数で決めた。工事は来年の春に始まる。"
	cut := Of("市議会は火曜日の夜、港の橋を架け替えることを賛成多数で決めた。")
	if got := Of(s).Containment(cut); got != 1 {
		t.Errorf("a cut text is contained to %.2f", got)
	}
	if got := Of(s).Jaccard(Of("首相は水曜日の朝、新しい税を導入しないことを記者団に述べた。国会は来週の月曜に開かれる。")); got > 0.05 {
		t.Errorf("another text is %.2f alike", got)
	}
}

func TestMeasuresAgreeWithTheSets(t *testing.T) {
	a, b := Set{1, 2, 3, 4}, Set{3, 4, 5, 6, 7, 8}
	if got := a.Jaccard(b); got != 0.25 {
		t.Errorf("Jaccard %v", got)
	}
	if a.Containment(b) != 0.5 || b.Containment(a) != 0.5 {
		t.Errorf("Containment %v and %v", a.Containment(b), b.Containment(a))
	}
	if (Set{}).Jaccard(nil) != 0 || (Set{}).Containment(a) != 0 {
		t.Error("an empty set is like something")
	}
	if got := EstimateContainment(0.25, 4, 6); math.Abs(got-0.5) > 1e-9 {
		t.Errorf("estimated containment %v", got)
	}
}

// The estimate is within 5 standard deviations of what it estimates.
func TestSignaturesEstimateJaccard(t *testing.T) {
	w := wiretest.New(1)
	for range 60 {
		topic := w.Topic()
		story := w.Story(topic)
		a := Of(wiretest.Whole(story))
		b := Of(wiretest.Whole(w.Edit(story[:1+w.Random().IntN(len(story))], topic, 5+w.Random().IntN(60))))
		x, y := a.Sign(), b.Sign()
		exact := a.Jaccard(b)
		if off := math.Abs(x.Estimate(&y) - exact); off > 5*math.Sqrt(max(exact*(1-exact), 0.01)/Hashes) {
			t.Errorf("estimated %.3f, is %.3f", x.Estimate(&y), exact)
		}
	}
}

// Signatures are kept in files: the same text must always have the same.
func TestSignaturesNeverChange(t *testing.T) {
	sig := Of("The council of Port Alder voted to replace its harbour bridge.").Sign()
	if got := fmt.Sprintf("%08x %08x %08x", sig[0], sig[1], sig[127]); got != "1ba10d05 243b808e 27cadd86" {
		t.Errorf("the signature begins and ends with %s", got)
	}
}

func TestCopiesAreTold(t *testing.T) {
	w := wiretest.New(2)
	topic := w.Topic()
	story := w.Story(topic)
	a := Of(wiretest.Whole(story))
	if kind, much, ok := Compare(a, Of(wiretest.Whole(story[:len(story)/3]))); !ok || kind != CutCopy || much != 1 {
		t.Errorf("a cut copy is %q, %.2f", kind, much)
	}
	if kind, _, ok := Compare(a, Of(wiretest.Whole(w.Edit(story, topic, 40)))); !ok || kind != Copy {
		t.Errorf("an edited copy is %q", kind)
	}
	if _, much, ok := Compare(a, Of(wiretest.Whole(w.Story(topic)))); ok {
		t.Errorf("another story is a copy, %.2f", much)
	}
	if _, _, ok := Compare(Of("It is late"), Of("It is late")); ok {
		t.Error("three words make a copy")
	}
}

// together tells whether two texts would be found as copies in a corpus.
func together(a, b Set) bool {
	x, y := a.Sign(), b.Sign()
	if !Likely(&x, &y, len(a), len(b)) {
		return false
	}
	for n := range BandCount {
		if x.Band(n) == y.Band(n) {
			_, _, ok := Compare(a, b)
			return ok
		}
	}
	return false
}

// TestEvalShingle measures how many copies are found and how many other
// stories are taken for copies.
func TestEvalShingle(t *testing.T) {
	if os.Getenv("BLUEPENCIL_EVAL") == "" {
		t.Skip("BLUEPENCIL_EVAL is not set")
	}
	const rounds = 400
	w := wiretest.New(3)
	taken := func(kinds []wiretest.Change, says string) (all int) {
		for _, kind := range kinds {
			hits := 0
			for range rounds {
				topic := w.Topic()
				story := w.Story(topic)
				if together(Of(wiretest.Whole(story)), Of(wiretest.Whole(kind.Make(w, story, topic)))) {
					hits++
				}
			}
			all += hits
			t.Logf(says, kind.Name, float64(hits)/rounds)
		}
		return all
	}
	found := taken(wiretest.Copies, "copies, %s: %.4f found")
	wrong := taken(wiretest.Others, "no copies, %s: %.4f taken for one")
	precision, recall := float64(found)/float64(found+wrong), float64(found)/float64(rounds*len(wiretest.Copies))
	t.Logf("of all pairs: precision %.4f, recall %.4f", precision, recall)
	if precision < 0.99 || recall < 0.9 {
		t.Error("the measures of a copy are not good enough")
	}
}

func FuzzShingle(f *testing.F) {
	f.Add("The council voted.", "the council, voted")
	f.Add("東京都の魚市場", "👩🏽\u200d🚒 é e\u0301")
	f.Add("", "\xff\xfe")
	f.Fuzz(func(t *testing.T, x, y string) {
		a, b := Of(x), Of(y)
		if !slices.IsSorted(a) || a.Jaccard(b) != b.Jaccard(a) || a.Containment(b) != b.Containment(a) || a.Containment(b) < a.Jaccard(b) {
			t.Errorf("%q, %q: %v, %v", x, y, a, b)
		}
		if len(a) > 0 && a.Jaccard(a) != 1 {
			t.Errorf("%q is not itself", x)
		}
		s := a.Sign()
		if len(a) > 0 && s.Estimate(&s) != 1 {
			t.Errorf("%q is not estimated to be itself", x)
		}
	})
}

func BenchmarkShingle(b *testing.B) {
	w := wiretest.New(4)
	story := wiretest.Whole(w.Story(w.Topic()))
	b.SetBytes(int64(len(story)))
	for b.Loop() {
		s := Of(story).Sign()
		_ = s
	}
}
