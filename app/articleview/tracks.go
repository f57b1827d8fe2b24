package articleview

import (
	"image/color"

	"bluepencil/annotate/text"
)

// Track is one person's marks, shown as a thin line under the lines of the text.
type Track struct {
	Name   string // initials, or what stands for them while names are hidden
	Colour color.NRGBA
	Marks  []TrackMark // by start
}

// TrackMark is a stretch of a track, in bytes of the text.
type TrackMark struct {
	text.Range
	Colour color.NRGBA // of the label
	Label  string      // its short tag
}

// SetTracks shows tracks under every line, in their order, and hatches the
// stretches in which people differ. No tracks take the room away again.
func (v *View) SetTracks(tracks []Track, disputed []text.Range) {
	v.tracks, v.disputed = tracks, disputed
}
