package bluepencil_test

import (
	"reflect"
	"strings"
	"testing"

	"bluepencil/annotate/format/bluepencil"
	"bluepencil/annotate/lint"
)

func TestWhatWasChosenAboutTheChecksComesBack(t *testing.T) {
	c := team()
	c.Checks = lint.Settings{Profile: lint.ProfilePolnear, Clean: lint.CleanErrors, Off: map[lint.RuleID]bool{"two-cues": true, "edge-blank": true}}
	raw, err := bluepencil.ProjectFile(c)
	if err != nil {
		t.Fatal(err)
	}
	if err := validate(t, schema(t, "project-1"), raw); err != nil {
		t.Error(err)
	}
	back, err := bluepencil.ParseProject(raw)
	if err != nil || !reflect.DeepEqual(back.Checks, c.Checks) {
		t.Errorf("got %+v, want %+v, %v", back.Checks, c.Checks, err)
	}
	newer := strings.NewReplacer("two-cues", "three-cues", "polnear", "farnear", `"errors"`, `"everything"`).Replace(string(raw))
	back, err = bluepencil.ParseProject([]byte(newer))
	if want := (lint.Settings{Off: map[lint.RuleID]bool{"edge-blank": true}}); err != nil || !reflect.DeepEqual(back.Checks, want) {
		t.Errorf("of a newer version's choices %+v was read, want %+v, %v", back.Checks, want, err)
	}
	c.Checks = lint.Settings{Off: map[lint.RuleID]bool{"edge-blank": false}}
	if raw, err = bluepencil.ProjectFile(c); err != nil || strings.Contains(string(raw), `"checks"`) {
		t.Errorf("no choice is written as one: %v", err)
	}
}
