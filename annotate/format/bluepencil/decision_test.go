package bluepencil_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/format/bluepencil"
	"bluepencil/annotate/text"
)

func TestDecisionsAreReadAsTheyWereWritten(t *testing.T) {
	for n := range uint64(20) {
		b := withDecisions(rand.New(rand.NewPCG(n, 7)), article(3000, torture), 5)
		line, err := bluepencil.Parse([]byte(strings.TrimSpace(string(export(t, bluepencil.Options{Unit: text.Units[n%4]}, b)))))
		if err != nil {
			t.Fatal(err)
		}
		in, err := line.Incoming(nil)
		if err != nil || len(in.Problems) > 0 || len(in.Decisions) != 5 || in.Rule != b.Rule {
			t.Fatalf("%v, %+v", err, in)
		}
		for i, d := range in.Decisions {
			want := b.Decisions[i]
			if d.ID != want.ID || d.By != "jo" || strings.Join(d.Compared, " ") != "mina jo" || d.Choice != want.Choice || d.Start != 0 || d.End != len(torture) ||
				d.Reason != want.Reason || d.Clause != want.Clause || len(d.Options) != len(want.Options) || (d.PickedOf == "mina") != (want.Choice == annotate.VerdictPerson) {
				t.Errorf("got %+v\nwant %+v", d, want)
			}
			for n := range d.Options {
				if d.Options[n].Spans[0] != want.Options[n].Spans[0] || d.Options[n].Annotation != want.Options[n].Annotation {
					t.Errorf("got %+v\nwant %+v", d.Options[n], want.Options[n])
				}
			}
		}
	}
}

// TestADecisionThatDoesNotFitIsLeftOut: nothing is shifted, and the others come.
func TestADecisionThatDoesNotFitIsLeftOut(t *testing.T) {
	good := strings.TrimSpace(string(export(t, bluepencil.Options{}, withDecisions(rand.New(rand.NewPCG(1, 7)), article(3000, "It is late, said Ada Lund."), 2))))
	bad := strings.Replace(good, `"start": 0, "end": 26`, `"start": 0, "end": 99`, 1)
	line, err := bluepencil.Parse([]byte(bad))
	if err != nil || bad == good {
		t.Fatal(err)
	}
	if in, err := line.Incoming(nil); err != nil || len(in.Decisions) != 1 || len(in.Problems) != 1 {
		t.Errorf("%v, %+v", err, in)
	}
	for from, to := range map[string]string{
		`"choice": "`:    `"choice": "un`,
		`"options": [{`:  `"options": [{"more": 1, `,
		`"gold": [`:      `"gold": ["x", `,
		`"person": "jo"`: `"person": ""`,
	} {
		broken := strings.Replace(good, from, to, 1)
		if broken == good {
			t.Fatalf("the line has no %s", from)
		}
		if _, err := bluepencil.Parse([]byte(broken)); err == nil {
			t.Errorf("%s is read", to)
		}
		if validate(t, schema(t, "bluepencil-1"), []byte(broken)) == nil {
			t.Errorf("the schema allows %s", to)
		}
	}
}
