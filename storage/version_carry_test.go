package storage

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/text/anchor"
)

// twoVersions is an article with a corrected version: in the old one mina has
// marked a quote with its speaker and cue, and a cue in a sentence that is gone.
func twoVersions(t *testing.T, p *Project) (mina, old, new annotate.ID, marks map[string]annotate.Ref) {
	t.Helper()
	mina = addPerson(t, p, "Mina")
	old = addArticle(t, p, mina, sampleText)
	at := func(words string) (int, int) {
		start := strings.Index(sampleText, words)
		return start, start + len(words)
	}
	marks = map[string]annotate.Ref{}
	for name, m := range map[string]struct {
		label annotate.LabelID
		words string
	}{"quote": {"quote", "“It is late,”"}, "speaker": {"person", "Mayor Ada Lund"}, "cue": {"cue", "said"}, "gone": {"cue", "she added"}} {
		start, end := at(m.words)
		marks[name] = mark(t, p, mina, old, m.label, start, end)
	}
	for _, d := range []annotate.Draft{
		annotate.SetAttribute(marks["quote"], "type", "direct"),
		annotate.SetNote(marks["quote"], "on the record"),
		annotate.AddLink(marks["quote"], annotate.Link{ID: annotate.NewID(), Role: "speaker", To: marks["speaker"].ID}),
		annotate.AddLink(marks["quote"], annotate.Link{ID: annotate.NewID(), Role: "cue", To: marks["cue"].ID}),
	} {
		_, err := p.Commit(d)
		must(t, err)
	}
	return mina, old, addVersion(t, p, mina, old, correctedText), marks
}

func carried(t *testing.T, p *Project, article, person annotate.ID, from annotate.Ref) annotate.Annotation {
	t.Helper()
	list, err := p.Annotations(article, person)
	must(t, err)
	for _, a := range list {
		if slices.Contains(a.Origin.From, from.ID) {
			return a
		}
	}
	t.Fatalf("nothing was made of %s", from.ID)
	return annotate.Annotation{}
}

func TestWhatIsSureIsCarriedOverWithItsLinks(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		mina, old, new, marks := twoVersions(t, p)
		before, err := p.Annotations(old, mina)
		must(t, err)
		report, err := p.Carry(mina, old, new)
		must(t, err)
		if report != (CarryReport{Carried: 3, Waiting: 1}) {
			t.Fatalf("%+v", report)
		}
		quote, speaker, cue := carried(t, p, new, mina, marks["quote"]), carried(t, p, new, mina, marks["speaker"]), carried(t, p, new, mina, marks["cue"])
		if quote.Text() != "“It is late,”" || quote.Attributes["type"] != "direct" || quote.Note != "on the record" || quote.ID == marks["quote"].ID {
			t.Errorf("the quote is %+v", quote)
		}
		if o := quote.Origin; o.By != annotate.ByHand || o.Source != annotate.CarriedSource || o.Score == nil || *o.Score < anchor.Sure {
			t.Errorf("its origin is %+v", o)
		}
		var to []annotate.ID
		for _, l := range quote.Links {
			to = append(to, l.To)
		}
		if !slices.Contains(to, speaker.ID) || !slices.Contains(to, cue.ID) || len(to) != 2 {
			t.Errorf("its links lead to %v", to)
		}
		after, err := p.Annotations(old, mina)
		must(t, err)
		if len(before) != 4 || len(after) != 4 || after[0].Modified != before[0].Modified {
			t.Error("the old version changed")
		}
	})
}

func TestCarryingIsUndoneAsOneAndCanBeDoneAgain(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		mina, old, new, _ := twoVersions(t, p)
		_, err := p.Carry(mina, old, new)
		must(t, err)
		if name, _ := p.UndoName(mina); name != "carry 3 markings over to the new version" {
			t.Errorf("undo offers %q", name)
		}
		_, err = p.Undo(mina)
		must(t, err)
		if n, err := p.AnnotationCount(new, mina); err != nil || n != 0 {
			t.Errorf("%d are left, %v", n, err)
		}
		tray, err := p.Tray(mina, old, new)
		must(t, err)
		if len(tray.Waiting) != 4 || tray.Carried != 0 {
			t.Errorf("the tray is %+v", tray)
		}
		report, err := p.Carry(mina, old, new)
		must(t, err)
		if report.Carried != 3 {
			t.Errorf("%+v", report)
		}
		if report, err = p.Carry(mina, old, new); err != nil || report.Carried != 0 || report.Waiting != 1 {
			t.Errorf("once more: %+v, %v", report, err)
		}
	})
}

func TestTheTrayIsEmptiedByDecisions(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		mina, old, new, marks := twoVersions(t, p)
		_, err := p.Carry(mina, old, new)
		must(t, err)
		tray, err := p.Tray(mina, old, new)
		must(t, err)
		if tray.Carried != 3 || len(tray.Waiting) != 1 || tray.Waiting[0].Annotation.ID != marks["gone"].ID || tray.Waiting[0].Sure() {
			t.Fatalf("%+v", tray)
		}
		_, err = p.DropWaiting(mina, old, new, marks["gone"].ID)
		must(t, err)
		if tray, err = p.Tray(mina, old, new); err != nil || len(tray.Waiting) != 0 || tray.Dropped != 1 {
			t.Errorf("after dropping: %+v, %v", tray, err)
		}
		layer, err := p.Layer(new, mina)
		must(t, err)
		if layer.Status != annotate.StatusInProgress {
			t.Errorf("the new version is %s", layer.Status)
		}
		if _, err := p.DropWaiting(mina, old, new, marks["gone"].ID); !errors.Is(err, annotate.ErrNotFound) {
			t.Errorf("dropping it again: %v", err)
		}
		_, err = p.Undo(mina)
		must(t, err)
		if tray, err = p.Tray(mina, old, new); err != nil || len(tray.Waiting) != 1 || tray.Dropped != 0 {
			t.Errorf("after undo: %+v, %v", tray, err)
		}
		start := strings.Index(correctedText, "spoke")
		_, err = p.PlaceWaiting(mina, old, new, marks["gone"].ID, []annotate.Span{{Start: start, End: start + 5}})
		must(t, err)
		if a := carried(t, p, new, mina, marks["gone"]); a.Text() != "spoke" || a.Origin.By != annotate.ByHand || a.Origin.Score != nil {
			t.Errorf("placed by hand: %+v", a)
		}
		_, err = p.Undo(mina)
		must(t, err)
		if tray, err = p.Tray(mina, old, new); err != nil || len(tray.Waiting) != 1 {
			t.Errorf("after undoing that: %+v, %v", tray, err)
		}
		if _, err := p.PlaceWaiting(mina, old, new, marks["gone"].ID, []annotate.Span{{Start: 1, End: 9999}}); !errors.Is(err, annotate.ErrSpan) {
			t.Errorf("a place outside of the text: %v", err)
		}
	})
}

// A speaker that waited gets its link when it gets its place.
func TestPlacingBringsLinksBack(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		mina := addPerson(t, p, "Mina")
		old := addArticle(t, p, mina, sampleText)
		start := strings.Index(sampleText, "Mayor Ada Lund")
		quote, speaker := mark(t, p, mina, old, "quote", 0, 17), mark(t, p, mina, old, "person", start, start+len("Mayor Ada Lund"))
		_, err := p.Commit(annotate.AddLink(quote, annotate.Link{ID: annotate.NewID(), Role: "speaker", To: speaker.ID}))
		must(t, err)
		const text = "“It is late,” said somebody of the council's. “It is not too late,” she added.\n"
		new := addVersion(t, p, mina, old, text)
		report, err := p.Carry(mina, old, new)
		must(t, err)
		if report.Carried != 1 || report.Waiting != 1 {
			t.Fatalf("%+v", report)
		}
		if a := carried(t, p, new, mina, quote); len(a.Links) != 0 {
			t.Errorf("a link leads to %v", a.Links)
		}
		at := strings.Index(text, "somebody")
		_, err = p.PlaceWaiting(mina, old, new, speaker.ID, []annotate.Span{{Start: at, End: at + len("somebody")}})
		must(t, err)
		placed := carried(t, p, new, mina, speaker)
		if a := carried(t, p, new, mina, quote); len(a.Links) != 1 || a.Links[0].To != placed.ID {
			t.Errorf("the quote's links are %+v", a.Links)
		}
	})
}

func TestACounterpartInTheBinIsADecision(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		mina, old, new, marks := twoVersions(t, p)
		_, err := p.Carry(mina, old, new)
		must(t, err)
		cue := carried(t, p, new, mina, marks["cue"])
		_, err = p.Commit(annotate.DeleteAnnotation(cue.Ref()))
		must(t, err)
		tray, err := p.Tray(mina, old, new)
		must(t, err)
		if len(tray.Waiting) != 1 || tray.Carried != 3 {
			t.Errorf("%+v", tray)
		}
	})
}

func TestEverybodyCarriesTheirOwn(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		mina, old, new, _ := twoVersions(t, p)
		ben := addPerson(t, p, "Ben")
		mark(t, p, ben, old, "quote", 0, 17)
		submitted, err := p.SubmitLayer(old, mina)
		must(t, err)
		_, err = p.Carry(ben, old, new)
		must(t, err)
		if got := labels(t, p, new, ben); !slices.Equal(got, []annotate.LabelID{"quote"}) {
			t.Errorf("ben has %v", got)
		}
		if got := labels(t, p, new, mina); len(got) != 0 {
			t.Errorf("mina has %v", got)
		}
		s, ok, err := p.Submission(old, mina)
		must(t, err)
		if !ok || len(s.Annotations) != 4 || submitted.Article != old {
			t.Errorf("mina's submission of the old version is %+v", s)
		}
		for person, want := range map[annotate.ID]bool{mina: true, ben: true, addPerson(t, p, "Jo"): false} {
			from, ok, err := p.CarrySource(person, new)
			if err != nil || ok != want || ok && from != old {
				t.Errorf("%v, %v, %v", from, ok, err)
			}
		}
	})
}

func TestNothingIsCarriedBackwards(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		mina, old, new, _ := twoVersions(t, p)
		if _, err := p.Carry(mina, new, old); !errors.Is(err, annotate.ErrInvalid) {
			t.Errorf("%v", err)
		}
		if _, err := p.Tray(mina, old, old); !errors.Is(err, annotate.ErrInvalid) {
			t.Errorf("%v", err)
		}
	})
}

// A label that was taken out of the codebook meanwhile makes one marking wait,
// not all of them fail.
func TestWhatTheCodebookForbidsNowWaits(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		mina, old, new, marks := twoVersions(t, p)
		d := annotate.Draft{Person: mina, Action: "remove a label"}
		d.Unset(annotate.CodebookRef(), annotate.FieldLabelDef+"cue")
		_, err := p.Commit(d)
		must(t, err)
		report, err := p.Carry(mina, old, new)
		must(t, err)
		tray, err := p.Tray(mina, old, new)
		must(t, err)
		if report.Carried != 2 || len(tray.Waiting) != 2 {
			t.Fatalf("%+v, %+v", report, tray)
		}
		for _, w := range tray.Waiting {
			if w.Annotation.ID == marks["cue"].ID && !errors.Is(w.Refused, annotate.ErrInvalid) {
				t.Errorf("%v", w.Refused)
			}
		}
	})
}

func TestAllOfTheComparisonIsThere(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		_, old, new, _ := twoVersions(t, p)
		c, err := p.Compare(old, new)
		must(t, err)
		if edits := c.Edits(); len(edits) != 2 || edits[0].Kind != anchor.Insert || edits[1].Kind != anchor.Replace {
			t.Errorf("%+v", edits)
		}
		var kinds []anchor.QuoteKind
		for _, q := range c.Quotes() {
			kinds = append(kinds, q.Kind)
		}
		if !slices.Equal(kinds, []anchor.QuoteKind{anchor.QuoteSame, anchor.QuoteRemoved}) {
			t.Errorf("%v", kinds)
		}
	})
}

// A candidate that is accepted keeps how the marking came about and says how
// sure its place was.
func TestAnAcceptedCandidateSaysHowSureItWas(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		mina := addPerson(t, p, "Mina")
		old := addArticle(t, p, mina, sampleText)
		start := strings.Index(sampleText, "“It is not")
		quote := mark(t, p, mina, old, "quote", start, start+len("“It is not too late,”"))
		new := addVersion(t, p, mina, old, strings.Replace(sampleText, "“It is not too late,” she", "“Surely it is not yet too late for this,” she", 1))
		tray, err := p.Tray(mina, old, new)
		must(t, err)
		if len(tray.Waiting) != 1 || tray.Waiting[0].Sure() || len(tray.Waiting[0].Spans) != 1 {
			t.Fatalf("%+v", tray)
		}
		_, err = p.PlaceWaiting(mina, old, new, quote.ID, tray.Waiting[0].Spans)
		must(t, err)
		a := carried(t, p, new, mina, quote)
		if a.Origin.Score == nil || *a.Origin.Score != tray.Waiting[0].Confidence || a.Origin.By != annotate.ByHand || !strings.Contains(a.Text(), "too late") {
			t.Errorf("%+v", a)
		}
	})
}

// Pieces that would change places are not joined behind anybody's back.
func TestPiecesOutOfOrderWait(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		const one, two = "Nora Vik did not answer any of the questions put to her on Friday.", "The council of Port Alder met for an hour and went home late."
		mina := addPerson(t, p, "Mina")
		old := addArticle(t, p, mina, one+" It was cold. "+two+"\n")
		span := func(words string) annotate.Span {
			at := strings.Index(one+" It was cold. "+two, words)
			return annotate.Span{Start: at, End: at + len(words), Text: words}
		}
		d := annotate.Mark(mina, old, annotate.NewID(), "quote", []annotate.Span{span("answer any of the questions"), span("met for an hour")}, annotate.Origin{By: annotate.ByHand})
		_, err := p.Commit(d)
		must(t, err)
		new := addVersion(t, p, mina, old, two+" It was cold. "+one+"\n")
		report, err := p.Carry(mina, old, new)
		must(t, err)
		tray, err := p.Tray(mina, old, new)
		must(t, err)
		if report.Carried != 0 || len(tray.Waiting) != 1 || tray.Waiting[0].Spans != nil || len(tray.Waiting[0].Places) != 2 {
			t.Errorf("%+v, %+v", report, tray)
		}
	})
}
