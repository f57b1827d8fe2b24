package desk

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
)

// Join makes one annotation of the current one and the next one of its label,
// or the one before for a negative step. The first of the two in the text
// stays, with its id and what it says; what it does not say is taken from the
// second, which goes into the bin. Links to the second one point to the first
// from then on. It is one step of undo.
func (d *Desk) Join(step int) {
	d.change(func(a annotate.Annotation) (annotate.Draft, bool) {
		other, ok := d.neighbour(&a, step)
		if !ok {
			where := "further on"
			if step < 0 {
				where = "before"
			}
			d.Say(Info, fmt.Sprintf("There is no %s %s to join with.", d.name(a.Label), where))
			return annotate.Draft{}, false
		}
		j := joining{desk: d, first: a, second: other}
		if step < 0 {
			j.first, j.second = other, a
		}
		draft, err := j.draft()
		if err != nil {
			d.Say(Failure, err.Error())
			return annotate.Draft{}, false
		}
		d.current, d.linking = j.first.ID, nil
		d.Say(Info, j.said())
		return draft, true
	})
}

// neighbour is the next annotation of the same label in the order of the text,
// or the one before.
func (d *Desk) neighbour(a *annotate.Annotation, step int) (annotate.Annotation, bool) {
	marks := d.open.Marks
	for at := slices.IndexFunc(marks, func(m annotate.Annotation) bool { return m.ID == a.ID }) + step; at >= 0 && at < len(marks); at += step {
		if marks[at].Label == a.Label {
			return marks[at], true
		}
	}
	return annotate.Annotation{}, false
}

// joining is two annotations that become one, and what of the second is lost.
type joining struct {
	desk          *Desk
	first, second annotate.Annotation
	spans         []annotate.Span
	lost          []string
}

func (j *joining) draft() (draft annotate.Draft, err error) {
	if j.spans, err = united(j.desk.open.Text, j.first.Spans, j.second.Spans); err != nil {
		return draft, err
	}
	draft = annotate.SetSpans(j.first.Ref(), "join "+j.desk.name(j.first.Label), j.spans)
	j.attributes(&draft)
	j.links(&draft)
	j.redirect(&draft)
	draft.Set(j.second.Ref(), annotate.FieldDeleted, true)
	return draft, nil
}

// united is the spans of both; those with only blanks between them become one.
func united(content string, a, b []annotate.Span) ([]annotate.Span, error) {
	all, err := annotate.NormaliseSpans(content, append(slices.Clone(a), b...))
	if err != nil {
		return nil, err
	}
	out := all[:1]
	for _, s := range all[1:] {
		last := &out[len(out)-1]
		if strings.TrimFunc(content[last.End:s.Start], unicode.IsSpace) != "" {
			out = append(out, s)
			continue
		}
		if *last, err = annotate.SpanOf(content, last.Start, s.End); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// attributes takes from the second one what the first does not say.
func (j *joining) attributes(draft *annotate.Draft) {
	ref := j.first.Ref()
	for _, id := range sortedKeys(j.second.Attributes) {
		value := j.second.Attributes[id]
		if has, ok := j.first.Attributes[id]; !ok {
			draft.Set(ref, annotate.FieldAttr+string(id), value)
		} else if !reflect.DeepEqual(has, value) {
			j.lose(fmt.Sprintf("%s %v", j.attributeName(id), value))
		}
	}
	switch {
	case j.second.Entity.IsZero() || j.second.Entity == j.first.Entity:
	case j.first.Entity.IsZero():
		draft.Set(ref, annotate.FieldEntity, j.second.Entity)
	default:
		j.lose("entry of the register")
	}
	switch {
	case j.second.Note == "" || j.second.Note == j.first.Note:
	case j.first.Note == "":
		draft.Set(ref, annotate.FieldNote, j.second.Note)
	default:
		draft.Set(ref, annotate.FieldNote, j.first.Note+"\n"+j.second.Note)
	}
	if j.second.Question && !j.first.Question {
		draft.Set(ref, annotate.FieldQuestion, true)
	}
}

func (j *joining) attributeName(id annotate.AttributeID) string {
	if attribute, ok := j.desk.codebook.Attribute(id); ok {
		return attribute.Name
	}
	return string(id)
}

func sortedKeys(values map[annotate.AttributeID]annotate.AttributeValue) []annotate.AttributeID {
	keys := make([]annotate.AttributeID, 0, len(values))
	for id := range values {
		keys = append(keys, id)
	}
	slices.Sort(keys)
	return keys
}

func (j *joining) lose(what string) { j.lost = append(j.lost, what) }

// links gives the first one the links of the second, as far as their roles
// take so many. Links between the two go.
func (j *joining) links(draft *annotate.Draft) {
	count := map[annotate.RoleID]int{}
	for _, l := range j.first.Links {
		if l.To == j.second.ID {
			draft.Unset(j.first.Ref(), annotate.FieldLink+l.ID.String())
			continue
		}
		count[l.Role]++
	}
	for _, l := range j.second.Links {
		role, _ := j.desk.codebook.Role(l.Role)
		switch {
		case l.To == j.first.ID || hasLink(j.first.Links, l.Role, l.To):
		case role.Max > 0 && count[l.Role] >= role.Max:
			j.lose(role.Name)
		default:
			count[l.Role]++
			if role.Max > 0 {
				j.dropWaiting(draft, l.Role)
			}
			l.ID = annotate.NewID() // the second one keeps its own in the bin
			draft.Set(j.first.Ref(), annotate.FieldLink+l.ID.String(), l)
		}
	}
}

// dropWaiting makes room for a link of a role that takes only so many.
func (j *joining) dropWaiting(draft *annotate.Draft, role annotate.RoleID) {
	for _, l := range j.first.Waiting {
		if l.Role == role {
			draft.Unset(j.first.Ref(), annotate.FieldLink+l.ID.String())
		}
	}
}

func hasLink(links []annotate.Link, role annotate.RoleID, to annotate.ID) bool {
	return slices.ContainsFunc(links, func(l annotate.Link) bool { return l.Role == role && l.To == to })
}

// redirect points the links of others from the second one to the first.
func (j *joining) redirect(draft *annotate.Draft) {
	for i := range j.desk.open.Marks {
		other := &j.desk.open.Marks[i]
		if other.ID == j.first.ID || other.ID == j.second.ID {
			continue
		}
		for _, l := range other.Links {
			if l.To != j.second.ID {
				continue
			}
			field := annotate.FieldLink + l.ID.String()
			if hasLink(other.Links, l.Role, j.first.ID) {
				draft.Unset(other.Ref(), field)
				continue
			}
			l.To = j.first.ID
			draft.Set(other.Ref(), field, l)
		}
	}
}

// said tells what became of the two, and what of the second one is lost.
func (j *joining) said() string {
	whole := j.first
	whole.Spans = j.spans
	words := fmt.Sprintf("Joined: “%s”", text.Shorten(whole.Text(), wordsInMessages))
	if n := len(j.spans); n > 1 {
		words += fmt.Sprintf(", in %d pieces", n)
	}
	if len(j.lost) > 0 {
		return words + ". The first one’s stands, not the second’s: " + strings.Join(j.lost, ", ") + "."
	}
	return words + "."
}
