package window

import (
	"context"
	"errors"
	"fmt"

	"bluepencil/annotate"
	"bluepencil/app/desk"
	"bluepencil/app/panel"
	"bluepencil/storage"
	"bluepencil/storage/near"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
)

// showFamilies shows which articles are copies or versions of one story.
func (w *Window) showFamilies() {
	progress := w.progress()
	w.long("Comparing the articles…", func(ctx context.Context, p *storage.Project) func() {
		rows, families, err := readFamilies(ctx, p, progress)
		return func() {
			switch {
			case errors.Is(err, context.Canceled):
				w.desk.Say(desk.Info, "The comparing was cancelled; what was read is kept for the next time.")
			case err != nil:
				w.fail("The articles could not be compared", err)
			case families == 0:
				w.desk.Say(desk.Info, "No two articles are copies or versions of one story.")
			default:
				w.presentFamilies(rows, families)
			}
		}
	})
}

// readFamilies gives the members of all families in a row.
func readFamilies(ctx context.Context, p *storage.Project, progress func(done, total int)) (rows []panel.FamilyRow, families int, err error) {
	index, err := near.Open(p)
	if err != nil {
		return nil, 0, err
	}
	if err := index.Update(ctx, progress); err != nil {
		return nil, 0, err
	}
	list := index.Families()
	for n, family := range list {
		for _, m := range family.Members {
			a, err := p.Article(m.Article)
			if errors.Is(err, annotate.ErrNotFound) {
				continue // it went just now
			}
			if err != nil {
				return nil, 0, err
			}
			rows = append(rows, panel.FamilyRow{Family: n, Article: m.Article, Like: m.Like, Title: a.Title(), Outlet: a.Meta[annotate.MetaOutlet],
				Published: a.Meta[annotate.MetaPublished], Kind: string(m.Kind), Share: m.Share, Version: m.Kind == near.Version})
		}
	}
	return rows, len(list), nil
}

func (w *Window) presentFamilies(rows []panel.FamilyRow, families int) {
	var d *dialog.CustomDialog
	list := panel.NewFamilies(rows)
	list.OnOpen = func(article annotate.ID) {
		d.Hide()
		w.desk.OpenArticle(article)
	}
	list.OnVersion = func(article, old annotate.ID) {
		d.Hide()
		w.desk.MakeVersion(article, old)
	}
	d = dialog.NewCustom(fmt.Sprintf("Copies and versions: %d stories in several articles", families), "Close", list, w.win)
	w.present(d, fyne.NewSize(860, 560))
}
