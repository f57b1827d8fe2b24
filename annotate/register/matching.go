package register

import "strings"

// Matching lists the entries that have all the words, or beginnings of them, in
// one of their names, by name; no words match everything. The list must not be
// changed.
func (r *Register) Matching(words string) []Entry {
	wanted := strings.Fields(fold(words))
	if len(wanted) == 0 {
		return r.entries
	}
	var list []Entry
	for i, names := range r.folded {
		for _, called := range names {
			if has(called, wanted) {
				list = append(list, r.entries[i])
				break
			}
		}
	}
	return list
}

// has tells whether each of the wanted words begins a word of the name, or
// stands in it: not every script has blanks.
func has(called string, wanted []string) bool {
	for _, w := range wanted {
		if !strings.Contains(called, " "+w) && (len(w) < leastWithin || !strings.Contains(called, w)) {
			return false
		}
	}
	return true
}

// leastWithin is from how many bytes on a word is looked for within others.
const leastWithin = 3

// foldedNames are the names of every entry, folded, each after a blank.
func foldedNames(entries []Entry) [][]string {
	all := make([][]string, len(entries))
	for i := range entries {
		all[i] = append(all[i], " "+fold(entries[i].Name))
		for _, alias := range entries[i].Aliases {
			all[i] = append(all[i], " "+fold(alias))
		}
	}
	return all
}
