package foreign

import (
	"encoding/json"
	"time"

	"bluepencil/annotate"
)

// said is what a file said of an article and of a layer beside the marks. A
// project gives both more than the file had: ids, a person, a time. The file
// gets back what it had, as long as nothing of it has changed since.
type said struct {
	ID        string          `json:"id,omitempty"`
	Source    Source          `json:"source,omitzero"`
	Person    string          `json:"person,omitempty"`
	Status    annotate.Status `json:"status,omitempty"`
	Submitted time.Time       `json:"submitted,omitzero"`
	Codebook  uint64          `json:"codebook,omitempty"`
}

func saidBy(d *Document, l *Layer) []byte {
	raw, err := json.Marshal(said{ID: d.Head.ID, Source: d.Head.Source, Person: l.Person, Status: l.Status, Submitted: l.Submitted, Codebook: l.Codebook})
	if err != nil {
		return nil // texts and numbers only
	}
	return raw
}

// giveBack gives a layer, and the head of its document, what the file said.
func giveBack(raw []byte, d *Document, l *Layer) {
	var s said
	if json.Unmarshal(raw, &s) != nil {
		return
	}
	d.Head.ID, d.Head.Source = s.ID, s.Source
	l.Person = s.Person
	if finished(s.Status) == finished(l.Status) {
		l.Status, l.Submitted, l.Codebook = s.Status, s.Submitted, s.Codebook
	}
}
