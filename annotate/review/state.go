package review

import "slices"

// State says how far people agree about a unit.
type State int

// The states, from the one that needs nobody to the one that needs most.
const (
	Unanimous State = iota // everybody has the same
	Details                // everybody has the same text and label; attributes, links or entity differ
	Majority               // more than half have the same text and label
	Single                 // one person alone has marked it
	Minority               // several have the same, and most have nothing
	Labels                 // several labels on the same text, none with a majority
	Boundary               // several extents, none with a majority
)

// States lists them.
var States = []State{Unanimous, Details, Majority, Single, Minority, Labels, Boundary}

var stateNames = map[State]string{Unanimous: "unanimous", Details: "details", Majority: "majority", Single: "single",
	Minority: "minority", Labels: "label", Boundary: "boundary"}

// String is the state in one word.
func (s State) String() string { return stateNames[s] }

// state is that of one item that people may have marked or not.
func (it *Item) state(people int, differ bool) State {
	top := it.Versions[0].Votes()
	switch {
	case top == people && len(it.Versions) == 1 && !differ:
		return Unanimous
	case top == people:
		return Details
	case 2*top > people:
		return Majority
	case len(it.People()) == 1:
		return Single
	case len(it.Versions) == 1:
		return Minority
	}
	if slices.ContainsFunc(it.Versions, func(v Version) bool { return !sameExtent(&v, &it.Versions[0]) }) {
		return Boundary
	}
	return Labels
}

// Votes is how many people have the unit's most common version, of how many.
func (u *Unit) Votes() (votes, people int) {
	for i := range u.Items {
		votes = max(votes, u.Items[i].Versions[0].Votes())
	}
	return votes, len(u.People)
}
