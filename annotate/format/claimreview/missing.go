package claimreview

import "fmt"

// Gap is something a review lacks.
type Gap struct {
	Field    string // as a person reads it
	Why      string
	Required bool // without it the review is not read by others, and not written
}

// Missing lists what the review lacks, what is required first.
func (r *Review) Missing() []Gap {
	var gaps []Gap
	add := func(lacking bool, field, why string, required bool) {
		if lacking {
			gaps = append(gaps, Gap{field, why, required})
		}
	}
	n := r.Characters()
	add(n == 0, "claim", "say in words of your own what is claimed", true)
	add(n > MostCharacters, "claim", fmt.Sprintf("it has %d characters, %d more than the %d there is room for: say it shorter", n, n-MostCharacters, MostCharacters), true)
	add(r.Verdict == "", "verdict", "say in a few words what the check found", true)
	add(r.URL == "", "address of the check", "the page on which the check is published", true)
	add(r.URL != "" && !isAddress(r.URL), "address of the check", "it does not begin with http:// or https://", true)
	add(r.Rating != 0 && (r.Rating < WorstRating || r.Rating > BestRating), "rating", fmt.Sprintf("it is %g, and must be %d to %d", r.Rating, WorstRating, BestRating), true)
	add(r.Claimer.Name == "", "claimant", "who made the claim", false)
	add(r.ClaimDate == "", "date of the claim", "when it was made", false)
	add(r.Rating == 0, "rating", fmt.Sprintf("%d, the worst, to %d", WorstRating, BestRating), false)
	add(r.Published == "", "date of the check", "when it was published", false)
	add(r.Publisher.Name == "", "publisher", "who publishes the check", false)
	add(!isAddress(r.Article.URL), "address of the article", "where the claim was found", false)
	return gaps
}

// Complete tells whether nothing that is required is missing.
func (r *Review) Complete() bool {
	gaps := r.Missing()
	return len(gaps) == 0 || !gaps[0].Required
}
