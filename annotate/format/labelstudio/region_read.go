package labelstudio

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/jsonrecord"
	"bluepencil/annotate/text"
)

// result is one that was read.
type result struct {
	whole    jsonrecord.Object
	value    jsonrecord.Object
	meta     jsonrecord.Object
	id, kind string
	form     form
}

func newResult(raw json.RawMessage) (result, error) {
	o, ok := jsonrecord.Split(raw)
	if !ok {
		return result{}, errResult
	}
	r := result{whole: o, value: o.ObjectAt("value"), meta: o.ObjectAt("meta"), id: scalar(o.Get("id")), kind: o.TextAt("type")}
	r.form = form{o.TextAt("from_name"), o.TextAt("to_name"), r.kind}
	return r, nil
}

// errResult: something in a list of results is none.
var errResult = errors.New("it is no object")

// isPlaced tells of results that are about a part of the text.
func (r *result) isPlaced() bool { return r.value.Get("start") != nil }

// labels are those of a region; ok is false for results that are none.
func (r *result) labels() (list []string, ok bool) {
	if r.kind != typeLabels && r.kind != "hypertextlabels" {
		return nil, false
	}
	list = jsonrecord.TextsOf(r.value.Get(r.kind))
	return list, len(list) > 0
}

// answered is an attribute that a mark has.
type answered struct {
	mark int
	name string
}

// layerDecoding is the reading of one annotation.
type layerDecoding struct {
	*decoding
	place    string // such as "annotation 2"
	envelope envelope
	marks    []foreign.Mark
	states   []markState      // of the marks
	regions  map[string][]int // the marks of each region id
	taken    map[string]bool  // ids of marks
	copies   map[string]int   // how many more marks a region id made
	answered map[answered]bool
	person   *string
}

func (d *decoding) newLayer(place string) *layerDecoding {
	return &layerDecoding{decoding: d, place: place, regions: map[string][]int{}, taken: map[string]bool{}, copies: map[string]int{}, answered: map[answered]bool{},
		envelope: envelope{Regions: map[string]region{}, Kinds: map[string]form{}, Relations: map[string]relation{}}}
}

func (d *decoding) layer(a jsonrecord.Object, place string) *layerDecoding {
	one := d.newLayer(place)
	var others []result
	for n, raw := range jsonrecord.Elements(a.Get("result")) {
		r, err := newResult(raw)
		if err != nil {
			one.leave(n, err)
			continue
		}
		if _, is := r.labels(); !is {
			others = append(others, r)
			continue
		}
		if err := one.region(&r); err != nil {
			one.leave(n, err)
		}
	}
	one.join()
	for i := range others {
		one.other(&others[i])
	}
	one.links()
	return one
}

func (d *layerDecoding) leave(n int, err error) {
	d.problem(fmt.Sprintf("%s, result %d", d.place, n+1), err)
}

// errPlace: a region of a page, whose places are no offsets in a text.
var errPlace = errors.New("its start and end are no whole numbers: only regions of plain text are read")

// region makes a mark of each label of a region.
func (d *layerDecoding) region(r *result) error {
	start, ok := jsonrecord.IntOf(r.value.Get("start"))
	end, also := jsonrecord.IntOf(r.value.Get("end"))
	if !ok || !also {
		return errPlace
	}
	var state markState
	if raw := r.meta.Get(ours); raw != nil {
		if err := json.Unmarshal(raw, &state); err != nil {
			return fmt.Errorf("meta.%s: %w", ours, err)
		}
	}
	labels, _ := r.labels()
	for _, label := range labels {
		m := foreign.Mark{ID: r.id, Label: label, Note: strings.Join(jsonrecord.TextsOf(r.meta.Get("text")), "\n"), Origin: r.origin(&state),
			Spans:    []foreign.Span{{Start: start, End: end, Text: d.faithful(r.value.TextAt("text"), start, end)}},
			Entity:   state.Entity,
			Question: state.Question, Created: state.Created, Modified: state.Modified}
		if state.ID != nil {
			m.ID = *state.ID
		}
		if state.Person != nil {
			d.person = state.Person
		}
		d.remember(&m, r)
		d.regions[r.id] = append(d.regions[r.id], len(d.marks))
		d.marks, d.states = append(d.marks, m), append(d.states, state)
	}
	return nil
}

// faithful is what a region says it covers, where that is sure to be the text's
// own words. Label Studio writes a line end as two characters, older ones leave
// it out: a stretch with line ends that is otherwise the same says nothing.
func (d *layerDecoding) faithful(said string, start, end int) string {
	for _, unit := range []text.Unit{text.CodePoint, text.UTF16} {
		from, err := d.offsets.FromUnit(unit, start)
		to, also := d.offsets.FromUnit(unit, end)
		if err != nil || also != nil || from >= to {
			continue
		}
		there := d.doc.Text[from:to]
		if plausible := len(there) <= 4*len(said)+64; plausible && there != said && inOneLine.Replace(there) == inOneLine.Replace(said) {
			return ""
		}
	}
	return said
}

// inOneLine leaves out line ends, in all the ways they are written.
var inOneLine = strings.NewReplacer("\n", "", "\r", "", `\n`, "", `\r`, "")

func (r *result) origin(state *markState) foreign.Origin {
	if o := state.Origin; o != nil {
		origin := foreign.Origin(*o)
		origin.Edited = origin.Edited || r.whole.TextAt("origin") == editedMachine
		return origin
	}
	var score *float64
	if n, ok := jsonrecord.NumberOf(r.whole.Get("score")); ok {
		score = &n
	}
	switch said := r.whole.TextAt("origin"); said {
	case byMachine, editedMachine:
		return foreign.Origin{By: annotate.BySuggestion, Edited: said == editedMachine, Score: score}
	case byHand:
		return foreign.Origin{By: annotate.ByHand, Score: score}
	}
	return foreign.Origin{Score: score}
}

// remember keeps what the mark has no room for, and gives it an id of its own
// where another has it already.
func (d *layerDecoding) remember(m *foreign.Mark, r *result) {
	keep := region{Extra: r.whole.Without("id", "from_name", "to_name", "type", "value", "origin", "score", "meta"),
		Value: r.value.Without("start", "end", "text", r.kind), Meta: r.meta.Without(ours)}
	if len(jsonrecord.TextsOf(keep.Meta.Get("text"))) <= 1 {
		keep.Meta = keep.Meta.Without("text")
	}
	if r.form != (form{labelControl, textObject, typeLabels}) {
		keep.Form = r.form
	}
	if m.ID == "" {
		return
	}
	for d.taken[m.ID] {
		d.copies[r.id]++
		m.ID, keep.ID = fmt.Sprintf("%s~%d", r.id, d.copies[r.id]+1), r.id
	}
	d.taken[m.ID] = true
	if !usable(m.ID) && keep.ID == "" && m.ID == r.id {
		keep.ID = r.id
	}
	if !keep.isEmpty() {
		d.envelope.Regions[m.ID] = keep
	}
}

// join puts the pieces of marks together, where the first one is still there.
func (d *layerDecoding) join() {
	gone := map[int]bool{}
	for i := range d.marks {
		whole := d.states[i].PieceOf
		if whole == "" || len(d.regions[whole]) == 0 {
			continue
		}
		first := d.regions[whole][0]
		if first == i || gone[first] || d.states[first].PieceOf != "" {
			continue
		}
		d.marks[first].Spans = append(d.marks[first].Spans, d.marks[i].Spans...)
		gone[i] = true
	}
	if len(gone) == 0 {
		return
	}
	kept, states, place := d.marks[:0], d.states[:0], make([]int, len(d.marks))
	for i := range d.marks {
		if place[i] = len(kept); !gone[i] {
			kept, states = append(kept, d.marks[i]), append(states, d.states[i])
		}
	}
	for id, list := range d.regions {
		var still []int
		for _, i := range list {
			if !gone[i] {
				still = append(still, place[i])
			}
		}
		d.regions[id] = still
	}
	d.marks, d.states = kept, states
}
