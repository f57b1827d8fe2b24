package window

import (
	"context"
	"maps"

	"bluepencil/annotate/format/foreign"
	"bluepencil/app/panel"
	"bluepencil/storage"
	"bluepencil/storage/intake"

	"fyne.io/fyne/v2"
)

// showForeign shows what annotation files of other tools hold, and imports all
// the paths when told to.
func (w *Window) showForeign(first intake.Rehearsal, paths []string, o intake.Options) {
	book, err := w.project.Codebook()
	if err != nil {
		w.fail("The codebook could not be read", err)
		return
	}
	p := panel.NewForeign()
	p.Set(first, book)
	p.OnChanged = func(fates foreign.Fates) {
		o.Fates = maps.Clone(fates)
		w.long("Reading the files…", func(ctx context.Context, project *storage.Project) func() {
			r, err := intake.Rehearse(ctx, project, paths, o)
			return func() {
				if err == nil {
					p.Set(r, book)
				}
			}
		})
	}
	w.ask("Import annotations", "Import", p, fyne.NewSize(860, 600), func() {
		o.ByHandle, o.Fates = p.ByHandle(), p.Fates()
		w.takeIn(paths, o)
	})
}
