package lint

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"bluepencil/annotate"
)

// Settings are what a project has chosen about its checks. Each rule is a
// field of its own, so that two people who switch different ones never conflict.
type Settings struct {
	Profile Profile
	Off     map[RuleID]bool // the rules that are switched off
	Clean   Clean
}

// Clean says how clean an article must be before it can be done.
type Clean string

// What "done" can require.
const (
	CleanNothing  Clean = ""         // nothing
	CleanErrors   Clean = "errors"   // no errors
	CleanWarnings Clean = "warnings" // neither errors nor warnings
)

// SettingsFrom reads the settings from the project's object. What a newer
// version wrote and this one does not know is left out.
func SettingsFrom(o *annotate.Object) Settings {
	s := Settings{Profile: annotate.As[Profile](o.Value(annotate.FieldProfile)), Clean: annotate.As[Clean](o.Value(annotate.FieldClean)), Off: map[RuleID]bool{}}
	if !s.Profile.Known() {
		s.Profile = ProfileOwn
	}
	if !s.Clean.Known() {
		s.Clean = CleanNothing
	}
	for name, f := range o.Fields {
		if id, ok := strings.CutPrefix(name, annotate.FieldRuleOff); ok && annotate.As[bool](f.Value) {
			s.Off[RuleID(id)] = true
		}
	}
	return s
}

// SwitchRule drafts switching a rule off, or on again. It fails with
// annotate.ErrNotFound where there is no such rule.
func SwitchRule(person annotate.ID, rule RuleID, off bool) (annotate.Draft, error) {
	if _, ok := RuleByID(rule); !ok {
		return annotate.Draft{}, fmt.Errorf("rule %q: %w", rule, annotate.ErrNotFound)
	}
	d := annotate.Draft{Person: person, Action: "switch the check " + string(rule) + " on"}
	if off {
		d.Action = "switch the check " + string(rule) + " off"
		d.Set(annotate.ProjectRef(), annotate.FieldRuleOff+string(rule), true)
	} else {
		d.Unset(annotate.ProjectRef(), annotate.FieldRuleOff+string(rule))
	}
	return d, nil
}

// SetProfile drafts the choice of a profile. It fails with annotate.ErrNotFound
// where there is none of the name.
func SetProfile(person annotate.ID, profile Profile) (annotate.Draft, error) {
	if !profile.Known() {
		return annotate.Draft{}, fmt.Errorf("profile %q: %w", profile, annotate.ErrNotFound)
	}
	d := annotate.Draft{Person: person, Action: "choose the profile " + string(profile)}
	if profile == ProfileOwn {
		d.Action = "choose no profile"
		d.Unset(annotate.ProjectRef(), annotate.FieldProfile)
	} else {
		d.Set(annotate.ProjectRef(), annotate.FieldProfile, profile)
	}
	return d, nil
}

// RequireClean drafts how clean an article must be before it can be done. It
// fails with annotate.ErrNotFound where the choice is none.
func RequireClean(person annotate.ID, clean Clean) (annotate.Draft, error) {
	if !clean.Known() {
		return annotate.Draft{}, fmt.Errorf("%q is none of errors and warnings: %w", clean, annotate.ErrNotFound)
	}
	d := annotate.Draft{Person: person, Action: "require no " + string(clean) + " before an article is done"}
	if clean == CleanNothing {
		d.Action = "require no clean article"
		d.Unset(annotate.ProjectRef(), annotate.FieldClean)
	} else {
		d.Set(annotate.ProjectRef(), annotate.FieldClean, clean)
	}
	return d, nil
}

// Known tells whether there is such a choice.
func (c Clean) Known() bool { return c.least() >= 0 }

// Chosen tells whether anything differs from what holds without a choice.
func (s Settings) Chosen() bool {
	for _, off := range s.Off {
		if off {
			return true
		}
	}
	return s.Profile != ProfileOwn || s.Clean != CleanNothing
}

// TakeSettings drafts everything that the settings of another project chose,
// as one step. It fails with annotate.ErrNotFound where a profile, a rule or a
// choice is unknown here.
func TakeSettings(person annotate.ID, s Settings) (annotate.Draft, error) {
	all := annotate.Draft{Person: person, Action: "take in what was chosen about the checks"}
	add := func(d annotate.Draft, err error) error {
		all.Settings = append(all.Settings, d.Settings...)
		return err
	}
	err := errors.Join(add(SetProfile(person, s.Profile)), add(RequireClean(person, s.Clean)))
	for _, rule := range slices.Sorted(maps.Keys(s.Off)) {
		if s.Off[rule] {
			err = errors.Join(err, add(SwitchRule(person, rule, true)))
		}
	}
	return all, err
}

// least is the lightest severity that keeps an article from being done, or -1
// where the choice is unknown. Notes never do: most are about the text, which
// nobody can mend.
func (c Clean) least() Severity {
	switch c {
	case CleanNothing:
		return Error + 1
	case CleanErrors:
		return Error
	case CleanWarnings:
		return Warning
	}
	return -1
}

// Blocking lists the findings that keep the article from being done; none
// means that it may be.
func (s Settings) Blocking(findings []Finding) []Finding {
	var list []Finding
	for _, f := range findings {
		if f.Severity >= s.Clean.least() {
			list = append(list, f)
		}
	}
	return list
}
