package storage

import (
	"encoding/binary"
	"fmt"

	"bluepencil/annotate"
	"bluepencil/storage/kv"
)

// A person's undo stack is a row of positions, 1 to n, each holding the
// arrival number of a change, and a top: what lies up to the top can be
// undone, what lies above it can be redone. Both are in the file, so undo
// survives a restart.

type undoTop struct {
	top, count uint64
}

func readTop(r kv.Reader, person annotate.ID) undoTop {
	b := r.Get(bucketUndo, person[:])
	if len(b) != 16 {
		return undoTop{}
	}
	return undoTop{binary.BigEndian.Uint64(b), binary.BigEndian.Uint64(b[8:])}
}

func (t *transaction) writeTop(person annotate.ID, s undoTop) error {
	return t.w.Put(bucketUndo, person[:], append(number(s.top), number(s.count)...))
}

// pushUndo puts a fresh change on its person's stack and drops what could
// have been redone.
func (t *transaction) pushUndo(person annotate.ID, arrival uint64) error {
	s := readTop(t.w, person)
	if err := t.dropUndo(person, s.top+2, s.count); err != nil {
		return err
	}
	s.top++
	s.count = s.top
	if err := t.w.Put(bucketUndo, undoKey(person, s.top), number(arrival)); err != nil {
		return err
	}
	return t.writeTop(person, s)
}

// dropUndo removes the positions from the first to the last from a stack.
func (t *transaction) dropUndo(person annotate.ID, first, last uint64) error {
	for at := first; at <= last; at++ {
		if err := t.w.Delete(bucketUndo, undoKey(person, at)); err != nil {
			return err
		}
	}
	return nil
}

// Undone tells what an undo or a redo did.
type Undone struct {
	Change  annotate.Change    // the change that was appended
	Action  string             // the action that was undone or redone
	Article annotate.ID        // where it was, or zero
	Blocked []annotate.Blocked // fields left alone because somebody changed them since
}

// Undo takes back the person's latest change in this copy that was not undone
// yet, as far as its fields still hold its values. It fails with
// annotate.ErrNothingToUndo, and with ErrChangedSince (naming who changed
// what) when no field does; that change then leaves the stack, so that the
// one before it can be undone. What was in an article that was purged since
// fails with annotate.ErrPurged in the same way.
func (p *Project) Undo(person annotate.ID) (Undone, error) {
	return p.step(person, "undo", func(s *undoTop) (position uint64, ok bool) {
		if s.top == 0 {
			return 0, false
		}
		s.top--
		return s.top + 1, true
	})
}

// Redo brings back the change that Undo took back last. Its errors are those of Undo.
func (p *Project) Redo(person annotate.ID) (Undone, error) {
	return p.step(person, "redo", func(s *undoTop) (position uint64, ok bool) {
		if s.top == s.count {
			return 0, false
		}
		s.top++
		return s.top, true
	})
}

// step moves along the stack by one action, which is several positions where
// changes were committed together. At every position the stack holds the
// latest change of that action: the action itself, or the undo or redo of it
// that came last; either way, the step reverts what is there.
func (p *Project) step(person annotate.ID, verb string, move func(*undoTop) (uint64, bool)) (Undone, error) {
	var done Undone
	var refused error
	err := p.write(func(t *transaction) error {
		s := readTop(t.w, person)
		position, ok := move(&s)
		if !ok {
			return fmt.Errorf("%w: there is nothing to %s", annotate.ErrNothingToUndo, verb)
		}
		done, refused = Undone{}, nil
		for more := true; more; {
			c, err := changeAt(t.w, readNumber(t.w.Get(bucketUndo, undoKey(person, position))))
			if err != nil {
				return err
			}
			var one Undone
			if one, refused, err = t.stepAt(&c, person, position, verb); err != nil {
				return err
			}
			done.join(one)
			if refused != nil {
				// What cannot be reverted now never can: it leaves the stack, and
				// with it what was to be redone on top of it.
				if err := t.dropUndo(person, position, s.count); err != nil {
					return err
				}
				s = undoTop{position - 1, position - 1}
				break
			}
			next := s
			at, ok := move(&next)
			if more = ok && sameStep(t.w, person, at, &c); more {
				s, position = next, at
			}
		}
		return t.writeTop(person, s)
	})
	if err == nil {
		err = refused
	}
	return done, err
}

// stepAt reverts the change at one position of the stack, and leaves there what
// reverts it again.
func (t *transaction) stepAt(c *annotate.Change, person annotate.ID, position uint64, verb string) (done Undone, refused, err error) {
	done, refused, err = t.revert(c, person, verb)
	if err == nil && refused == nil && len(done.Change.Edits) > 0 {
		err = t.w.Put(bucketUndo, undoKey(person, position), number(t.arrived))
	}
	return done, refused, err
}

// join adds what a further change of the same step did. The step is called as
// the change with an article is, or the first one.
func (u *Undone) join(one Undone) {
	if u.Action == "" || u.Article.IsZero() && !one.Article.IsZero() {
		u.Change, u.Action, u.Article = one.Change, one.Action, one.Article
	}
	u.Blocked = append(u.Blocked, one.Blocked...)
}

// revert appends the change that takes c back. A refusal is no error of the
// transaction: the stack moves on all the same.
func (t *transaction) revert(c *annotate.Change, person annotate.ID, verb string) (done Undone, refused, err error) {
	if c.Purged {
		done = Undone{Action: actionOf(c.Action), Article: c.Article}
		return done, fmt.Errorf("%w: %q was in an article that was purged; nothing brings it back", annotate.ErrPurged, done.Action), nil
	}
	settings, blocked, refused := annotate.Revert(c, t.object, t.personName)
	done = Undone{Action: actionOf(c.Action), Article: c.Article, Blocked: blocked}
	if refused != nil {
		return done, refused, nil
	}
	d := annotate.Draft{Person: person, Action: verb + ": " + done.Action, Article: c.Article,
		Batch: c.Batch, Reverts: c.ID, Settings: settings}
	done.Change, err = t.commit(d, c.Stream)
	return done, nil, err
}

// actionOf is the action itself, whether the change is it, its undo or its redo.
func actionOf(action string) string {
	for _, verb := range []string{"undo: ", "redo: "} {
		if len(action) > len(verb) && action[:len(verb)] == verb {
			return action[len(verb):]
		}
	}
	return action
}

func (t *transaction) personName(id annotate.ID) string {
	o, err := t.object(annotate.PersonRef(id))
	if err != nil {
		return "somebody"
	}
	if name := annotate.PersonFrom(o).Name; name != "" {
		return name
	}
	return "somebody"
}

// UndoName is what Undo would take back, as the person knows it.
func (p *Project) UndoName(person annotate.ID) (string, bool) {
	return p.stackName(person, func(s undoTop) uint64 { return s.top })
}

// RedoName is what Redo would bring back.
func (p *Project) RedoName(person annotate.ID) (string, bool) {
	return p.stackName(person, func(s undoTop) uint64 {
		if s.top == s.count {
			return 0
		}
		return s.top + 1
	})
}

func (p *Project) stackName(person annotate.ID, position func(undoTop) uint64) (name string, ok bool) {
	err := p.store.View(func(r kv.Reader) error {
		at := position(readTop(r, person))
		if at == 0 {
			return nil
		}
		header, err := headerAt(r, readNumber(r.Get(bucketUndo, undoKey(person, at))))
		name, ok = actionOf(header.Action), err == nil
		return err
	})
	return name, ok && err == nil
}
