package jsonrecord

import (
	"fmt"
)

// Envelope is what stood in a record beside what is understood: its keys in
// their order, the objects that marks and links were made of, and whatever else
// a format keeps.
type Envelope struct {
	Style        Style
	Record       Object // with null where something is filled in
	Marks, Links Templates
	More         Object // of the format

	alike map[string]int // links between the same two in the same role, by the first
}

// Pack gives the envelope as foreign.Layer keeps it.
func (e *Envelope) Pack() ([]byte, error) {
	var plain Style
	record, err := plain.Object(e.Record)
	if err != nil {
		return nil, err
	}
	var out Object
	out.Set("record", record)
	if style := e.Style.String(); style != "" {
		if err := out.SetText("style", style, plain); err != nil {
			return nil, err
		}
	}
	if err := e.Marks.SetTo(&out, "marks"); err != nil {
		return nil, err
	}
	if err := e.Links.SetTo(&out, "links"); err != nil {
		return nil, err
	}
	if len(e.More) > 0 {
		more, err := plain.Object(e.More)
		if err != nil {
			return nil, err
		}
		out.Set("more", more)
	}
	return plain.Object(out)
}

// UnpackEnvelope reads what Pack wrote; nil where there is none.
func UnpackEnvelope(packed []byte) (*Envelope, error) {
	if len(packed) == 0 {
		return nil, nil
	}
	o, err := Parse(packed)
	if err != nil {
		return nil, fmt.Errorf("what was kept of the file: %w", err)
	}
	e := &Envelope{Marks: *TemplatesFrom(o, "marks"), Links: *TemplatesFrom(o, "links")}
	e.Record, _ = o.Object("record")
	e.More, _ = o.Object("more")
	style, _ := o.Text("style")
	e.Style = ParseStyle(style)
	return e, nil
}

// AddLink keeps what a link was made of. Of several that are alike, each is kept.
func (e *Envelope) AddLink(from, to, role string, o Object) {
	if e.alike == nil {
		e.alike = map[string]int{}
	}
	first := LinkKey(from, to, role, 0)
	e.Links.Add(LinkKey(from, to, role, e.alike[first]), o)
	e.alike[first]++
}

// LinkKey is what a link is known by among templates; n counts those alike.
func LinkKey(from, to, role string, n int) string {
	return fmt.Sprintf("%q %q %q %d", from, to, role, n)
}
