package lint_test

import (
	"testing"

	"bluepencil/annotate/lint"
)

// The rules, one by one: what they point at, and what is left after the fixes.
func TestRules(t *testing.T) {
	const own, polnear, journalism = lint.ProfileOwn, lint.ProfilePolnear, lint.ProfileJournalism
	cases := []struct {
		rule    lint.RuleID
		profile lint.Profile
		source  string
		want    string // the words that are pointed at, joined by |
		after   string // how many markings there are after all fixes, and those that are new; "" where there is no fix
	}{
		{"unbalanced-mark", own, "“It is late, she said. No\" one.", "“It is late, she said. No\"", ""},
		{"unbalanced-mark", own, "\"It is late, she said.\n\nDon't.", "\"", ""},
		{"unbalanced-mark", own, "„Es ist spät, sagte Lund.\n\nDas war's.", "„", ""},
		{"unbalanced-mark", own, "„Ja“ und ‚nein‘ und »gut«", "", ""},
		{"unbalanced-mark", own, "Il est tard », dit-elle, l’été.", "»", ""},
		{"unbalanced-mark", own, "«Поздно, — сказала Лунд.", "«", ""},
		{"unbalanced-mark", own, "她说：「太晚了。", "「", ""},
		{"unbalanced-mark", own, "“It is late.\n\n“It is dark,” she said. He is 6'2\" tall.", "", ""},

		{"unmarked-quotation", own, "“It is late,” she said. ⟦quote|“Go,”⟧ he said.", "“It is late,”", "2: quote “It is late,”"},
		{"unmarked-quotation", own, "On “Face the Harbour,” Edith “Edie” Falk spoke.", "", ""},
		{"unmarked-quotation", own, "“It is late.\n\n“Go,” she said.", "“It is late.\n\n“Go,”", "1: quote “It is late.+“Go,”"},
		{"unmarked-quotation", own, "„Es ist spät“, sagte Lund.", "„Es ist spät“", "1: quote „Es ist spät“"},
		{"unmarked-quotation", own, "« Il est tard », dit Lund.", "« Il est tard »", "1: quote « Il est tard »"},
		{"unmarked-quotation", own, "«Поздно», — сказала Лунд.", "«Поздно»", "1: quote «Поздно»"},
		{"unmarked-quotation", own, "她说：“太晚了。”", "“太晚了。”", "1: quote “太晚了。”"},

		{"mark-left-outside", own, "“⟦quote|It is late⟧,” she said.", "It is late", "1: quote “It is late,”"},
		{"mark-left-outside", own, "⟦quote|“It is late,⟧” she said.", "“It is late,", "1: quote “It is late,”"},
		{"mark-left-outside", own, "„⟦quote|Es ist spät⟧“, sagte Lund.", "Es ist spät", "1: quote „Es ist spät“"},
		{"mark-left-outside", own, "« ⟦quote|Il est tard⟧ », dit Lund.", "Il est tard", "1: quote « Il est tard »"},
		{"mark-left-outside", own, "«⟦quote|Поздно⟧», — сказала Лунд.", "Поздно", "1: quote «Поздно»"},
		{"mark-left-outside", own, "她说：“⟦quote|太晚了⟧。”", "太晚了", "1: quote “太晚了。”"},
		{"mark-left-outside", own, "She said ⟦quote|it is “late” now⟧ and ⟦quote|“gone.”⟧ ⟦quote|He “went⟧ away”.", "", ""},

		{"quote-without-speaker", own, "⟦quote speaker=s|“Go,”⟧ ⟦source s|she⟧ said. ⟦quote|“No.”⟧ ⟦quote flags:orphan|“Yes.”⟧", "“No.”", ""},
		{"quote-without-speaker", journalism, "⟦quote|“Geht.”⟧", "", ""},
		{"quote-without-speaker", own, "⟦quote|«Поздно»⟧. ⟦quote|« Oui »⟧ ⟦quote|„Ja“⟧ ⟦quote|「好」⟧", "«Поздно»|« Oui »|„Ja“|「好」", ""},

		{"pronoun-speaker", own, "⟦person|Ada Lund⟧ met ⟦person|Tomas Reyle⟧. ⟦quote speaker=s|“Go,”⟧ ⟦source s|she⟧ said.", "she", ""},
		{"pronoun-speaker", own, "⟦person|Mayor Ada Lund⟧ came. ⟦person|Lund's⟧ car left. ⟦quote speaker=s|“Go,”⟧ ⟦source s|she⟧ said.", "", ""},
		{"pronoun-speaker", own, "⟦person|Lund⟧ met ⟦person|Reyle⟧.\n\nA word.\n\n⟦quote speaker=s|“Go,”⟧ ⟦source s|she⟧ said.", "", ""},
		{"pronoun-speaker", own, "⟦person|Lund⟧ and ⟦person l|Reyle⟧. ⟦quote speaker=s|“Go,”⟧ ⟦source s same-as=l|he⟧ said.", "", ""},
		{"pronoun-speaker", own, "⟦person|Lund⟧ met the ⟦organisation|council⟧. ⟦quote speaker=s|“Go,”⟧ ⟦source s|she⟧ said.", "", ""},
		{"pronoun-speaker", own, "⟦person|Lund⟧ traf ⟦person|Reyle⟧. ⟦quote speaker=s|„Geht“⟧, sagte ⟦source s|sie⟧.", "sie", ""},
		{"pronoun-speaker", own, "⟦person|Lund⟧ et ⟦person|Reyle⟧. ⟦quote speaker=s|« Non »⟧, dit-⟦source s|elle⟧.", "elle", ""},
		{"pronoun-speaker", own, "⟦person|Лунд⟧ и ⟦person|Рейле⟧. ⟦quote speaker=s|«Поздно»⟧, — сказала ⟦source s|она⟧.", "она", ""},
		{"pronoun-speaker", own, "⟦person|隆德⟧见了⟦person|雷勒⟧。⟦source s|她⟧说：⟦quote speaker=s|“太晚了。”⟧", "她", ""},
		{"pronoun-speaker", own, "The ⟦organisation|council⟧ and the ⟦organisation|port⟧. ⟦quote speaker=s|“Go,”⟧ ⟦source s|they⟧ said.", "they", ""},

		{"two-cues", own, "⟦quote cue=a cue=b|“Go,”⟧ she ⟦cue a|said⟧ and ⟦cue b|shouted⟧.", "“Go,”", ""},
		{"two-cues", own, "⟦quote cue=a cue=a|„Geht“⟧, ⟦cue a|sagte⟧ sie.", "„Geht“", "2: "},
		{"link-missing", own, "⟦quote|„Geht“⟧", "„Geht“", ""},
		{"link-missing", polnear, "⟦quote|“Go,”⟧", "", ""},

		{"crosses-paragraph", own, "⟦quote|“It is late. \n\n“Go,”⟧ she said.", "“It is late. \n\n“Go,”", "1: quote “It is late.+“Go,”"},
		{"crosses-paragraph", own, "⟦quote|“太晚了。\r\n走吧。”⟧", "“太晚了。\r\n走吧。”", "1: quote “太晚了。+走吧。”"},
		{"crosses-paragraph", own, "⟦correction|It was 9.\nIt is 10.⟧ ⟦quote|“Go.”⟧\n", "", ""},

		{"edge-blank", own, "She said ⟦quote|“go,” ⟧he did.", "“go,” ", "1: quote “go,”"},
		{"edge-blank", own, "⟦person|\u3000隆德\u00a0⟧说", "\u3000隆德\u00a0", "1: person 隆德"},
		{"edge-blank", own, "⟦quote q|“Go,”⟧ she⟦+q| ⟧ said.", " ", "1: quote “Go,”"},
		{"edge-blank", own, "a⟦person| ⟧b", " ", ""},

		{"doubled-marking", own, "⟦person|⟦person|Lund⟧⟧ und ⟦person|⟦source|Reyle⟧⟧", "Lund", "3: "},
		{"doubled-marking", own, "⟦person|⟦person l|Lund⟧⟧. ⟦quote speaker=l|«Поздно»⟧", "Lund", ""},

		{"attribute-missing", own, "⟦quote|“Go.”⟧ ⟦quote type:direct|“No.”⟧ ⟦claim claim-kind:quantity verifiable:yes|9 crowns⟧", "“Go.”|9 crowns", ""},

		{"label-differs", own, "⟦place|Alder⟧, ⟦place|Alder⟧, ⟦organisation|Alder⟧", "Alder", ""},
		{"label-differs", own, "⟦place|Порт⟧ ⟦organisation|Порт⟧ ⟦place|港⟧ ⟦source|港⟧", "Порт", ""},

		{"nested-quote", own, "⟦quote|“He said ⟦quote|‘go’⟧ twice.”⟧", "", ""},
		{"nested-quote", polnear, "⟦quote|“He said ⟦quote|‘go’⟧ twice.”⟧ ⟦quote|„Ja“⟧", "‘go’", ""},
		{"nested-quote", journalism, "⟦quote|„Er sagte ⟦quote|‚geht‘⟧.“⟧", "‚geht‘", ""},

		{"one-cue", polnear, "⟦quote|“Go,”⟧ ⟦quote cue=c|“No,”⟧ she ⟦cue c|did⟧ not ⟦+c|say⟧.", "“Go,”|did not say", ""},
		{"one-cue", own, "⟦quote|“Go,”⟧", "", ""},
		{"one-source", polnear, "⟦quote speaker=a speaker=b|“Go,”⟧ ⟦source a|Lund⟧ and ⟦source b|Reyle⟧ said.", "“Go,”", ""},
		{"without-content", journalism, "⟦source|Lund⟧ ⟦cue|sagte⟧. ⟦quote speaker=r|„Ja“⟧, so ⟦source r|Reyle⟧.", "Lund|sagte", ""},
		{"without-content", own, "⟦source|Lund⟧ ⟦cue|sagte⟧.", "", ""},

		{"quotation-marks-only", journalism, "She said ⟦quote|it is late⟧, ⟦quote|“very late”⟧, ⟦quote|“late” and dark⟧.", "it is late|“late” and dark", ""},
		{"quotation-marks-only", journalism, "⟦quote|„Ja“⟧ ⟦quote|« Oui »⟧ ⟦quote|«Да»⟧ ⟦quote|「好」⟧ ⟦quote|她说好⟧", "她说好", ""},
		{"quotation-marks-only", polnear, "She said ⟦quote|it is late⟧.", "", ""},
	}
	tested := map[lint.RuleID]bool{"field-missing": true, "entity-types": true} // below
	for _, c := range cases {
		tested[c.rule] = true
		in := read(t, c.source)
		in.Settings.Profile = c.profile
		if got := told(in, check(t, in), c.rule); got != c.want {
			t.Errorf("%s: %s\n got %q\nwant %q", c.rule, c.source, got, c.want)
		}
		if c.after != "" {
			if got := applied(t, in, c.rule); got != c.after {
				t.Errorf("%s, after the fixes: %s\n got %q\nwant %q", c.rule, c.source, got, c.after)
			}
		} else if f := firstFix(check(t, in), c.rule); f != nil {
			t.Errorf("%s: %s: the fix %q was not expected", c.rule, c.source, f.Fix.Name)
		}
	}
	for _, rule := range lint.Rules() {
		if !tested[rule.ID] {
			t.Errorf("no case for %s", rule.ID)
		}
	}
}
