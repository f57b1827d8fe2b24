package main

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"bluepencil/assets"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// deskRecord has a quote in two pieces, a claim that can be checked, and one
// man in three spellings.
const deskRecord = `{"title": "Night ferry sails again", "outlet": "Alder Courier", "url": "https://courier.example/ferry", "published": "2026-03-02", "text": "Harbour spokesman Tomas Reyle announced it on Monday. “The night ferry will sail again,” he told the board, “before the first snow.”\nThe ferry carried 41,000 passengers in its last full year, tomas Reyle said. Opponents expect half of that, and reyle knows it.\n"}`

// chooseWords selects the first place of some words in the text.
func (s *stage) chooseWords(words string) {
	s.t.Helper()
	s.key("ctrl+f")
	s.typed(words)
	s.settled()
	s.key("Escape")
	s.settled()
}

// TestTheNewsDesk makes a full quote card in at most eight keys, fills in a
// claim's form as it opens, links three spellings to one entry, all by keys,
// and has bp export a ClaimReview that its schema accepts.
func TestTheNewsDesk(t *testing.T) {
	s := newStage(t)
	project := filepath.Join(t.TempDir(), "desk.bluepencil")
	s.bp("init", project)
	s.bp("import", project, s.write("ferry.jsonl", deskRecord+"\n"))
	s.start("Bluepencil", project)
	s.signIn()
	s.waitTitle("Night ferry")
	s.settled()
	s.makeCard()
	s.fillClaim()
	s.linkSpellings()
	s.quit()
	s.verifyDesk(project)
}

// makeCard marks a quote in two pieces and accepts its cue and its speaker.
// Widening a selection to its quotation marks is part of selecting.
func (s *stage) makeCard() {
	s.chooseWords("the night ferry will sail again")
	s.key("q")
	s.settled()
	s.key("1")
	s.settled()
	s.chooseWords("before the first snow")
	s.key("q")
	s.settled()
	s.key("plus")
	s.settled()
	s.key("Return")
	s.settled()
	s.picture("card")
}

// fillClaim answers the questions of a claim: each answer may bring others.
func (s *stage) fillClaim() {
	s.chooseWords("the ferry carried 41,000 passengers in its last full year")
	s.key("2")
	s.settled()
	s.key("F6")
	for _, digit := range []string{"1", "1", "4", "3", "2"} { // kind, verifiable, worth checking, interest, harm
		s.key(digit)
		s.settled()
		s.key("Tab")
		s.settled()
	}
	for _, words := range []string{"Much read", "The ferry carried 41,000 passengers in a year.", "", "", ""} { // …, date, place, numbers
		if words != "" {
			s.typed(words)
		}
		s.key("Tab")
		s.settled()
	}
	s.key("4") // the check is done: verdict, rating, address and date are asked
	s.settled()
	s.key("Tab")
	s.typed("Mostly true")
	s.key("Tab")
	s.settled()
	s.key("4")
	s.settled()
	s.key("Tab")
	s.typed("https://check.example/ferry")
	s.key("Tab")
	s.settled()
	s.typed("2026-03-09")
	s.key("Tab")
	s.settled()
	s.picture("claim")
	s.key("Escape")
	s.settled()
}

// linkSpellings marks the man in each of his spellings, found by the word that
// comes after, and links the mention.
func (s *stage) linkSpellings() {
	for _, place := range []struct {
		words string
		count int // of words that are his name
	}{{"tomas reyle announced", 2}, {"tomas reyle said", 2}, {"reyle knows", 1}} {
		s.chooseWords(place.words)
		s.key("Left")
		for range place.count {
			s.key("ctrl+shift+Right")
		}
		s.key("3")
		s.settled()
		s.linkEntry()
	}
}

// linkEntry takes what is proposed first for the current mention.
func (s *stage) linkEntry() {
	s.key("at")
	s.asked()
	s.settled()
	s.key("Return")
	s.settled()
}

func (s *stage) verifyDesk(project string) {
	t := s.t
	var got struct {
		Annotations []struct {
			ID, Label, Entity string
			Spans             []struct{ Text string }
			Attributes        map[string]any
			Links             []struct{ Role string }
		}
		Entities []struct{ Name string }
	}
	s.must(json.Unmarshal(s.bp("export", project, "--format", "bluepencil", "--status", "all"), &got))
	var people, entities []string
	for _, a := range got.Annotations {
		switch a.Label {
		case "quote":
			if len(a.Spans) != 2 || a.Attributes["type"] != "direct" || len(a.Links) != 2 {
				t.Errorf("the card is %+v", a)
			}
		case "person":
			people = append(people, a.Spans[0].Text)
			entities = append(entities, a.Entity)
		}
	}
	slices.Sort(people)
	slices.Sort(entities)
	if strings.Join(people, ", ") != "Tomas Reyle, reyle, tomas Reyle" || len(slices.Compact(entities)) != 1 || entities[0] == "" || len(got.Entities) != 1 {
		t.Errorf("the spellings are %v, the entries %v", people, got.Entities)
	}
	line := s.bp("export", project, "--format", "claimreview", "--status", "all", "--publisher", "Alder Checks")
	if err := validReview(line); err != nil {
		t.Errorf("%v\n%s", err, line)
	}
	for _, want := range []string{`"claimReviewed":"The ferry carried 41,000 passengers in a year."`, `"alternateName":"Mostly true"`, `"ratingValue":4`, `"url":"https://courier.example/ferry"`} {
		if !strings.Contains(string(line), want) {
			t.Errorf("the review has no %s:\n%s", want, line)
		}
	}
}

// validReview holds a line against the schema that ships.
func validReview(line []byte) error {
	raw, err := assets.Schema("claimreview-1")
	if err != nil {
		return err
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		return err
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("claimreview-1", document); err != nil {
		return err
	}
	schema, err := compiler.Compile("claimreview-1")
	if err != nil {
		return err
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(line))
	if err != nil {
		return err
	}
	return schema.Validate(value)
}
