package webannotation

import (
	"encoding/json"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/jsonrecord"
)

// The keys of what the model has no term for.
const (
	stateKey    = "bluepencil:state"
	documentKey = "bluepencil:document"
	hashKey     = "bluepencil:sha256"
)

// context is that of the model and of the keys above.
var context = json.RawMessage(`["http://www.w3.org/ns/anno.jsonld",{"@version":1.1,"bluepencil":"urn:bluepencil:","bluepencil:document":{"@type":"@id"},"bluepencil:state":{"@type":"@json"}}]`)

// pageState is what is said of an article. Zones count code points.
type pageState struct {
	Name     string           `json:"name,omitempty"`
	Head     foreign.Head     `json:"head,omitzero"`
	Entities []foreign.Entity `json:"entities,omitempty"`
	Layers   []layerState     `json:"layers,omitempty"`
}

type layerState struct {
	Person    string          `json:"person,omitempty"`
	Status    annotate.Status `json:"status,omitempty"`
	Reason    string          `json:"reason,omitempty"`
	Submitted time.Time       `json:"submitted,omitzero"`
	Codebook  uint64          `json:"codebook,omitempty"`
}

// markState is what is said of a mark beside label, note, places, person and times.
type markState struct {
	ID         *string     `json:"id,omitempty"` // where the annotation's does not tell
	Attributes []attribute `json:"attributes,omitempty"`
	Links      []linkState `json:"links,omitempty"` // to entries
	Entity     string      `json:"entity,omitempty"`
	Question   bool        `json:"question,omitempty"`
	Origin     *origin     `json:"origin,omitempty"`
}

// linkState is what is said of a link beside its role and ends.
type linkState struct {
	ID         *string     `json:"id,omitempty"`
	Role       string      `json:"role,omitempty"`
	Entity     string      `json:"entity,omitempty"`
	Attributes []attribute `json:"attributes,omitempty"`
}

type attribute struct {
	Name  string `json:"name"`
	Value any    `json:"value"`
}

type origin struct {
	By     annotate.OriginBy `json:"by,omitempty"`
	Source string            `json:"source,omitempty"`
	Score  *float64          `json:"score,omitempty"`
	From   []string          `json:"from,omitempty"`
	Edited bool              `json:"edited,omitempty"`
}

func stateOfAttributes(list []foreign.Attribute) (out []attribute) {
	for _, a := range list {
		out = append(out, attribute(a))
	}
	return out
}

// attributesOf gives the values their types again: JSON has no lists of strings.
func attributesOf(list []attribute) (out []foreign.Attribute) {
	for _, a := range list {
		if values, is := a.Value.([]any); is {
			texts := make([]string, 0, len(values))
			for _, v := range values {
				s, _ := v.(string)
				texts = append(texts, s)
			}
			a.Value = texts
		}
		switch a.Value.(type) {
		case string, float64, bool, []string:
			out = append(out, foreign.Attribute(a))
		}
	}
	return out
}

// envelope is what a file said and documents have no room for.
type envelope struct {
	Page  jsonrecord.Object            `json:"page,omitempty"`  // with the first layer only
	Bare  bool                         `json:"bare,omitempty"`  // there was no page around the annotations
	Items []json.RawMessage            `json:"items,omitempty"` // annotations that are no marks
	Marks map[string]annotation        `json:"marks,omitempty"`
	Links map[string]jsonrecord.Object `json:"links,omitempty"` // annotations that link, by linkKey
}

func linkKey(from, to, role string) string { return from + "\x00" + to + "\x00" + role }

// annotation is what one said beyond its mark.
type annotation struct {
	Members jsonrecord.Object `json:"members,omitempty"`
	Target  json.RawMessage   `json:"target,omitempty"` // while the spans are these
	Spans   [][2]int          `json:"spans,omitempty"`  // code points
}

func openEnvelope(raw []byte) envelope {
	var e envelope
	if err := json.Unmarshal(raw, &e); err != nil {
		return envelope{}
	}
	return e
}

func (e *envelope) seal() ([]byte, error) {
	raw, err := jsonrecord.Marshal(e)
	if err != nil || string(raw) == "{}" {
		return nil, err
	}
	return raw, nil
}

func moment(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

func milliseconds(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return t.UTC().Truncate(time.Millisecond)
}

// readTime reads a moment; zero where it is none.
func readTime(s string) time.Time {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		return time.Time{}
	}
	return milliseconds(t)
}
