package annotate

import (
	"slices"
	"sort"
)

// Kind says what an object is.
type Kind uint8

// The kinds of object. Their numbers are stored: never reuse one.
const (
	KindProject    Kind = 1
	KindArticle    Kind = 2
	KindCodebook   Kind = 3
	KindEntity     Kind = 4
	KindPerson     Kind = 5
	KindRound      Kind = 6
	KindBatch      Kind = 7
	KindAnnotation Kind = 8
	KindLayer      Kind = 9
	KindSubmission Kind = 10
	KindComment    Kind = 11
	KindDecision   Kind = 12
	KindEnvelope   Kind = 20
)

var kindNames = map[Kind]string{
	KindProject: "project", KindArticle: "article", KindCodebook: "codebook", KindEntity: "entity",
	KindPerson: "person", KindRound: "round", KindBatch: "batch", KindAnnotation: "annotation",
	KindLayer: "layer", KindSubmission: "submission", KindComment: "comment", KindDecision: "decision", KindEnvelope: "envelope",
}

// Kinds lists all kinds of object.
func Kinds(yield func(Kind) bool) {
	for kind := range kindNames {
		if !yield(kind) {
			return
		}
	}
}

// String is the kind's name in the words of the design.
func (k Kind) String() string {
	if name, ok := kindNames[k]; ok {
		return name
	}
	return "unknown kind"
}

// Ref names an object. Article and Owner are set for what lies in an article
// (annotations, layers, submissions) and in a person's layer; the four parts
// together are the object's key in the store.
type Ref struct {
	_       struct{} `cbor:",toarray"`
	Kind    Kind
	Article ID
	Owner   ID
	ID      ID
}

// ProjectRef names the object that holds what the project as a whole has
// chosen.
func ProjectRef() Ref { return Ref{Kind: KindProject} }

// Compare orders refs by kind, article, owner, id: the order of the store.
func (r Ref) Compare(o Ref) int {
	if r.Kind != o.Kind {
		return int(r.Kind) - int(o.Kind)
	}
	if c := r.Article.Compare(o.Article); c != 0 {
		return c
	}
	if c := r.Owner.Compare(o.Owner); c != 0 {
		return c
	}
	return r.ID.Compare(o.ID)
}

// Setting is one value that was given to a field, by whom and when.
type Setting struct {
	Value  Value
	Stamp  Stamp
	Person ID
}

// Field is a last-writer-wins register that remembers what it has not
// settled. Setting embeds the winner.
type Field struct {
	Setting
	// Losers were set by people who had not seen the winner, latest first.
	// They are this field's conflicts until somebody who has seen them sets
	// the field again.
	Losers []Setting
	// Awaited are the stamps of settings known to be replaced that have not
	// arrived yet; without them the order of arrival would matter.
	Awaited []Stamp
	// Seen is the latest setting merged of each replica none of whose later
	// ones stand. It tells what was replaced from what has not arrived.
	Seen []Stamp
}

// Object is what a project holds, field by field. The zero Object is ready
// to use and does not exist yet.
type Object struct {
	Ref     Ref
	Fields  map[string]Field
	Changes uint64 // how many changes have touched the object: its revision
}

// Value is the field's current value, nil where it is not set.
func (o *Object) Value(field string) Value { return o.Fields[field].Value }

// Names lists the object's fields, set or not, in order.
func (o *Object) Names() []string {
	names := make([]string, 0, len(o.Fields))
	for name := range o.Fields {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// Exists tells whether the object was made and neither deleted nor its making undone.
func (o *Object) Exists() bool {
	v := o.Value(FieldDeleted)
	return v != nil && !As[bool](v)
}

// Deleted tells whether the object lies in the bin.
func (o *Object) Deleted() bool { return As[bool](o.Value(FieldDeleted)) }

// Created is the stamp and person of the object's first setting that is
// still known: the earliest over its fields.
func (o *Object) Created() Setting {
	var first Setting
	for _, f := range o.Fields {
		if first.Stamp.IsZero() || f.Stamp.Compare(first.Stamp) < 0 {
			first = f.Setting
		}
	}
	return first
}

// Modified is the latest setting over the object's fields.
func (o *Object) Modified() Setting {
	var last Setting
	for _, f := range o.Fields {
		if f.Stamp.Compare(last.Stamp) > 0 {
			last = f.Setting
		}
	}
	return last
}

// Apply gives the object what a change sets on it. Edits of other objects are
// passed over. The caller sees to it that a change is applied once.
func (o *Object) Apply(c *Change) {
	touched := false
	for i := range c.Edits {
		if c.Edits[i].Ref == o.Ref {
			touched = true
			o.edit(&c.Edits[i], c)
		}
	}
	if touched {
		o.Changes++
	}
}

func (o *Object) edit(e *Edit, c *Change) {
	if o.Fields == nil {
		o.Fields = make(map[string]Field)
	}
	o.Fields[e.Field] = o.Fields[e.Field].set(Setting{e.New, c.Time, c.Person}, e.Over)
}

// ApplyTo gives every object that a change touches what it sets, in one pass:
// a change may touch thousands. The objects are asked for in the order of
// their refs; the first error ends it.
func (c *Change) ApplyTo(object func(Ref) (*Object, error)) error {
	order := make([]*Edit, len(c.Edits))
	for i := range c.Edits {
		order[i] = &c.Edits[i]
	}
	slices.SortStableFunc(order, func(a, b *Edit) int { return a.Ref.Compare(b.Ref) })
	var o *Object
	for i, e := range order {
		if i == 0 || e.Ref != order[i-1].Ref {
			var err error
			if o, err = object(e.Ref); err != nil {
				return err
			}
			o.Changes++
		}
		o.edit(e, c)
	}
	return nil
}

// set merges one more setting into the field. As long as the settings of each
// replica arrive in their order, the result depends only on the set of them
// and not on how they are interleaved: the field keeps every setting that no
// other one replaced, and the latest of them wins.
func (f Field) set(s Setting, over []Stamp) Field {
	standing, awaited, seen := f.standing(), slices.Clone(f.Awaited), slices.Clone(f.Seen)
	for _, replaced := range over {
		at := slices.IndexFunc(standing, func(x Setting) bool { return x.Stamp == replaced })
		switch {
		case at >= 0:
			standing = slices.Delete(standing, at, at+1)
			seen = append(seen, replaced)
		case !f.hasSeen(replaced) && !slices.Contains(awaited, replaced):
			awaited = append(awaited, replaced)
		}
	}
	if at := slices.Index(awaited, s.Stamp); at >= 0 {
		awaited = slices.Delete(awaited, at, at+1) // replaced before it came
		seen = append(seen, s.Stamp)
	} else {
		standing = append(standing, s)
	}
	slices.SortFunc(standing, func(a, b Setting) int { return b.Stamp.Compare(a.Stamp) })
	slices.SortFunc(awaited, Stamp.Compare)
	return fieldOf(standing, awaited, seen)
}

// hasSeen tells whether the setting with the stamp was merged already: one of
// its replica that is not earlier was.
func (f Field) hasSeen(s Stamp) bool {
	covers := func(other Stamp) bool { return other.Replica == s.Replica && other.Compare(s) >= 0 }
	return slices.ContainsFunc(f.standing(), func(x Setting) bool { return covers(x.Stamp) }) || slices.ContainsFunc(f.Seen, covers)
}

// standing lists winner and losers, latest first.
func (f Field) standing() []Setting {
	if f.Stamp.IsZero() {
		return nil
	}
	return append([]Setting{f.Setting}, f.Losers...)
}

func fieldOf(standing []Setting, awaited, seen []Stamp) Field {
	var f Field
	if len(standing) > 0 {
		f.Setting = standing[0]
	}
	if len(standing) > 1 {
		f.Losers = slices.Clone(standing[1:])
	}
	if len(awaited) > 0 {
		f.Awaited = awaited
	}
	slices.SortFunc(seen, func(a, b Stamp) int { return b.Compare(a) })
	for _, s := range seen { // the latest of each replica, where nothing standing says it
		if !f.hasSeen(s) {
			f.Seen = append(f.Seen, s)
		}
	}
	return f
}

// Over lists the stamps a new setting of the field replaces: all that are
// known here. Conflicts are settled by setting the field again.
func (f Field) Over() []Stamp {
	var over []Stamp
	for _, s := range f.standing() {
		over = append(over, s.Stamp)
	}
	return over
}

// Conflict is a value that lost against a later one whose author had not seen it.
type Conflict struct {
	Ref    Ref
	Field  string
	Winner Setting
	Loser  Setting
}

// Conflicts lists the object's losers whose value differs from the winner's,
// by field and from latest to earliest.
func (o *Object) Conflicts() []Conflict {
	var found []Conflict
	for _, name := range o.Names() {
		f := o.Fields[name]
		for _, loser := range f.Losers {
			if !loser.Value.Equal(f.Value) {
				found = append(found, Conflict{o.Ref, name, f.Setting, loser})
			}
		}
	}
	return found
}
