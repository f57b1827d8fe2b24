package window

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
	"bluepencil/annotate/format/claimreview"
	"bluepencil/app/desk"
	"bluepencil/app/panel"
	"bluepencil/storage"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"
)

// claimCommands are the commands about claims.
func (w *Window) claimCommands(add adder) {
	add("Annotate", "claim-entry", "Say which claim it is…", w.hasCurrent, w.chooseClaim) // @ leads to it, too
	add("Annotate", "said-in", "Link the quote it stands in", w.hasCurrent, func() { w.desk.SaidIn() }, "<")
	add("Annotate", "claims-alike", "Show the same claim everywhere", w.hasCurrent, w.showAlike, "Alt+C")
	add("Annotate", "copy-review", "Copy the claim as JSON-LD", w.hasCurrent, w.copyReview)
	add("File", "export-reviews", "Export claim reviews…", w.hasProject, w.exportReviews)
	add("File", "publisher", "Who publishes the checks…", nil, w.askPublisher)
}

// publisher is who publishes the checks, as the preferences have it.
func (w *Window) publisher() claimreview.Publisher {
	prefs := w.o.App.Preferences()
	return claimreview.Publisher{Name: prefs.String(prefPublish), URL: prefs.String(prefSite)}
}

func (w *Window) askPublisher() {
	now := w.publisher()
	name, site := widget.NewEntry(), widget.NewEntry()
	name.SetText(now.Name)
	site.SetText(now.URL)
	site.SetPlaceHolder("https://…")
	d := dialog.NewForm("Who publishes the checks", "Save", "Cancel", []*widget.FormItem{widget.NewFormItem("Name", name), widget.NewFormItem("Site", site)}, func(ok bool) {
		if ok {
			w.o.App.Preferences().SetString(prefPublish, strings.TrimSpace(name.Text))
			w.o.App.Preferences().SetString(prefSite, strings.TrimSpace(site.Text))
			w.with(w.showCurrent)
		}
	}, w.win)
	name.OnSubmitted = func(string) { d.Submit() }
	site.OnSubmitted = func(string) { d.Submit() }
	w.present(d, fyne.NewSize(480, 220))
	w.win.Canvas().Focus(name)
}

// chooseClaim shows the entries that the current claim may be linked to.
func (w *Window) chooseClaim() {
	w.desk.ReadClaimEntries(func(entries desk.ClaimEntries, err error) {
		if err != nil {
			w.fail("The register could not be read", err)
			return
		}
		choice := panel.NewClaimChoice(entries)
		w.choice = choice
		d := dialog.NewCustom("Which claim is it?", "Close", choice, w.win)
		choice.Query.OnLeave = func() { d.Hide() }
		choice.OnChoose = func(role annotate.RoleID, entry annotate.Entity, name string) {
			d.Hide()
			w.linkClaim(entries.Claim, role, entry, name)
		}
		w.present(d, fyne.NewSize(760, 460))
		w.win.Canvas().Focus(choice.Query)
	})
}

func (w *Window) linkClaim(claim annotate.ID, role annotate.RoleID, entry annotate.Entity, name string) {
	switch {
	case name != "":
		if err := w.desk.NewClaim(claim, role, name); err != nil {
			w.desk.Say(desk.Warning, err.Error())
		}
	case role == "" || !entry.ID.IsZero():
		w.desk.LinkClaim(claim, role, entry)
	}
}

// showAlike searches the project for all claims with the current one's entry.
func (w *Window) showAlike() {
	if query := w.desk.AlikeQuery(); query != "" {
		w.searchEverywhere()
		w.search.panel.Query.SetText(query)
	}
}

// copyReview copies the current claim's review as JSON-LD, and says what it lacks.
func (w *Window) copyReview() {
	sheet, ok := w.desk.ClaimSheet(w.publisher())
	if !ok {
		w.desk.Say(desk.Info, "Make a claim current first: click it, or press Tab.")
		return
	}
	line, err := sheet.Review.JSONLD()
	if err != nil {
		w.fail("The claim could not be written as JSON-LD", err)
		return
	}
	w.o.App.Clipboard().SetContent(string(line))
	if !sheet.Review.Complete() {
		w.desk.Say(desk.Warning, fmt.Sprintf("Copied, but others will not read it yet: the %s is needed.", sheet.Gaps[0].Field))
		return
	}
	w.desk.Say(desk.Info, "Copied as JSON-LD.")
}

// exportReviews asks for a file and writes the checked claims of all articles
// into it.
func (w *Window) exportReviews() {
	w.chooseSave(w.project.Name()+"-claims.jsonl", w.writeReviews)
}

func (w *Window) writeReviews(path string) {
	progress, by := w.progress(), w.publisher()
	w.long("Exporting the claim reviews…", func(ctx context.Context, p *storage.Project) func() {
		common, err := p.Common()
		var report format.Report
		written := 0
		if err == nil {
			writer := claimreview.NewWriter(common, by)
			report, err = format.Export(ctx, path, p.Bundles(storage.ExportFilter{All: true}, progress), writer)
			written = writer.Written()
		}
		return func() { w.reviewsWritten(path, written, report, err) }
	})
}

// reviewsWritten tells what was written, and what was left out and why.
func (w *Window) reviewsWritten(path string, written int, report format.Report, err error) {
	switch {
	case errors.Is(err, context.Canceled):
		w.desk.Say(desk.Info, "The export was cancelled; nothing was written.")
		return
	case err != nil:
		w.fail("The export failed", err)
		return
	}
	words := fmt.Sprintf("Exported %d claim reviews to %s, each read back", written, path)
	w.desk.Say(desk.Info, words+".")
	var lines []string
	for _, p := range report.Problems {
		lines = append(lines, p.Article+": "+p.What)
	}
	for _, loss := range report.Losses {
		if len(loss.Examples) == 0 {
			continue // markings that are no claims
		}
		lines = append(lines, fmt.Sprintf("%d left out, %s", loss.Count, loss.What))
		for _, example := range loss.Examples {
			lines = append(lines, "    "+example)
		}
	}
	if len(lines) > 0 {
		w.showReport("Claim reviews", words, lines)
	}
}
