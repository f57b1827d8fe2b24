package assets_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/codebooktest"
	"bluepencil/assets"
)

// TestEveryFaultIsNamedWithItsLine: what somebody may write into a codebook
// file, and the line the message must name.
func TestEveryFaultIsNamedWithItsLine(t *testing.T) {
	label := func(id, more string) string {
		return fmt.Sprintf(`{"id": %q, "name": "L", "group": "g", "style": "tint", "colour": "#123456", "tag": "L", "order": 0%s}`, id, more)
	}
	file := func(labels, attributes, roles, document string) string {
		return "{\n \"name\": \"Test\",\n \"labels\": [\n" + labels + "],\n \"attributes\": [\n" + attributes + "],\n \"roles\": [\n" + roles + "],\n \"document\": [\n" + document + "]\n}\n"
	}
	good := label("a", "")
	if _, err := assets.ParseCodebook([]byte("\ufeff" + file(good, "", "", ""))); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		raw  string
		line int
		want string
	}{
		"no JSON":               {"", 1, "the end"},
		"torn":                  {"{\n\"name\": \"x\",\n\"labels\": [", 3, "the end"},
		"a comma too many":      {"{\n\"name\": \"x\",\n}", 3, `'"'`},
		"a key twice":           {"{\n\"name\": \"x\",\n\"name\": \"y\"}", 3, "twice"},
		"a misspelt key":        {"{\n\"name\": \"x\",\n\"lables\": []}", 3, `"lables"`},
		"a key in capitals":     {file(label("a", `, "Key": "1"`), "", "", ""), 4, `"Key"`},
		"a misspelt key inside": {file(good, `{"id": "x", "name": "X", "type": "enum", "order": 0,`+"\n"+`"choices": [{"id": "y", "nam": "Y"}]}`, "", ""), 7, `"nam"`},
		"a wrong type":          {file(good, `{"id": "x", "name": "X",`+"\n"+`"type": 7, "order": 0}`, "", ""), 7, "number"},
		"the same label twice":  {file(good+",\n"+good, "", "", ""), 5, `"a"`},
		"no id":                 {file(good+",\n"+label("", ""), "", "", ""), 5, "no id"},
		"an unknown attribute":  {file(good+",\n"+label("b", `, "attributes": ["nope"]`), "", "", ""), 5, `"nope"`},
		"an unknown role":       {file(good+",\n"+label("b", `, "roles": ["nope"]`), "", "", ""), 5, `"nope"`},
		"a role to nowhere":     {file(good, "", "\n"+`{"id": "r", "name": "R", "order": 0, "to": ["nope"]}`, ""), 9, `"nope"`},
		"a colour that is none": {file(good+",\n"+strings.Replace(label("b", ""), "#123456", "blue", 1), "", "", ""), 5, "#rrggbb"},
		"an unknown style":      {file(good+",\n"+strings.Replace(label("b", ""), "tint", "glow", 1), "", "", ""), 5, `"glow"`},
		"a key of a command":    {file(good+",\n"+label("b", `, "key": "s"`), "", "", ""), 5, `"s"`},
		"a key of two letters":  {file(label("b", `, "key": "ab"`), "", "", ""), 4, `"ab"`},
		"a key twice for marks": {file(label("a", `, "key": "1"`)+",\n"+label("b", `, "key": "1"`), "", "", ""), 5, `"1"`},
		"a role with a mark's":  {file(label("a", `, "key": "x"`), "", `{"id": "r", "name": "R", "key": "X", "order": 0}`, ""), 8, `"X"`},
		"two roles, one key": {file(label("a", `, "roles": ["r", "q"]`), "", `{"id": "r", "name": "R", "key": "S", "order": 0},{"id": "q", "name": "Q", "key": "s", "order": 1}`, ""), 4,
			"same key"},
		"nothing to choose":   {file(good, `{"id": "x", "name": "X", "type": "enum", "order": 0}`, "", ""), 6, `"x"`},
		"an endless scale":    {file(good, `{"id": "x", "name": "X", "type": "scale", "order": 0}`, "", ""), 6, `"x"`},
		"an unknown gate":     {file(good, `{"id": "x", "name": "X", "type": "text", "order": 0, "when": {"attribute": "nope", "values": ["yes"]}}`, "", ""), 6, `"nope"`},
		"two fields":          {file(good, "", "", `{"id": "f", "name": "F", "type": "text", "order": 0},`+"\n"+`{"id": "f", "name": "F", "type": "text", "order": 1}`), 11, `"f"`},
		"the same rule twice": {file(label("a", `, "clauses": [{"id": "A1", "text": "x"},`+"\n"+`{"id": "A1", "text": "y"}]`), "", "", ""), 5, `"A1"`},
		"merged into nothing": {file(good+",\n"+label("b", `, "into": "nope"`), "", "", ""), 5, `"nope"`},
		"merged in a ring":    {file(label("a", `, "into": "b"`)+",\n"+label("b", `, "into": "a"`), "", "", ""), 4, "itself"},
		"nobody's codebook":   {strings.Replace(file(good, "", "", ""), "Test", " ", 1), 1, "no name"},
	} {
		cb, err := assets.ParseCodebook([]byte(c.raw))
		if err == nil {
			t.Errorf("%s: is read as %+v", name, cb)
			continue
		}
		if !strings.Contains(err.Error(), fmt.Sprintf("line %d: ", c.line)) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want line %d and a word of %q", name, err, c.line, c.want)
		}
	}
}

// TestWhatIsRetiredKeepsNoKey: the key of a retired or merged label is free.
func TestWhatIsRetiredKeepsNoKey(t *testing.T) {
	raw := `{"name": "x", "labels": [
	{"id": "a", "name": "A", "group": "g", "style": "tint", "colour": "#000000", "tag": "A", "order": 0, "key": "1"},
	{"id": "b", "name": "B", "group": "g", "style": "tint", "colour": "#000000", "tag": "B", "order": 1, "key": "1", "retired": true},
	{"id": "c", "name": "C", "group": "g", "style": "tint", "colour": "#000000", "tag": "C", "order": 2, "key": "1", "into": "a"}],
	"attributes": [], "roles": [], "document": []}`
	cb, err := assets.ParseCodebook([]byte(raw))
	if err != nil || len(cb.Offered()) != 1 {
		t.Errorf("%v, %v", cb, err)
	}
}

// TestExamplesShowWhatIsMarked between square brackets.
func TestExamplesShowWhatIsMarked(t *testing.T) {
	for _, name := range assets.CodebookNames {
		cb, err := assets.Codebook(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range cb.Labels {
			for _, e := range l.Examples {
				if strings.Count(e.Text, "[") == 0 || strings.Count(e.Text, "[") != strings.Count(e.Text, "]") || e.Wrong && e.Why == "" {
					t.Errorf("%s: %s: %+v", name, l.ID, e)
				}
			}
		}
	}
}

// TestClaimsAsksSevenQuestions, of which six wait for the first.
func TestClaimsAsksSevenQuestions(t *testing.T) {
	cb, err := assets.Codebook("claims")
	if err != nil {
		t.Fatal(err)
	}
	claim := annotate.Annotation{Label: "claim", Attributes: map[annotate.AttributeID]annotate.AttributeValue{}}
	if asked := cb.AttributesOf(&claim); len(asked) != 1 || asked[0].ID != "verifiable" {
		t.Errorf("first %v are asked", asked)
	}
	claim.Attributes["verifiable"] = "yes"
	var ids []string
	for _, a := range cb.AttributesOf(&claim) {
		ids = append(ids, string(a.ID))
	}
	if got := strings.Join(ids, " "); got != "verifiable appears-false public-interest harm check-worthiness harm-kind government-attention rationale" {
		t.Errorf("then %s are asked", got)
	}
}

// TestTheVerdictIsAskedForOnceSomebodyChecks the claim, and stays hidden before.
func TestTheVerdictIsAskedForOnceSomebodyChecks(t *testing.T) {
	cb, err := assets.Codebook("news")
	if err != nil {
		t.Fatal(err)
	}
	if faults := cb.Faults(); len(faults) > 0 {
		t.Errorf("faults: %v", faults)
	}
	for status, want := range map[string]string{"": "", "new": "", "queued": "", "checking": "verdict rating review-url review-date", "done": "verdict rating review-url review-date"} {
		claim := annotate.Annotation{Label: "claim", Attributes: map[annotate.AttributeID]annotate.AttributeValue{}}
		if status != "" {
			claim.Attributes["claim-status"] = status
		}
		var asked []string
		for _, a := range cb.AttributesOf(&claim) {
			if a.When != nil && a.When.Attribute == "claim-status" {
				asked = append(asked, string(a.ID))
			}
		}
		if got := strings.Join(asked, " "); got != want {
			t.Errorf("of a claim that is %q: %q are asked, want %q", status, got, want)
		}
	}
}

// TestAClaimMayMeanAnEntry, and its links to other claims may too.
func TestAClaimMayMeanAnEntry(t *testing.T) {
	cb, err := assets.Codebook("news")
	if err != nil {
		t.Fatal(err)
	}
	entry, gone := annotate.NewID(), annotate.NewID()
	around := annotate.Surroundings{Text: "Rents rose.", Entity: func(id annotate.ID) bool { return id == entry }}
	for _, role := range []annotate.RoleID{"same-claim", "contradicts", "updates", "said-in"} {
		for _, to := range []annotate.ID{entry, gone} {
			claim := annotate.Annotation{ID: annotate.NewID(), Label: "claim", Entity: entry, Spans: []annotate.Span{{Start: 0, End: 10, Text: "Rents rose"}},
				Links: []annotate.Link{{ID: annotate.NewID(), Role: role, To: to, ToEntity: true}}}
			if err, want := cb.Check(&claim, around), role != "said-in" && to == entry; (err == nil) != want {
				t.Errorf("%s to an entry: %v", role, err)
			}
		}
	}
	if label, _ := cb.Label("claim"); !label.Register {
		t.Error("a claim cannot be in the register")
	}
}

// TestAllFaultsAreNamedAtOnce, so that a file is mended in one go.
func TestAllFaultsAreNamedAtOnce(t *testing.T) {
	raw := `{"name": "x", "labels": [
	{"id": "a", "name": "A", "group": "g", "style": "tint", "colour": "red", "tag": "", "order": 0},
	{"id": "b", "name": "B", "group": "g", "style": "glow", "colour": "#000000", "tag": "", "order": 1, "attributes": ["nope"]}],
	"attributes": [], "roles": [], "document": []}`
	_, err := assets.ParseCodebook([]byte(raw))
	if err == nil || strings.Count(err.Error(), "line ") != 3 {
		t.Errorf("got %v", err)
	}
}

func TestEveryLabelAndQuestionOfNewsDeskIsExplained(t *testing.T) {
	cb, err := assets.Codebook("news")
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range cb.Labels {
		if len(strings.Fields(l.Guideline)) < 5 {
			t.Errorf("the label %s has the guideline %q", l.ID, l.Guideline)
		}
	}
	for _, l := range cb.Labels {
		if len(l.Clauses) == 0 || len(l.Examples) == 0 {
			t.Errorf("the label %s has %d rules and %d examples", l.ID, len(l.Clauses), len(l.Examples))
		}
	}
	if !strings.Contains(cb.Guideline, "Quotation marks belong inside the quote") {
		t.Error("the guideline does not say where quotation marks belong")
	}
	used := map[annotate.AttributeID]bool{}
	for _, l := range cb.Labels {
		for _, id := range l.Attributes {
			used[id] = true
		}
	}
	for _, r := range cb.Roles {
		for _, id := range r.Attributes {
			used[id] = true
		}
	}
	for _, a := range cb.Attributes {
		if !used[a.ID] {
			t.Errorf("the attribute %s belongs to nothing", a.ID)
		}
	}
	for _, question := range []annotate.AttributeID{"check-worthiness", "public-interest", "harm", "rationale"} {
		if a, _ := cb.Attribute(question); a.When == nil || a.When.Attribute != "verifiable" || fmt.Sprint(a.When.Values) != "[yes]" {
			t.Errorf("%s is asked when %+v", question, a.When)
		}
	}
}

// TestLabelsOfAGroupAreToldApartByTheColourBlind: within a group that is drawn
// in one style no two colours look the same to people without red, green or
// blue cones.
func TestLabelsOfAGroupAreToldApartByTheColourBlind(t *testing.T) {
	for _, name := range assets.CodebookNames {
		cb, err := assets.Codebook(name)
		if err != nil {
			t.Fatal(err)
		}
		for i, a := range cb.Labels {
			for _, b := range cb.Labels[:i] {
				if a.Group != b.Group || a.Group == annotate.GroupStructure {
					continue // structure is told apart by its place and its tag
				}
				for kind, eye := range eyes {
					if d := distance(eye.sees(colourOf(t, a.Colour)), eye.sees(colourOf(t, b.Colour))); d < 6 {
						t.Errorf("%s: %s and %s look the same with %s: %.1f", name, a.ID, b.ID, kind, d)
					}
				}
			}
		}
	}
}

type rgb [3]float64 // linear light

// eye says what a kind of colour vision makes of linear light.
type eye [3]rgb

// eyes are the matrices of Machado, Oliveira and Fernandes (2009), at full strength.
var eyes = map[string]eye{
	"all cones":      {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
	"no red cones":   {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
	"no green cones": {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
	"no blue cones":  {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
}

func (e eye) sees(c rgb) rgb {
	var out rgb
	for i, row := range e {
		for j, weight := range row {
			out[i] += weight * c[j]
		}
		out[i] = min(max(out[i], 0), 1)
	}
	return out
}

func colourOf(t *testing.T, hex string) rgb {
	t.Helper()
	n, err := strconv.ParseUint(strings.TrimPrefix(hex, "#"), 16, 32)
	if err != nil {
		t.Fatal(err)
	}
	var c rgb
	for i, shift := range []int{16, 8, 0} {
		v := float64(n>>shift&0xff) / 255
		if v <= 0.04045 {
			c[i] = v / 12.92
		} else {
			c[i] = math.Pow((v+0.055)/1.055, 2.4)
		}
	}
	return c
}

// distance is the CIE 1976 difference of two colours.
func distance(a, b rgb) float64 {
	x, y := lab(a), lab(b)
	return math.Sqrt((x[0]-y[0])*(x[0]-y[0]) + (x[1]-y[1])*(x[1]-y[1]) + (x[2]-y[2])*(x[2]-y[2]))
}

func lab(c rgb) [3]float64 {
	f := func(t float64) float64 {
		if t > 0.008856 {
			return math.Cbrt(t)
		}
		return 7.787*t + 16.0/116
	}
	x := f((0.4124*c[0] + 0.3576*c[1] + 0.1805*c[2]) / 0.95047)
	y := f(0.2126*c[0] + 0.7152*c[1] + 0.0722*c[2])
	z := f((0.0193*c[0] + 0.1192*c[1] + 0.9505*c[2]) / 1.08883)
	return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
}

// TestWhatIsEditedCanBeWrittenAndRead: any sequence of edits of a codebook
// that ships gives a file that is read again as the same codebook.
func TestWhatIsEditedCanBeWrittenAndRead(t *testing.T) {
	for seed, name := range assets.CodebookNames {
		cb, err := assets.Codebook(name)
		if err != nil {
			t.Fatal(err)
		}
		if len(cb.Attributes) == 0 || len(cb.Roles) == 0 {
			cb = codebooktest.Book()
		}
		random := rand.New(rand.NewPCG(uint64(seed), 11))
		made := 0
		for range 150 {
			d, err := codebooktest.Edit(random, cb, annotate.NewID())
			if err != nil {
				continue
			}
			made++
			cb = cb.With(&d)
			raw, err := assets.WriteCodebook(cb)
			if err != nil {
				t.Fatal(err)
			}
			again, err := assets.ParseCodebookFile(raw)
			if err != nil {
				t.Fatalf("%s, after %q: %v", name, d.Action, err)
			}
			for _, part := range cb.Compare(again) {
				if part.Fit != annotate.FitSame {
					t.Fatalf("%s, after %q: %+v", name, d.Action, part)
				}
			}
		}
		if made < 50 {
			t.Errorf("only %d edits were made", made)
		}
	}
}
