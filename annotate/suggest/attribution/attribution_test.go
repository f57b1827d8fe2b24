package attribution_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"bluepencil/annotate"
	"bluepencil/annotate/suggest/attribution"
	"bluepencil/annotate/text"
	"bluepencil/assets"
)

// request reads a text in which the pieces of the quote stand between ⟦ and ⟧.
func request(t testing.TB, marked string) attribution.Request {
	t.Helper()
	codebook, err := assets.Codebook("news")
	if err != nil {
		t.Fatal(err)
	}
	r := attribution.Request{Codebook: codebook}
	for {
		before, rest, ok := strings.Cut(marked, "⟦")
		r.Text += before
		if !ok {
			return r
		}
		piece, after, _ := strings.Cut(rest, "⟧")
		r.Quote = append(r.Quote, text.Range{Start: len(r.Text), End: len(r.Text) + len(piece)})
		r.Text += piece
		marked = after
	}
}

func first(r attribution.Request, list []attribution.Candidate) string {
	if len(list) == 0 {
		return ""
	}
	return r.Text[list[0].Range.Start:list[0].Range.End]
}

func TestCueAndSpeakerAreProposed(t *testing.T) {
	for _, c := range []struct{ text, cue, speaker string }{
		{"⟦“The harbour stays open,”⟧ Mayor Ada Lund said on Monday.", "said", "Mayor Ada Lund"},
		{"⟦“The harbour stays open,”⟧ said Mayor Ada Lund on Monday.", "said", "Mayor Ada Lund"},
		{"⟦“The harbour stays open,”⟧ she said.", "said", "she"},
		{"Reyle has repeatedly denied ⟦that the pier is closed⟧.", "has repeatedly denied", "Reyle"},
		{"⟦“We looked at it twice,”⟧ he told the council, ⟦“and found nothing.”⟧", "told", "he"},
		{"⟦“We looked twice,”⟧ the spokesman for the port said. ⟦“We found nothing.”⟧ Lund disagreed.", "said", "the spokesman for the port"},
		{"According to Nora Vik, ⟦the ferry will sail again⟧.", "According to", "Nora Vik"},
		{"⟦The ferry will sail again⟧, according to the harbour board.", "according to", "the harbour board"},
		{"Reyle, who had come by train, said ⟦the ferry would run on Sunday⟧.", "said", "Reyle"},
		{"Reyle had a message for them: ⟦“Come on Sunday.”⟧", ":", "Reyle"},
		{"Lund left early, adding ⟦that the vote could wait⟧.", "adding", "Lund"},
		{"„Nein“, sagte Vik. ⟦„Der Hafen bleibt offen“⟧, sagte die Bürgermeisterin Ada Lund am Montag, und der Rat war mit ihr.", "sagte", "die Bürgermeisterin Ada Lund"},
		{"Der Sprecher Reyle erklärte, ⟦dass die Fähre nicht fährt und das Tor geschlossen ist⟧.", "erklärte", "Der Sprecher Reyle"},
		{"⟦« Le port reste ouvert »⟧, a déclaré la maire Ada Lund dans la ville des Aulnes et le conseil.", "a déclaré", "la maire Ada Lund"},
		{"Selon le porte-parole, ⟦le bac et les navires ne partent pas de la ville⟧.", "Selon", "le porte-parole"},
		{"⟦«Порт остаётся открытым»⟧, — сказала Ада Лунд.", "сказала", "Ада Лунд"},
		{"По словам Рейле, ⟦паром пойдёт в воскресенье⟧.", "По словам", "Рейле"},
		{"市长伦德表示：⟦“港口仍然开放。”⟧", "表示", "市长伦德"},
		{"据港务局，⟦渡轮星期天开航⟧。", "据", "港务局"},
	} {
		r := request(t, c.text)
		p := attribution.Propose(r)
		if cue, speaker := first(r, p.Cues), first(r, p.Speakers); cue != c.cue || speaker != c.speaker {
			t.Errorf("%s\n\tcue %q, want %q; speaker %q, want %q", c.text, cue, c.cue, speaker, c.speaker)
		}
	}
}

func TestQuotationMarksTellTheType(t *testing.T) {
	for marked, want := range map[string]annotate.ValueID{
		"⟦“It is late,”⟧ she said, ⟦“but not too late.”⟧":                       attribution.Direct,
		"She said ⟦that it was late⟧.":                                          attribution.Indirect,
		"She said ⟦it was “far too late”⟧ for that.":                            attribution.Partial,
		"She said ⟦it was late, “but not too late for a vote in the council”⟧.": attribution.Mixed,
		"⟦“It is late.\n“And not too late.”⟧ she said.":                         attribution.Direct,
		"⟦„Es ist spät“⟧, sagte sie.":                                           attribution.Direct,
		"伦德说⟦“太晚了”⟧。":                                                           attribution.Direct,
	} {
		if got := attribution.Propose(request(t, marked)).Type; got != want {
			t.Errorf("%s is %s, want %s", marked, got, want)
		}
	}
}

// marks adds annotations of words to a request, each word's first place.
func marks(t *testing.T, r *attribution.Request, label annotate.LabelID, words string) annotate.ID {
	t.Helper()
	at := strings.Index(r.Text, words)
	span, err := annotate.SpanOf(r.Text, at, at+len(words))
	if err != nil {
		t.Fatal(err)
	}
	id := annotate.NewID()
	r.Marks = append(r.Marks, annotate.Annotation{ID: id, Label: label, Spans: []annotate.Span{span}})
	annotate.SortAnnotations(r.Marks)
	return id
}

func TestWhatIsMarkedAlreadyIsLinked(t *testing.T) {
	r := request(t, "⟦“The harbour stays open,”⟧ harbour spokesman Reyle said.")
	who, cue := marks(t, &r, "person", "Reyle"), marks(t, &r, "cue", "said")
	marks(t, &r, "place", "harbour")
	p := attribution.Propose(r)
	if p.Cues[0].Mark != cue || p.Speakers[0].Mark != who || first(r, p.Speakers) != "Reyle" {
		t.Errorf("proposed %+v and %+v", p.Cues[0], p.Speakers[0])
	}
}

func TestWhoSpokeBeforeGoesOnWhereNoCueIsNear(t *testing.T) {
	r := request(t, "“The pier is safe,” Nora Vik said.\n⟦“It was looked at twice.”⟧")
	who := marks(t, &r, "person", "Nora Vik")
	quote := marks(t, &r, "quote", "“The pier is safe,”")
	for i := range r.Marks {
		if r.Marks[i].ID == quote {
			r.Marks[i].Links = []annotate.Link{{ID: annotate.NewID(), Role: attribution.SpeakerRole, To: who}}
		}
	}
	if p := attribution.Propose(r); len(p.Speakers) == 0 || p.Speakers[0].Mark != who {
		t.Errorf("proposed %+v", p.Speakers)
	}
}

func TestAQuoteOutsideOfTheTextGetsNoProposal(t *testing.T) {
	for _, quote := range [][]text.Range{nil, {{Start: 3, End: 90}}, {{Start: -1, End: 2}}, {{Start: 4, End: 6}, {Start: 1, End: 2}}, {{Start: 2, End: 2}}, {{Start: 1, End: 3}}} {
		r := request(t, "é said Reyle")
		r.Quote = quote
		if p := attribution.Propose(r); len(p.Cues)+len(p.Speakers) > 0 || p.Type != "" {
			t.Errorf("%v got %+v", quote, p)
		}
	}
}

// FuzzPropose holds proposals to what the desk relies on, whatever the bytes:
// they are within the text, whole characters, outside of the quote, ranked and
// few.
func FuzzPropose(f *testing.F) {
	f.Add("“Late,” Mayor Ada Lund said, “but not too late.”", 0, 8, 29, 50)
	f.Add("市长伦德表示：“港口仍然开放。”", 21, 30, 0, 0)
	f.Add("a\xffsaid\u2029:“x", 1, 3, 0, 0)
	f.Fuzz(func(t *testing.T, content string, a, b, c, d int) {
		r := request(t, "")
		r.Text, r.Quote = content, []text.Range{{Start: a, End: b}}
		if c > b {
			r.Quote = append(r.Quote, text.Range{Start: c, End: d})
		}
		p := attribution.Propose(r)
		for _, list := range [][]attribution.Candidate{p.Cues, p.Speakers} {
			if len(list) > 8 {
				t.Fatalf("%d candidates", len(list))
			}
			for i, one := range list {
				switch s := one.Range; {
				case s.Start < 0 || s.Empty() || s.End > len(content), utf8.ValidString(content) && !utf8.ValidString(content[s.Start:s.End]):
					t.Fatalf("%v of %d bytes", s, len(content))
				case i > 0 && one.Score > list[i-1].Score, one.Reason == "":
					t.Fatalf("candidate %d of %+v", i, list)
				}
				for _, q := range r.Quote {
					if q.Overlaps(one.Range) {
						t.Fatalf("%v overlaps the quote %v", one.Range, q)
					}
				}
			}
		}
	})
}
