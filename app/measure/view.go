// Package measure is the presenter of the page of agreement: what is measured
// of whom, which of its tables is shown and sorted how, and the cases behind
// each number. It knows no widgets.
package measure

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/agreement/report"
	"bluepencil/annotate/rounds"
	"bluepencil/storage"
)

// Project is what the page needs of a project; *storage.Project has it.
type Project interface {
	Agreement(ctx context.Context, f storage.AgreementFilter, progress func(done, total int)) (*report.Report, error)
	MaySee(reader, article, owner annotate.ID) (rounds.Sight, error)
	Article(annotate.ID) (annotate.Article, error)
	Text(annotate.ID) (string, error)
	Subscribe(func(storage.Event)) (cancel func())
}

// Options are what a view is made with.
type Options struct {
	Project Project
	Reader  annotate.ID  // who looks at it
	UI      func(func()) // runs a function on the screen's goroutine
	Go      func(func()) // runs a function in the background, beside others
	Show    func()       // tells that something to be shown changed, on the screen's goroutine
	Said    func()       // tells that only Words changed, on the screen's goroutine
}

// View is the presenter. Its methods are called on the screen's goroutine.
type View struct {
	o           Options
	ctx         context.Context
	cancel      context.CancelFunc
	unsubscribe func()
	told        atomic.Bool // that the project has changed

	team   Team
	filter Filter
	kept   map[string]measured // what was measured since the project changed last, by filter
	measured
	old    bool   // the project has changed since it was made
	stop   func() // ends the measuring under way; nil where there is none
	turn   int    // of measuring, so that what comes too late is dropped
	said   string
	failed error

	part   Part
	matrix Matrix
	sorted map[Part]order
	table  *Table
	row    map[Part]int
	column map[Part]int
	cases  *Cases
}

// measured is a report, nil where there is none yet, and whether it has what
// experts ask for.
type measured struct {
	report  *report.Report
	experts bool
}

// New returns a view that has measured nothing.
func New(o Options) *View {
	v := &View{o: o, kept: map[string]measured{}, sorted: map[Part]order{}, row: map[Part]int{}, column: map[Part]int{}, table: &Table{}}
	v.ctx, v.cancel = context.WithCancel(context.Background())
	v.unsubscribe = o.Project.Subscribe(func(storage.Event) {
		if v.told.Swap(true) {
			return // the screen has not heard of the change before yet
		}
		o.UI(func() {
			v.told.Store(false)
			clear(v.kept)
			v.old = v.report != nil
			v.o.Said()
		})
	})
	return v
}

// Close ends what is under way.
func (v *View) Close() {
	v.unsubscribe()
	v.cancel()
}

// Measure measures what is asked for, unless that was done since the project
// changed last.
func (v *View) Measure() { v.measure(v.part == Experts && v.Measured()) }

// MeasureForExperts adds the coefficients that take long.
func (v *View) MeasureForExperts() { v.measure(true) }

// Measured tells whether the coefficients for experts are there.
func (v *View) Measured() bool { return v.report != nil && v.experts }

// Measuring tells whether something is being measured.
func (v *View) Measuring() bool { return v.stop != nil }

// Stop ends the measuring under way; what was shown stays.
func (v *View) Stop() {
	if v.stop == nil {
		return
	}
	v.end()
	v.said = "Stopped. What is shown is what was measured before."
	if v.report == nil {
		v.said = "Stopped: nothing is measured yet."
	}
	v.o.Show()
}

func (v *View) end() {
	if v.stop != nil {
		v.stop()
		v.stop = nil
	}
	v.turn++
}

// progressEvery is how often the progress of measuring is told.
const progressEvery = 150 * time.Millisecond

func (v *View) measure(experts bool) {
	v.end()
	key := v.filter.key()
	if m, known := v.kept[key]; known && (m.experts || !experts) {
		v.have(m, nil)
		return
	}
	ctx, stop := context.WithCancel(v.ctx)
	v.stop, v.said, v.failed = stop, "Measuring…", nil
	v.o.Show()
	turn, asked := v.turn, v.filter.asked(experts)
	v.o.Go(func() {
		last := time.Now()
		r, err := v.o.Project.Agreement(ctx, asked, func(done, total int) {
			if now := time.Now(); now.Sub(last) >= progressEvery {
				last = now
				v.o.UI(func() { v.tell(turn, fmt.Sprintf("Measuring: %d of %d articles", done, total)) })
			}
		})
		stop()
		v.o.UI(func() {
			if turn == v.turn && !errors.Is(err, context.Canceled) {
				v.stop = nil
				v.have(measured{r, experts}, err)
			}
		})
	})
}

func (v *View) tell(turn int, words string) {
	if turn == v.turn {
		v.said = words
		v.o.Said()
	}
}

// have takes over what was measured of what is asked for.
func (v *View) have(m measured, err error) {
	v.said, v.failed = "", err
	if err == nil {
		if v.kept[v.filter.key()] = m; m.report != v.report {
			v.cases = nil // they are of another report
		}
		v.measured, v.old = m, false
	}
	v.make()
}

// Report is what is shown, and nil where nothing was measured yet.
func (v *View) Report() *report.Report { return v.report }

// make makes the table that is shown.
func (v *View) make() {
	v.table = &Table{Columns: v.columns()}
	if v.report != nil {
		v.table = v.tableOf(v.part)
		v.table.sort(v.sorted[v.part])
	}
	v.o.Show()
}

// Old tells whether the project has changed since what is shown was measured.
func (v *View) Old() bool { return v.old }
