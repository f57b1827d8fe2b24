package storage

import (
	"fmt"

	"bluepencil/annotate"
	"bluepencil/storage/kv"
)

// scanObjects decodes the objects under a prefix until each returns false.
func scanObjects(r kv.Reader, prefix []byte, each func(*annotate.Object) bool) error {
	return r.Scan(bucketObjects, prefix, nil, func(key, value []byte) (bool, error) {
		o, err := objectOf(key, value)
		if err != nil {
			return false, err
		}
		return each(o), nil
	})
}

// objectOf decodes an object as it is kept.
func objectOf(key, value []byte) (*annotate.Object, error) {
	ref, err := refOfKey(key)
	if err != nil {
		return nil, err
	}
	o, err := annotate.DecodeObject(ref, value)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", kv.ErrDamaged, err)
	}
	return o, nil
}

// Object reads an object as it stands; one that nobody has touched is empty.
func (p *Project) Object(ref annotate.Ref) (o *annotate.Object, err error) {
	err = p.store.View(func(r kv.Reader) error {
		o, err = readObject(r, ref)
		return err
	})
	return o, err
}

// existing reads an object and fails with annotate.ErrNotFound where there is none.
func (p *Project) existing(ref annotate.Ref) (*annotate.Object, error) {
	o, err := p.Object(ref)
	if err == nil && o.Value(annotate.FieldDeleted) == nil {
		err = fmt.Errorf("%s %s: %w", ref.Kind, ref.ID, annotate.ErrNotFound)
	}
	return o, err
}

// list gives the views of all objects under a prefix that keep says are wanted.
func list[T any](p *Project, prefix []byte, keep func(*annotate.Object) bool, view func(*annotate.Object) T) ([]T, error) {
	var out []T
	err := p.store.View(func(r kv.Reader) error {
		return scanObjects(r, prefix, func(o *annotate.Object) bool {
			if keep(o) {
				out = append(out, view(o))
			}
			return true
		})
	})
	return out, err
}

// People lists the members of the team.
func (p *Project) People() ([]annotate.Person, error) {
	return list(p, kindPrefix(annotate.KindPerson), (*annotate.Object).Exists, annotate.PersonFrom)
}

// Person reads a member. It fails with annotate.ErrNotFound.
func (p *Project) Person(id annotate.ID) (annotate.Person, error) {
	o, err := p.existing(annotate.PersonRef(id))
	if err != nil {
		return annotate.Person{}, err
	}
	return annotate.PersonFrom(o), nil
}

// PersonByHandle finds a member by the short word used in exports. It fails
// with annotate.ErrNotFound.
func (p *Project) PersonByHandle(handle string) (annotate.Person, error) {
	people, err := p.People()
	if err != nil {
		return annotate.Person{}, err
	}
	for _, person := range people {
		if person.Handle == handle {
			return person, nil
		}
	}
	return annotate.Person{}, fmt.Errorf("person %q: %w", handle, annotate.ErrNotFound)
}

// AddPerson adds a member and returns them with an id, initials and a handle
// nobody else has.
func (p *Project) AddPerson(person annotate.Person) (annotate.Person, error) {
	people, err := p.People()
	if err != nil {
		return person, err
	}
	if person.ID.IsZero() {
		person.ID = annotate.NewID()
	}
	taken := map[string]bool{}
	for _, other := range people {
		taken[other.Handle] = true
	}
	base := person.Handle
	if base == "" {
		base = annotate.HandleOf(person.Name)
	}
	person.Handle = base
	for n := 2; taken[person.Handle]; n++ {
		person.Handle = fmt.Sprintf("%s-%d", base, n)
	}
	d, err := annotate.AddPerson(person)
	if err != nil {
		return person, err
	}
	if _, err := p.Commit(d); err != nil {
		return person, err
	}
	return p.Person(person.ID)
}

// Conflicts lists the fields of an article and of what lies in it that people
// have set without knowing of each other; the zero ID lists those of
// everything else: codebook, people, register.
func (p *Project) Conflicts(article annotate.ID) ([]annotate.Conflict, error) {
	var found []annotate.Conflict
	collect := func(o *annotate.Object) bool {
		found = append(found, o.Conflicts()...)
		return true
	}
	err := p.store.View(func(r kv.Reader) error {
		if article.IsZero() {
			for _, kind := range []annotate.Kind{annotate.KindProject, annotate.KindCodebook, annotate.KindEntity, annotate.KindPerson, annotate.KindRound, annotate.KindBatch} {
				if err := scanObjects(r, kindPrefix(kind), collect); err != nil {
					return err
				}
			}
			return nil
		}
		o, err := readObject(r, annotate.ArticleRef(article))
		if err != nil {
			return err
		}
		collect(o)
		for _, kind := range []annotate.Kind{annotate.KindAnnotation, annotate.KindLayer, annotate.KindSubmission, annotate.KindEnvelope} {
			if err := scanObjects(r, kindPrefix(kind, article), collect); err != nil {
				return err
			}
		}
		return nil
	})
	return found, err
}
