package tables

import (
	"fmt"
	"slices"

	"bluepencil/annotate"
	"bluepencil/annotate/register"
	"bluepencil/annotate/text"
)

// Change is what an edit of many annotations does to each.
type Change int

// The edits.
const (
	ChangeLabel Change = iota
	ChangeAttribute
	ChangeEntity
	DeleteAll
)

// Edit is one edit of many annotations.
type Edit struct {
	Change    Change
	Label     annotate.LabelID        // for ChangeLabel
	Attribute annotate.AttributeID    // for ChangeAttribute
	Value     annotate.AttributeValue // nil clears it
	Entity    annotate.ID             // for ChangeEntity; zero takes the link away
}

// Planned is what happens to one annotation, or why nothing does.
type Planned struct {
	Mark
	Words  string // the beginning of what is marked, where it could be read
	What   string // "Person becomes Organisation"
	Reason string // why it is left alone; empty where it changes
}

// Plan is what an edit would do. It belongs to one goroutine.
type Plan struct {
	Draft   annotate.Draft // empty where nothing changes
	Changes []Planned
	Left    []Planned

	person   annotate.ID
	edit     Edit
	codebook *annotate.Codebook
	register *register.Register
	touched  map[annotate.ID]bool
	taken    map[string]bool // fields that are cleared, by object and name
}

// MostChanged is how many annotations one edit changes at the most: what one
// step of undo holds.
const MostChanged = 10_000

// wordsPlanned is how many code points of what is marked a plan shows.
const wordsPlanned = 60

// NewPlan begins the plan of an edit by a person. It fails with
// annotate.ErrInvalid where the codebook or the register does not allow the edit
// of any annotation.
func NewPlan(person annotate.ID, e Edit, codebook *annotate.Codebook, entries *register.Register) (*Plan, error) {
	p := &Plan{person: person, edit: e, codebook: codebook, register: entries, touched: map[annotate.ID]bool{}, taken: map[string]bool{}}
	switch e.Change {
	case ChangeLabel:
		if !codebook.Offers(e.Label) {
			return nil, fmt.Errorf("%w: the label %s cannot be given any more", annotate.ErrInvalid, codebook.LabelName(e.Label))
		}
	case ChangeAttribute:
		attribute, ok := codebook.Attribute(e.Attribute)
		if !ok {
			return nil, fmt.Errorf("%w: the codebook has no attribute %q", annotate.ErrInvalid, e.Attribute)
		}
		if e.Value != nil {
			if err := attribute.CheckValue(e.Value); err != nil {
				return nil, err
			}
		}
	case ChangeEntity:
		if _, ok := entries.Entry(e.Entity); !ok && !e.Entity.IsZero() {
			return nil, fmt.Errorf("%w: the register has no such entry", annotate.ErrInvalid)
		}
	}
	p.Draft.Person = person
	return p, nil
}

// Add plans the edit of marks of one article. own are the person's live
// annotations of it, as they are read. It fails with annotate.ErrInvalid where
// more would change than MostChanged.
func (p *Plan) Add(marks []Mark, own []annotate.Annotation) error {
	byID := make(map[annotate.ID]*annotate.Annotation, len(own))
	for i := range own {
		byID[own[i].ID] = &own[i]
	}
	chosen := map[annotate.ID]bool{}
	for _, m := range marks {
		if m.Layer.Person == p.person {
			chosen[m.ID] = true
		}
	}
	near := around{chosen: chosen, to: linksTo(own)}
	seen := map[annotate.ID]bool{}
	for _, m := range marks {
		if !seen[m.ID] {
			seen[m.ID] = true
			p.one(m, byID[m.ID], near)
		}
	}
	if len(p.touched) > MostChanged {
		return fmt.Errorf("%w: more than %d markings would change, which is what one step of undo holds; narrow the filter or choose fewer rows", annotate.ErrInvalid, MostChanged)
	}
	p.Draft.Action = p.action()
	return nil
}

// around is what else the person has marked in an article.
type around struct {
	chosen map[annotate.ID]bool         // what is edited, too
	to     map[annotate.ID][]linkFromTo // the links that point to an annotation
}

// linkFromTo is a link of an annotation.
type linkFromTo struct {
	from *annotate.Annotation
	link annotate.Link
}

func linksTo(own []annotate.Annotation) map[annotate.ID][]linkFromTo {
	to := map[annotate.ID][]linkFromTo{}
	for i := range own {
		for _, l := range own[i].Links {
			to[l.To] = append(to[l.To], linkFromTo{&own[i], l})
		}
	}
	return to
}

// one plans the edit of one annotation, a being nil where it is not the
// person's or went meanwhile.
func (p *Plan) one(m Mark, a *annotate.Annotation, near around) {
	planned := Planned{Mark: m}
	switch {
	case m.Layer.Person != p.person:
		planned.Reason = "in the layer of " + m.Layer.Name
	case a == nil:
		planned.Reason = "it is not there any more"
	default:
		planned.Words = text.Shorten(a.Text(), wordsPlanned)
		before := len(p.Draft.Settings)
		planned.What, planned.Reason = p.change(a, near)
		for _, s := range p.Draft.Settings[before:] {
			p.touched[s.Ref.ID] = true
		}
	}
	if planned.Reason != "" {
		p.Left = append(p.Left, planned)
		return
	}
	p.Changes = append(p.Changes, planned)
}

// change adds the edit of one annotation to the draft and says what it does,
// or why it cannot be.
func (p *Plan) change(a *annotate.Annotation, near around) (what, reason string) {
	switch p.edit.Change {
	case ChangeLabel:
		return p.relabel(a, near)
	case ChangeAttribute:
		return p.fill(a)
	case ChangeEntity:
		return p.link(a)
	}
	p.Draft.Set(a.Ref(), annotate.FieldDeleted, true)
	what = "deleted"
	if n := near.others(a.ID); n > 0 {
		what += fmt.Sprintf("; %d links to it wait in the bin with it", n)
	}
	return what, ""
}

// others counts the links to an annotation from what is not edited.
func (near *around) others(target annotate.ID) (n int) {
	for _, l := range near.to[target] {
		if !near.chosen[l.from.ID] {
			n++
		}
	}
	return n
}

// relabel gives another label, as the desk does with a single one: what the new
// label does not have goes, and so do links that may not point to it.
func (p *Plan) relabel(a *annotate.Annotation, near around) (what, reason string) {
	label := p.edit.Label
	if a.Label == label {
		return "", "it is " + p.codebook.LabelName(label) + " already"
	}
	p.Draft.Set(a.Ref(), annotate.FieldLabel, label)
	attributes, links := 0, 0
	for id := range a.Attributes {
		if !slices.Contains(p.codebook.AttributeIDs(label), id) {
			p.Draft.Unset(a.Ref(), annotate.FieldAttr+string(id))
			attributes++
		}
	}
	for _, l := range slices.Concat(a.Links, a.Waiting) {
		if !slices.Contains(p.codebook.RoleIDs(label), l.Role) {
			links += p.unlink(a, l)
		}
	}
	for _, l := range near.to[a.ID] {
		if role, ok := p.codebook.Role(l.link.Role); ok && !p.codebook.PointsTo(role, label) {
			links += p.unlink(l.from, l.link)
		}
	}
	what = p.codebook.LabelName(a.Label) + " becomes " + p.codebook.LabelName(label)
	if attributes > 0 {
		what += fmt.Sprintf("; loses %d answers", attributes)
	}
	if links > 0 {
		what += fmt.Sprintf("; loses %d links", links)
	}
	return what, ""
}

// unlink takes a link away, and gives 1 unless that was planned already.
func (p *Plan) unlink(a *annotate.Annotation, l annotate.Link) int {
	field := annotate.FieldLink + l.ID.String()
	if key := a.ID.String() + field; !p.taken[key] {
		p.taken[key] = true
		p.Draft.Unset(a.Ref(), field)
		return 1
	}
	return 0
}

func (p *Plan) fill(a *annotate.Annotation) (what, reason string) {
	attribute, _ := p.codebook.Attribute(p.edit.Attribute)
	old := a.Attributes[attribute.ID]
	if !slices.Contains(p.codebook.AttributeIDs(a.Label), attribute.ID) {
		return "", p.codebook.LabelName(a.Label) + " is not asked for " + attribute.Name
	}
	if p.edit.Value != nil && !slices.ContainsFunc(p.codebook.AttributesOf(a), func(at annotate.Attribute) bool { return at.ID == attribute.ID }) {
		return "", attribute.Name + " is not asked after what is filled in here"
	}
	from, to := valueWords(&attribute, old), valueWords(&attribute, p.edit.Value)
	if annotate.Value(annotate.MustEncode(old)).Equal(annotate.MustEncode(p.edit.Value)) {
		return "", attribute.Name + " is " + to + " already"
	}
	if p.edit.Value == nil {
		p.Draft.Unset(a.Ref(), annotate.FieldAttr+string(attribute.ID))
	} else {
		p.Draft.Set(a.Ref(), annotate.FieldAttr+string(attribute.ID), p.edit.Value)
	}
	return attribute.Name + ": " + from + " becomes " + to, ""
}

// valueWords is a value as a person reads it.
func valueWords(attribute *annotate.Attribute, value annotate.AttributeValue) string {
	if value == nil {
		return "–"
	}
	in := reading{Collector: &Collector{codebook: &annotate.Codebook{Attributes: []annotate.Attribute{*attribute}}}}
	return in.name(attribute.ID, value)
}

func (p *Plan) link(a *annotate.Annotation) (what, reason string) {
	label, _ := p.codebook.Label(a.Label)
	if !label.Register && !p.edit.Entity.IsZero() {
		return "", p.codebook.LabelName(a.Label) + " is not linked to the register"
	}
	from, to := p.entryName(a.Entity), p.entryName(p.edit.Entity)
	if p.register.Canonical(a.Entity) == p.register.Canonical(p.edit.Entity) {
		return "", "it is linked to " + to + " already"
	}
	if p.edit.Entity.IsZero() {
		p.Draft.Unset(a.Ref(), annotate.FieldEntity)
	} else {
		p.Draft.Set(a.Ref(), annotate.FieldEntity, p.edit.Entity)
	}
	return from + " becomes " + to, ""
}

func (p *Plan) entryName(id annotate.ID) string {
	if id.IsZero() {
		return "no entry"
	}
	if entry, ok := p.register.Entry(id); ok {
		return entry.Name
	}
	return "an entry that is gone"
}

// action is what undo calls the edit.
func (p *Plan) action() string {
	n := len(p.Changes)
	switch p.edit.Change {
	case ChangeLabel:
		return fmt.Sprintf("give %d markings the label %s", n, p.codebook.LabelName(p.edit.Label))
	case ChangeAttribute:
		attribute, _ := p.codebook.Attribute(p.edit.Attribute)
		return fmt.Sprintf("set %s of %d markings", attribute.Name, n)
	case ChangeEntity:
		return fmt.Sprintf("link %d markings to %s", n, p.entryName(p.edit.Entity))
	}
	return fmt.Sprintf("delete %d markings", n)
}
