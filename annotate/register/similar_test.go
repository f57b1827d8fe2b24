package register

import (
	"fmt"
	"testing"

	"bluepencil/annotate"
)

// claims are the entries that the sentences of the table are looked for among.
var claims = []string{
	"The new harbour bridge costs 212 million crowns",
	"Repairing the old bridge would have cost 60 million crowns",
	"The ferry carried 23,400 people in March",
	"The ferry carried 23,400 people in May",
	"Rents in Port Alder rose by 9 percent in 2025",
	"Two teachers left the harbour school",
	"School meals are free for all children since January",
	"The river stood at 4.2 metres on Monday",
	"Die neue Hafenbrücke kostet 212 Millionen Kronen",
	"Le pont du port est fermé depuis quatorze mois",
	"Паром перевёз 23 400 человек в марте",
	"新的海港大桥耗资两亿一千二百万克朗",
}

func claimRegister() *Register {
	var list []annotate.Entity
	for _, name := range claims {
		list = append(list, annotate.Entity{ID: annotate.NewID(), Name: name, Type: "claim"})
	}
	list = append(list, annotate.Entity{ID: annotate.NewID(), Name: "Harbour Bridge Company", Type: "organisation"})
	return New(list)
}

// TestSimilarFindsTheClaimInOtherWords: what is measured is how often the
// right entry comes first.
func TestSimilarFindsTheClaimInOtherWords(t *testing.T) {
	r := claimRegister()
	first, cases := 0, map[string]int{
		"the harbour bridge is to cost 212 million crowns, almost twice the estimate": 0,
		"The bridge costs 212 million":                             0,
		"a repair of the old bridge would have cost 60 million":    1,
		"23,400 people took the ferry in March":                    2,
		"in May the ferry has carried 23,400 passengers":           3,
		"rents rose by 9 percent last year":                        4,
		"the school lost two teachers":                             5,
		"since January all children eat school meals for free":     6,
		"On Monday the level of the river was 4.2 metres":          7,
		"Für die neue Hafenbrücke sind 212 Millionen Kronen nötig": 8,
		"Depuis quatorze mois, le pont du port reste fermé":        9,
		"В марте паром перевез 23 400 пассажиров":                  10,
		"海港大桥将耗资两亿一千二百万":                                           11,
	}
	for words, want := range cases {
		if list := r.Similar(words, "claim"); len(list) > 0 && list[0].Entry.Name == claims[want] {
			first++
		} else {
			t.Logf("%q: %s", words, shown(list))
		}
	}
	if first < len(cases) {
		t.Errorf("the right entry came first %d times of %d", first, len(cases))
	}
}

func shown(list []Likeness) (s string) {
	for _, l := range list {
		s += fmt.Sprintf("\n  %.2f %s", l.Score, l.Entry.Name)
	}
	return s
}

func TestSimilarListsNothingThatIsNotAlike(t *testing.T) {
	r := claimRegister()
	for _, words := range []string{"", "the of and", "Nobody was hurt", "!?", "The Harbour Bridge Company is old"} {
		for _, l := range r.Similar(words, "claim") {
			if l.Score > 0.4 {
				t.Errorf("%q is like %q: %.2f", words, l.Entry.Name, l.Score)
			}
			if l.Entry.Type != "claim" {
				t.Errorf("%q: a %s is proposed", words, l.Entry.Type)
			}
		}
	}
	for _, name := range claims {
		if l := r.Similar(name, "claim"); len(l) == 0 || l[0].Entry.Name != name || l[0].Score < 0.999 {
			t.Errorf("%q is not like itself: %s", name, shown(l))
		}
	}
}

func TestAnAliasIsAsGoodAsTheName(t *testing.T) {
	r := New([]annotate.Entity{{ID: annotate.NewID(), Name: "Bridge price", Aliases: []string{"The new harbour bridge costs 212 million crowns"}, Type: "claim"}})
	if l := r.Similar("The harbour bridge costs 212 million crowns", "claim"); len(l) != 1 || l[0].Score < 0.8 {
		t.Errorf("got %s", shown(l))
	}
}
