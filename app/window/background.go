package window

import (
	"context"
	"fmt"
	"time"

	"bluepencil/app/desk"
	"bluepencil/storage"
)

// checkEvery is how often a project is checked in the background.
const checkEvery = 24 * time.Hour

// checkQuietly checks the project in the background, once a day, and says
// something only where something is wrong.
func (w *Window) checkQuietly(p *storage.Project) {
	key := prefChecked + p.ID().String()
	last := time.Unix(int64(w.o.App.Preferences().Int(key)), 0)
	if now := w.o.Now(); now.Sub(last) < checkEvery && !last.After(now) {
		return
	}
	ctx, cancel := context.WithCancel(context.Background())
	w.quiet = cancel
	finished := w.worker
	finished.done.Add(1) // closing the project waits for it
	go func() {
		defer finished.done.Done()
		report, err := p.Check(ctx, nil)
		if err != nil {
			return // cancelled, or the file fails otherwise, which is told elsewhere
		}
		w.o.UI(func() {
			w.o.App.Preferences().SetInt(key, int(w.o.Now().Unix()))
			if w.project == p && len(report.Problems) > 0 {
				w.desk.Say(desk.Warning, fmt.Sprintf("Something is wrong with the project in %d places. “Check the project” in the File menu shows them.", len(report.Problems)))
			}
		})
	}()
}
