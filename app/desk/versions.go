package desk

import (
	"fmt"

	"bluepencil/annotate"
	"bluepencil/annotate/source"
	"bluepencil/annotate/text"
	"bluepencil/annotate/text/anchor"
	"bluepencil/storage"
)

// versioned is what the desk needs of a project whose articles have versions.
type versioned interface {
	Versions(article annotate.ID) ([]annotate.Article, error)
	Compare(old, new annotate.ID) (*anchor.Alignment, error)
	AddVersion(person, old annotate.ID, doc source.Document) (id annotate.ID, duplicate bool, err error)
	SetReplaces(person, article, old annotate.ID) error
	CarrySource(person, article annotate.ID) (old annotate.ID, ok bool, err error)
	Carry(person, old, new annotate.ID) (storage.CarryReport, error)
	Tray(person, old, new annotate.ID) (storage.Tray, error)
	PlaceWaiting(person, old, new, annotation annotate.ID, spans []annotate.Span) (annotate.Change, error)
	DropWaiting(person, old, new annotate.ID, annotations ...annotate.ID) (annotate.Change, error)
}

// Difference is a place where two versions of an article differ: the words of
// the old and of the new one with what stands around them.
type Difference struct {
	Kind     string // insert, delete, replace; or what became of a quotation
	Moved    bool   // the words stand elsewhere too
	Old, New Context
}

// Waiting is a marking of the version before that has no sure place here.
type Waiting struct {
	Annotation annotate.Annotation
	Was        Context     // where it stood
	Candidates []Candidate // the best first
	Why        string      // in a few words
}

// Candidate is a place a waiting marking may have.
type Candidate struct {
	Context
	Spans []annotate.Span
}

// Versions is an article among its versions, compared with the one before.
type Versions struct {
	List        []annotate.Article // the oldest first
	At          int                // the open one among them
	Old         annotate.ID        // the version compared with, or zero
	Differences []Difference
	Quotes      []Difference
	From        annotate.ID // the version the person's markings can come from, or zero
	Carried     int
	Waiting     []Waiting
	Sure        int // of those that wait, how many are sure and will come at once
}

// ReadVersions compares the open article with the version before, in the
// background.
func (d *Desk) ReadVersions(show func(Versions, error)) {
	if d.open == nil {
		return
	}
	article, content, person, p := d.open.Article.ID, d.open.Text, d.o.Person.ID, d.o.Project
	d.o.Work(func() {
		v, err := readVersions(p, article, content, person)
		d.o.UI(func() { show(v, err) })
	})
}

func readVersions(p Project, article annotate.ID, content string, person annotate.ID) (v Versions, err error) {
	if v.List, err = p.Versions(article); err != nil {
		return v, err
	}
	for i := range v.List {
		if v.List[i].ID == article {
			v.At = i
			v.Old = v.List[i].Replaces
		}
	}
	if v.Old.IsZero() {
		return v, nil
	}
	was, err := p.Text(v.Old)
	if err != nil {
		return v, err
	}
	compared, err := p.Compare(v.Old, article)
	if err != nil {
		return v, err
	}
	v.Differences, v.Quotes = differences(compared, was, content)
	return v, v.readTray(p, article, content, person)
}

func differences(a *anchor.Alignment, was, is string) (edits, quotes []Difference) {
	for _, e := range a.Edits() {
		edits = append(edits, Difference{string(e.Kind), e.Moved, ContextOf(was, e.Old), ContextOf(is, e.New)})
	}
	for _, q := range a.Quotes() {
		if q.Kind != anchor.QuoteSame {
			quotes = append(quotes, Difference{string(q.Kind), false, ContextOf(was, q.Old), ContextOf(is, q.New)})
		}
	}
	return edits, quotes
}

// readTray reads which markings of the version before wait for a place.
func (v *Versions) readTray(p Project, article annotate.ID, content string, person annotate.ID) error {
	from, ok, err := p.CarrySource(person, article)
	if err != nil || !ok {
		return err
	}
	v.From = from
	old, err := p.Text(from)
	if err != nil {
		return err
	}
	tray, err := p.Tray(person, from, article)
	if err != nil {
		return err
	}
	v.Carried = tray.Carried
	for i := range tray.Waiting {
		if tray.Waiting[i].Sure() {
			v.Sure++
			continue
		}
		v.Waiting = append(v.Waiting, waitingOf(&tray.Waiting[i], old, content))
	}
	return nil
}

func waitingOf(w *storage.Waiting, old, content string) Waiting {
	first := w.Annotation.Spans[0]
	out := Waiting{Annotation: w.Annotation, Was: ContextOf(old, text.Range{Start: first.Start, End: first.End}),
		Why: whyItWaits(w)}
	if len(w.Places) > 1 { // several pieces go together or not at all
		if w.Spans != nil {
			r := text.Range{Start: w.Spans[0].Start, End: w.Spans[0].End}
			out.Candidates = []Candidate{{ContextOf(content, r), w.Spans}}
		}
		return out
	}
	for _, place := range w.Places[0].Candidates {
		if span, err := annotate.SpanOf(content, place.Start, place.End); err == nil {
			out.Candidates = append(out.Candidates, Candidate{ContextOf(content, place.Range), []annotate.Span{span}})
		}
	}
	return out
}

// whyItWaits says in a few words what became of a marking's first piece that is
// not sure, or why it may not stand here.
func whyItWaits(w *storage.Waiting) string {
	if w.Refused != nil {
		return w.Refused.Error()
	}
	worst := w.Places[0]
	for _, p := range w.Places[1:] {
		if p.Confidence < worst.Confidence {
			worst = p
		}
	}
	said := map[anchor.Method]string{anchor.Unchanged: "its words stand here", anchor.Moved: "its words stand elsewhere",
		anchor.Edited: "its words were changed", anchor.Ambiguous: "there are several places", anchor.Lost: "its words are gone"}[worst.Method]
	if worst.Method != anchor.Lost {
		said += fmt.Sprintf(", %d %% sure", int(worst.Confidence*100))
	}
	return said
}

// CarryOver takes the person's markings of the version before over, as far as
// their places are sure.
func (d *Desk) CarryOver(then func()) {
	d.versionStep("carry markings over", func(p Project, person, article, from annotate.ID) (string, error) {
		report, err := p.Carry(person, from, article)
		return fmt.Sprintf("%d markings were taken over, %d wait for you.", report.Carried, report.Waiting), err
	}, then)
}

// Place gives a waiting marking its place.
func (d *Desk) Place(w Waiting, spans []annotate.Span, then func()) {
	d.versionStep("place a marking", func(p Project, person, article, from annotate.ID) (string, error) {
		_, err := p.PlaceWaiting(person, from, article, w.Annotation.ID, spans)
		return "The marking has its place.", err
	}, then)
}

// PlaceHere gives a waiting marking the selected words for its place; ok is
// false where nothing is selected.
func (d *Desk) PlaceHere(w Waiting, then func()) (ok bool) {
	span, err := annotate.SpanOf(d.open.Text, d.selection.Start, d.selection.End)
	if d.selection.Empty() || err != nil {
		return false
	}
	d.Place(w, []annotate.Span{span}, then)
	return true
}

// LeaveOut decides that a waiting marking has no place in this version.
func (d *Desk) LeaveOut(w Waiting, then func()) {
	d.versionStep("leave a marking out", func(p Project, person, article, from annotate.ID) (string, error) {
		_, err := p.DropWaiting(person, from, article, w.Annotation.ID)
		return "The marking is left out of this version.", err
	}, then)
}

// versionStep does something about markings of the version before.
func (d *Desk) versionStep(what string, do func(p Project, person, article, from annotate.ID) (string, error), then func()) {
	if !d.MayWrite() {
		return
	}
	article, person, p := d.open.Article.ID, d.o.Person.ID, d.o.Project
	d.o.Work(func() {
		from, ok, err := p.CarrySource(person, article)
		words := "There is nothing to take over."
		if err == nil && ok {
			words, err = do(p, person, article, from)
		}
		d.o.UI(func() {
			if err != nil {
				d.Say(Failure, fmt.Sprintf("“%s” was not done: %v", what, err))
			} else {
				d.Say(Info, words)
			}
			d.refreshOpen()
			d.Reload()
			then()
		})
	})
}

// AddVersion makes a document a new version of the open article and opens it.
func (d *Desk) AddVersion(doc source.Document) {
	article, person, p := d.open.Article.ID, d.o.Person.ID, d.o.Project
	d.o.Work(func() {
		id, duplicate, err := p.AddVersion(person, article, doc)
		d.o.UI(func() {
			switch {
			case err != nil:
				d.Say(Failure, "The new version was not added: "+err.Error())
				return
			case duplicate:
				d.Say(Info, "The project has this very text already.")
			default:
				d.Say(Info, "This is a new version of the article. Ctrl+M shows what changed and takes your markings over.")
			}
			d.Reload()
			d.OpenArticle(id)
		})
	})
}

// MakeVersion makes an article of the project a newer version of another one
// of it, and opens it.
func (d *Desk) MakeVersion(article, old annotate.ID) {
	person, p := d.o.Person.ID, d.o.Project
	d.o.Work(func() {
		err := p.SetReplaces(person, article, old)
		d.o.UI(func() {
			if err != nil {
				d.Say(Failure, "The articles stay apart: "+err.Error())
				return
			}
			if d.open != nil && d.open.Article.ID == article {
				d.open.Article.Replaces = old
			}
			d.refreshNames()
			d.o.Show(StateChanged)
			d.Reload()
			d.OpenArticle(article)
			d.Say(Info, "This is the newer version now. Ctrl+M shows what changed and takes your markings over.")
		})
	})
}
