package desk

import (
	"testing"

	"bluepencil/annotate"
)

func TestTheLinkingKeyFollowsTheLabel(t *testing.T) {
	b := newBench(t)
	for label, role := range map[string]string{"quote": "speaker", "claim": "claimant"} {
		words := map[string]string{"quote": "“It is late,”", "claim": "Nothing more was said"}[label]
		b.mark(annotate.LabelID(label), words)
		b.StartLinkKey("S")
		if l := b.Linking(); l == nil || string(l.Role.ID) != role {
			t.Errorf("on a %s the key S starts %+v", label, l)
		}
		b.CancelLink()
	}
	b.mark("person", "Ada Lund")
	b.StartLinkKey("S")
	if b.Linking() != nil {
		t.Error("a person got a speaker")
	}
}
