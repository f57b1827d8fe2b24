package paint

import (
	"image/color"
	"math"

	"bluepencil/app/articleview/shape"
)

// Style is how a highlight is drawn.
type Style uint8

// The styles of highlights.
const (
	Tint      Style = iota // a coloured ground behind the text
	Underline              // a line under it
	Bar                    // a light ground, and a bar at the side of the page
)

// Pattern tells highlights of one style apart without colour.
type Pattern uint8

// The patterns of highlights: of a line, and of a ground.
const (
	Solid   Pattern = iota // a whole line; a plain ground
	Dashed                 // dashes; slanted lines
	Dotted                 // dots
	Double                 // two thin lines; lines slanted the other way
	Wavy                   // a wave; crossed lines
	DashDot                // dashes and dots; upright lines
)

// Patterns is the number of patterns.
const Patterns = 6

// Rows is how many underlines fit below a line at most; what does not is
// counted. Where lines stand close there is room for fewer: see Metrics.
const Rows = 3

// Fragment is the part of a highlight on one line, in pixels from the strip's
// left edge.
type Fragment struct {
	From, To float32
	Style    Style
	Pattern  Pattern
	Colour   color.NRGBA
	Row      int    // of an underline or a side bar: 0 is nearest to the text; -1 is drawn as ground
	Current  bool   // framed
	Pending  bool   // not saved yet: drawn lighter, with a broken edge
	Tag      string // a few letters
	Starts   bool   // the highlight begins here: its tag is drawn
	Flagged  bool   // marked with a question
	Lit      bool   // pointed at from elsewhere: framed without a tab

	// OpenLeft and OpenRight say that the span goes on beyond that edge, on
	// another line: the frame stays open there.
	OpenLeft, OpenRight bool
}

// Strip is one line of the article as data. What is handed to a Baker must
// not be written to any more.
type Strip struct {
	Document      uint64  // tells the articles apart
	Width, Height int     // pixels
	Left          float32 // where the line's text begins
	Margin        float32 // where the column begins: bars stand to the left of it
	Size          float32 // pixels per em
	Spacing       Spacing // of the lines
	Line          *shape.Line
	Fragments     []Fragment // from left to right
	Hits          []Fragment // what find found: From and To only
	Dimmed        []Fragment // where something is marked that is not to be seen: From and To only
	Notes         []Fragment // what is pointed at: From, To, Pattern and Colour only
	Disputed      []Fragment // where people differ: From and To only
	Tracks        []Track    // below the line, from the top
	Hidden        int        // highlights that found no row
	Page          color.NRGBA
	Ink           color.NRGBA
	Muted         color.NRGBA
	Frame         color.NRGBA
	Hit           color.NRGBA
	Dark          bool
}

// Spacing is how far one line is from the next, in ems of the text; 0 is
// Normal.
type Spacing float32

// The spacings there are.
const (
	Tight  Spacing = 1.7
	Normal Spacing = LineHeightEm
	Wide   Spacing = 2.4
)

// The geometry of a strip, in ems of the text. Strips are higher than lines
// and overlap: the rows below one line share the space of the tags above the
// next, which is rarely taken twice.
const (
	LineHeightEm = 2.00 // from one line to the next, at the normal spacing
	BaselineEm   = 1.50 // from the top of a strip
	stripEm      = 2.45 // height of a strip, at least
	baselinePart = 0.60 // of the line's height that is above the baseline
	groundTopEm  = 0.88 // above the baseline
	groundEndEm  = 0.27 // below it
	rowTopEm     = 0.34 // below the baseline
	rowPitchEm   = 0.19
	rowThickEm   = 0.11
	noteTopEm    = 0.14 // below the baseline
	noteHeightEm = 0.18
	tagSizeEm    = 0.56
	tagTopEm     = 1.00 // the tag's baseline above the text's
	tightTagEm   = 0.50 // the size of tags where lines stand close, and
	tightTopEm   = 0.91 // their baseline
)

// Metrics are the whole pixels of strips at one size of text.
type Metrics struct {
	Line    int // from one line to the next
	Height  int // of a strip
	Overlap int // how far a strip begins above its line
	Rows    int // how many underlines fit between a line and the words of the next
}

// MetricsOf are the metrics at a size in pixels per em.
func MetricsOf(size float32, spacing Spacing) Metrics {
	if spacing == 0 {
		spacing = Normal
	}
	round := func(ems float64) int { return int(math.Round(float64(size) * ems)) }
	line := float64(spacing)
	m := Metrics{Line: max(round(line), 1), Overlap: round(BaselineEm - baselinePart*line)}
	m.Height = max(round(stripEm), m.Overlap+m.Line, 1)
	top, pitch, thick := rowPlace(size)
	room := m.Line - round(groundTopEm) - 1 // a blank one above the words
	m.Rows = min(max((room-top-thick)/pitch+1, 1), Rows)
	return m
}

// rowPlace is where the first underline begins below the baseline, how far one
// is from the next, and how thick they are, in whole pixels.
func rowPlace(size float32) (top, pitch, thick int) {
	round := func(ems float64) int { return int(math.Round(float64(size) * ems)) }
	thick = max(round(rowThickEm), 1)
	return round(rowTopEm), max(round(rowPitchEm), thick+1), thick
}

// tagPlace is the size of tags, and how far their baseline is above the
// text's, in ems.
func (s Spacing) tagPlace() (size, top float32) {
	if s != 0 && s < Normal {
		return tightTagEm, tightTopEm
	}
	return tagSizeEm, tagTopEm
}
