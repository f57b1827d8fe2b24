package who

import (
	"fmt"
	"slices"
	"strings"

	"bluepencil/annotate"
)

// RoleNow is what somebody is now, as far as the register knows: the latest role
// that has not ended, or else the latest one with its years.
func RoleNow(e *annotate.Entity) string {
	for _, r := range e.Roles {
		if r.To == "" {
			return r.Title
		}
	}
	if len(e.Roles) > 0 {
		return WriteRole(e.Roles[0])
	}
	return ""
}

// WriteRole writes a role as a person reads and types it: "Mayor, 2021 to
// 2024-05", "Mayor, 2021 to" for somebody who still is.
func WriteRole(r annotate.EntityRole) string {
	if r.From == "" && r.To == "" {
		return r.Title
	}
	return strings.TrimSpace(r.Title + ", " + strings.TrimSpace(r.From+" to "+r.To))
}

// ReadRoles reads roles, one a line, as WriteRole writes them. A comma that no
// dates follow belongs to the title.
func ReadRoles(lines string) (roles []annotate.EntityRole) {
	for line := range strings.Lines(lines) {
		if line = strings.TrimSpace(line); line != "" {
			roles = append(roles, readRole(line))
		}
	}
	return roles
}

func readRole(line string) annotate.EntityRole {
	comma := strings.LastIndex(line, ",")
	if comma < 0 {
		return annotate.EntityRole{Title: line}
	}
	dates := strings.TrimSpace(line[comma+1:])
	if !strings.ContainsAny(dates, "0123456789") {
		return annotate.EntityRole{Title: line}
	}
	from, to, _ := strings.Cut(" "+dates+" ", " to ")
	return annotate.EntityRole{Title: strings.TrimSpace(line[:comma]), From: strings.TrimSpace(from), To: strings.TrimSpace(to)}
}

// WriteLines writes a list one a line.
func WriteLines(list []string) string { return strings.Join(list, "\n") }

// ReadLines reads a list, one a line, each once.
func ReadLines(lines string) (list []string) {
	for line := range strings.Lines(lines) {
		if line = strings.TrimSpace(line); line != "" && !slices.Contains(list, line) {
			list = append(list, line)
		}
	}
	return list
}

// Report says row by row what became of a table that was taken in.
func Report(added, changed, same int, problems []error) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d added, %d changed, %d as they were.\n", added, changed, same)
	if len(problems) > 0 {
		fmt.Fprintf(&b, "\nNot taken in:\n")
	}
	for _, p := range problems {
		fmt.Fprintf(&b, "• %v\n", p)
	}
	return b.String()
}
