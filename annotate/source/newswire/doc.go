// Package newswire reads what news agencies send: NITF, NewsML-G2 and ninjs.
//
// Each format is read into a story: headline, dek, blocks of text, captions,
// and the document fields; the story is put together in one way for all. Where
// a format carries the body as NITF, XHTML or HTML, blocks makes paragraphs of
// the elements: inline markup becomes plain text.
//
// What comes in is UTF-8; finding out a file's encoding is the caller's work.
// Nothing is ever fetched: DTDs, entities and schemas that a file names are
// passed over.
package newswire
