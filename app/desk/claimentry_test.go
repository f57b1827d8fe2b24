package desk

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"bluepencil/annotate"
	"bluepencil/annotate/register"
)

// claimsBench is a desk with two articles that make the same claim in other
// words, and an entry for another claim.
func claimsBench(t *testing.T) *bench {
	b := newBench(t, "The new harbour bridge is to cost 212 million crowns, the works department said.\n", "At 212 million crowns the harbour bridge costs too much.\n")
	for _, e := range []annotate.Entity{{ID: annotate.NewID(), Name: "The ferry carried 23,400 people in March", Type: "claim"}, {ID: annotate.NewID(), Name: "Harbour Bridge Company", Type: "organisation"}} {
		draft, err := annotate.AddEntity(b.Person().ID, e)
		must(t, err)
		b.EditRegister(draft)
	}
	b.settle()
	return b
}

func (b *bench) claimEntries() (c *ClaimEntries) {
	b.t.Helper()
	b.ReadClaimEntries(func(entries ClaimEntries, err error) { must(b.t, err); c = &entries })
	b.settle()
	return c
}

func TestOneClaimOfTwoArticlesGetsOneEntry(t *testing.T) {
	b := claimsBench(t)
	first := b.mark("claim", "The new harbour bridge is to cost 212 million crowns")
	entries := b.claimEntries()
	if list := entries.Like(""); len(list) != 1 || list[0].Score != 0 {
		t.Errorf("like nothing: %+v", list)
	}
	if entries.Name != "The new harbour bridge is to cost 212 million crowns" || !entries.Now.IsZero() {
		t.Errorf("a new entry would be %q", entries.Name)
	}
	must(t, b.NewClaim(first, "", entries.Name))
	b.settle()
	if a, _ := b.Current(); a.Entity.IsZero() || b.UndoName() != "add a claim to the register" {
		t.Errorf("the claim has no entry; to undo: %s", b.UndoName())
	}
	b.OpenRow(1)
	b.settle()
	second := b.mark("claim", "At 212 million crowns the harbour bridge costs too much")
	list := b.claimEntries().Like("")
	if len(list) != 2 || list[0].Entry.Name != entries.Name || list[0].Score < 0.5 {
		t.Fatalf("the entries are %+v", list)
	}
	b.LinkClaim(second, "", list[0].Entry.Entity)
	b.settle()
	if a, _ := b.Current(); a.Entity != list[0].Entry.ID {
		t.Errorf("the second claim has %s", a.Entity)
	}
	if q := b.AlikeQuery(); q != `label:claim entity:"The new harbour bridge is to cost 212 million crowns"` {
		t.Errorf("looks for %s", q)
	}
	uses := 0
	for _, row := range []int{0, 1} {
		b.OpenRow(row)
		b.settle()
		for _, a := range b.Open().Marks {
			if a.Entity == list[0].Entry.ID {
				uses++
			}
		}
	}
	if uses != 2 {
		t.Errorf("%d claims have the entry", uses)
	}
	if found, err := b.project.Check(context.Background(), nil); err != nil || len(found.Problems) > 0 {
		t.Errorf("the project is not whole: %+v, %v", found, err)
	}
}

func TestANewClaimIsOneStepOfUndo(t *testing.T) {
	b := claimsBench(t)
	claim := b.mark("claim", "The new harbour bridge is to cost 212 million crowns")
	must(t, b.NewClaim(claim, "", "The bridge costs 212 million crowns"))
	b.settle()
	b.Undo()
	b.settle()
	if a, _ := b.Current(); !a.Entity.IsZero() {
		t.Error("the claim has its entry still")
	}
	if list := b.claimEntries().Like(""); slices.ContainsFunc(list, func(l register.Likeness) bool { return strings.Contains(l.Entry.Name, "bridge") }) {
		t.Errorf("the register has it still: %+v", list)
	}
	b.Redo()
	b.settle()
	if a, _ := b.Current(); a.Entity.IsZero() {
		t.Error("redo did not bring the entry back")
	}
	b.LinkClaim(claim, "", annotate.Entity{})
	b.settle()
	if a, _ := b.Current(); !a.Entity.IsZero() || b.AlikeQuery() != "" {
		t.Error("the claim was not let go")
	}
}

func TestAClaimMayContradictAnEntry(t *testing.T) {
	b := claimsBench(t)
	claim := b.mark("claim", "The new harbour bridge is to cost 212 million crowns")
	entries := b.claimEntries()
	var roles []string
	for _, role := range entries.Roles {
		roles = append(roles, string(role.ID))
	}
	if got := strings.Join(roles, " "); got != "same-claim updates contradicts" {
		t.Errorf("the links are %s", got)
	}
	entry := entries.Like("")[0].Entry.Entity
	b.LinkClaim(claim, "contradicts", entry)
	b.settle()
	must(t, b.NewClaim(claim, "updates", "The bridge costs 100 million crowns"))
	b.settle()
	a, _ := b.Current()
	if len(a.Links) != 2 || !a.Entity.IsZero() || !a.Links[0].ToEntity || !a.Links[1].ToEntity {
		t.Errorf("the claim has %+v", a.Links)
	}
	if b.Failed() != nil {
		t.Error(b.Failed())
	}
}

func TestTheNameOfAClaimIsShort(t *testing.T) {
	b := claimsBench(t)
	claim := b.mark("claim", "The new harbour bridge is to cost 212 million crowns")
	for _, name := range []string{" ", strings.Repeat("ä", 75)} {
		if err := b.NewClaim(claim, "", name); !errors.Is(err, annotate.ErrInvalid) {
			t.Errorf("%q: %v", name, err)
		}
	}
	for _, words := range []string{"short", strings.Repeat("bridge ", 30), strings.Repeat("桥", 90), "a\nb"} {
		if name := ClaimName(words); utf8.RuneCountInString(name) > 74 || strings.Contains(name, "\n") || name == "" || strings.HasSuffix(name, " …") {
			t.Errorf("%q becomes %q", words, name)
		}
	}
	b.mark("person", "works department")
	said := b.shown[Said]
	b.ReadClaimEntries(func(ClaimEntries, error) { t.Error("a person is no claim") })
	if b.shown[Said] == said {
		t.Error("nothing was said")
	}
}

func TestAClaimInOneQuoteIsLinkedToIt(t *testing.T) {
	b := newBench(t)
	quote := b.mark("quote", "“It is late,”")
	claim := b.mark("claim", "It is late")
	a, _ := b.Current()
	if a.ID != claim || len(a.Links) != 1 || a.Links[0].Role != "said-in" || a.Links[0].To != quote {
		t.Fatalf("the claim has the links %+v", a.Links)
	}
	b.Undo()
	b.settle()
	if len(b.Open().Marks) != 1 {
		t.Error("marking and link are not one step of undo")
	}
}

func TestAClaimOutsideOrInTwoQuotesIsLeft(t *testing.T) {
	b := newBench(t)
	b.mark("claim", "Nothing more was said")
	if a, _ := b.Current(); len(a.Links) != 0 {
		t.Errorf("outside of quotes it has the links %+v", a.Links)
	}
	b.SaidIn()
	b.settle()
	if a, _ := b.Current(); len(a.Links) != 0 || !strings.Contains(b.Message().Text, "nothing") {
		t.Errorf("%+v, %q", a.Links, b.Message().Text)
	}
	outer := b.mark("quote", "“It is late,” she told the council")
	inner := b.mark("quote", "“It is late,”")
	b.mark("claim", "It is late")
	if a, _ := b.Current(); len(a.Links) != 0 {
		t.Errorf("in two quotes it has the links %+v", a.Links)
	}
	b.SaidIn()
	b.settle()
	if a, _ := b.Current(); len(a.Links) != 1 || a.Links[0].To != inner {
		t.Errorf("it has the links %+v, not the one to %s in %s", a.Links, inner, outer)
	}
	before := b.UndoName()
	b.SaidIn()
	b.settle()
	if b.UndoName() != before || before != "add said in" {
		t.Errorf("to undo: %s", b.UndoName())
	}
}
