package desk

import (
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
)

const quotes = "“The harbour stays open,” Mayor Ada Lund said.\nReyle denied that the pier is closed.\n“It is late,” she added.\n“Nobody told us,” was heard.\n"

// newQuotes is an article with four quotes: she is Ada Lund in the register,
// the last one's speaker is unknown.
func newQuotes(t *testing.T) *bench {
	b := newCardBench(t, quotes)
	for _, words := range []string{"“The harbour stays open,”", "that the pier is closed", "“It is late,”"} {
		b.mark("quote", words)
		if !b.AcceptCard() {
			t.Fatalf("no card for %s", words)
		}
		b.settle()
	}
	entity := annotate.NewID()
	draft := annotate.Draft{Person: b.Person().ID, Action: "add"}
	draft.Set(annotate.EntityRef(entity), annotate.FieldName, "Ada Lund")
	draft.Set(annotate.EntityRef(entity), annotate.FieldType, "person")
	draft.Set(annotate.EntityRef(entity), annotate.FieldDeleted, false)
	b.EditRegister(draft)
	b.settle()
	for _, a := range b.Open().Marks {
		if words := a.Text(); words == "she" || words == "Mayor Ada Lund" {
			b.do(annotate.SetEntity(a.Ref(), entity))
		}
	}
	b.settle()
	b.SetProposals(false)
	b.mark("quote", "“Nobody told us,”")
	b.SpeakerUnknown()
	b.SetSelection(text.Range{})
	b.settle()
	return b
}

func TestQuotesAreListedWithWhatIsKnownAndWhatIsMissing(t *testing.T) {
	b := newQuotes(t)
	var got []string
	for _, r := range b.Quotes() {
		got = append(got, strings.Join([]string{r.Words, r.Type, r.Speaker, r.Cue, r.Lacks}, " | "))
	}
	want := "“The harbour stays open,” | direct | Mayor Ada Lund (Ada Lund) | said | \n" +
		"that the pier is closed | indirect | Reyle | denied | \n" +
		"“It is late,” | direct | she (Ada Lund) | added | \n" +
		"“Nobody told us,” |  | unknown |  | type, cue"
	if list := strings.Join(got, "\n"); list != want {
		t.Errorf("listed:\n%s\nwant:\n%s", list, want)
	}
}

func TestQuotesAreFilteredAndSorted(t *testing.T) {
	rows := newQuotes(t).Quotes()
	for _, c := range []struct {
		query QuoteQuery
		want  string // the first letters of each
	}{
		{QuoteQuery{}, "“The that “It “Nobody"},
		{QuoteQuery{Words: "LUND it"}, "“It"},
		{QuoteQuery{Words: "denied"}, "that"},
		{QuoteQuery{Type: "direct"}, "“The “It"},
		{QuoteQuery{Speaker: "Ada Lund"}, "“The “It"},
		{QuoteQuery{Speaker: "unknown"}, "“Nobody"},
		{QuoteQuery{Lacking: true}, "“Nobody"},
		{QuoteQuery{Order: BySpeaker}, "“The “It that “Nobody"},
		{QuoteQuery{Order: ByType}, "“The “It that “Nobody"},
		{QuoteQuery{Words: "ferry"}, ""},
	} {
		var got []string
		for _, r := range c.query.Choose(rows) {
			got = append(got, strings.Fields(r.Words)[0])
		}
		if list := strings.Join(got, " "); list != c.want {
			t.Errorf("%+v chose %q, want %q", c.query, list, c.want)
		}
	}
}
