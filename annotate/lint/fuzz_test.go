package lint_test

import (
	"math/rand/v2"
	"testing"
	"unicode/utf8"

	"bluepencil/annotate"
	"bluepencil/annotate/lint"
	"bluepencil/annotate/register"
)

// invent marks a text at random, by the codebook and now and then against it.
func invent(random *rand.Rand, text string, codebook *annotate.Codebook) lint.Input {
	in := lint.Input{Article: annotate.NewID(), Person: annotate.NewID(), Text: text, Codebook: codebook,
		Settings: lint.Settings{Profile: lint.Profiles()[random.IntN(3)]}}
	entities := []annotate.ID{annotate.NewID(), annotate.NewID()}
	in.Register = register.New([]annotate.Entity{{ID: entities[0], Name: "a", Type: "person"}, {ID: entities[1], Name: "b", Type: "?"}})
	var last *annotate.Annotation
	for range random.IntN(12) {
		var spans []annotate.Span
		for range 1 + random.IntN(3) {
			spans = append(spans, annotate.Span{Start: boundary(random, text), End: boundary(random, text)})
		}
		spans, err := annotate.NormaliseSpans(text, spans)
		if err != nil {
			continue
		}
		label := codebook.Labels[random.IntN(len(codebook.Labels))]
		m := annotate.Annotation{ID: annotate.NewID(), Article: in.Article, Layer: in.Person, Label: label.ID, Spans: spans,
			Attributes: map[annotate.AttributeID]annotate.AttributeValue{}}
		if random.IntN(2) == 0 {
			m.Entity = entities[random.IntN(2)]
		}
		if last != nil && random.IntN(2) == 0 {
			m.Label, m.Spans = last.Label, last.Spans
		}
		if last != nil && len(label.Roles) > 0 && m.Label == label.ID {
			for range random.IntN(3) {
				m.Links = append(m.Links, annotate.Link{ID: annotate.NewID(), Role: label.Roles[random.IntN(len(label.Roles))], To: last.ID})
			}
		}
		in.Annotations = append(in.Annotations, m)
		last = &in.Annotations[len(in.Annotations)-1]
	}
	return in
}

func boundary(random *rand.Rand, text string) int {
	at := random.IntN(len(text) + 1)
	for at < len(text) && !utf8.RuneStart(text[at]) {
		at++
	}
	return at
}

// FuzzCheck: no text and no annotations make the checks panic; findings lie in
// the text; each fix makes its finding go away and breaks no rule of the
// codebook that held before.
func FuzzCheck(f *testing.F) {
	f.Add("“It is late,” she said.\n\n“Go, \"no‘ ", uint64(1))
	f.Add(" „Ja“\r\n他说：「好」 \u00a0«да ", uint64(2))
	f.Add("a\xff\n \n'' \"", uint64(3))
	codebook := newsDesk(f)
	f.Fuzz(func(t *testing.T, text string, seed uint64) {
		in := invent(rand.New(rand.NewPCG(seed, 7)), text, codebook)
		findings := check(t, in)
		lint.Measure(in)
		for i := range findings {
			if r := findings[i].Range; r.Start < 0 || r.End < r.Start || r.End > len(text) {
				t.Fatalf("%+v of %d bytes", findings[i], len(text))
			}
			if findings[i].Fix != nil && utf8.ValidString(text) {
				checkFix(t, in, &findings[i])
			}
		}
	})
}

func checkFix(t *testing.T, in lint.Input, f *lint.Finding) {
	t.Helper()
	after := fixed(in, f.Fix)
	for _, again := range check(t, after) {
		if again.Same(f) {
			t.Fatalf("%q is still there after %q in %q", f.Reason, f.Fix.Name, in.Text)
		}
	}
	around := annotate.Surroundings{Text: in.Text, Target: func(annotate.ID) (annotate.LabelID, bool) { return "", false },
		Entity: func(annotate.ID) bool { return true }}
	bad := map[annotate.ID]bool{}
	for i := range in.Annotations {
		bad[in.Annotations[i].ID] = in.Codebook.Check(&in.Annotations[i], around) != nil
	}
	for i := range after.Annotations {
		if err := in.Codebook.Check(&after.Annotations[i], around); err != nil && !bad[after.Annotations[i].ID] {
			t.Fatalf("%q in %q: %v", f.Fix.Name, in.Text, err)
		}
	}
}

// What fuzzing finds soonest, at every run of the tests.
func TestFixesOfInventedArticles(t *testing.T) {
	alphabet := []string{"a", "Lund", " ", " ", "\n", "“", "”", "\"", "„", "‘", "’", "«", "»", "「", "」", "he", ",", ".", "\u00a0", "好"}
	random, codebook := rand.New(rand.NewPCG(3, 5)), newsDesk(t)
	fixes := map[lint.RuleID]int{}
	for range 5000 {
		text := ""
		for range random.IntN(40) {
			text += alphabet[random.IntN(len(alphabet))]
		}
		in := invent(random, text, codebook)
		for _, f := range check(t, in) {
			if f.Fix != nil {
				checkFix(t, in, &f)
				fixes[f.Rule]++
			}
		}
	}
	for _, rule := range []lint.RuleID{"unmarked-quotation", "mark-left-outside", "two-cues", "crosses-paragraph", "edge-blank", "doubled-marking"} {
		if fixes[rule] == 0 {
			t.Errorf("no fix of %s was tried", rule)
		}
	}
}
