// Package jsonio reads and writes JSON exactly. The standard library mends
// what it meets: it takes invalid UTF-8 and lone surrogates for U+FFFD, keys
// in the wrong case for the right ones, and of two equal keys the last. In a
// file of offsets each of these moves or changes somebody's words without a
// trace, so here each of them is an error with its place.
//
// Writing appends to a byte slice, in the order the caller chooses; the same
// calls give the same bytes.
package jsonio
