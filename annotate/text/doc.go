// Package text knows about text and nothing about articles: units of
// offsets, grapheme clusters, words, sentences, quoted stretches and
// paragraphs.
//
// An offset is a count of UTF-8 bytes unless a Unit says otherwise. All
// stepping functions look only at the neighbourhood of the offset they are
// given, so that they are as quick in a text of 16 MB as in a line.
package text
