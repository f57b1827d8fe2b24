package window

import (
	"os"
	"strings"

	"bluepencil/storage"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	fynestorage "fyne.io/fyne/v2/storage"
)

// chooserSize is how large the dialogs are in which files are chosen.
var chooserSize = fyne.NewSize(820, 560)

// chooseFile asks for a file; extensions narrow what is shown.
func (w *Window) chooseFile(then func(path string), extensions ...string) {
	d := dialog.NewFileOpen(func(file fyne.URIReadCloser, err error) {
		if err != nil || file == nil {
			return
		}
		path := file.URI().Path()
		_ = file.Close() // it is opened again by its name
		then(path)
	}, w.win)
	if len(extensions) > 0 {
		d.SetFilter(fynestorage.NewExtensionFileFilter(extensions))
	}
	w.present(d, chooserSize)
}

// chooseFolder asks for a folder.
func (w *Window) chooseFolder(then func(path string)) {
	d := dialog.NewFolderOpen(func(folder fyne.ListableURI, err error) {
		if err == nil && folder != nil {
			then(folder.Path())
		}
	}, w.win)
	w.present(d, chooserSize)
}

// chooseSave asks where to save something, and gives the path without the
// empty file that the dialog makes there.
func (w *Window) chooseSave(name string, then func(path string)) {
	d := dialog.NewFileSave(func(file fyne.URIWriteCloser, err error) {
		if err != nil || file == nil {
			return
		}
		path := file.URI().Path()
		_ = file.Close()
		if info, err := os.Stat(path); err == nil && info.Size() == 0 {
			_ = os.Remove(path)
		}
		then(path)
	}, w.win)
	d.SetFileName(name)
	w.present(d, chooserSize)
}

// withExtension is a path with the extension of projects.
func withExtension(path string) string {
	if !strings.HasSuffix(path, storage.Extension) {
		path += storage.Extension
	}
	return path
}
