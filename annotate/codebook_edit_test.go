package annotate

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func smallBook() *Codebook {
	return &Codebook{
		Name: "Small",
		Labels: []Label{
			{ID: "quote", Name: "Quote", Group: GroupQuote, Style: StyleBar, Colour: "#0072B2", Tag: "QUOTE", Key: "1", Order: 0,
				Attributes: []AttributeID{"type"}, Roles: []RoleID{"speaker"}},
			{ID: "remark", Name: "Remark", Group: GroupQuote, Style: StyleBar, Colour: "#56B4E9", Tag: "RMK", Order: 1, Attributes: []AttributeID{"tone"}},
			{ID: "person", Name: "Person", Group: GroupEntity, Style: StyleTint, Colour: "#CC79A7", Tag: "PER", Key: "3", Order: 2},
			{ID: "place", Name: "Place", Group: GroupEntity, Style: StyleTint, Colour: "#D55E00", Tag: "PLACE", Order: 3},
		},
		Attributes: []Attribute{
			{ID: "type", Name: "Type", Type: TypeEnum, Order: 0, Choices: []Choice{{ID: "direct", Name: "direct"}, {ID: "verbatim", Name: "verbatim"}, {ID: "indirect", Name: "indirect"}}},
			{ID: "tone", Name: "Tone", Type: TypeFlags, Order: 1, Choices: []Choice{{ID: "sharp", Name: "sharp"}, {ID: "angry", Name: "angry"}},
				When: &Condition{Attribute: "type", Values: []ValueID{"direct"}}},
		},
		Roles: []Role{{ID: "speaker", Name: "speaker", Key: "S", To: []LabelID{"person"}}},
	}
}

func idOf(s string) ID {
	id, err := ParseID(s)
	if err != nil {
		panic(err) // a wrong constant
	}
	return id
}

var reporter = idOf("01ARZ3NDEKTSV4RRFFQ69G5FAV")

func edit(cb *Codebook) Editor { return Editor{Person: reporter, Book: cb} }

// after is the codebook once a draft that must have worked is committed.
func after(t *testing.T, cb *Codebook, d Draft, err error) *Codebook {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	next := cb.With(&d)
	if faults := next.Faults(); len(faults) > 0 {
		t.Fatalf("after %q: %v", d.Action, faults)
	}
	return next
}

func TestARenameKeepsTheID(t *testing.T) {
	cb := smallBook()
	d, err := edit(cb).RenameLabel("quote", "  Words   said ")
	next := after(t, cb, d, err)
	if l, _ := next.Label("quote"); l.Name != "Words said" {
		t.Errorf("the name is %q", l.Name)
	}
	if l, _ := cb.Label("quote"); l.Name != "Quote" {
		t.Error("the codebook that was shown before has changed too")
	}
	for _, s := range d.Settings {
		if s.Ref != CodebookRef() {
			t.Errorf("a rename writes to %v", s.Ref)
		}
	}
}

// TestIDsAreNeverGivenAgain: neither those of other labels nor of one whose
// making was undone.
func TestIDsAreNeverGivenAgain(t *testing.T) {
	cb := smallBook()
	seen := map[LabelID]bool{}
	for range 3 {
		d, id, err := edit(cb).AddLabel(Label{Name: "Vote count"})
		cb = after(t, cb, d, err)
		if seen[id] {
			t.Fatalf("the id %s was given twice", id)
		}
		seen[id] = true
		undo := Draft{}
		undo.Unset(CodebookRef(), FieldLabelDef+string(id))
		cb = cb.With(&undo)
	}
	d, id, err := edit(cb).AddLabel(Label{Name: "Quote!"})
	after(t, cb, d, err)
	if id == "quote" {
		t.Error("a new label has the id of an old one")
	}
}

// linkedByX is the small codebook with another key for its link.
func linkedByX() *Codebook {
	cb := smallBook()
	cb.Roles[0].Key = "x"
	return cb
}

func TestWhatDoesNotFitIsRefusedWithItsReason(t *testing.T) {
	cb := smallBook()
	e := edit(cb)
	draft := func(d Draft, err error) error { return err }
	for name, c := range map[string]struct {
		err  error
		want string
	}{
		"a key that a label has":     {draft(e.SetKey("place", "1")), "the label Quote"},
		"a key that a link has":      {draft(edit(linkedByX()).SetKey("place", "X")), "the link speaker"},
		"a key of a command":         {draft(e.SetKey("place", "n")), "a command"},
		"a key of two letters":       {draft(e.SetKey("place", "ab")), "one character"},
		"a name that a label has":    {draft(e.RenameLabel("place", "PERSON")), "a label Person already"},
		"no name":                    {draft(e.RenameLabel("place", " ")), "needs a name"},
		"a colour that is none":      {draft(e.SetColour("place", "red")), "#rrggbb"},
		"a tag that is too long":     {draft(e.SetTag("place", "VERYLONGTAG")), "1 to 8"},
		"a merge into itself":        {draft(e.MergeLabel("place", "place")), "into itself"},
		"a merge into nothing":       {draft(e.MergeLabel("place", "nope")), "no label"},
		"a choice twice":             {draft(e.AddChoice("type", "Direct")), "already"},
		"a choice of its own":        {draft(e.MergeChoice("type", "direct", "direct")), "itself"},
		"a question awaiting itself": {draft(e.SetCondition("type", &Condition{Attribute: "tone", Values: []ValueID{"sharp"}})), "wait for itself"},
		"a gate without that value":  {draft(e.SetCondition("tone", &Condition{Attribute: "type", Values: []ValueID{"nope"}})), "nope"},
		"a label that is not there":  {draft(e.SetColour("nope", "#000000")), "nope"},
	} {
		if c.err == nil || !strings.Contains(c.err.Error(), c.want) || !errors.Is(c.err, ErrInvalid) && !errors.Is(c.err, ErrNotFound) {
			t.Errorf("%s: got %v, want %q", name, c.err, c.want)
		}
	}
}

// TestRetiringFreesTheKey, and bringing back does not take it from its new holder.
func TestRetiringFreesTheKey(t *testing.T) {
	cb := smallBook()
	d, err := edit(cb).RetireLabel("person", true)
	cb = after(t, cb, d, err)
	if cb.Offers("person") {
		t.Error("a retired label is offered")
	}
	d, err = edit(cb).SetKey("place", "3")
	cb = after(t, cb, d, err)
	d, err = edit(cb).RetireLabel("person", false)
	cb = after(t, cb, d, err)
	if l, _ := cb.Label("person"); l.Key != "" || !cb.Offers("person") {
		t.Errorf("brought back with the key %q", l.Key)
	}
}

func TestMovingWritesOnlyTheTwoThatMoved(t *testing.T) {
	cb := smallBook()
	d, ok, err := edit(cb).MoveLabel("place", -1)
	if !ok || len(d.Settings) != 2 {
		t.Fatalf("%d labels are written, %v", len(d.Settings), err)
	}
	next := after(t, cb, d, err)
	var ids []LabelID
	for _, l := range next.Labels {
		ids = append(ids, l.ID)
	}
	if !slices.Equal(ids, []LabelID{"quote", "remark", "place", "person"}) {
		t.Errorf("the order is %v", ids)
	}
	if _, ok, _ := edit(next).MoveLabel("place", -1); ok {
		t.Error("the first of its group moves up")
	}
}

// TestMergingIsReading: labels, values, flags and attributes of links are read
// as what they were merged into, along chains, and unmerging brings them back.
func TestMergingIsReading(t *testing.T) {
	cb := smallBook()
	step := func(d Draft, err error) { t.Helper(); cb = after(t, cb, d, err) }
	stored := Annotation{Label: "remark", Attributes: map[AttributeID]AttributeValue{"type": "verbatim", "tone": []string{"angry", "sharp"}},
		Links: []Link{{Role: "speaker", Attributes: map[AttributeID]AttributeValue{"type": "verbatim"}}}}
	if cb.Mapping() != nil {
		t.Error("a codebook without merges has a mapping")
	}
	step(edit(cb).MergeLabel("remark", "quote"))
	step(edit(cb).MergeChoice("type", "verbatim", "direct"))
	step(edit(cb).MergeChoice("tone", "angry", "sharp"))
	read := stored
	cb.Mapping().Read(&read)
	if read.Label != "quote" || read.Attributes["type"] != "direct" || read.Links[0].Attributes["type"] != "direct" ||
		!reflect.DeepEqual(read.Attributes["tone"], []string{"sharp"}) {
		t.Errorf("it is read as %+v", read)
	}
	if stored.Attributes["type"] != "verbatim" || stored.Links[0].Attributes["type"] != "verbatim" {
		t.Error("reading wrote to what is stored")
	}
	if ids := cb.AttributeIDs("quote"); !slices.Equal(ids, []AttributeID{"type", "tone"}) {
		t.Errorf("of the merged label %v are asked", ids)
	}
	if asked := cb.AttributesOf(&read); len(asked) != 2 {
		t.Errorf("the condition is held against the merged value: %v", asked)
	}
	step(edit(cb).MergeLabel("quote", "place"))
	read = stored
	cb.Mapping().Read(&read)
	if read.Label != "place" {
		t.Errorf("along the chain it is %s", read.Label)
	}
	if _, err := edit(cb).MergeLabel("place", "remark"); !errors.Is(err, ErrInvalid) {
		t.Errorf("a ring of merges: %v", err)
	}
	if _, err := edit(cb).MergeLabel("quote", "remark"); !errors.Is(err, ErrInvalid) {
		t.Errorf("a ring through a label that is merged elsewhere: %v", err)
	}
	if !cb.PointsTo(cb.Roles[0], "person") || cb.PointsTo(cb.Roles[0], "place") {
		t.Error("the role points elsewhere than before")
	}
	step(edit(cb).MergeLabel("person", "place"))
	if !cb.PointsTo(cb.Roles[0], "place") {
		t.Error("a role that pointed to a merged label does not point to what it became")
	}
	for _, id := range []LabelID{"quote", "remark", "person"} {
		step(edit(cb).UnmergeLabel(id))
	}
	read = stored
	cb.Mapping().Read(&read)
	if read.Label != "remark" {
		t.Errorf("after taking back the merges it is %s", read.Label)
	}
}

// TestARingOfMergesIsReadAlike: two copies may merge two labels into each
// other; all of the ring are read as one, wherever one begins.
func TestARingOfMergesIsReadAlike(t *testing.T) {
	cb := smallBook()
	cb.Labels[0].Into, cb.Labels[1].Into, cb.Labels[2].Into = "remark", "person", "quote"
	for _, id := range []LabelID{"quote", "remark", "person"} {
		if got := cb.Resolve(id); got != "person" {
			t.Errorf("%s is read as %s", id, got)
		}
	}
	if !cb.Offers("person") || cb.Offers("quote") {
		t.Error("not exactly one label of the ring is offered")
	}
	cb.Labels[3].Into = "nope"
	if cb.Resolve("place") != "place" {
		t.Error("a label merged into nothing is lost")
	}
}

// TestAdoptingLosesNothing: what the other codebook does not have is retired;
// what would change the meaning of values is refused.
func TestAdoptingLosesNothing(t *testing.T) {
	old := smallBook()
	other := smallBook()
	other.Name = "Other"
	other.Labels = append(other.Labels[1:3:3], Label{ID: "event", Name: "Event", Group: GroupEntity, Style: StyleTint, Colour: "#999933", Tag: "EV", Order: 9})
	other.Labels[0].Colour = "#000000"
	other.Attributes[0].Choices = other.Attributes[0].Choices[1:]
	other.Attributes[1].When = nil
	fits := map[string]Fit{}
	for _, d := range old.Compare(other) {
		fits[d.Kind+" "+d.ID] = d.Fit
	}
	for part, want := range map[string]Fit{"label quote": FitMissing, "label remark": FitChanged, "label person": FitSame, "label event": FitNew,
		"choice type=direct": FitMissing, "choice type=verbatim": FitSame, "attribute tone": FitChanged, "role speaker": FitSame} {
		if fits[part] != want {
			t.Errorf("%s is %q, want %q", part, fits[part], want)
		}
	}
	d, err := edit(old).Adopt(other)
	next := after(t, old, d, err)
	if l, ok := next.Label("quote"); !ok || !l.Retired {
		t.Errorf("the label that is missing there: %+v", l)
	}
	at, _ := next.Attribute("type")
	if c, ok := at.choice("direct"); !ok || !c.Retired {
		t.Errorf("the choice that is missing there: %+v", c)
	}
	other.Attributes[0].Type, other.Attributes[0].Choices = TypeText, nil
	if _, err := edit(old).Adopt(other); !errors.Is(err, ErrInvalid) {
		t.Errorf("a question of another type: %v", err)
	}
}

func TestClausesKeepTheirNumbers(t *testing.T) {
	cb := smallBook()
	list, err := cb.ParseClauses("quote", "Marks belong inside.\n\nThe cue stays outside.\n")
	if err != nil || len(list) != 2 || list[0].ID != "Q1" || list[1].ID != "Q2" {
		t.Fatalf("%v, %v", list, err)
	}
	d, err := edit(cb).SetLabelGuideline("quote", "What is said.", list, ParseExamples("+ [“Late,”] she said. | the comma too\n- “Late,” [she said].\n"))
	cb = after(t, cb, d, err)
	l, _ := cb.Label("quote")
	if ExampleLines(l.Examples) != "+ [“Late,”] she said. | the comma too\n- “Late,” [she said]." || !l.Examples[1].Wrong {
		t.Errorf("%+v", l.Examples)
	}
	text := strings.Replace(ClauseLines(l.Clauses), "Q1. Marks belong inside.\n", "", 1) + "\nOne more: 3 words."
	if list, err = cb.ParseClauses("quote", text); err != nil || ClauseLines(list) != "Q2. The cue stays outside.\nQ3. One more: 3 words." {
		t.Errorf("%q, %v", ClauseLines(list), err)
	}
	if list, err = cb.ParseClauses("remark", "A remark."); err != nil || list[0].ID != "R1" {
		t.Errorf("%v, %v", list, err)
	}
	d, err = edit(cb).SetLabelGuideline("remark", "", []Clause{{ID: "Q4", Text: "numbered by hand"}}, nil)
	if list, err = after(t, cb, d, err).ParseClauses("quote", ClauseLines(l.Clauses)+"\nThree.\nFour."); err != nil || list[3].ID != "Q5" {
		t.Errorf("%v, %v", list, err)
	}
	for _, wrong := range []string{"Q1. a\nQ1. b", "Q4."} {
		if _, err := cb.ParseClauses("quote", wrong); !errors.Is(err, ErrInvalid) {
			t.Errorf("%q: %v", wrong, err)
		}
	}
	if _, err := cb.ParseClauses("person", "Q1. theirs"); !errors.Is(err, ErrInvalid) || !strings.Contains(err.Error(), "Quote") {
		t.Errorf("another label's rule: %v", err)
	}
	if c, label, ok := cb.Clause("Q2"); !ok || label != "quote" || c.Text == "" {
		t.Errorf("Q2 is %v of %s", c, label)
	}
}

func TestASplitTakesWhatItsConditionSays(t *testing.T) {
	here, there := idOf("01ARZ3NDEKTSV4RRFFQ69G5FAA"), idOf("01ARZ3NDEKTSV4RRFFQ69G5FAB")
	a := Annotation{Label: "quote", Article: here, Spans: []Span{{Text: "Port  Alder"}}, Attributes: map[AttributeID]AttributeValue{"type": "direct", "tone": []string{"sharp"}}}
	for name, c := range map[string]struct {
		split Split
		want  bool
	}{
		"all":             {Split{}, true},
		"another label":   {Split{From: "person"}, false},
		"a value":         {Split{Attribute: "type", Value: "direct"}, true},
		"a flag":          {Split{Attribute: "tone", Value: "sharp"}, true},
		"another value":   {Split{Attribute: "type", Value: "indirect"}, false},
		"words":           {Split{Texts: []string{"x", "port alder"}}, true},
		"other words":     {Split{Texts: []string{"alder"}}, false},
		"this article":    {Split{Articles: []ID{here}}, true},
		"another article": {Split{Articles: []ID{there}}, false},
		"two conditions":  {Split{Articles: []ID{here}, Texts: []string{"x"}}, false},
	} {
		if c.split.From == "" {
			c.split.From = "quote"
		}
		if c.split.Takes(&a) != c.want {
			t.Errorf("%s: %v", name, !c.want)
		}
	}
}

func TestUsageCountsWhatIsThere(t *testing.T) {
	u := NewUsage(smallBook())
	ids := []ID{idOf("01ARZ3NDEKTSV4RRFFQ69G5FAA"), idOf("01ARZ3NDEKTSV4RRFFQ69G5FAB")}
	for i := range 6 {
		u.Add(&Annotation{Label: "quote", Article: ids[i/3], Layer: ids[i%2],
			Attributes: map[AttributeID]AttributeValue{"type": []string{"direct", "indirect"}[i/5]}, Links: []Link{{Role: "speaker"}, {Role: "speaker"}}})
	}
	got := fmt.Sprint(counts(u.Label("quote")), counts(u.Value("type", "direct")), counts(u.Attribute("type")), counts(u.Role("speaker")), counts(u.Label("person")))
	if want := "[6 2 2] [5 2 2] [6 2 2] [6 2 2] [0 0 0]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func counts(t Tally) []int { return []int{t.Annotations, t.Articles, t.People} }
