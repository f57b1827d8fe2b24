package panel

import (
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/review"
	"bluepencil/app/adjudicator"
	"bluepencil/storage"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestALabelIsChosenByArrowsOrByItsKey(t *testing.T) {
	labels := codebook(t).Offered()
	var chosen annotate.LabelID
	left := 0
	c := NewLabelChoice(labels)
	c.OnChoose = func(id annotate.LabelID) { chosen = id }
	c.OnLeave = func() { left++ }
	w := window(t, c)
	w.Canvas().Focus(c)
	c.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	c.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if chosen != labels[1].ID {
		t.Errorf("Down and Enter chose %q", chosen)
	}
	c.TypedRune([]rune(labels[3].Key)[0])
	if chosen != labels[3].ID {
		t.Errorf("its key chose %q", chosen)
	}
	c.TypedRune('~')
	c.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if chosen != labels[3].ID || left != 1 {
		t.Errorf("chose %q, left %d times", chosen, left)
	}
}

func TestNothingIsMergedThatWasNotCounted(t *testing.T) {
	people := []annotate.Person{{ID: annotate.NewID(), Name: "Jo Alder"}, {ID: annotate.NewID(), Name: "Nora Vik"}}
	m := NewMerge(people, true)
	window(t, m)
	var previews, merges []adjudicator.Merging
	all := false
	m.OnPreview = func(in bool, one adjudicator.Merging) { all, previews = in, append(previews, one) }
	m.OnMerge = func(_ bool, one adjudicator.Merging) { merges = append(merges, one) }
	enter := func() { m.Go.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn}) }
	enter()
	enter()
	if len(previews) != 2 || len(merges) != 0 || !all || previews[0].Rule.Strategy != review.TakeUnanimous {
		t.Fatalf("%+v, merged %+v", previews, merges)
	}
	found := &storage.ReviewMerge{Preview: review.Preview{Articles: 1, Units: 2, Merged: 1, Added: 1, Open: 1}}
	m.Counted(found)
	m.rule.SetSelectedIndex(1)
	m.k.SetSelectedIndex(2)
	m.scope.SetSelectedIndex(1)
	enter() // something else is asked for since
	if last := previews[len(previews)-1]; len(merges) != 0 || all || last.Rule != (review.Rule{Strategy: review.TakeMajority, K: 3}) {
		t.Fatalf("%+v, merged %+v", last, merges)
	}
	m.rule.SetSelectedIndex(3)
	m.person.SetSelectedIndex(1)
	m.trim.SetChecked(true)
	m.Counted(found)
	enter()
	if len(merges) != 1 || merges[0].Rule != (review.Rule{Strategy: review.TakePerson, Person: people[1].ID, Trim: true}) {
		t.Fatalf("merged %+v", merges)
	}
	m.changed()
	m.Counted(&storage.ReviewMerge{})
	enter()
	if len(merges) != 1 {
		t.Error("a merge without an effect was done")
	}
}

func TestDifferencesAreOpenedByEnter(t *testing.T) {
	me, other := annotate.Person{ID: annotate.NewID(), Name: "Jo Alder"}, annotate.Person{ID: annotate.NewID(), Name: "Nora Vik"}
	rows := []adjudicator.Otherwise{{Title: "one"}, {Title: "two"}}
	d := NewSettledOtherwise(rows, []annotate.Person{me, other}, me)
	w := window(t, d)
	opened, left := "", 0
	d.OnOpen = func(o adjudicator.Otherwise) { opened = o.Title }
	d.OnLeave = func() { left++ }
	w.Canvas().Focus(d.Focusable())
	for _, k := range []fyne.KeyName{fyne.KeyDown, fyne.KeyReturn, fyne.KeyEscape} {
		w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: k})
	}
	if opened != "two" || left != 1 {
		t.Errorf("opened %q, left %d times", opened, left)
	}
	empty := NewSettledOtherwise(nil, []annotate.Person{me}, me)
	if empty.note.Text != noDifferences {
		t.Errorf("it says %q", empty.note.Text)
	}
}

func TestAClickOnAKeyDoesWhatItDoes(t *testing.T) {
	done := 0
	h := newKeyHint(adjudicator.Keys[0], func() { done++ })
	window(t, h)
	test.Tap(h)
	if done != 1 {
		t.Errorf("done %d times", done)
	}
	for _, k := range adjudicator.Keys {
		if size := fyne.MeasureText(k.Short, 11, fyne.TextStyle{}).Width; size > 120 {
			t.Errorf("“%s” is too long for its column", k.Short)
		}
	}
}
