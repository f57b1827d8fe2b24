package text

import (
	"strings"
	"testing"
)

func TestQuoted(t *testing.T) {
	cases := []struct {
		text string
		want string // the stretches, joined by |
	}{
		{`He said "no" and "yes."`, `"no"|"yes."`},
		{`“One,” she said, “two ‘three’ four.”`, `“One,”|“two ‘three’ four.”`},
		{`“It goes on in the next paragraph. `, `“It goes on in the next paragraph.`},
		{`stray” closes “fine”`, `“fine”`},
		{`"Never closed, he said. "Bye," she said.`, `"Bye,"`},
		{`“Never closed, he said. “Bye,” she said.`, `“Bye,”`},
		{`“He said “no” twice”`, `“He said “no” twice”`},
		{`'The students' books are here,' he said.`, `'The students' books are here,'`},
		{`'Yes' or 'no'`, `'Yes'|'no'`},
		{`It's the '90s rock 'n' roll, y'all, the boys' ball.`, ``},
		{`don’t ‘do’ it, it’s the boys’ ball`, `‘do’`},
		{`"'Nested,' he said," she said.`, `"'Nested,' he said,"`},
		{`A 6' 2" man and a "fat" one`, `"fat"`},
		{`"He is 6'2" tall," she said.`, `"He is 6'2" tall,"`},
		{`"In 2012" he said "no" to it`, `"In 2012"|"no"`},
		{"''Old copy,'' he said. ``So,'' she said.", "''Old copy,''|``So,''"},
		{`''Never closed, he said. It is 'fine'.`, `''Never closed, he said. It is 'fine'.`},
		{"'''Nested,' he said,'' she said. '''Twice'''", "'''Nested,' he said,''|'''Twice'''"},
		{`said:"Hi" and("Ho")`, `"Hi"|"Ho"`},
		{`„Ja“, sagte er, „nein”.`, `„Ja“|„nein”`},
		{`»Ja«, sagte er, »nein«.`, `»Ja«|»nein«`},
		{`”Ja”, sade han.`, `”Ja”`},
		{`« Oui », dit-il. «Non», ‹si›`, `« Oui »|«Non»|‹si›`},
		{`«Газета «Правда»» писала`, `«Газета «Правда»»`},
		{`«Газета «Правда» писала`, `«Газета «Правда»`},
		{`「はい」と『いいえ「が」』`, `「はい」|『いいえ「が」』`},
		{`no marks`, ``},
		{``, ``},
	}
	for _, c := range cases {
		if got := quotedTexts(c.text); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

func quotedTexts(text string) string {
	var list []string
	for _, q := range Quoted(text, 0) {
		list = append(list, text[q.Start:q.End])
	}
	return strings.Join(list, "|")
}

func TestQuotedSteps(t *testing.T) {
	const text = "A “first” one.\n\nNo marks.\n“Second” and “third.”\nEnd."
	at := func(s string) int { return strings.Index(text, s) }
	cases := []struct {
		name string
		find func(string, int) (Range, bool)
		from int
		want string
	}{
		{"at, inside", QuotedAt, at("irst"), "“first”"},
		{"at, after its end", QuotedAt, at(" one"), "“first”"},
		{"at, between", QuotedAt, at("one"), ""},
		{"next", NextQuoted, 0, "“first”"},
		{"next, from its start", NextQuoted, at("“first"), "“Second”"},
		{"next, over paragraphs", NextQuoted, at("No"), "“Second”"},
		{"next, none left", NextQuoted, at("End"), ""},
		{"previous", PreviousQuoted, len(text), "“third.”"},
		{"previous, from its start", PreviousQuoted, at("“third"), "“Second”"},
		{"previous, over paragraphs", PreviousQuoted, at("“Second"), "“first”"},
		{"previous, none left", PreviousQuoted, at("“first"), ""},
	}
	for _, c := range cases {
		got, ok := c.find(text, c.from)
		if text[got.Start:got.End] != c.want || ok != (c.want != "") {
			t.Errorf("%s: %q %v, want %q", c.name, text[got.Start:got.End], ok, c.want)
		}
	}
}

// Whatever the marks, stretches are in order, apart, not empty, and of their
// own paragraph; and walking them forward and back meets the same ones.
func TestQuotedStretchesAreApart(t *testing.T) {
	alphabet := []string{"a", "s", " ", " ", "“", "”", "\"", "'", "‘", "’", "''", "`", "«", "»", "„", "‚", "‹", "›", "「", "」", "『", "』", "n", ".", "\n", "\r\n", "7"}
	for _, text := range randomTexts(4000, 30, alphabet) {
		var all []Range
		for _, p := range Paragraphs(text) {
			last := p.Start
			for _, q := range Quoted(text, p.Start) {
				if q.Start < last || q.Empty() || q.End > p.End {
					t.Fatalf("%v after %d in %q of %q", q, last, text[p.Start:p.End], text)
				}
				last = q.End
				all = append(all, q)
			}
		}
		checkQuotedWalk(t, text, all)
	}
}

func checkQuotedWalk(t *testing.T, text string, all []Range) {
	at, n := -1, 0
	if len(all) > 0 && all[0].Start == 0 {
		at, n = 0, 1 // an offset before the text does not exist
	}
	for ; n < len(all); n++ {
		q, ok := NextQuoted(text, max(at, 0))
		if !ok || q != all[n] {
			t.Fatalf("next of %d: %v %v, want %v in %q", at, q, ok, all[n], text)
		}
		at = q.Start
	}
	at = len(text) + 1
	for n := len(all) - 1; n >= 0 && all[n].Start < len(text); n-- {
		q, ok := PreviousQuoted(text, at)
		if !ok || q != all[n] {
			t.Fatalf("previous of %d: %v %v, want %v in %q", at, q, ok, all[n], text)
		}
		at = q.Start
	}
}

// FuzzCaret: no text makes a caret panic, leave the text, or stand still
// before its end.
func FuzzCaret(f *testing.F) {
	f.Add("Mr. \xffSmith said “no’.\r\n", 5)
	f.Add("「。」と\u0301", 3)
	f.Fuzz(func(t *testing.T, text string, at int) {
		for name, step := range steps {
			to := step(text, at)
			forward := strings.HasPrefix(name, "next") && at >= 0 && at < len(text)
			back := strings.HasPrefix(name, "previous") && at > 0 && at <= len(text)
			if to < 0 || to > len(text) || forward && to <= at || back && to >= at {
				t.Fatalf("%s: from %d to %d of %d", name, at, to, len(text))
			}
		}
		for _, r := range append(Quoted(text, at), WordAt(text, at), SentenceAt(text, at), ParagraphAt(text, at)) {
			if r.Start < 0 || r.End < r.Start || r.End > len(text) {
				t.Fatalf("range %v of %d", r, len(text))
			}
		}
		QuotedAt(text, at)
		NextQuoted(text, at)
		PreviousQuoted(text, at)
	})
}
