package window

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"bluepencil/app/command"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// keyTable lays pairs out in two columns, close together.
type keyTable struct {
	keys float32 // the width of the first column
}

func (k keyTable) MinSize(o []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for i := 0; i+1 < len(o); i += 2 {
		size.Height += o[i].MinSize().Height - 8
		size.Width = max(size.Width, k.keys+o[i+1].MinSize().Width)
	}
	return size.AddWidthHeight(0, 8)
}

func (k keyTable) Layout(o []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for i := 0; i+1 < len(o); i += 2 {
		h := o[i].MinSize().Height
		o[i].Move(fyne.NewPos(0, y))
		o[i].Resize(fyne.NewSize(k.keys, h))
		o[i+1].Move(fyne.NewPos(k.keys, y))
		o[i+1].Resize(fyne.NewSize(size.Width-k.keys, h))
		y += h - 8
	}
}

// labelRows are the keys of the labels, for the keys sheet.
func (w *Window) labelRows() []command.Row {
	var rows []command.Row
	if w.desk != nil {
		for _, l := range w.desk.Codebook().Offered() {
			if l.Key != "" {
				rows = append(rows, command.Row{Keys: strings.ToUpper(l.Key), Title: l.Name})
			}
		}
	}
	return rows
}

// keyColumns is in how many columns the keys sheet stands.
const keyColumns = 3

func (w *Window) showKeys() {
	columns := make([]*fyne.Container, keyColumns)
	heights := make([]int, keyColumns)
	for i := range columns {
		columns[i] = container.NewVBox()
	}
	for _, g := range w.table.Sheet(w.labelRows(), paneKeys()...) {
		shortest := 0
		for i, h := range heights {
			if h < heights[shortest] {
				shortest = i
			}
		}
		heights[shortest] += len(g.Rows) + 2
		columns[shortest].Add(keyGroup(g))
	}
	row := container.NewGridWithColumns(keyColumns, columns[0], columns[1], columns[2])
	w.present(dialog.NewCustom("Keys", "Close", container.NewVScroll(row), w.win), fyne.NewSize(1180, 680))
}

func keyGroup(g command.Group) fyne.CanvasObject {
	title := widget.NewLabel(g.Title)
	title.TextStyle.Bold = true
	rows := container.New(keyTable{150})
	for _, r := range g.Rows {
		key, what := widget.NewLabel(r.Keys), widget.NewLabel(r.Title)
		key.SizeName, what.SizeName = theme.SizeNameCaptionText, theme.SizeNameCaptionText
		key.Truncation, what.Truncation = fyne.TextTruncateEllipsis, fyne.TextTruncateEllipsis
		what.Importance = widget.LowImportance
		rows.Add(key)
		rows.Add(what)
	}
	return container.NewBorder(title, nil, nil, nil, rows)
}

// printKeys saves the keys as a page for a browser, which prints on every
// system; it is opened there only if the person wants it.
func (w *Window) printKeys() {
	w.chooseSave("Bluepencil keys.html", func(path string) {
		if err := w.savePrintedKeys(path); err != nil {
			w.fail("The keys were not saved", err)
			return
		}
		words := widget.NewLabel("The keys are in\n" + path + "\n\nOpen the page in a browser and print it there.")
		words.Wrapping = fyne.TextWrapBreak
		w.ask("Print the keys", "Open it now", words, fyne.NewSize(520, 260), func() {
			// On Windows a path begins with a letter, in a URL with a slash.
			if err := w.o.App.OpenURL(&url.URL{Scheme: "file", Path: "/" + strings.TrimPrefix(filepath.ToSlash(path), "/")}); err != nil {
				w.fail("The page could not be opened; open it from its folder", err)
			}
		})
	})
}

func (w *Window) savePrintedKeys(path string) error {
	return os.WriteFile(path, []byte(command.HTML(w.table.Sheet(w.labelRows(), paneKeys()...))), 0o644)
}
