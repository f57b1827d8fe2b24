package format

import "slices"

// Problem is something one article's export or import met with; it never
// stops the other articles.
type Problem struct {
	Article string // its title
	What    string
}

// Report is what an export did.
type Report struct {
	Articles    int
	Annotations int
	Bytes       int64
	Problems    []Problem // articles that were left out, and why
	Losses      []Loss    // what the format could not carry
}

// Loss is a kind of thing a format could not carry.
type Loss struct {
	What     string   `json:"what"`
	Count    int      `json:"count"`
	Examples []string `json:"examples"` // the first few
}

// longestExamples is how many examples a loss keeps.
const longestExamples = 10

// AddLosses counts losses of the same kind together.
func (r *Report) AddLosses(losses []Loss) {
	for _, loss := range losses {
		at := slices.IndexFunc(r.Losses, func(l Loss) bool { return l.What == loss.What })
		if at < 0 {
			r.Losses = append(r.Losses, Loss{What: loss.What})
			at = len(r.Losses) - 1
		}
		known := &r.Losses[at]
		known.Count += loss.Count
		room := max(longestExamples-len(known.Examples), 0)
		known.Examples = append(known.Examples, loss.Examples[:min(room, len(loss.Examples))]...)
	}
}
