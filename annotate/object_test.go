package annotate

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"
)

// settings makes a random history of one field: each setting replaces some of
// those its author had seen.
func settings(random *rand.Rand, n int) []Change {
	ref := ArticleRef(NewID())
	authors := []ID{NewID(), NewID(), NewID()}
	clocks := map[ID]*Clock{}
	for _, a := range authors {
		clocks[a] = NewClock(a, Stamp{}, func() time.Time { return time.UnixMilli(1000 + int64(random.IntN(50))) })
	}
	var list []Change
	seen := map[ID]*Object{}
	for _, a := range authors {
		seen[a] = &Object{Ref: ref}
	}
	for range n {
		author := authors[random.IntN(len(authors))]
		for i := range list { // the author may have received anything by now
			if random.IntN(3) == 0 {
				receive(seen[author], &list[i], clocks[author])
			}
		}
		f := seen[author].Fields["title"]
		c := Change{Header: Header{Time: clocks[author].Next(), Person: author},
			Edits: []Edit{{Ref: ref, Field: "title", New: MustEncode(fmt.Sprint(random.IntN(4))), Old: f.Value, Over: f.Over()}}}
		list = append(list, c)
		receive(seen[author], &c, clocks[author])
	}
	return list
}

// receive applies a change unless it was applied: its stamp is its identity.
func receive(o *Object, c *Change, clock *Clock) {
	key := fmt.Sprint("seen ", c.Time)
	if _, known := o.Fields[key]; known {
		return
	}
	clock.Observe(c.Time)
	o.Apply(c)
	o.Fields[key] = Field{}
}

// interleaved is a random order of arrival that keeps each author's changes in
// their order, as lanes do.
func interleaved(random *rand.Rand, history []Change) []int {
	order := random.Perm(len(history))
	byAuthor := map[ID][]int{}
	for i := range history {
		byAuthor[history[i].Person] = append(byAuthor[history[i].Person], i)
	}
	for n, i := range order {
		author := history[i].Person
		order[n] = byAuthor[author][0]
		byAuthor[author] = byAuthor[author][1:]
	}
	return order
}

// TestTheOrderOfArrivalDoesNotMatter applies the same changes in many orders.
func TestTheOrderOfArrivalDoesNotMatter(t *testing.T) {
	for seed := range uint64(200) {
		random := rand.New(rand.NewPCG(seed, 1))
		history := settings(random, 2+random.IntN(8))
		var want string
		for round := range 8 {
			o := &Object{Ref: history[0].Edits[0].Ref}
			for _, i := range interleaved(random, history) {
				o.Apply(&history[i])
			}
			record, err := EncodeObject(o)
			if err != nil {
				t.Fatal(err)
			}
			if round == 0 {
				want = string(record)
			} else if string(record) != want {
				t.Fatalf("seed %d: another order of arrival gives another object", seed)
			}
			if winner := o.Fields["title"].Stamp; winner != latest(history) {
				t.Fatalf("seed %d: the latest setting did not win", seed)
			}
			if len(o.Fields["title"].Awaited) != 0 {
				t.Fatalf("seed %d: everything arrived and something is still awaited", seed)
			}
		}
	}
}

func latest(history []Change) (last Stamp) {
	for i := range history {
		if history[i].Time.Compare(last) > 0 {
			last = history[i].Time
		}
	}
	return last
}

func TestObjectsComeBackFromTheirRecord(t *testing.T) {
	for seed := range uint64(50) {
		random := rand.New(rand.NewPCG(seed, 2))
		o := &Object{}
		for _, c := range settings(random, 6) {
			o.Ref = c.Edits[0].Ref
			o.Apply(&c)
		}
		record, err := EncodeObject(o)
		if err != nil {
			t.Fatal(err)
		}
		back, err := DecodeObject(o.Ref, record)
		if err != nil {
			t.Fatal(err)
		}
		again, _ := EncodeObject(back)
		if string(again) != string(record) || back.Changes != o.Changes {
			t.Fatalf("seed %d: the record does not come back", seed)
		}
	}
}

func FuzzDecodeObject(f *testing.F) {
	o := &Object{Ref: ArticleRef(NewID())}
	c := Change{Header: Header{Time: Stamp{Wall: 1}}, Edits: []Edit{{Ref: o.Ref, Field: "title", New: MustEncode("x")}}}
	o.Apply(&c)
	record, _ := EncodeObject(o)
	f.Add(record)
	f.Add([]byte{0x83, 0, 0x80, 0x80})
	f.Fuzz(func(t *testing.T, b []byte) {
		o, err := DecodeObject(Ref{}, b) // must not panic
		if err == nil {
			_ = AnnotationFrom(o)
			_ = ArticleFrom(o)
			_ = CodebookFrom(o)
		}
	})
}

func TestStampsNeverRunBack(t *testing.T) {
	now := time.UnixMilli(5000)
	c := NewClock(NewID(), Stamp{}, func() time.Time { return now })
	last := c.Next()
	for i, step := range []time.Duration{0, -time.Hour, time.Millisecond, -time.Minute} {
		now = now.Add(step)
		next := c.Next()
		if next.Compare(last) <= 0 {
			t.Errorf("step %d: %v is not after %v", i, next, last)
		}
		last = next
	}
	c.Observe(Stamp{Wall: 1 << 50, Counter: 7})
	if next := c.Next(); next.Wall != 1<<50 || next.Counter != 8 {
		t.Errorf("after a stamp from the future comes %v", next)
	}
}

func TestValues(t *testing.T) {
	if !MustEncode("a").Equal(MustEncode("a")) || MustEncode("a").Equal(MustEncode("b")) || Value(nil).Equal(MustEncode("")) {
		t.Error("equality of values")
	}
	if As[string](MustEncode(7)) != "" || As[string](nil) != "" || As[float64](MustEncode(2.5)) != 2.5 {
		t.Error("reading values")
	}
	id := NewID()
	if As[ID](MustEncode(id)) != id || As[ID](MustEncode(ID{})) != (ID{}) {
		t.Error("ids do not come back")
	}
	parsed, err := ParseID(id.String())
	if err != nil || parsed != id {
		t.Errorf("%s parses as %s: %v", id, parsed, err)
	}
}

func TestDraftsKeepToOneStream(t *testing.T) {
	mina, ben, article := NewID(), NewID(), NewID()
	d := SetNote(AnnotationRef(article, mina, NewID()), "x")
	if s, err := d.Stream(); err != nil || s.Owner() != mina {
		t.Errorf("stream %s, %v", s, err)
	}
	d.Person = ben
	if _, err := d.Stream(); err == nil {
		t.Error("Ben writes in Mina's layer")
	}
	d.Person = mina
	d.Set(ArticleRef(article), FieldNote, "y")
	if _, err := d.Stream(); err == nil {
		t.Error("a draft mixes two streams")
	}
}

func TestAttributesAreHeldToTheirType(t *testing.T) {
	choices := []Choice{{ID: "a"}, {ID: "b"}}
	for _, c := range []struct {
		attribute Attribute
		good, bad []AttributeValue
	}{
		{Attribute{Type: TypeEnum, Choices: choices}, []AttributeValue{"a"}, []AttributeValue{"c", 1.0, nil, true}},
		{Attribute{Type: TypeFlags, Choices: choices}, []AttributeValue{[]string{"a", "b"}, []string{}}, []AttributeValue{[]string{"c"}, "a"}},
		{Attribute{Type: TypeScale, Min: 1, Max: 5}, []AttributeValue{1.0, 5.0}, []AttributeValue{0.0, 6.0, 2.5, "3"}},
		{Attribute{Type: TypeDate}, []AttributeValue{"2026", "2026-11", "2026-11-24"}, []AttributeValue{"24.11.2026", "2026-13", "2026-02-30", ""}},
		{Attribute{Type: TypeNumber}, []AttributeValue{-2.5}, []AttributeValue{"2", true}},
		{Attribute{Type: TypeBoolean}, []AttributeValue{true, false}, []AttributeValue{"yes"}},
		{Attribute{Type: TypeText}, []AttributeValue{"", "x"}, []AttributeValue{"\xff", 1.0}},
	} {
		for _, v := range c.good {
			if err := c.attribute.CheckValue(v); err != nil {
				t.Errorf("%s %v: %v", c.attribute.Type, v, err)
			}
		}
		for _, v := range c.bad {
			if err := c.attribute.CheckValue(v); err == nil {
				t.Errorf("%s takes %v", c.attribute.Type, v)
			}
		}
	}
}

func TestSpansAreNormalised(t *testing.T) {
	text := "0123456789"
	got, err := NormaliseSpans(text, []Span{{Start: 6, End: 8}, {Start: 0, End: 2}, {Start: 1, End: 4}, {Start: 4, End: 5}})
	if err != nil || len(got) != 2 || got[0] != (Span{Start: 0, End: 5, Text: "01234"}) || got[1] != (Span{Start: 6, End: 8, Text: "67"}) {
		t.Errorf("got %v, %v", got, err)
	}
	if _, err := NormaliseSpans(text, []Span{{Start: 8, End: 12}}); err == nil {
		t.Error("a span outside of the text was taken")
	}
}

// TestAPreviewIsWhatTheCommitGives holds the preview against the object.
func TestAPreviewIsWhatTheCommitGives(t *testing.T) {
	person, article := NewID(), NewID()
	ref := AnnotationRef(article, person, NewID())
	state := NewState()
	clock := NewClock(NewID(), Stamp{}, time.Now)
	var list []Annotation
	link := Link{ID: NewID(), Role: "cue", To: NewID()}
	for n, d := range []Draft{
		Mark(person, article, ref.ID, "quote", []Span{{Start: 0, End: 2, Text: "ab"}}, Origin{By: ByHand}),
		SetAttribute(ref, "type", "direct"), SetAttribute(ref, "flags", []string{"x"}), AddLink(ref, link), SetNote(ref, "n"),
		SetQuestion(ref, true), Relabel(ref, "claim"), SetAttribute(ref, "type", nil), RemoveLink(ref, link), SetNote(ref, ""),
	} {
		list, _ = Preview(list, &d)
		c, err := Seal(d, LayerStream(person), Place{Replica: ref.ID, Seq: uint64(n + 1), Time: clock.Next()}, state.Object)
		if err != nil {
			t.Fatal(err)
		}
		state.Apply(&c)
		o, _ := state.Object(ref)
		want := AnnotationFrom(o)
		got := list[0]
		if fmt.Sprint(got.Label, got.Spans, got.Attributes, got.Links, got.Note, got.Question) !=
			fmt.Sprint(want.Label, want.Spans, want.Attributes, want.Links, want.Note, want.Question) {
			t.Errorf("%s: previewed %+v, committed %+v", d.Action, got, want)
		}
	}
	d := DeleteAnnotation(ref)
	if list, _ = Preview(list, &d); len(list) != 0 {
		t.Errorf("a deleted annotation is previewed: %+v", list)
	}
}
