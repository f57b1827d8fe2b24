package desk

import (
	"bluepencil/annotate"
	"bluepencil/annotate/format/claimreview"
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
	sheet := ClaimSheet{Review: d.review(&a, by), Entry: d.EntryName(a.Entity)}
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
	around := claimreview.Surroundings{Article: &d.open.Article, Marks: d.open.Marks, Register: d.register, Publisher: by}
	return claimreview.Of(a, around)
}
