package measure

import (
	"fmt"

	"bluepencil/annotate/agreement/report"
)

// says tells who has what.
func (v *View) says(f *found) string {
	a, b := v.person(f.layers[0]).Name, v.person(f.layers[1]).Name
	label := v.labelName(f.Labels[0])
	switch f.Kind {
	case report.Missed:
		if f.A.IsZero() {
			a, b, label = b, a, v.labelName(f.Labels[1])
		}
		return fmt.Sprintf("%s: %s; %s: %s", a, label, b, nothing)
	case report.Boundary:
		return fmt.Sprintf("%s: other borders of %s and %s", label, a, b)
	case report.OtherLabel:
		return fmt.Sprintf("%s: %s; %s: %s", a, label, b, v.labelName(f.Labels[1]))
	case report.AnAttribute:
		return fmt.Sprintf("%s: %s differs between %s and %s", label, v.attributeName(f.About), a, b)
	case report.ALink:
		return fmt.Sprintf("%s: the link “%s” differs between %s and %s", label, v.roleName(f.About), a, b)
	}
	return fmt.Sprintf("%s: %s and %s chose different entries of the register", label, a, b)
}

func (v *View) attributeName(id string) string {
	for i := range v.report.Attributes {
		if v.report.Attributes[i].Attribute == id {
			return v.report.Attributes[i].Name
		}
	}
	return id
}

func (v *View) roleName(id string) string {
	for i := range v.report.Links {
		if v.report.Links[i].Role == id {
			return v.report.Links[i].Name
		}
	}
	return id
}
