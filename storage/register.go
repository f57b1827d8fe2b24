package storage

import (
	"context"

	"bluepencil/annotate"
	"bluepencil/annotate/register"
)

// Entities lists the entries of the register.
func (p *Project) Entities() ([]annotate.Entity, error) {
	return list(p, kindPrefix(annotate.KindEntity), (*annotate.Object).Exists, annotate.EntityFrom)
}

// Entity reads an entry of the register, one in the bin too. It fails with
// annotate.ErrNotFound.
func (p *Project) Entity(id annotate.ID) (annotate.Entity, error) {
	o, err := p.existing(annotate.EntityRef(id))
	if err != nil {
		return annotate.Entity{}, err
	}
	return annotate.EntityFrom(o), nil
}

// Register reads the register with merged entries taken together.
func (p *Project) Register() (*register.Register, error) {
	entities, err := p.Entities()
	if err != nil {
		return nil, err
	}
	return register.New(entities), nil
}

// TakeRegister takes entities read from a table into the register, in one step
// of undo. What could not be taken is told in the result; an error says that
// nothing was.
func (p *Project) TakeRegister(person annotate.ID, rows []annotate.Entity) (register.Taken, error) {
	there, err := list(p, kindPrefix(annotate.KindEntity), func(*annotate.Object) bool { return true }, annotate.EntityFrom)
	if err != nil {
		return register.Taken{}, err
	}
	taken := register.Take(person, rows, there)
	if len(taken.Draft.Settings) > 0 {
		_, err = p.Commit(taken.Draft)
	}
	return taken, err
}

// EntityUses counts the mentions of every entity of the register in all layers:
// the live annotations that name it. Merged entities are counted each by
// itself. It goes through the whole project; progress, which may be nil, is told
// how many annotations were gone through. Cancelling the context ends it with
// the context's error.
func (p *Project) EntityUses(ctx context.Context, progress func(int)) (map[annotate.ID]int, error) {
	uses := map[annotate.ID]int{}
	return uses, p.eachAnnotation(ctx, progress, nil, func(a *annotate.Annotation) {
		if !a.Entity.IsZero() {
			uses[a.Entity]++
		}
	})
}
