package lint

import (
	"bluepencil/annotate"
	"bluepencil/annotate/register"
)

// Input is an article, and one layer of it, to be checked. Nothing of it is
// written to.
type Input struct {
	Article     annotate.ID
	Person      annotate.ID // whose layer it is
	Text        string
	Meta        map[string]string
	Annotations []annotate.Annotation // live ones of the layer, by start
	Codebook    *annotate.Codebook
	Register    *register.Register // nil where the project has none
	Settings    Settings
	// Elsewhere tells how names are labelled in the whole project; nil compares
	// within the article.
	Elsewhere *Survey
}

// Profile is a set of rules about what counts as a quote.
type Profile string

// The profiles. The scheme of the project itself has none of their rules.
const (
	ProfileOwn        Profile = ""
	ProfilePolnear    Profile = "polnear"       // paraphrase counts, outermost only, one cue in one piece
	ProfileJournalism Profile = "journalism-ai" // quotation marks only; a quote may stand without a source
)

// Profiles lists them.
func Profiles() []Profile { return []Profile{ProfileOwn, ProfilePolnear, ProfileJournalism} }

// Known tells whether there is such a profile.
func (p Profile) Known() bool {
	return p == ProfileOwn || p == ProfilePolnear || p == ProfileJournalism
}
