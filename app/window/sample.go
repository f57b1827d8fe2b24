package window

import (
	"errors"
	"os"
	"path/filepath"

	"bluepencil/annotate"
	"bluepencil/annotate/source"
	"bluepencil/assets"
	"bluepencil/storage"
)

// openSample opens the sample project, made at the first time.
func (w *Window) openSample(then func()) {
	path := filepath.Join(w.o.Home, "Sample"+storage.Extension)
	if w.project != nil && w.project.Path() == path {
		then()
		return
	}
	if _, err := os.Stat(path); err == nil {
		w.openPath(path, then)
		return
	}
	if err := os.MkdirAll(w.o.Home, 0o755); err != nil {
		w.fail("The folder for the sample project could not be made", err)
		return
	}
	w.createPath(path, func() {
		if err := w.fillSample(); err != nil {
			w.fail("The sample articles could not be added", err)
		}
		w.desk.Refresh()
		w.openFirst()
		then()
	})
}

func (w *Window) fillSample() error {
	samples, err := assets.Samples()
	if err != nil {
		return err
	}
	i, err := w.project.StartImport(w.desk.Person().ID, "add the sample articles")
	if err != nil {
		return err
	}
	for _, s := range samples {
		doc, err := source.FromText(s.File, s.Text)
		if err != nil {
			return err
		}
		doc.Meta = s.Meta
		id, _, err := i.Add(doc)
		if err != nil {
			return err
		}
		list, err := s.Annotations()
		if err != nil {
			return err
		}
		if len(list) == 0 {
			continue
		}
		if err := errors.Join(i.AddAnnotations(id, list), i.SetStatus(id, annotate.StatusInProgress)); err != nil {
			return err
		}
	}
	i.NoUndo()
	_, err = i.Close("add the sample articles")
	return err
}
