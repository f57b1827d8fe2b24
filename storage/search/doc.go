// Package search finds words in a project: in texts, document fields,
// annotations and notes.
//
// The index is derived. It lies in a folder beside the project file, may be
// deleted at any time, and follows the project's history: it knows up to which
// arrival it is right, and catches up from there. It holds words and where
// they stand in the count of words, never a text.
//
// # How an answer comes about
//
// The query is parsed into a tree of words and filters. The index proposes
// the articles that may match, a superset; each is then read from the project
// and held against the same tree, so that what is deleted, undone, purged or
// not indexed yet is never shown wrongly, and every range is cut from the text
// itself.
//
// # What an annotation is in the index
//
// A field of its article's record. All words and properties of one annotation
// stand at one position, its number in the article, so that "a quote of Mina's
// with this word in it" is an intersection of positions. A million records
// beside those of the articles are saved, and the index follows an annotation
// by writing one article anew.
package search
