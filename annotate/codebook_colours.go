package annotate

import "strings"

// Swatches are colours that go well together as highlights and that the
// colour-blind can tell apart.
var Swatches = []string{"#0072B2", "#D55E00", "#CC79A7", "#009E73", "#56B4E9", "#E69F00", "#8C6D31", "#999933",
	"#AA4499", "#882255", "#DDCC77", "#117733", "#6B7280", "#332288", "#44AA99", "#B22222"}

// freeColour is the swatch that the fewest labels have.
func (cb *Codebook) freeColour() string {
	var taken []string
	for _, l := range cb.Offered() {
		taken = append(taken, l.Colour)
	}
	return leastUsed(taken)
}

// ColourFor is the swatch for somebody new: the one that the fewest of the
// people have who work here.
func ColourFor(people []Person) string {
	var taken []string
	for _, p := range people {
		if !p.Retired {
			taken = append(taken, p.Colour)
		}
	}
	return leastUsed(taken)
}

// leastUsed is the swatch that the fewest of the taken colours are, the
// earlier where several are.
func leastUsed(taken []string) string {
	used := map[string]int{}
	for _, colour := range taken {
		used[strings.ToUpper(colour)]++
	}
	best := Swatches[0]
	for _, s := range Swatches {
		if used[strings.ToUpper(s)] < used[strings.ToUpper(best)] {
			best = s
		}
	}
	return best
}
