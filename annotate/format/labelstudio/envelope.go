package labelstudio

import (
	"encoding/json"

	"bluepencil/annotate/format/jsonrecord"
)

// envelope is what a file said and documents have no room for.
type envelope struct {
	Task       jsonrecord.Object   `json:"task,omitempty"`       // beside data and annotations; with the first layer only
	Data       jsonrecord.Object   `json:"data,omitempty"`       // beside the text
	TextKey    string              `json:"text_key,omitempty"`   // in data, if not "text"
	Annotation jsonrecord.Object   `json:"annotation,omitempty"` // beside the results and who made it
	Prediction bool                `json:"prediction,omitempty"` // a machine's, not a person's
	Results    []json.RawMessage   `json:"results,omitempty"`    // of no region
	Regions    map[string]region   `json:"regions,omitempty"`    // by mark
	Kinds      map[string]form     `json:"kinds,omitempty"`      // by the name of a control that asks for an attribute
	Relations  map[string]relation `json:"relations,omitempty"`  // by key
}

// region is what a result said beyond its mark.
type region struct {
	ID    string            `json:"id,omitempty"` // where the mark's had to be another
	Form  form              `json:"form,omitzero"`
	Extra jsonrecord.Object `json:"extra,omitempty"`
	Value jsonrecord.Object `json:"value,omitempty"`
	Meta  jsonrecord.Object `json:"meta,omitempty"`
}

func (r *region) isEmpty() bool {
	return r.ID == "" && r.Form == (form{}) && len(r.Extra)+len(r.Value)+len(r.Meta) == 0
}

// form is of which control, object and type results are.
type form struct {
	From string `json:"from,omitempty"`
	To   string `json:"to,omitempty"`
	Type string `json:"type,omitempty"`
}

// relation is what a relation said beyond its link.
type relation struct {
	Turned bool              `json:"turned,omitempty"` // it was drawn from the other end
	Extra  jsonrecord.Object `json:"extra,omitempty"`
}

func relationKey(from, to, role string) string { return from + "\x00" + to + "\x00" + role }

// openEnvelope reads an envelope; one that is not of this format is empty.
func openEnvelope(raw []byte) envelope {
	var e envelope
	if err := json.Unmarshal(raw, &e); err != nil {
		return envelope{}
	}
	return e
}

// seal gives the envelope's bytes, nil where there is nothing in it.
func (e *envelope) seal() ([]byte, error) {
	raw, err := jsonrecord.Marshal(e)
	if err != nil || string(raw) == "{}" {
		return nil, err
	}
	return raw, nil
}
