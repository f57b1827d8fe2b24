package register

import (
	"slices"
	"testing"

	"bluepencil/annotate"
)

func TestATableAddsToTheRegisterAndDeletesNothing(t *testing.T) {
	there := entities("Ada Lund/person", "Nora Vik/person", "Gone/person")
	there[0].Aliases, there[0].Note = []string{"Lund"}, "a note"
	there[2].Deleted = true
	rows := []annotate.Entity{
		{Name: "ada lund", Type: "person", Aliases: []string{"Mayor Lund", "Lund"}}, // found by its name, which stays
		{ID: there[1].ID, Name: "Nora Vik-Orth", Type: "person"},
		{ID: there[2].ID, Name: "Gone", Type: "person", Note: "back"},
		{Name: "Alder", Type: "place"},
		{Name: "Alder", Type: "place"}, // twice in the table
	}
	taken := Take(annotate.NewID(), rows, there)
	if taken.Added != 1 || taken.Changed != 2 || taken.Same != 1 || len(taken.Problems) != 1 {
		t.Fatalf("%+v", taken)
	}
	want := []Outcome{{"Ada Lund", "changed"}, {"Nora Vik-Orth", "changed"}, {"Gone", "not taken in"}, {"Alder", "added"}, {"Alder", "as it was"}}
	if !slices.Equal(taken.Rows, want) {
		t.Errorf("row by row: %v", taken.Rows)
	}
	fields := map[string]any{}
	for _, s := range taken.Draft.Settings {
		fields[s.Ref.ID.String()+" "+s.Field] = annotate.As[any](s.Value)
	}
	ada, nora := there[0].ID.String()+" ", there[1].ID.String()+" "
	if list, ok := fields[ada+annotate.FieldAliases].([]any); !ok || len(list) != 2 || list[1] != "Mayor Lund" {
		t.Errorf("aliases: %v", fields)
	}
	if _, renamed := fields[ada+annotate.FieldName]; renamed || fields[nora+annotate.FieldName] != "Nora Vik-Orth" {
		t.Errorf("names: %v", fields)
	}
	if again := Take(annotate.NewID(), rows[:1], []annotate.Entity{with(there[0], &rows[0])}); again.Same != 1 || len(again.Draft.Settings) != 0 {
		t.Errorf("a second time: %+v", again)
	}
}
