package window

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bluepencil/annotate/format/foreign"
	"bluepencil/app/panel"
	"bluepencil/storage/outgoing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

const ferryTask = `{"text":"Ada Lund opened the ferry.","tokens":[{"text":"Ada","start":0,"end":3,"id":0,"ws":true},{"text":"Lund","start":4,"end":8,"id":1,"ws":true},{"text":"opened","start":9,"end":15,"id":2,"ws":true},{"text":"the","start":16,"end":19,"id":3,"ws":true},{"text":"ferry","start":20,"end":25,"id":4,"ws":false},{"text":".","start":25,"end":26,"id":5,"ws":false}],"_input_hash":1,"_task_hash":2,"_view_id":"ner_manual","spans":[{"start":0,"end":8,"token_start":0,"token_end":1,"label":"PERSON"},{"start":20,"end":25,"token_start":4,"token_end":4,"label":"VESSEL"}],"answer":"accept"}
`

// find gives the first widget of a kind that pleases.
func find[T fyne.CanvasObject](t *testing.T, in fyne.CanvasObject, pleases func(T) bool) T {
	t.Helper()
	for _, o := range test.LaidOutObjects(in) {
		if one, ok := o.(T); ok && pleases(one) {
			return one
		}
	}
	var none T
	t.Fatalf("there is no %T", none)
	return none
}

// A file of another tool is shown before it is taken in: its labels, what each is
// read as, and what the codebook gets; then its marks are there.
func TestLabelsOfAnotherToolAreSettledFirst(t *testing.T) {
	w, s := newWindow(t)
	path := filepath.Join(t.TempDir(), "tasks.jsonl")
	must(t, os.WriteFile(path, []byte(ferryTask), 0o644))
	before := w.desk.Len()
	w.importPaths([]string{path})
	s.until(t, "the preview", func() bool { return len(w.dialogs) == 1 })
	top := w.win.Canvas().Overlays().Top()
	vessel := find(t, top, func(c *widget.Select) bool { return c.Selected == "add to the codebook" })
	find(t, top, func(l *widget.Label) bool { return strings.Contains(l.Text, "The codebook gets: label VESSEL") })
	vessel.SetSelected("Product")
	s.until(t, "the preview to follow", func() bool {
		return !strings.Contains(labels(top), "The codebook gets")
	})
	find(t, top, func(b *panel.GoButton) bool { return b.Text == "Import" }).OnTapped()
	s.until(t, "the article", func() bool { return w.desk.Len() == before+1 && w.desk.Open().Text == "Ada Lund opened the ferry." })
	s.until(t, "its marks", func() bool { return len(w.desk.Open().Marks) == 2 })
	if got := []string{string(w.desk.Open().Marks[0].Label), string(w.desk.Open().Marks[1].Label)}; got[0] != "person" || got[1] != "product" {
		t.Errorf("the labels are %v", got)
	}
}

func labels(in fyne.CanvasObject) string {
	var all []string
	for _, o := range test.LaidOutObjects(in) {
		if l, ok := o.(*widget.Label); ok {
			all = append(all, l.Text)
		}
	}
	return strings.Join(all, "\n")
}

// What a format would lose is shown before anything is written.
func TestLossesAreShownBeforeAnExport(t *testing.T) {
	w, s := newWindow(t)
	w.chooseExport()
	top := w.win.Canvas().Overlays().Top()
	format := find(t, top, func(c *widget.Select) bool { return c.Selected == "bluepencil" })
	format.SetSelected("conll2003")
	which := find(t, top, func(c *widget.Select) bool { return strings.HasPrefix(c.Selected, "articles that are done") })
	which.SetSelectedIndex(1)
	find(t, top, func(b *widget.Button) bool { return b.Text == "What would be lost?" }).OnTapped()
	s.until(t, "the losses", func() bool { return strings.Contains(labels(top), " × ") })
	w.dialogs[0].Hide()
	out := filepath.Join(t.TempDir(), "out.conll")
	w.export(out, outgoing.Options{Format: "conll2003", All: true, Flat: foreign.FlatFirst})
	s.until(t, "the export", func() bool { return strings.Contains(w.status.Message(), "Exported") })
	if _, err := os.Stat(out); err != nil {
		t.Error(err)
	}
	if raw, err := os.ReadFile(strings.TrimSuffix(out, ".conll") + ".losses.json"); err != nil || !strings.Contains(string(raw), "losses") {
		t.Errorf("the report of what was lost: %s, %v", raw, err)
	}
}
