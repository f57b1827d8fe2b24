package docs

import (
	"os"
	"strings"
	"testing"

	"bluepencil/annotate/source/table"
	"bluepencil/annotate/tables"
)

// The table of column names is the one the program has.
func TestTheColumnNamesAreThoseOfTheProgram(t *testing.T) {
	page, err := os.ReadFile("formats.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range table.Names {
		if row := "| `" + n.Target + "` | " + strings.Join(n.Names, ", ") + " |\n"; !strings.Contains(string(page), row) {
			t.Errorf("docs/formats.md lacks the row\n%s", row)
		}
	}
}

// The columns of the tables are those the program writes.
func TestTheColumnsOfTablesAreThoseOfTheProgram(t *testing.T) {
	page, err := os.ReadFile("formats.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range tables.Kinds() {
		var names []string
		for _, c := range tables.Columns(k) {
			names = append(names, "`"+c.ID+"`")
		}
		if row := "| `" + string(k) + "` | " + strings.Join(names, ", ") + " |\n"; !strings.Contains(string(page), row) {
			t.Errorf("docs/formats.md lacks the row\n%s", row)
		}
	}
}
