package assets_test

import (
	"encoding/json"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/assets"
)

func TestEveryCodebookFitsTogether(t *testing.T) {
	for _, name := range assets.CodebookNames {
		cb, err := assets.Codebook(name)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if len(cb.Labels) == 0 {
			t.Errorf("%s has no labels", name)
		}
	}
}

// TestNewsDeskHasWhatTheDeskNeeds lists what the design names.
func TestNewsDeskHasWhatTheDeskNeeds(t *testing.T) {
	cb, err := assets.Codebook("news")
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range strings.Fields("quote cue source claim person organisation place event work product date amount headline dek dateline byline lede subhead caption correction") {
		if label, ok := cb.Label(annotate.LabelID(id)); !ok || label.Key == "" || label.Tag == "" {
			t.Errorf("label %s: %+v", id, label)
		}
	}
	for i, id := range strings.Fields("quote claim person organisation place") {
		if cb.Labels[i].ID != annotate.LabelID(id) || cb.Labels[i].Key != string(rune('1'+i)) {
			t.Errorf("key %d marks %s", i+1, cb.Labels[i].ID)
		}
	}
	frame, _ := cb.Role("frame")
	if got := strings.Join(texts(speakerOf(cb).Attributes), " "); got != "basis channel named" || frame.Max != 1 {
		t.Errorf("a speaker's link asks %s; frame %+v", got, frame)
	}
	cue, _ := cb.Role("cue")
	speaker, _ := cb.Role("speaker")
	if cue.Max != 1 || speaker.Max != 0 || !speaker.ToEntity {
		t.Errorf("cue %+v, speaker %+v", cue, speaker)
	}
	claim := annotate.Annotation{Label: "claim", Attributes: map[annotate.AttributeID]annotate.AttributeValue{}}
	before := len(cb.AttributesOf(&claim))
	claim.Attributes["verifiable"] = "yes"
	if after := len(cb.AttributesOf(&claim)); after <= before {
		t.Errorf("%d questions for a claim, %d for a verifiable one", before, after)
	}
}

func speakerOf(cb *annotate.Codebook) annotate.Role {
	role, _ := cb.Role("speaker")
	return role
}

func texts[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = string(v)
	}
	return out
}

func TestAFaultyCodebookIsRefusedWithItsFaults(t *testing.T) {
	for text, want := range map[string]string{
		`{"name":"x","labels":[{"id":"a","name":"A","colour":"red"}],"attributes":[],"roles":[],"document":[]}`: "#rrggbb",
		`{"name":"x","labels":[{"id":"a","colour":"#000000"},{"id":"a","colour":"#000000"}]}`:                   "two times",
		`{"name":"x","labels":[{"id":"a","colour":"#000000","attributes":["nope"]}]}`:                           "not there",
		`{"name":"x","lables":[]}`: "lables",
	} {
		if _, err := assets.ParseCodebook([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want a word of %q", text, err, want)
		}
	}
}

func TestSamplesKeepToTheCodebook(t *testing.T) {
	cb, err := assets.Codebook("news")
	if err != nil {
		t.Fatal(err)
	}
	samples, err := assets.Samples()
	if err != nil || len(samples) < 2 {
		t.Fatalf("%d samples: %v", len(samples), err)
	}
	for _, s := range samples {
		list, err := s.Annotations()
		if err != nil {
			t.Error(err)
		}
		labels := map[annotate.ID]annotate.LabelID{}
		for _, a := range list {
			labels[a.ID] = a.Label
		}
		around := annotate.Surroundings{Text: s.Text,
			Target: func(id annotate.ID) (annotate.LabelID, bool) { l, ok := labels[id]; return l, ok },
			Entity: func(annotate.ID) bool { return false }}
		for _, a := range list {
			if err := cb.Check(&a, around); err != nil {
				t.Errorf("%s: %s %q: %v", s.File, a.Label, a.Text(), err)
			}
		}
	}
}

func TestSchemasAreJSON(t *testing.T) {
	for _, name := range []string{"bluepencil-1", "project-1"} {
		raw, err := assets.Schema(name)
		if err != nil || !json.Valid(raw) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
