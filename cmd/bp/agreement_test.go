package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bluepencil/storage"
)

// twoHands is a desk where nora has submitted the article of mina, too.
func twoHands(t *testing.T) string {
	t.Helper()
	path := desk(t)
	dir := t.TempDir()
	must(t, "import", path, write(t, dir, "note.txt", "A note of nobody's.\n"), "--as", "Nora Vik")
	markWords(t, path, "nora-vik", "bridge.txt", map[string]string{"quote": "It is late 🌉", "person": "Ada Lund"})
	inProject(t, path, func(p *storage.Project) {
		nora, err := p.PersonByHandle("nora-vik")
		if err != nil {
			t.Fatal(err)
		}
		article, err := p.FindArticle("bridge.txt")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.SubmitLayer(article, nora.ID); err != nil {
			t.Fatal(err)
		}
	})
	return path
}

func TestAgreementOfAProject(t *testing.T) {
	path := twoHands(t)
	var r struct {
		Layers   []string
		Articles int
		Labels   []struct {
			Label     string
			Layers    []string
			Spans     map[string]int
			F1        map[string]*float64
			UAlpha    *float64 `json:"u_alpha_binary"`
			CI        []float64
			Only      string
			Undefined map[string]string
		}
		All map[string]any
	}
	if err := json.Unmarshal([]byte(must(t, "agreement", path, "--json").out), &r); err != nil {
		t.Fatal(err)
	}
	if r.Articles != 1 || strings.Join(r.Layers, " ") != "mina-orth nora-vik" || len(r.Labels) != 3 {
		t.Fatalf("%+v", r)
	}
	quote := r.Labels[0]
	if quote.Label != "quote" || *quote.F1["strict"] != 1 || *quote.UAlpha != 1 || quote.CI != nil || quote.Undefined["ci"] != "too few documents" || quote.Spans["nora-vik"] != 1 {
		t.Errorf("%+v", quote)
	}
	if claim := r.Labels[1]; claim.Label != "claim" || claim.Only != "mina-orth" || *claim.F1["overlap_type"] != 0 {
		t.Errorf("%+v", claim)
	}
	if _, there := r.All["u_alpha_binary"]; there {
		t.Error("there is a u-alpha of all labels together")
	}
	if kept := must(t, "agreement", path, "--keep-edges").out; !strings.Contains(kept, "boundary (1)") {
		t.Errorf("edges that are kept make no difference:\n%s", kept)
	}
}

func TestAgreementAsFiles(t *testing.T) {
	path, dir := twoHands(t), t.TempDir()
	page, table := filepath.Join(dir, "a.html"), filepath.Join(dir, "a.csv")
	out := must(t, "agreement", path, "--html", page, "--csv", table, "--layers", "mina-orth,nora-vik", "--seed", "7").out
	if !strings.Contains(out, "only mina-orth uses this label") {
		t.Errorf("%s", out)
	}
	for file, words := range map[string][]string{page: {"<!doctype html>", "seed 7", "only mina-orth uses this label", "prefers-color-scheme"}, table: {"row,label,", "\r\nlabel,quote,", "\r\nall labels,"}} {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range words {
			if !strings.Contains(string(b), w) {
				t.Errorf("%s does not say %q:\n%s", file, w, b)
			}
		}
		for _, w := range []string{"<script", "http://", "https://", "NaN"} {
			if strings.Contains(string(b), w) {
				t.Errorf("%s says %q", file, w)
			}
		}
	}
}

func TestAgreementOfOnePerson(t *testing.T) {
	if out := must(t, "agreement", desk(t)).out; !strings.Contains(out, "needs a second annotator") {
		t.Errorf("%s", out)
	}
}

func TestAgreementOfCases(t *testing.T) {
	dir := t.TempDir()
	file := write(t, dir, "cases.json", `{"cases":[{"id":"x","input":{"docs":[{"A":[[0,4,"quote"]],"B":[]}]}}]}`)
	if out := must(t, "agreement", "--cases", file, "--json").out; !strings.Contains(out, `"symmetric"`) || !strings.Contains(out, `"id": "x"`) {
		t.Errorf("%s", out)
	}
	bp("agreement", "--cases", write(t, dir, "odd.json", `{"cases":[{"id":"y","input":7}]}`)).wants(t, exitPartly, "y")
	bp("agreement", "--cases", write(t, dir, "none.json", `7`)).wants(t, exitUsage, "none.json")
	bp("agreement", "--cases", filepath.Join(dir, "gone.json")).wants(t, exitUsage, "gone.json")
	bp("agreement").wants(t, exitUsage, "--cases")
	bp("agreement", "project", "--cases", file).wants(t, exitUsage, "not both")
	bp("agreement", desk(t), "--layers", "nobody").wants(t, exitUsage, "nobody")
	bp("agreement", desk(t), "--layers", "gold,mina-orth").wants(t, exitUsage, "nothing was adjudicated yet")
}
