package window

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/format/claimreview"
	"bluepencil/annotate/text"
	"bluepencil/assets"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

const bridgeStory = "Bridge vote\n\n“The new harbour bridge costs half of what the old one did,” Ada Lund said on Tuesday night.\n"

func (w *Window) markWords(t *testing.T, s screen, label annotate.LabelID, words string) {
	t.Helper()
	at := strings.Index(w.desk.Open().Text, words)
	w.desk.SetSelection(text.Range{Start: at, End: at + len(words)})
	w.desk.Mark(label)
	w.desk.SetSelection(text.Range{})
	s.until(t, "the marking", func() bool { return !w.desk.Saving() })
}

func (w *Window) answer(t *testing.T, s screen, id annotate.AttributeID, value annotate.AttributeValue) {
	t.Helper()
	w.inspector.OnAttribute(id, value)
	s.until(t, "the answer", func() bool { return !w.desk.Saving() })
}

// checkedClaim opens an article with a claim in a quote that is being checked.
func checkedClaim(t *testing.T, w *Window, s screen) {
	t.Helper()
	add(t, w, s, bridgeStory)
	for id, value := range map[string]string{annotate.MetaURL: "https://courier.example/bridge", annotate.MetaOutlet: "Alder Courier", annotate.MetaPublished: "2026-03-04"} {
		must(t, w.setField(annotate.DocumentField{ID: id, Name: id, Type: annotate.TypeText}, value))
	}
	w.markWords(t, s, "person", "Ada Lund")
	speaker, _ := w.desk.Current()
	w.markWords(t, s, "quote", "“The new harbour bridge costs half of what the old one did,”")
	w.desk.StartLink("speaker")
	w.desk.SetCurrent(speaker.ID)
	s.until(t, "the speaker", func() bool { return !w.desk.Saving() })
	w.markWords(t, s, "claim", "The new harbour bridge costs half of what the old one did")
	w.answer(t, s, "claim-status", "checking")
}

func valid(t *testing.T, line []byte) {
	t.Helper()
	raw, err := assets.Schema("claimreview-1")
	must(t, err)
	schema, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	must(t, err)
	c := jsonschema.NewCompiler()
	must(t, c.AddResource("claimreview-1", schema))
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(line))
	must(t, err)
	must(t, c.MustCompile("claimreview-1").Validate(document))
}

// TestAMarkedClaimBecomesAClaimReview: golden, and held against the schema.
func TestAMarkedClaimBecomesAClaimReview(t *testing.T) {
	w, s := newWindow(t)
	w.o.App.Preferences().SetString(prefPublish, "Alder Checks")
	w.o.App.Preferences().SetString(prefSite, "https://check.example")
	checkedClaim(t, w, s)
	sheet, ok := w.desk.ClaimSheet(w.publisher())
	if !ok || sheet.Review.Complete() || sheet.Review.Claimer.Name != "Ada Lund" {
		t.Fatalf("before the verdict: %+v", sheet)
	}
	w.run("copy-review")
	if !strings.Contains(w.status.Message(), "needed") {
		t.Errorf("it says %q", w.status.Message())
	}
	w.answer(t, s, claimreview.Normalised, "The new harbour bridge costs half as much as the old one")
	w.answer(t, s, claimreview.Verdict, "False")
	w.answer(t, s, claimreview.Rating, 1.0)
	w.answer(t, s, claimreview.ReviewURL, "https://check.example/bridge")
	w.answer(t, s, claimreview.ReviewDate, "2026-03-09")
	w.run("copy-review")
	got := []byte(w.o.App.Clipboard().Content())
	valid(t, got)
	golden := filepath.Join("testdata", "claimreview.jsonl")
	if *update {
		must(t, os.WriteFile(golden, got, 0o644))
	}
	want, err := os.ReadFile(golden)
	must(t, err)
	if !bytes.Equal(got, want) {
		t.Errorf("copied\n%s\nwant\n%s", got, want)
	}
	file := filepath.Join(t.TempDir(), "claims.jsonl")
	w.markWords(t, s, "claim", "on Tuesday night")
	w.writeReviews(file)
	s.until(t, "the export", func() bool { return strings.Contains(w.status.Message(), "Exported 1 claim review") })
	written, err := os.ReadFile(file)
	must(t, err)
	if !bytes.Equal(written, want) || len(w.dialogs) != 1 {
		t.Errorf("exported\n%s\nand %d reports of what was left out", written, len(w.dialogs))
	}
}

func TestTheFormOfAClaimOpensWhatAppliesAndCounts(t *testing.T) {
	w, s := newWindow(t)
	add(t, w, s, bridgeStory)
	w.markWords(t, s, "claim", "The new harbour bridge costs half of what the old one did")
	ask := func(id annotate.AttributeID) bool {
		a, _ := w.desk.Current()
		for _, attribute := range w.desk.Codebook().AttributesOf(&a) {
			if attribute.ID == id {
				return true
			}
		}
		return false
	}
	if ask(claimreview.Verdict) || ask("harm") {
		t.Error("a fresh claim is asked for its verdict or harm")
	}
	w.answer(t, s, "verifiable", "yes")
	w.answer(t, s, "claim-status", "done")
	if !ask(claimreview.Verdict) || !ask("harm") {
		t.Error("the verdict or the harm is not asked")
	}
	sheet, ok := w.desk.ClaimSheet(w.publisher())
	if !ok || sheet.Review.Characters() != 57 || len(sheet.Gaps) == 0 || !sheet.Gaps[0].Required {
		t.Errorf("the sheet is %+v", sheet)
	}
	w.answer(t, s, claimreview.Normalised, strings.Repeat("bridge ", 12)+"!")
	if sheet, _ = w.desk.ClaimSheet(w.publisher()); sheet.Gaps[0].Field != "claim" {
		t.Errorf("of a claim that is too long: %+v", sheet.Gaps)
	}
}

func TestAClaimGetsAnEntryWithTwoKeys(t *testing.T) {
	w, s := newWindow(t)
	add(t, w, s, bridgeStory)
	w.markWords(t, s, "claim", "The new harbour bridge costs half of what the old one did")
	w.view.TypedRune('@')
	s.until(t, "the entries", func() bool { return len(w.dialogs) == 1 })
	choice := w.choice
	choice.Query.SetText("The bridge costs half")
	choice.Query.OnSubmitted(choice.Query.Text)
	s.until(t, "the entry", func() bool { a, _ := w.desk.Current(); return !a.Entity.IsZero() && !w.desk.Saving() })
	if len(w.dialogs) != 0 || w.desk.UndoName() != "add a claim to the register" {
		t.Errorf("%d dialogs, to undo %q", len(w.dialogs), w.desk.UndoName())
	}
	w.run("claims-alike")
	s.until(t, "the claim in its context", func() bool { return len(w.search.finder.Rows()) == 1 })
	if row := w.search.finder.Rows()[0]; row.Annotation != mustCurrent(w).ID {
		t.Errorf("found %+v", row)
	}
}

func mustCurrent(w *Window) annotate.Annotation { a, _ := w.desk.Current(); return a }
