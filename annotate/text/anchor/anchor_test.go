package anchor

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"bluepencil/annotate/text"
)

// In the tables, [ and ] mark a range.
func marked(t *testing.T, s string) (string, text.Range) {
	t.Helper()
	start := strings.Index(s, "[")
	end := strings.Index(s, "]") - 1
	if start < 0 || end < start {
		t.Fatalf("no range in %q", s)
	}
	return strings.NewReplacer("[", "", "]", "").Replace(s), text.Range{Start: start, End: end}
}

func TestWhatBecomesOfARange(t *testing.T) {
	const lead = "The council met in Alder on Monday evening to vote on the bridge. "
	for name, c := range map[string]struct {
		old, new string
		method   Method
		sure     bool
	}{
		"nothing changed":          {lead + "[Mayor Ada Lund] said so.", lead + "[Mayor Ada Lund] said so.", Unchanged, true},
		"text before it":           {lead + "[Mayor Ada Lund] said so.", "Corrected. " + lead + "[Mayor Ada Lund] said so.", Unchanged, true},
		"words put right at it":    {lead + "[Mayor Ada Lund] said so.", lead + "Then [Mayor Ada Lund], 51, said so.", Unchanged, true},
		"a spelling inside":        {lead + "“[It is nto too late],” she said.", lead + "“[It is not too late],” she said.", Edited, true},
		"a name corrected":         {lead + "Harbour spokesman [Reile] said so.", lead + "Harbour spokesman [Reyle] said so.", Edited, true},
		"a possessive made":        {lead + "The plan of [Lund] was read aloud.", lead + "The plan of [Lund]'s was read aloud.", Unchanged, true},
		"a word more inside":       {lead + "[The bridge has to be closed to all lorries] by June.", lead + "[The old bridge has to be closed to all lorries] by June.", Edited, true},
		"only the blanks changed":  {lead + "[Mayor Ada Lund] said so.", lead + "[Mayor Ada\nLund] said so.", Edited, true},
		"its sentence moved":       {"[Nora Vik] did not answer any of the questions. " + lead + "It was late. Nobody spoke.", lead + "It was late. Nobody spoke. [Nora Vik] did not answer any of the questions.", Moved, true},
		"an accent was added":      {lead + "Mayor [Lund] said so.", lead + "Mayor [Lund\u0301] said so.", Edited, true},
		"replaced by another name": {lead + "[Reyle] said so to everybody who asked.", lead + "[Vik] said so to everybody who asked.", Edited, false},
	} {
		old, was := marked(t, c.old)
		new, want := marked(t, c.new)
		got := Align(old, new).Anchor([]text.Range{was})[0]
		if got.Method != c.method || got.Range != want || got.Confidence >= Sure != c.sure {
			t.Errorf("%s: %s %.2f %q, want %s %q", name, got.Method, got.Confidence, new[got.Start:got.End], c.method, new[want.Start:want.End])
		}
	}
}

func TestWhatIsGoneIsLost(t *testing.T) {
	old, was := marked(t, "The council met. [Nora Vik] did not answer. Nobody spoke after that.")
	got := Align(old, "The council met. Nobody spoke after that.").Anchor([]text.Range{was})[0]
	if got.Method != Lost || got.Confidence != 0 || !got.Empty() || len(got.Candidates) != 0 {
		t.Errorf("%+v", got)
	}
}

// Where the sentence of a name is gone, the same name in other sentences is
// offered and never taken.
func TestOtherOccurrencesAreOfferedOnly(t *testing.T) {
	old, was := marked(t, "Reyle came early to the hall. [Reyle] said no to all of it. The mayor saw Reyle leave.")
	got := Align(old, "Reyle came early to the hall. The mayor saw Reyle leave.").Anchor([]text.Range{was})[0]
	if got.Confidence >= Sure || len(got.Candidates) != 2 {
		t.Errorf("%+v", got)
	}
}

func TestSeveralNewPlacesAreAmbiguous(t *testing.T) {
	const rest = "The council met in Alder on Monday evening to vote on the bridge. It took six hours. "
	old, was := marked(t, rest+"[Steel prices] rose. Nobody spoke after that.")
	got := Align(old, "Steel prices: what to know. "+rest+"Nobody spoke after that. What about Steel prices?").Anchor([]text.Range{was})[0]
	if got.Method != Ambiguous || got.Confidence >= Sure || len(got.Candidates) != 2 {
		t.Errorf("%+v", got)
	}
}

func TestAnInsertedSentenceStealsNoWords(t *testing.T) {
	old, was := marked(t, "It was cold. [He said no]. It was late.")
	for _, new := range []string{"It was cold. He said yes. [He said no]. It was late.", "It was cold. [He said no]. He said maybe. It was late."} {
		new, want := marked(t, new)
		if got := Align(old, new).Anchor([]text.Range{was})[0]; got.Method != Unchanged || got.Range != want {
			t.Errorf("%s %q in %q", got.Method, new[got.Start:got.End], new)
		}
	}
}

func TestImpossibleRangesAreLost(t *testing.T) {
	a := Align("one two", "one two")
	for _, r := range []text.Range{{Start: -1, End: 2}, {Start: 3, End: 3}, {Start: 5, End: 2}, {Start: 0, End: 8}} {
		if got := a.Anchor([]text.Range{r})[0]; got.Method != Lost {
			t.Errorf("%v: %+v", r, got)
		}
	}
}

// everyRange lists ranges between code points of a text, all of a short one.
func everyRange(s string) []text.Range {
	var bounds []int
	for at := range s {
		bounds = append(bounds, at)
	}
	bounds = append(bounds, len(s))
	var list []text.Range
	for i := range bounds {
		for j := i + 1; j < len(bounds); j++ {
			list = append(list, text.Range{Start: bounds[i], End: bounds[j]})
		}
	}
	return list
}

var pieces = []string{"The ", "mayor ", "said", " ", "\n", ". ", "“", "”", "Lund", "Lunds ", "no", "é", "e\u0301", "👩🏽\u200d🚒", "🇩🇪", "東京", "は", "\r\n", "yes ", "yes ", "of ", "'s"}

func randomText(random *rand.Rand, most int) string {
	var b strings.Builder
	for range random.IntN(most) {
		b.WriteString(pieces[random.IntN(len(pieces))])
	}
	return b.String()
}

func TestAnUnchangedTextKeepsEveryRange(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	for range 400 {
		s := randomText(random, 14)
		for i, got := range Align(s, s).Anchor(everyRange(s)) {
			if want := everyRange(s)[i]; got.Method != Unchanged || got.Range != want || got.Confidence != 1 || !got.Exact {
				t.Fatalf("%q: %v became %+v", s, want, got)
			}
		}
	}
}

// checkResults holds what must be true of any result, whatever the texts are.
func checkResults(t *testing.T, old, new string) {
	t.Helper()
	a := Align(old, new)
	ranges := everyRange(old)
	if len(ranges) > 3000 {
		ranges = ranges[:3000]
	}
	for i, got := range a.Anchor(ranges) {
		was := old[ranges[i].Start:ranges[i].End]
		for _, p := range append([]Place{got.Place}, got.Candidates...) {
			if p.Start < 0 || p.End > len(new) || p.Start > p.End || p.Confidence < 0 || p.Confidence > 1 {
				t.Fatalf("%q to %q: %v became %+v", old, new, ranges[i], got)
			}
			if p.Empty() != (got.Method == Lost) {
				t.Fatalf("%q to %q: %v became %+v", old, new, ranges[i], got)
			}
			if p.Exact != (new[p.Start:p.End] == was) && p.Exact {
				t.Fatalf("%q to %q: %q is not %q", old, new, new[p.Start:p.End], was)
			}
			cut := !text.IsBoundary(old, ranges[i].Start) || !text.IsBoundary(old, ranges[i].End)
			if whole := text.IsBoundary(new, p.Start) && text.IsBoundary(new, p.End); !whole && !(cut && p.Exact) {
				t.Fatalf("%q to %q: %q cuts a cluster", old, new, new[p.Start:p.End])
			}
		}
		if exact := got.Method == Unchanged || got.Method == Moved; exact && !got.Exact {
			t.Fatalf("%q to %q: %+v has other words than %q", old, new, got, was)
		}
	}
}

func TestResultsAreAlwaysWithinTheTextAndItsClusters(t *testing.T) {
	random := rand.New(rand.NewPCG(2, 2))
	for range 500 {
		checkResults(t, randomText(random, 16), randomText(random, 16))
	}
}

// What stands elsewhere than the edit stays exactly where it is, however the
// rest of the text repeats itself.
func TestEditsElsewhereMoveNothing(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 3))
	for round := range 300 {
		before, after := sentences(random, 12), sentences(random, 12)
		middle, replacement := nonsense(random), nonsense(random)
		old, new := before+"\n"+middle+"\n"+after, before+"\n"+replacement+"\n"+after
		a := Align(old, new)
		for _, r := range words(before) {
			if got := a.Anchor([]text.Range{r})[0]; got.Range != r || got.Method != Unchanged {
				t.Fatalf("round %d: %q before the edit became %+v", round, old[r.Start:r.End], got)
			}
		}
		for _, r := range words(after) {
			was := text.Range{Start: len(old) - len(after) + r.Start, End: len(old) - len(after) + r.End}
			want := text.Range{Start: len(new) - len(after) + r.Start, End: len(new) - len(after) + r.End}
			if got := a.Anchor([]text.Range{was})[0]; got.Range != want || got.Method != Unchanged {
				t.Fatalf("round %d: %q after the edit became %+v, want %v", round, old[was.Start:was.End], got, want)
			}
		}
	}
}

// nonsense is a paragraph that shares words with the sentences, but no sentence.
func nonsense(random *rand.Rand) string {
	var b strings.Builder
	for range 5 + random.IntN(20) {
		b.WriteString(newWords[random.IntN(len(newWords))] + " ")
	}
	return b.String() + fmt.Sprint(random.IntN(1000)) + "."
}

func sentences(random *rand.Rand, most int) string {
	var b strings.Builder
	for range 1 + random.IntN(most) {
		b.WriteString(newSentences[random.IntN(len(newSentences))] + " ")
	}
	return strings.TrimSpace(b.String())
}

func words(s string) []text.Range {
	var list []text.Range
	for r := range text.Segments(s) {
		if text.IsWord(s[r.Start:r.End]) {
			list = append(list, r)
		}
	}
	return list
}

// The way back ends where the way there began.
func TestThereAndBackAgain(t *testing.T) {
	for n, article := range sampleArticles(t) {
		for round := range 5 {
			e := &editing{rand.New(rand.NewPCG(uint64(n), uint64(round)+100)), draftOf(article.text)}
			e.many(6)
			edited := e.draft.String()
			there, back := Align(article.text, edited), Align(edited, article.text)
			wrong, all := 0, 0
			for _, r := range article.more(e.random) {
				got := there.Anchor([]text.Range{r})[0]
				if got.Method != Unchanged || got.Confidence < Sure {
					continue
				}
				all++
				if again := back.Anchor([]text.Range{got.Range})[0]; again.Range != r && again.Confidence >= Sure {
					wrong++
				}
			}
			if all == 0 || wrong*100 > all {
				t.Errorf("article %d, round %d: %d of %d came back to another place", n, round, wrong, all)
			}
		}
	}
}

func TestRepeatedSentencesStayInOrder(t *testing.T) {
	const sentence = "It is late. "
	old := strings.Repeat(sentence, 400)
	new := strings.Repeat(sentence, 100) + "Nora Vik left. " + strings.Repeat(sentence, 150) + "Reyle stayed. " + strings.Repeat(sentence, 150)
	a := Align(old, new)
	last := -1
	for n := range 400 {
		at := n * len(sentence)
		got := a.Anchor([]text.Range{{Start: at, End: at + len("It is late")}})[0]
		if got.Method != Unchanged || got.Start <= last || new[got.Start:got.End] != "It is late" {
			t.Fatalf("sentence %d: %+v after %d", n, got, last)
		}
		last = got.Start
	}
}

func TestTheSameTextsGiveTheSameResult(t *testing.T) {
	article := sampleArticles(t)[0]
	e := &editing{rand.New(rand.NewPCG(7, 7)), draftOf(article.text)}
	e.many(30)
	ranges, edited := article.more(e.random), e.draft.String()
	first := fmt.Sprint(Align(article.text, edited).Anchor(ranges))
	for range 5 {
		if again := fmt.Sprint(Align(article.text, edited).Anchor(ranges)); again != first {
			t.Fatal("two comparisons of the same texts differ")
		}
	}
}

func FuzzAnchor(f *testing.F) {
	f.Add("It is late.", "It is too late.")
	f.Add("“No,” said Reyle. “No.”", "“No.” “No,” said Reyle.")
	f.Add("e\u0301 é", "e é\u0301")
	f.Add("🇩🇪🇫🇷", "🇩🇪x🇫🇷")
	f.Add("東京は安い", "東京都は高い")
	f.Add("a\r\nb", "a\nb")
	f.Add("", "x")
	f.Fuzz(func(t *testing.T, old, new string) {
		if !utf8.ValidString(old) || !utf8.ValidString(new) || len(old) > 120 || len(new) > 120 {
			t.Skip()
		}
		checkResults(t, old, new)
		checkEdits(t, old, new)
	})
}
