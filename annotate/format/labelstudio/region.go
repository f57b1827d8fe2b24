package labelstudio

import (
	"cmp"
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/jsonrecord"
)

// layerEncoding is the writing of one layer.
type layerEncoding struct {
	*encoding
	layer    *foreign.Layer
	envelope envelope
	ids      map[string]string // the region of each mark
	taken    map[string]bool   // ids of regions
	copies   map[string]int    // how many more were made of an id
	shared   map[string]*resultOut
}

// usable tells of ids that Label Studio takes as they are; a # cuts them off.
func usable(id string) bool {
	const longest = 100
	return id != "" && len(id) <= longest && strings.Trim(id, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.") == ""
}

// fresh makes an id that is not taken.
func (e *layerEncoding) fresh(stem string) string {
	for {
		e.copies[stem]++
		if id := stem + "-" + strconv.Itoa(e.copies[stem]+1); !e.taken[id] {
			e.taken[id] = true
			return id
		}
	}
}

// nameRegions gives each mark the id of its region: its own where it can be
// one, that of its file where it came from one.
func (e *layerEncoding) nameRegions() {
	for i := range e.layer.Marks {
		if id := e.layer.Marks[i].ID; usable(id) {
			e.ids[id], e.taken[id] = id, true
		}
	}
	for i := range e.layer.Marks {
		id := e.layer.Marks[i].ID
		if r, ok := e.envelope.Regions[id]; ok && r.ID != "" {
			e.ids[id], e.taken[r.ID] = r.ID, true
		} else if !usable(id) && id != "" {
			e.ids[id] = e.fresh("mark")
		}
	}
}

// mark gives the results of a mark: a region for each stretch, and the answers.
// A further label of a region that is there already is added to that one.
func (e *layerEncoding) mark(m *foreign.Mark) ([]*resultOut, error) {
	was := e.envelope.Regions[m.ID]
	id := e.ids[m.ID]
	if m.ID == "" {
		id = e.fresh("mark")
	}
	state, answers, err := e.state(m, id)
	if err != nil {
		return nil, err
	}
	f := form{cmp.Or(was.Form.From, labelControl), cmp.Or(was.Form.To, textObject), cmp.Or(was.Form.Type, typeLabels)}
	var list []*resultOut
	for i, span := range m.Spans {
		r := &resultOut{ID: id, Form: f, labels: []string{m.Label}}
		if i == 0 {
			r.Extra, r.Meta = was.Extra, append(jsonrecord.Object{}, was.Meta...)
			if m.Note != "" {
				err = r.Meta.SetValue("text", []string{m.Note})
			}
		} else {
			r.ID = e.fresh(id)
			state = markState{PieceOf: id, Person: state.Person}
		}
		start, end, place := e.codePoints(span.Start, span.End)
		if err := cmp.Or(err, place, r.place(start, end), r.Value.SetValue("text", shown(span.Text)), r.own(state)); err != nil {
			return nil, err
		}
		r.Value = append(r.Value, was.Value...)
		r.origin(&m.Origin)
		list = append(list, r)
	}
	if e.joined(list[0], was.ID) {
		return answers, nil
	}
	if e.unknown(m.Label) {
		e.mu.Lock()
		e.labels[m.Label] = true
		e.mu.Unlock()
	}
	return append(list, answers...), nil
}

func (e *layerEncoding) unknown(label string) bool {
	_, known := e.codebook.Label(annotate.LabelID(label))
	return !known
}

// joined adds the label of a region to the one that it was cut out of on reading.
func (e *layerEncoding) joined(r *resultOut, shared string) bool {
	other := e.shared[r.ID]
	if shared == "" || other == nil || other.Form != r.Form || !reflect.DeepEqual(other.Value, r.Value) {
		e.shared[r.ID] = r
		return false
	}
	other.labels = append(other.labels, r.labels...)
	return true
}

func (r *resultOut) place(start, end int) error {
	return cmp.Or(r.Value.SetValue("start", start), r.Value.SetValue("end", end))
}

// shown is a text as Label Studio keeps it, a line end as two characters.
func shown(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r", `\n`), "\n", `\n`)
}

func (r *resultOut) own(state markState) error {
	if reflect.DeepEqual(state, markState{}) {
		return nil
	}
	return r.Meta.SetValue(ours, state)
}

// The origins that Label Studio knows.
const (
	byHand        = "manual"
	byMachine     = "prediction"
	editedMachine = "prediction-changed"
)

func (r *resultOut) origin(o *foreign.Origin) {
	switch {
	case o.By == annotate.BySuggestion && o.Edited:
		r.Origin = editedMachine
	case o.By == annotate.BySuggestion:
		r.Origin = byMachine
	case o.By != "":
		r.Origin = byHand
	}
	r.Score = o.Score
}

// state is what the region's own fields do not say, and the results that are
// answers.
func (e *layerEncoding) state(m *foreign.Mark, id string) (markState, []*resultOut, error) {
	s := markState{Entity: m.Entity, Question: m.Question, Created: milliseconds(m.Created), Modified: milliseconds(m.Modified)}
	if len(e.doc.Layers) > 1 {
		s.Person = &e.layer.Person
	}
	if id != m.ID && e.envelope.Regions[m.ID].ID == "" {
		s.ID = &m.ID
	}
	if o := (origin)(m.Origin); !reflect.DeepEqual(m.Origin, plainOrigin(o.By, o.Edited, o.Score)) {
		s.Origin = &o
	}
	answers, rest, err := e.answers(m, id)
	s.Attributes = stateOfAttributes(rest)
	for _, l := range m.Links {
		if l.ID == "" && len(l.Attributes) == 0 && !l.ToEntity {
			continue // its relation says it all
		}
		k := linkState{ID: l.ID, Role: l.Role, Attributes: stateOfAttributes(l.Attributes)}
		if l.ToEntity {
			k.Entity = &l.To
		} else {
			k.Region = e.ids[l.To]
		}
		s.Links = append(s.Links, k)
	}
	return s, answers, err
}

// plainOrigin is what a region's own fields say of an origin.
func plainOrigin(by annotate.OriginBy, edited bool, score *float64) foreign.Origin {
	switch by {
	case annotate.ByHand:
		return foreign.Origin{By: by, Score: score}
	case annotate.BySuggestion:
		return foreign.Origin{By: by, Edited: edited, Score: score}
	}
	return foreign.Origin{Score: score}
}

// answers are the attributes that controls hold, and those that none holds. Of
// an attribute that is there twice the control holds the first.
func (e *layerEncoding) answers(m *foreign.Mark, id string) (list []*resultOut, rest []foreign.Attribute, err error) {
	start, end, err := e.codePoints(m.Spans[0].Start, m.Spans[0].End)
	seen := map[string]bool{}
	for _, a := range m.Attributes {
		f, key, content, ok := e.answer(a)
		if !ok || seen[a.Name] {
			rest = append(rest, a)
			seen[a.Name] = true
			continue
		}
		seen[a.Name] = true
		r := &resultOut{ID: id, Form: f}
		err = cmp.Or(err, r.place(start, end), r.Value.SetValue(key, content))
		list = append(list, r)
	}
	return list, rest, err
}

// answer is how a control holds an attribute.
func (e *layerEncoding) answer(a foreign.Attribute) (f form, key string, content any, ok bool) {
	name := attributeControl(a.Name)
	c, known := e.controls[name]
	f = form{From: name, To: textObject}
	if known {
		f.Type, content, ok = c.answer(a.Value)
	} else if f, ok = e.envelope.Kinds[a.Name]; ok {
		content, ok = foreignAnswer(f.Type, a.Value)
	}
	if key = f.Type; key == typeTextarea {
		key = "text"
	}
	return f, key, content, ok
}

// fields are the document fields that the configuration has choices for.
func (e *layerEncoding) fields() (list []*resultOut) {
	for _, f := range e.codebook.Document {
		name := fieldControl(f.ID)
		c, asked := e.controls[name]
		value := e.doc.Head.Meta[f.ID]
		if _, content, ok := c.answer(value); asked && ok {
			r := &resultOut{ID: name, Form: form{name, textObject, typeChoices}}
			if r.Value.SetValue("choices", content) == nil {
				list = append(list, r)
			}
		}
	}
	return list
}

// relations are the links between marks.
func (e *layerEncoding) relations() (list []json.RawMessage, err error) {
	for i := range e.layer.Marks {
		m := &e.layer.Marks[i]
		for _, l := range m.Links {
			if l.ToEntity {
				continue
			}
			from, to := e.ids[m.ID], e.ids[l.To]
			if from == "" || to == "" {
				return nil, fmt.Errorf("the link %s leads from or to a marking without an id", l.Role)
			}
			was := e.envelope.Relations[relationKey(m.ID, l.To, l.Role)]
			direction := "right"
			if was.Turned {
				from, to, direction = to, from, "left"
			}
			o := jsonrecord.Object{}
			err := cmp.Or(o.SetValue("type", typeRelation), o.SetValue("from_id", from), o.SetValue("to_id", to), o.SetValue("direction", direction))
			if l.Role != "" {
				err = cmp.Or(err, o.SetValue("labels", []string{l.Role}))
			}
			for _, extra := range was.Extra {
				err = cmp.Or(err, o.SetValue(extra.Key, extra.Raw))
			}
			raw, failed := jsonrecord.Marshal(o)
			if err = cmp.Or(err, failed); err != nil {
				return nil, err
			}
			list = append(list, raw)
		}
	}
	return list, nil
}
