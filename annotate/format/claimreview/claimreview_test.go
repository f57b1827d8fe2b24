package claimreview

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
	"bluepencil/annotate/register"
	"bluepencil/assets"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

func schema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	raw, err := assets.Schema("claimreview-1")
	if err != nil {
		t.Fatal(err)
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("claimreview-1", document); err != nil {
		t.Fatal(err)
	}
	return c.MustCompile("claimreview-1")
}

func valid(t *testing.T, line []byte) error {
	t.Helper()
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(line))
	if err != nil {
		t.Fatal(err)
	}
	return schema(t).Validate(document)
}

const story = "Mayor Ada Lund said the bridge will cost half of what the old one did."

// bundle is an article with a claim, said by the mayor in a quote.
func bundle(t *testing.T) (*format.Bundle, *format.Common) {
	t.Helper()
	lund := annotate.Entity{ID: annotate.NewID(), Name: "Ada Lund", Type: "person", Wikidata: "Q7", Roles: []annotate.EntityRole{{Title: "Mayor of Alder"}}}
	mark := func(label annotate.LabelID, words string) annotate.Annotation {
		at := strings.Index(story, words)
		span, err := annotate.SpanOf(story, at, at+len(words))
		if err != nil {
			t.Fatal(err)
		}
		return annotate.Annotation{ID: annotate.NewID(), Label: label, Spans: []annotate.Span{span}}
	}
	speaker, quote, claim := mark("person", "Ada Lund"), mark("quote", story[20:]), mark(Label, story[24:])
	speaker.Entity = lund.ID
	quote.Links = []annotate.Link{{ID: annotate.NewID(), Role: Speaker, To: speaker.ID}}
	claim.Links = []annotate.Link{{ID: annotate.NewID(), Role: SaidIn, To: quote.ID}}
	claim.Attributes = map[annotate.AttributeID]annotate.AttributeValue{Normalised: "The new bridge costs half of what the old one did.", Verdict: "False",
		Rating: 1.0, ReviewURL: "https://check.example/bridge", ReviewDate: "2026-03-09"}
	article := annotate.Article{Meta: map[string]string{annotate.MetaTitle: "Bridge vote", annotate.MetaOutlet: "Alder Courier",
		annotate.MetaURL: "https://courier.example/bridge", annotate.MetaPublished: "2026-03-04T18:00:00Z"}}
	return &format.Bundle{Article: article, Text: story, Annotations: []annotate.Annotation{speaker, quote, claim}}, &format.Common{Entities: []annotate.Entity{lund}}
}

func TestACheckedClaimIsWrittenWithWhatIsKnown(t *testing.T) {
	b, common := bundle(t)
	w := NewWriter(common, Publisher{"Alder Checks", "https://check.example"})
	line, losses, err := w.Record(b)
	if err != nil {
		t.Fatal(err)
	}
	if err := valid(t, line); err != nil {
		t.Errorf("%v\n%s", err, line)
	}
	var got thing
	if err := json.Unmarshal(line, &got); err != nil {
		t.Fatal(err)
	}
	author, where := got.ItemReviewed.Author, got.ItemReviewed.Appearance[0]
	if author.Name != "Ada Lund" || author.Type != "Person" || author.JobTitle != "Mayor of Alder" || author.SameAs != "https://www.wikidata.org/entity/Q7" {
		t.Errorf("the claimant is %+v", author)
	}
	if where.Headline != "Bridge vote" || where.Publisher.Name != "Alder Courier" || got.ItemReviewed.DatePublished != "2026-03-04" || got.Author.Name != "Alder Checks" {
		t.Errorf("%s", line)
	}
	if w.Written() != 1 || len(losses) != 1 || losses[0].Count != 2 {
		t.Errorf("%d written, losses %+v", w.Written(), losses)
	}
}

func TestWhatIsMissingIsNamed(t *testing.T) {
	b, common := bundle(t)
	claim := &b.Annotations[2]
	review := func() Review {
		return Of(claim, Surroundings{Article: &b.Article, Marks: b.Annotations, Register: register.New(common.Entities), Publisher: Publisher{Name: "Alder Checks"}})
	}
	if r := review(); len(r.Missing()) != 0 || !r.Complete() {
		t.Errorf("of a complete one: %+v", r.Missing())
	}
	for name, c := range map[string]struct {
		change   func()
		field    string
		required bool
	}{
		"too long":    {func() { claim.Attributes[Normalised] = strings.Repeat("ä", MostCharacters+1) }, "claim", true},
		"no verdict":  {func() { delete(claim.Attributes, Verdict) }, "verdict", true},
		"no address":  {func() { claim.Attributes[ReviewURL] = "check.example/bridge" }, "address of the check", true},
		"no rating":   {func() { delete(claim.Attributes, Rating) }, "rating", false},
		"no claimant": {func() { claim.Links = nil }, "claimant", false},
		"no article":  {func() { delete(b.Article.Meta, annotate.MetaURL) }, "address of the article", false},
	} {
		b, common = bundle(t)
		claim = &b.Annotations[2]
		c.change()
		r := review()
		gaps := r.Missing()
		if len(gaps) != 1 || gaps[0].Field != c.field || gaps[0].Required != c.required || r.Complete() == c.required {
			t.Errorf("%s: %+v", name, gaps)
		}
		line, losses, err := NewWriter(common, Publisher{}).Record(b)
		if err != nil || (len(line) == 0) != c.required || c.required && len(losses) != 2 {
			t.Errorf("%s: wrote %q, losses %+v, %v", name, line, losses, err)
		}
		if len(line) > 0 {
			if err := valid(t, line); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

func TestAClaimantIsTheEntryOrTheWords(t *testing.T) {
	b, common := bundle(t)
	claim := &b.Annotations[2]
	around := Surroundings{Article: &b.Article, Marks: b.Annotations, Register: register.New(common.Entities)}
	for name, c := range map[string]struct {
		link annotate.Link
		want string
	}{
		"entity":  {annotate.Link{Role: Claimant, To: common.Entities[0].ID, ToEntity: true}, "Ada Lund"},
		"mention": {annotate.Link{Role: Claimant, To: b.Annotations[1].ID}, b.Annotations[1].Text()},
		"gone":    {annotate.Link{Role: Claimant, To: annotate.NewID()}, ""},
	} {
		claim.Links = []annotate.Link{c.link}
		if got := Of(claim, around).Claimer.Name; got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func FuzzRecord(f *testing.F) {
	f.Add("The bridge costs half.", "False", "https://check.example/", "courier.example")
	f.Fuzz(func(t *testing.T, words, verdict, address, article string) {
		b, common := bundle(t)
		claim := &b.Annotations[2]
		claim.Attributes[Normalised], claim.Attributes[Verdict], claim.Attributes[ReviewURL] = words, verdict, address
		b.Article.Meta[annotate.MetaURL] = article
		if line, _, err := NewWriter(common, Publisher{}).Record(b); err == nil && len(line) > 0 {
			if err := valid(t, line); err != nil {
				t.Errorf("%v\n%s", err, line)
			}
		}
	})
}
