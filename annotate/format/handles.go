package format

import (
	"cmp"
	"fmt"
	"slices"

	"bluepencil/annotate"
)

// Handles gives everybody a handle of their own. Two copies of a project may
// have given the same one; whoever came first keeps it.
func Handles(people []annotate.Person) map[annotate.ID]string {
	people = slices.Clone(people)
	slices.SortFunc(people, func(a, b annotate.Person) int { return a.ID.Compare(b.ID) })
	handles, taken := map[annotate.ID]string{}, map[string]bool{}
	for _, p := range people {
		base := cmp.Or(p.Handle, p.ID.String())
		handle := base
		for n := 2; taken[handle]; n++ {
			handle = fmt.Sprintf("%s-%d", base, n)
		}
		taken[handle] = true
		handles[p.ID] = handle
	}
	return handles
}
