// Package source turns the files people have into articles: it finds out the
// encoding, keeps the text as it is, and says in one line what cannot be read
// and why.
//
// A reader of a new kind of file is one more row in the table of formats.go.
package source
