package paint

import (
	"image/color"
	"reflect"
	"testing"

	"bluepencil/app/articleview/shape"
)

func fullStrip() *Strip {
	return &Strip{Document: 1, Width: 10, Height: 20, Left: 1, Margin: 2, Size: 16, Line: &shape.Line{Start: 3, End: 9, Width: 40},
		Fragments: []Fragment{{From: 1, To: 2, Colour: blue, Tag: "PER"}, {From: 3, To: 4}}, Hits: []Fragment{{From: 1, To: 2}},
		Tracks: []Track{{Name: "NV", Colour: blue, Bars: []TrackBar{{From: 1, To: 2, Colour: blue}, {From: 3, To: 4}}}}}
}

// change gives a field another value of its type.
func change(v reflect.Value) {
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(!v.Bool())
	case reflect.Int, reflect.Int8, reflect.Int32:
		v.SetInt(v.Int() + 1)
	case reflect.Uint8, reflect.Uint64:
		v.SetUint(v.Uint() + 1)
	case reflect.Float32:
		v.SetFloat(v.Float() + 0.25)
	case reflect.String:
		v.SetString(v.String() + "x")
	default:
		v.Set(reflect.ValueOf(color.NRGBA{1, 2, 3, 4}))
	}
}

// TestEveryFieldChangesTheSignature goes through the fields there are, so that
// one that is added and not signed is found here and not as a stale line on
// the screen.
func TestEveryFieldChangesTheSignature(t *testing.T) {
	signer := NewSigner()
	want := signer.Sign(fullStrip())
	if again := signer.Sign(fullStrip()); again != want || want == 0 {
		t.Fatalf("the same strip has signatures %d and %d", want, again)
	}
	for i := range reflect.TypeFor[Strip]().NumField() {
		name := reflect.TypeFor[Strip]().Field(i).Name
		s := fullStrip()
		switch name {
		case "Line":
			s.Line.End++
		case "Fragments":
			s.Fragments = s.Fragments[:1]
		case "Dimmed":
			s.Dimmed = append(s.Dimmed, Fragment{From: 5, To: 6})
		case "Notes":
			s.Notes = append(s.Notes, Fragment{From: 5, To: 6})
		case "Disputed":
			s.Disputed = append(s.Disputed, Fragment{From: 5, To: 6})
		case "Tracks":
			s.Tracks = append(s.Tracks, Track{})
		case "Hits":
			s.Hits = append(s.Hits, Fragment{From: 5, To: 6})
		default:
			change(reflect.ValueOf(s).Elem().Field(i))
		}
		if signer.Sign(s) == want {
			t.Errorf("another %s has the same signature", name)
		}
	}
	for i := range reflect.TypeFor[Fragment]().NumField() {
		s := fullStrip()
		change(reflect.ValueOf(&s.Fragments[0]).Elem().Field(i))
		if signer.Sign(s) == want {
			t.Errorf("a fragment with another %s has the same signature", reflect.TypeFor[Fragment]().Field(i).Name)
		}
	}
	for i := range reflect.TypeFor[Track]().NumField() {
		s := fullStrip()
		if s.Tracks[0].Bars = s.Tracks[0].Bars[:1]; reflect.TypeFor[Track]().Field(i).Name != "Bars" {
			s = fullStrip()
			change(reflect.ValueOf(&s.Tracks[0]).Elem().Field(i))
		}
		if signer.Sign(s) == want {
			t.Errorf("a track with another %s has the same signature", reflect.TypeFor[Track]().Field(i).Name)
		}
	}
	for i := range reflect.TypeFor[TrackBar]().NumField() {
		s := fullStrip()
		change(reflect.ValueOf(&s.Tracks[0].Bars[0]).Elem().Field(i))
		if signer.Sign(s) == want {
			t.Errorf("a bar with another %s has the same signature", reflect.TypeFor[TrackBar]().Field(i).Name)
		}
	}
}

func TestFragmentsAreNotConfusedWithHits(t *testing.T) {
	signer := NewSigner()
	a, b := fullStrip(), fullStrip()
	a.Hits, b.Fragments = append(a.Hits, Fragment{From: 3, To: 4}), b.Fragments[:1]
	if signer.Sign(a) == signer.Sign(b) {
		t.Error("a hit and a highlight at the same place have the same signature")
	}
}
