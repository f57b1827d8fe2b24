package prodigy

import (
	"bytes"
	"fmt"

	"bluepencil/annotate/format/extra"
	"bluepencil/annotate/format/jsonrecord"
	"bluepencil/annotate/format/token"
	"bluepencil/annotate/text"
)

// tokenList writes the tokens.
func (e *encoding) tokenList() {
	list := make([]jsonrecord.Object, len(e.tokens.ranges))
	for i, r := range e.tokens.ranges {
		o := jsonrecord.Object{{Key: "text"}, {Key: "start"}, {Key: "end"}, {Key: "id", Raw: null}, {Key: "ws", Raw: []byte("false")}}
		if e.tokens.templates != nil {
			o = e.tokens.templates[i].Clone()
		} else if r.Space {
			o.Set("ws", []byte("true"))
		}
		e.fail(o.SetText("text", e.d.Text[r.Start:r.End], e.Style))
		e.extent(&o, r.Range)
		if o.Has("id") && o.Raw("id") == nil {
			o.SetInt("id", i)
		}
		list[i] = o
	}
	e.list("tokens", list)
}

func (e *encoding) list(key string, list []jsonrecord.Object) {
	raw, err := e.Style.Objects(list)
	e.fail(err)
	e.Record.Set(key, raw)
}

// extent sets start and end, in the unit of the file.
func (e *encoding) extent(o *jsonrecord.Object, r text.Range) {
	start, err := e.offsets.ToUnit(e.unit, r.Start)
	e.fail(err)
	end, err := e.offsets.ToUnit(e.unit, r.End)
	e.fail(err)
	o.SetInt("start", start)
	o.SetInt("end", end)
}

// place sets where a span lies, by offsets and by tokens.
func (e *encoding) place(o *jsonrecord.Object, r text.Range, known bool) {
	e.extent(o, r)
	if !e.tokens.known() || known && !o.Has("token_start") && !o.Has("token_end") {
		return
	}
	if from, to := token.CoverSpaced(e.tokens.ranges, r); from < to {
		o.SetInt("token_start", from)
		o.SetInt("token_end", to-1)
	}
}

// spanList writes the spans, those of the file as they stood there and in its
// order.
func (e *encoding) spanList() {
	var list []jsonrecord.Object
	for _, i := range e.order {
		m := &e.layer.Marks[i]
		for n, r := range e.shown[i].Spans {
			o, known := e.Marks.Get(m.ID)
			known = known && n == 0
			if !known {
				o = jsonrecord.Object{}
			}
			was := o.Clone()
			e.place(&o, r, known)
			e.fail(o.SetText("label", m.Label, e.Style))
			if !known || o.Has("text") {
				e.fail(o.SetText("text", e.d.Text[r.Start:r.End], e.Style))
			}
			e.same = e.same && known && unchanged(was, o)
			list = append(list, o)
		}
	}
	e.same = e.same && len(list) == e.Marks.Len()
	if e.fresh || e.Record.Has("spans") || len(list) > 0 {
		e.list("spans", list)
	}
}

// unchanged holds a span against what was read; its words may be filled in.
func unchanged(was, is jsonrecord.Object) bool {
	for i, f := range was {
		if f.Key == "text" || bytes.Equal(f.Raw, is[i].Raw) {
			continue
		}
		a, okA := jsonrecord.TextOf(f.Raw) // the same label may be escaped otherwise
		b, okB := jsonrecord.TextOf(is[i].Raw)
		if !okA || !okB || a != b {
			return false
		}
	}
	return len(was) == len(is)
}

// relationList writes the links between marks that Prodigy shows.
func (e *encoding) relationList() {
	at := map[string]int{} // marks that are shown
	for i := range e.layer.Marks {
		if len(e.shown[i].Keys) > 0 {
			at[e.layer.Marks[i].ID] = i
		}
	}
	var named []string
	var list []jsonrecord.Object
	alike := map[string]int{}
	for i := range e.layer.Marks {
		for _, l := range e.layer.Marks[i].Links {
			to, there := at[l.To]
			if l.ToEntity || !there || len(e.shown[i].Keys) == 0 {
				continue
			}
			first := jsonrecord.LinkKey(e.layer.Marks[i].ID, l.To, l.Role, 0)
			name := jsonrecord.LinkKey(e.layer.Marks[i].ID, l.To, l.Role, alike[first])
			alike[first]++
			o, known := e.Links.Get(name)
			e.same = e.same && known
			e.end(&o, "head", i)
			e.end(&o, "child", to)
			e.fail(o.SetText("label", l.Role, e.Style))
			e.twins(&o, i, to)
			named, list = append(named, name), append(list, o)
		}
	}
	e.same = e.same && len(list) == e.Links.Len()
	sorted := make([]jsonrecord.Object, 0, len(list))
	for _, i := range e.Links.Order(len(list), func(i int) string { return named[i] }) {
		sorted = append(sorted, list[i])
	}
	if e.fresh || e.Record.Has("relations") || len(list) > 0 {
		e.list("relations", sorted)
	}
}

// end sets one end of a relation: the last token of a span, and the span. Where
// it lies as it did, its tokens stay, whatever they are.
func (e *encoding) end(o *jsonrecord.Object, which string, mark int) {
	r := e.shown[mark].Spans[0]
	span, known := o.Object(which + "_span")
	was := span.Clone()
	e.extent(&span, r)
	moved := !known || !bytes.Equal(was.Raw("start"), span.Raw("start")) || !bytes.Equal(was.Raw("end"), span.Raw("end"))
	if moved {
		e.place(&span, r, false)
		if last, ok := span.Int("token_end"); ok && e.tokens.known() {
			o.SetInt(which, last)
		}
	}
	e.fail(span.SetText("label", e.layer.Marks[mark].Label, e.Style))
	if !moved && place(was) == place(span) {
		return
	}
	raw, err := e.Style.Object(span)
	e.fail(err)
	o.Set(which+"_span", raw)
}

// twins says which spans are meant where others have the same place and label.
func (e *encoding) twins(o *jsonrecord.Object, from, to int) {
	if e.places == nil {
		e.places = map[string]int{}
		for i := range e.shown {
			for _, r := range e.shown[i].Spans {
				e.places[e.name(i, r)]++
			}
		}
	}
	if e.places[e.name(from, e.shown[from].Spans[0])] < 2 && e.places[e.name(to, e.shown[to].Spans[0])] < 2 {
		return
	}
	o.Set(extra.Key, []byte(`["`+e.shown[from].Keys[0]+`","`+e.shown[to].Keys[0]+`"]`))
}

func (e *encoding) name(mark int, r text.Range) string {
	return fmt.Sprintf("%d %d %q", r.Start, r.End, e.layer.Marks[mark].Label)
}
