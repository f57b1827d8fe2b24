package panel

import (
	"fmt"
	"image/color"
	"strings"

	"bluepencil/annotate/review"
	"bluepencil/app/adjudicator"
	"bluepencil/app/look"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// contents are the lines about the current unit.
func (s *adjudicateSheet) contents() []fyne.CanvasObject {
	if words := s.a.Missing(); words != "" {
		return []fyne.CanvasObject{said(words, widget.MediumImportance, false)}
	}
	u, ok := s.a.Unit()
	if !ok {
		return []fyne.CanvasObject{said("Nothing in this article is what the filter shows.", widget.MediumImportance, false)}
	}
	list := []fyne.CanvasObject{caption(fmt.Sprintf("%d of %d · %s", s.a.At()+1, s.a.Len(), u.Group)), said("“"+u.Words+"”", widget.MediumImportance, true)}
	list = append(list, said(kindsInWords(u.Kinds), widget.MediumImportance, false))
	if s.a.ForAll() {
		list = append(list, flagged(forAllInWords(u.Alike)))
	}
	if u.Changed {
		list = append(list, flagged("Changed since it was decided: what people have here is not what it was. Decide anew, or leave it."))
	}
	if u.Contested {
		list = append(list, flagged("Decided twice, in two copies of the project: decide which one stands."))
	}
	if edited := s.edited(); edited != nil {
		return append(list, edited...)
	}
	for i := range u.Items {
		list = append(list, itemLines(&u, i)...)
	}
	return append(list, settledLines(&u)...)
}

func forAllInWords(alike int) string {
	if alike < 2 {
		return "For these words in all articles: press the decision now. Esc leaves."
	}
	return fmt.Sprintf("For all %d places with these words: press the decision now. Esc leaves.", alike)
}

func kindsInWords(kinds []string) string {
	if len(kinds) == 0 {
		return "All have the same."
	}
	return "They differ: " + strings.Join(kinds, " · ")
}

// itemLines are the versions of one thing that people have marked, with those
// who have each.
func itemLines(u *adjudicator.Unit, at int) []fyne.CanvasObject {
	it := &u.Items[at]
	var list []fyne.CanvasObject
	if len(u.Items) > 1 {
		list = append(list, caption(fmt.Sprintf("marking %d of %d", at+1, len(u.Items))))
	}
	for i := range it.Versions {
		list = append(list, versionLines(&it.Versions[i]))
	}
	if len(it.Missing) > 0 {
		list = append(list, container.NewBorder(nil, nil, votersLine(it.Missing), nil, said("not marked", widget.LowImportance, false)))
	}
	for _, d := range it.Details {
		for _, answer := range d.Answers {
			list = append(list, container.NewBorder(nil, nil, votersLine(answer.Who), nil, said(d.Name+": "+answer.Value, widget.MediumImportance, false)))
		}
	}
	return append(list, widget.NewSeparator())
}

// versionLines is a version: what it is, who has it, and whether it is the
// proposed one, or taken.
func versionLines(v *adjudicator.Version) fyne.CanvasObject {
	words := v.Label.Name + " “" + v.Words + "”"
	if v.Taken {
		words += " · taken"
	} else if v.Proposed {
		words += " · proposed: Enter"
	}
	return container.NewBorder(nil, nil, container.NewHBox(chip(v.Label), votersLine(v.Who)), nil, said(words, widget.MediumImportance, v.Taken))
}

// settledLines are how far the unit has come, why, and what was said of it.
func settledLines(u *adjudicator.Unit) []fyne.CanvasObject {
	importance := widget.MediumImportance
	if u.State == review.Open {
		importance = widget.LowImportance
	}
	list := []fyne.CanvasObject{said(u.Standing, importance, false)}
	for _, g := range u.Gold {
		if taken(u, g) {
			continue // it is said there
		}
		list = append(list, container.NewBorder(nil, nil, container.NewHBox(caption("gold"), chip(g.Label)), nil, said(g.Label.Name+" “"+g.Words+"”", widget.MediumImportance, false)))
	}
	if u.Reason != "" || u.Clause != "" {
		words := "Why: " + u.Reason
		if u.Clause != "" {
			words += " (rule " + u.Clause + ")"
		}
		list = append(list, said(words, widget.MediumImportance, false))
	}
	if u.Alike > 1 && u.State == review.Open {
		list = append(list, caption(fmt.Sprintf("%d undecided here have the same words: G", u.Alike)))
	}
	for _, r := range u.Remarks {
		list = append(list, caption(r.Who+", "+r.When.Local().Format("2 Jan 15:04")), said(r.Text, widget.MediumImportance, false))
	}
	return list
}

// taken tells whether one of a unit's versions is what the gold layer has.
func taken(u *adjudicator.Unit, g adjudicator.Marking) bool {
	for i := range u.Items {
		for _, v := range u.Items[i].Versions {
			if v.Taken && v.Words == g.Words && v.Label.ID == g.Label.ID {
				return true
			}
		}
	}
	return false
}

// edited are the markings as they are edited; nil where nothing is.
func (s *adjudicateSheet) edited() []fyne.CanvasObject {
	marks, at, start, ok := s.a.Editing()
	if !ok {
		return nil
	}
	end := "end"
	if start {
		end = "start"
	}
	list := []fyne.CanvasObject{flagged("Editing: the arrows move the " + end + ", Tab goes to the other end.")}
	book := s.a.Sheet().Scheme.Codebook
	for i := range marks {
		l, _ := book.Label(marks[i].Label)
		words := l.Name + " “" + marks[i].Text() + "”"
		if i == at {
			words += " (moved by the arrows)"
		}
		list = append(list, container.NewBorder(nil, nil, chip(l), nil, said(words, widget.MediumImportance, i == at)))
	}
	return list
}

// said is a paragraph.
func said(words string, importance widget.Importance, bold bool) *widget.Label {
	l := widget.NewLabel(words)
	l.Wrapping, l.Importance, l.TextStyle.Bold = fyne.TextWrapWord, importance, bold
	return l
}

// caption is a small line.
func caption(words string) *widget.Label {
	l := said(words, widget.LowImportance, false)
	l.SizeName = theme.SizeNameCaptionText
	return l
}

// flagged is a paragraph that is not to be overlooked.
func flagged(words string) fyne.CanvasObject {
	icon := widget.NewIcon(theme.NewWarningThemedResource(theme.WarningIcon()))
	return container.NewBorder(nil, nil, icon, nil, said(words, widget.WarningImportance, true))
}

// votersLine are some people, by their keys and initials.
func votersLine(list []adjudicator.Voter) fyne.CanvasObject {
	row := container.NewHBox()
	for _, v := range list {
		row.Add(voterChip(v))
	}
	return row
}

// voterChip is a person: their key and initials on their colour.
func voterChip(v adjudicator.Voter) fyne.CanvasObject {
	ground := VoterColour(v)
	words := canvas.NewText(fmt.Sprintf(" %d %s ", v.Number, v.Initials), look.InkOn(ground))
	if v.Number == 0 {
		words.Text = " " + v.Initials + " "
	}
	words.TextSize, words.TextStyle.Bold = theme.CaptionTextSize(), true
	back := canvas.NewRectangle(ground)
	back.CornerRadius = 8
	return container.NewCenter(container.NewStack(back, words))
}

// voterColours are for people without a colour, by their number: they differ
// for all eyes.
var voterColours = []string{"#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#666666", "#8c6d31", "#882255"}

// VoterColour is the colour of one of the people who are compared.
func VoterColour(v adjudicator.Voter) color.NRGBA {
	if v.Colour != "" {
		return look.Colour(v.Colour)
	}
	return look.Colour(voterColours[(max(v.Number, 1)-1)%len(voterColours)])
}
