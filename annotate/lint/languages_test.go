package lint_test

import (
	"strings"
	"testing"

	"bluepencil/annotate/lint"
)

// language is what the cases below are made of: two quotations, words within
// quotation marks, two names, a verb, and words without quotation marks.
type language struct {
	name, open, close, inner string
	quote, other             string
	lund, reyle, said, cried string
	plain                    string
}

var fiveLanguages = []language{
	{"English", "“", "”", "‘go’", "“Go,”", "“No.”", "Lund", "Reyle", "said", "cried", "it is late"},
	{"German", "„", "“", "‚geht‘", "„Geht“", "„Nein“", "Lund", "Reyle", "sagte", "rief", "es ist spät"},
	{"French", "« ", " »", "‹ va ›", "« Va »", "« Non »", "Lund", "Reyle", "dit", "cria", "il est tard"},
	{"Russian", "«", "»", "„иди“", "«Иди»", "«Нет»", "Лунд", "Рейле", "сказала", "крикнула", "уже поздно"},
	{"Chinese", "“", "”", "‘走’", "“走吧。”", "“不。”", "隆德", "雷勒", "说", "喊", "太晚了"},
}

// TestRulesReadFiveLanguages has every rule about markings point at the same
// thing in each of the languages. In the sources, Q and O are the quotations,
// L and R the names, S and C the verbs, P the words without quotation marks.
func TestRulesReadFiveLanguages(t *testing.T) {
	for _, l := range fiveLanguages {
		for _, c := range []struct {
			rule         lint.RuleID
			profile      lint.Profile
			source, want string
		}{
			{"quote-without-speaker", lint.ProfileOwn, "⟦quote|$Q⟧ ⟦quote speaker=a|$O⟧ ⟦source a|$L⟧ $S", "$Q"},
			{"two-cues", lint.ProfileOwn, "⟦quote cue=a cue=b|$Q⟧ ⟦cue a|$S⟧ $L ⟦cue b|$C⟧", "$Q"},
			{"link-missing", lint.ProfileOwn, "⟦quote|$Q⟧ ⟦quote cue=a|$O⟧ ⟦cue a|$S⟧", "$Q"},
			{"crosses-paragraph", lint.ProfileOwn, "⟦quote|$Q\n$O⟧", "$Q\n$O"},
			{"edge-blank", lint.ProfileOwn, "⟦quote|$Q ⟧$S ⟦quote|$O⟧", "$Q "},
			{"doubled-marking", lint.ProfileOwn, "⟦person|⟦person|$L⟧⟧ $S ⟦person|$R⟧", "$L"},
			{"attribute-missing", lint.ProfileOwn, "⟦quote|$Q⟧ ⟦quote type:direct|$O⟧", "$Q"},
			{"label-differs", lint.ProfileOwn, "⟦place|$L⟧ $S ⟦place|$L⟧ $S ⟦organisation|$L⟧", "$L"},
			{"pronoun-speaker", lint.ProfileOwn, "⟦person|$L⟧ $S ⟦person|$R⟧. ⟦quote speaker=a|$Q⟧ ⟦source a|$R⟧ $S", ""},
			{"nested-quote", lint.ProfilePolnear, "⟦quote|$<$P ⟦quote|$I⟧ $P$>⟧ ⟦quote|$O⟧", "$I"},
			{"one-cue", lint.ProfilePolnear, "⟦quote|$Q⟧ ⟦quote cue=a|$O⟧ ⟦cue a|$S⟧", "$Q"},
			{"one-source", lint.ProfilePolnear, "⟦quote speaker=a speaker=b|$Q⟧ ⟦source a|$L⟧ ⟦source b|$R⟧ $S", "$Q"},
			{"without-content", lint.ProfileJournalism, "⟦source|$L⟧ ⟦cue|$S⟧. ⟦quote speaker=a|$Q⟧ ⟦source a|$R⟧", "$L|$S"},
			{"quotation-marks-only", lint.ProfileJournalism, "⟦quote|$P⟧ ⟦quote|$Q⟧", "$P"},
			{"unmarked-quotation", lint.ProfileOwn, "$Q $S $L. ⟦quote|$O⟧", "$Q"},
			{"unbalanced-mark", lint.ProfileOwn, "$<$P, $S $L.", "$<"},
		} {
			words := strings.NewReplacer("$Q", l.quote, "$O", l.other, "$L", l.lund, "$R", l.reyle, "$S", l.said, "$C", l.cried, "$P", l.plain,
				"$I", l.inner, "$<", l.open, "$>", l.close)
			in := read(t, words.Replace(c.source))
			in.Settings.Profile = c.profile
			if got := told(in, check(t, in), c.rule); strings.TrimSpace(got) != strings.TrimSpace(words.Replace(c.want)) {
				t.Errorf("%s in %s: %s\n got %q\nwant %q", c.rule, l.name, in.Text, got, words.Replace(c.want))
			}
		}
	}
}
