package text

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// bracketed cuts the range out that stands between ⟦ and ⟧.
func bracketed(t *testing.T, s string) (string, Range) {
	t.Helper()
	before, rest, found := strings.Cut(s, "⟦")
	inside, after, closed := strings.Cut(rest, "⟧")
	if !found || !closed {
		t.Fatalf("no ⟦ ⟧ in %q", s)
	}
	return before + inside + after, Range{len(before), len(before) + len(inside)}
}

// check compares what a step makes of the range with what is wanted; where
// nothing is wanted it must refuse and leave the range.
func checkEnds(t *testing.T, step func(string, Range) (Range, bool), from, want string) {
	t.Helper()
	text, r := bracketed(t, from)
	got, ok := step(text, r)
	if want == "" {
		if ok || got != r {
			t.Errorf("%s became %q, %v", from, text[got.Start:got.End], ok)
		}
		return
	}
	if !ok || text[got.Start:got.End] != want {
		t.Errorf("%s became %q, %v; want %q", from, text[got.Start:got.End], ok, want)
	}
}

func TestQuotationMarksAreIncluded(t *testing.T) {
	for from, want := range map[string]string{
		// English
		`“⟦It is late⟧,” she said.`:            `“It is late,”`,
		`“⟦It is late,⟧” she said.`:            `“It is late,”`,
		`“⟦It is late⟧”, she said.`:            `“It is late”`,
		`"⟦Is it⟧?!" he said.`:                 `"Is it?!"`,
		`‘⟦Yes⟧,’ he said.`:                    `‘Yes,’`,
		`'⟦Yes⟧,' he said.`:                    `'Yes,'`,
		`“⟦‘Yes,’ he said⟧,” she said.`:        `“‘Yes,’ he said,”`,
		`⟦“It is late⟧,” she said.`:            `“It is late,”`,
		`“⟦It is late,”⟧ she said.`:            `“It is late,”`,
		`“⟦One.⟧` + "\n" + `“Two,” he said.`:   `“One.`,
		`“⟦One.` + "\n" + `“Two⟧,” he said.`:   `“One.` + "\n" + `“Two,”`,
		`“It is ⟦late⟧,” she said.`:            ``,
		`The boys⟦’ ball⟧ is here’s`:           ``,
		`the ⟦students⟧' books`:                ``,
		`"Yes"⟦ and ⟧"no"`:                     ``,
		`⟦“It is late,”⟧ she said.`:            ``,
		`Nothing ⟦here⟧.`:                      ``,
		`say “⟦no⟧” or “yes”`:                  `“no”`,
		`⟦⟧“”`:                                 ``,
		`“⟦so it … went⟧…” she said, and went`: `“so it … went…”`,
		// German
		`„⟦Es ist spät⟧“, sagte sie.`:   `„Es ist spät“`,
		`»⟦Es ist spät⟧«, sagte sie.`:   `»Es ist spät«`,
		`‚⟦Ja⟧‘, sagte er.`:             `‚Ja‘`,
		`›⟦Ja⟧‹, sagte er.`:             `›Ja‹`,
		`»Ja« ⟦und⟧ »Nein«`:             ``,
		`„⟦Ist es spät⟧?“, fragte sie.`: `„Ist es spät?“`,
		// French
		`« ⟦Il est tard⟧ », dit-elle.`:           `« Il est tard »`,
		"«\u00a0⟦Il est tard⟧\u00a0», dit-elle.": "«\u00a0Il est tard\u00a0»",
		"«\u202f⟦Quoi⟧\u202f?\u202f» dit-elle.":  "«\u202fQuoi\u202f?\u202f»",
		`‹ ⟦si⟧ ›`:                               `‹ si ›`,
		`« Oui » ⟦et⟧ « non »`:                   ``,
		// Russian
		`«⟦Поздно⟧», — сказала она.`: `«Поздно»`,
		`«⟦Газета «Правда»⟧» писала`: `«Газета «Правда»»`,
		`Газета «⟦Правда⟧» писала.`:  `«Правда»`,
		`„⟦Поздно⟧“, — сказал он.`:   `„Поздно“`,
		// Chinese and Japanese
		`她说：“⟦太晚了⟧。”`: `“太晚了。”`,
		`「⟦太晚了⟧」，她說。`: `「太晚了」`,
		`『⟦太晚了。⟧』`:    `『太晚了。』`,
	} {
		checkEnds(t, IncludeQuotationMarks, from, want)
	}
}

func TestQuotationMarksAreTrimmed(t *testing.T) {
	for from, want := range map[string]string{
		`⟦“It is late,”⟧ she said.`:             `It is late,`,
		`⟦"Is it?!"⟧ he said.`:                  `Is it?!`,
		`⟦“It is late”,⟧ she said.`:             `It is late`,
		`⟦“‘Yes,’ he said,”⟧ she said.`:         `‘Yes,’ he said,`,
		`⟦“One.⟧` + "\n" + `“Two,” he said.`:    `One.`,
		`⟦“One.` + "\n" + `“Two,”⟧ he said.`:    `One.` + "\n" + `“Two,`,
		`⟦“Yes” and “no”⟧`:                      ``,
		`⟦It is late⟧`:                          ``,
		`⟦“”⟧`:                                  ``,
		`⟦“⟧`:                                   ``,
		`⟦'the boys'⟧ and`:                      `the boys`,
		`⟦„Es ist spät“⟧, sagte sie.`:           `Es ist spät`,
		`⟦»Es ist spät«⟧, sagte sie.`:           `Es ist spät`,
		"⟦«\u00a0Quoi\u00a0?\u00a0»⟧ dit-elle.": "Quoi\u00a0?",
		`⟦«Газета «Правда»»⟧ писала`:            `Газета «Правда»`,
		`⟦“太晚了。”⟧`:                              `太晚了。`,
		`⟦「太晚了」⟧，她說。`:                           `太晚了`,
	} {
		checkEnds(t, TrimQuotationMarks, from, want)
	}
}

func TestPunctuationIsIncluded(t *testing.T) {
	for from, want := range map[string]string{
		`It is ⟦late⟧. So`:         `late.`,
		`It is ⟦late⟧?! So`:        `late?!`,
		`It is ⟦late⟧… So`:         `late…`,
		`“⟦It is late⟧,” she`:      `It is late,`,
		`„⟦Ja⟧“, sagte er`:         ``,
		`⟦„Ja“⟧, sagte er`:         `„Ja“,`,
		`it costs ⟦3⟧.5 million`:   ``,
		`at ⟦10⟧:30`:               ``,
		`the ⟦U⟧.S. senate`:        ``,
		`(⟦late⟧) again`:           `(late)`,
		`(it is ⟦late⟧) again`:     ``,
		`¿⟦Qué⟧?`:                  `¿Qué?`,
		`⟦Quoi⟧ ? dit-elle`:        `Quoi ?`,
		"⟦Quoi⟧\u202f! dit-elle":   "Quoi\u202f!",
		`⟦Это поздно⟧; да`:         `Это поздно;`,
		`⟦太晚了⟧，她说`:                 `太晚了，`,
		`（⟦路透社⟧）`:                  `（路透社）`,
		`⟦late⟧`:                   ``,
		`⟦late⟧ . . .`:             ``,
		`⟦late⟧......... and more`: `late....`,
	} {
		checkEnds(t, IncludePunctuation, from, want)
	}
}

func TestPunctuationIsTrimmed(t *testing.T) {
	for from, want := range map[string]string{
		`It is ⟦late.⟧ So`:   `late`,
		`⟦late?!⟧`:           `late`,
		`⟦(late)⟧ again`:     `late`,
		`⟦(late).⟧ again`:    `(late)`,
		`⟦¿Qué?⟧`:            `Qué`,
		`⟦Quoi ?⟧`:           `Quoi`,
		`⟦„Ja“,⟧ sagte er`:   `„Ja“`,
		`⟦太晚了，⟧她说`:           `太晚了`,
		`⟦late⟧`:             ``,
		`⟦...⟧`:              ``,
		`⟦“It is late,”⟧ so`: ``,
	} {
		checkEnds(t, TrimPunctuation, from, want)
	}
}

func TestSnappingNeverCuts(t *testing.T) {
	const text = "Mayor Ada Lund spoke. Don’t wait, said Mr. Reyle!  So it is.\nNext."
	at := func(words string) Range { i := strings.Index(text, words); return Range{i, i + len(words)} }
	for _, c := range []struct {
		step       func(string, Range) Range
		from, want string
	}{
		{SnapToWords, "da Lu", "Ada Lund"},
		{SnapToWords, "Ada Lund", "Ada Lund"},
		{SnapToWords, " Ada Lund ", " Ada Lund "},
		{SnapToWords, "on’t wai", "Don’t wait"},
		{SnapToWords, "poke. ", "spoke. "},
		{SnapToSentences, "Lund", "Mayor Ada Lund spoke."},
		{SnapToSentences, " Don’t", "Don’t wait, said Mr. Reyle!"},
		{SnapToSentences, "spoke. Don’t", "Mayor Ada Lund spoke. Don’t wait, said Mr. Reyle!"},
		{SnapToSentences, "Mr. Reyle", "Don’t wait, said Mr. Reyle!"},
		{SnapToSentences, "is.\nNe", "So it is.\nNext."},
	} {
		if got := c.step(text, at(c.from)); text[got.Start:got.End] != c.want {
			t.Errorf("%q became %q, want %q", c.from, text[got.Start:got.End], c.want)
		}
	}
	lund := at("Lund").Start
	if got := SnapToWords(text, Range{lund + 2, lund + 2}); got != at("Lund") {
		t.Errorf("inside of a word nothing became %v", got)
	}
	if got := SnapToSentences(text, Range{lund, lund}); text[got.Start:got.End] != "Mayor Ada Lund spoke." {
		t.Errorf("inside of a sentence nothing became %q", text[got.Start:got.End])
	}
}

// ends are the steps that change the ends of a range.
var ends = map[string]func(string, Range) (Range, bool){
	"include marks": IncludeQuotationMarks, "trim marks": TrimQuotationMarks,
	"include punctuation": IncludePunctuation, "trim punctuation": TrimPunctuation,
}

func checkAllEnds(t *testing.T, text string, r Range) {
	t.Helper()
	r = SnapOutward(text, r)
	for name, step := range ends {
		got, ok := step(text, r)
		switch {
		case !ok && got != r:
			t.Fatalf("%s of %v in %q refuses and gives %v", name, r, text, got)
		case !ok:
		case got.Empty() || got.Start < 0 || got.End > len(text) || !IsBoundary(text, got.Start) || !IsBoundary(text, got.End):
			t.Fatalf("%s of %v in %q gives %v", name, r, text, got)
		case strings.HasPrefix(name, "include") && (got == r || got.Start > r.Start || got.End < r.End):
			t.Fatalf("%s of %v in %q does not widen: %v", name, r, text, got)
		case strings.HasPrefix(name, "trim") && (got == r || got.Start < r.Start || got.End > r.End):
			t.Fatalf("%s of %v in %q does not narrow: %v", name, r, text, got)
		}
	}
	for name, snap := range map[string]func(string, Range) Range{"words": SnapToWords, "sentences": SnapToSentences} {
		got := snap(text, r)
		if got.Start < 0 || got.End > len(text) || got.Start > got.End || !IsBoundary(text, got.Start) || !IsBoundary(text, got.End) {
			t.Fatalf("%v snapped to %s in %q gives %v", r, name, text, got)
		}
		if !r.Empty() && name == "words" && (got.Start > r.Start || got.End < r.End) {
			t.Fatalf("%v snapped to words in %q narrows to %v", r, text, got)
		}
	}
}

func TestEndsOfRandomRanges(t *testing.T) {
	marks := []string{"a", "s", "é", " ", "\u00a0", "“", "”", "\"", "'", "’", "«", "»", "„", "‘", "「", "」", ".", ",", "?", "(", ")", "¿", "\n", "\u0301", "太"}
	for _, text := range append(randomTexts(700, 16, marks), randomTexts(250, 16, letters)...) {
		for start := 0; start < len(text); start++ {
			for end := start; end <= len(text); end += 2 {
				checkAllEnds(t, text, Range{start, end})
			}
		}
	}
}

func FuzzEnds(f *testing.F) {
	f.Add("“It is late,” she said.", 3, 13)
	f.Add("« Quoi ? »\u0301", 3, 7)
	f.Add("\xff(\xf0\x9f)“", 1, 2)
	f.Fuzz(func(t *testing.T, text string, start, end int) {
		if !utf8.ValidString(text) {
			for _, step := range ends {
				step(text, Range{start, end})
			}
			return
		}
		checkAllEnds(t, text, Range{start, end})
	})
}
