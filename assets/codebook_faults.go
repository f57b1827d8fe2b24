package assets

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"bluepencil/annotate"
)

// faults lists what is wrong with a codebook, each with its line.
func (p places) faults(cb *annotate.Codebook) []error {
	var list []error
	for _, fault := range cb.Faults() {
		list = append(list, fmt.Errorf("line %d: %w", p.lineOfFault(cb, fault), fault))
	}
	report := func(path, format string, args ...any) {
		list = append(list, fmt.Errorf("line %d: %w: %s", p.line(path), annotate.ErrInvalid, fmt.Sprintf(format, args...)))
	}
	if strings.TrimSpace(cb.Name) == "" {
		report("", "the codebook has no name")
	}
	for n, l := range cb.Labels {
		path := fmt.Sprintf("labels/%d", n)
		for _, fault := range labelFaults(cb, l) {
			report(path, "the label %q %s", l.ID, fault)
		}
	}
	return append(list, p.roleFaults(cb)...)
}

// labelFaults says what is wrong with a label beyond what it names.
func labelFaults(cb *annotate.Codebook, l annotate.Label) []string {
	var list []string
	styles := []annotate.MarkStyle{annotate.StyleTint, annotate.StyleUnderline, annotate.StyleBar}
	switch {
	case strings.TrimSpace(l.Name) == "":
		list = append(list, "has no name")
	case l.Group == "":
		list = append(list, "has no group")
	case !slices.Contains(styles, l.Style):
		list = append(list, fmt.Sprintf("has the style %q; there are tint, underline, bar", l.Style))
	}
	if l.Key != "" && (utf8.RuneCountInString(l.Key) != 1 || strings.Contains(annotate.ReservedKeys, strings.ToUpper(l.Key))) {
		list = append(list, fmt.Sprintf("has the key %q; a key is one character, and none of %s", l.Key, strings.Join(strings.Split(annotate.ReservedKeys, ""), " ")))
	}
	keys := map[string]annotate.RoleID{}
	for _, id := range l.Roles {
		role, ok := cb.Role(id)
		if !ok || role.Key == "" {
			continue
		}
		if other, twice := keys[strings.ToUpper(role.Key)]; twice {
			list = append(list, fmt.Sprintf("has the roles %q and %q with the same key %q", other, id, role.Key))
		}
		keys[strings.ToUpper(role.Key)] = id
	}
	return list
}

// roleFaults finds roles whose key marks with a label.
func (p places) roleFaults(cb *annotate.Codebook) []error {
	var list []error
	for n, r := range cb.Roles {
		labels := cb.Offered()
		at := slices.IndexFunc(labels, func(l annotate.Label) bool { return l.Key != "" && strings.EqualFold(l.Key, r.Key) })
		if at >= 0 && !r.Retired {
			list = append(list, fmt.Errorf("line %d: %w: the role %q has the key %q, which marks with the label %q",
				p.line(fmt.Sprintf("roles/%d", n)), annotate.ErrInvalid, r.ID, r.Key, labels[at].ID))
		}
	}
	return list
}

func (p places) line(path string) int { return max(p[path], 1) }

var named = regexp.MustCompile(`(label|attribute|role|document field|scale|clause) "([^"]*)"`)

var withoutID = regexp.MustCompile(`an? (label|attribute|role|document field|clause) has no id`)

// lineOfFault finds the part of the codebook that a fault names first: of
// several with that id the last, which is the one that is too many.
func (p places) lineOfFault(cb *annotate.Codebook, fault error) int {
	match := named.FindStringSubmatch(fault.Error())
	if nameless := withoutID.FindStringSubmatch(fault.Error()); nameless != nil {
		match = []string{"", nameless[1], ""}
	}
	if match == nil {
		return p.line("")
	}
	last := func(list string, n int, is func(int) bool) int {
		for n--; n >= 0; n-- {
			if is(n) {
				return p.line(fmt.Sprintf("%s/%d", list, n))
			}
		}
		return p.line(list)
	}
	id := match[2]
	switch match[1] {
	case "label":
		return last("labels", len(cb.Labels), func(n int) bool {
			return string(cb.Labels[n].ID) == id || strings.Contains(fault.Error(), "key of a label") && cb.Labels[n].Key == id
		})
	case "attribute", "scale":
		return last("attributes", len(cb.Attributes), func(n int) bool { return string(cb.Attributes[n].ID) == id })
	case "clause":
		return p.lineOfClause(cb, id)
	case "role":
		return last("roles", len(cb.Roles), func(n int) bool { return string(cb.Roles[n].ID) == id })
	}
	return last("document", len(cb.Document), func(n int) bool { return cb.Document[n].ID == id })
}

// lineOfClause is where the last clause with an id stands.
func (p places) lineOfClause(cb *annotate.Codebook, id string) int {
	line := p.line("clauses")
	look := func(path string, list []annotate.Clause) {
		for n, c := range list {
			if c.ID == id {
				line = p.line(fmt.Sprintf("%s/%d", path, n))
			}
		}
	}
	look("clauses", cb.Clauses)
	for n, l := range cb.Labels {
		look(fmt.Sprintf("labels/%d/clauses", n), l.Clauses)
	}
	return line
}
