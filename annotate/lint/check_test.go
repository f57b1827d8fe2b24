package lint_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/lint"
	"bluepencil/annotate/register"
	"bluepencil/assets"
)

func TestEmptyFieldsOfTheArticleArePointedAt(t *testing.T) {
	in := read(t, "Words.")
	in.Meta = map[string]string{"title": " "}
	findings := check(t, in)
	if len(findings) != 2 || findings[0].Rule != "field-missing" || !findings[0].Range.Empty() || !strings.Contains(findings[1].Reason, "outlet") {
		t.Errorf("%+v", findings)
	}
}

func TestAnEntryOfTheRegisterHasOneType(t *testing.T) {
	in := read(t, "⟦organisation|Alder⟧, ⟦place|Alder⟧ and ⟦place|Alder⟧; ⟦person|Lund⟧ and ⟦place|Lund⟧")
	alder, lund := annotate.NewID(), annotate.NewID()
	for i := range in.Annotations {
		in.Annotations[i].Entity = alder
		if in.Annotations[i].Spans[0].Text == "Lund" {
			in.Annotations[i].Entity = lund
		}
	}
	in.Register = register.New([]annotate.Entity{{ID: alder, Name: "Alder", Type: "organisation"}, {ID: lund, Name: "Lund", Type: "mayor"}})
	var reasons []string
	for _, f := range check(t, in) {
		if f.Rule == "entity-types" {
			reasons = append(reasons, f.Reason)
		}
	}
	if len(reasons) != 3 || !strings.Contains(reasons[0], "“Alder” is marked as Place, and the register has “Alder” as Organisation") ||
		!strings.Contains(reasons[2], "1 times as Person") {
		t.Errorf("%q", reasons)
	}
}

func TestMergedEntriesOfTheRegisterHaveOneType(t *testing.T) {
	in := read(t, "⟦place|Alder⟧")
	first, second := annotate.NewID(), annotate.NewID()
	in.Annotations[0].Entity = second
	in.Register = register.New([]annotate.Entity{{ID: first, Name: "Alder", Type: "place"}, {ID: second, Name: "Alder", Type: "organisation", Same: []annotate.ID{first}}})
	if got := told(in, check(t, in), "entity-types"); got != "Alder" {
		t.Errorf("%q", got)
	}
}

func TestFindingsComeByPlaceWithReasonsAndCanBeSwitchedOff(t *testing.T) {
	in := read(t, "“No,” he said. ⟦quote|“Go.” ⟧\n⟦person| Lund⟧ “Oh")
	findings := check(t, in)
	if !slices.IsSortedFunc(findings, func(a, b lint.Finding) int { return a.Range.Start - b.Range.Start }) || len(findings) < 5 {
		t.Errorf("%+v", findings)
	}
	for _, f := range findings {
		rule, ok := lint.RuleByID(f.Rule)
		if !ok || f.Reason == "" || !strings.HasSuffix(f.Reason, ".") || f.Severity != rule.Severity {
			t.Errorf("%+v", f)
		}
		off := in
		off.Settings.Off = map[lint.RuleID]bool{f.Rule: true}
		if told(off, check(t, off), f.Rule) != "" || len(check(t, off)) >= len(findings) {
			t.Errorf("%s cannot be switched off", f.Rule)
		}
	}
}

func TestAnnotationsThatDoNotFitTheTextArePassedOver(t *testing.T) {
	in := read(t, "⟦quote|“Go.”⟧")
	in.Annotations[0].Spans[0].End = 99
	for _, f := range check(t, in) {
		if !f.Annotation.IsZero() {
			t.Errorf("%+v", f)
		}
	}
}

func TestACheckCanBeCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := lint.Check(ctx, read(t, "“Go.”")); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// Names are compared over the whole project where there is a survey of it,
// and each person with herself only.
func TestTheSurveyKnowsWhatIsUsual(t *testing.T) {
	here, elsewhere := read(t, "⟦place|Port  Alder⟧"), read(t, "⟦organisation|Port Alder⟧ and ⟦organisation|Port\nAlder⟧")
	survey := lint.NewSurvey(here.Codebook, register.New(nil))
	survey.Add(here.Person, here.Annotations)
	survey.Add(elsewhere.Person, elsewhere.Annotations)
	here.Elsewhere = survey
	if got := told(here, check(t, here), "label-differs"); got != "" {
		t.Errorf("somebody else's labels count: %q", got)
	}
	survey.Add(here.Person, elsewhere.Annotations)
	findings := check(t, here)
	if got := told(here, findings, "label-differs"); got != "Port  Alder" || survey.Left() != 0 {
		t.Errorf("%q of %+v, %d left", got, findings, survey.Left())
	}
}

func TestCompleteness(t *testing.T) {
	in := read(t, "⟦quote speaker=l type:direct|“Go,”⟧ ⟦person l|Lund⟧ said. ⟦quote flags:orphan|“Né⟧e,” and “so.” On “Face the Harbour.” ⟦claim|9 crowns⟧")
	in.Meta["outlet"] = ""
	got := lint.Measure(in)
	want := lint.Completeness{
		Quoted:     lint.Share{Done: 8, All: 16}, // “Go,” and “Né of “Née,”; “so.”
		Speakers:   lint.Share{Done: 2, All: 2},
		Attributes: lint.Share{Done: 1, All: 4},
		Fields:     lint.Share{Done: 1, All: 2},
	}
	if got != want || got.Quoted.Whole() || !got.Speakers.Whole() {
		t.Errorf("got %+v, want %+v", got, want)
	}
	got.Add(want)
	if got.Quoted != (lint.Share{Done: 16, All: 32}) || got.Fields != (lint.Share{Done: 2, All: 4}) {
		t.Errorf("%+v", got)
	}
	if empty := lint.Measure(lint.Input{}); empty != (lint.Completeness{}) {
		t.Errorf("%+v", empty)
	}
}

// The samples that ship hold to their own codebook's errors.
func TestTheSamplesHaveFewFaults(t *testing.T) {
	samples, err := assets.Samples()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range samples {
		marks, err := s.Annotations()
		if err != nil {
			t.Fatal(err)
		}
		in := lint.Input{Article: annotate.NewID(), Person: annotate.NewID(), Text: s.Text, Meta: s.Meta, Annotations: marks, Codebook: newsDesk(t)}
		for _, f := range check(t, in) {
			if f.Severity == lint.Error || f.Rule == "unbalanced-mark" || f.Rule == "mark-left-outside" {
				t.Errorf("%s: %s: %s", s.File, f.Rule, f.Reason)
			}
		}
	}
}

func TestRulesHaveADocSentenceAndAnIDOfTheirOwn(t *testing.T) {
	seen := map[lint.RuleID]bool{}
	for _, r := range lint.Rules() {
		if seen[r.ID] || !strings.HasSuffix(r.Doc, ".") || strings.Trim(string(r.ID), "abcdefghijklmnopqrstuvwxyz-") != "" {
			t.Errorf("%+v", r)
		}
		seen[r.ID] = true
	}
}
