package panel

import (
	"fmt"
	"strings"

	"bluepencil/annotate"
	"bluepencil/app/look"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// FamilyRow is an article of a family of copies and versions.
type FamilyRow struct {
	Family            int // which one, counted from 0; rows of one stand together
	Article, Like     annotate.ID
	Title             string
	Outlet, Published string
	Kind              string  // how it is like the article Like; empty for the first of a family
	Share             float64 // of the shorter text, from 0 to 1
	Version           bool    // it is a newer version already
}

// words say where an article stands in its family.
func (r *FamilyRow) words() string {
	var parts []string
	for _, part := range []string{r.Outlet, look.Day(r.Published), r.Kind} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	if r.Share > 0 {
		parts = append(parts, fmt.Sprintf("%d %% the same", int(r.Share*100+0.5)))
	}
	return strings.Join(parts, " · ")
}

// Families is the list of articles that are copies or versions of one story.
type Families struct {
	widget.BaseWidget
	// OnOpen is told which article a person chose.
	OnOpen func(article annotate.ID)
	// OnVersion is told that an article is a newer version of another one.
	OnVersion func(article, old annotate.ID)

	rows []FamilyRow
	list *widget.List
}

// NewFamilies lists families.
func NewFamilies(rows []FamilyRow) *Families {
	f := &Families{rows: rows}
	f.list = widget.NewList(func() int { return len(f.rows) }, newFamilyRow, f.show)
	f.list.OnSelected = func(i widget.ListItemID) {
		if f.OnOpen != nil {
			f.OnOpen(f.rows[i].Article)
		}
	}
	f.ExtendBaseWidget(f)
	return f
}

// CreateRenderer is Fyne's.
func (f *Families) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(f.list) }

func newFamilyRow() fyne.CanvasObject {
	title, words := widget.NewLabel(""), widget.NewLabel("")
	title.Truncation = fyne.TextTruncateEllipsis
	words.Importance = widget.LowImportance
	version := widget.NewButton("Newer version", nil)
	version.Importance = widget.LowImportance
	return container.NewBorder(nil, nil, nil, container.NewHBox(words, version), title)
}

func (f *Families) show(i widget.ListItemID, o fyne.CanvasObject) {
	row := f.rows[i]
	parts := o.(*fyne.Container).Objects
	title, right := parts[0].(*widget.Label), parts[1].(*fyne.Container).Objects
	first := row.Like.IsZero()
	title.TextStyle.Bold = first
	name := row.Title
	if !first {
		name = "      " + name
	}
	title.SetText(name)
	right[0].(*widget.Label).SetText(row.words())
	version := right[1].(*widget.Button)
	if first || row.Version {
		version.Hide()
		return
	}
	version.OnTapped = func() {
		if f.OnVersion != nil {
			f.OnVersion(row.Article, row.Like)
		}
	}
	version.Show()
}
