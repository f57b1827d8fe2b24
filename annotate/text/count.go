package text

import "strconv"

// Count words a number of things: "1 article", "12 articles". The noun's plural
// ends in s.
func Count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}
