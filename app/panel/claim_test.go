package panel

import (
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/format/claimreview"
	"bluepencil/app/desk"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

// claimSubject is a claim with its sheet; what it lacks is what the review does.
func claimSubject(t *testing.T, values map[annotate.AttributeID]annotate.AttributeValue, entry string) Subject {
	s, a := subject(t, values)
	around := claimreview.Surroundings{Article: &annotate.Article{}, Marks: s.Marks}
	review := claimreview.Of(&a, around)
	s.Claim = &desk.ClaimSheet{Review: review, Gaps: review.Missing(), Entry: entry, Words: a.Text()}
	return s
}

func linesOf(i *Inspector) string { return "\n" + strings.Join(texts(i.card), "\n") + "\n" }

func TestTheClaimIsCountedWhileItIsTyped(t *testing.T) {
	i := NewInspector()
	window(t, i)
	i.Set(claimSubject(t, nil, ""))
	field := i.inputs[claimreview.Normalised].(*commitEntry)
	counter := i.review.counter
	if counter.Text != "5/74" || i.review.words.Text != "words" {
		t.Errorf("of the words of the text: %q, %q", counter.Text, i.review.words.Text)
	}
	for _, c := range []struct {
		typed, counter string
		tone           widget.Importance
	}{
		{"The bridge costs 212 million crowns", "35/74", widget.SuccessImportance},
		{strings.Repeat("ä", 74), "74/74", widget.SuccessImportance},
		{strings.Repeat("ä", 75), "75/74 · too long by 1", widget.DangerImportance},
		{"  ", "5/74", widget.SuccessImportance},
	} {
		field.SetText(c.typed)
		if counter.Text != c.counter || counter.Importance != c.tone {
			t.Errorf("%q: %q in %v, want %q in %v", c.typed, counter.Text, counter.Importance, c.counter, c.tone)
		}
	}
}

func TestWhatTheReviewLacksIsListedWhatIsNeededFirst(t *testing.T) {
	i := NewInspector()
	window(t, i)
	i.Set(claimSubject(t, map[annotate.AttributeID]annotate.AttributeValue{"claim-status": "checking"}, ""))
	shown := linesOf(i)
	needed, missing := strings.Index(shown, "\nneeded · verdict: "), strings.Index(shown, "\nclaimant: ")
	if needed < 0 || missing < needed || !strings.Contains(shown, "\nVerdict\n") || !strings.Contains(shown, "needed · address of the check") {
		t.Errorf("it shows %s", shown)
	}
	i.Set(claimSubject(t, map[annotate.AttributeID]annotate.AttributeValue{"claim-status": "new"}, ""))
	if shown := linesOf(i); strings.Contains(shown, "\nVerdict\n") {
		t.Errorf("before it is checked it asks %s", shown)
	}
	person, _ := subject(t, nil)
	i.Set(person)
	if i.review != nil || strings.Contains(linesOf(i), "ClaimReview") {
		t.Error("what has no sheet shows one")
	}
}

func TestTheClaimSectionReports(t *testing.T) {
	i := NewInspector()
	window(t, i)
	var told []string
	i.OnClaimEntry = func() { told = append(told, "entry") }
	i.OnAlike = func() { told = append(told, "alike") }
	i.OnCopyReview = func() { told = append(told, "copy") }
	press := func(words string) {
		for _, b := range all[*widget.Button](i.card) {
			if strings.HasPrefix(b.Text, words) {
				test.Tap(b)
			}
		}
	}
	i.Set(claimSubject(t, nil, ""))
	press("All of them")
	press("Say which claim it is")
	press("Copy as JSON-LD")
	i.Set(claimSubject(t, nil, "The bridge costs 212 million crowns"))
	press("The bridge costs")
	press("All of them")
	if got := strings.Join(told, " "); got != "entry copy entry alike" {
		t.Errorf("told %s", got)
	}
}

// TestTheKeyboardStaysInTheForm, though the form is built anew at every value.
func TestTheKeyboardStaysInTheForm(t *testing.T) {
	i := NewInspector()
	window(t, i)
	values := map[annotate.AttributeID]annotate.AttributeValue{"verifiable": "yes"}
	show := func() { i.Set(claimSubject(t, values, "")) }
	s := claimSubject(t, values, "")
	i.Set(s)
	i.OnAttribute = func(id annotate.AttributeID, v annotate.AttributeValue) {
		fresh := map[annotate.AttributeID]annotate.AttributeValue{}
		for k, old := range values {
			fresh[k] = old
		}
		if fresh[id] = v; v == nil {
			delete(fresh, id)
		}
		values = fresh
		show()
	}
	canvas := i.canvas()
	press := func(keys string) {
		for _, r := range keys {
			canvas.Focused().TypedRune(r)
		}
	}
	canvas.Focus(i.inputs["check-worthiness"])
	press("4")
	if values["check-worthiness"] != "yes-very-urgent" || canvas.Focused() != i.inputs["check-worthiness"] {
		t.Errorf("4 chose %v, and the keyboard is at %T", values["check-worthiness"], canvas.Focused())
	}
	press("0")
	if values["check-worthiness"] != nil {
		t.Errorf("0 chose %v", values["check-worthiness"])
	}
	canvas.Focus(i.inputs["harm"])
	press("3")
	if values["harm"] != 3.0 || canvas.Focused() != i.inputs["harm"] || i.inputs["harm"].(*scaleStep).Text != "3" {
		t.Errorf("3 chose %v, and the keyboard is at %T", values["harm"], canvas.Focused())
	}
	rationale := i.inputs["rationale"].(*commitEntry)
	canvas.Focus(rationale)
	press("so")
	canvas.FocusNext() // which commits, and builds the form anew
	if now := i.inputs[claimreview.Normalised]; values["rationale"] != "so" || canvas.Focused() != now || !i.built(now) || now == fyne.Focusable(rationale) {
		t.Errorf("after Tab: %v, the keyboard is at %T", values["rationale"], canvas.Focused())
	}
}

// TestTabPassesOverTheStepsOfAScale and the form follows the keyboard.
func TestTabPassesOverTheStepsOfAScale(t *testing.T) {
	i := NewInspector()
	w := window(t, i)
	w.Resize(fyne.NewSize(320, 260))
	i.Set(claimSubject(t, map[annotate.AttributeID]annotate.AttributeValue{"verifiable": "yes"}, ""))
	canvas := w.Canvas()
	interest := i.inputs["public-interest"]
	canvas.Focus(interest)
	interest.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	if now, ok := canvas.Focused().(*scaleStep); !ok || now.scale != "public-interest" || now.Text != "2" {
		t.Fatalf("the arrow went to %T", canvas.Focused())
	}
	canvas.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyTab})
	if canvas.Focused() != i.inputs["harm"] {
		t.Fatalf("Tab went to %T", canvas.Focused())
	}
	canvas.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyTab})
	if canvas.Focused() != i.inputs["rationale"] {
		t.Fatalf("Tab went to %T", canvas.Focused())
	}
	if i.scroll.Offset.Y == 0 {
		t.Error("the form did not follow")
	}
}
