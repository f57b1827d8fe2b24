package prodigy

import (
	"fmt"

	"bluepencil/annotate"
	"bluepencil/annotate/format/extra"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/jsonrecord"
)

const accept = "accept"

var null = []byte("null")

// reading is one task under way.
type reading struct {
	jsonrecord.Envelope
	extra.Record
	d      *foreign.Document
	tokens *layer
}

func read(o jsonrecord.Object, raw []byte, options foreign.ReadOptions) (*foreign.Document, error) {
	whole, ok := o.Text("text")
	if !ok {
		return nil, fmt.Errorf("%w: there is no text", jsonrecord.ErrRecord)
	}
	r := reading{Envelope: jsonrecord.Envelope{Style: jsonrecord.StyleOf(raw), Record: o.Clone()}, d: &foreign.Document{Text: whole}}
	r.Envelope.Record.Set("text", null)
	r.Envelope.Record.Delete(extra.Key)
	r.Extra = o.Raw(extra.Key)
	r.Person = person(o, options.Person)
	r.Head = head(o)
	r.tokens = readTokens(o, whole)
	if r.tokens.keep(&r.Envelope); r.tokens.known() {
		r.Envelope.Record.Set("tokens", null)
	}
	if r.answer(o) {
		r.spans(o)
		r.relations(o)
	}
	packed, err := r.Pack()
	if err != nil {
		return nil, err
	}
	r.Document(r.d, packed)
	return r.d, nil
}

// person is who answered, as far as the task says.
func person(o jsonrecord.Object, otherwise string) string {
	for _, key := range []string{"_annotator_id", "_session_id"} {
		if name, ok := o.Text(key); ok && name != "" {
			return name
		}
	}
	return otherwise
}

func head(o jsonrecord.Object) foreign.Head {
	meta, _ := o.Object("meta")
	id := meta.Raw("id")
	meta.Delete("id")
	return extra.HeadOf(id, meta)
}

// answer tells whether the spans are what somebody holds to be right. A task
// that was rejected or skipped is set aside, and its spans stay what they are.
func (r *reading) answer(o jsonrecord.Object) bool {
	answer, ok := o.Text("answer")
	if !ok || answer == accept {
		return true
	}
	r.Status, r.Reason = annotate.StatusSetAside, "the answer in Prodigy was "+answer
	own, err := jsonrecord.Parse(r.Extra)
	return err == nil && own.Has("status")
}

func (r *reading) spans(o jsonrecord.Object) {
	list, ok := o.List("spans")
	if !ok {
		return
	}
	r.Envelope.Record.Set("spans", null)
	aligned := r.tokens.known()
	for i, raw := range list {
		one, err := jsonrecord.Parse(raw)
		start, okStart := one.Int("start")
		end, okEnd := one.Int("end")
		label, okLabel := jsonrecord.Word(one.Raw("label"))
		if err != nil || !okStart || !okEnd || !okLabel {
			r.d.Problems = append(r.d.Problems, fmt.Sprintf("span %d left out: it has no start, end and label", i+1))
			continue
		}
		n := extra.Native{Key: fmt.Sprintf("s%d", len(r.Natives)), Start: start, End: end, Label: label}
		if words, ok := one.Text("text"); ok {
			n.Text = words
			one.Set("text", null)
		} else {
			n.Text = r.tokens.words(one, start, end)
		}
		aligned = aligned && r.tokens.aligned(one, start, end)
		r.Natives = append(r.Natives, n)
		r.Marks.Add(n.Key, one)
	}
	if aligned {
		r.More.Set("aligned", []byte("true"))
	}
}

// relations reads the links. Their ends are spans, named by place and label; in
// old files by their last token alone.
func (r *reading) relations(o jsonrecord.Object) {
	list, ok := o.List("relations")
	if !ok {
		return
	}
	r.Relates = true
	r.Envelope.Record.Set("relations", null)
	places := map[string]string{}
	for i := range r.Natives {
		n := &r.Natives[i]
		template, _ := r.Marks.Get(n.Key)
		if name := place(template); places[name] == "" {
			places[name] = n.Key
		}
		if template.Has("token_end") {
			if last := "token " + string(template.Raw("token_end")); places[last] == "" {
				places[last] = n.Key
			}
		}
	}
	for i, raw := range list {
		one, err := jsonrecord.Parse(raw)
		from, to := places[end(one, "head")], places[end(one, "child")]
		if keys, ok := one.List(extra.Key); ok && len(keys) == 2 {
			from, to = r.twin(keys[0], from), r.twin(keys[1], to)
			one.Delete(extra.Key)
		}
		role, ok := jsonrecord.Word(one.Raw("label"))
		if err != nil || !ok || from == "" || to == "" {
			r.d.Problems = append(r.d.Problems, fmt.Sprintf("relation %d left out: it does not lead from a span to a span", i+1))
			continue
		}
		r.AddLink(from, to, role, one)
		r.Relations = append(r.Relations, extra.Relation{From: from, To: to, Role: role})
	}
}

// twin gives the span that is meant of those with the same place and label.
func (r *reading) twin(key []byte, first string) string {
	name, _ := jsonrecord.TextOf(key)
	a, okA := r.Marks.Get(name)
	b, okB := r.Marks.Get(first)
	if okA && okB && place(a) == place(b) {
		return name
	}
	return first
}

// place names a span by its place and its label.
func place(span jsonrecord.Object) string {
	start, okStart := span.Int("start")
	end, okEnd := span.Int("end")
	label, okLabel := jsonrecord.Word(span.Raw("label"))
	if !okStart || !okEnd || !okLabel {
		return ""
	}
	return fmt.Sprintf("%d %d %q", start, end, label)
}

// end names the span at one end of a relation.
func end(relation jsonrecord.Object, which string) string {
	if span, ok := relation.Object(which + "_span"); ok {
		if name := place(span); name != "" {
			return name
		}
	}
	return "token " + string(relation.Raw(which))
}
