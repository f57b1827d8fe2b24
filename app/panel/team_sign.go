package panel

import (
	"bluepencil/annotate"
	"bluepencil/app/team"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// statusIcon is the shape that stands for a status. It is drawn, so that no
// font has to have it.
func statusIcon(s annotate.Status) fyne.Resource {
	switch s {
	case annotate.StatusInProgress:
		return theme.DocumentCreateIcon()
	case annotate.StatusSubmitted:
		return theme.ConfirmIcon()
	case annotate.StatusReturned:
		return theme.MailReplyIcon()
	case annotate.StatusAdjudicated:
		return theme.CheckButtonCheckedIcon()
	case annotate.StatusSetAside:
		return theme.ContentRemoveIcon()
	}
	return theme.RadioButtonIcon()
}

// hiddenIcon is the shape of what is given out to somebody whose status must
// not be seen yet.
func hiddenIcon() fyne.Resource { return theme.VisibilityOffIcon() }

// cellLetters stand for a status beside its shape.
var cellLetters = map[annotate.Status]string{
	annotate.StatusNew: "N", annotate.StatusInProgress: "P", annotate.StatusSubmitted: "S",
	annotate.StatusReturned: "R", annotate.StatusAdjudicated: "A", annotate.StatusSetAside: "X",
}

// cellSign is what a cell shows: a shape and a letter for the status of what is
// given out, the letter in brackets for what somebody has marked without, and
// nothing for what is neither.
func cellSign(c team.Cell) (fyne.Resource, string) {
	switch {
	case c.Pending:
		return nil, "…"
	case c.Given && c.Hidden:
		return hiddenIcon(), ""
	case c.Given && !c.Known:
		return nil, "·"
	case c.Given:
		return statusIcon(c.Status), cellLetters[c.Status]
	case c.Known && !c.Hidden && c.Status != annotate.StatusNew:
		return nil, "(" + cellLetters[c.Status] + ")"
	}
	return nil, ""
}

// legend says what the cells mean.
func legend() fyne.CanvasObject {
	row := container.NewHBox()
	put := func(icon fyne.Resource, words string) {
		if icon != nil {
			row.Add(widget.NewIcon(icon))
		}
		l := quietWords(words)
		l.Truncation = fyne.TextTruncateOff
		row.Add(l)
	}
	for _, s := range annotate.Statuses {
		put(statusIcon(s), cellLetters[s]+" "+statusNames[s])
	}
	put(hiddenIcon(), "hidden from you")
	put(nil, "(P) marked, not given out")
	return row
}
