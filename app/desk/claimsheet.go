package desk

import (
	"bluepencil/annotate"
	"bluepencil/annotate/format/claimreview"
	"bluepencil/annotate/register"
)

// ClaimSheet is the current claim as its check will be published, and what
// that lacks.
type ClaimSheet struct {
	Review claimreview.Review
	Gaps   []claimreview.Gap // what is required first
	Entry  string            // the name of the claim's entry of the register, or ""
	Words  string            // what is published where nothing is said in plain words
}

// ClaimSheet makes the sheet of the current annotation, where it is a claim
// with a check as claimreview knows it.
func (d *Desk) ClaimSheet(by claimreview.Publisher) (ClaimSheet, bool) {
	a, ok := d.Current()
	if !ok || !d.reviewable(a.Label) {
		return ClaimSheet{}, false
	}
	sheet := ClaimSheet{Review: d.review(&a, by), Entry: d.open.entities[a.Entity]}
	sheet.Gaps = sheet.Review.Missing()
	bare := a
	bare.Attributes = nil
	sheet.Words = d.review(&bare, by).Claim
	return sheet, true
}

// reviewable tells of claims with the questions of a ClaimReview.
func (d *Desk) reviewable(label annotate.LabelID) bool {
	_, asks := d.shownBook.Attribute(claimreview.Verdict)
	return asks && label == claimreview.Label
}

func (d *Desk) review(a *annotate.Annotation, by claimreview.Publisher) claimreview.Review {
	around := claimreview.Surroundings{Article: &d.open.Article, Marks: d.open.Marks, Register: d.open.claimers, Publisher: by}
	if around.Register == nil {
		around.Register = register.New(nil)
	}
	return claimreview.Of(a, around)
}

// claimersOf reads the register where some annotation is a claim, whose
// claimant may be in it.
func claimersOf(p Project, marks []annotate.Annotation) (*register.Register, error) {
	for i := range marks {
		if marks[i].Label == claimreview.Label {
			return p.Register()
		}
	}
	return nil, nil
}
