package webannotation

import (
	"encoding/json"
	"strconv"
	"strings"

	"bluepencil/annotate/format/jsonrecord"
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
func targetsOf(raw json.RawMessage) [][]byte {
	if list := jsonrecord.Elements(raw); list != nil {
		return list
	}
	if o, ok := jsonrecord.Split(raw); ok && o.Get("items") != nil && o.Get("selector") == nil {
		return jsonrecord.Elements(o.Get("items")) // a composite, a list
	}
	if raw == nil {
		return nil
	}
	return [][]byte{raw}
}

// sourceOf is what an annotation is about: the IRI without a fragment.
func sourceOf(a jsonrecord.Object) string {
	for _, t := range targetsOf(a.Get("target")) {
		if s := sourceOfTarget(t); s != "" {
			return s
		}
	}
	return a.TextAt("uri")
}

func sourceOfTarget(raw json.RawMessage) string {
	if s, ok := jsonrecord.TextOf(raw); ok {
		source, _, _ := strings.Cut(s, "#char=")
		return source
	}
	o, ok := jsonrecord.Split(raw)
	if !ok {
		return ""
	}
	if s := o.TextAt("source"); s != "" {
		return s
	}
	if inner := o.ObjectAt("source"); inner != nil {
		return inner.TextAt("id")
	}
	return o.TextAt("id")
}

// pointedAt reads the selectors of a target; false where none tells a stretch.
func pointedAt(raw json.RawMessage) (p pointed, ok bool) {
	if s, is := jsonrecord.TextOf(raw); is {
		_, fragment, _ := strings.Cut(s, "#")
		p.fragment(fragment)
		return p, p.positioned
	}
	o, ok := jsonrecord.Split(raw)
	if !ok {
		return p, false
	}
	for _, s := range objects(o.Get("selector")) {
		p.selector(s)
	}
	return p, p.positioned || p.quoted
}

func (p *pointed) selector(s jsonrecord.Object) {
	switch s.TextAt("type") {
	case "TextPositionSelector":
		start, ok := jsonrecord.IntOf(s.Get("start"))
		end, also := jsonrecord.IntOf(s.Get("end"))
		if ok && also {
			p.positioned, p.start, p.end = true, start, end
		}
	case "TextQuoteSelector":
		p.exact, p.prefix, p.suffix = s.TextAt("exact"), s.TextAt("prefix"), s.TextAt("suffix")
		p.quoted = p.exact != ""
	case "FragmentSelector":
		p.fragment(s.TextAt("value"))
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
