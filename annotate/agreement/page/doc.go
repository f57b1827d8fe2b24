// Package page writes a report of agreement as a page that stands for itself,
// as a table, and as JSON.
package page

import (
	"maps"
	"slices"

	"bluepencil/annotate/agreement"
	"bluepencil/annotate/agreement/report"
)

// Band is how far a value can be relied on.
type Band string

// The bands of Krippendorff.
const (
	Reliable  Band = "reliable"
	Tentative Band = "tentative"
	Discuss   Band = "discuss the guideline"
	Unknown   Band = ""
)

// The lower limits of the bands.
const (
	reliable  = 0.8
	tentative = 0.667
)

// BandOf gives the band of a row by the lower end of its interval; without one
// nothing is said.
func BandOf(r *report.Row) Band {
	switch {
	case r.CI == nil:
		return Unknown
	case r.CI[0] >= reliable:
		return Reliable
	case r.CI[0] >= tentative:
		return Tentative
	}
	return Discuss
}

// reasons lists why measures of a row are undefined, each reason once.
func reasons(r *report.Row) []string {
	byReason := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(r.Undefined)) {
		reason := r.Undefined[name]
		if byReason[reason] != "" {
			name = byReason[reason] + ", " + name
		}
		byReason[reason] = name
	}
	var list []string
	for _, reason := range slices.Sorted(maps.Keys(byReason)) {
		list = append(list, byReason[reason]+": "+reason)
	}
	return list
}

// alone is what a report without two people says.
const alone = agreement.SecondAnnotator
