package corpus

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/source"
)

// Article is one article of a corpus with what can be marked in it.
type Article struct {
	Document    source.Document
	Annotations []annotate.Annotation // with fresh ids, without article and layer
}

// Article makes the article with a number, counted from 0.
func (m *Maker) Article(n int) (Article, error) {
	w := &writer{m: m, r: rand.New(rand.NewPCG(m.plan.Seed, uint64(n)+1))}
	published := fmt.Sprintf("20%02d-%02d-%02d", 10+w.r.IntN(15), 1+w.r.IntN(12), 1+w.r.IntN(28))
	byline := m.register[2*w.r.IntN(len(m.register)/2)].Name
	outlet := outlets[w.r.IntN(len(outlets))]
	w.write(words(w.r))
	doc, err := source.FromText(fmt.Sprintf("%s-%06d.txt", m.word(w.r), n), w.out.String())
	if err != nil {
		return Article{}, fmt.Errorf("make article %d: %w", n, err)
	}
	doc.Meta = map[string]string{annotate.MetaOutlet: outlet, annotate.MetaByline: byline,
		annotate.MetaPublished: published, annotate.MetaLanguage: "en"}
	for i := range w.marks {
		for k := range w.marks[i].Spans {
			s := &w.marks[i].Spans[k]
			s.Text = doc.Text[s.Start:s.End]
		}
	}
	return Article{Document: doc, Annotations: w.marks}, nil
}

var outlets = []string{"The Alder Courier", "Harbour Gazette", "Northern Post", "Reyle Evening News", "The Falk Observer"}

func (m *Maker) word(r *rand.Rand) string { return m.deck[r.IntN(len(m.deck))] }

// entity draws a register entry of a type; the first ones come most often.
func (m *Maker) entity(r *rand.Rand, person bool) annotate.Entity {
	half := len(m.register) / 2
	at := int(float64(half) * r.Float64() * r.Float64() * r.Float64())
	if person {
		return m.register[2*at]
	}
	return m.register[2*at+1]
}

// writer writes one article and marks what it writes.
type writer struct {
	m     *Maker
	r     *rand.Rand
	out   strings.Builder
	count int // words so far
	marks []annotate.Annotation
}

// write makes a headline and then sentences up to so many words.
func (w *writer) write(words int) {
	w.clause(6)
	w.out.WriteString("\n\n")
	for n := 1; w.count < words; n++ {
		if w.r.IntN(6) == 0 {
			w.quote()
		} else {
			w.report()
		}
		if n%4 == 0 {
			w.out.WriteString("\n\n")
		} else {
			w.out.WriteByte(' ')
		}
	}
}

// clause writes about so many words, the first with a capital.
func (w *writer) clause(about int) {
	for n := range about/2 + w.r.IntN(about) + 1 {
		word := w.m.word(w.r)
		if n == 0 {
			word = title(word)
		} else {
			w.out.WriteByte(' ')
		}
		w.out.WriteString(word)
		w.count++
	}
}

// report writes a sentence in the reporter's own words with a name in it;
// every third is a claim.
func (w *writer) report() {
	start := w.out.Len()
	w.name(w.r.IntN(3) == 0)
	w.out.WriteByte(' ')
	w.clause(15)
	if w.r.IntN(3) == 0 {
		w.mark("claim", span(start, w.out.Len())).Attributes = attributes{"verifiable": "yes", "claim-kind": "position"}
	}
	w.out.WriteByte('.')
}

// quote writes a quoted sentence, who says it and how; one in seven breaks off
// for that and goes on.
func (w *writer) quote() {
	spans := []annotate.Span{w.quoted()}
	w.out.WriteByte(' ')
	start := w.out.Len()
	w.out.WriteString("said")
	cue := w.mark("cue", span(start, w.out.Len())).ID
	w.out.WriteByte(' ')
	start = w.out.Len()
	entity := w.name(true)
	source := w.mark("source", span(start, w.out.Len()))
	source.Entity = entity
	speaker := source.ID
	if w.r.IntN(7) == 0 {
		w.out.WriteString(", ")
		spans = append(spans, w.quoted())
	}
	w.out.WriteByte('.')
	quote := w.mark("quote", spans...)
	quote.Attributes = attributes{"type": "direct", "medium": "speech"}
	quote.Links = []annotate.Link{{ID: annotate.NewID(), Role: "speaker", To: speaker}, {ID: annotate.NewID(), Role: "cue", To: cue}}
}

type attributes = map[annotate.AttributeID]annotate.AttributeValue

func (w *writer) quoted() annotate.Span {
	start := w.out.Len()
	w.out.WriteString("“")
	w.clause(9)
	w.out.WriteString(",”")
	return span(start, w.out.Len())
}

// name writes the name of an entry of the register and marks it.
func (w *writer) name(person bool) annotate.ID {
	entity := w.m.entity(w.r, person)
	start := w.out.Len()
	w.out.WriteString(entity.Name)
	w.count += 2
	w.mark(annotate.LabelID(entity.Type), span(start, w.out.Len())).Entity = entity.ID
	return entity.ID
}

// mark adds an annotation; the pointer holds until the next one.
func (w *writer) mark(label annotate.LabelID, spans ...annotate.Span) *annotate.Annotation {
	w.marks = append(w.marks, annotate.Annotation{ID: annotate.NewID(), Label: label, Spans: spans,
		Attributes: attributes{}, Origin: annotate.Origin{By: annotate.ByHand}})
	return &w.marks[len(w.marks)-1]
}

// span is the range without its words, which are cut out at the end.
func span(start, end int) annotate.Span { return annotate.Span{Start: start, End: end} }
