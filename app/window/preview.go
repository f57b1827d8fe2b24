package window

import (
	"context"
	"maps"
	"path/filepath"

	"bluepencil/annotate/source"
	"bluepencil/app/courier"
	"bluepencil/app/desk"
	"bluepencil/app/panel"
	"bluepencil/storage"
	"bluepencil/storage/intake"

	"fyne.io/fyne/v2"
)

// importPaths takes in files and folders. Files of records are shown first:
// what their columns mean is a person's to say. Packets are received.
func (w *Window) importPaths(paths []string) {
	packets, paths := courier.Apart(paths)
	if len(packets) > 0 {
		w.receivePackets(packets)
	}
	if len(paths) == 0 && len(packets) > 0 {
		return
	}
	if w.desk == nil {
		w.status.Say(desk.Message{Text: "Open a project first: the articles go into it.", Tone: desk.Warning})
		return
	}
	o := intake.Options{Encoding: w.o.Encoding}
	w.long("Reading the files…", func(ctx context.Context, p *storage.Project) func() {
		foreign, err := intake.RehearseForeign(ctx, p, paths, o)
		path, preview, ok := intake.FirstTable(ctx, paths, o)
		cancelled := ctx.Err() != nil
		return func() {
			switch {
			case cancelled:
				w.desk.Say(desk.Info, "Nothing was taken in.")
			case err != nil:
				w.fail("The files could not be read", err)
			case len(foreign.Foreign) > 0:
				w.showForeign(foreign, paths, o)
			case ok:
				w.showPreview(path, preview, nil, paths, o)
			default:
				w.takeIn(paths, o)
			}
		}
	})
}

// showPreview shows what a file would be read as, or why it cannot be read so,
// and imports all the paths when told to.
func (w *Window) showPreview(path string, first source.Preview, problem error, paths []string, o intake.Options) {
	p := panel.NewPreview()
	p.Set(first, problem)
	latest := 0
	p.OnChanged = func(encoding string, columns map[string]string) {
		o.Encoding, o.Columns = encoding, maps.Clone(columns)
		latest++
		generation, chosen := latest, source.Options{Encoding: o.Encoding, Columns: o.Columns}
		go func() {
			v, err := source.PreviewFile(context.Background(), path, chosen)
			w.o.UI(func() {
				if generation == latest {
					p.Set(v, err)
				}
			})
		}()
	}
	w.ask("Import "+filepath.Base(path), "Import", p, fyne.NewSize(820, 600), func() { w.takeIn(paths, o) })
}

func (w *Window) previewFile(path string) {
	w.long("Reading the file…", func(ctx context.Context, _ *storage.Project) func() {
		v, err := source.PreviewFile(ctx, path, source.Options{})
		return func() { w.showPreview(path, v, err, []string{path}, intake.Options{}) }
	})
}
