package command

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write testdata/keys.html anew")

func TestChordsReadWhatTheyWrite(t *testing.T) {
	for _, text := range []string{"Ctrl+K", "Ctrl+Alt+Left", "F1", "[", "+", "Ctrl++", "Shift+Tab", "Ctrl+Shift+Z"} {
		c, err := Parse(text)
		if err != nil || c.String() != text {
			t.Errorf("%s reads as %+v: %v", text, c, err)
		}
	}
	for _, text := range []string{"", "Ctrl+", "Hyper+K", "Ctrl+Nope"} {
		if c, err := Parse(text); err == nil {
			t.Errorf("%q reads as %+v", text, c)
		}
	}
}

func table(t *testing.T) *Table {
	t.Helper()
	table, err := NewTable(
		&Command{ID: "undo", Title: "Undo", Menu: "Edit", Keys: Keys("Ctrl+Z"), Run: func() {}},
		&Command{ID: "done", Title: "Done, next article", Menu: "Review", Keys: Keys("Ctrl+Return"), Run: func() {}},
		&Command{ID: "delete", Title: "Delete annotation", Menu: "Annotate", Keys: Keys("Delete"), Run: func() {}, Ready: func() bool { return false }},
	)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func TestAClashIsRefusedWithTheHoldersName(t *testing.T) {
	table := table(t)
	err := table.Rebind("done", Keys("Ctrl+Z"))
	if err == nil || !strings.Contains(err.Error(), "Undo") {
		t.Errorf("got %v", err)
	}
	if !table.Do(Keys("Ctrl+Return")[0]) {
		t.Error("after the refusal the old key is gone")
	}
	if err := table.Rebind("done", Keys("Ctrl+D")); err != nil || table.Do(Keys("Ctrl+Return")[0]) || !table.Do(Keys("Ctrl+D")[0]) {
		t.Errorf("rebinding: %v", err)
	}
	if _, err := NewTable(&Command{ID: "a", Keys: Keys("x")}, &Command{ID: "b", Keys: Keys("x")}); err == nil {
		t.Error("two commands got one key")
	}
}

func TestTheKeysOfTheTextAreNoCommands(t *testing.T) {
	table := table(t)
	for _, key := range []string{"Left", "Ctrl+Right", "Shift+Down", "Alt+Shift+PageUp", "Ctrl+Home"} {
		if err := table.Rebind("done", Keys(key)); err == nil || !strings.Contains(err.Error(), "moves the caret") {
			t.Errorf("%s: %v", key, err)
		}
	}
	if !table.Do(Keys("Ctrl+Return")[0]) || MovesCaret(Keys("Alt+Left")[0]) {
		t.Error("the old key is gone, or too many are the text's")
	}
}

// The page for printing is compared with the one that is kept; go test -update
// writes it anew.
func TestTheSheetPrints(t *testing.T) {
	table := table(t)
	if err := table.Rebind("undo", Keys("Ctrl+J", "<")); err != nil {
		t.Fatal(err)
	}
	page := HTML(table.Sheet([]Row{{"1", "Quote & more"}}))
	path := filepath.Join("testdata", "keys.html")
	if *update {
		if err := os.WriteFile(path, []byte(page), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if page != string(want) {
		t.Errorf("the page differs from %s:\n%s", path, page)
	}
	for _, outside := range []string{"http", "src=", "<link", "<script", "url("} {
		if strings.Contains(page, outside) {
			t.Errorf("the page loads something: %s", outside)
		}
	}
	if !strings.Contains(page, "<td>Ctrl+J, &lt;</td><td>Undo</td>") || !strings.Contains(page, "Quote &amp; more") {
		t.Error("keys that were changed, or marks of HTML, are not as they should be")
	}
}

func TestOnlyWhatCanBeDoneIsDone(t *testing.T) {
	if table(t).Do(Keys("Delete")[0]) {
		t.Error("a command that is not ready was run")
	}
}

func TestThePaletteRanksTheClosestFirst(t *testing.T) {
	table := table(t)
	for query, want := range map[string]string{"un": "undo", "dn": "done", "next": "done", "": "undo"} {
		if hits := table.Search(query); len(hits) == 0 || hits[0].ID != want {
			t.Errorf("%q finds %v", query, hits)
		}
	}
	if hits := table.Search("zzz"); len(hits) != 0 {
		t.Errorf("nonsense finds %v", hits)
	}
}

func TestTheSheetHasEveryKey(t *testing.T) {
	text := Markdown(table(t).Sheet([]Row{{"1", "Quote"}}))
	for _, want := range []string{"| Ctrl+Z | Undo |", "| Ctrl+Enter | Done, next article |", "| 1 | Quote |"} {
		if !strings.Contains(text, want) {
			t.Errorf("the sheet lacks %q:\n%s", want, text)
		}
	}
}

// FuzzParse: a text is a chord or refused, and a chord reads as it is written.
func FuzzParse(f *testing.F) {
	for _, text := range []string{"Ctrl+Alt+Left", "Ctrl++", "+", "Ctrl+Ctrl+K", "Shift+é", "F12", "\xff"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c, err := Parse(text)
		if err != nil {
			return
		}
		if again, err := Parse(c.String()); err != nil || again != c {
			t.Fatalf("%q is %+v, is written %q, and reads as %+v: %v", text, c, c.String(), again, err)
		}
		_, _ = c.Label(), c.Plain()
	})
}

func TestBindingsSurviveAndNeverClash(t *testing.T) {
	table := func() *Table {
		made, err := NewTable(&Command{ID: "find", Title: "Find", Keys: Keys("Ctrl+F")}, &Command{ID: "next", Title: "Next", Keys: Keys("Tab", "F3")},
			&Command{ID: "bare", Title: "Bare"})
		if err != nil {
			t.Fatal(err)
		}
		return made
	}
	one := table()
	if len(one.Bindings()) != 0 {
		t.Errorf("changed from the start: %v", one.Bindings())
	}
	if err := one.Rebind("find", Keys("Ctrl+J")); err != nil {
		t.Fatal(err)
	}
	if err := one.Rebind("bare", Keys("Ctrl+F")); err != nil {
		t.Fatal(err)
	}
	if err := one.Rebind("next", nil); err != nil {
		t.Fatal(err)
	}
	other := table()
	if problems := other.Apply(one.Bindings()); len(problems) != 0 {
		t.Fatal(problems)
	}
	if other.Holder(Keys("Ctrl+F")[0]).ID != "bare" || other.Holder(Keys("Ctrl+J")[0]).ID != "find" || other.Holder(Keys("Tab")[0]) != nil {
		t.Errorf("applied: %v", other.Bindings())
	}
	problems := other.Apply(Bindings{"bare": {"Tab"}, "find": {"Hyper+X"}, "gone": {"F9"}})
	if len(problems) != 2 || other.Holder(Keys("Tab")[0]).ID != "bare" {
		t.Errorf("problems %v", problems)
	}
	if problems := other.Apply(nil); len(problems) != 0 || len(other.Bindings()) != 0 {
		t.Errorf("not as it came: %v, %v", problems, other.Bindings())
	}
}
