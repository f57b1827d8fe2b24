package panel

import (
	"fmt"

	"bluepencil/app/finder"
	"bluepencil/app/who"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Register is the pane of the register: the entries on the left, on the right
// what is known of the chosen one, its mentions, and what it says.
type Register struct {
	widget.BaseWidget
	OnAdd    func()
	OnMerge  func()
	OnImport func()
	OnExport func()
	OnClose  func()
	OnLeave  func() // Escape: the keyboard goes back to the text
	// OnMention and OnQuote are told which place a person chose.
	OnMention func(row int)
	OnQuote   func(row int)

	Query    *SearchEntry
	editor   *who.Editor
	rows     []who.Row
	list     *keyList
	types    *widget.Select
	kinds    []string // the types that the filter offers
	form     *entryForm
	fault    *widget.Label
	mentions *Hits
	quotes   *Hits
	tabs     *container.AppTabs
	places   [2]*container.TabItem
	silent   bool
	body     fyne.CanvasObject
}

// NewRegister returns the pane of an editor.
func NewRegister(e *who.Editor) *Register {
	r := &Register{editor: e, form: newEntryForm(e), fault: widget.NewLabel("")}
	r.fault.Importance, r.fault.Wrapping = widget.WarningImportance, fyne.TextWrapWord
	r.form.leave = r.left
	r.mentions = NewHits(func(row int) { tellRow(r.OnMention, row) })
	r.quotes = NewHits(func(row int) { tellRow(r.OnQuote, row) })
	r.makeList()
	r.places = [2]*container.TabItem{container.NewTabItem("Mentions", r.mentions), container.NewTabItem("Quotes", r.quotes)}
	r.tabs = container.NewAppTabs(container.NewTabItem("Entry", container.NewVScroll(container.NewPadded(container.NewVBox(r.form.body, r.fate())))), r.places[0], r.places[1])
	split := container.NewHSplit(container.NewBorder(r.filters(), r.add(), nil, nil, r.list), container.NewBorder(nil, r.fault, nil, nil, r.tabs))
	split.Offset = 0.4
	r.body = container.NewBorder(container.NewVBox(r.head(), widget.NewSeparator()), nil, nil, nil, split)
	r.ExtendBaseWidget(r)
	r.Refresh()
	return r
}

// CreateRenderer is Fyne's.
func (r *Register) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.body) }

func tellRow(to func(int), row int) {
	if to != nil {
		to(row)
	}
}

func (r *Register) left() { call(r.OnLeave) }

// head is the line on top: what can be done with the register as a whole.
func (r *Register) head() fyne.CanvasObject {
	title := widget.NewLabel("Register")
	title.TextStyle.Bold = true
	take := widget.NewButton("Take in…", func() { call(r.OnImport) })
	write := widget.NewButton("Write…", func() { call(r.OnExport) })
	take.Importance, write.Importance = widget.LowImportance, widget.LowImportance
	done := widget.NewButton("Done", func() { call(r.OnClose) })
	done.Importance = widget.HighImportance
	return container.NewBorder(nil, nil, title, container.NewHBox(take, write, done))
}

// filters say which entries are listed, and in what order.
func (r *Register) filters() fyne.CanvasObject {
	r.Query = NewSearchEntry("Look for a name…")
	r.Query.OnChanged = r.editor.Look
	r.Query.OnLeave = r.left
	r.types = widget.NewSelect(nil, func(string) {
		if at := r.types.SelectedIndex(); !r.silent && at >= 0 {
			r.editor.LookType(r.kinds[at])
		}
	})
	order := widget.NewSelect([]string{"by name", "by mentions"}, nil)
	order.SetSelectedIndex(0)
	order.OnChanged = func(string) { r.editor.SortByMentions(order.SelectedIndex() == 1) }
	return container.NewVBox(r.Query, container.NewGridWithColumns(2, r.types, order))
}

func (r *Register) makeList() {
	r.list = newKeyList(r.step)
	r.list.Length = func() int { return len(r.rows) }
	r.list.CreateItem = newEntryRow
	r.list.UpdateItem = func(i widget.ListItemID, o fyne.CanvasObject) {
		if i < len(r.rows) {
			showEntryRow(o, r.rows[i])
		}
	}
	r.list.OnSelected = func(i widget.ListItemID) {
		if !r.silent && i < len(r.rows) {
			r.editor.Select(r.rows[i].Entry.ID)
		}
	}
	r.list.leave = r.left
}

// at is the chosen entry's place in the list, or -1.
func (r *Register) at() int {
	chosen, ok := r.editor.Selected()
	for i := range r.rows {
		if ok && r.rows[i].Entry.ID == chosen.ID {
			return i
		}
	}
	return -1
}

func (r *Register) step(by int) {
	if at := r.at() + by; at >= 0 && at < len(r.rows) {
		r.list.Select(at)
	}
}

func (r *Register) add() fyne.CanvasObject {
	return widget.NewButtonWithIcon("Add", theme.ContentAddIcon(), func() { call(r.OnAdd) })
}

// fate are the buttons for what becomes of an entry.
func (r *Register) fate() fyne.CanvasObject {
	merge := widget.NewButton("Merge with…", func() { call(r.OnMerge) })
	remove := widget.NewButtonWithIcon("Delete", theme.DeleteIcon(), r.editor.Delete)
	remove.Importance = widget.LowImportance
	return container.NewHBox(merge, remove)
}

// Focusable is the list, for the keyboard.
func (r *Register) Focusable() fyne.Focusable { return r.list }

// Refresh shows the editor as it is.
func (r *Register) Refresh() {
	r.silent = true
	defer func() { r.silent = false }()
	r.rows = r.editor.Rows()
	r.list.Refresh()
	r.list.UnselectAll()
	if at := r.at(); at >= 0 {
		r.list.Select(at)
	}
	r.showTypes()
	r.form.set()
	r.fault.SetText(r.editor.Fault())
	if r.editor.Fault() == "" {
		r.fault.Hide()
	} else {
		r.fault.Show()
	}
}

// showTypes offers the types there are to narrow the list to.
func (r *Register) showTypes() {
	at := max(r.types.SelectedIndex(), 0)
	r.kinds = append([]string{""}, r.editor.Types()...)
	names := make([]string, len(r.kinds))
	for i, kind := range r.kinds {
		names[i] = r.editor.TypeName(kind)
	}
	names[0] = "every type"
	r.types.SetOptions(names)
	r.types.SetSelectedIndex(min(at, len(names)-1))
}

// SetMentions shows the mentions that were found.
func (r *Register) SetMentions(f *finder.Finder) { r.found(0, "Mentions", r.mentions, f) }

// SetQuotes shows what the chosen entry says.
func (r *Register) SetQuotes(f *finder.Finder) { r.found(1, "Quotes", r.quotes, f) }

func (r *Register) found(tab int, name string, h *Hits, f *finder.Finder) {
	h.set(f)
	r.places[tab].Text = fmt.Sprintf("%s %d", name, len(f.Rows()))
	r.tabs.Refresh()
}

// Hits is a list of places in articles, each with the words around it.
type Hits struct {
	widget.BaseWidget
	rows   []finder.Row
	said   *widget.Label
	list   *widget.List
	silent bool
	body   fyne.CanvasObject
}

// NewHits returns the list, empty; choose is told which place was chosen.
func NewHits(choose func(row int)) *Hits {
	h := &Hits{said: widget.NewLabel("")}
	h.said.Importance, h.said.Truncation = widget.LowImportance, fyne.TextTruncateEllipsis
	h.list = widget.NewList(func() int { return len(h.rows) }, newPlaceRow, h.show)
	h.list.OnSelected = func(i widget.ListItemID) {
		if !h.silent {
			choose(i)
		}
	}
	h.body = container.NewBorder(h.said, nil, nil, nil, h.list)
	h.ExtendBaseWidget(h)
	return h
}

// CreateRenderer is Fyne's.
func (h *Hits) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(h.body) }

func (h *Hits) set(f *finder.Finder) {
	h.silent = true
	defer func() { h.silent = false }()
	h.rows = f.Rows()
	h.said.SetText(f.Words())
	h.list.UnselectAll()
	h.list.Refresh()
}

// newPlaceRow has the article's title above the words in it.
func newPlaceRow() fyne.CanvasObject {
	title := widget.NewLabel("")
	title.SizeName, title.Importance, title.Truncation = theme.SizeNameCaptionText, widget.LowImportance, fyne.TextTruncateEllipsis
	return container.New(tight{}, title, newContextRow())
}

func (h *Hits) show(i widget.ListItemID, o fyne.CanvasObject) {
	if i >= len(h.rows) {
		return
	}
	row := o.(*fyne.Container).Objects
	row[0].(*widget.Label).SetText(h.rows[i].Title)
	row[1].(*contextRow).set(h.rows[i].Context)
}
