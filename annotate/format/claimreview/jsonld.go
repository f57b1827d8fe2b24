package claimreview

import (
	"bytes"
	"encoding/json"
	"net/url"
	"strings"
)

// thing is an object of JSON-LD.
type thing struct {
	Context       string   `json:"@context,omitempty"`
	Type          string   `json:"@type"`
	URL           string   `json:"url,omitempty"`
	Name          string   `json:"name,omitempty"`
	JobTitle      string   `json:"jobTitle,omitempty"`
	SameAs        string   `json:"sameAs,omitempty"`
	Headline      string   `json:"headline,omitempty"`
	DatePublished string   `json:"datePublished,omitempty"`
	ClaimReviewed string   `json:"claimReviewed,omitempty"`
	Author        *thing   `json:"author,omitempty"`
	Publisher     *thing   `json:"publisher,omitempty"`
	ReviewRating  *rating  `json:"reviewRating,omitempty"`
	ItemReviewed  *thing   `json:"itemReviewed,omitempty"`
	Appearance    []*thing `json:"appearance,omitempty"`
}

type rating struct {
	Type          string  `json:"@type"`
	AlternateName string  `json:"alternateName"`
	RatingValue   float64 `json:"ratingValue,omitempty"`
	BestRating    int     `json:"bestRating,omitempty"`
	WorstRating   int     `json:"worstRating,omitempty"`
}

// JSONLD is the review on one line, which ends in a line break. What is not
// known is left out.
func (r *Review) JSONLD() ([]byte, error) {
	out := thing{Context: "https://schema.org", Type: "ClaimReview", URL: r.URL, ClaimReviewed: r.Claim, DatePublished: r.Published,
		Author: organisation(r.Publisher), ReviewRating: &rating{Type: "Rating", AlternateName: r.Verdict}, ItemReviewed: r.claim()}
	if r.Rating != 0 {
		out.ReviewRating.RatingValue, out.ReviewRating.BestRating, out.ReviewRating.WorstRating = r.Rating, BestRating, WorstRating
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(out)
	return b.Bytes(), err
}

func organisation(p Publisher) *thing {
	if p.Name == "" {
		return nil
	}
	o := &thing{Type: "Organization", Name: p.Name}
	if isAddress(p.URL) {
		o.URL = p.URL
	}
	return o
}

func (r *Review) claim() *thing {
	c := &thing{Type: "Claim", DatePublished: r.ClaimDate}
	if r.Claimer.Name != "" {
		c.Author = &thing{Type: kinds[r.Claimer.Type], Name: r.Claimer.Name, JobTitle: r.Claimer.Role}
		if c.Author.Type == "" {
			c.Author.Type = "Thing"
		}
		if c.Author.Type != kinds["person"] {
			c.Author.JobTitle = "" // only people have one
		}
		if r.Claimer.Wikidata != "" {
			c.Author.SameAs = "https://www.wikidata.org/entity/" + url.PathEscape(r.Claimer.Wikidata)
		}
	}
	if isAddress(r.Article.URL) {
		found := &thing{Type: "CreativeWork", URL: r.Article.URL, Headline: r.Article.Headline, DatePublished: r.Article.Published}
		if r.Article.Outlet != "" {
			found.Publisher = &thing{Type: "Organization", Name: r.Article.Outlet}
		}
		c.Appearance = []*thing{found}
	}
	return c
}

// kinds are schema.org's types of who can claim something, by label.
var kinds = map[string]string{"person": "Person", "organisation": "Organization", "source": "Person"}

func isAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://")) && u.Host != ""
}

// Name is what the format is called.
const Name = "claimreview"
