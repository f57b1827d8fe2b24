// Package text knows about text and nothing about articles: units of offsets,
// grapheme clusters, words, sentences, quoted stretches and paragraphs.
//
// An offset is a count of UTF-8 bytes unless a Unit says otherwise, and texts
// are valid UTF-8; in others nothing panics, and a stray byte counts as a
// character.
//
// # Units
//
// Offsets converts at random, Cursor in one forward pass, Converter among all
// units. Each refuses an offset that is no boundary of the unit; none rounds.
//
// # Steps
//
// A function that moves a caret segments the text from a place near it where
// Unicode's rules (UAX #29) are sure to have a boundary whatever stands
// further left, so it is as quick in a line of 16 MB as in a short one, and
// finds exactly the boundaries that segmenting from the text's start would.
// What it returns lies between grapheme clusters. Quoted stretches are the
// exception: finding them reads their whole paragraph. Quotations reads a
// whole text, follows quotations over paragraphs, and tells which marks lack
// their other half.
package text
