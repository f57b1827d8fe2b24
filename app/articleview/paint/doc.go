// Package paint turns a shaped line and its decorations into pixels. It knows
// no screen and no Fyne: a strip of the article goes in as data and comes out
// as an image, which tests hold against golden ones.
//
// What is drawn, from back to front: the grounds of quotes and entities, what
// find found, the text, the underlines in their rows, the frame of the current
// highlight, and the tags above the first letter of each highlight. A
// highlight can be told by its tag and its pattern as well as by its colour.
//
// Glyphs come from a cache of alpha masks, which makes a line some twenty
// times cheaper than rasterising its outlines each time. A Signer says whether
// two strips look the same, a Cache keeps painted ones, and a Baker paints
// those that will be scrolled to next.
package paint
