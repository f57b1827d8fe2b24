package desk

import (
	"cmp"
	"fmt"
	"slices"

	"bluepencil/annotate"
)

// seen is what the desk needs of a project to tell whose markings a person may
// see.
type seen interface {
	SeenLayers(reader, article annotate.ID) ([]annotate.Layer, error)
}

// Side is a layer of the open article that can stand on either side of two.
type Side struct {
	Companion
	Owner annotate.Person
}

// ReadSides lists in the background the layers of the open article that can be
// shown side by side: one's own first, then those of others that may be seen,
// by name.
func (d *Desk) ReadSides(show func([]Side, error)) {
	if d.open == nil {
		return
	}
	article, me, p := d.open.Article.ID, d.o.Person, d.o.Project
	d.o.Work(func() {
		list, err := readSides(p, article, me)
		d.o.UI(func() {
			if d.open != nil && d.open.Article.ID == article {
				show(list, err)
			}
		})
	})
}

func readSides(p Project, article annotate.ID, me annotate.Person) ([]Side, error) {
	layers, err := p.SeenLayers(me.ID, article)
	if err != nil {
		return nil, err
	}
	people, err := p.People()
	if err != nil {
		return nil, err
	}
	own := Side{Companion{Name: me.Name + " (you)", Article: article, Person: me.ID}, me}
	var others []Side
	for _, owner := range append(slices.Clip(people), annotate.GoldPerson()) {
		at := slices.IndexFunc(layers, func(l annotate.Layer) bool { return l.Person == owner.ID })
		if at >= 0 && owner.ID != me.ID {
			name := fmt.Sprintf("%s, %s", owner.Name, layers[at].Status)
			others = append(others, Side{Companion{Name: name, Article: article, Person: owner.ID}, owner})
		}
	}
	slices.SortStableFunc(others, func(a, b Side) int { return cmp.Compare(a.Owner.Name, b.Owner.Name) })
	return append([]Side{own}, others...), nil
}
