package desk

import (
	"errors"
	"fmt"
	"sort"

	"bluepencil/annotate"
	"bluepencil/annotate/rounds"
	"bluepencil/annotate/text"
	"bluepencil/annotate/text/anchor"
	"bluepencil/storage"
)

// layered is what the desk needs of a project in which several people mark.
type layered interface {
	SeenLayers(reader, article annotate.ID) ([]annotate.Layer, error)
	SeenAnnotations(reader, article, owner annotate.ID) ([]annotate.Annotation, rounds.Sight, error)
	SeenWhole(reader, article annotate.ID, parts storage.Parts) (storage.Whole, error)
	MaySee(reader, article, owner annotate.ID) (rounds.Sight, error)
	People() ([]annotate.Person, error)
}

// Companion is what can be shown beside the open article: somebody else's
// markings in it, or another version of it.
type Companion struct {
	Name    string // of the person and where she stands, or which version it is
	Article annotate.ID
	Person  annotate.ID // whose markings
	Version bool        // another version, with one's own markings
}

// Level is two places that stand side by side, in bytes of the open article and
// of the other one.
type Level struct{ Open, Other int }

// Beside is a companion as it is shown: to be read only.
type Beside struct {
	Companion
	Text   string
	Marks  []annotate.Annotation
	Levels []Level // ascending in both; nil where it is the same text
}

// ReadCompanions lists what can be shown beside the open article, in the
// background: the layers of others, then the other versions, the oldest first.
func (d *Desk) ReadCompanions(show func([]Companion, error)) {
	if d.open == nil {
		return
	}
	article, person, p := d.open.Article.ID, d.o.Person.ID, d.o.Project
	d.o.Work(func() {
		list, err := readCompanions(p, article, person)
		d.o.UI(func() { show(list, err) })
	})
}

func readCompanions(p Project, article, me annotate.ID) ([]Companion, error) {
	layers, err := p.SeenLayers(me, article)
	if err != nil {
		return nil, err
	}
	people, err := p.People()
	if err != nil {
		return nil, err
	}
	names := map[annotate.ID]string{}
	for _, person := range withGold(people) {
		names[person.ID] = person.Name
	}
	var list []Companion
	for _, l := range layers {
		if name, known := names[l.Person]; known && l.Person != me {
			list = append(list, Companion{Name: fmt.Sprintf("%s, %s", name, l.Status), Article: article, Person: l.Person})
		}
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].Name < list[j].Name })
	versions, err := p.Versions(article)
	if err != nil {
		return nil, err
	}
	for i, v := range versions {
		if v.ID != article {
			name := fmt.Sprintf("Version %d of %d, %s", i+1, len(versions), v.Content.SourceName)
			list = append(list, Companion{Name: name, Article: v.ID, Person: me, Version: true})
		}
	}
	return list, nil
}

// ReadBeside reads a companion in the background. What comes after another
// article was opened is dropped.
func (d *Desk) ReadBeside(c Companion, show func(Beside, error)) {
	if d.open == nil {
		return
	}
	article, content, me, p := d.open.Article.ID, d.open.Text, d.o.Person.ID, d.o.Project
	d.o.Work(func() {
		b, err := readBeside(p, c, me, article, content)
		d.o.UI(func() {
			if d.open != nil && d.open.Article.ID == article {
				show(b, err)
			}
		})
	})
}

func readBeside(p Project, c Companion, me, article annotate.ID, content string) (b Beside, err error) {
	b = Beside{Companion: c, Text: content}
	if c.Article != article {
		if b.Text, err = p.Text(c.Article); err != nil {
			return b, err
		}
		compared, err := p.Compare(article, c.Article)
		if err != nil {
			return b, err
		}
		b.Levels = levels(content, b.Text, compared.Edits())
	}
	b.Marks, err = seenMarks(p, me, c.Article, c.Person)
	return b, err
}

// errHidden is why nothing of somebody's layer is shown.
var errHidden = errors.New("it stays hidden until you have submitted the article yourself, or the lead opens the round")

// seenMarks reads what a person may see of a layer. It fails with errHidden.
func seenMarks(p layered, me, article, owner annotate.ID) ([]annotate.Annotation, error) {
	marks, sight, err := p.SeenAnnotations(me, article, owner)
	if err == nil && sight == rounds.Nothing {
		err = errHidden
	}
	return marks, err
}

// levels pairs the paragraphs that begin at the same place of two texts whose
// differences are known. Both texts begin level.
func levels(open, other string, edits []anchor.Edit) []Level {
	begins := map[int]bool{}
	for _, p := range text.Paragraphs(other) {
		begins[p.Start] = true
	}
	list := []Level{{}}
	put := func(l Level) {
		for last := len(list) - 1; last > 0 && (list[last].Open >= l.Open || list[last].Other >= l.Other); last-- {
			list = list[:last] // of two that share a place, what follows is the same text
		}
		if l.Open > 0 && l.Other > 0 {
			list = append(list, l)
		}
	}
	paragraphs := text.Paragraphs(open)
	from, to := 0, 0 // where the same words begin in both
	same := func(end int) {
		first := sort.Search(len(paragraphs), func(i int) bool { return paragraphs[i].Start >= from })
		for _, p := range paragraphs[first:] {
			if p.Start > end {
				break
			}
			if at := to + p.Start - from; begins[at] {
				put(Level{p.Start, at})
			}
		}
	}
	for _, e := range edits {
		same(e.Old.Start)
		from, to = e.Old.End, e.New.End
	}
	same(len(open))
	return list
}
