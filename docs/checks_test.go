package docs

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"bluepencil/annotate/lint"
)

var update = flag.Bool("update", false, "write the tables of the manual anew")

// rulesTable is the manual's table of the checks, made from the rules.
func rulesTable() string {
	var table strings.Builder
	for _, r := range lint.Rules() {
		where := ""
		for n, p := range r.Only {
			where += []string{" In `", "` and `"}[n] + string(p)
		}
		if where != "" {
			where += "` only."
		}
		for _, p := range r.Except {
			where += " Not in `" + string(p) + "`."
		}
		fmt.Fprintf(&table, "| `%s` | %s%s | %s |\n", r.ID, r.Doc, where, r.Severity)
	}
	return table.String()
}

// TestTheManualListsEveryCheck holds the table of checks against the rules;
// with -update it writes it anew.
func TestTheManualListsEveryCheck(t *testing.T) {
	const path, head = "manual.md", "| rule | what it points at | weight |\n|---|---|---|\n"
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(raw), head)
	table, after, ended := strings.Cut(rest, "\n\n")
	if !ok || !ended {
		t.Fatal("the manual has no table of checks")
	}
	if *update {
		if err := os.WriteFile(path, []byte(before+head+rulesTable()+"\n"+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if table+"\n" != rulesTable() {
		t.Errorf("the table of checks is not that of the rules; go test ./docs -update writes it:\n%s", rulesTable())
	}
}
