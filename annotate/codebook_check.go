package annotate

import (
	"fmt"
	"math"
	"slices"
	"time"
	"unicode/utf8"
)

// Surroundings is what checking an annotation needs to know beyond itself.
type Surroundings struct {
	Text string // the article's
	// Target finds the label of an annotation of the same layer and article.
	Target func(id ID) (LabelID, bool)
	// Entity tells whether the register has the entry.
	Entity func(id ID) bool
	// Edited tells which fields are new; nil means all are. What is there
	// already stays as it is, though a codebook that was changed since might
	// not allow it any more.
	Edited func(field string) bool
}

func (s *Surroundings) edited(field string) bool { return s.Edited == nil || s.Edited(field) }

// Check holds an annotation against the codebook and its article: what a
// command may not do fails with ErrInvalid or ErrSpan. What is only missing
// so far is no error; see Missing.
func (cb *Codebook) Check(a *Annotation, around Surroundings) error {
	if err := CheckSpans(a.Spans, around.Text); err != nil {
		return err
	}
	label, ok := cb.Label(cb.Resolve(a.Label))
	if !ok && around.edited(FieldLabel) {
		return fmt.Errorf("%w: the codebook has no label %q", ErrInvalid, a.Label)
	}
	allowed := cb.AttributeIDs(label.ID)
	for id, value := range a.Attributes {
		if !around.edited(FieldAttr + string(id)) {
			continue
		}
		attribute, ok := cb.Attribute(id)
		if !ok || !slices.Contains(allowed, id) {
			return fmt.Errorf("%w: %s has no attribute %q", ErrInvalid, label.Name, id)
		}
		if err := attribute.CheckValue(value); err != nil {
			return err
		}
	}
	if !a.Entity.IsZero() && !around.Entity(a.Entity) {
		return fmt.Errorf("%w: the register has no entry %s", ErrInvalid, a.Entity)
	}
	return cb.checkLinks(a, label, around)
}

// CheckSpans fails with ErrSpan unless the spans are non-empty, sorted,
// disjoint, on code-point boundaries, and cover what they say they cover.
func CheckSpans(spans []Span, text string) error {
	if len(spans) == 0 {
		return fmt.Errorf("%w: an annotation needs at least one span", ErrSpan)
	}
	last := -1
	for _, s := range spans {
		if !s.Matches(text) {
			return fmt.Errorf("%w: bytes %d to %d are not %q", ErrSpan, s.Start, s.End, shorten(s.Text, 40))
		}
		if s.Start <= last {
			return fmt.Errorf("%w: bytes %d to %d overlap or touch the span before", ErrSpan, s.Start, s.End)
		}
		if !utf8.RuneStart(text[s.Start]) || s.End < len(text) && !utf8.RuneStart(text[s.End]) {
			return fmt.Errorf("%w: bytes %d to %d cut a character in two", ErrSpan, s.Start, s.End)
		}
		last = s.End
	}
	return nil
}

func shorten(s string, runes int) string {
	if utf8.RuneCountInString(s) <= runes {
		return s
	}
	return string([]rune(s)[:runes]) + "…"
}

func (cb *Codebook) checkLinks(a *Annotation, label Label, around Surroundings) error {
	count, allowed := map[RoleID]int{}, cb.RoleIDs(label.ID)
	for _, link := range a.Links {
		count[link.Role]++
	}
	for _, link := range a.Links {
		if !around.edited(FieldLink + link.ID.String()) {
			continue
		}
		role, ok := cb.Role(link.Role)
		if !ok || !slices.Contains(allowed, link.Role) {
			return fmt.Errorf("%w: %s has no role %q", ErrInvalid, label.Name, link.Role)
		}
		if role.Max > 0 && count[link.Role] > role.Max {
			return fmt.Errorf("%w: %s takes at most %d %s; remove the one there is first", ErrInvalid, label.Name, role.Max, role.Name)
		}
		if err := cb.checkTarget(a, role, link, around); err != nil {
			return err
		}
		for id, value := range link.Attributes {
			attribute, ok := cb.Attribute(id)
			if !ok || !slices.Contains(role.Attributes, id) {
				return fmt.Errorf("%w: the role %s has no attribute %q", ErrInvalid, role.Name, id)
			}
			if err := attribute.CheckValue(value); err != nil {
				return err
			}
		}
	}
	return nil
}

func (cb *Codebook) checkTarget(a *Annotation, role Role, link Link, around Surroundings) error {
	if link.ToEntity {
		if !role.ToEntity {
			return fmt.Errorf("%w: %s must point to a marking, not to the register", ErrInvalid, role.Name)
		}
		if !around.Entity(link.To) {
			return fmt.Errorf("%w: the register has no entry %s", ErrInvalid, link.To)
		}
		return nil
	}
	if link.To == a.ID {
		return fmt.Errorf("%w: %s cannot point to the marking itself", ErrInvalid, role.Name)
	}
	target, ok := around.Target(link.To)
	if !ok {
		// The target may lie in the bin: the link waits there for it.
		return nil
	}
	if !cb.PointsTo(role, target) {
		return fmt.Errorf("%w: %s cannot point to a %s", ErrInvalid, role.Name, target)
	}
	return nil
}

// CheckValue fails with ErrInvalid where the value is none of the attribute's.
func (at *Attribute) CheckValue(value AttributeValue) error {
	ok := false
	switch at.Type {
	case TypeEnum:
		s, is := value.(string)
		ok = is && at.has(s)
	case TypeFlags:
		list, is := value.([]string)
		ok = is && !slices.ContainsFunc(list, func(s string) bool { return !at.has(s) })
	case TypeText:
		s, is := value.(string)
		ok = is && utf8.ValidString(s)
	case TypeDate:
		s, is := value.(string)
		ok = is && isDate(s)
	case TypeBoolean:
		_, ok = value.(bool)
	case TypeScale:
		n, is := value.(float64)
		ok = is && n == math.Trunc(n) && n >= at.Min && n <= at.Max
	case TypeNumber:
		n, is := value.(float64)
		ok = is && !math.IsNaN(n) && !math.IsInf(n, 0)
	}
	if !ok {
		return fmt.Errorf("%w: %v is not a value of %s (%s)", ErrInvalid, value, at.Name, at.Type)
	}
	return nil
}

func (at *Attribute) has(id string) bool {
	return slices.ContainsFunc(at.Choices, func(c Choice) bool { return string(c.ID) == id })
}

func isDate(s string) bool {
	for _, layout := range []string{"2006", "2006-01", time.DateOnly} {
		if _, err := time.Parse(layout, s); err == nil {
			return true
		}
	}
	return false
}

// Gap is something an annotation still lacks.
type Gap struct {
	Annotation ID
	Attribute  AttributeID // or
	Role       RoleID
	Name       string // as a person reads it
}

// Missing lists the required attributes that apply and are not filled in, and
// the expected links that are not there.
func (cb *Codebook) Missing(a *Annotation) []Gap {
	var gaps []Gap
	for _, attribute := range cb.AttributesOf(a) {
		if _, set := a.Attributes[attribute.ID]; attribute.Required && !attribute.Retired && !set {
			gaps = append(gaps, Gap{Annotation: a.ID, Attribute: attribute.ID, Name: attribute.Name})
		}
	}
	for _, id := range cb.RoleIDs(a.Label) {
		role, ok := cb.Role(id)
		linked := slices.ContainsFunc(a.Links, func(l Link) bool { return l.Role == id })
		if ok && role.Expected && !role.Retired && !linked {
			gaps = append(gaps, Gap{Annotation: a.ID, Role: id, Name: role.Name})
		}
	}
	return gaps
}
