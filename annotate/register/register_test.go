package register

import (
	"bytes"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"bluepencil/annotate"
)

func entities(names ...string) []annotate.Entity {
	list := make([]annotate.Entity, len(names))
	for i, n := range names {
		called, kind, _ := strings.Cut(n, "/")
		list[i] = annotate.Entity{ID: annotate.NewID(), Name: called, Type: kind}
	}
	slices.SortFunc(list, func(a, b annotate.Entity) int { return a.ID.Compare(b.ID) })
	return list
}

func TestMergedEntriesAreOne(t *testing.T) {
	list := entities("Ada Lund/person", "Mayor Lund/person", "A. Lund", "Nora Vik/person")
	list[0].Aliases = []string{"Lund"}
	list[1].Wikidata, list[1].Roles = "Q1", []annotate.EntityRole{{Title: "Mayor", From: "2021"}}
	list[2].Same = []annotate.ID{list[1].ID} // a record may lie with either of them
	list[0].Same = []annotate.ID{list[1].ID, annotate.NewID()}
	r := New(list)
	if len(r.Entries()) != 2 {
		t.Fatalf("%d entries", len(r.Entries()))
	}
	e, ok := r.Entry(list[2].ID)
	if !ok || e.ID != list[0].ID || e.Name != "Ada Lund" || e.Wikidata != "Q1" || len(e.Roles) != 1 || !slices.Equal(e.Aliases, []string{"Lund", "Mayor Lund", "A. Lund"}) {
		t.Errorf("merged: %+v", e)
	}
	for i, want := range []annotate.ID{list[0].ID, list[0].ID, list[0].ID, list[3].ID} {
		if got := r.Canonical(list[i].ID); got != want {
			t.Errorf("%s stands for itself as %s", list[i].Name, got)
		}
	}
	if stranger := annotate.NewID(); r.Canonical(stranger) != stranger {
		t.Error("an unknown id does not stand for itself")
	}
}

// TestASplitTakesOneEntryOutAndLeavesTheOthersTogether merges at random, and
// splits one off.
func TestASplitTakesOneEntryOutAndLeavesTheOthersTogether(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		list := entities("a", "b", "c", "d", "e", "f")
		for range random.IntN(8) {
			i, j := random.IntN(len(list)), random.IntN(len(list))
			d, err := annotate.MergeEntities(annotate.NewID(), list[i], list[j])
			if i == j {
				if err == nil {
					t.Fatal("an entry was merged with itself")
				}
				continue
			}
			set(list, d)
		}
		before := New(list)
		out := random.IntN(len(list))
		set(list, annotate.SplitEntity(annotate.NewID(), list[out], list))
		after := New(list)
		for i := range list {
			for j := range list {
				together := before.Canonical(list[i].ID) == before.Canonical(list[j].ID)
				want := together && (i == j || i != out && j != out)
				if got := after.Canonical(list[i].ID) == after.Canonical(list[j].ID); got != want {
					t.Fatalf("%s and %s: together before %v, after %v; %s was split off", list[i].Name, list[j].Name, together, got, list[out].Name)
				}
			}
		}
	}
}

// set carries out the records of merges that a draft has.
func set(list []annotate.Entity, d annotate.Draft) {
	for _, s := range d.Settings {
		at := slices.IndexFunc(list, func(e annotate.Entity) bool { return e.ID == s.Ref.ID })
		id, err := annotate.ParseID(strings.TrimPrefix(s.Field, annotate.FieldSame))
		if err != nil {
			panic(err)
		}
		if s.Value == nil {
			list[at].Same = slices.DeleteFunc(list[at].Same, func(other annotate.ID) bool { return other == id })
		} else if !slices.Contains(list[at].Same, id) {
			list[at].Same = append(list[at].Same, id)
		}
	}
}

func TestNamesAreProposed(t *testing.T) {
	list := entities("Dmitry Peskov/person", "Shinzo Abe/person", "Sofia Peskov/person", "United Nations/organisation", "Nations League/event", "Müller GmbH/organisation", "政府/organisation")
	list[1].Aliases = []string{"Abe Shinzō", "the prime minister"}
	r := New(list)
	for _, c := range []struct {
		words, kind string
		here        int // of the list, or -1
		want        string
		reason      Reason
	}{
		{"dmitry Peskov", "person", -1, "Dmitry Peskov", ByName},
		{"Dmitry Peskov’s", "person", -1, "Dmitry Peskov", ByName},
		{"peskov", "person", -1, "Dmitry Peskov", BySurname},
		{"peskov", "person", 2, "Sofia Peskov", BySurname},
		{"spokesman Dmitry Peskov", "person", -1, "Dmitry Peskov", ByWords},
		{"Abe Shinzo", "person", -1, "Shinzo Abe", ByAlias},
		{"The Prime Minister", "person", -1, "Shinzo Abe", ByAlias},
		{"UN", "organisation", -1, "United Nations", ByAcronym},
		{"Muller", "organisation", -1, "Müller GmbH", ByWords},
		{"nations", "event", -1, "Nations League", ByWords},
		{"政府", "organisation", -1, "政府", ByName},
	} {
		place := Place{Type: c.kind}
		if c.here >= 0 {
			place.Here = map[annotate.ID]int{list[c.here].ID: 1}
		}
		got := r.Propose(c.words, place)
		if len(got) == 0 || got[0].Entry.Name != c.want || got[0].Reason != c.reason {
			t.Errorf("%q: %+v, want %s by %s", c.words, got, c.want, c.reason)
		}
	}
	for _, nothing := range []string{"", "…", "Kuril", "Dmitry Medvedev"} {
		if got := r.Propose(nothing, Place{}); len(got) != 0 {
			t.Errorf("%q: %+v", nothing, got)
		}
	}
}

func TestEntriesAreFoundByTheBeginningsOfTheirWords(t *testing.T) {
	list := entities("Ada Lund/person", "Tomas Reyle/person", "Müller GmbH/organisation", "政府/organisation")
	list[1].Aliases = []string{"the harbour spokesman"}
	r := New(list)
	for words, want := range map[string]string{"lu": "Ada Lund", "lund a": "Ada Lund", "LUND": "Ada Lund", "mull": "Müller GmbH", "spokes": "Tomas Reyle",
		"府": "政府", "ey": "", "eyl": "Tomas Reyle", "ada reyle": ""} {
		got := ""
		for _, e := range r.Matching(words) {
			got += e.Name
		}
		if got != want {
			t.Errorf("%q finds %q, want %q", words, got, want)
		}
	}
	if len(r.Matching(" ")) != 4 {
		t.Error("no words do not match everything")
	}
}

func TestTablesGoOutAndComeBackEqual(t *testing.T) {
	list := entities("Ada Lund/person", `Lund; Vik & Sons [Alder] \ Co/organisation`, "Müller, \"der Große\"/person")
	list[0].Aliases, list[0].Note, list[0].Wikidata = []string{"Mayor Lund", `A;B\[c]`}, "two\nlines", "Q42"
	list[0].Roles = []annotate.EntityRole{{Title: "Mayor; of Alder [town]", From: "2021", To: "2024-05"}, {Title: "Councillor", To: "2020"}, {Title: "Teacher"}, {Title: "Chair", From: "2024-05-01"}}
	list[0].Same = []annotate.ID{list[2].ID}
	for name, write := range map[string]func(*bytes.Buffer) error{
		"csv":  func(b *bytes.Buffer) error { return WriteCSV(b, list) },
		"json": func(b *bytes.Buffer) error { return WriteJSON(b, list) },
	} {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		got, faults, err := Read(append([]byte("\ufeff"), b.Bytes()...))
		if err != nil || len(faults) > 0 || !reflect.DeepEqual(got, list) {
			t.Errorf("%s: %v %v\n%s\n got %+v\nwant %+v", name, err, faults, b.String(), got, list)
		}
	}
}

func TestWhatIsWrongWithATableIsToldRowByRow(t *testing.T) {
	got, faults, err := Read([]byte("name,type,roles\nAda Lund,person,Mayor [2021]\n,person,\nNora Vik,person\nIda Orth,person,Editor [soon to 2020]\nLena Orth,person,\n"))
	if err != nil || len(got) != 2 || len(faults) != 3 {
		t.Fatalf("%+v %v %v", got, faults, err)
	}
	if got[0].Roles[0] != (annotate.EntityRole{Title: "Mayor", From: "2021"}) || !got[0].ID.IsZero() {
		t.Errorf("%+v", got[0])
	}
	for _, bad := range []string{"", "name,shoe size\n", "type\nperson\n", `[{"nome": "x"}]`, `[{"name"`} {
		if _, _, err := Read([]byte(bad)); err == nil {
			t.Errorf("%q was read", bad)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("name,aliases,roles\nAda,a\\;b; c,Mayor [2021 to]\n"))
	f.Add([]byte(`[{"name": "Ada", "roles": [{"title": "Mayor"}]}]`))
	f.Fuzz(func(t *testing.T, content []byte) {
		list, _, err := Read(content)
		if err != nil || len(list) == 0 {
			return
		}
		var b bytes.Buffer
		if err := WriteJSON(&b, list); err != nil {
			t.Fatal(err)
		}
		New(list).Propose(list[0].Name, Place{})
	})
}
