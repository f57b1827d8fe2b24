package bluepencil_test

import (
	"bytes"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
	"bluepencil/annotate/format/bluepencil"
	"bluepencil/annotate/rounds"
	"bluepencil/annotate/talk"
	"bluepencil/annotate/text"
)

// discussed is an article with a thread about an annotation and a comment on
// the whole, by people of the team and by somebody who is not in it any more.
func discussed() *format.Bundle {
	b := random(rand.New(rand.NewPCG(1, 2)), 1000, torture, 3)
	at := talk.AboutAnnotation(annotate.AnnotationRef(b.Article.ID, b.Annotations[0].Layer, b.Annotations[0].ID))
	b.Comments = []talk.Comment{
		{ID: id(31), Article: b.Article.ID, Author: id(11), About: at, Text: "@jo, “a quote”?\n\u2028", Mentions: []annotate.ID{id(12)}, Written: noon, Resolved: true},
		{ID: id(32), Article: b.Article.ID, Author: id(12), About: at, Text: "yes", ReplyTo: id(31), Written: noon.Add(time.Minute), Edited: noon.Add(time.Hour)},
		{ID: id(33), Article: b.Article.ID, Author: id(99), About: talk.AboutArticle(), Text: "hello", Mentions: []annotate.ID{id(11), id(12)}, Written: noon},
		{ID: id(34), Article: b.Article.ID, Author: id(11), About: talk.AboutDecision(annotate.Ref{ID: id(41)}), Text: "why?", Written: noon},
	}
	return b
}

func TestWhatWasSaidComesBack(t *testing.T) {
	b := discussed()
	raw := export(t, bluepencil.Options{Unit: text.CodePoint}, b)
	if err := validate(t, schema(t, "bluepencil-1"), raw); err != nil {
		t.Error(err)
	}
	in, err := bluepencil.NewReader(bytes.NewReader(raw), bluepencil.ReadOptions{}).Next()
	if err != nil || len(in.Comments) != len(b.Comments) {
		t.Fatalf("%v, %+v", err, in)
	}
	people := map[string]annotate.ID{"mina": id(11), "jo": id(12), id(99).String(): id(99), "": {}}
	for i, c := range in.Comments {
		got := c.Comment
		got.Author, got.About.Owner, got.Mentions = people[c.Author], people[c.Layer], nil
		for _, handle := range c.Mentions {
			got.Mentions = append(got.Mentions, people[handle])
		}
		if !reflect.DeepEqual(got, b.Comments[i]) {
			t.Errorf("comment %d is\n%+v, was\n%+v", i, got, b.Comments[i])
		}
	}
}

// What the schema does not allow of a comment is not read either.
func TestCommentsKeepToTheSchema(t *testing.T) {
	lines := schema(t, "bluepencil-1")
	good := string(export(t, bluepencil.Options{Unit: text.CodePoint}, discussed()))
	for from, to := range map[string]string{
		`"kind": "article"`:  `"kind": "weather"`,
		`"author": "jo"`:     `"author": ""`,
		`"text": "yes", `:    ``,
		`"text": "yes"`:      `"text": 7`,
		`"mentions": ["jo"]`: `"mentions": "jo"`,
		`"resolved": true`:   `"resolved": 1`,
		`"resolved": true}`:  `"resolved": true, "likes": 3}`,
		`"written": "2025-03-04T12:00:00.345Z", "text": "hello"`: `"written": "noon", "text": "hello"`,
		`{"id": "` + id(33).String() + `"`:                       `{"id": ""`,
	} {
		bad := strings.Replace(good, from, to, 1)
		if bad == good {
			t.Errorf("%s is not there", from)
		}
		_, err := bluepencil.Parse([]byte(bad))
		if allowed := validate(t, lines, []byte(bad)); err == nil || allowed == nil {
			t.Errorf("%s: read: %v, schema: %v", to, err, allowed)
		}
	}
}

func withRounds() *format.Common {
	c := team()
	c.People[0].Lead, c.People[1].Retired = true, true
	rule := &rounds.Rule{People: []annotate.ID{id(11), id(12)}, PerArticle: 1, Overlap: 0.2, OverlapBy: 2,
		Quotas: []rounds.Quota{{Person: id(12), Articles: 10}}, Stratify: rounds.StratifyMonth, Seed: 1<<64 - 1}
	c.Rounds = []format.Round{
		{Round: rounds.Round{ID: id(51), Name: "March", Instructions: "cues too", Open: true, Rule: rule},
			Cells: []rounds.Cell{{Article: id(1000), Person: id(11)}, {Article: id(1000), Person: id(12)}, {Article: id(1001), Person: id(11)}, {Article: id(1001), Person: id(99)}}},
		{Round: rounds.Round{ID: id(52), Name: "By <hand>", Closed: true}},
	}
	return c
}

func TestRoundsComeBack(t *testing.T) {
	c := withRounds()
	raw, err := bluepencil.ProjectFile(c)
	if err != nil {
		t.Fatal(err)
	}
	if err := validate(t, schema(t, "project-1"), raw); err != nil {
		t.Error(err)
	}
	back, err := bluepencil.ParseProject(raw)
	if err != nil || !reflect.DeepEqual(back.Rounds, c.Rounds) || !reflect.DeepEqual(back.People, c.People) {
		t.Errorf("%v\n%+v\n%+v", err, back.Rounds, c.Rounds)
	}
	for from, to := range map[string]string{
		`"person": "mina"`:               `"person": "nobody"`,
		`"jo": 10`:                       `"nobody": 10`,
		`"seed": "18446744073709551615"`: `"seed": "many"`,
		`"instructions"`:                 `"instruction"`,
	} {
		bad := strings.Replace(string(raw), from, to, 1)
		if _, err := bluepencil.ParseProject([]byte(bad)); bad == string(raw) || err == nil {
			t.Errorf("%s was read", to)
		}
	}
}
