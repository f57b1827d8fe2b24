package annotate

import (
	"maps"
	"reflect"
	"slices"
	"testing"
	"time"
)

// What a SubmissionReader reads is what the general decoder reads, but for what it
// says it leaves out.
func TestSubmissionReaderReadsWhatWasSubmitted(t *testing.T) {
	var reader SubmissionReader
	score := 0.5
	article, person, id := NewID(), NewID(), NewID()
	whole := Annotation{ID: NewID(), Article: article, Layer: person, Label: "quote",
		Spans:      []Span{{Start: 0, End: 4, Text: "Nora"}, {Start: 9, End: 12, Text: "Vik"}},
		Attributes: map[AttributeID]AttributeValue{"type": "direct", "sure": true, "worth": 2.5, "tags": []string{"a", "b"}},
		Links:      []Link{{ID: NewID(), Role: "speaker", To: NewID()}, {ID: NewID(), Role: "about", To: NewID(), ToEntity: true, Attributes: map[AttributeID]AttributeValue{"named": true, "basis": "name"}}},
		Entity:     NewID(), Note: "a note", Question: true, Origin: Origin{By: BySuggestion, Source: "rule"}, Edited: true,
		Batch: NewID(), Created: time.UnixMilli(1_700_000_000_123), Modified: time.UnixMilli(1_700_000_000_456)}
	bare := Annotation{ID: NewID(), Article: article, Layer: person, Label: "claim", Spans: []Span{{Start: 1, End: 2, Text: "o"}}, Origin: Origin{By: ByHand}}
	scored := bare
	scored.Origin.Score = &score
	w := wire{rest: MustEncode(Snapshot{Annotations: []Annotation{whole, bare}})}
	if new(SubmissionReader).snapshot(&w); !w.done() {
		t.Error("a snapshot as it is written is left to the general decoder")
	}
	for name, list := range map[string][]Annotation{"none": nil, "plain": {whole, bare}, "with a score": {whole, scored}} {
		t.Run(name, func(t *testing.T) {
			draft := Submit(Snapshot{Article: article, Person: person, Codebook: 3, At: 99, Annotations: list}, id)
			o := &Object{Ref: SubmissionRef(article, person, id), Fields: map[string]Field{}}
			for _, s := range draft.Settings {
				if s.Ref == o.Ref {
					o.Fields[s.Field] = Field{Setting: Setting{Value: s.Value, Stamp: Stamp{Wall: 5}, Person: person}}
				}
			}
			record, err := EncodeObject(o)
			if err != nil {
				t.Fatal(err)
			}
			got, ok, err := reader.Read(o.Ref, record)
			if err != nil || !ok {
				t.Fatalf("ok %v, error %v", ok, err)
			}
			want := As[Snapshot](o.Value(FieldSnapshot))
			for _, s := range []*Snapshot{&got, &want} {
				for i := range s.Annotations {
					leaveOut(&s.Annotations[i])
				}
			}
			if len(got.Annotations) != len(list) || !reflect.DeepEqual(got, want) && len(list) > 0 {
				t.Errorf("got  %+v\nwant %+v", got, want)
			}
			o.Fields[FieldDeleted] = Field{Setting: Setting{Stamp: Stamp{Wall: 6}, Person: person}}
			if record, err = EncodeObject(o); err != nil {
				t.Fatal(err)
			}
			if _, ok, err := reader.Read(o.Ref, record); ok || err != nil {
				t.Errorf("an undone submission: ok %v, error %v", ok, err)
			}
		})
	}
}

func leaveOut(a *Annotation) {
	a.Note, a.Question, a.Edited, a.Batch, a.Created, a.Modified = "", false, false, ID{}, time.Time{}, time.Time{}
	a.Origin.Score, a.Origin.From = nil, nil
	for i := range a.Spans {
		a.Spans[i].Text = ""
	}
	if len(a.Attributes) == 0 {
		a.Attributes = nil
	}
	for id, v := range a.Attributes {
		a.Attributes[id] = plain(v)
	}
	for i := range a.Links {
		for id, v := range a.Links[i].Attributes {
			a.Links[i].Attributes[id] = plain(v)
		}
	}
}

// Whatever the bytes are, nothing panics.
func FuzzSubmissionReader(f *testing.F) {
	s := Snapshot{Annotations: []Annotation{{Label: "quote", Spans: []Span{{Start: 0, End: 1, Text: "a"}}, Attributes: map[AttributeID]AttributeValue{"x": 1.5}}}}
	o := &Object{Fields: map[string]Field{FieldSnapshot: {Setting: Setting{Value: MustEncode(s)}}, FieldDeleted: {Setting: Setting{Value: MustEncode(false)}}}}
	record, err := EncodeObject(o)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(record)
	f.Fuzz(func(t *testing.T, b []byte) {
		_, _, _ = new(SubmissionReader).Read(Ref{Kind: KindSubmission}, b)
	})
}

// What was read stays until the reader is told that it is not needed any more;
// what comes in its place is not mixed with it.
func TestSubmissionReaderRecycles(t *testing.T) {
	article, person := NewID(), NewID()
	encoded := func(label LabelID, attributes map[AttributeID]AttributeValue, links int) ([]byte, []Annotation) {
		a := Annotation{ID: NewID(), Article: article, Layer: person, Label: label, Spans: []Span{{Start: 1, End: 2}, {Start: 3, End: 4}}, Attributes: attributes}
		for range links {
			a.Links = append(a.Links, Link{ID: NewID(), Role: "speaker", To: NewID(), Attributes: map[AttributeID]AttributeValue{"basis": "name"}})
		}
		list := []Annotation{a, {ID: NewID(), Article: article, Layer: person, Label: label, Spans: []Span{{Start: 5, End: 6}}}}
		return MustEncode(Snapshot{Article: article, Person: person, Annotations: list}), list
	}
	var reader SubmissionReader
	read := func(b []byte) []Annotation {
		w := wire{rest: b}
		s := reader.snapshot(&w)
		if !w.done() {
			t.Fatal("not read to its end")
		}
		return s.Annotations
	}
	same := func(got, want []Annotation) bool {
		return slices.EqualFunc(got, want, func(a, b Annotation) bool {
			return a.ID == b.ID && a.Label == b.Label && slices.Equal(a.Spans, b.Spans) && maps.Equal(a.Attributes, b.Attributes) &&
				slices.EqualFunc(a.Links, b.Links, func(l, m Link) bool { return l.ID == m.ID && l.To == m.To && maps.Equal(l.Attributes, m.Attributes) })
		})
	}
	for range 3 {
		first, wantFirst := encoded("quote", map[AttributeID]AttributeValue{"type": "direct", "sure": true}, 2)
		second, wantSecond := encoded("claim", map[AttributeID]AttributeValue{"kind": "number"}, 5)
		one, other := read(first), read(second)
		if !same(one, wantFirst) || !same(other, wantSecond) {
			t.Errorf("got  %+v and %+v\nwant %+v and %+v", one, other, wantFirst, wantSecond)
		}
		reader.Recycle()
	}
}
