package checker

import (
	"context"
	"fmt"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/lint"
	"bluepencil/annotate/text"
	"bluepencil/app/desk"
	"bluepencil/storage"
)

// All is what the checks need to go through a project; *storage.Project has it.
type All interface {
	Checks() (lint.Settings, error)
	People() ([]annotate.Person, error)
	LintAll(ctx context.Context, f storage.LintFilter, progress func(done, total int), each func(storage.LintedLayer) error) (storage.LintReport, error)
}

// Place is a finding somewhere in the project.
type Place struct {
	Article annotate.ID
	Title   string
	Person  annotate.Person // whose layer it is in
	Finding lint.Finding    // without its fix, which would keep the whole text
	Context desk.Context    // empty where the article itself is meant
}

// mostPlaces bounds how many findings of a whole project are kept.
const mostPlaces = 20_000

// Whole is what the checks say of a whole project.
type Whole struct {
	Places   []Place // the first ones, by article and place
	Found    int     // all of them
	Counts   [lint.Error + 1]int
	Complete lint.Completeness
	Report   storage.LintReport
}

// CheckAll checks every layer that somebody has begun, by the settings of the
// project. progress may be nil.
func CheckAll(ctx context.Context, p All, progress func(done, total int)) (*Whole, error) {
	settings, err := p.Checks()
	if err != nil {
		return nil, err
	}
	list, err := p.People()
	if err != nil {
		return nil, err
	}
	people := map[annotate.ID]annotate.Person{}
	for _, one := range list {
		people[one.ID] = one
	}
	w := &Whole{}
	w.Report, err = p.LintAll(ctx, storage.LintFilter{Settings: settings}, progress, func(l storage.LintedLayer) error {
		w.add(&l, people[l.Person])
		return nil
	})
	return w, err
}

func (w *Whole) add(l *storage.LintedLayer, person annotate.Person) {
	w.Found += len(l.Findings)
	w.Complete.Add(l.Complete)
	for _, f := range l.Findings {
		w.Counts[f.Severity]++
		if len(w.Places) == mostPlaces {
			continue
		}
		f.Fix = nil
		place := Place{Article: l.Article.ID, Title: l.Article.Title(), Person: person, Finding: f}
		if !f.Range.Empty() {
			place.Context = around(l.Text, f.Range)
		}
		w.Places = append(w.Places, place)
	}
}

// around is the beginning of a range with what stands around it. Its words are
// copied, so that nothing keeps the text.
func around(whole string, r text.Range) desk.Context {
	const most = 400 // bytes
	c := desk.ContextOf(whole, text.Range{Start: r.Start, End: max(text.Nearest(whole, min(r.End, r.Start+most)), r.Start)})
	return desk.Context{Range: r, Excerpt: text.Excerpt{Before: strings.Clone(c.Before), Words: strings.Clone(text.Shorten(c.Words, wordsShown)), After: strings.Clone(c.After)}}
}

// Words say what was found.
func (w *Whole) Words() string {
	said := fmt.Sprintf("%s in %s of %s: %s, %s, %s.", text.Count(w.Found, "finding"), text.Count(w.Report.Layers, "layer"), text.Count(w.Report.Articles, "article"),
		text.Count(w.Counts[lint.Error], "error"), text.Count(w.Counts[lint.Warning], "warning"), text.Count(w.Counts[lint.Note], "note"))
	if w.Found > len(w.Places) {
		said += fmt.Sprintf(" The first %d are listed.", len(w.Places))
	}
	if n := len(w.Report.Failed); n > 0 {
		said += fmt.Sprintf(" %s could not be read, first %s.", text.Count(n, "article"), w.Report.Failed[0])
	}
	if n := w.Report.Missed; n > 0 {
		said += fmt.Sprintf(" The labels of %s were not compared: there are too many different names.", text.Count(n, "mention"))
	}
	return said
}
