package outgoing_test

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/foreign/foreigntest"
	"bluepencil/storage"
	"bluepencil/storage/intake"
	"bluepencil/storage/outgoing"
)

// What one project exports another takes in: the same, but for what the report
// of the export names.
func TestRoundTripThroughEveryFormat(t *testing.T) {
	p := richProject(t, 40)
	for _, f := range outgoing.Formats() {
		if f.Codec == nil || f.Codec.Open == nil {
			continue
		}
		t.Run(f.Name, func(t *testing.T) {
			back := emptyProject(t, foreigntest.Codebook())
			if f.Codec.Carries.Layers || f.Codec.Carries.Persons {
				exchange(t, p, back, f, annotate.Person{})
			} else {
				for _, person := range peopleOf(t, p) {
					exchange(t, p, back, f, person)
				}
			}
			compareProjects(t, p, back, f.Codec)
		})
	}
}

// exchange takes from one project into the other: everything, or one person's
// layers where the format does not say whose they are.
func exchange(t *testing.T, from, to *storage.Project, f outgoing.Format, person annotate.Person) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "out")
	if !f.Folder {
		path = filepath.Join(path, "data"+f.Extension)
		must(t, os.Mkdir(filepath.Dir(path), 0o755))
	}
	export(t, from, path, outgoing.Options{Format: f.Name, Person: person.ID})
	me, err := to.AddPerson(annotate.Person{Name: cmp.Or(person.Handle, "importer"), Handle: cmp.Or(person.Handle, "importer")})
	must(t, err)
	folder := path
	if !f.Folder {
		folder = filepath.Dir(path)
	}
	report, err := intake.Files(t.Context(), to, me.ID, []string{folder}, intake.Options{Format: f.Name, ByHandle: person.ID.IsZero()})
	must(t, err)
	if len(report.Failures) > 0 {
		t.Fatalf("%.2000s", fmt.Sprint(report.Lines()))
	}
}

func peopleOf(t *testing.T, p *storage.Project) []annotate.Person {
	t.Helper()
	people, err := p.People()
	must(t, err)
	return people
}

// compareProjects holds one project's articles against the other's, as far as
// the codec carries them.
func compareProjects(t *testing.T, want, got *storage.Project, c *foreign.Codec) {
	t.Helper()
	reducer := foreign.Reducer{Carries: c.Carries}
	theirs := documents(t, got, "")
	for text, d := range documents(t, want, "") {
		other := theirs[text]
		if other == nil {
			t.Errorf("%s did not come back", d.Name)
			continue
		}
		carries := c.Carries
		carries.Times = false // who made what when is the new project's own history
		carries.Status = false
		carries.MarkIDs = carries.MarkIDs && carries.Persons // one's own layer gets new ids
		reducer.Carries = carries
		a, b := reduced(t, &reducer, d), reduced(t, &reducer, other)
		if len(a) != len(b) {
			t.Errorf("%s: %d parts came back of %d", d.Name, len(b), len(a))
			continue
		}
		for i := range a {
			a[i].Document.Head.ID, b[i].Document.Head.ID = "", "" // articles get new ids
			if err := foreign.Difference(a[i].Document, b[i].Document, &carries); err != nil {
				t.Errorf("%s: %.1500s", d.Name, err)
			}
		}
	}
}

// reduced are the parts of a document, by person.
func reduced(t *testing.T, r *foreign.Reducer, d *foreign.Document) []foreign.Part {
	t.Helper()
	parts, _, err := r.Reduce(d)
	must(t, err)
	slices.SortFunc(parts, func(a, b foreign.Part) int { return cmp.Compare(a.Person, b.Person) })
	return parts
}

// The same project gives the same bytes, whatever the order of work.
func TestExportIsDeterministic(t *testing.T) {
	p := richProject(t, 20)
	for _, f := range outgoing.Formats() {
		first, second := filepath.Join(t.TempDir(), "a"), filepath.Join(t.TempDir(), "a")
		o := outgoing.Options{Format: f.Name, Card: true}
		export(t, p, first, o)
		export(t, p, second, o)
		a, b := tree(t, filepath.Dir(first)), tree(t, filepath.Dir(second))
		if len(a) == 0 || len(a) != len(b) {
			t.Fatalf("%s: %d files and %d", f.Name, len(a), len(b))
		}
		for name, content := range a {
			if b[name] != content {
				t.Errorf("%s: %s differs", f.Name, name)
			}
		}
	}
}

// tree is what the files below a folder hold.
func tree(t *testing.T, root string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(root, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		name, _ := filepath.Rel(root, path)
		files[name] = string(raw)
		return err
	})
	must(t, err)
	return files
}
