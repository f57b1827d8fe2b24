package labelstudio

import (
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/format/foreign"
)

// articleState is what Label Studio has no name for in an article; it lies in
// data. Zones count code points, as everything else does.
type articleState struct {
	Name     string             `json:"name,omitempty"`
	Head     foreign.Head       `json:"head,omitzero"`
	Entities []foreign.Entity   `json:"entities,omitempty"`
	Layers   []layerState       `json:"layers,omitempty"` // in the order of the annotations
	Controls map[string]control `json:"controls,omitempty"`
}

// layerState is where a person stands with the article.
type layerState struct {
	Person    string          `json:"person,omitempty"`
	Status    annotate.Status `json:"status,omitempty"`
	Reason    string          `json:"reason,omitempty"`
	Submitted time.Time       `json:"submitted,omitzero"`
	Codebook  uint64          `json:"codebook,omitempty"`
}

// markState is what Label Studio has no name for in a region; it lies in meta.
type markState struct {
	Person     *string     `json:"person,omitempty"` // whose layer, for annotations that were put in another order
	ID         *string     `json:"id,omitempty"`     // where the region's is another
	PieceOf    string      `json:"piece_of,omitempty"`
	Attributes []attribute `json:"attributes,omitempty"` // those that no control holds
	Links      []linkState `json:"links,omitempty"`
	Entity     string      `json:"entity,omitempty"`
	Question   bool        `json:"question,omitempty"`
	Origin     *origin     `json:"origin,omitempty"`
	Created    time.Time   `json:"created,omitzero"`
	Modified   time.Time   `json:"modified,omitzero"`
}

type attribute struct {
	Name  string `json:"name"`
	Value any    `json:"value"`
}

// linkState is a link; one to a mark counts only while its relation is there.
type linkState struct {
	ID         string      `json:"id,omitempty"`
	Role       string      `json:"role"`
	Region     string      `json:"region,omitempty"` // the region it leads to
	Entity     *string     `json:"entity,omitempty"` // or the entry
	Attributes []attribute `json:"attributes,omitempty"`
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

func milliseconds(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return t.UTC().Truncate(time.Millisecond)
}
