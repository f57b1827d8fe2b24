package outgoing_test

import (
	"encoding/json"
	"maps"
	"path/filepath"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
	"bluepencil/annotate/format/foreign"
	"bluepencil/storage"
	"bluepencil/storage/outgoing"
)

// What the report counts is what is taken out of each article; a rehearsal, an
// export and the file beside it say the same.
func TestTheReportOfLossesIsWhatReducingLoses(t *testing.T) {
	p := richProject(t, 20)
	for _, f := range outgoing.Formats() {
		if f.Codec == nil {
			continue
		}
		ways := foreign.Flats
		if f.Codec.Carries.Overlap {
			ways = ways[:1]
		}
		for _, flat := range ways {
			o := outgoing.Options{Format: f.Name, Flat: flat, Priority: []string{"cue", "quote"}}
			rehearsed, err := outgoing.Rehearse(t.Context(), p, o)
			must(t, err)
			want := reducedAway(t, p, foreign.Reducer{Carries: f.Codec.Carries, Flat: flat, Priority: o.Priority})
			if got := counted(rehearsed.Losses); !maps.Equal(got, want) {
				t.Errorf("%s, %s: the rehearsal reports %v, not %v", f.Name, flat, got, want)
			}
			path := filepath.Join(t.TempDir(), "out") + "/"
			must(t, mkdir(path))
			report, err := outgoing.Write(t.Context(), p, path, o)
			must(t, err)
			if got := counted(report.Losses); !maps.Equal(got, want) {
				t.Errorf("%s, %s: the export reports %v, not %v", f.Name, flat, got, want)
			}
			if got := counted(writtenLosses(t, path)); !maps.Equal(got, want) {
				t.Errorf("%s, %s: the report beside the data says %v, not %v", f.Name, flat, got, want)
			}
			if !f.Codec.Carries.Overlap && want["markings that overlap others, left out"] == 0 {
				t.Errorf("%s, %s: no marks overlapped", f.Name, flat)
			}
		}
	}
}

// reducedAway counts what a reducer takes out of all articles it can write.
func reducedAway(t *testing.T, p *storage.Project, r foreign.Reducer) map[string]int {
	t.Helper()
	total := format.Report{}
	for _, d := range documents(t, p, "") {
		_, losses, err := r.Reduce(d)
		if err == nil { // else the article is left out, and losses nothing
			total.AddLosses(losses)
		}
	}
	return counted(total.Losses)
}

func counted(list []format.Loss) map[string]int {
	counts := map[string]int{}
	for _, l := range list {
		counts[l.What] += l.Count
	}
	return counts
}

// writtenLosses are those of the report that lies with the data.
func writtenLosses(t *testing.T, folder string) []format.Loss {
	t.Helper()
	for name, content := range tree(t, folder) {
		if !strings.HasSuffix(name, format.MarkerName) && !strings.HasSuffix(name, format.LossesName) {
			continue
		}
		var report struct{ Losses []format.Loss }
		must(t, json.Unmarshal([]byte(content), &report))
		return report.Losses
	}
	t.Fatalf("there is no report in %s", folder)
	return nil
}

// Marks that began as suggestions are kept, marked, or left out and counted.
func TestWhatBecomesOfSuggestions(t *testing.T) {
	p := richProject(t, 20)
	suggested, all := 0, 0
	for _, d := range documents(t, p, "") {
		for _, l := range d.Layers {
			all += len(l.Marks)
			for _, m := range l.Marks {
				if m.Origin.By == annotate.BySuggestion {
					suggested++
				}
			}
		}
	}
	if suggested == 0 {
		t.Fatal("nothing was suggested")
	}
	const lost = "markings that began as suggestions, left out as asked"
	for _, way := range foreign.SuggestedWays {
		path := filepath.Join(t.TempDir(), "out.csv")
		report, err := outgoing.Write(t.Context(), p, path, outgoing.Options{Format: "csv", Suggested: way})
		must(t, err)
		marked := strings.Count(tree(t, filepath.Dir(path))["out.csv"], `""origin"":""suggestion""`)
		wantMarks, wantMarked, wantLost := all, 0, 0
		switch way {
		case foreign.SuggestedMark:
			wantMarked = suggested
		case foreign.SuggestedLeave:
			wantMarks, wantLost = all-suggested, suggested
		}
		if report.Annotations != wantMarks || marked != wantMarked || counted(report.Losses)[lost] != wantLost {
			t.Errorf("%s: %d marks, %d of them marked, %d counted as lost; not %d, %d, %d",
				way, report.Annotations, marked, counted(report.Losses)[lost], wantMarks, wantMarked, wantLost)
		}
	}
}

// Without texts no text is written, and at most twenty characters of a mark.
func TestAnExportWithoutTexts(t *testing.T) {
	p := richProject(t, 20)
	none := 0
	for _, f := range outgoing.Formats() {
		path := filepath.Join(t.TempDir(), "out")
		must(t, mkdir(path))
		report, err := outgoing.Write(t.Context(), p, path+"/", outgoing.Options{Format: f.Name, NoText: true})
		carries := f.Name == "bluepencil" || f.Name == "claimreview" || f.Codec != nil && f.Codec.Carries.NoText
		if !carries {
			none++
			if err == nil || !strings.Contains(err.Error(), "nothing without its texts") || len(tree(t, path)) > 0 {
				t.Errorf("%s: written without texts: %v", f.Name, err)
			}
			continue
		}
		must(t, err)
		if f.Name == "claimreview" {
			continue // it has no texts in any case
		}
		if report.Articles != 20 {
			t.Errorf("%s: %d articles without texts", f.Name, report.Articles)
		}
		for _, d := range documents(t, p, "") {
			holdsNoText(t, f.Name, tree(t, path), d)
		}
	}
	if none == 0 {
		t.Error("every format makes sense without texts")
	}
}

// holdsNoText looks for the text, and for more of a mark than may be there.
func holdsNoText(t *testing.T, name string, files map[string]string, d *foreign.Document) {
	t.Helper()
	long := []string{d.Text}
	for _, l := range d.Layers {
		for _, m := range l.Marks {
			for _, s := range m.Spans {
				if runes := []rune(s.Text); len(runes) > 20 {
					long = append(long, string(runes[:21]))
				}
			}
		}
	}
	for file, content := range files {
		for _, words := range long {
			quoted, err := json.Marshal(words)
			must(t, err)
			if strings.Contains(content, words) || strings.Contains(content, strings.Trim(string(quoted), `"`)) {
				t.Errorf("%s: %s holds %q", name, file, words)
			}
		}
	}
}
