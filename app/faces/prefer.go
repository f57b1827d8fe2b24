package faces

import (
	"cmp"
	"strings"
)

// preferred says which of two fonts comes first, where both can show a writing
// system: regular ones, those made for the region, Noto, sans, and then by
// name and place, so that the answer is the same at every start.
func preferred(a, b *Installed, w Writing) int {
	return cmp.Or(
		truth(b.regular(), a.regular()),
		cmp.Compare(b.regional(w), a.regional(w)),
		cmp.Compare(a.rank(), b.rank()),
		cmp.Compare(len(a.Family), len(b.Family)),
		cmp.Compare(a.Family, b.Family),
		cmp.Compare(a.File, b.File),
		cmp.Compare(a.Index, b.Index),
	)
}

func truth(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// rank is a family's place in the order of preference, 0 first.
func (f *Installed) rank() int {
	rank := 3
	switch {
	case strings.HasPrefix(f.Family, "notosans"), strings.HasPrefix(f.Family, "notocoloremoji"):
		rank = 0
	case strings.HasPrefix(f.Family, "noto"):
		rank = 1
	case strings.Contains(f.Family, "sans"):
		rank = 2
	}
	if strings.Contains(f.Family, "mono") || strings.Contains(f.Family, "lastresort") {
		rank += 10
	}
	return rank
}

// regions are the ends of names of families that draw Chinese characters as
// one region writes them.
var regions = map[Writing]string{Japanese: "jp", Korean: "kr", Hans: "sc", Hant: "tc"}

// regional is 1 for a font that is made for the region of a writing system,
// -1 for one made for another.
func (f *Installed) regional(w Writing) int {
	own, regional := regions[w]
	if !regional {
		return 0
	}
	for _, end := range []string{"jp", "kr", "sc", "tc", "hk"} {
		if strings.HasSuffix(f.Family, end) {
			if end == own {
				return 1
			}
			return -1
		}
	}
	return 0
}
