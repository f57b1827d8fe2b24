package text

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// Wherever the caret stands, stepping looks at a few characters only and yet
// finds the boundaries that segmenting the whole text finds.
func TestStepsAgreeWithFullSegmentation(t *testing.T) {
	eachText(t, checkClusters)
}

func checkClusters(t *testing.T, text string) {
	bounds := fullClusters(text)
	for at := 0; at <= len(text); at++ {
		i, is := slices.BinarySearch(bounds, at)
		if got := IsBoundary(text, at); got != is {
			t.Errorf("is %d a boundary? %v, want %v", at, got, is)
		}
		next, previous := len(text), 0
		if is && i+1 < len(bounds) {
			next = bounds[i+1]
		} else if !is {
			next = bounds[i]
		}
		if i > 0 {
			previous = bounds[i-1]
		}
		if got := NextGrapheme(text, at); got != next {
			t.Errorf("next of %d = %d, want %d", at, got, next)
		}
		if got := PreviousGrapheme(text, at); got != previous {
			t.Errorf("previous of %d = %d, want %d", at, got, previous)
		}
		checkNearest(t, text, at, bounds)
	}
}

func checkNearest(t *testing.T, text string, at int, bounds []int) {
	got := Nearest(text, at)
	best := slices.MinFunc(bounds, func(a, b int) int { return max(a-at, at-a) - max(b-at, at-b) })
	if _, is := slices.BinarySearch(bounds, got); !is || max(got-at, at-got) != max(best-at, at-best) {
		t.Errorf("nearest to %d = %d, want %d", at, got, best)
	}
}

// sureCluster may miss boundaries but never invents one, whatever stands
// around: so segmenting may begin there.
func TestSureClustersAreBoundaries(t *testing.T) {
	eachText(t, func(t *testing.T, text string) {
		bounds := fullClusters(text)
		for at := range text {
			if _, is := slices.BinarySearch(bounds, at); sureCluster(text, at) && !is {
				t.Errorf("%d is called a sure boundary", at)
			}
		}
	})
}

// The characters that count as free of context are so by the library's tables.
func TestContextFreeCharactersJoinNoEmojiAndNoVirama(t *testing.T) {
	for r := rune(0); r <= utf8.MaxRune; r++ {
		if !contextFree(r) || !utf8.ValidRune(r) {
			continue
		}
		for _, left := range []string{"👩\u200d", "\u0915\u094d", "\u0995\u09cd\u200d"} {
			alone := joins("a"+string(r), 1) // combining marks join whatever they follow
			if got := len(fullClusters(left+string(r))) == 2; got != alone {
				t.Fatalf("U+%04X after %q joins: %v, after a letter %v", r, left, got, alone)
			}
		}
	}
}

// However long a line is, a step looks back over a few characters.
func TestStepsAreLocal(t *testing.T) {
	for name, piece := range map[string]string{
		"latin": "said the minister, ", "russian": "сказал министр, ", "chinese": "部长说", "hangul": "장관이 말했다 ",
		"arabic": "قال الوزير ", "hindi": "मंत्री ने कहा क्षत्रिय ", "thai": "รัฐมนตรีกล่าว", "emoji": "👨\u200d👩\u200d👧\u200d👦 🇩🇪🇫🇷 ",
		"decomposed": "e\u0301a\u0300",
	} {
		line := strings.Repeat(piece, 1<<20/len(piece))
		for at := len(line) - 100; at < len(line); at++ {
			if from := clusterStart(line, at); at-from > 64 {
				t.Fatalf("%s: a step at %d begins at %d", name, at, from)
			}
		}
	}
}

func TestSnapOutward(t *testing.T) {
	text := "a👨\u200d👩\u200d👧e\u0301\r\nz" // 0–1, 1–19, 19–22, 22–24, 24–25
	cases := []struct{ in, want Range }{
		{Range{0, 1}, Range{0, 1}}, {Range{2, 18}, Range{1, 19}}, {Range{20, 20}, Range{19, 22}},
		{Range{0, 23}, Range{0, 24}}, {Range{25, 24}, Range{24, 25}}, {Range{-4, 99}, Range{0, 25}}, {Range{19, 19}, Range{19, 19}},
	}
	for _, c := range cases {
		if got := SnapOutward(text, c.in); got != c.want {
			t.Errorf("%v snaps to %v, want %v", c.in, got, c.want)
		}
	}
}

func TestRange(t *testing.T) {
	r := Range{2, 5}
	if r.Len() != 3 || r.Empty() || !r.Contains(2) || r.Contains(5) || (Range{5, 2}).Ordered() != r || !(Range{3, 3}).Empty() {
		t.Error("a range is half-open")
	}
	if r.Overlaps(Range{5, 9}) || !r.Overlaps(Range{4, 9}) || r.Overlaps(Range{0, 2}) {
		t.Error("ranges that touch do not overlap")
	}
}

// FuzzSteps: any bytes, any offset: no panic, no step on the spot, and in
// valid text the same boundaries as full segmentation.
func FuzzSteps(f *testing.F) {
	f.Add("a\u0301🇩🇪\r\n", 3)
	f.Add("", 3)
	f.Add("\xf0\x9f\x91", 1)
	f.Add("क\u094dष", 4)
	f.Fuzz(func(t *testing.T, text string, at int) {
		next, previous := NextGrapheme(text, at), PreviousGrapheme(text, at)
		if at >= 0 && at < len(text) && next <= at || at > 0 && at <= len(text) && previous >= at {
			t.Fatalf("stuck at %d: next %d, previous %d", at, next, previous)
		}
		SnapOutward(text, Range{at, at / 2})
		if len(text) < 200 && utf8.ValidString(text) { // the check is quadratic
			checkClusters(t, text)
		}
	})
}

func BenchmarkNextGrapheme(b *testing.B) {
	line := strings.Repeat("Переговоры, said Mr. Ō — “да”. ", 1<<20/52)
	for i := 0; b.Loop(); i++ {
		NextGrapheme(line, i*7919%len(line))
	}
}
