// Package table reads files of records, one article a record: JSON Lines, a
// JSON array of objects, and CSV with any delimiter. It reads as it goes, so
// that a file of any size takes the memory of a record, and what is wrong with
// one record leaves the others alone.
//
// # From a record to an article
//
// A splitter finds where a record begins and ends, a parser names its values
// by column, and the mapping says what each column holds. Columns that nobody
// mapped are known by their names; see [Names].
//
// What comes in is UTF-8; finding out a file's encoding is the caller's work.
package table
