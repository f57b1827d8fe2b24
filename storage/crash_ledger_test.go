package storage

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"bluepencil/annotate"
	"bluepencil/storage/kv"
)

// A worker that may be killed says what it is about to do, and what it has
// done. The ledger keeps the words, and holds a project against them.

// action is one thing a worker does.
type action struct {
	Name     string // as the undo stack calls it; "undo" and "redo" move along the stack
	Undoable bool
	Sets     []setting
}

// setting is a line of the picture that an action changes; "" is no line.
type setting struct{ Key, Old, New string }

// The words of a worker: "about" with the action before it, "done" or "failed"
// after it.
const (
	wordAbout  = "about "
	wordDone   = "done"
	wordFailed = "failed "
)

// notTakenBack is what a store says of a write that failed in its last step
// and could not be undone: alone of all failed ones it may be there.
const notTakenBack = "could not be taken back"

// ledger is what has been acknowledged, and the one action that was under way.
type ledger struct {
	picture map[string]string
	stack   []action
	top     int
	pending *action
	done    int            // how many actions were acknowledged
	times   map[string]int // how often each
	failed  []string       // the reasons of those that failed
	broken  bool           // the store said that it cannot take back a write that failed
}

func newLedger() *ledger { return &ledger{picture: map[string]string{}, times: map[string]int{}} }

func (l *ledger) clone() *ledger {
	c := *l
	c.picture, c.stack, c.failed, c.times = maps.Clone(l.picture), slices.Clone(l.stack), slices.Clone(l.failed), maps.Clone(l.times)
	return &c
}

// hear takes one line of the worker. A line that the kill cut off says
// nothing: before an action it means that it was not begun, after it that it
// was not acknowledged.
func (l *ledger) hear(line string) {
	if l.broken && !strings.HasPrefix(line, wordFailed) {
		return // no more is written, and what is in doubt stays in doubt
	}
	switch {
	case strings.HasPrefix(line, wordAbout):
		var a action
		if json.Unmarshal([]byte(line[len(wordAbout):]), &a) == nil {
			l.pending = &a
		}
	case line == wordDone && l.pending != nil:
		l.apply(*l.pending)
		l.done++
		l.times[l.pending.Name]++
		l.pending = nil
	case strings.HasPrefix(line, wordFailed):
		l.failed = append(l.failed, line[len(wordFailed):])
		if l.broken = l.broken || strings.Contains(line, notTakenBack); !l.broken {
			l.pending = nil
		}
	}
}

func (l *ledger) apply(a action) {
	switch a.Name {
	case "undo":
		l.top--
		for _, s := range l.stack[l.top].Sets {
			l.set(s.Key, s.Old)
		}
		return
	case "redo":
		a = l.stack[l.top]
		l.top++
	case backupName, exportName, keepName, compactName: // nothing to be seen in the project
	default:
		if a.Undoable {
			l.stack = append(l.stack[:l.top:l.top], a)
			l.top++
		}
	}
	for _, s := range a.Sets {
		l.set(s.Key, s.New)
	}
}

func (l *ledger) set(key, value string) {
	if value == "" {
		delete(l.picture, key)
	} else {
		l.picture[key] = value
	}
}

// whole is the picture with the undo stack.
func (l *ledger) whole() map[string]string {
	w := maps.Clone(l.picture)
	for i, a := range l.stack {
		w[fmt.Sprintf("stack/%06d", i+1)] = a.Name
	}
	if len(l.stack) > 0 {
		w["stack"] = fmt.Sprintf("%d of %d", l.top, len(l.stack))
	}
	return w
}

// hold wants a project to be whole and to show exactly what was acknowledged,
// with the action under way wholly or not at all. What happened unheard is
// taken note of.
func (l *ledger) hold(p *Project) error {
	got, err := pictureOf(p)
	if err = errors.Join(err, wholeness(p)); err != nil {
		return err
	}
	if maps.Equal(got, l.whole()) {
		l.pending = nil
		return nil
	}
	wrong := difference(l.whole(), got)
	if l.pending == nil {
		return fmt.Errorf("not what was acknowledged: %s", wrong)
	}
	name := l.pending.Name
	l.apply(*l.pending)
	l.pending = nil
	if !maps.Equal(got, l.whole()) {
		return fmt.Errorf("neither without %q: %s; nor with it: %s", name, wrong, difference(l.whole(), got))
	}
	return nil
}

func difference(want, got map[string]string) string {
	var out []string
	for _, key := range slices.Sorted(maps.Keys(want)) {
		if got[key] != want[key] {
			out = append(out, fmt.Sprintf("%s is %q, want %q", key, got[key], want[key]))
		}
	}
	for _, key := range slices.Sorted(maps.Keys(got)) {
		if _, wanted := want[key]; !wanted {
			out = append(out, fmt.Sprintf("%s is %q, want nothing", key, got[key]))
		}
	}
	return strings.Join(out[:min(len(out), 8)], ", ")
}

// crashPerson is the handle of the person the worker works for.
const crashPerson = "worker"

// pictureOf reads all that a person can see of a project: articles, bin,
// markings with their notes, submissions, and the undo stack.
func pictureOf(p *Project) (map[string]string, error) {
	person, err := p.PersonByHandle(crashPerson)
	if err != nil {
		return nil, err
	}
	picture := map[string]string{}
	for _, bin := range []bool{false, true} {
		var rows []ArticleRow
		if err := p.Articles(ArticleFilter{Deleted: bin}, func(row ArticleRow) bool {
			rows = append(rows, row)
			return true
		}); err != nil {
			return nil, err
		}
		for _, row := range rows {
			picture["article/"+row.SourceName] = map[bool]string{false: "listed", true: "in the bin"}[bin]
			if err := pictureOfArticle(p, picture, row, person.ID); err != nil {
				return nil, err
			}
		}
	}
	return picture, p.store.View(func(r kv.Reader) error { return pictureOfStack(r, picture, person.ID) })
}

func pictureOfArticle(p *Project, picture map[string]string, row ArticleRow, person annotate.ID) error {
	live, err := p.Annotations(row.ID, annotate.ID{})
	deleted, err2 := p.DeletedAnnotations(row.ID, annotate.ID{})
	_, err3 := p.Text(row.ID)
	layer, err4 := p.Layer(row.ID, person)
	snapshot, submitted, err5 := p.Submission(row.ID, person)
	for _, a := range live {
		picture["mark/"+a.ID.String()] = markLine("live", a.Note)
	}
	for _, a := range deleted {
		picture["mark/"+a.ID.String()] = markLine("in the bin", a.Note)
	}
	if submitted {
		picture["layer/"+row.SourceName] = layerLine(string(layer.Status), len(snapshot.Annotations))
	}
	return errors.Join(err, err2, err3, err4, err5)
}

func markLine(where, note string) string { return strings.TrimSpace(where + " " + note) }

func layerLine(status string, marks int) string { return fmt.Sprintf("%s with %d", status, marks) }

func pictureOfStack(r kv.Reader, picture map[string]string, person annotate.ID) error {
	s := readTop(r, person)
	for at := uint64(1); at <= s.count; at++ {
		c, err := changeAt(r, readNumber(r.Get(bucketUndo, undoKey(person, at))))
		if err != nil {
			return err
		}
		picture[fmt.Sprintf("stack/%06d", at)] = actionOf(c.Action)
	}
	if s.count > 0 {
		picture["stack"] = fmt.Sprintf("%d of %d", s.top, s.count)
	}
	return nil
}
