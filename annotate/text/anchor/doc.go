// Package anchor finds again in a corrected text what was marked in the text
// before it. It compares the two word by word, finds what was moved, and says
// of every range where it is now, how it was found and how sure that is. It
// never guesses in silence: what has several places, or none that is sure,
// says so.
//
// All offsets are UTF-8 bytes. Nothing here depends on a clock: the same two
// texts always give the same result, and the time it takes grows little more
// than in proportion to their size.
//
// # How a place is found
//
// [Align] maps the words of the old text to those of the new one. Runs of
// words that both texts have once are the fixed points; between them the
// search goes on with shorter runs, and what is left of a few words is aligned
// by how alike the words are, so that a corrected spelling stays the same
// word. Words that only happen to stand in both are let go again. What is left
// over on both sides is searched for runs that were moved.
//
// [Alignment.Anchor] reads the place of a range off this map. Only where the
// map has none does it search for the range's words, among the words that
// belong to nothing else.
package anchor
