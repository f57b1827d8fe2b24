package window

import (
	"context"
	"fmt"

	"bluepencil/annotate/source"
	"bluepencil/app/desk"
	"bluepencil/app/panel"
	"bluepencil/storage"
	"bluepencil/storage/intake"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"
)

// takeUpdates takes in a folder in which articles have newer versions, told by
// the guid or URL they state.
func (w *Window) takeUpdates(folder string) {
	w.takeIn([]string{folder}, intake.Options{Encoding: w.o.Encoding, Update: true})
}

// addVersion reads a file as a newer version of the open article.
func (w *Window) addVersion(path string) {
	o := source.Options{Encoding: w.o.Encoding}
	w.long("Reading the newer version…", func(ctx context.Context, _ *storage.Project) func() {
		doc, err := source.ReadFileContext(ctx, path, o)
		return func() {
			if err != nil {
				w.fail("The newer version could not be read", err)
				return
			}
			w.desk.AddVersion(doc)
		}
	})
}

// showVersions shows the open article among its versions: what changed, and
// the markings that wait for a place.
func (w *Window) showVersions() {
	w.desk.ReadVersions(func(v desk.Versions, err error) {
		if err != nil {
			w.fail("The versions could not be read", err)
			return
		}
		if len(v.List) < 2 {
			w.desk.Say(desk.Info, "The article has one version only. “Open a newer version” in the File menu adds another.")
			return
		}
		w.presentVersions(v)
	})
}

func (w *Window) presentVersions(v desk.Versions) {
	var d *dialog.CustomDialog
	again := func() { d.Hide(); w.showVersions() }
	waiting := panel.NewWaiting(w.shownCodebook())
	waiting.OnPlace = func(item desk.Waiting, c desk.Candidate) { w.desk.Place(item, c.Spans, again) }
	waiting.OnLeaveOut = func(item desk.Waiting) { w.desk.LeaveOut(item, again) }
	waiting.OnHere = func(item desk.Waiting) {
		if !w.desk.PlaceHere(item, again) {
			waiting.Say("Close this, select the words in the text, and come back: “Here” then takes them.")
		}
	}
	waiting.Set(v.Waiting)
	carry := widget.NewButton(fmt.Sprintf("Take over what is sure (%d)", v.Sure), func() { w.desk.CarryOver(again) })
	carry.Importance = widget.HighImportance
	if v.Sure == 0 {
		carry.Hide()
	}
	said := widget.NewLabel(fmt.Sprintf("%d of your markings are here already, %d are sure, %d wait for you.", v.Carried, v.Sure, len(v.Waiting)))
	tabs := container.NewAppTabs(
		container.NewTabItem(fmt.Sprintf("Your markings (%d)", v.Sure+len(v.Waiting)), container.NewBorder(container.NewBorder(nil, nil, nil, carry, said), nil, nil, nil, waiting)),
		container.NewTabItem(fmt.Sprintf("Quotes (%d)", len(v.Quotes)), panel.NewQuoteChanges(v.Quotes, "No quotation was added, removed or reworded.")),
		container.NewTabItem(fmt.Sprintf("Text (%d)", len(v.Differences)), panel.NewDifferences(v.Differences, "This is the first version.")),
		container.NewTabItem(fmt.Sprintf("Versions (%d)", len(v.List)), w.versionList(v, func() { d.Hide() })),
	)
	if v.Sure+len(v.Waiting) == 0 {
		tabs.SelectIndex(2)
	}
	d = dialog.NewCustom("Versions", "Close", tabs, w.win)
	w.present(d, fyne.NewSize(920, 600))
}

// versionList lists the versions, to open one.
func (w *Window) versionList(v desk.Versions, close func()) fyne.CanvasObject {
	rows := container.NewVBox()
	for i := range v.List {
		a := v.List[i]
		words := fmt.Sprintf("%d.  %s   (%s, added %s)", i+1, a.Title(), a.Content.SourceName, a.Added.Local().Format("2 Jan 2006 15:04"))
		b := widget.NewButton(words, func() { close(); w.desk.OpenArticle(a.ID) })
		b.Alignment = widget.ButtonAlignLeading
		b.Importance = widget.LowImportance
		if i == v.At {
			b.Importance = widget.MediumImportance
		}
		rows.Add(b)
	}
	return container.NewVScroll(rows)
}
