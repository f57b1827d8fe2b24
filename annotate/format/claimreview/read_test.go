package claimreview

import (
	"strings"
	"testing"
	"testing/fstest"

	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/foreign/foreigntest"
)

const review = `{"@context":"https://schema.org","@type":"ClaimReview","url":"https://check.example/bridge","claimReviewed":"The bridge cost 9 crowns.",
 "datePublished":"2026-03-04","author":{"@type":"Organization","name":"Alder Check"},
 "reviewRating":{"@type":"Rating","ratingValue":"2","bestRating":"5","worstRating":"1","alternateName":"Mostly false"},
 "itemReviewed":{"@type":"Claim","author":{"@type":"Person","name":"Ada Lund","sameAs":["https://www.wikidata.org/wiki/Q42"]},"datePublished":"2026-03-01"}}`

func read(t *testing.T, content string) ([]*foreign.Document, error) {
	t.Helper()
	c := Codec()
	return foreign.ReadAll(&c, fstest.MapFS{"f.json": {Data: []byte(content)}}, "f.json", foreign.ReadOptions{})
}

func TestReviewsOfOthersAreRead(t *testing.T) {
	line := strings.ReplaceAll(review, "\n", "")
	for name, content := range map[string]string{
		"an object": review, "with a mark": "\ufeff" + review, "lines": line + "\n" + line + "\n", "an array": "[" + review + "]",
		"a graph": `{"@graph":[{"@type":"WebPage"},` + review + `]}`,
		"a feed":  `{"@type":"DataFeed","dataFeedElement":[{"item":null},{"item":[null,` + review + `]},null]}`,
	} {
		docs, err := read(t, content)
		if err != nil || len(docs) == 0 {
			t.Errorf("%s: %d reviews, %v", name, len(docs), err)
			continue
		}
		d := docs[0]
		foreign.Settle(d, Codec().Unit)
		m := d.Layers[0].Marks[0]
		if m.Spans[0].Text != "The bridge cost 9 crowns." || m.Attribute("verdict") != "Mostly false" || m.Attribute("rating") != 2.0 || m.Attribute("review-date") != "2026-03-04" {
			t.Errorf("%s: %+v", name, m)
		}
		if len(d.Entities) != 1 || d.Entities[0].Wikidata != "Q42" || m.Links[0].To != "Q42" || d.Head.Meta["outlet"] != "Alder Check" {
			t.Errorf("%s: %+v %+v", name, d.Entities, d.Head)
		}
	}
}

func TestReviewsAsTheyAreInTheWild(t *testing.T) {
	for _, content := range []string{
		`{"@context":"https://schema.org","@type":["ClaimReview"],"claimReviewed":"A","author":"Alder Check","reviewRating":["?"],"itemReviewed":{"@type":"CreativeWork"}}`,
		`{"@type":"ClaimReview","claimReviewed":"A","reviewRating":{"ratingValue":7,"bestRating":5,"worstRating":1},"itemReviewed":[],"author":[]}`,
		`{"@type":"ClaimReview","claimReviewed":"A","reviewRating":"false","url":["https://a.example","https://b.example"]}`,
	} {
		docs, err := read(t, content)
		if err != nil || len(docs) != 1 || docs[0].Layers[0].Marks[0].Attribute("rating") != nil {
			t.Errorf("%s: %v %v", content, docs, err)
		}
	}
}

func TestWhatIsNoReviewIsRefused(t *testing.T) {
	for _, content := range []string{`{"@type":"ClaimReview"}`, `{"@type":"Article"}`, `{"@type":"ClaimReview","claimReviewed":"a","claimReviewed":"b"}`, `[1]`} {
		if docs, err := read(t, content); err == nil {
			t.Errorf("%s is read: %v", content, docs)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(review))
	f.Add([]byte(`[{"@graph":[{"@type":"ClaimReview","claimReviewed":"😊"}]}]`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		c := Codec()
		foreigntest.Survive(t, &c, map[string][]byte{"f.json": raw}, "f.json")
	})
}
