package panel

import (
	"cmp"
	"fmt"
	"strings"
	"unicode/utf8"

	"bluepencil/annotate"
	"bluepencil/annotate/format/claimreview"
	"bluepencil/annotate/register"
	"bluepencil/app/desk"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// ClaimChoice is the list of entries a claim may be linked to, with a line to
// look for others or to write the name of a new one.
type ClaimChoice struct {
	widget.BaseWidget
	// OnChoose is told the entry, or the name of a new one, and the link to
	// it; without a link the claim is the entry. The zero entry without a name
	// lets go of the one there is.
	OnChoose func(role annotate.RoleID, entry annotate.Entity, name string)
	Query    *PaletteEntry

	entries desk.ClaimEntries
	rows    []claimRow
	list    *widget.List
	how     *widget.Select
	at      int
	body    fyne.CanvasObject
}

// claimRow is one line of the list.
type claimRow struct {
	words string
	entry annotate.Entity
	name  string // of a new entry
}

// itIs is the choice without a link.
const itIs = "is"

// NewClaimChoice returns the list for a claim.
func NewClaimChoice(entries desk.ClaimEntries) *ClaimChoice {
	c := &ClaimChoice{entries: entries, Query: NewPaletteEntry("Look for another claim, or write the name of a new one…")}
	names := []string{itIs}
	for _, role := range entries.Roles {
		names = append(names, role.Name)
	}
	c.how = widget.NewSelect(names, nil)
	c.how.SetSelected(itIs)
	c.list = widget.NewList(func() int { return len(c.rows) }, func() fyne.CanvasObject {
		l := widget.NewLabel("")
		l.Truncation = fyne.TextTruncateEllipsis
		return l
	}, func(i widget.ListItemID, o fyne.CanvasObject) { o.(*widget.Label).SetText(c.rows[i].words) })
	c.list.OnSelected = func(i widget.ListItemID) {
		if i != c.at {
			c.choose(i)
		}
	}
	c.Query.OnChanged = c.look
	c.Query.OnMove = func(step int) {
		c.at = min(max(c.at+step, 0), len(c.rows)-1)
		c.list.Select(c.at)
	}
	c.Query.OnSubmitted = func(string) { c.choose(c.at) }
	c.body = container.NewBorder(container.NewBorder(nil, nil, container.NewHBox(widget.NewLabel("The claim"), c.how), nil, c.Query), nil, nil, nil, c.list)
	c.ExtendBaseWidget(c)
	c.look("")
	return c
}

// CreateRenderer is Fyne's.
func (c *ClaimChoice) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(c.body) }

// look lists the entries that are like some words, then a new one.
func (c *ClaimChoice) look(words string) {
	c.rows = nil
	for _, l := range c.entries.Like(words) {
		c.rows = append(c.rows, claimRow{words: likenessWords(l, c.entries.Now), entry: l.Entry.Entity})
	}
	name := cmp.Or(strings.TrimSpace(words), c.entries.Name)
	c.rows = append(c.rows, claimRow{words: fmt.Sprintf("New: “%s”  %d/%d", name, utf8.RuneCountInString(name), claimreview.MostCharacters), name: name})
	if !c.entries.Now.IsZero() {
		c.rows = append(c.rows, claimRow{words: "None of them: take the entry away"})
	}
	c.at = 0
	c.list.Refresh()
	c.list.Select(0)
}

func likenessWords(l register.Likeness, now annotate.ID) string {
	words := "       " + l.Entry.Name
	if l.Score > 0 {
		words = fmt.Sprintf("%3.0f %%  %s", l.Score*100, l.Entry.Name)
	}
	for _, m := range l.Entry.Members {
		if m.ID == now {
			return words + "  (as it is now)"
		}
	}
	return words
}

func (c *ClaimChoice) choose(at int) {
	if at < 0 || at >= len(c.rows) || c.OnChoose == nil {
		return
	}
	role := annotate.RoleID("")
	if how := c.how.SelectedIndex(); how > 0 {
		role = c.entries.Roles[how-1].ID
	}
	row := c.rows[at]
	c.OnChoose(role, row.entry, row.name)
}
