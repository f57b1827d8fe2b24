package who

import (
	"fmt"
	"slices"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/register"
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

// Report says row by row what became of a table that was taken in; faults are
// those of rows that could not be read.
func Report(taken register.Taken, faults []error) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d added, %d changed, %d as they were. Undo takes all of it back.\n", taken.Added, taken.Changed, taken.Same)
	if problems := append(slices.Clone(faults), taken.Problems...); len(problems) > 0 {
		fmt.Fprintf(&b, "\nNot taken in:\n")
		for _, p := range problems {
			fmt.Fprintf(&b, "• %v\n", p)
		}
	}
	if len(taken.Rows) > 0 {
		fmt.Fprintf(&b, "\nRow by row:\n")
	}
	for n, row := range taken.Rows {
		if n == rowsInReport {
			fmt.Fprintf(&b, "… and %d more\n", len(taken.Rows)-n)
			break
		}
		fmt.Fprintf(&b, "%s: %s\n", row.Name, row.What)
	}
	return b.String()
}

// rowsInReport is how many rows a report lists.
const rowsInReport = 500
