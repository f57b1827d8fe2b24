package brat

import (
	"fmt"
	"slices"
	"strings"

	"bluepencil/annotate"
)

// Configuration is annotation.conf for a codebook: its labels as entities, its
// roles as relations, its questions as attributes. Events are given as brat
// wants them, or empty.
func Configuration(cb *annotate.Codebook, name func(string) string, events string) []byte {
	var b strings.Builder
	b.WriteString("[entities]\n")
	var labels []annotate.LabelID
	for _, l := range cb.Labels {
		if !l.Retired {
			labels = append(labels, l.ID)
			b.WriteString(name(string(l.ID)) + "\n")
		}
	}
	b.WriteString("\n[relations]\n")
	for _, r := range cb.Roles {
		if !r.Retired {
			from := startsOf(cb, r.ID)
			to := r.To
			if len(to) == 0 {
				to = labels
			}
			fmt.Fprintf(&b, "%s\tArg1:%s, Arg2:%s\n", name(string(r.ID)), types(from, name), types(to, name))
		}
	}
	b.WriteString("\n[events]\n" + events + "\n[attributes]\n")
	for i := range cb.Attributes {
		b.WriteString(question(cb, &cb.Attributes[i], name))
	}
	return []byte(b.String())
}

// startsOf lists the labels whose marks have the role.
func startsOf(cb *annotate.Codebook, role annotate.RoleID) (list []annotate.LabelID) {
	for _, l := range cb.Labels {
		if !l.Retired && slices.Contains(l.Roles, role) {
			list = append(list, l.ID)
		}
	}
	return list
}

func types(labels []annotate.LabelID, name func(string) string) string {
	if len(labels) == 0 {
		return "<ENTITY>"
	}
	list := make([]string, len(labels))
	for i, l := range labels {
		list[i] = name(string(l))
	}
	return strings.Join(list, "|")
}

// question is the line of an attribute. brat offers choices and checkboxes;
// what is written freely it shows, but does not offer.
func question(cb *annotate.Codebook, a *annotate.Attribute, name func(string) string) string {
	var asked []annotate.LabelID
	for _, l := range cb.Labels {
		if !l.Retired && slices.Contains(l.Attributes, a.ID) {
			asked = append(asked, l.ID)
		}
	}
	if a.Retired || len(asked) == 0 {
		return ""
	}
	line := fmt.Sprintf("%s\tArg:%s", name(string(a.ID)), types(asked, name))
	var values []string
	switch a.Type {
	case annotate.TypeBoolean:
		return line + "\n"
	case annotate.TypeEnum, annotate.TypeFlags:
		for _, c := range a.Choices {
			if !c.Retired && legal(string(c.ID)) {
				values = append(values, string(c.ID))
			}
		}
	case annotate.TypeScale:
		for n := a.Min; n <= a.Max && len(values) < 100; n++ {
			values = append(values, fmt.Sprint(n))
		}
	}
	if len(values) == 0 {
		return "# " + name(string(a.ID)) + " is written freely\n"
	}
	return line + ", Value:" + strings.Join(values, "|") + "\n"
}
