package jsonl

import (
	"encoding/json"
	"fmt"
	"maps"
)

// envelope is a record as it was read.
type envelope struct {
	Columns   columns  `json:"columns"`
	Record    *node    `json:"record"` // without the text, the marks and the links
	Spans     []kept   `json:"spans,omitempty"`
	Relations []linked `json:"relations,omitempty"`
}

// kept is a mark as it was read, its words left out where they are the text's.
type kept struct {
	Node  *node  `json:"n"`
	ID    string `json:"i,omitempty"` // of the mark
	Words bool   `json:"w,omitempty"` // they were left out
}

// linked is a link as it was read.
type linked struct {
	Node *node  `json:"n"`
	From string `json:"f,omitempty"`
	Role string `json:"r,omitempty"`
	To   string `json:"t,omitempty"`
}

func openEnvelope(data []byte) (*envelope, error) {
	if len(data) == 0 {
		return nil, nil
	}
	e := &envelope{}
	if err := json.Unmarshal(data, e); err != nil {
		return nil, fmt.Errorf("what was kept of the record cannot be read: %w", err)
	}
	return e, nil
}

// fits tells whether the record had the shape that is asked for.
func (e *envelope) fits(c columns) bool {
	return e != nil && e.Record != nil && maps.Equal(e.Columns, c)
}
