package outgoing_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/format/bluepencil"
	"bluepencil/annotate/format/dataset"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/foreign/foreigntest"
	"bluepencil/annotate/text"
	"bluepencil/storage"
	"bluepencil/storage/near"
	"bluepencil/storage/outgoing"
)

// newsroom is a project of articles that mina has marked: of two outlets, one
// with and one without a marked claim in turn, and every fourth in two copies
// that differ by a word.
func newsroom(t *testing.T, stories int) *storage.Project {
	t.Helper()
	p := emptyProject(t, foreigntest.Codebook())
	mina, err := p.AddPerson(annotate.Person{Name: "mina", Handle: "mina"})
	must(t, err)
	people := map[string]annotate.ID{"mina": mina.ID}
	var docs []*foreign.Document
	survey := foreign.NewSurvey(text.Byte)
	for n := range stories {
		words := story(uint64(n))
		docs = append(docs, reported(n, words, "a"))
		if n%4 == 0 {
			docs = append(docs, reported(n, strings.Replace(words, " harbour ", " port ", 1), "b"))
		}
	}
	for _, d := range docs {
		survey.Add(d)
	}
	book, err := p.Codebook()
	must(t, err)
	plan, _, err := foreign.MakePlan("test", mina.ID, book, survey, foreign.Suggest(book, survey, true), nil)
	must(t, err)
	for _, d := range docs {
		addDocument(t, p, plan, people, d)
	}
	return p
}

// story is two hundred words that no other story has in this order.
func story(seed uint64) string {
	r := rand.New(rand.NewPCG(seed, 5))
	stock := strings.Fields("mayor council harbour bridge vote budget school teacher pupils night rain crowns report spokesman pier ferry island market tax repair")
	list := []string{"The", "harbour"}
	for range 200 {
		list = append(list, stock[r.IntN(len(stock))]+string(rune('a'+r.IntN(26))))
	}
	return strings.Join(list, " ") + "."
}

func reported(n int, whole, copied string) *foreign.Document {
	label := []string{"person", "quote"}[n/2%2]
	end := strings.Index(whole, " harbour")
	if end < 0 {
		end = strings.Index(whole, " port")
	}
	d := &foreign.Document{Name: fmt.Sprintf("story-%d-%s", n, copied), Text: whole, Layers: []foreign.Layer{{Person: "mina", Status: annotate.StatusSubmitted,
		Marks: []foreign.Mark{{ID: annotate.NewID().String(), Label: label, Spans: []foreign.Span{{Start: 0, End: end, Text: whole[:end]}}, Origin: foreign.Origin{By: annotate.ByHand}}}}}}
	d.Head.Meta = map[string]string{annotate.MetaOutlet: []string{"Alder Courier", "Alder Post"}[n%2]}
	d.Head.Source = foreign.Source{Name: d.Name + ".txt", Format: "text", Encoding: "utf-8"}
	return d
}

var shares = []dataset.Share{{Name: "train", Weight: 60}, {Name: "dev", Weight: 20}, {Name: "test", Weight: 20}}

// partsOf tells which part each article of an export in the project's own format went to.
func partsOf(t *testing.T, files map[string]string) map[annotate.ID]string {
	t.Helper()
	parts := map[annotate.ID]string{}
	for _, s := range shares {
		for raw := range strings.Lines(files[s.Name+".jsonl"]) {
			line, err := bluepencil.Parse([]byte(raw))
			must(t, err)
			if before, twice := parts[line.ID]; twice {
				t.Errorf("%s is in %s and in %s", line.ID, before, s.Name)
			}
			parts[line.ID] = s.Name
		}
	}
	return parts
}

// Every article is in one part, and the copies of a story in the same.
func TestASplitKeepsFamiliesOnOneSide(t *testing.T) {
	p := newsroom(t, 40)
	path := filepath.Join(t.TempDir(), "set")
	export(t, p, path, outgoing.Options{Shares: shares, Seed: 7})
	parts := partsOf(t, tree(t, path))
	if len(parts) != 50 {
		t.Errorf("%d of 50 articles were written", len(parts))
	}
	index, err := near.Open(p)
	must(t, err)
	must(t, index.Update(t.Context(), nil))
	families := index.Families()
	if len(families) != 10 {
		t.Fatalf("%d families of copies were found, not 10", len(families))
	}
	for _, f := range families {
		for _, m := range f.Members {
			if got, want := parts[m.Article], parts[f.Members[0].Article]; got != want {
				t.Errorf("copies of one story are in %s and in %s", want, got)
			}
		}
	}
	count := map[string]int{}
	for _, part := range parts {
		count[part]++
	}
	for _, s := range shares {
		if want := int(s.Weight) / 2; count[s.Name] < want-2 || count[s.Name] > want+2 {
			t.Errorf("%s has %d articles, not about %d", s.Name, count[s.Name], want)
		}
	}
}

// The same seed gives the same parts, whatever the format; another seed others.
func TestASplitDependsOnItsSeed(t *testing.T) {
	p := newsroom(t, 24)
	split := func(format string, seed uint64) map[string]string {
		path := filepath.Join(t.TempDir(), "set")
		export(t, p, path, outgoing.Options{Format: format, Shares: shares, Seed: seed})
		return tree(t, path)
	}
	first, second, other := split("", 1), split("", 1), split("", 2)
	for name, content := range first {
		if second[name] != content {
			t.Errorf("%s differs with the same seed", name)
		}
	}
	if first["train.jsonl"] == other["train.jsonl"] {
		t.Error("two seeds give the same parts")
	}
	if a, b := first[dataset.TextsName], split("doccano", 1)[dataset.TextsName]; a != b {
		t.Errorf("two formats are split in different ways:\n%s\n%s", a, b)
	}
}

// Each stratum is shared out by itself.
func TestASplitIsBalancedByOutletAndLabel(t *testing.T) {
	p := newsroom(t, 80)
	path := filepath.Join(t.TempDir(), "set")
	export(t, p, path, outgoing.Options{Shares: shares, Seed: 3, Stratify: []outgoing.Stratum{outgoing.ByOutlet, outgoing.ByLabel}})
	files := tree(t, path)
	all, train := map[string]int{}, map[string]int{}
	for _, s := range shares {
		for raw := range strings.Lines(files[s.Name+".jsonl"]) {
			line, err := bluepencil.Parse([]byte(raw))
			must(t, err)
			stratum := line.Meta[annotate.MetaOutlet] + ", " + string(line.Annotations[0].Label)
			all[stratum]++
			if s.Name == "train" {
				train[stratum]++
			}
		}
	}
	if len(all) != 4 {
		t.Fatalf("the strata are %v", all)
	}
	for stratum, n := range all {
		if want := n * 6 / 10; train[stratum] < want-2 || train[stratum] > want+2 {
			t.Errorf("of %s, %d of %d are in train, not about %d", stratum, train[stratum], n, want)
		}
	}
}

// What the card says of a split is what the files hold.
func TestTheCardCountsWhatTheFilesHold(t *testing.T) {
	p := newsroom(t, 30)
	path := filepath.Join(t.TempDir(), "set")
	export(t, p, path, outgoing.Options{Shares: shares, Seed: 5, Licence: "CC-BY-4.0", Stratify: []outgoing.Stratum{outgoing.ByLabel}})
	files := tree(t, path)
	card := files[dataset.CardName]
	var hashes []string
	labels := map[annotate.LabelID]map[string]int{}
	for _, s := range shares {
		articles, marks := 0, 0
		for raw := range strings.Lines(files[s.Name+".jsonl"]) {
			line, err := bluepencil.Parse([]byte(raw))
			must(t, err)
			articles++
			marks += len(line.Annotations)
			hashes = append(hashes, fmt.Sprintf("%s  %s/%s\n", line.TextSHA256, s.Name, line.ID))
			for _, a := range line.Annotations {
				label := annotate.LabelID(a.Label)
				if labels[label] == nil {
					labels[label] = map[string]int{}
				}
				labels[label][s.Name]++
			}
		}
		wantLine(t, card, fmt.Sprintf("| %s | %d | %d |", s.Name, articles, marks))
		wantLine(t, card, fmt.Sprintf("  - split: %s", s.Name))
	}
	for label, by := range labels {
		wantLine(t, card, fmt.Sprintf("| %s | %s | %d | %d | %d |", label, foreigntest.Codebook().LabelName(label), by["dev"], by["test"], by["train"]))
	}
	wantLine(t, card, `license: "CC-BY-4.0"`)
	wantLine(t, card, "| mina | 38 | 38 |")
	wantLine(t, card, "Split by article (train 60, dev 20, test 20), seed 5, balanced by label; copies of one story lie on one side.")
	listed := strings.SplitAfter(strings.TrimSuffix(files[dataset.TextsName], "\n")+"\n", "\n")
	slices.Sort(hashes)
	slices.SortFunc(listed, cmp.Compare)
	if got := strings.Join(listed, ""); got != strings.Join(hashes, "") {
		t.Errorf("%s is\n%s, not\n%s", dataset.TextsName, got, strings.Join(hashes, ""))
	}
}

func wantLine(t *testing.T, whole, line string) {
	t.Helper()
	if !strings.Contains("\n"+whole, "\n"+line+"\n") {
		t.Errorf("there is no line %q in\n%s", line, whole)
	}
}

// Each person's layer is a file of its own where the format names nobody.
func TestAFileForEachPersonWhereTheFormatNamesNobody(t *testing.T) {
	p := richProject(t, 12)
	for _, name := range []string{"prodigy", "conllu", "huggingface"} {
		path := filepath.Join(t.TempDir(), "set")
		export(t, p, path, outgoing.Options{Format: name})
		f, _ := outgoing.FormatNamed(name)
		files := tree(t, path)
		for _, person := range peopleOf(t, p) {
			alone := filepath.Join(t.TempDir(), "one"+f.Extension)
			export(t, p, alone, outgoing.Options{Format: name, Person: person.ID})
			if one := tree(t, filepath.Dir(alone))["one"+f.Extension]; files[person.Handle+f.Extension] != one || one == "" {
				t.Errorf("%s: %s differs from an export of this layer alone", name, person.Handle+f.Extension)
			}
		}
	}
}

// With a file for each label, every mark is in the file of its own label.
func TestAFileForEachLabel(t *testing.T) {
	p := richProject(t, 20)
	person := peopleOf(t, p)[0]
	path := filepath.Join(t.TempDir(), "set")
	export(t, p, path, outgoing.Options{Format: "spacy-json", Person: person.ID, Flat: foreign.FlatFiles})
	written := 0
	for name, content := range tree(t, path) {
		label, data := strings.CutSuffix(name, ".json")
		if !data || name == "export.json" {
			continue
		}
		written++
		if !json.Valid([]byte(content)) {
			t.Errorf("%s is no JSON", name)
		}
		for _, l := range foreigntest.Codebook().Labels {
			if has := strings.Contains(content, `-`+string(l.ID)+`"`); has != (string(l.ID) == label) {
				t.Errorf("%s has marks of the label %s: %v", name, l.ID, has)
			}
		}
	}
	if written != len(foreigntest.Codebook().Labels) {
		t.Errorf("%d files for %d labels", written, len(foreigntest.Codebook().Labels))
	}
}
