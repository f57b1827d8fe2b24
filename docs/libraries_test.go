package docs

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// required are the modules go.mod asks for itself, as the table names them.
func required(t *testing.T) (modules []string) {
	t.Helper()
	raw, err := os.ReadFile("../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(raw)) {
		fields := strings.Fields(line)
		if strings.HasPrefix(line, "\t") && len(fields) == 2 && strings.HasPrefix(fields[1], "v") {
			modules = append(modules, strings.TrimPrefix(fields[0], "github.com/"))
		}
	}
	return modules
}

// TestEveryLibraryHasItsRow holds the table of libraries against go.mod.
func TestEveryLibraryHasItsRow(t *testing.T) {
	raw, err := os.ReadFile("architecture.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(raw), "\n## Libraries\n")
	section, _, _ = strings.Cut(section, "\n## ")
	modules, named := required(t), map[string]int{}
	for line := range strings.Lines(section) {
		cells := strings.Split(line, "|")
		if len(cells) != 5 || strings.HasPrefix(cells[1], "---") || strings.TrimSpace(cells[2]) == "which" {
			continue
		}
		known := false
		for word := range strings.FieldsSeq(cells[2]) {
			word = strings.Trim(word, ",:")
			if slices.Contains(modules, word) {
				named[word]++
				known = true
			}
		}
		if !known {
			t.Errorf("the row of %q names no library that go.mod asks for", strings.TrimSpace(cells[1]))
		}
	}
	if len(modules) < 10 {
		t.Fatalf("go.mod asks for %v only", modules)
	}
	for _, module := range modules {
		if named[module] != 1 {
			t.Errorf("%s stands in %d rows of the table, want 1", module, named[module])
		}
	}
}
