// Package formats lists the annotation formats of other tools that there are.
package formats

import (
	"bluepencil/annotate/format/foreign"
)

// codecs are those of other tools, in the order in which they are listed and in
// which a file is held against them.
var codecs = []foreign.Codec{}

// All lists the codecs. The list is the caller's.
func All() []foreign.Codec { return append([]foreign.Codec(nil), codecs...) }

// ByName finds a codec.
func ByName(name string) (*foreign.Codec, bool) {
	for i := range codecs {
		if codecs[i].Name == name {
			return &codecs[i], true
		}
	}
	return nil, false
}

// HeadBytes is how much of a file's beginning tells what it is.
const HeadBytes = 4096

// Recognise lists the codecs a file may be of, by its name and beginning; a file
// that fits two is named by both.
func Recognise(name string, head []byte) []*foreign.Codec {
	var fits []*foreign.Codec
	for i := range codecs {
		if c := &codecs[i]; c.Open != nil && c.Recognise != nil && c.Recognise(name, head) {
			fits = append(fits, c)
		}
	}
	return fits
}
