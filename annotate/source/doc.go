// Package source turns the files people have into articles: it finds out the
// encoding, keeps the text as it is, and says in one line what cannot be read
// and why.
//
// # From a file to a document
//
// Walk finds the files, ReadFile reads one, and Read makes a Document of its
// bytes: formatOf picks a row of the table of formats by what the bytes or the
// name say, and that row's reader decodes and describes. ReadParts does the same
// for files of many articles, by the table of containers. A new kind of file is
// one more row, a file format_*.go here that gives its errors the sentinels of
// this package, and a package below that knows nothing of encodings and names.
// What those read becomes a text in package compose.
//
// # Encodings
//
// A byte-order mark is believed first, then the name the user gave, then what a
// page, a feed or an e-mail states itself (see decodeStated), then zero
// bytes on one side of every pair (UTF-16), then valid UTF-8, and last a
// statistical guess, which must be sure, give a plausible text and encode back
// to the very same bytes. Nothing is ever decoded to a replacement character in
// silence, so the hash of the source vouches for the text. What is not sure is
// refused: its encoding can be named.
package source
