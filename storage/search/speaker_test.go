package search

import (
	"context"
	"path/filepath"
	"slices"
	"testing"

	"bluepencil/annotate"
	"bluepencil/storage"
	"bluepencil/storage/corpus"
)

// spokenDesk is a desk with two people of one surname, quoted by way of a
// mention, of a pronoun, and by a link that leads to the register.
type spokenDesk struct {
	*desk
	tomas, vera               annotate.Entity
	byName, byPronoun, direct annotate.Ref // of Tomas
	hers                      annotate.Ref
}

func newSpokenDesk(t *testing.T) (s spokenDesk) {
	d := newDesk(t)
	s.desk = d
	s.tomas = annotate.Entity{ID: annotate.NewID(), Name: "Tomas Reyle", Type: "person"}
	s.vera = annotate.Entity{ID: annotate.NewID(), Name: "Vera Reyle", Type: "person"}
	for _, e := range []annotate.Entity{s.tomas, s.vera} {
		draft, err := annotate.AddEntity(d.mina, e)
		must(t, err)
		d.commit(draft)
	}
	first := d.add("“The quay is shut,” said tomas Reyle. “It stays shut,” he said.")
	second := d.add("“Nobody asked us,” Vera Reyle said. “We asked them,” was the answer of the harbour.")
	speak := func(quote annotate.Ref, to annotate.ID, entity bool) annotate.Ref {
		d.commit(annotate.AddLink(quote, annotate.Link{ID: annotate.NewID(), Role: "speaker", To: to, ToEntity: entity}))
		return quote
	}
	mention := func(article annotate.ID, words string, e annotate.Entity) annotate.ID {
		ref := d.mark(d.mina, article, "person", words)
		d.commit(annotate.SetEntity(ref, e.ID))
		return ref.ID
	}
	s.byName = speak(d.mark(d.mina, first, "quote", "“The quay is shut,”"), mention(first, "tomas Reyle", s.tomas), false)
	s.byPronoun = speak(d.mark(d.mina, first, "quote", "“It stays shut,”"), mention(first, "he said", s.tomas), false)
	s.hers = speak(d.mark(d.mina, second, "quote", "“Nobody asked us,”"), mention(second, "Vera Reyle", s.vera), false)
	s.direct = speak(d.mark(d.mina, second, "quote", "“We asked them,”"), s.tomas.ID, true)
	return s
}

func (s *spokenDesk) hits(r Request) (refs []annotate.ID) {
	for _, m := range s.ask(r) {
		for _, h := range m.Hits {
			refs = append(refs, h.Annotation)
		}
	}
	slices.SortFunc(refs, annotate.ID.Compare)
	return refs
}

func TestQuotesAreFoundByWhoSpeaks(t *testing.T) {
	s := newSpokenDesk(t)
	for _, c := range []struct {
		why  string
		r    Request
		want []annotate.Ref
	}{
		{"by name, pronoun and entry", Request{Speakers: []annotate.ID{s.tomas.ID}}, []annotate.Ref{s.byName, s.byPronoun, s.direct}},
		{"the other of the same surname", Request{Speakers: []annotate.ID{s.vera.ID}}, []annotate.Ref{s.hers}},
		{"both, as when they are merged", Request{Speakers: []annotate.ID{s.vera.ID, s.tomas.ID}}, []annotate.Ref{s.byName, s.byPronoun, s.direct, s.hers}},
		{"with a label", Request{Speakers: []annotate.ID{s.tomas.ID}, Labels: []annotate.LabelID{"quote"}}, []annotate.Ref{s.byName, s.byPronoun, s.direct}},
		{"with words", Request{Query: "shut", Speakers: []annotate.ID{s.tomas.ID}}, []annotate.Ref{s.byName, s.byPronoun}},
		{"in a query", Request{Query: "speaker:tomas"}, []annotate.Ref{s.byName, s.byPronoun, s.direct}},
		{"in a query by surname", Request{Query: "speaker:reyle asked"}, []annotate.Ref{s.direct, s.hers}},
		{"not one of them", Request{Query: "label:quote -speaker:tomas"}, []annotate.Ref{s.hers}},
		{"nobody", Request{Speakers: []annotate.ID{annotate.NewID()}}, nil},
	} {
		var want []annotate.ID
		for _, ref := range c.want {
			want = append(want, ref.ID)
		}
		slices.SortFunc(want, annotate.ID.Compare)
		if got := s.hits(c.r); !slices.Equal(got, want) {
			t.Errorf("%s: %d hits, want %d", c.why, len(got), len(want))
		}
	}
}

// TestMentionsAreFoundByTheEntryItself, and not by the words of its name.
func TestMentionsAreFoundByTheEntryItself(t *testing.T) {
	s := newSpokenDesk(t)
	if got := s.hits(Request{Query: "entity:reyle"}); len(got) != 3 {
		t.Errorf("%d mentions are called so", len(got))
	}
	if got := s.hits(Request{Entities: []annotate.ID{s.tomas.ID}}); len(got) != 2 {
		t.Errorf("%d mentions of Tomas Reyle, want 2", len(got))
	}
	after := s.tomas
	after.Name = "Somebody Else"
	draft, err := annotate.EditEntity(s.mina, s.tomas, after)
	must(t, err)
	s.commit(draft)
	if got := s.hits(Request{Entities: []annotate.ID{s.tomas.ID}}); len(got) != 2 {
		t.Errorf("renamed, it has %d mentions, want 2", len(got))
	}
	mention := s.hits(Request{Entities: []annotate.ID{s.vera.ID}})
	if len(mention) != 1 || mention[0] == s.hers.ID {
		t.Errorf("the mentions of Vera Reyle are %v", mention)
	}
}

// BenchmarkSpeaker finds every quote of one speaker in a newsroom's project, for
// one speaker after the other.
func BenchmarkSpeaker(b *testing.B) {
	path := filepath.Join(b.TempDir(), "newsroom.bluepencil")
	must(b, corpus.Build(context.Background(), path, corpus.Newsroom(corpus.Asked())))
	p, err := storage.Open(path, storage.Options{NoCopyOnOpen: true})
	must(b, err)
	b.Cleanup(func() { must(b, p.Close()) })
	x := Open(p, Options{})
	must(b, x.Wait(context.Background()))
	b.Cleanup(func() { must(b, x.Close()) })
	entities, err := p.Entities()
	must(b, err)
	found, articles, most := 0, 0, 0
	n := 0
	for ; b.Loop(); n++ {
		one := 0
		r := Request{Speakers: []annotate.ID{entities[n%len(entities)].ID}, Hits: 1000}
		must(b, x.Search(context.Background(), r, func(m Match) bool {
			one, articles = one+m.Total, articles+1
			return true
		}))
		found, most = found+one, max(most, one)
	}
	b.ReportMetric(float64(found)/float64(n), "quotes")
	b.ReportMetric(float64(most), "quotes-at-most")
	b.ReportMetric(float64(articles)/float64(n), "articles")
}
