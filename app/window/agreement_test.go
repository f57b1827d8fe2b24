package window

import (
	"context"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/app/measure"
	"bluepencil/storage/intake"

	"fyne.io/fyne/v2"
)

// threePeople has the first articles of the sample submitted by three people,
// who agree on most of it; whoever looks is one of them. One article only one
// person has finished.
func threePeople(t *testing.T, w *Window, articles int) {
	t.Helper()
	me := w.desk.Person().ID
	team := []annotate.ID{me}
	for _, name := range []string{"Jo Vane", "Nora Vik"} {
		p, err := w.project.AddPerson(annotate.Person{Name: name})
		must(t, err)
		team = append(team, p.ID)
	}
	dir, err := t.TempDir(), error(nil)
	var paths []string
	for i := range articles - 2 {
		path := filepath.Join(dir, fmt.Sprintf("harbour-%d.txt", i))
		must(t, os.WriteFile(path, []byte(fmt.Sprintf("Harbour vote, part %d\n\n%s", i, strings.Repeat("Mayor Ada Lund told the council that the bridge cannot wait, and Reyle of the harbour said he would not pay for it. ", 6+i))), 0o644))
		paths = append(paths, path)
	}
	_, err = intake.Files(context.Background(), w.project, me, paths, intake.Options{})
	must(t, err)
	ids, err := w.project.ArticleIDs(annotate.ID{}, articles+1)
	must(t, err)
	for i, article := range ids {
		words, err := w.project.Text(article)
		must(t, err)
		for k, person := range team {
			if i == len(ids)-1 && k > 0 {
				continue
			}
			for n, at := 0, 0; n < 12 && at+60 < len(words); n++ {
				at += 3 + strings.Index(words[at+3:], " ")
				start, end := at+1, at+1+strings.Index(words[at+20:], " ")+19
				label := []annotate.LabelID{"quote", "claim", "person"}[n%3]
				switch {
				case (n+k+i)%5 == 0 && k > 0:
					at = end
					continue // missed
				case (n+i)%4 == 0 && k == 1:
					start += 1 + strings.Index(words[start:], " ")
				case n%6 == 2 && k == 2:
					label = "organisation"
				}
				at = end
				span, err := annotate.SpanOf(words, start, max(end, start+1))
				if err != nil {
					continue
				}
				id := annotate.NewID()
				_, err = w.project.Commit(annotate.Mark(person, article, id, label, []annotate.Span{span}, annotate.Origin{By: annotate.ByHand}))
				must(t, err)
			}
			_, err := w.project.SubmitLayer(article, person)
			must(t, err)
		}
	}
}

// openAgreement opens the page of agreement.
func openAgreement(t *testing.T, articles int) (*Window, screen) {
	t.Helper()
	w, s := newWindow(t)
	threePeople(t, w, articles)
	w.run("agreement")
	s.until(t, "the measures", func() bool { return w.agreed.view.Report() != nil && !w.agreed.view.Measuring() })
	return w, s
}

func picture(t *testing.T, w *Window, name string) {
	dir := os.Getenv("BLUEPENCIL_PICTURES")
	if dir == "" {
		return
	}
	f, err := os.Create(filepath.Join(dir, name+".png"))
	must(t, err)
	must(t, png.Encode(f, w.win.Canvas().Capture()))
	must(t, f.Close())
}

func TestPictures(t *testing.T) {
	if os.Getenv("BLUEPENCIL_PICTURES") == "" {
		t.Skip()
	}
	w, s := openAgreement(t, 6)
	for i, name := range measure.Parts() {
		w.agreed.view.SetPart(measure.Part(i))
		key(w, fyne.KeyRight)
		picture(t, w, "agree-"+strings.ReplaceAll(name, " ", "-"))
	}
	w.agreed.view.MeasureForExperts()
	s.until(t, "experts", func() bool { return !w.agreed.view.Measuring() })
	picture(t, w, "agree-experts")
	w.agreed.view.SetPart(measure.Labels)
	w.agreed.view.Go(0, 3)
	key(w, fyne.KeyReturn)
	s.until(t, "cases", func() bool { return len(w.agreed.view.Table().Lines) > 0 })
	picture(t, w, "agree-cases")
	key(w, fyne.KeyBackspace)
	w.setTheme("dark")
	picture(t, w, "agree-dark")
}
