// Package marking is the JSON of what formats of rows and records have no words
// of their own for: the answers, links and origin of a mark, and where a layer
// stands. It is read exactly: a key that comes twice, broken UTF-8 and lone
// surrogates are errors.
package marking

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/jsonio"
)

// Attributes are answers, written as one object in their order.
type Attributes []foreign.Attribute

// MarshalJSON writes {"type":"direct","flags":["nested"]}.
func (list Attributes) MarshalJSON() ([]byte, error) {
	out := []byte{'{'}
	for i, a := range list {
		if i > 0 {
			out = append(out, ',')
		}
		var err error
		if out, err = jsonio.AppendString(out, a.Name); err != nil {
			return nil, err
		}
		value, err := Marshal(a.Value)
		if err != nil {
			return nil, fmt.Errorf("the answer to %s: %w", a.Name, err)
		}
		out = append(append(out, ':'), value...)
	}
	return append(out, '}'), nil
}

// UnmarshalJSON reads what MarshalJSON writes. Objects and null are no answers.
func (list *Attributes) UnmarshalJSON(data []byte) error {
	d := jsonio.NewDecoder(data)
	return d.Object(func(key string) error {
		value, err := answer(d)
		if err == nil {
			*list = append(*list, foreign.Attribute{Name: key, Value: value})
		}
		return err
	})
}

// answer reads a string, a number, true or false, or a list of strings.
func answer(d *jsonio.Decoder) (any, error) {
	switch d.Kind() {
	case '"':
		return d.Text()
	case 't':
		return d.Bool()
	case '0':
		return d.Number()
	case '[':
		list := []string{}
		err := d.Array(func() error {
			s, err := d.Text()
			list = append(list, s)
			return err
		})
		return list, err
	}
	return nil, d.Fail("this is no answer: it is a string, a number, true, false or a list of strings")
}

// Link is a link from a mark.
type Link struct {
	Role       string     `json:"role"`
	To         string     `json:"to"`
	ToEntity   bool       `json:"to_entity,omitempty"`
	ID         string     `json:"id,omitempty"`
	Attributes Attributes `json:"attributes,omitempty"`
}

// Links gives the links of a mark as they are written.
func Links(list []foreign.Link) (out []Link) {
	for _, l := range list {
		out = append(out, Link{l.Role, l.To, l.ToEntity, l.ID, l.Attributes})
	}
	return out
}

// Foreign gives links that were read.
func Foreign(list []Link) (out []foreign.Link) {
	for _, l := range list {
		out = append(out, foreign.Link{ID: l.ID, Role: l.Role, To: l.To, ToEntity: l.ToEntity, Attributes: l.Attributes})
	}
	return out
}

// Origin is where a mark came from.
type Origin struct {
	By     annotate.OriginBy `json:"by,omitempty"`
	Source string            `json:"source,omitempty"`
	Score  *float64          `json:"score,omitempty"`
	From   []string          `json:"from,omitempty"`
	Edited bool              `json:"edited,omitempty"`
}

// Standing is where a layer stands.
type Standing struct {
	Status    annotate.Status `json:"status,omitempty"`
	Reason    string          `json:"reason,omitempty"`
	Submitted string          `json:"submitted,omitempty"`
	Codebook  uint64          `json:"codebook,omitempty"`
}

// StandingOf is that of a layer.
func StandingOf(l *foreign.Layer) Standing {
	return Standing{l.Status, l.Reason, Time(l.Submitted), l.Codebook}
}

// Set puts it into a layer.
func (s *Standing) Set(l *foreign.Layer) (err error) {
	l.Status, l.Reason, l.Codebook = s.Status, s.Reason, s.Codebook
	l.Submitted, err = ParseTime(s.Submitted)
	return err
}

// Time is a point in time to the millisecond, empty for none.
func Time(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02T15:04:05.000Z07:00")
}

// ParseTime reads it.
func ParseTime(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.RFC3339, s)
	return t.UTC(), err
}

// Marshal is json.Marshal that leaves <, > and & as they are, and escapes
// U+0085, at which some readers of lines break them.
func Marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.ReplaceAll(bytes.TrimSuffix(b.Bytes(), []byte("\n")), []byte("\u0085"), []byte(`\u0085`)), nil
}

// Unmarshal is json.Unmarshal that reads exactly.
func Unmarshal(data []byte, v any) error {
	d := jsonio.NewDecoder(data)
	if err := d.Skip(); err != nil {
		return err
	}
	if err := d.End(); err != nil {
		return err
	}
	return json.Unmarshal(data, v)
}
