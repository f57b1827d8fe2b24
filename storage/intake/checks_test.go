package intake_test

import (
	"reflect"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/format/bluepencil"
	"bluepencil/annotate/lint"
	"bluepencil/annotate/text"
	"bluepencil/storage"
	"bluepencil/storage/intake"
)

// choose carries out what is chosen about the checks of a project.
func choose(t *testing.T, p *storage.Project, person annotate.ID, s lint.Settings) {
	t.Helper()
	draft, err := lint.TakeSettings(person, s)
	if err != nil {
		t.Fatal(err)
	}
	commit(t, p, draft)
}

// TestWhatWasChosenAboutTheChecksComesAlong: an export that is put back brings
// its choices into a project without any, as one step of undo, and never
// replaces those of a project that has some.
func TestWhatWasChosenAboutTheChecksComesAlong(t *testing.T) {
	p, mina, _, _ := marked(t)
	chosen := lint.Settings{Profile: lint.ProfileJournalism, Clean: lint.CleanWarnings, Off: map[lint.RuleID]bool{"label-differs": true, "two-cues": true}}
	choose(t, p, mina.ID, chosen)
	path := exported(t, p, storage.ExportFilter{All: true}, bluepencil.Options{Unit: text.CodePoint})
	own := lint.Settings{Profile: lint.ProfilePolnear, Off: map[lint.RuleID]bool{}}
	none := lint.Settings{Off: map[lint.RuleID]bool{}}
	for _, test := range []struct {
		name     string
		byHandle bool
		before   lint.Settings
		want     lint.Settings
	}{
		{"put back", true, none, chosen},
		{"into a project with choices", true, own, own},
		{"taken in as one's own", false, none, none},
	} {
		again := newProject(t)
		me := join(t, again, "Importer")
		if test.before.Chosen() {
			choose(t, again, me.ID, test.before)
		}
		take(t, again, me, intake.Options{ByHandle: test.byHandle}, path)
		if got, err := again.Checks(); err != nil || !reflect.DeepEqual(got, test.want) {
			t.Errorf("%s: got %+v, want %+v, %v", test.name, got, test.want, err)
		}
	}
	again := newProject(t)
	me := join(t, again, "Importer")
	take(t, again, me, intake.Options{ByHandle: true}, path)
	for name, ok := again.UndoName(me.ID); ok; name, ok = again.UndoName(me.ID) {
		if _, err := again.Undo(me.ID); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	if got, err := again.Checks(); err != nil || got.Chosen() {
		t.Errorf("after undoing everything: %+v, %v", got, err)
	}
}
