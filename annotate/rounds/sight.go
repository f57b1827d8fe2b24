package rounds

import "bluepencil/annotate"

// Sight is how much a person may see of somebody's layer.
type Sight uint8

// How much may be seen.
const (
	Nothing    Sight = iota // not even that it is there
	Submission              // what was submitted last, and nothing since
	Everything              // the layer as it stands
)

// Onlooker is what decides how much of somebody else's layer of an article a
// person may see.
type Onlooker struct {
	Lead   bool            // they lead the desk
	Status annotate.Status // where they stand with the article themselves
	Rounds []Round         // that give the article to anybody
}

// Sees says how much of another's layer may be seen. An article that no round
// gives out hides nothing, as in a project without rounds. Where one does,
// submissions alone are seen: by leads, by those who are done with the article
// themselves, and by everybody once every round that has it was opened.
func (o Onlooker) Sees() Sight {
	blind := false
	for _, r := range o.Rounds {
		blind = blind || !r.Open
	}
	switch {
	case len(o.Rounds) == 0:
		return Everything
	case o.Lead || !blind || Done(o.Status):
		return Submission
	}
	return Nothing
}

// Done tells whether somebody who stands so is done with the article. One
// that was returned is worked on again, blind as before.
func Done(s annotate.Status) bool {
	return s == annotate.StatusSubmitted || s == annotate.StatusAdjudicated || s == annotate.StatusSetAside
}
