package anchor

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"bluepencil/annotate/text"
)

// checkEdits makes the edits in the old text: that must give the new one.
func checkEdits(t *testing.T, old, new string) []Edit {
	t.Helper()
	var made strings.Builder
	edits, at := Align(old, new).Edits(), 0
	for _, e := range edits {
		if e.Old.Start < at || e.Old.End > len(old) || e.Old.End < e.Old.Start || e.New.End < e.New.Start || e.Old.Empty() && e.New.Empty() {
			t.Fatalf("%q to %q: %+v", old, new, edits)
		}
		made.WriteString(old[at:e.Old.Start])
		if made.Len() != e.New.Start {
			t.Fatalf("%q to %q: %+v is not where it says", old, new, e)
		}
		made.WriteString(new[e.New.Start:e.New.End])
		at = e.Old.End
	}
	made.WriteString(old[at:])
	if made.String() != new {
		t.Fatalf("%q to %q: the edits %+v make %q", old, new, edits, made.String())
	}
	return edits
}

func TestEditsMakeTheNewTextOfTheOld(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 4))
	for range 2000 {
		checkEdits(t, randomText(random, 20), randomText(random, 20))
	}
	for n, article := range sampleArticles(t) {
		e := &editing{rand.New(rand.NewPCG(uint64(n), 5)), draftOf(article.text)}
		e.many(12)
		checkEdits(t, article.text, e.draft.String())
	}
}

func TestEditsAreWords(t *testing.T) {
	for name, c := range map[string]struct {
		old, new string
		want     []string
	}{
		"nothing":            {"It is late.", "It is late.", nil},
		"a word":             {"It is late now.", "It was late now.", []string{`replace "is" "was"`}},
		"a spelling":         {"said Reile today", "said Reyle today", []string{`replace "Reile" "Reyle"`}},
		"a word more":        {"It is late.", "It is too late.", []string{`insert "" "too "`}},
		"a word less":        {"It is too late.", "It is late.", []string{`delete "too " ""`}},
		"a blank":            {"It is  late.", "It is late.", []string{`delete " " ""`}},
		"a sentence":         {"He left. She stayed.", "He left. Nora Vik spoke. She stayed.", []string{`insert "" "Nora Vik spoke. "`}},
		"a sentence, moved":  {"Nora Vik spoke for an hour. It was late. All went home then, tired.", "It was late. All went home then, tired. Nora Vik spoke for an hour.", []string{`delete "Nora Vik spoke for an hour. " "" moved`, `insert "" " Nora Vik spoke for an hour." moved`}},
		"all of it":          {"yes", "no", []string{`replace "yes" "no"`}},
		"from nothing":       {"", "no", []string{`insert "" "no"`}},
		"a line end changed": {"one\ntwo", "one\r\ntwo", []string{`replace "\n" "\r\n"`}},
	} {
		var got []string
		for _, e := range checkEdits(t, c.old, c.new) {
			line := fmt.Sprintf("%s %q %q", e.Kind, c.old[e.Old.Start:e.Old.End], c.new[e.New.Start:e.New.End])
			if e.Moved {
				line += " moved"
			}
			got = append(got, line)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestQuotesAreCompared(t *testing.T) {
	const old = "“It is late,” said Lund.\n“I have walked every metre of that deck. It is finished,” said Falk.\n“Nobody can tell you what steel will cost,” said Reyle.\n“No,” he said, and then: “A monument with a toll booth.”\n"
	const new = "“A monument with a toll booth.” That was what he called it.\n“It is late,” said Lund.\n“I have walked each metre of that old deck. It is finished,” said Falk.\n“We will see,” said Vik.\n“No,” he said.\n"
	var got []string
	for _, c := range Align(old, new).Quotes() {
		got = append(got, fmt.Sprintf("%s %s -> %s", c.Kind, old[c.Old.Start:c.Old.End], new[c.New.Start:c.New.End]))
		if whole := c.Kind == QuoteSame || c.Kind == QuoteMoved; whole != (c.Similarity == 1) {
			t.Errorf("%+v", c)
		}
	}
	want := []string{
		"same “It is late,” -> “It is late,”",
		"reworded “I have walked every metre of that deck. It is finished,” -> “I have walked each metre of that old deck. It is finished,”",
		"removed “Nobody can tell you what steel will cost,” -> ",
		"same “No,” -> “No,”",
		"moved “A monument with a toll booth.” -> “A monument with a toll booth.”",
		"added  -> “We will see,”",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// benchmarkTexts are a text of about 1 MB and what may become of it: every
// fortieth word another, all words in another order, nothing but repetitions.
func benchmarkTexts() map[string][2]string {
	random := rand.New(rand.NewPCG(9, 9))
	var article strings.Builder
	for article.Len() < 1<<20 {
		fmt.Fprintf(&article, "%s %d ", newSentences[random.IntN(len(newSentences))], random.IntN(5000))
	}
	old := article.String()
	fields := strings.Fields(old)
	for i := 0; i < len(fields); i += 40 {
		fields[i] = newWords[random.IntN(len(newWords))]
	}
	other := strings.Fields(old)
	random.Shuffle(len(other), func(i, j int) { other[i], other[j] = other[j], other[i] })
	return map[string][2]string{
		"every-40th-word": {old, strings.Join(fields, " ")},
		"shuffled":        {old, strings.Join(other, " ")},
		"repetitions":     {strings.Repeat("yes no ", 150_000), strings.Repeat("no yes yes ", 100_000)},
		"one-long-word":   {strings.Repeat("a", 1<<20), strings.Repeat("a", 1<<19) + "b"},
		"the-same":        {old, old},
	}
}

// BenchmarkAlign measures the comparison of two texts.
func BenchmarkAlign(b *testing.B) {
	for name, pair := range benchmarkTexts() {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(pair[0])))
			b.ReportAllocs()
			for b.Loop() {
				Align(pair[0], pair[1])
			}
		})
	}
}

// BenchmarkAnchor measures finding 10,000 ranges of a text of 1 MB again.
func BenchmarkAnchor(b *testing.B) {
	texts := benchmarkTexts()
	for _, name := range []string{"every-40th-word"} {
		old := texts[name][0]
		random := rand.New(rand.NewPCG(10, 10))
		var ranges []text.Range
		for range 5000 {
			word := text.WordAt(old, random.IntN(len(old)-100))
			ranges = append(ranges, word, text.Range{Start: word.Start, End: word.End + 80})
		}
		a := Align(old, texts[name][1])
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				a.Anchor(ranges)
			}
		})
	}
}
