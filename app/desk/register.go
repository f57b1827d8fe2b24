package desk

import (
	"slices"
	"sync"

	"bluepencil/annotate"
	"bluepencil/annotate/register"
	"bluepencil/storage"
)

// registered is what the desk needs of a project that has a register.
type registered interface {
	Register() (*register.Register, error)
	DeletedEntities() ([]annotate.Entity, error)
	TakeRegister(person annotate.ID, rows []annotate.Entity) (register.Taken, error)
	CommitTogether(drafts ...annotate.Draft) ([]annotate.Change, error)
}

// roll keeps the project's register at hand: it is read in the background when
// it is needed and after something changed it. It is safe for concurrent use.
type roll struct {
	mu    sync.Mutex
	known *register.Register
}

func (r *roll) read(p Project) (*register.Register, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.known == nil {
		known, err := p.Register()
		if err != nil {
			return nil, err
		}
		r.known = known
	}
	return r.known, nil
}

func (r *roll) forget() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.known = nil
}

// Register is who is who in the project, as it was read last; never nil.
func (d *Desk) Register() *register.Register { return d.register }

// EntryName is what an entity of the register is called, with all it is merged
// with; "" where it lies in the bin or is not there.
func (d *Desk) EntryName(id annotate.ID) string {
	entry, _ := d.register.Entry(id)
	return entry.Name
}

// EditRegister has an edit of the register committed: one step of undo.
func (d *Desk) EditRegister(draft annotate.Draft) { d.do(draft) }

// ReadRegister reads the register in the background.
func (d *Desk) ReadRegister() {
	d.o.Work(func() {
		known, err := d.roll.read(d.o.Project)
		d.o.UI(func() {
			if err != nil {
				d.Say(Failure, "The register could not be read: "+err.Error())
				return
			}
			d.takeRegister(known)
		})
	})
}

// takeRegister shows another register than the one there was.
func (d *Desk) takeRegister(known *register.Register) {
	if known != nil && known != d.register {
		d.register = known
		d.o.Show(RegisterChanged)
	}
}

// TakeTable takes entities read from a table into the register in the
// background, in one step of undo, and tells what came of it.
func (d *Desk) TakeTable(rows []annotate.Entity, show func(register.Taken, error)) {
	if !d.MayWrite() {
		return
	}
	person := d.o.Person.ID
	d.o.Work(func() {
		taken, err := d.o.Project.TakeRegister(person, rows)
		d.roll.forget()
		d.o.UI(func() {
			if err == nil {
				d.savedAt = d.o.Now()
			}
			d.refreshOpen()
			d.ReadRegister()
			show(taken, err)
		})
	})
}

// RestoreEntity takes an entry of the register out of the bin.
func (d *Desk) RestoreEntity(e annotate.Entity) { d.do(annotate.RestoreEntity(d.o.Person.ID, e)) }

// editsRegister tells whether drafts set something of an entry.
func editsRegister(drafts []annotate.Draft) bool {
	return slices.ContainsFunc(drafts, func(d annotate.Draft) bool {
		return slices.ContainsFunc(d.Settings, func(s annotate.FieldSetting) bool { return s.Ref.Kind == annotate.KindEntity })
	})
}

// Uses is how often entities are named in the project, as far as it was
// counted; ok is false where that was never done, or where something was taken
// back since.
func (d *Desk) Uses() (uses map[annotate.ID]int, ok bool) { return d.uses, d.uses != nil && !d.usesOld }

// SetUses takes what was counted.
func (d *Desk) SetUses(uses map[annotate.ID]int) {
	d.uses, d.usesOld = uses, false
	d.o.Show(RegisterChanged)
}

// used notes that annotations name another entity than before.
func (d *Desk) used(from, to annotate.ID) {
	if d.uses == nil {
		return
	}
	if !from.IsZero() {
		d.uses[from]--
	}
	if !to.IsZero() {
		d.uses[to]++
	}
}

var _ registered = (*storage.Project)(nil)
