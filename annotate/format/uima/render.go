package uima

import (
	"cmp"
	"math"
	"reflect"
	"slices"
	"strconv"
	"time"

	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/text"
)

// mark writes a mark that is new or was changed.
func (w *updating) mark(s *Structure, m, was *foreign.Mark) {
	facts := &Structure{Type: factsType, Changed: true}
	facts.Set(Feature{Name: "mark", Kind: Refs, Refs: []int64{s.ID}})
	if m.ID != strconv.FormatInt(s.ID, 10) && m.ID != "" {
		facts.word("markId", m.ID)
	}
	kept := w.forget(m, was)
	w.lay(s, text.Range{Start: m.Spans[0].Start, End: m.Spans[0].End})
	w.label(s, facts, m.Label)
	w.fragments(facts, m)
	w.attributes(s, facts, m)
	w.links(s, facts, m, kept)
	w.rest(facts, m)
	if len(facts.Features) > 1 {
		w.index(w.Add(facts))
	}
}

// word sets a string unless it is empty.
func (s *Structure) word(name, value string) {
	if value != "" {
		s.Set(Feature{Name: name, Text: value})
	}
}

// forget takes out what belonged to the mark as it was, but for the links that
// the file has in its own way and that are as they were.
func (w *updating) forget(m, was *foreign.Mark) (kept []foreign.Link) {
	if was == nil {
		return nil
	}
	old := w.before.marks[m.ID]
	for _, l := range old.native {
		if slices.ContainsFunc(m.Links, func(k foreign.Link) bool { return sameLink(k, l) }) {
			kept = append(kept, l)
		}
	}
	if old.at.Type == markType {
		kept = nil
	}
	stays := w.staying(old, kept)
	for _, s := range old.owned {
		s.Gone = !stays[s.ID]
	}
	return kept
}

func sameLink(a, b foreign.Link) bool {
	if len(a.Attributes) == 0 && len(b.Attributes) == 0 {
		a.Attributes, b.Attributes = nil, nil
	}
	return reflect.DeepEqual(a, b)
}

// staying are the structures that kept links and string lists are made of.
func (w *updating) staying(old *found, kept []foreign.Link) map[int64]bool {
	stays := map[int64]bool{}
	for _, s := range old.owned {
		for _, l := range kept {
			if strconv.FormatInt(s.ID, 10) == l.ID {
				stays[s.ID] = true
			}
		}
		if s.Array && s.Type != StringArray {
			stays[s.ID] = slices.ContainsFunc(old.at.Features, func(f Feature) bool { return slices.Contains(f.Refs, s.ID) }) && len(kept) > 0
		}
	}
	w.unlink(old, kept)
	return stays
}

// unlink takes references to other marks that are no longer links out of a
// mark's features.
func (w *updating) unlink(old *found, kept []foreign.Link) {
	for i := range old.at.Features {
		f := &old.at.Features[i]
		if f.Kind != Refs || reserved[f.Name] {
			continue
		}
		before := len(f.Refs)
		f.Refs = slices.DeleteFunc(slices.Clone(f.Refs), func(id int64) bool {
			to := w.before.byStruct[id]
			return to != nil && !slices.ContainsFunc(kept, func(l foreign.Link) bool { return l.Role == f.Name && l.To == to.id && l.ID == "" })
		})
		if len(f.Refs) != before {
			f.Raw = nil
		}
	}
	old.at.Features = slices.DeleteFunc(old.at.Features, func(f Feature) bool { return f.Kind == Refs && len(f.Refs) == 0 })
}

// label writes the label where the type has room for it.
func (w *updating) label(s, facts *Structure, label string) {
	if w.before.label(s, "value") == label {
		return
	}
	if s.Type == markType || w.RangeOf(s.Type, "value") == String || s.Feature("value") != nil && s.Feature("value").Kind == Text {
		s.Set(Feature{Name: "value", Text: label})
		if label != "" {
			return
		}
	}
	facts.word("label", label)
}

// fragments are the stretches after the first: structures of their own that
// the facts hold together.
func (w *updating) fragments(facts *Structure, m *foreign.Mark) {
	var ids []int64
	for _, span := range m.Spans[1:] {
		s := w.annotation(markType, text.Range{Start: span.Start, End: span.End})
		s.Set(Feature{Name: "value", Text: m.Label})
		ids = append(ids, s.ID)
	}
	if len(ids) > 0 {
		facts.Set(Feature{Name: "fragments", Kind: Refs, Refs: ids, Raw: nil})
	}
}

// attributes are features of the mark where its type has them, and structures
// of our own where not.
func (w *updating) attributes(s, facts *Structure, m *foreign.Mark) {
	written := map[string]bool{}
	var rest []foreign.Attribute
	for _, a := range m.Attributes {
		if reserved[a.Name] || a.Name == "value" || a.Name == "links" || written[a.Name] || !w.feature(s, a) {
			rest = append(rest, a)
			continue
		}
		written[a.Name] = true
	}
	for _, f := range slices.Clone(s.Features) {
		if reserved[f.Name] || f.Name == "value" || written[f.Name] || f.Kind == Other || f.Kind == Refs && !w.before.isStrings(&f) {
			continue
		}
		s.drop(f.Name)
	}
	w.hold(facts, "attributes", rest)
}

// feature sets an attribute as a feature, if the type has one for it.
func (w *updating) feature(s *Structure, a foreign.Attribute) bool {
	if old := s.Feature(a.Name); old != nil {
		if value, ok := w.before.value(old); ok && reflect.DeepEqual(value, a.Value) {
			for _, array := range w.arrays(old) {
				array.Gone = false
			}
			return true
		}
	}
	kind := w.RangeOf(s.Type, a.Name)
	switch v := a.Value.(type) {
	case string:
		if kind == String {
			s.Set(Feature{Name: a.Name, Text: v})
			return true
		}
	case bool:
		if kind == boolean {
			s.Set(Feature{Name: a.Name, Kind: Bool, Text: strconv.FormatBool(v)})
			return true
		}
	case float64:
		if kind == double {
			s.Set(Feature{Name: a.Name, Kind: Number, Text: spell(v)})
			return true
		}
	case []string:
		if kind == StringArray && len(v) > 0 {
			s.Set(Feature{Name: a.Name, Kind: Texts, Texts: v})
			return true
		}
	}
	return false
}

// spell is a number as short as it stays the same.
func spell(n float64) string {
	switch {
	case math.IsInf(n, 1):
		return "Infinity"
	case math.IsInf(n, -1):
		return "-Infinity"
	}
	return strconv.FormatFloat(n, 'g', -1, 64)
}

// hold writes attributes as structures.
func (w *updating) hold(s *Structure, name string, list []foreign.Attribute) {
	var ids []int64
	for _, a := range list {
		one := &Structure{Type: attributeType, Changed: true, Features: []Feature{{Name: "name", Text: a.Name}}}
		switch v := a.Value.(type) {
		case string:
			one.Set(Feature{Name: "text", Text: v})
		case float64:
			one.Set(Feature{Name: "number", Kind: Number, Text: spell(v)})
		case bool:
			one.Set(Feature{Name: "flag", Kind: Bool, Text: strconv.FormatBool(v)})
		case []string:
			if len(v) > 0 {
				one.Set(Feature{Name: "values", Kind: Texts, Texts: v})
			}
		default:
			w.err = cmp.Or(w.err, error(ErrWrite))
		}
		ids = append(ids, w.Add(one).ID)
	}
	if len(ids) > 0 {
		s.Set(Feature{Name: name, Kind: Refs, Refs: ids})
	}
}

// links are slots of our own layer; those that lead to entries, or come from
// marks of other layers, are kept with the facts.
func (w *updating) links(s, facts *Structure, m *foreign.Mark, kept []foreign.Link) {
	var slots, others []int64
	for _, l := range m.Links {
		if at := slices.IndexFunc(kept, func(k foreign.Link) bool { return sameLink(k, l) }); at >= 0 {
			kept = slices.Delete(slices.Clone(kept), at, at+1)
			continue
		}
		one := &Structure{Type: linkType, Changed: true}
		target := w.marks[l.To]
		switch {
		case l.ToEntity:
			one.word("entity", l.To)
		case target == nil:
			w.err = cmp.Or(w.err, error(ErrWrite))
			return
		case s.Type == markType && l.Role != "":
			one.Type = slotType
			one.Set(Feature{Name: "target", Kind: Refs, Refs: []int64{target.ID}})
		default:
			one.Set(Feature{Name: "to", Kind: Refs, Refs: []int64{target.ID}})
		}
		one.word("role", l.Role)
		one.word("linkId", l.ID)
		w.hold(one, "attributes", l.Attributes)
		if w.Add(one); one.Type == slotType {
			slots = append(slots, one.ID)
		} else {
			others = append(others, one.ID)
		}
	}
	if s.Type == markType && s.Feature("links") != nil {
		s.drop("links")
	}
	if len(slots) > 0 {
		s.Set(Feature{Name: "links", Kind: Refs, Refs: slots})
	}
	if len(others) > 0 {
		facts.Set(Feature{Name: "links", Kind: Refs, Refs: others})
	}
}

// rest is what else there is to say of a mark.
func (w *updating) rest(facts *Structure, m *foreign.Mark) {
	facts.word("note", m.Note)
	facts.flag("question", m.Question)
	facts.word("entity", m.Entity)
	facts.moment("created", m.Created)
	facts.moment("modified", m.Modified)
	facts.word("originBy", string(m.Origin.By))
	facts.word("originSource", m.Origin.Source)
	if m.Origin.Score != nil {
		facts.Set(Feature{Name: "originScore", Kind: Number, Text: spell(*m.Origin.Score)})
	}
	if len(m.Origin.From) > 0 {
		facts.Set(Feature{Name: "originFrom", Kind: Texts, Texts: m.Origin.From})
	}
	facts.flag("edited", m.Origin.Edited)
}

func (s *Structure) flag(name string, is bool) {
	if is {
		s.Set(Feature{Name: name, Kind: Bool, Text: "true"})
	}
}

func (s *Structure) moment(name string, t time.Time) {
	if !t.IsZero() {
		s.Set(Feature{Name: name, Kind: Number, Text: strconv.FormatInt(t.UnixMilli(), 10)})
	}
}
