package brat

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"

	"bluepencil/annotate/format/foreign"
)

// The types of comments that mean something here.
const (
	notes = "AnnotatorNotes" // brat's own
	ours  = "Bluepencil"
)

// extra is what brat has no line for. It is written as JSON in a comment.
type extra struct {
	ID          string           `json:"id,omitempty"` // of the mark in the project
	Spans       [][2]int         `json:"spans,omitempty"`
	Attributes  []extraAttribute `json:"attributes,omitempty"`
	Links       []extraLink      `json:"links,omitempty"`
	EntityLinks []extraLink      `json:"entity_links,omitempty"`
	Entity      *foreign.Entity  `json:"entity,omitempty"`
	Note        string           `json:"note,omitempty"`
	Question    bool             `json:"question,omitempty"`
}

type extraAttribute struct {
	Name  string `json:"name"`
	Value any    `json:"value"`
}

type extraLink struct {
	Role       string           `json:"role"`
	To         string           `json:"to,omitempty"` // the id in the file
	Entity     *foreign.Entity  `json:"entity,omitempty"`
	Attributes []extraAttribute `json:"attributes,omitempty"`
}

// empty tells that brat's own lines say everything.
func (x *extra) empty() bool {
	return x.ID == "" && x.Spans == nil && x.Attributes == nil && x.Links == nil && x.EntityLinks == nil && x.Entity == nil && x.Note == "" && !x.Question
}

// comment gives the JSON on one line, also for readers that break lines at U+0085.
func (x *extra) comment() (string, error) {
	data, err := json.Marshal(x)
	if err != nil {
		return "", fmt.Errorf("write what brat has no line for: %w", err)
	}
	return strings.ReplaceAll(string(data), "\u0085", `\u0085`), nil
}

func toExtra(list []foreign.Attribute) []extraAttribute {
	var out []extraAttribute
	for _, a := range list {
		out = append(out, extraAttribute(a))
	}
	return out
}

func fromExtra(list []extraAttribute) []foreign.Attribute {
	var out []foreign.Attribute
	for _, a := range list {
		switch value := a.Value.(type) {
		case string, float64, bool:
			out = append(out, foreign.Attribute{Name: a.Name, Value: value})
		case []any:
			texts := []string{}
			for _, one := range value {
				if s, is := one.(string); is {
					texts = append(texts, s)
				}
			}
			out = append(out, foreign.Attribute{Name: a.Name, Value: texts})
		}
	}
	return out
}

// lineValue gives how an attribute's value stands in an A line, empty for a
// binary one; ok is false where it stands in none.
func lineValue(value any) (word string, ok bool) {
	switch v := value.(type) {
	case bool:
		return "", v
	case []string:
		word = strings.Join(v, ",")
	default:
		word = fmt.Sprint(v)
	}
	return word, oneLine(word) && word == strings.TrimSpace(word) && word != ""
}

// plainValue is what an A line alone says.
func plainValue(word string) any {
	if word == "" {
		return true
	}
	return word
}

// oneLine tells whether a text can stand within a line.
func oneLine(s string) bool { return !strings.ContainsAny(s, lineBreaks+"\t") }

// folded is a note as it stands in a line.
func folded(note string) string { return strings.Join(strings.Fields(note), " ") }

var (
	database = regexp.MustCompile(`^[^\s:]+:\S+$`)
	item     = regexp.MustCompile(`^Q[1-9][0-9]*$`)
)

// reference is what an N line refers to.
func reference(e *foreign.Entity) string {
	switch {
	case database.MatchString(e.ID):
		return e.ID
	case item.MatchString(e.Wikidata):
		return "Wikidata:" + e.Wikidata
	}
	return "Register:" + Name(e.ID)
}

// referred is the entry that an N line alone tells of.
func referred(l *line) foreign.Entity {
	e := foreign.Entity{ID: l.Value, Name: l.Words}
	if db, id, _ := strings.Cut(l.Value, ":"); strings.EqualFold(db, "wikidata") && item.MatchString(id) {
		e.Wikidata = id
	}
	return e
}
