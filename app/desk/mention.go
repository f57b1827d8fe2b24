package desk

import (
	"fmt"
	"slices"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/register"
	"bluepencil/annotate/text"
)

// Mention is an annotation that may name an entry of the register, and what
// stands around it.
type Mention struct {
	Annotation annotate.Annotation
	Words      string // on one line
	More       int    // further mentions in the article with the same words that name nobody yet
	// Here are the entities named in the article, each with how often; Before
	// are those named before the mention, the nearest first, then the others.
	Here   map[annotate.ID]int
	Before []annotate.ID
	// Role is that of a link from the annotation whose target is being chosen,
	// which may be an entry; without one the annotation itself names the entry.
	Role annotate.Role
}

// Mention is what the current annotation has to do with the register: itself,
// or the one mention that it is linked to, as a quote to its speaker. It says
// so where there is none.
func (d *Desk) Mention() (Mention, bool) {
	if d.linking != nil {
		return d.linkedMention()
	}
	a, ok := d.Current()
	if !ok {
		d.Say(Info, "Make a person, place or other mention current first: click it, or press Tab.")
		return Mention{}, false
	}
	at, ok := d.mentionOf(&a)
	if !ok {
		d.Say(Info, fmt.Sprintf("A %s names no entry of the register: choose the one mention that it is linked to.", d.name(a.Label)))
		return Mention{}, false
	}
	m := Mention{Annotation: *at, Words: text.OneLine(at.Text())}
	m.More = len(d.sameWords(at))
	m.Here, m.Before = d.namedAround(at)
	return m, true
}

// linkedMention is for the link that is being made: its end may be an entry.
func (d *Desk) linkedMention() (Mention, bool) {
	at := slices.IndexFunc(d.open.Marks, func(a annotate.Annotation) bool { return a.ID == d.linking.From })
	if at < 0 || !d.linking.Role.ToEntity {
		d.Say(Info, fmt.Sprintf("The %s is no entry of the register: choose words.", d.linking.Role.Name))
		return Mention{}, false
	}
	m := Mention{Annotation: d.open.Marks[at], Role: d.linking.Role}
	m.Here, m.Before = d.namedAround(&m.Annotation)
	return m, true
}

// mentionOf is the annotation itself where its label goes with the register, or
// the only one of that kind it is linked to.
func (d *Desk) mentionOf(a *annotate.Annotation) (*annotate.Annotation, bool) {
	if d.names(a) {
		return a, true
	}
	var found *annotate.Annotation
	for _, l := range a.Links {
		at := slices.IndexFunc(d.open.Marks, func(m annotate.Annotation) bool { return m.ID == l.To })
		if at < 0 || !d.names(&d.open.Marks[at]) {
			continue
		}
		if found != nil && found.ID != l.To {
			return nil, false
		}
		found = &d.open.Marks[at]
	}
	return found, found != nil
}

// names tells whether an annotation may name an entry of the register.
func (d *Desk) names(a *annotate.Annotation) bool {
	label, ok := d.shownBook.Label(a.Label)
	return ok && label.Register
}

// sameWords are the other mentions of the article with the same words, however
// they are written, that name nobody.
func (d *Desk) sameWords(a *annotate.Annotation) (refs []annotate.Ref) {
	key := register.Key(a.Text())
	for i := range d.open.Marks {
		if m := &d.open.Marks[i]; key != "" && m.ID != a.ID && m.Entity.IsZero() && d.names(m) && register.Key(m.Text()) == key {
			refs = append(refs, m.Ref())
		}
	}
	return refs
}

// namedAround are the entities that the article names apart from one mention.
func (d *Desk) namedAround(a *annotate.Annotation) (here map[annotate.ID]int, before []annotate.ID) {
	here = map[annotate.ID]int{}
	var after []annotate.ID
	for i := range d.open.Marks {
		m := &d.open.Marks[i]
		if m.Entity.IsZero() || m.ID == a.ID {
			continue
		}
		here[m.Entity]++
		if m.Start() < a.Start() {
			before = slices.DeleteFunc(before, func(id annotate.ID) bool { return id == m.Entity })
			before = append(before, m.Entity)
		} else if !slices.Contains(after, m.Entity) {
			after = append(after, m.Entity)
		}
	}
	slices.Reverse(before)
	for _, id := range after {
		if !slices.Contains(before, id) {
			before = append(before, id)
		}
	}
	return here, before
}

// Naming is what a mention is to be linked to, and what else is done with it in
// the same step of undo.
type Naming struct {
	Entry annotate.Entity // as it is; where it is new, as it is to be
	New   bool
	Alias bool // the mention's words become another name of the entry
	More  bool // the other mentions with the same words name it too
}

// Link links a mention to an entry of the register, new or not. It is one step
// of undo.
func (d *Desk) Link(m Mention, n Naming) {
	if d.open == nil || !d.MayWrite() {
		return
	}
	first, err := d.named(m, n)
	if err != nil {
		d.Say(Warning, err.Error())
		return
	}
	if m.Role.ID != "" {
		d.linkEntry(m, n.Entry, first)
		return
	}
	refs := []annotate.Ref{m.Annotation.Ref()}
	if n.More {
		refs = append(refs, d.sameWords(&m.Annotation)...)
	}
	link := annotate.Draft{Person: d.o.Person.ID, Article: d.open.Article.ID, Action: "link to " + n.Entry.Name}
	for _, ref := range refs {
		link.Set(ref, annotate.FieldEntity, n.Entry.ID)
		d.used(annotate.ID{}, n.Entry.ID)
	}
	d.used(m.Annotation.Entity, annotate.ID{})
	d.do(link, first...)
	d.Say(Info, linked(m, n, len(refs)))
	d.o.Show(CurrentChanged)
}

// named drafts what is done to the entry before a mention is linked to it.
func (d *Desk) named(m Mention, n Naming) ([]annotate.Draft, error) {
	after := n.Entry
	if n.Alias {
		after.Aliases = append(slices.Clone(after.Aliases), m.Words)
	}
	var draft annotate.Draft
	var err error
	if n.New {
		draft, err = annotate.AddEntity(d.o.Person.ID, after)
	} else {
		draft, err = annotate.EditEntity(d.o.Person.ID, n.Entry, after)
	}
	if err != nil || len(draft.Settings) == 0 {
		return nil, err
	}
	return []annotate.Draft{draft}, nil
}

// linkEntry links an annotation to an entry, in the role that was begun.
func (d *Desk) linkEntry(m Mention, e annotate.Entity, first []annotate.Draft) {
	d.linking = nil
	d.current = m.Annotation.ID
	link := annotate.AddLink(m.Annotation.Ref(), annotate.Link{ID: annotate.NewID(), Role: m.Role.ID, To: e.ID, ToEntity: true})
	link.Action = "add " + m.Role.Name
	d.replaceSingle(&link, m.Annotation.ID, m.Role)
	d.do(link, first...)
	d.Say(Info, fmt.Sprintf("The %s is %s.", m.Role.Name, e.Name))
	d.o.Show(CurrentChanged)
}

// linked says what was done.
func linked(m Mention, n Naming, mentions int) string {
	said := fmt.Sprintf("“%s” is %s", text.Shorten(m.Words, wordsInMessages), n.Entry.Name)
	if n.New {
		said += ", a new entry of the register"
	}
	if mentions > 1 {
		said += fmt.Sprintf("; %d mentions are linked", mentions)
	}
	if n.Alias {
		said += "; the words are another name of it"
	}
	return said + "."
}

// Unlink takes the link to the register away from the current annotation's
// mention.
func (d *Desk) Unlink() {
	if !d.MayWrite() {
		return
	}
	m, ok := d.Mention()
	if !ok {
		return
	}
	if m.Annotation.Entity.IsZero() {
		d.Say(Info, fmt.Sprintf("“%s” is linked to no entry of the register.", text.Shorten(m.Words, wordsInMessages)))
		return
	}
	name := d.EntryName(m.Annotation.Entity)
	draft := annotate.SetEntity(m.Annotation.Ref(), annotate.ID{})
	draft.Action = strings.TrimSpace("unlink from " + name)
	d.used(m.Annotation.Entity, annotate.ID{})
	d.do(draft)
	d.Say(Info, fmt.Sprintf("“%s” is linked to the register no more.", text.Shorten(m.Words, wordsInMessages)))
	d.o.Show(CurrentChanged)
}
