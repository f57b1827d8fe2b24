package annotate

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Editor drafts changes of a codebook for one person. Every method gives one
// step of undo that touches the codebook alone; annotations keep the ids they
// have. They fail with ErrNotFound where a part is not there, and with
// ErrInvalid, naming what is in the way, where the change would not fit.
type Editor struct {
	Person ID
	Book   *Codebook
}

// With is the codebook as it will be once the draft is committed: what the
// screen shows meanwhile. The codebook is not changed.
func (cb *Codebook) With(d *Draft) *Codebook {
	next := *cb
	next.Version++
	for _, s := range d.Settings {
		if s.Ref != CodebookRef() {
			continue
		}
		next.drop(s.Field)
		switch s.Field {
		case FieldName:
			next.Name = As[string](s.Value)
		case FieldGuideline:
			next.Guideline = As[string](s.Value)
		case FieldClauses:
			next.Clauses = As[[]Clause](s.Value)
		default:
			next.take(s.Field, s.Value)
		}
	}
	next.sort()
	return &next
}

// drop takes out the part that a field defines; the lists become the codebook's own.
func (cb *Codebook) drop(field string) {
	cb.Labels = without(cb.Labels, func(l Label) bool { return FieldLabelDef+string(l.ID) == field })
	cb.Attributes = without(cb.Attributes, func(a Attribute) bool { return FieldAttributeDef+string(a.ID) == field })
	cb.Roles = without(cb.Roles, func(r Role) bool { return FieldRoleDef+string(r.ID) == field })
	cb.Document = without(cb.Document, func(f DocumentField) bool { return FieldDocumentDef+f.ID == field })
	cb.gone = without(cb.gone, func(name string) bool { return name == field })
}

func without[T any](list []T, is func(T) bool) []T {
	return slices.DeleteFunc(slices.Clone(list), is)
}

func (e Editor) draft(action string) Draft { return Draft{Person: e.Person, Action: action} }

// SetName drafts another name for the codebook.
func (e Editor) SetName(name string) (Draft, error) {
	d := e.draft("rename the codebook to " + name)
	name, err := nameOf("codebook", name)
	d.Set(CodebookRef(), FieldName, name)
	return d, err
}

// SetGuideline drafts the codebook's own guideline: its words, in Markdown,
// and the rules for all labels.
func (e Editor) SetGuideline(words string, clauses []Clause) (Draft, error) {
	d := e.draft("change the guideline")
	d.Set(CodebookRef(), FieldGuideline, words)
	if len(clauses) == 0 {
		d.Unset(CodebookRef(), FieldClauses)
	} else {
		d.Set(CodebookRef(), FieldClauses, clauses)
	}
	return d, nil
}

func nameOf(kind, name string) (string, error) {
	name = strings.Join(strings.Fields(name), " ")
	if name == "" {
		return "", fmt.Errorf("%w: a %s needs a name", ErrInvalid, kind)
	}
	return name, nil
}

// AddLabel drafts a new label at the end of the list. Its id is made from its
// name and never given again; an empty colour, tag, style or group is chosen.
func (e Editor) AddLabel(l Label) (Draft, LabelID, error) {
	name, err := e.freeLabelName(l.Name, "")
	if err != nil {
		return Draft{}, "", err
	}
	l.Name = name
	l.ID = LabelID(mint(FieldLabelDef, name, e.Book.taken))
	l.Order = 0
	for _, other := range e.Book.Labels {
		l.Order = max(l.Order, other.Order+1)
	}
	if l.Group == "" {
		l.Group = GroupEntity
	}
	if l.Style == "" {
		l.Style = styleOf(e.Book, l.Group)
	}
	if l.Colour == "" {
		l.Colour = e.Book.freeColour()
	}
	if l.Tag == "" {
		l.Tag = tagOf(name)
	}
	if err := e.checkLook(&l); err != nil {
		return Draft{}, "", err
	}
	d := e.draft("add the label " + name)
	d.Set(CodebookRef(), FieldLabelDef+string(l.ID), l)
	return d, l.ID, nil
}

// mint makes an id of a name that no part of the kind has or ever had.
func mint(kind, name string, taken func(field string) bool) string {
	base := HandleOf(name)
	if base == "" {
		base = "part"
	}
	id := base
	for n := 2; taken(kind + id); n++ {
		id = base + "-" + strconv.Itoa(n)
	}
	return id
}

// taken tells whether a field of the codebook's object is used or was.
func (cb *Codebook) taken(field string) bool {
	return slices.Contains(cb.gone, field) ||
		slices.ContainsFunc(cb.Labels, func(l Label) bool { return FieldLabelDef+string(l.ID) == field }) ||
		slices.ContainsFunc(cb.Attributes, func(a Attribute) bool { return FieldAttributeDef+string(a.ID) == field }) ||
		slices.ContainsFunc(cb.Roles, func(r Role) bool { return FieldRoleDef+string(r.ID) == field }) ||
		slices.ContainsFunc(cb.Document, func(f DocumentField) bool { return FieldDocumentDef+f.ID == field })
}

// styleOf is how the group's other labels are drawn.
func styleOf(cb *Codebook, group Group) MarkStyle {
	if l, ok := find(cb.Labels, func(l Label) bool { return l.Group == group && l.Style != "" }); ok {
		return l.Style
	}
	return StyleTint
}

// tagOf is the first letters of a name.
func tagOf(name string) string {
	tag := []rune(strings.ToUpper(strings.ReplaceAll(name, " ", "")))
	return string(tag[:min(len(tag), 5)])
}

// label drafts one label changed.
func (e Editor) label(id LabelID, action string, change func(*Label) error) (Draft, error) {
	l, ok := e.Book.Label(id)
	if !ok {
		return Draft{}, fmt.Errorf("%w: the codebook has no label %q", ErrNotFound, id)
	}
	d := e.draft(fmt.Sprintf(action, l.Name))
	if err := change(&l); err != nil {
		return Draft{}, err
	}
	d.Set(CodebookRef(), FieldLabelDef+string(id), l)
	return d, nil
}

// RenameLabel drafts another name. Another label that can be given must not
// have it.
func (e Editor) RenameLabel(id LabelID, name string) (Draft, error) {
	name, err := e.freeLabelName(name, id)
	if err != nil {
		return Draft{}, err
	}
	return e.label(id, "rename the label %s to "+escape(name), func(l *Label) error { l.Name = name; return nil })
}

// escape keeps per cent signs of names out of formats.
func escape(s string) string { return strings.ReplaceAll(s, "%", "%%") }

func (e Editor) freeLabelName(name string, own LabelID) (string, error) {
	name, err := nameOf("label", name)
	if err != nil {
		return "", err
	}
	for _, l := range e.Book.Offered() {
		if l.ID != own && strings.EqualFold(l.Name, name) {
			return "", fmt.Errorf("%w: there is a label %s already", ErrInvalid, l.Name)
		}
	}
	return name, nil
}

// SetColour drafts another colour, "#rrggbb".
func (e Editor) SetColour(id LabelID, colour string) (Draft, error) {
	return e.look(id, "recolour the label %s", func(l *Label) { l.Colour = strings.TrimSpace(colour) })
}

// SetTag drafts other letters to show at the highlights.
func (e Editor) SetTag(id LabelID, tag string) (Draft, error) {
	return e.look(id, "change the tag of %s", func(l *Label) { l.Tag = strings.TrimSpace(tag) })
}

// SetGroup drafts another group: which labels this one competes with.
func (e Editor) SetGroup(id LabelID, group Group) (Draft, error) {
	return e.look(id, "change the group of %s", func(l *Label) { l.Group = Group(strings.TrimSpace(string(group))) })
}

// SetStyle drafts another way to draw the highlights.
func (e Editor) SetStyle(id LabelID, style MarkStyle) (Draft, error) {
	return e.look(id, "change the style of %s", func(l *Label) { l.Style = style })
}

// SetRegister drafts whether mentions may name an entry of the register.
func (e Editor) SetRegister(id LabelID, register bool) (Draft, error) {
	return e.look(id, "change the register of %s", func(l *Label) { l.Register = register })
}

// look drafts a change of what a label looks like, and checks it.
func (e Editor) look(id LabelID, action string, change func(*Label)) (Draft, error) {
	return e.label(id, action, func(l *Label) error { change(l); return e.checkLook(l) })
}

// longestTag is how many code points a tag may have: it stands above the text.
const longestTag = 8

func (e Editor) checkLook(l *Label) error {
	switch n := utf8.RuneCountInString(l.Tag); {
	case !colourForm.MatchString(l.Colour):
		return fmt.Errorf("%w: %q is no colour; a colour is #rrggbb", ErrInvalid, l.Colour)
	case n == 0 || n > longestTag:
		return fmt.Errorf("%w: a tag has 1 to %d letters", ErrInvalid, longestTag)
	case l.Group == "":
		return fmt.Errorf("%w: a label needs a group", ErrInvalid)
	case !slices.Contains(MarkStyles, l.Style):
		return fmt.Errorf("%w: there is no style %q", ErrInvalid, l.Style)
	}
	return nil
}

// ReservedKeys are the keys that commands of the window come with: a label in
// a codebook that travels cannot have them.
const ReservedKeys = "SCNRA0+?@="

// SetKey drafts the key that marks with the label; an empty one takes it
// away. A key that another label or a role has is refused with its holder.
func (e Editor) SetKey(id LabelID, key string) (Draft, error) {
	key = strings.TrimSpace(key)
	if utf8.RuneCountInString(key) > 1 {
		return Draft{}, fmt.Errorf("%w: a key is one character, %q is more", ErrInvalid, key)
	}
	if key != "" && strings.Contains(ReservedKeys, strings.ToUpper(key)) {
		return Draft{}, fmt.Errorf("%w: %s is the key of a command", ErrInvalid, key)
	}
	if holder, held := e.Book.KeyHolder(key, id); held {
		return Draft{}, fmt.Errorf("%w: %s is the key of %s; take it away there first", ErrInvalid, key, holder)
	}
	return e.label(id, "change the key of %s", func(l *Label) error { l.Key = key; return nil })
}

// KeyHolder names the label or role that a key belongs to, the label own
// aside. Keys of what is retired or merged are free.
func (cb *Codebook) KeyHolder(key string, own LabelID) (name string, held bool) {
	if key == "" {
		return "", false
	}
	for _, l := range cb.Offered() {
		if l.ID != own && strings.EqualFold(l.Key, key) {
			return "the label " + l.Name, true
		}
	}
	for _, r := range cb.Roles {
		if !r.Retired && strings.EqualFold(r.Key, key) {
			return "the link " + r.Name, true
		}
	}
	return "", false
}

// SetLabelGuideline drafts what is written about a label.
func (e Editor) SetLabelGuideline(id LabelID, summary string, clauses []Clause, examples []Example) (Draft, error) {
	return e.label(id, "change the guideline of %s", func(l *Label) error {
		l.Guideline, l.Clauses, l.Examples = strings.TrimSpace(summary), clauses, examples
		return nil
	})
}

// SetLabelParts drafts which attributes a label has and which links may start
// at it. Values and links that are there stay, though they are asked no more.
func (e Editor) SetLabelParts(id LabelID, attributes []AttributeID, roles []RoleID) (Draft, error) {
	for _, a := range attributes {
		if _, ok := e.Book.Attribute(a); !ok {
			return Draft{}, fmt.Errorf("%w: the codebook has no attribute %q", ErrNotFound, a)
		}
	}
	keys := map[string]string{}
	for _, id := range roles {
		r, ok := e.Book.Role(id)
		if !ok {
			return Draft{}, fmt.Errorf("%w: the codebook has no role %q", ErrNotFound, id)
		}
		key := strings.ToUpper(r.Key)
		if other, twice := keys[key]; twice && key != "" {
			return Draft{}, fmt.Errorf("%w: the links %s and %s have the same key %s", ErrInvalid, other, r.Name, r.Key)
		}
		keys[key] = r.Name
	}
	return e.label(id, "change the questions of %s", func(l *Label) error {
		l.Attributes, l.Roles = attributes, roles
		return nil
	})
}
