package marking_test

import (
	"math"
	"reflect"
	"testing"
	"time"

	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/marking"
)

func TestAnswersKeepTheirOrderAndTypes(t *testing.T) {
	in := marking.Attributes{{Name: "z", Value: "a <b> & \u0085\u2028"}, {Name: "a", Value: 2.5}, {Name: "m", Value: true}, {Name: "l", Value: []string{"x", "y"}}, {Name: "e", Value: []string{}}}
	data, err := marking.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	if want := `{"z":"a <b> & \u0085\u2028","a":2.5,"m":true,"l":["x","y"],"e":[]}`; string(data) != want {
		t.Errorf("written as %s", data)
	}
	var out marking.Attributes
	if err := marking.Unmarshal(data, &out); err != nil || !reflect.DeepEqual(in, out) {
		t.Errorf("%v: %+v", err, out)
	}
}

func TestWhatIsNoAnswer(t *testing.T) {
	for _, in := range []string{`{"a":1,"a":2}`, `{"a":null}`, `{"a":{}}`, `{"a":[1]}`, `{"a":"\ud83d"}`, `[]`, `{`, `{"a":NaN}`, "{\"a\":\"\xff\"}"} {
		var out marking.Attributes
		if err := marking.Unmarshal([]byte(in), &out); err == nil {
			t.Errorf("%s is read as %+v", in, out)
		}
	}
	if _, err := marking.Marshal(marking.Attributes{{Name: "a", Value: math.NaN()}}); err == nil {
		t.Error("NaN was written")
	}
}

func TestStandingComesBack(t *testing.T) {
	in := foreign.Layer{Status: "submitted", Reason: "x", Submitted: time.UnixMilli(1_700_000_000_123).UTC(), Codebook: 4}
	s := marking.StandingOf(&in)
	var out foreign.Layer
	if err := s.Set(&out); err != nil || !reflect.DeepEqual(in, out) {
		t.Errorf("%v: %+v", err, out)
	}
	s.Submitted = "yesterday"
	if s.Set(&out) == nil {
		t.Error("yesterday is a time")
	}
}
