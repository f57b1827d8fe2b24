package courier

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/rounds"
	"bluepencil/annotate/source"
	"bluepencil/assets"
	"bluepencil/storage"
	"bluepencil/storage/packet"
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// team is a lead's project with an article, and two analysts.
type team struct {
	t               *testing.T
	dir             string
	lead            *storage.Project
	ada, ben, vik   annotate.Person
	article         annotate.ID
	secret          packet.Secret
	packetsSoFar    int
	projectsStarted int
}

func newTeam(t *testing.T) *team {
	codebook, err := assets.Codebook("news")
	must(t, err)
	g := &team{t: t, dir: t.TempDir(), secret: packet.Secret{Passphrase: "salt and brine", Work: 1}}
	g.lead, err = storage.Create(filepath.Join(g.dir, "Harbour.bluepencil"), codebook, storage.Options{NoCopyOnOpen: true})
	must(t, err)
	t.Cleanup(func() { must(t, g.lead.Close()) })
	for who, p := range map[*annotate.Person]annotate.Person{&g.ada: {Name: "Ada Lund", Lead: true}, &g.ben: {Name: "Ben Orth"}, &g.vik: {Name: "Nora Vik"}} {
		*who, err = g.lead.AddPerson(p)
		must(t, err)
	}
	g.article = g.add(g.lead, g.ada, "The harbour is late, Reyle said.\n")
	return g
}

func (g *team) add(p *storage.Project, who annotate.Person, content string) annotate.ID {
	g.t.Helper()
	doc, err := source.FromText("harbour.txt", content)
	must(g.t, err)
	i, err := p.StartImport(who.ID, "import")
	must(g.t, err)
	a, _, err := i.Add(doc)
	must(g.t, err)
	_, err = i.Close("")
	must(g.t, err)
	return a
}

// pack packs and gives the path.
func (g *team) pack(p *storage.Project, o storage.PackOptions) string {
	g.t.Helper()
	g.packetsSoFar++
	path := filepath.Join(g.dir, strings.Repeat("p", g.packetsSoFar)+packet.Extension)
	_, err := p.Pack(path, o)
	must(g.t, err)
	return path
}

// copy makes an analyst's project of a packet.
func (g *team) copy(path string) *storage.Project {
	g.t.Helper()
	g.projectsStarted++
	p, _, err := storage.CreateFrom(context.Background(), filepath.Join(g.dir, strings.Repeat("c", g.projectsStarted)+storage.Extension), path, storage.TakeOptions{}, storage.Options{NoCopyOnOpen: true})
	must(g.t, err)
	g.t.Cleanup(func() { must(g.t, p.Close()) })
	return p
}

func (g *team) mark(p *storage.Project, who annotate.Person, start, end int) annotate.ID {
	g.t.Helper()
	content, err := p.Text(g.article)
	must(g.t, err)
	span, err := annotate.SpanOf(content, start, end)
	must(g.t, err)
	id := annotate.NewID()
	_, err = p.Commit(annotate.Mark(who.ID, g.article, id, "claim", []annotate.Span{span}, annotate.Origin{By: annotate.ByHand}))
	must(g.t, err)
	return id
}

func TestWhatGoesIntoAPacketIsSaid(t *testing.T) {
	g := newTeam(t)
	g.mark(g.lead, g.vik, 4, 11)
	s, err := NewSend(g.lead, g.ada.ID)
	must(t, err)
	if s.Home || s.For != g.ben.ID || !s.Shares() {
		t.Errorf("a lead begins with %+v", s)
	}
	words := func() string {
		o, err := s.Options()
		must(t, err)
		h, err := g.lead.Outline(o)
		must(t, err)
		return s.Words(&h)
	}
	has := func(part string, want bool) {
		t.Helper()
		if got := words(); strings.Contains(got, part) != want {
			t.Errorf("with %q %v:\n%s", part, want, got)
		}
	}
	has("articles, codebook", true)
	has("markings of Ben Orth", true)
	has("markings of Nora Vik", false)
	has("comments", false)
	has("from the beginning", true)
	has("not encrypted", true)
	s.Layers[g.vik.ID], s.Review = true, true
	has("markings of Nora Vik", true)
	has("comments", true)
	s.Passphrase = "salt"
	if _, err := s.Options(); err == nil {
		t.Error("a passphrase that was typed once is taken")
	}
	s.Again = "salt"
	has("It is encrypted", true)
	if got := s.FileName("Harbour"); got != "Harbour for ben-orth.packet" {
		t.Errorf("it is called %q", got)
	}
}

// TestOnlyALeadHandsOthersMarkingsOnWhereARoundIsBlind: what an analyst chose
// in a form that was open before does not count.
func TestOnlyALeadHandsOthersMarkingsOnWhereARoundIsBlind(t *testing.T) {
	g := newTeam(t)
	_, err := g.lead.AddRound(g.ada.ID, rounds.Round{Name: "First"}, []rounds.Cell{{Article: g.article, Person: g.ben.ID}})
	must(t, err)
	s, err := NewSend(g.lead, g.ben.ID)
	must(t, err)
	if !s.Home || s.For != g.ada.ID || s.Shares() || len(s.Others()) != 0 {
		t.Errorf("an analyst begins with %+v", s)
	}
	s.Layers[g.vik.ID], s.Review, s.Home = true, true, false
	o, err := s.Options()
	must(t, err)
	if o.Review || len(o.Layers) > 0 {
		t.Errorf("packed would be %+v", o)
	}
	warns := func(s *Send) bool {
		o, err := s.Options()
		must(t, err)
		h, err := g.lead.Outline(o)
		must(t, err)
		return strings.Contains(s.Words(&h), "marks blind")
	}
	s.Home = true
	if warns(s) {
		t.Error("work that goes home to the lead is warned of")
	}
	if s.For = g.vik.ID; !warns(s) {
		t.Error("work that goes to another analyst is not warned of")
	}
	lead, err := NewSend(g.lead, g.ada.ID)
	must(t, err)
	if !lead.Shares() || len(lead.Others()) != 1 {
		t.Error("a lead may not share")
	}
}

func TestTakingInIsToldBeforeAndAfter(t *testing.T) {
	g := newTeam(t)
	mine := g.copy(g.pack(g.lead, storage.PackOptions{For: g.ben.ID, By: g.ada.ID}))
	g.mark(mine, g.ben, 4, 11)
	home := g.pack(mine, storage.PackOptions{For: g.ada.ID, By: g.ben.ID, Home: true})
	secret := g.pack(mine, storage.PackOptions{For: g.ada.ID, By: g.ben.ID, Home: true, Secret: g.secret})
	bad := filepath.Join(g.dir, "bad.packet")
	must(t, os.WriteFile(bad, []byte("nothing of the kind"), 0o644))
	r := &Receive{}
	if !r.Add(home, bad, secret) || r.Add(home) || r.Ready() || r.Changes() != "" {
		t.Fatal("packets are added wrongly")
	}
	run := func(dry bool) {
		t.Helper()
		taken, err := g.lead.Take(context.Background(), r.Paths(), storage.TakeOptions{DryRun: dry, Secret: r.Secret()})
		must(t, err)
		r.Told(taken, !dry)
	}
	before, _ := g.lead.UndoName(g.ada.ID)
	run(true)
	files := r.Files()
	if files[0].Refused || !strings.Contains(files[0].Words, "1 change new here") || !strings.Contains(files[0].Words, "packed by Ben Orth") {
		t.Errorf("of the good one it says %+v", files[0])
	}
	if !strings.HasPrefix(files[1].Words, "Refused: not a whole packet") {
		t.Errorf("of the bad one it says %q", files[1].Words)
	}
	if !files[1].Refused || !strings.Contains(files[1].Words, "does not begin like one") || !files[2].Refused || !r.NeedsPassphrase() || !r.Ready() {
		t.Errorf("of the others it says %+v", files[1:])
	}
	if got := r.Changes(); got != "This would change:\nBen Orth: annotations: 1 added" {
		t.Errorf("it says %q", got)
	}
	run(false)
	if got := r.Changes(); got != "Taken in:\nBen Orth: annotations: 1 added" || r.Ready() || !r.Done() {
		t.Errorf("afterwards it says %q", got)
	}
	if after, _ := g.lead.UndoName(g.ada.ID); after != before {
		t.Errorf("undo is %q, was %q", after, before)
	}
	r.Remove(bad)
	r.Remove(home)
	r.Passphrase = g.secret.Passphrase
	run(true)
	if got := r.Changes(); got != "Nothing of it is new here." || r.Ready() {
		t.Errorf("once more it says %q", got)
	}
}

func TestAPacketOfAnotherProjectOffersACopy(t *testing.T) {
	g, other := newTeam(t), newTeam(t)
	path := other.pack(other.lead, storage.PackOptions{For: other.ben.ID, By: other.ada.ID})
	r := &Receive{}
	r.Add(path)
	taken, err := g.lead.Take(context.Background(), r.Paths(), storage.TakeOptions{DryRun: true})
	must(t, err)
	r.Told(taken, false)
	if at, ok := r.Elsewhere(); !ok || at != path || r.Ready() {
		t.Errorf("offered is %q", at)
	}
	h, err := Look(path, packet.Secret{})
	must(t, err)
	for _, part := range []string{"“Harbour”", "packed by Ada Lund", "as Ben Orth"} {
		if words := Copy(&h); !strings.Contains(words, part) {
			t.Errorf("it does not say %q: %s", part, words)
		}
	}
	if _, err := Look(g.pack(g.lead, storage.PackOptions{Secret: g.secret}), packet.Secret{}); !errors.Is(err, packet.ErrPassphrase) {
		t.Errorf("an encrypted one is opened: %v", err)
	}
}

func TestConflictsSayWhatWhoAndWhen(t *testing.T) {
	g := newTeam(t)
	mine := g.copy(g.pack(g.lead, storage.PackOptions{For: g.ben.ID, By: g.ada.ID}))
	for p, who := range map[*storage.Project]annotate.Person{g.lead: g.ada, mine: g.ben} {
		_, err := p.Commit(annotate.SetMeta(who.ID, g.article, "outlet", "Courier of "+who.Name))
		must(t, err)
		g.add(p, who, "The ferry is late.\n")
	}
	_, err := g.lead.Take(context.Background(), []string{g.pack(mine, storage.PackOptions{For: g.ada.ID, By: g.ben.ID})}, storage.TakeOptions{})
	must(t, err)
	list, err := ReadConflicts(context.Background(), g.lead, g.ada.ID)
	must(t, err)
	if len(list) != 2 || list[0].Dispute == nil || list[1].Twins == nil {
		t.Fatalf("listed are %+v", list)
	}
	c := list[0]
	if c.Field != "outlet" || !strings.Contains(c.What, "harbour is late") || c.Why != "" || len(c.Choices) != 2 {
		t.Errorf("it says %+v", c)
	}
	for _, choice := range c.Choices {
		if choice.Value != "Courier of "+choice.Who || choice.When.IsZero() {
			t.Errorf("a choice is %+v", choice)
		}
	}
	_, err = g.lead.Settle(g.ada.ID, *c.Dispute, 1)
	must(t, err)
	must(t, g.lead.JoinTwins(g.ada.ID, *list[1].Twins))
	if list, err = ReadConflicts(context.Background(), g.lead, g.ada.ID); err != nil || len(list) != 0 {
		t.Errorf("left are %+v, %v", list, err)
	}
}

func TestPacketsAreToldByTheirNames(t *testing.T) {
	packets, others := Apart([]string{"a.packet", "b.txt", "c.PACKET", "packet", "d.packet.txt"})
	if strings.Join(packets, " ") != "a.packet c.PACKET" || strings.Join(others, " ") != "b.txt packet d.packet.txt" {
		t.Errorf("packets are %v, others %v", packets, others)
	}
}
