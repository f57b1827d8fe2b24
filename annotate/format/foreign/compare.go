package foreign

import (
	"cmp"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
)

// ErrDifferent: what was written does not read back as what it was made of.
var ErrDifferent = errors.New("reads back differently")

// Difference holds what was read against what was to be written, in bytes both,
// as far as the format carries it: ids only where it keeps them. It is nil where
// they are the same, and ErrDifferent, with the first place, where not.
func Difference(want, got *Document, c *Carries) error {
	if want.Text != got.Text && !(c.NoText && got.Text == "") {
		return fmt.Errorf("%w: the text", ErrDifferent)
	}
	if len(want.Layers) != len(got.Layers) {
		return fmt.Errorf("%w: %d layers, not %d", ErrDifferent, len(got.Layers), len(want.Layers))
	}
	a, b := ordered(want.Layers), ordered(got.Layers)
	for i := range a {
		if err := layerDifference(&a[i], &b[i], c); err != nil {
			return err
		}
	}
	if c.Head && !reflect.DeepEqual(plainHead(want.Head), plainHead(got.Head)) {
		return fmt.Errorf("%w: what is said of the article: %+v, not %+v", ErrDifferent, got.Head, want.Head)
	}
	return nil
}

func plainHead(h Head) Head {
	if len(h.Meta) == 0 {
		h.Meta = nil
	}
	if len(h.Zones) == 0 {
		h.Zones = nil
	}
	return h
}

func ordered(layers []Layer) []Layer {
	layers = slices.Clone(layers)
	slices.SortStableFunc(layers, func(a, b Layer) int { return cmp.Compare(a.Person, b.Person) })
	return layers
}

func layerDifference(want, got *Layer, c *Carries) error {
	if (c.Persons || c.Layers) && want.Person != got.Person {
		return fmt.Errorf("%w: the layer of %q, not of %q", ErrDifferent, got.Person, want.Person)
	}
	if c.Status && (finished(want.Status) != finished(got.Status) || want.Reason != got.Reason || !want.Submitted.Equal(got.Submitted)) {
		return fmt.Errorf("%w: where the layer of %q stands: %s, not %s", ErrDifferent, want.Person, got.Status, want.Status)
	}
	if len(want.Marks) != len(got.Marks) {
		return fmt.Errorf("%w: %d marks, not %d", ErrDifferent, len(got.Marks), len(want.Marks))
	}
	a, b := canonical(want.Marks, c), canonical(got.Marks, c)
	for i := range a {
		if !reflect.DeepEqual(a[i], b[i]) {
			return fmt.Errorf("%w: %s: %s, not %s", ErrDifferent, describe(&a[i].Mark), text.Shorten(fmt.Sprintf("%+v", b[i]), 600), text.Shorten(fmt.Sprintf("%+v", a[i]), 600))
		}
	}
	return nil
}

func finished(s annotate.Status) annotate.Status { return cmp.Or(s, annotate.StatusSubmitted) }

// canon is a mark in which nothing depends on ids that a format does not keep.
type canon struct {
	Mark
	Targets []string // of the links, as the extents of what they point to
}

func canonical(marks []Mark, c *Carries) []canon {
	extents := map[string]string{}
	for i := range marks {
		extents[marks[i].ID] = fmt.Sprintf("%s %v", marks[i].Label, spansOf(&marks[i]))
	}
	list := make([]canon, len(marks))
	for i, m := range marks {
		one := canon{Mark: m}
		one.Spans = slices.Clone(m.Spans)
		one.Links = slices.Clone(m.Links)
		one.Created, one.Modified = milliseconds(m.Created), milliseconds(m.Modified)
		one.Attributes = sortedAttributes(m.Attributes)
		if len(m.Origin.From) == 0 {
			one.Origin.From = nil
		}
		for n := range one.Links {
			l := &one.Links[n]
			l.Attributes = sortedAttributes(l.Attributes)
			target := l.To
			if !l.ToEntity && !c.MarkIDs {
				target, l.To = extents[l.To], ""
			}
			one.Targets = append(one.Targets, target)
			if !c.LinkIDs {
				l.ID = ""
			}
		}
		slices.SortStableFunc(one.Links, func(a, b Link) int {
			return cmp.Or(cmp.Compare(a.Role, b.Role), cmp.Compare(a.To, b.To), cmp.Compare(a.ID, b.ID))
		})
		slices.Sort(one.Targets)
		if len(one.Links) == 0 {
			one.Links = nil
		}
		if !c.MarkIDs {
			one.ID = ""
		}
		one.Group = ""
		list[i] = one
	}
	slices.SortStableFunc(list, func(a, b canon) int {
		if order := byExtent(a.Mark, b.Mark); order != 0 {
			return order // keys are long, and few marks need theirs
		}
		return cmp.Compare(a.key(), b.key())
	})
	return list
}

// key tells marks with the same extent, label and id apart.
func (c *canon) key() string {
	score := 0.0
	if c.Origin.Score != nil {
		score = *c.Origin.Score
	}
	return fmt.Sprint(spansOf(&c.Mark), c.Attributes, c.Targets, c.Links, c.Entity, c.Note, c.Question, score, c.Origin.By, c.Origin.Source, c.Created.UnixMilli())
}

func spansOf(m *Mark) (list [][2]int) {
	for _, s := range m.Spans {
		list = append(list, [2]int{s.Start, s.End})
	}
	return list
}

func milliseconds(t time.Time) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	return time.UnixMilli(t.UnixMilli()).UTC()
}

func sortedAttributes(list []Attribute) []Attribute {
	if len(list) == 0 {
		return nil
	}
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b Attribute) int { return cmp.Compare(a.Name, b.Name) })
	return list
}
