package storage

import (
	"errors"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/source"
)

// What meets when packets are taken: purges, bulk work, the same text twice,
// and what people have set without knowing of each other.

func TestAPurgeComesAlongWithAPacket(t *testing.T) {
	for name, limits := range map[string]takeLimits{"in one transaction": {}, "in a copy": {changes: 1, bytes: 1}} {
		t.Run(name, func(t *testing.T) {
			d := newDesks(t)
			mine := newcomer(t, packed(t, d.lead, PackOptions{By: d.chief, For: d.ben}), TakeOptions{})
			mark(t, mine, d.ben, d.article, "cue", 3, 8)
			_, err := d.lead.Purge(d.chief, d.article, "a source must be protected")
			must(t, err)
			late := packed(t, mine, PackOptions{By: d.ben, Home: true, Full: true})
			taken := take(t, mine, TakeOptions{limits: limits}, packed(t, d.lead, PackOptions{By: d.chief, For: d.ben}))
			if len(taken.Purged) != 1 || taken.Purged[0] != d.article {
				t.Errorf("purged: %v", taken.Purged)
			}
			if _, err := mine.Text(d.article); err == nil {
				t.Error("the text is still there")
			}
			if pending, err := mine.erasing(); pending || err != nil {
				t.Errorf("traces are left: %v", err)
			}
			checkWhole(t, mine)
			// What was marked before the purge comes late, and its contents stay out.
			withheld := take(t, d.lead, TakeOptions{limits: limits}, late)
			if withheld.Packets[0].Withheld != 1 {
				t.Errorf("withheld: %+v", withheld.Packets[0].MergeReport)
			}
			checkWhole(t, d.lead)
			if picture(t, d.lead) != picture(t, mine) {
				t.Error("the copies differ")
			}
			fresh := newcomer(t, packed(t, d.lead, PackOptions{For: d.ben, Full: true}), TakeOptions{})
			checkWhole(t, fresh)
			doc, err := source.FromText("again.txt", sampleText)
			must(t, err)
			i, err := fresh.StartImport(d.ben, "import")
			must(t, err)
			if _, _, err := i.Add(doc); !errors.Is(err, annotate.ErrPurged) {
				t.Errorf("the text may come again: %v", err)
			}
		})
	}
}

// TestAPurgedTextInAPacketIsRefusedAsAnotherArticle, whole, and the packets
// beside it are taken.
func TestAPurgedTextInAPacketIsRefusedAsAnotherArticle(t *testing.T) {
	d := newDesks(t)
	mine := newcomer(t, packed(t, d.lead, PackOptions{For: d.ben}), TakeOptions{})
	other := newcomer(t, packed(t, d.lead, PackOptions{For: d.mo}), TakeOptions{})
	const text = "Spokesman Reyle said no more.\n"
	addArticle(t, mine, d.ben, text)
	purged := addArticle(t, d.lead, d.chief, text)
	_, err := d.lead.Purge(d.chief, purged, "a source must be protected")
	must(t, err)
	mark(t, other, d.mo, d.article, "cue", 3, 8)
	bad, good := packed(t, mine, PackOptions{By: d.ben, Home: true}), packed(t, other, PackOptions{By: d.mo, Home: true})
	refused(t, d.lead, annotate.ErrPurged, TakeOptions{}, bad)
	taken, err := d.lead.Take(t.Context(), []string{bad, good}, TakeOptions{})
	must(t, err)
	if taken.Refused() != 1 || len(labels(t, d.lead, d.article, d.mo)) != 1 || taken.People[0].Name != "Mo" || len(taken.People) != 1 {
		t.Errorf("taken: %+v", taken)
	}
}

func TestBulkWorkTravelsAsItStands(t *testing.T) {
	d := newDesks(t)
	open, err := d.lead.StartImport(d.chief, "import")
	must(t, err)
	doc, err := source.FromText("open.txt", "An import that is under way.\n")
	must(t, err)
	hidden, _, err := open.Add(doc)
	must(t, err)
	must(t, open.flush())
	undone := addArticle(t, d.lead, d.chief, "An import that was undone.\n")
	_, err = d.lead.Undo(d.chief)
	must(t, err)
	mine := newcomer(t, packed(t, d.lead, PackOptions{By: d.chief, For: d.ben}), TakeOptions{})
	listed := func() (n int) {
		must(t, mine.Articles(ArticleFilter{}, func(ArticleRow) bool { n++; return true }))
		return n
	}
	for _, id := range []annotate.ID{hidden, undone} {
		if _, err := mine.Article(id); !errors.Is(err, annotate.ErrNotFound) {
			t.Errorf("an article that nobody should see came: %v", err)
		}
	}
	if n := listed(); n != 1 {
		t.Errorf("%d articles are listed", n)
	}
	_, err = open.Close("")
	must(t, err)
	_, err = d.lead.Undo(d.chief) // of the import
	must(t, err)
	_, err = d.lead.Redo(d.chief)
	must(t, err)
	take(t, mine, TakeOptions{}, packed(t, d.lead, PackOptions{By: d.chief, For: d.ben}))
	if n := listed(); n != 2 {
		t.Errorf("%d articles are listed", n)
	}
	if _, ok := mine.UndoName(d.chief); ok {
		t.Error("somebody else's work is offered for undo")
	}
	checkWhole(t, mine)
}

func TestTheSameTextInTwoCopiesIsOfferedAsAJoin(t *testing.T) {
	d := newDesks(t)
	mine := newcomer(t, packed(t, d.lead, PackOptions{By: d.chief, For: d.ben}), TakeOptions{})
	low := addArticle(t, d.lead, d.chief, sampleText+"Again.\n")
	high := addArticle(t, mine, d.ben, sampleText+"Again.\n")
	mark(t, mine, d.ben, high, "cue", 3, 8)
	taken := take(t, d.lead, TakeOptions{}, packed(t, mine, PackOptions{By: d.ben, Home: true}))
	if len(taken.Twins) != 1 || len(taken.Twins[0].Articles) != 2 || taken.Twins[0].Articles[0] != low || taken.Twins[0].Articles[1] != high {
		t.Fatalf("twins: %+v", taken.Twins)
	}
	all, err := d.lead.AllTwins()
	must(t, err)
	if len(all) != 1 {
		t.Fatalf("twins: %+v", all)
	}
	must(t, d.lead.JoinTwins(d.chief, all[0]))
	if all, err = d.lead.AllTwins(); err != nil || len(all) != 0 {
		t.Errorf("after joining: %+v, %v", all, err)
	}
	take(t, mine, TakeOptions{}, packed(t, d.lead, PackOptions{By: d.chief, For: d.ben}))
	if all, err = mine.AllTwins(); err != nil || len(all) != 0 {
		t.Errorf("after the join came: %+v, %v", all, err)
	}
	old, ok, err := mine.CarrySource(d.ben, low)
	must(t, err)
	if !ok || old != high {
		t.Fatalf("Ben's marking of the other one waits nowhere: %v", old)
	}
	carried, err := mine.Carry(d.ben, old, low)
	must(t, err)
	if carried != (CarryReport{Carried: 1}) || len(labels(t, mine, low, d.ben)) != 1 {
		t.Errorf("carried over: %+v", carried)
	}
	if err := d.lead.JoinTwins(d.chief, Twins{Text: taken.Twins[0].Text, Articles: []annotate.ID{low, d.article}}); !errors.Is(err, annotate.ErrInvalid) {
		t.Errorf("another text: %v", err)
	}
	checkWhole(t, mine)
}

func TestADisputeIsSettledForOneChoice(t *testing.T) {
	for choice, want := range []string{"Alder Courier", "Courier"} {
		d := newDesks(t)
		mine := newcomer(t, packed(t, d.lead, PackOptions{By: d.chief, For: d.ben}), TakeOptions{})
		_, err := d.lead.Commit(annotate.SetMeta(d.chief, d.article, "outlet", "Courier"))
		must(t, err)
		_, err = mine.Commit(annotate.SetMeta(d.ben, d.article, "outlet", "Alder Courier"))
		must(t, err)
		take(t, d.lead, TakeOptions{}, packed(t, mine, PackOptions{By: d.ben, Home: true}))
		list := disputes(t, d.lead)
		if len(list) != 1 || len(list[0].Choices) != 2 {
			t.Fatalf("disputes: %+v", list)
		}
		if _, err := d.lead.Settle(d.chief, list[0], 2); !errors.Is(err, annotate.ErrInvalid) {
			t.Errorf("a third choice: %v", err)
		}
		_, err = d.lead.Settle(d.chief, list[0], choice)
		must(t, err)
		if _, err := d.lead.Settle(d.chief, list[0], 0); !errors.Is(err, annotate.ErrChangedSince) {
			t.Errorf("again: %v", err)
		}
		take(t, mine, TakeOptions{}, packed(t, d.lead, PackOptions{By: d.chief, For: d.ben}))
		for _, p := range []*Project{d.lead, mine} {
			a, err := p.Article(d.article)
			must(t, err)
			if a.Meta["outlet"] != want || len(disputes(t, p)) != 0 {
				t.Errorf("choice %d: %q, disputes %+v", choice, a.Meta["outlet"], disputes(t, p))
			}
		}
	}
}

// TestADisputeInALayerIsItsOwnersToSettle: one person on two machines.
func TestADisputeInALayerIsItsOwnersToSettle(t *testing.T) {
	d := newDesks(t)
	ref := mark(t, d.lead, d.ben, d.article, "cue", 3, 8)
	mine := newcomer(t, packed(t, d.lead, PackOptions{By: d.chief, For: d.ben}), TakeOptions{})
	for n, p := range []*Project{d.lead, mine} {
		_, err := p.Commit(annotate.SetNote(ref, []string{"one", "two"}[n]))
		must(t, err)
	}
	take(t, d.lead, TakeOptions{}, packed(t, mine, PackOptions{By: d.ben, Home: true}))
	list := disputes(t, d.lead)
	if len(list) != 1 || list[0].Owner() != d.ben {
		t.Fatalf("disputes: %+v", list)
	}
	if _, err := d.lead.Settle(d.chief, list[0], 0); !errors.Is(err, annotate.ErrForeignLayer) {
		t.Errorf("the lead: %v", err)
	}
	_, err := d.lead.Settle(d.ben, list[0], 1)
	must(t, err)
	if len(disputes(t, d.lead)) != 0 {
		t.Error("it is still there")
	}
}

func disputes(t *testing.T, p *Project) (list []Dispute) {
	t.Helper()
	must(t, p.Disputes(func(d Dispute) bool { list = append(list, d); return true }))
	return list
}
