package panel

import (
	"cmp"
	"fmt"
	"strings"
	"unicode/utf8"

	"bluepencil/annotate/format/claimreview"
	"bluepencil/annotate/text"
	"bluepencil/app/desk"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// claimSection is the part of the inspector about a claim's entry, and about
// its check as it will be published.
type claimSection struct {
	sheet   *desk.ClaimSheet
	words   *widget.Label
	counter *widget.Label
}

// claim adds the section, where there is a sheet.
func (i *Inspector) claim() {
	i.review = nil
	sheet := i.subject.Claim
	if sheet == nil {
		return
	}
	i.review = &claimSection{sheet: sheet, words: widget.NewLabel(""), counter: widget.NewLabel("")}
	i.review.words.Wrapping = fyne.TextWrapWord
	i.review.counter.SizeName = theme.SizeNameCaptionText
	i.review.count(sheet.Review.Claim)
	i.card.Add(heading("Claim of the register"))
	i.card.Add(i.claimEntry())
	i.card.Add(heading("ClaimReview, as it will be published"))
	i.card.Add(i.review.words)
	i.card.Add(i.review.counter)
	for _, gap := range sheet.Gaps {
		i.card.Add(gapLine(gap))
	}
	i.card.Add(i.toolButton("Copy as JSON-LD", func() { call(i.OnCopyReview) }))
}

// claimOf is what the section is built of.
func claimOf(s Subject) desk.ClaimSheet {
	if s.Claim == nil {
		return desk.ClaimSheet{}
	}
	return *s.Claim
}

func heading(words string) *widget.Label {
	l := widget.NewLabel(words)
	l.TextStyle.Bold = true
	l.SizeName = theme.SizeNameCaptionText
	return l
}

// claimEntry shows which claim of the register it is, how to say so, and the
// way to all others that are the same.
func (i *Inspector) claimEntry() fyne.CanvasObject {
	const shown = 30 // as the links below
	if i.subject.Claim.Entry == "" {
		return i.toolButton("Say which claim it is…  [@]", func() { call(i.OnClaimEntry) })
	}
	entry := i.toolButton(text.Shorten(i.subject.Claim.Entry, shown), func() { call(i.OnClaimEntry) })
	alike := i.toolButton("All of them  [Alt+C]", func() { call(i.OnAlike) })
	return container.NewVBox(entry, alike)
}

func (i *Inspector) toolButton(words string, tapped func()) *widget.Button {
	b := widget.NewButton(words, tapped)
	b.Importance = widget.LowImportance
	b.Alignment = widget.ButtonAlignLeading
	return b
}

// typed counts what is being typed as the claim in plain words.
func (i *Inspector) typed(words string) {
	if i.review != nil {
		i.review.count(cmp.Or(strings.TrimSpace(words), i.review.sheet.Words))
	}
}

// count shows a claim and how many of the characters it may have.
func (c *claimSection) count(claim string) {
	n := utf8.RuneCountInString(claim)
	words := fmt.Sprintf("%d/%d", n, claimreview.MostCharacters)
	c.counter.Importance = widget.SuccessImportance
	if over := n - claimreview.MostCharacters; over > 0 {
		words += fmt.Sprintf(" · too long by %d", over)
		c.counter.Importance = widget.DangerImportance
	}
	c.counter.SetText(words)
	c.words.SetText(claim)
}

// gapLine says what a review lacks; what it must have stands out.
func gapLine(gap claimreview.Gap) fyne.CanvasObject {
	l := widget.NewLabel(gap.Field + ": " + gap.Why)
	l.Wrapping = fyne.TextWrapWord
	l.SizeName = theme.SizeNameCaptionText
	l.Importance = widget.LowImportance
	if gap.Required {
		l.SetText("needed · " + l.Text)
		l.Importance = widget.WarningImportance
	}
	return l
}
