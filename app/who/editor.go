package who

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/register"
	"bluepencil/storage/search"
)

// Desk is what the register's editor needs of the desk.
type Desk interface {
	Register() *register.Register
	Codebook() *annotate.Codebook
	Person() annotate.Person
	Uses() (map[annotate.ID]int, bool)
	EditRegister(annotate.Draft)
}

// Options are what an editor is made with.
type Options struct {
	Desk Desk
	// Show is told that something about the editor changed.
	Show func()
}

// Editor is the presenter of the register: which entries are listed, which one
// is chosen, what can be done with it. Every change is one step of undo. Its
// methods are called on the screen's goroutine.
type Editor struct {
	o        Options
	query    string
	kind     string // the type that is listed, or "" for all
	byUse    bool   // sorted by mentions
	selected annotate.ID
	member   annotate.ID // of the chosen entry, that is edited
	fault    string
}

// NewEditor returns an editor with the first entry chosen.
func NewEditor(o Options) *Editor {
	e := &Editor{o: o}
	e.Refresh()
	return e
}

// Row is an entry of the list.
type Row struct {
	Entry    register.Entry
	Type     string // its name in the codebook
	Mentions int    // or -1 where they are not counted yet
}

// Rows lists the entries that are asked for.
func (e *Editor) Rows() []Row {
	var rows []Row
	for _, entry := range e.o.Desk.Register().Matching(e.query) {
		if e.kind == "" || entry.Type == e.kind {
			rows = append(rows, Row{entry, e.TypeName(entry.Type), e.mentions(&entry)})
		}
	}
	if e.byUse {
		slices.SortStableFunc(rows, func(a, b Row) int { return cmp.Compare(b.Mentions, a.Mentions) })
	}
	return rows
}

func (e *Editor) mentions(entry *register.Entry) int {
	uses, ok := e.o.Desk.Uses()
	if !ok {
		return -1
	}
	return named(entry, uses)
}

// TypeName is what a type of entries is called: as the label is.
func (e *Editor) TypeName(kind string) string {
	if label, ok := e.o.Desk.Codebook().Label(annotate.LabelID(kind)); ok {
		return label.Name
	}
	return kind
}

// Types are those that an entry may have, as ids: the labels that go with the
// register, and whatever else entries have.
func (e *Editor) Types() []string {
	var list []string
	for _, l := range e.o.Desk.Codebook().Offered() {
		if l.Register && l.Group != annotate.GroupSource {
			list = append(list, string(l.ID))
		}
	}
	for _, entry := range e.o.Desk.Register().Entries() {
		if entry.Type != "" && !slices.Contains(list, entry.Type) {
			list = append(list, entry.Type)
		}
	}
	return list
}

// Look lists the entries with the words in their names.
func (e *Editor) Look(words string) { e.query = words; e.o.Show() }

// LookType lists the entries of a type; "" lists all.
func (e *Editor) LookType(kind string) { e.kind = kind; e.o.Show() }

// SortByMentions lists the entries named most often first, or by name.
func (e *Editor) SortByMentions(on bool) { e.byUse = on; e.o.Show() }

// Selected is the chosen entry; ok is false where there is none.
func (e *Editor) Selected() (register.Entry, bool) { return e.o.Desk.Register().Entry(e.selected) }

// Select chooses the entry that an entity belongs to.
func (e *Editor) Select(id annotate.ID) {
	if e.selected == id {
		return
	}
	e.selected, e.fault = id, ""
	e.member = e.o.Desk.Register().Canonical(id)
	e.o.Show()
}

// Member is the one of the merged entities that is edited.
func (e *Editor) Member() (annotate.Entity, bool) {
	entry, ok := e.Selected()
	for _, m := range entry.Members {
		if m.ID == e.member {
			return m, true
		}
	}
	if !ok {
		return annotate.Entity{}, false
	}
	return entry.Members[0], true
}

// ChooseMember chooses which of the merged entities is edited.
func (e *Editor) ChooseMember(id annotate.ID) { e.member = id; e.o.Show() }

// Fault is why the last change was not made, or "".
func (e *Editor) Fault() string { return e.fault }

// Refresh shows the register as it is now: after an undo the chosen entry may
// be gone.
func (e *Editor) Refresh() {
	if _, ok := e.Selected(); !ok {
		// One that was only just added is chosen already, and comes.
		if rows := e.Rows(); len(rows) > 0 && e.selected.IsZero() {
			e.selected = rows[0].Entry.ID
		}
	}
	e.o.Show()
}

// commit makes a change, or keeps the reason why not.
func (e *Editor) commit(d annotate.Draft, err error) bool {
	e.fault = ""
	if err != nil {
		e.fault = strings.TrimPrefix(err.Error(), annotate.ErrInvalid.Error()+": ")
	} else if len(d.Settings) > 0 {
		e.o.Desk.EditRegister(d)
	}
	e.o.Show()
	return err == nil
}

// Edit changes something of an entity; a field that is left may be that of the
// one chosen before.
func (e *Editor) Edit(id annotate.ID, change func(*annotate.Entity)) bool {
	entry, _ := e.o.Desk.Register().Entry(id)
	at := slices.IndexFunc(entry.Members, func(m annotate.Entity) bool { return m.ID == id })
	if at < 0 {
		return false
	}
	before := entry.Members[at]
	after := before
	after.Aliases, after.Roles = slices.Clone(before.Aliases), slices.Clone(before.Roles)
	change(&after)
	if after.Wikidata != before.Wikidata {
		if err := annotate.CheckWikidata(after.Wikidata); err != nil {
			return e.commit(annotate.Draft{}, err)
		}
	}
	return e.commit(annotate.EditEntity(e.o.Desk.Person().ID, before, after))
}

// Add adds an entry and chooses it.
func (e *Editor) Add(name, kind string) bool {
	fresh := annotate.Entity{ID: annotate.NewID(), Name: strings.TrimSpace(name), Type: kind}
	d, err := annotate.AddEntity(e.o.Desk.Person().ID, fresh)
	if err == nil {
		e.selected, e.member = fresh.ID, fresh.ID
	}
	return e.commit(d, err)
}

// Delete puts the chosen entry into the bin, with all that is merged in it.
func (e *Editor) Delete() {
	entry, ok := e.Selected()
	if !ok {
		return
	}
	person := e.o.Desk.Person().ID
	d := annotate.DeleteEntity(person, entry.Entity)
	for _, m := range entry.Members[1:] {
		d.Settings = append(d.Settings, annotate.DeleteEntity(person, m).Settings...)
	}
	e.selected = annotate.ID{}
	e.commit(d, nil)
}

// Targets are the entries that the chosen one can be merged with, those with
// the words in their names; the likeliest first.
func (e *Editor) Targets(words string) []register.Entry {
	entry, ok := e.Selected()
	if !ok {
		return nil
	}
	var list []register.Entry
	add := func(other register.Entry) {
		if other.ID != entry.ID && !slices.ContainsFunc(list, func(l register.Entry) bool { return l.ID == other.ID }) {
			list = append(list, other)
		}
	}
	if strings.TrimSpace(words) == "" {
		for _, called := range append([]string{entry.Name}, entry.Aliases...) {
			for _, p := range e.o.Desk.Register().Propose(called, register.Place{Type: entry.Type}) {
				add(p.Entry)
			}
		}
	}
	for _, other := range e.o.Desk.Register().Matching(words) {
		add(other)
	}
	return list
}

// MergeEffect says what merging the chosen entry with another one does.
func (e *Editor) MergeEffect(other register.Entry) string {
	entry, _ := e.Selected()
	a, b := e.mentions(&entry), e.mentions(&other)
	first := entry
	if other.ID.Compare(entry.ID) < 0 {
		first = other
	}
	words := fmt.Sprintf("Both will be read as %s, with all names and roles of both. ", first.Name)
	if a >= 0 {
		words += fmt.Sprintf("%s and %s are affected; none is rewritten. ", mentionsOf(a, entry.Name), mentionsOf(b, other.Name))
	}
	return words + "Undo or a split takes it back."
}

func mentionsOf(n int, name string) string {
	if n == 1 {
		return "1 mention of " + name
	}
	return fmt.Sprintf("%d mentions of %s", n, name)
}

// Merge merges the chosen entry with another one.
func (e *Editor) Merge(other annotate.ID) bool {
	entry, ok := e.Selected()
	target, known := e.o.Desk.Register().Entry(other)
	if !ok || !known {
		return false
	}
	return e.commit(annotate.MergeEntities(e.o.Desk.Person().ID, entry.Entity, target.Entity))
}

// Split takes the entity that is edited out of the entry it is merged in.
func (e *Editor) Split() {
	entry, ok := e.Selected()
	member, _ := e.Member()
	if !ok || len(entry.Members) < 2 {
		return
	}
	e.commit(annotate.SplitEntity(e.o.Desk.Person().ID, member, e.o.Desk.Register().Entities()), nil)
}

// hitsAtMost is how many places of one article are listed.
const hitsAtMost = 500

// Mentions asks for all mentions of the chosen entry, in all articles.
func (e *Editor) Mentions() search.Request {
	return search.Request{Entities: e.members(), Hits: hitsAtMost}
}

// Quotes asks for everything that the chosen entry says, in all articles.
func (e *Editor) Quotes() search.Request {
	return search.Request{Speakers: e.members(), Hits: hitsAtMost}
}

func (e *Editor) members() (ids []annotate.ID) {
	entry, _ := e.Selected()
	for _, m := range entry.Members {
		ids = append(ids, m.ID)
	}
	return ids
}
