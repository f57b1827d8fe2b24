package foreign

import (
	"fmt"
	"slices"
	"strings"

	"bluepencil/annotate"
)

// attribute finds the question that a file's answers belong to, among those the
// label or role has and then among all, or adds one; choices that are missing
// are added.
func (p *planning) attribute(use *AttributeUse, own []annotate.AttributeID) (annotate.AttributeID, error) {
	for _, mine := range []bool{true, false} {
		for _, a := range p.editor.Book.Attributes {
			if slices.Contains(own, a.ID) != mine || a.Retired || !sameName(string(a.ID), a.Name, use.Name) || !takes(&a, use) {
				continue
			}
			return a.ID, p.choices(a, use)
		}
	}
	fresh := annotate.Attribute{Name: use.Name, Type: typeFor(use)}
	if strings.TrimSpace(use.Name) == "" {
		fresh.Name = "unnamed"
	}
	if fresh.Type == annotate.TypeEnum || fresh.Type == annotate.TypeFlags {
		for _, v := range use.Values {
			fresh.Choices = append(fresh.Choices, annotate.Choice{Name: v})
		}
	}
	d, id, err := p.editor.AddAttribute(fresh)
	if err := p.apply(d, err); err != nil {
		return "", fmt.Errorf("add the question %q to the codebook: %w", use.Name, err)
	}
	p.added("question %s (%s)", fresh.Name, fresh.Type)
	return id, nil
}

func sameName(id, name, wanted string) bool {
	return id == wanted || strings.EqualFold(name, wanted) || id == annotate.HandleOf(wanted)
}

// takes tells whether all answers can be answers of the attribute, new choices
// allowed.
func takes(a *annotate.Attribute, use *AttributeUse) bool {
	switch a.Type {
	case annotate.TypeEnum:
		return use.Numbers+use.Bools+use.Lists == 0 && choosable(use)
	case annotate.TypeFlags:
		return use.Numbers+use.Bools == 0 && choosable(apart(use))
	case annotate.TypeText:
		return use.Lists == 0
	}
	if use.Many || use.Lists > 0 {
		return false
	}
	for _, v := range use.Values {
		if _, ok := convert(a, v); !ok {
			return false
		}
	}
	return a.Type == annotate.TypeBoolean && use.Numbers == 0 || a.Type == annotate.TypeNumber && use.Bools == 0 ||
		use.Numbers+use.Bools == 0 || a.Type == annotate.TypeScale && use.Bools == 0
}

// choosable tells whether the values are few and short enough to be choices, and
// none of them an address, which would be spelt as a name.
func choosable(use *AttributeUse) bool {
	const mostChoices, longestChoice = 24, 60
	return !use.Many && len(use.Values) <= mostChoices && use.Longest <= longestChoice &&
		!slices.ContainsFunc(use.Values, func(v string) bool {
			return strings.TrimSpace(v) == "" || strings.ContainsAny(v, "\n\r\t,") || strings.Contains(v, "://")
		})
}

// apart is the use with lists that were written as one string cut into their values.
func apart(use *AttributeUse) *AttributeUse {
	cut := *use
	cut.Values = nil
	for _, v := range use.Values {
		for one := range strings.SplitSeq(v, ",") {
			cut.Values = with(cut.Values, strings.TrimSpace(one))
		}
	}
	return &cut
}

func typeFor(use *AttributeUse) annotate.AttributeType {
	switch {
	case use.Texts+use.Lists+use.Numbers == 0:
		return annotate.TypeBoolean
	case use.Texts+use.Lists+use.Bools == 0:
		return annotate.TypeNumber
	case use.Lists > 0 && use.Texts+use.Numbers+use.Bools == 0 && choosable(use):
		return annotate.TypeFlags
	case use.Lists+use.Numbers+use.Bools == 0 && choosable(use):
		return annotate.TypeEnum
	}
	return annotate.TypeText
}

// choices adds those that a file's answers need.
func (p *planning) choices(a annotate.Attribute, use *AttributeUse) error {
	if a.Type != annotate.TypeEnum && a.Type != annotate.TypeFlags {
		return nil
	}
	if a.Type == annotate.TypeFlags {
		use = apart(use)
	}
	for _, v := range use.Values {
		now, _ := p.editor.Book.Attribute(a.ID) // it was found there
		if _, ok := choiceOf(&now, v); ok || v == "" {
			continue
		}
		if err := p.apply(p.editor.AddChoice(a.ID, v)); err != nil {
			return fmt.Errorf("add the answer %q of %s to the codebook: %w", v, a.Name, err)
		}
		p.added("answer %s of %s", v, a.Name)
	}
	return nil
}

// choiceOf is the choice with the id or the name.
func choiceOf(a *annotate.Attribute, value string) (string, bool) {
	for _, c := range a.Choices {
		if string(c.ID) == value {
			return value, true
		}
	}
	for _, c := range a.Choices {
		if strings.EqualFold(c.Name, strings.Join(strings.Fields(value), " ")) {
			return string(c.ID), true
		}
	}
	return "", false
}

// role finds the role a file's links belong to, among those the label has and
// then among all, or adds one. One that is there may have to allow more.
func (p *planning) role(use *RoleUse, own []annotate.RoleID) (annotate.RoleID, error) {
	role, found := annotate.Role{}, false
	for _, mine := range []bool{true, false} {
		for _, r := range p.editor.Book.Roles {
			if !found && slices.Contains(own, r.ID) == mine && !r.Retired && sameName(string(r.ID), r.Name, use.Name) {
				role, found = r, true
			}
		}
	}
	if !found {
		d, id, err := p.editor.AddRole(annotate.Role{Name: use.Name, ToEntity: use.ToEntity})
		if err := p.apply(d, err); err != nil {
			return "", fmt.Errorf("add the role %q to the codebook: %w", use.Name, err)
		}
		p.added("role %s", use.Name)
		role, _ = p.editor.Book.Role(id)
	}
	return role.ID, p.allow(role, use)
}

// allow widens a role as far as the file's links need it.
func (p *planning) allow(role annotate.Role, use *RoleUse) error {
	wide := role
	wide.To, wide.Attributes = slices.Clone(role.To), slices.Clone(role.Attributes)
	wide.ToEntity = role.ToEntity || use.ToEntity
	if role.Max > 0 {
		wide.Max = max(role.Max, use.Most)
	}
	for _, name := range use.Targets {
		if label, ok := p.labels[name]; ok && !p.editor.Book.PointsTo(role, label) {
			wide.To = with(wide.To, label)
			p.added("%s may point to %s", role.Name, name)
		}
	}
	for _, a := range use.Attributes {
		id, err := p.attribute(a, wide.Attributes)
		if err != nil {
			return err
		}
		p.attributes[owned{"role " + string(role.ID), a.Name}] = id
		wide.Attributes = with(wide.Attributes, id)
	}
	if wide.Max == role.Max && wide.ToEntity == role.ToEntity && len(wide.To) == len(role.To) && len(wide.Attributes) == len(role.Attributes) {
		return nil
	}
	return p.apply(p.editor.ChangeRole(wide))
}
