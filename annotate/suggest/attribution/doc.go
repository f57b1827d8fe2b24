// Package attribution proposes who said a quote, and the words that say so. It
// goes by lists of reporting verbs and by what stands beside them; nothing is
// learned, so the same text always gives the same proposals, and each one tells
// why it was made.
package attribution
