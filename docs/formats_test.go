package docs

import (
	"os"
	"strings"
	"testing"

	"bluepencil/annotate/source/table"
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
