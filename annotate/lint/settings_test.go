package lint_test

import (
	"errors"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/lint"
)

// settingsAfter is what the settings are once drafts were carried out.
func settingsAfter(t *testing.T, drafts ...annotate.Draft) lint.Settings {
	t.Helper()
	o := &annotate.Object{Ref: annotate.ProjectRef(), Fields: map[string]annotate.Field{}}
	for _, d := range drafts {
		if stream, err := d.Stream(); err != nil || stream != annotate.StreamBase {
			t.Fatalf("%+v: %v %v", d, stream, err)
		}
		for _, s := range d.Settings {
			o.Fields[s.Field] = annotate.Field{Setting: annotate.Setting{Value: s.Value}}
		}
	}
	return lint.SettingsFrom(o)
}

func must(t *testing.T) func(annotate.Draft, error) annotate.Draft {
	return func(d annotate.Draft, err error) annotate.Draft {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
}

func TestSettings(t *testing.T) {
	person := annotate.NewID()
	off := must(t)(lint.SwitchRule(person, "edge-blank", true))
	on := must(t)(lint.SwitchRule(person, "edge-blank", false))
	profile := must(t)(lint.SetProfile(person, lint.ProfilePolnear))
	clean := must(t)(lint.RequireClean(person, lint.CleanErrors))
	if s := settingsAfter(t); s.Profile != lint.ProfileOwn || len(s.Off) != 0 || s.Clean != lint.CleanNothing {
		t.Errorf("%+v", s)
	}
	if s := settingsAfter(t, off, profile, clean); s.Profile != lint.ProfilePolnear || !s.Off["edge-blank"] || s.Clean != lint.CleanErrors {
		t.Errorf("%+v", s)
	}
	none := must(t)(lint.SetProfile(person, lint.ProfileOwn))
	nothing := must(t)(lint.RequireClean(person, lint.CleanNothing))
	if s := settingsAfter(t, off, profile, clean, on, none, nothing); s.Profile != lint.ProfileOwn || len(s.Off) != 0 || s.Clean != lint.CleanNothing {
		t.Errorf("%+v", s)
	}
}

func TestSettingsThatDoNotExistAreRefusedAndNotRead(t *testing.T) {
	person := annotate.NewID()
	_, rule := lint.SwitchRule(person, "nope", true)
	_, profile := lint.SetProfile(person, "nope")
	_, clean := lint.RequireClean(person, "nope")
	for _, err := range []error{rule, profile, clean} {
		if !errors.Is(err, annotate.ErrNotFound) {
			t.Error(err)
		}
	}
	newer := annotate.Draft{}
	newer.Set(annotate.ProjectRef(), annotate.FieldProfile, "of-a-newer-version")
	newer.Set(annotate.ProjectRef(), annotate.FieldClean, 7)
	if s := settingsAfter(t, newer); s.Profile != lint.ProfileOwn || s.Clean != lint.CleanNothing {
		t.Errorf("%+v", s)
	}
}

func TestDoneCanRequireACleanArticle(t *testing.T) {
	findings := []lint.Finding{{Severity: lint.Note}, {Severity: lint.Warning}, {Severity: lint.Error}, {Severity: lint.Error}}
	for clean, want := range map[lint.Clean]int{lint.CleanNothing: 0, lint.CleanErrors: 2, lint.CleanWarnings: 3} {
		if got := (lint.Settings{Clean: clean}).Blocking(findings); len(got) != want {
			t.Errorf("%q: %d block, want %d", clean, len(got), want)
		}
	}
}
