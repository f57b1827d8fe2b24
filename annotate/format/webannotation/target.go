package webannotation

import (
	"encoding/json"
	"strconv"
	"strings"

	"bluepencil/annotate/format/jsontree"
)

// pointed is a stretch as its selectors give it.
type pointed struct {
	positioned     bool
	start, end     int // in the unit of whoever wrote it
	quoted         bool
	exact          string
	prefix, suffix string
}

// targetsOf are the targets of an annotation, one by one.
func targetsOf(raw json.RawMessage) []json.RawMessage {
	if list := jsontree.Elements(raw); list != nil {
		return list
	}
	if o, ok := jsontree.Split(raw); ok && o.Get("items") != nil && o.Get("selector") == nil {
		return jsontree.Elements(o.Get("items")) // a composite, a list
	}
	if raw == nil {
		return nil
	}
	return []json.RawMessage{raw}
}

// sourceOf is what an annotation is about: the IRI without a fragment.
func sourceOf(a jsontree.Object) string {
	for _, t := range targetsOf(a.Get("target")) {
		if s := sourceOfTarget(t); s != "" {
			return s
		}
	}
	return a.Text("uri")
}

func sourceOfTarget(raw json.RawMessage) string {
	if s, ok := jsontree.Text(raw); ok {
		source, _, _ := strings.Cut(s, "#char=")
		return source
	}
	o, ok := jsontree.Split(raw)
	if !ok {
		return ""
	}
	if s := o.Text("source"); s != "" {
		return s
	}
	if inner := o.Object("source"); inner != nil {
		return inner.Text("id")
	}
	return o.Text("id")
}

// pointedAt reads the selectors of a target; false where none tells a stretch.
func pointedAt(raw json.RawMessage) (p pointed, ok bool) {
	if s, is := jsontree.Text(raw); is {
		_, fragment, _ := strings.Cut(s, "#")
		p.fragment(fragment)
		return p, p.positioned
	}
	o, ok := jsontree.Split(raw)
	if !ok {
		return p, false
	}
	for _, s := range objects(o.Get("selector")) {
		p.selector(s)
	}
	return p, p.positioned || p.quoted
}

func (p *pointed) selector(s jsontree.Object) {
	switch s.Text("type") {
	case "TextPositionSelector":
		start, ok := jsontree.Int(s.Get("start"))
		end, also := jsontree.Int(s.Get("end"))
		if ok && also {
			p.positioned, p.start, p.end = true, start, end
		}
	case "TextQuoteSelector":
		p.exact, p.prefix, p.suffix = s.Text("exact"), s.Text("prefix"), s.Text("suffix")
		p.quoted = p.exact != ""
	case "FragmentSelector":
		p.fragment(s.Text("value"))
	}
}

// fragment reads the place in a plain text as RFC 5147 writes it.
func (p *pointed) fragment(s string) {
	place, ok := strings.CutPrefix(s, "char=")
	place, _, _ = strings.Cut(place, ";")
	from, to, both := strings.Cut(place, ",")
	start, err := strconv.Atoi(from)
	end, also := strconv.Atoi(to)
	if ok && both && err == nil && also == nil && !p.positioned {
		p.positioned, p.start, p.end = true, start, end
	}
}
