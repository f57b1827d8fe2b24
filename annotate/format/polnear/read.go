package polnear

import (
	"encoding/json"
	"regexp"
	"slices"

	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/text"
)

// envelope is what is kept of a file.
type envelope struct {
	Brat   json.RawMessage `json:"brat"`
	Events []attributed    `json:"events,omitempty"`
}

// attributed is an event as it was read.
type attributed struct {
	ID         string              `json:"id"`
	Label      string              `json:"label"`
	Links      []foreign.Link      `json:"links,omitempty"`
	Attributes []foreign.Attribute `json:"attributes,omitempty"`
	Note       string              `json:"note,omitempty"`
	Question   bool                `json:"question,omitempty"`
	// Lost are those of its ends that did not hold against the text.
	Lost []string `json:"lost,omitempty"`
}

// ends lists what fills a role.
func (a *attributed) ends(role string) (list []string) {
	for _, l := range a.Links {
		if l.Role == role {
			list = append(list, l.To)
		}
	}
	return list
}

var eventID = regexp.MustCompile(`^E\d+`)

// cards makes quote cards of the attributions of a document as package brat
// reads it. An event that other lines build upon stays a mark.
func cards(d *foreign.Document) error {
	layer := &d.Layers[0]
	lost := unverified(d)
	aimed := map[string]bool{}
	for _, m := range layer.Marks {
		for _, l := range m.Links {
			aimed[l.To] = true
		}
	}
	out := envelope{Brat: layer.Envelope}
	var marks []foreign.Mark
	for _, m := range layer.Marks {
		is := (m.Label == attribution || m.Label == noSource) && eventID.MatchString(m.ID)
		if !is || aimed[m.ID] || m.Entity != "" || lost[m.ID] || entityLinks(&m) {
			marks = append(marks, m)
			continue
		}
		a := attributed{ID: m.ID, Label: m.Label, Links: m.Links, Attributes: m.Attributes, Note: m.Note, Question: m.Question}
		for _, l := range m.Links {
			if lost[l.To] {
				a.Lost = append(a.Lost, l.To)
			}
		}
		out.Events = append(out.Events, a)
	}
	layer.Marks = marks
	linkQuotes(layer, out.Events)
	for i := range layer.Marks {
		if ours, ok := inProject[layer.Marks[i].Label]; ok {
			layer.Marks[i].Label = ours
		}
	}
	var err error
	layer.Envelope, err = json.Marshal(&out)
	return err
}

func entityLinks(m *foreign.Mark) bool {
	return slices.ContainsFunc(m.Links, func(l foreign.Link) bool { return l.ToEntity })
}

// unverified are the ids of the marks that will be left out.
func unverified(d *foreign.Document) map[string]bool {
	units := foreign.NewUnits(text.CodePoint)
	units.Add(d)
	unit, _ := units.Unit()
	trial := foreign.Document{Text: d.Text, Layers: []foreign.Layer{{Marks: slices.Clone(d.Layers[0].Marks)}}}
	foreign.Settle(&trial, unit)
	lost := map[string]bool{}
	for _, m := range d.Layers[0].Marks {
		lost[m.ID] = true
	}
	for _, m := range trial.Layers[0].Marks {
		delete(lost, m.ID)
	}
	return lost
}

// linkQuotes gives the contents of each event its source and cue.
func linkQuotes(layer *foreign.Layer, events []attributed) {
	at := map[string]int{}
	for i, m := range layer.Marks {
		at[m.ID] = i
	}
	type end struct{ from, role, to string }
	known := map[end]bool{}
	for i := range events {
		for _, id := range events[i].ends(content) {
			n, ok := at[id]
			if !ok {
				continue
			}
			m := &layer.Marks[n]
			for _, l := range cardLinks(&events[i]) {
				if key := (end{id, l.Role, l.To}); !known[key] {
					known[key] = true
					m.Links = append(m.Links, l)
				}
			}
		}
	}
}

// cardLinks are the links that an event gives to its contents.
func cardLinks(a *attributed) (list []foreign.Link) {
	for _, l := range a.Links {
		switch l.Role {
		case source:
			l.Role = Speaker
		case cue:
			l.Role = CueRole
		default:
			continue
		}
		list = append(list, l)
	}
	return list
}
