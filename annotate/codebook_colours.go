package annotate

import "strings"

// Swatches are colours that go well together as highlights and that the
// colour-blind can tell apart.
var Swatches = []string{"#0072B2", "#D55E00", "#CC79A7", "#009E73", "#56B4E9", "#E69F00", "#8C6D31", "#999933",
	"#AA4499", "#882255", "#DDCC77", "#117733", "#6B7280", "#332288", "#44AA99", "#B22222"}

// freeColour is the swatch that the fewest labels have.
func (cb *Codebook) freeColour() string {
	used := map[string]int{}
	for _, l := range cb.Offered() {
		used[strings.ToUpper(l.Colour)]++
	}
	best := Swatches[0]
	for _, s := range Swatches {
		if used[strings.ToUpper(s)] < used[strings.ToUpper(best)] {
			best = s
		}
	}
	return best
}
