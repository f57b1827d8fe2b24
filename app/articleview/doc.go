// Package articleview is the widget an article is read and marked in.
//
// It is the top of four layers. Package shape turns words into glyphs,
// package lines lays them out and knows what lies where, package paint turns
// a line into pixels; none of them knows Fyne. The widget here keeps one
// raster strip for every visible line, moves the strips when the page scrolls,
// and refreshes only those whose content changed. The page that is scrolled to
// next is painted ahead in the background; the article's lines are guessed
// until they are measured there. What the background sends goes through the
// scheduler of the Options, and is dropped when another article is shown.
//
// The widget presents and reports: it keeps caret, selection and scroll
// position, and tells of clicks and keys through its On… functions. What is
// marked it is told with SetHighlights.
//
// What several people marked is shown as tracks, rows of bars below the lines,
// see SetTracks. They are part of the strips; a line has room for them where
// there is something to show.
//
// Beside the strips stand rasters of the same kind, see the type seeing: cards
// of links, curves of the current highlight, the card under the pointer, and
// the overview beside the scrollbar.
package articleview
