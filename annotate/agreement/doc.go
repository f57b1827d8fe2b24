// Package agreement is what the measures of agreement have in common: spans,
// and values that say why they are undefined. The measures are packages below
// this one, each for one idea:
//
//	assignment  the best one-to-one matching of two sides
//	matching    span F1, and the counts of SemEval
//	unitizing   Krippendorff's u-alpha family, and alpha_U of 2004
//	coding      alpha, Cohen, Fleiss, Scott and AC1 of values given to items
//	gamma       Mathet's gamma
//	linking     links whose ends are matched spans
//	bootstrap   intervals by drawing documents again
//	cases       files of reference cases
//	report      all of it for the documents of a project
//	page        the report as HTML, CSV and JSON
//
// Offsets are in one unit throughout; the application counts code points.
package agreement
