package desk

import (
	"cmp"
	"fmt"
	"slices"

	"bluepencil/annotate"
	"bluepencil/storage"
)

// LayerChoice is somebody else's layer of the open article.
type LayerChoice struct {
	Person annotate.Person
	Marked int // how many annotations it has
}

// Foreign is whose layer is shown, where it is not one's own.
func (d *Desk) Foreign() (annotate.Person, bool) {
	if d.open == nil || d.open.Owner.ID == d.o.Person.ID {
		return annotate.Person{}, false
	}
	return d.open.Owner, true
}

// MayWrite tells whether the layer shown is one's own. Where it is not, it says
// whose it is: nobody writes in another's layer.
func (d *Desk) MayWrite() bool {
	person, foreign := d.Foreign()
	if foreign {
		d.Say(Warning, fmt.Sprintf("This is the layer of %s: it can be read, not changed. Esc goes back to yours.", person.Name))
	}
	return !foreign
}

// OthersHere lists in the background who else has marked the open article, as
// far as the person may see it.
func (d *Desk) OthersHere(show func([]LayerChoice, error)) {
	if d.open == nil {
		return
	}
	article, me, p := d.open.Article.ID, d.o.Person.ID, d.o.Project
	d.o.Work(func() {
		list, err := othersOf(p, article, me)
		d.o.UI(func() { show(list, err) })
	})
}

func othersOf(p Project, article, me annotate.ID) ([]LayerChoice, error) {
	whole, err := p.SeenWhole(me, article, storage.Parts{Annotations: true})
	if err != nil {
		return nil, err
	}
	marked := map[annotate.ID]int{}
	for i := range whole.Annotations {
		marked[whole.Annotations[i].Layer]++
	}
	people, err := p.People()
	if err != nil {
		return nil, err
	}
	var list []LayerChoice
	for _, person := range withGold(people) {
		if n := marked[person.ID]; n > 0 && person.ID != me {
			list = append(list, LayerChoice{person, n})
		}
	}
	slices.SortStableFunc(list, func(a, b LayerChoice) int { return cmp.Compare(a.Person.Name, b.Person.Name) })
	return list, nil
}

// ShowLayer shows the layer of a person in the open article; their own is the
// only one a person can change.
func (d *Desk) ShowLayer(person annotate.Person) {
	if d.open == nil {
		return
	}
	d.opened++
	generation := d.opened
	fresh := &Open{Article: d.open.Article, Text: d.open.Text, Owner: person}
	d.o.Work(func() {
		err := d.reread(fresh)
		d.o.UI(func() {
			switch {
			case generation != d.opened:
				return // another article or layer was asked for since
			case err != nil:
				d.Say(Failure, fmt.Sprintf("The layer of %s could not be read: %v", person.Name, err))
				return
			}
			d.open, d.current, d.linking = fresh, annotate.ID{}, nil
			d.preview()
			d.o.Show(LayerShown)
			d.o.Show(CurrentChanged)
			d.o.Show(StateChanged)
			if _, foreign := d.Foreign(); foreign {
				d.Say(Info, fmt.Sprintf("The layer of %s: %s.", person.Name, Markings(len(d.open.Marks))))
			} else {
				d.Say(Info, "Your own layer again.")
			}
		})
	})
}

// OwnLayer goes back to one's own layer. It tells whether another one was shown.
func (d *Desk) OwnLayer() bool {
	_, foreign := d.Foreign()
	if foreign {
		d.ShowLayer(d.o.Person)
	}
	return foreign
}

// Markings is a number of annotations in words.
func Markings(n int) string {
	if n == 1 {
		return "1 marking"
	}
	return fmt.Sprintf("%d markings", n)
}
