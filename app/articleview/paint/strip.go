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

// Pattern tells highlights of one style apart without colour. A line is drawn
// whole, in dashes or in dots; a ground is plain, hatched or dotted.
type Pattern uint8

// The patterns of highlights.
const (
	Solid Pattern = iota
	Dashed
	Dotted
)

// Rows is how many underlines fit below a line; what does not is counted.
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
	Line          *shape.Line
	Fragments     []Fragment // from left to right
	Hits          []Fragment // what find found: From and To only
	Dimmed        []Fragment // where something is marked that is not to be seen: From and To only
	Hidden        int        // highlights that found no row
	Page          color.NRGBA
	Ink           color.NRGBA
	Muted         color.NRGBA
	Frame         color.NRGBA
	Hit           color.NRGBA
	Dark          bool
}

// The geometry of a strip, in ems of the text. Strips are higher than lines
// and overlap: the rows below one line share the space of the tags above the
// next, which is rarely taken twice.
const (
	LineHeightEm = 2.00 // from one line to the next
	BaselineEm   = 1.50 // from the top of a strip
	stripEm      = 2.45 // height of a strip
	overlapEm    = 0.30 // of a strip above its line
	groundTopEm  = 0.88 // above the baseline
	groundEndEm  = 0.27 // below it
	rowTopEm     = 0.34 // below the baseline
	rowPitchEm   = 0.19
	rowThickEm   = 0.11
	tagSizeEm    = 0.56
	tagTopEm     = 1.00 // the tag's baseline above the text's
)

// Metrics are the whole pixels of strips at one size of text.
type Metrics struct {
	Line    int // from one line to the next
	Height  int // of a strip
	Overlap int // how far a strip begins above its line
}

// MetricsOf are the metrics at a size in pixels per em.
func MetricsOf(size float32) Metrics {
	round := func(ems float64) int { return int(math.Round(float64(size) * ems)) }
	return Metrics{Line: max(round(LineHeightEm), 1), Height: max(round(stripEm), 1), Overlap: round(overlapEm)}
}
