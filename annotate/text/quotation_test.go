package text

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

// told writes quotations down: pieces joined by +, the use behind them where
// it is no speech, and then the faults.
func told(text string) string {
	uses := map[Use]string{Title: "(title)", Nickname: "(nickname)", Markup: "(markup)"}
	kinds := map[FaultKind]string{NeverClosed: "never closed", NeverOpened: "never opened", Mismatched: "mismatched"}
	list, faults := Quotations(text)
	var words []string
	for _, q := range list {
		var pieces []string
		for _, p := range q.Pieces {
			pieces = append(pieces, text[p.Start:p.End])
		}
		words = append(words, strings.Join(pieces, "+")+uses[q.Use])
	}
	for _, f := range faults {
		words = append(words, fmt.Sprintf("%s: %s%s", kinds[f.Kind], text[f.Mark.Start:f.Mark.End], text[f.Other.Start:f.Other.End]))
	}
	return strings.Join(words, "|")
}

func TestQuotations(t *testing.T) {
	cases := []struct{ name, text, want string }{
		{"English", "“It is late,” she said.\n\n\"Go,\" said Reyle.", `“It is late,”|"Go,"`},
		{"goes on, each paragraph opens", "“It is late.\n\n“It is dark.\n\n“Go,” she said.", "“It is late.+“It is dark.+“Go,”"},
		{"goes on, straight", "\"It is late.\n\n\"Go,\" she said.", "\"It is late.+\"Go,\""},
		{"goes on without opening again", "“It is late.\nIt is dark.\nGo,” she said.", "“It is late.+It is dark.+Go,”"},
		{"a later quotation is another one", "“It is late, she said.\n\nReyle said “no”.", "“It is late, she said.|“no”|never closed: “"},
		{"never closed at the end", "So.\n“It is late, she said.", "“It is late, she said.|never closed: “"},
		{"never closed, too far", "“So.\na\nb\nc\nd\ne\nend.”", "“So.|never closed: “|never opened: ”"},
		{"goes on and is never closed", "“It is late.\n\n“It is dark.\n\nShe left.", "“It is late.+“It is dark.|never closed: “"},
		{"never opened", "It is late,” she said.", "never opened: ”"},
		{"two kinds", "“It is late,\" she said. “No.”", "“It is late,\"|“No.”|mismatched: “\""},
		{"nested", "“He said ‘no’ and «non» twice.”", "“He said ‘no’ and «non» twice.”"},
		{"the inner one is never closed", "“He said «no twice.”", "“He said «no twice.”|never closed: «"},
		{"single quotes", "‘It is late,’ she said. ‘Go.", "‘It is late,’|never closed: ‘"},
		{"single quotes go on", "‘One’ and ‘two.\n\n‘Three.’", "‘One’|‘Three.’"},
		{"apostrophes", "The ’90s boys’ don't, rock 'n' roll, ‘em, ‘tis the ‘own’.", "‘own’"},
		{"minutes and inches", "A 6'2\" man, 12\" of snow, “5' 4\"”.", "“5' 4\"”"},
		{"inches in a quotation", "\"A 12\" pipe,\" he said.", "\"A 12\" pipe,\""},
		{"typewriter", "``It is late,'' she said. ''No.", "``It is late,''|''No.|never closed: ''"},
		{"German", "„Ja“, sagte er, „und ‚nein‘“. »Gut.« „Nie", "„Ja“|„und ‚nein‘“|»Gut.«|„Nie|never closed: „"},
		{"German, two kinds", "„Ja\", sagte Orth.", "„Ja\"|mismatched: „\""},
		{"German, goes on", "„Es ist spät.\n\n„Geht heim“, sagte sie.", "„Es ist spät.+„Geht heim“"},
		{"French", "« Il est tard », dit-elle. «Non.", "« Il est tard »|«Non.|never closed: «"},
		{"French, goes on", "« Il est tard.\n\n» Il fait nuit.\n\n» Allez », dit-elle.", "« Il est tard.+» Il fait nuit.+» Allez »"},
		{"French, apostrophes", "L’été d'Alder, aujourd’hui", ""},
		{"Russian", "«Поздно», — сказала Лунд. «Газета „Порт“ права».", "«Поздно»|«Газета „Порт“ права»"},
		{"Russian, never closed", "«Поздно, — сказала она.", "«Поздно, — сказала она.|never closed: «"},
		{"Chinese", "她说：“太晚了。”「好」『是「不」』", "“太晚了。”|「好」|『是「不」』"},
		{"Chinese, unbalanced", "她说：“太晚了。「好", "“太晚了。「好|never closed: “|never closed: 「"},
		{"Chinese, never opened", "太晚了」", "never opened: 」"},
		{"title", "Seen on “Face the Harbour,” a show.", "“Face the Harbour,”(title)"},
		{"not a title", "She said: “Port Alder Votes.”", "“Port Alder Votes.”"},
		{"in a headline capitals say nothing", "Lund Calls Harbour Plan ‘Too Late’ After Vote", "‘Too Late’"},
		{"a subhead in marks", "‘All Bets Are Off’", "‘All Bets Are Off’(title)"},
		{"nickname", "Council member Edith “Edie” Falk spoke.", "“Edie”(nickname)"},
		{"markup", "<img alt=\"the bridge\"> x=\"no tag\"", "\"the bridge\"(markup)|\"no tag\""},
		{"nothing", "", ""},
	}
	for _, c := range cases {
		if got := told(c.text); got != c.want {
			t.Errorf("%s: %q\n got %s\nwant %s", c.name, c.text, got, c.want)
		}
	}
}

// Whatever the marks: quotations are in order and apart, each piece lies in a
// paragraph of its own, and every fault is a mark.
func TestQuotationsAreApart(t *testing.T) {
	alphabet := []string{"a", "S", " ", " ", "“", "”", "\"", "'", "''", "`", "‘", "’", "«", "»", "„", "‚", "‹", "›", "「", "」", "n", ".", "\n", "\n\n", "\r\n", "7", "="}
	for _, text := range randomTexts(6000, 40, alphabet) {
		checkQuotations(t, text)
	}
}

func checkQuotations(t *testing.T, text string) {
	t.Helper()
	list, faults := Quotations(text)
	last := 0
	for _, q := range list {
		if len(q.Pieces) == 0 {
			t.Fatalf("a quotation without pieces in %q", text)
		}
		for _, p := range q.Pieces {
			if p.Start < last || p.Empty() || p.End > len(text) || p.End > ParagraphAt(text, p.Start).End {
				t.Fatalf("piece %v after %d in %q", p, last, text)
			}
			last = p.End
		}
	}
	last = 0
	for _, f := range faults {
		if _, step := markAt(text, Range{0, len(text)}, f.Mark.Start); f.Mark.Start < last || step == 0 || f.Mark.Len() == 0 {
			t.Fatalf("fault %v after %d in %q", f, last, text)
		}
		last = f.Mark.Start
	}
}

// FuzzQuotations: no text makes the tracker panic or tell of places outside.
func FuzzQuotations(f *testing.F) {
	f.Add("“So.\n\n“No,” she said. ‘Em 6'2\" «a »\n» b")
	f.Add("''`\xff\"\r\n」『")
	f.Fuzz(func(t *testing.T, text string) {
		if Quotations(text); utf8.ValidString(text) {
			checkQuotations(t, text)
		}
	})
}

// Deep nesting costs no more than as many marks side by side; a tracker that
// looked at all open marks for each one would not come to an end here.
func TestManyOpeningMarksAreRead(t *testing.T) {
	for _, text := range []string{
		strings.Repeat("“„«‘", 100_000) + strings.Repeat("’»“”", 100_000),
		strings.Repeat("“a ", 300_000), strings.Repeat(`"a" `, 300_000), strings.Repeat("a” b\" ", 200_000),
		strings.Repeat("“a\n", 200_000), strings.Repeat("« a\n» b\n", 100_000),
	} {
		if list, faults := Quotations(text); len(list)+len(faults) == 0 {
			t.Errorf("nothing was found in %.20s", text)
		}
	}
}
