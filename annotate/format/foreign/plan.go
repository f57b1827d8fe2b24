package foreign

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
)

// Fate is what becomes of one label of a file.
type Fate string

// What can become of a label, beside the id of one of the codebook.
const (
	FateAdd   Fate = "+" // it is added to the codebook
	FateLeave Fate = "-" // its marks are left out
)

// Fates says what becomes of labels, by the name the file has for them.
type Fates map[string]Fate

// synonyms are the names by which other tools call labels of the codebooks
// that come with the program.
var synonyms = map[string]annotate.LabelID{
	"per": "person", "pers": "person", "people": "person",
	"org": "organisation", "organization": "organisation", "orgs": "organisation",
	"loc": "place", "location": "place", "gpe": "place",
	"money": "amount", "quantity": "amount", "time": "date",
	"content": "quote", "quotation": "quote", "q": "quote",
	"work_of_art": "work", "speaker": "source",
}

// Suggest proposes what becomes of each label: what the codebook calls by the
// same id or name becomes that; what it knows by another name becomes that
// unless a closer one is in the file; anything else is added, or left out
// where add is false.
func Suggest(cb *annotate.Codebook, s *Survey, add bool) Fates {
	fates, taken := Fates{}, map[Fate]bool{}
	for _, use := range s.Labels {
		if id, ok := sameLabel(cb, use.Name); ok {
			fates[use.Name], taken[Fate(id)] = Fate(id), true
		}
	}
	for _, use := range s.Labels {
		if fates[use.Name] != "" {
			continue
		}
		id := synonyms[strings.ToLower(use.Name)]
		switch {
		case id != "" && cb.Offers(id) && !taken[Fate(id)]:
			fates[use.Name], taken[Fate(id)] = Fate(id), true
		case add:
			fates[use.Name] = FateAdd
		default:
			fates[use.Name] = FateLeave
		}
	}
	return fates
}

// sameLabel is the label with the id or the name, letter case aside.
func sameLabel(cb *annotate.Codebook, name string) (annotate.LabelID, bool) {
	for _, same := range []func(*annotate.Label) bool{
		func(l *annotate.Label) bool { return string(l.ID) == name },
		func(l *annotate.Label) bool { return strings.EqualFold(l.Name, name) },
		func(l *annotate.Label) bool { return string(l.ID) == annotate.HandleOf(name) },
	} {
		offered := cb.Offered()
		if at := slices.IndexFunc(offered, func(l annotate.Label) bool { return same(&l) }); at >= 0 {
			return offered[at].ID, true
		}
	}
	return "", false
}

// Plan turns documents of one file into articles with layers.
type Plan struct {
	Format string
	// Added says in words what the codebook gets.
	Added []string

	book       *annotate.Codebook // as it is once the draft is committed
	labels     map[string]annotate.LabelID
	attributes map[owned]annotate.AttributeID
	roles      map[owned]annotate.RoleID
	entities   map[string]annotate.ID // by the file's ids
	known      func(Entity) (annotate.ID, bool)
}

// owned names an attribute or a role of something: a label, or a role.
type owned struct{ of, name string }

// planning makes a plan and drafts what the codebook needs for it.
type planning struct {
	*Plan
	editor annotate.Editor
	draft  annotate.Draft
}

// MakePlan settles how documents become articles, and drafts what has to be
// added to the codebook for it: labels, questions and their answers, roles, and
// which label may have what. The draft is empty where nothing is missing; it has
// to be committed before the articles come. known finds entries of the register
// that a document names; it may be nil.
func MakePlan(format string, person annotate.ID, cb *annotate.Codebook, s *Survey, fates Fates, known func(Entity) (annotate.ID, bool)) (*Plan, annotate.Draft, error) {
	p := &planning{Plan: &Plan{Format: format, labels: map[string]annotate.LabelID{}, attributes: map[owned]annotate.AttributeID{},
		roles: map[owned]annotate.RoleID{}, entities: map[string]annotate.ID{}, known: known},
		editor: annotate.Editor{Person: person, Book: cb}}
	for _, use := range s.Labels {
		if err := p.label(use, fates[use.Name]); err != nil {
			return nil, annotate.Draft{}, err
		}
	}
	for _, use := range s.Labels {
		if err := p.parts(use); err != nil {
			return nil, annotate.Draft{}, err
		}
	}
	p.book = p.editor.Book
	p.draft.Person, p.draft.Action = person, "take the labels of a file into the codebook"
	return p.Plan, p.draft, nil
}

// apply takes over a draft of one step: the codebook goes on from there.
func (p *planning) apply(d annotate.Draft, err error) error {
	if err != nil {
		return err
	}
	p.editor.Book = p.editor.Book.With(&d)
	for _, s := range d.Settings {
		p.draft.Settings = slices.DeleteFunc(p.draft.Settings, func(old annotate.FieldSetting) bool { return old.Ref == s.Ref && old.Field == s.Field })
		p.draft.Settings = append(p.draft.Settings, s)
	}
	return nil
}

func (p *planning) added(format string, args ...any) {
	p.Added = append(p.Added, fmt.Sprintf(format, args...))
}

func (p *planning) label(use *LabelUse, fate Fate) error {
	switch fate {
	case FateLeave:
		return nil
	case FateAdd, "":
		d, id, err := p.editor.AddLabel(annotate.Label{Name: p.freeName(use.Name), Group: use.Group, Register: use.Entities})
		if err := p.apply(d, err); err != nil {
			return fmt.Errorf("add the label %q to the codebook: %w", use.Name, err)
		}
		p.labels[use.Name] = id
		p.added("label %s (%s)", use.Name, text.Count(use.Marks, "marking"))
		return nil
	}
	if _, ok := p.editor.Book.Label(annotate.LabelID(fate)); !ok {
		return fmt.Errorf("%w: the codebook has no label %q to read %q as", annotate.ErrNotFound, fate, use.Name)
	}
	p.labels[use.Name] = annotate.LabelID(fate)
	return nil
}

// freeName is a name that no label has, as close to the file's as can be.
func (p *planning) freeName(name string) string {
	name = cmp.Or(strings.Join(strings.Fields(name), " "), "unnamed")
	free := name
	for n := 2; slices.ContainsFunc(p.editor.Book.Offered(), func(l annotate.Label) bool { return strings.EqualFold(l.Name, free) }); n++ {
		free = fmt.Sprintf("%s %d", name, n)
	}
	return free
}

// parts gives a label the questions and roles its marks use.
func (p *planning) parts(use *LabelUse) error {
	id, ok := p.labels[use.Name]
	if !ok {
		return nil
	}
	attributes := slices.Clone(p.editor.Book.AttributeIDs(id))
	roles := slices.Clone(p.editor.Book.RoleIDs(id))
	had := len(attributes) + len(roles)
	for _, a := range use.Attributes {
		attribute, err := p.attribute(a, attributes)
		if err != nil {
			return err
		}
		p.attributes[owned{use.Name, a.Name}] = attribute
		attributes = with(attributes, attribute)
	}
	for _, r := range use.Roles {
		role, err := p.role(r, roles)
		if err != nil {
			return err
		}
		p.roles[owned{use.Name, r.Name}] = role
		roles = with(roles, role)
	}
	if len(attributes)+len(roles) == had {
		return nil
	}
	return p.apply(p.editor.SetLabelParts(id, attributes, roles))
}

func with[T comparable](list []T, one T) []T {
	if slices.Contains(list, one) {
		return list
	}
	return append(list, one)
}
