package annotate

import (
	"bytes"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"
)

// someObject makes an annotation's object that random changes have touched,
// some of them without knowing of each other.
func someObject(t testing.TB, random *rand.Rand) *Object {
	t.Helper()
	ref := AnnotationRef(NewID(), NewID(), NewID())
	o := &Object{Ref: ref}
	history := settings(random, 1+random.IntN(6))
	for n, i := range interleaved(random, history) {
		c := history[i]
		c.Edits = []Edit{c.Edits[0]}
		c.Edits[0].Ref = ref
		name, content := someField(random)
		c.Edits[0].Field, c.Edits[0].New = name, MustEncode(content)
		if n%4 == 3 {
			c.Edits[0].New = nil
		}
		o.Apply(&c)
	}
	return o
}

func someField(random *rand.Rand) (string, any) {
	score := 0.5
	link := Link{ID: NewID(), Role: "speaker", To: NewID(), ToEntity: random.IntN(2) == 0}
	deep := Link{ID: NewID(), Role: "cue", To: NewID(), Attributes: map[AttributeID]AttributeValue{"basis": "text"}}
	fields := []struct {
		name    string
		content any
	}{
		{FieldLabel, LabelID("quote")}, {FieldDeleted, random.IntN(3) == 0}, {fieldBatch, NewID()}, {FieldEntity, NewID()},
		{FieldSpans, []Span{{Start: 3, End: 300, Text: "“é”"}, {Start: 70_000, End: 70_001, Text: "x"}}}, {FieldNote, "note"},
		{FieldQuestion, true}, {FieldOrigin, Origin{By: ByHand}}, {FieldOrigin, Origin{By: BySuggestion, Source: "rule", Score: &score}},
		{FieldOrigin, Origin{By: ByImport, From: []ID{NewID(), NewID()}}}, {FieldLink + link.ID.String(), link}, {FieldLink + deep.ID.String(), deep},
		{FieldAttr + "type", "direct"}, {FieldAttr + "flags", []string{"a", "b"}}, {FieldAttr + "scale", 3.0}, {FieldAttr + "verifiable", false},
		{FieldSpans, "no spans at all"}, {FieldLabel, 7},
	}
	f := fields[random.IntN(len(fields))]
	return f.name, f.content
}

// TestTheShortWayReadsWhatTheLongWayReads holds the decoder of records to the
// general one.
func TestTheShortWayReadsWhatTheLongWayReads(t *testing.T) {
	short := 0
	for seed := range uint64(2000) {
		random := rand.New(rand.NewPCG(seed, 9))
		o := someObject(t, random)
		b, err := EncodeObject(o)
		if err != nil {
			t.Fatal(err)
		}
		if new(record).read(b) {
			short++
		}
		sameReading(t, o.Ref, b)
	}
	if short != 2000 {
		t.Errorf("%d of 2000 records were read the short way", short)
	}
}

// sameReading compares both ways of reading a record. It is false where
// neither reads it.
func sameReading(t *testing.T, ref Ref, b []byte) bool {
	t.Helper()
	want, err := decodeForeign(ref, b)
	got, gotErr := DecodeObject(ref, b)
	if (err == nil) != (gotErr == nil) {
		t.Fatalf("the long way says %v, the short way %v of %x", err, gotErr, b)
	}
	if err != nil {
		return false
	}
	if !reflect.DeepEqual(want, got) {
		t.Fatalf("object %+v, want %+v", got, want)
	}
	var reader AnnotationReader
	var glance Glance
	a, ok, err := reader.Read(ref, b, func(g Glance) bool { glance = g; return true })
	if err != nil || !ok || glance != GlanceOf(want) {
		t.Fatalf("glance %+v, want %+v: %v %v", glance, GlanceOf(want), ok, err)
	}
	if g, err := GlanceAt(ref, b); err != nil || g != glance {
		t.Fatalf("at a glance %+v, want %+v: %v", g, glance, err)
	}
	if wanted := AnnotationFrom(want); !reflect.DeepEqual(a, wanted) {
		t.Fatalf("annotation %+v, want %+v", a, wanted)
	}
	if glance.Live() != want.Exists() {
		t.Fatalf("glance %+v of an object that exists: %v", glance, want.Exists())
	}
	return true
}

func TestNothingOfARecordsBytesIsKept(t *testing.T) {
	for seed := range uint64(50) {
		o := someObject(t, rand.New(rand.NewPCG(seed, 3)))
		b, err := EncodeObject(o)
		if err != nil {
			t.Fatal(err)
		}
		got, err := DecodeObject(o.Ref, b)
		if err != nil {
			t.Fatal(err)
		}
		var reader AnnotationReader
		a, _, err := reader.Read(o.Ref, b, func(Glance) bool { return true })
		if err != nil {
			t.Fatal(err)
		}
		copy(b, bytes.Repeat([]byte{0xff}, len(b)))
		if want := AnnotationFrom(o); !reflect.DeepEqual(got.Fields, o.Fields) || !reflect.DeepEqual(a, want) {
			t.Fatal("what was read changed with the bytes")
		}
	}
}

func TestAsReadsEveryTypeAsBefore(t *testing.T) {
	score := 0.25
	for _, content := range []any{
		true, false, "", "words", "é", ID{}, NewID(), LabelID("quote"), Status("new"), 12, -3, 0.5, nil, []string{"a"},
		[]Span{}, []Span{{Start: 1, End: 2, Text: "x"}}, Origin{}, Origin{By: ByHand, Score: &score}, Origin{From: []ID{}},
		Link{}, Link{Attributes: map[AttributeID]AttributeValue{}}, ArticleContent{SourceName: "a.txt", TextBytes: 1 << 40},
		map[string]int{"By": 1}, time.Unix(1, 0),
	} {
		b := MustEncode(content)
		for _, v := range []Value{b, append(bytes.Clone(b), 0), b[:len(b)-1], nil} {
			sameAs[bool](t, v)
			sameAs[string](t, v)
			sameAs[LabelID](t, v)
			sameAs[Status](t, v)
			sameAs[ID](t, v)
			sameAs[[]Span](t, v)
			sameAs[Origin](t, v)
			sameAs[Link](t, v)
			sameAs[ArticleContent](t, v)
			sameAs[any](t, v)
		}
	}
}

func sameAs[T any](t *testing.T, v Value) {
	t.Helper()
	var want, zero T
	if err := v.Decode(&want); err != nil {
		want = zero
	}
	if got := As[T](v); !reflect.DeepEqual(got, want) {
		t.Errorf("%x as %T: %+v, want %+v", []byte(v), want, got, want)
	}
}

func FuzzReadRecord(f *testing.F) {
	for seed := range uint64(20) {
		b, err := EncodeObject(someObject(f, rand.New(rand.NewPCG(seed, 5))))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	ref := AnnotationRef(NewID(), NewID(), NewID())
	f.Fuzz(func(t *testing.T, b []byte) {
		if new(record).read(b) && !sameReading(t, ref, b) {
			t.Fatalf("only the short way reads %x", b)
		}
	})
}

// TestEntriesOfTheHistoryAreReadTheShortWay compares with the general decoder.
func TestEntriesOfTheHistoryAreReadTheShortWay(t *testing.T) {
	type entry struct {
		_       struct{} `cbor:",toarray"`
		Header  Header
		Payload []byte
		Purged  bool
	}
	for seed := range uint64(300) {
		random := rand.New(rand.NewPCG(seed, 11))
		c := settings(random, 3)[2]
		c.Header = Header{ID: NewID(), Replica: NewID(), Stream: StreamBase, Seq: random.Uint64() >> 3, Prev: DigestOf([]byte("x")),
			Time: c.Time, Person: c.Person, Action: "mark “é”", Article: NewID()}
		payload, err := EncodeEdits(c.Edits)
		if err != nil {
			t.Fatal(err)
		}
		b := MustEncode(entry{Header: c.Header, Payload: payload})
		got, raw, ok := ReadEntry(b)
		if !ok || !reflect.DeepEqual(got.Header, c.Header) || !bytes.Equal(raw, payload) {
			t.Fatalf("entry %+v, want %+v", got, c)
		}
		edits, err := DecodeEdits(raw)
		if err != nil {
			t.Fatal(err)
		}
		clear(b)
		var want []Edit
		if err := Value(payload).Decode(&want); err != nil || !reflect.DeepEqual(edits, want) {
			t.Fatalf("edits %+v, want %+v, %v", edits, want, err)
		}
	}
	if _, _, ok := ReadEntry(MustEncode("words")); ok {
		t.Error("words were read as an entry")
	}
}

func FuzzDecodeEdits(f *testing.F) {
	for seed := range uint64(10) {
		b, err := EncodeEdits(settings(rand.New(rand.NewPCG(seed, 5)), 2)[1].Edits)
		if err != nil {
			f.Fatal(err)
		}
		f.Add([]byte(b))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		w := wire{rest: b}
		got := w.edits()
		if !w.done() {
			return
		}
		var want []Edit
		if err := Value(b).Decode(&want); err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("%x: %+v, want %+v, %v", b, got, want, err)
		}
	})
}
