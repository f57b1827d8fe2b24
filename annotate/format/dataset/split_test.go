package dataset

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"bluepencil/annotate"
)

func items(n int, outlets, familySize int) []Item {
	list := make([]Item, n)
	for i := range list {
		list[i] = Item{Article: annotate.NewID(), Stratum: fmt.Sprint(i % outlets)}
		if familySize > 1 && i%familySize != 0 {
			list[i].Family = list[i-i%familySize].Article
		} else if familySize > 1 {
			list[i].Family = list[i].Article
		}
	}
	return list
}

var shares = []Share{{"train", 80}, {"dev", 10}, {"test", 10}}

func TestSplitKeepsSharesInEveryStratum(t *testing.T) {
	list := items(1000, 4, 1)
	parts := Split(list, shares, 7)
	count := map[string]int{}
	for _, item := range list {
		count[item.Stratum+" "+parts[item.Article]]++
	}
	for stratum := range 4 {
		for _, s := range shares {
			if got, want := float64(count[fmt.Sprint(stratum, " ", s.Name)]), 250*s.Weight/100; math.Abs(got-want) > 1.5 {
				t.Errorf("stratum %d, %s: %v articles, want about %v", stratum, s.Name, got, want)
			}
		}
	}
}

func TestSplitKeepsFamiliesTogether(t *testing.T) {
	list := items(600, 3, 3)
	parts := Split(list, shares, 1)
	for _, item := range list {
		if parts[item.Article] != parts[item.Family] {
			t.Fatal("a family lies on two sides")
		}
	}
}

func TestSplitDependsOnSeedAlone(t *testing.T) {
	list := items(200, 2, 1)
	first := Split(list, shares, 3)
	rand.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	second, other := Split(list, shares, 3), Split(list, shares, 4)
	same, differ := true, false
	for id, part := range first {
		same = same && second[id] == part
		differ = differ || other[id] != part
	}
	if !same || !differ {
		t.Fatalf("same %v, differ %v", same, differ)
	}
}

func TestParseShares(t *testing.T) {
	if got, err := ParseShares("train=80, dev=10,test=10"); err != nil || len(got) != 3 || got[0].Weight != 80 {
		t.Error(got, err)
	}
	for _, bad := range []string{"", "train", "train=0", "train=-1", "train=x", "a=1,a=2", "../x=1", "A=1", "a=NaN", "a=Inf"} {
		if _, err := ParseShares(bad); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}
