package storage

import (
	"context"
	"errors"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/lint"
)

// choose commits a draft of the settings.
func choose(t *testing.T, p *Project) func(annotate.Draft, error) {
	return func(d annotate.Draft, err error) {
		t.Helper()
		must(t, err)
		_, err = p.Commit(d)
		must(t, err)
	}
}

func TestSettingsOfChecksAreKeptAndUndone(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		mina := addPerson(t, p, "Mina Orth")
		choose(t, p)(lint.SwitchRule(mina, "edge-blank", true))
		choose(t, p)(lint.SetProfile(mina, lint.ProfilePolnear))
		s, err := p.Checks()
		must(t, err)
		if !s.Off["edge-blank"] || s.Profile != lint.ProfilePolnear {
			t.Errorf("%+v", s)
		}
		for range 2 {
			_, err = p.Undo(mina)
			must(t, err)
		}
		s, err = p.Checks()
		must(t, err)
		if len(s.Off) > 0 || s.Profile != lint.ProfileOwn {
			t.Errorf("after the undo: %+v", s)
		}
	})
}

// Two people who switch different rules in two copies have both switched.
func TestSettingsOfChecksMerge(t *testing.T) {
	a, path := newFile(t)
	mina := addPerson(t, a, "Mina Orth")
	twin := path + ".twin"
	must(t, a.Backup(twin))
	b, err := Open(twin, Options{NoCopyOnOpen: true})
	must(t, err)
	defer func() { must(t, errors.Join(a.Close(), b.Close())) }()
	choose(t, a)(lint.SwitchRule(mina, "edge-blank", true))
	choose(t, b)(lint.SwitchRule(mina, "two-cues", true))
	x, err := a.ChangesSince(annotate.Vector{}, nil)
	must(t, err)
	_, err = b.Merge(x)
	must(t, err)
	s, err := b.Checks()
	must(t, err)
	if !s.Off["edge-blank"] || !s.Off["two-cues"] {
		t.Errorf("%+v", s)
	}
	checkWhole(t, b)
}

func TestDoneWaitsForACleanArticleWhereTheProjectSaysSo(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		ctx, mina := context.Background(), addPerson(t, p, "Mina Orth")
		article := addArticle(t, p, mina, sampleText)
		ref := mark(t, p, mina, article, "quote", 0, 18) // “It is late,” and a blank
		kept := func() []lint.Finding {
			t.Helper()
			list, err := p.KeptFromDone(ctx, article, mina)
			must(t, err)
			return list
		}
		if list := kept(); len(list) > 0 {
			t.Errorf("nothing is required, and there is %+v", list)
		}
		choose(t, p)(lint.RequireClean(mina, lint.CleanErrors))
		list := kept()
		if len(list) != 3 { // the blank, the speaker, the type
			t.Fatalf("%+v", list)
		}
		for _, f := range list {
			if f.Fix != nil {
				_, err := p.Commit(f.Fix.Draft())
				must(t, err)
			}
		}
		_, err := p.Commit(annotate.SetAttribute(ref, "type", "direct"))
		must(t, err)
		choose(t, p)(lint.SwitchRule(mina, "quote-without-speaker", true))
		if list := kept(); len(list) > 0 {
			t.Errorf("%+v", list)
		}
	})
}

func TestTheWholeProjectIsChecked(t *testing.T) {
	p, _ := newFile(t)
	defer func() { must(t, p.Close()) }()
	mina, jo := addPerson(t, p, "Mina Orth"), addPerson(t, p, "Jo Vane")
	first, second, aside := addArticle(t, p, mina, sampleText), addArticle(t, p, mina, sampleText+"More."), addArticle(t, p, mina, sampleText+"Less.")
	addArticle(t, p, mina, "Nobody has begun this “one.”")
	mark(t, p, mina, first, "quote", 0, 17)
	mark(t, p, jo, first, "person", 24, 38)
	mark(t, p, mina, second, "person", 24, 38)
	mark(t, p, mina, aside, "person", 24, 38)
	_, err := p.Commit(annotate.SetStatus(mina, aside, annotate.StatusSetAside, "too short"))
	must(t, err)
	layers := func(f LintFilter) (found map[[2]annotate.ID]int, report LintReport) {
		found = map[[2]annotate.ID]int{}
		report, err := p.LintAll(context.Background(), f, nil, func(l LintedLayer) error {
			found[[2]annotate.ID{l.Article.ID, l.Person}] = len(l.Findings)
			return nil
		})
		must(t, err)
		return found, report
	}
	found, report := layers(LintFilter{})
	if len(found) != 3 || found[[2]annotate.ID{first, mina}] == 0 || report.Articles != 2 || report.Layers != 3 || len(report.Failed) > 0 {
		t.Errorf("%v, %+v", found, report)
	}
	if found, report := layers(LintFilter{Person: jo}); len(found) != 1 || report.Layers != 1 {
		t.Errorf("%v, %+v", found, report)
	}
	stop := errors.New("enough")
	if _, err := p.LintAll(context.Background(), LintFilter{}, nil, func(LintedLayer) error { return stop }); !errors.Is(err, stop) {
		t.Error(err)
	}
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := p.LintAll(cancelled, LintFilter{}, nil, func(LintedLayer) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
