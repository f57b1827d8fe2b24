// Package formats lists the annotation formats of other tools that there are.
package formats

import (
	"slices"
	"strings"

	"bluepencil/annotate/format/argilla"
	"bluepencil/annotate/format/brat"
	"bluepencil/annotate/format/casjson"
	"bluepencil/annotate/format/claimreview"
	"bluepencil/annotate/format/conll2003"
	"bluepencil/annotate/format/conllu"
	"bluepencil/annotate/format/csv"
	"bluepencil/annotate/format/doccano"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/html"
	"bluepencil/annotate/format/huggingface"
	"bluepencil/annotate/format/jsonl"
	"bluepencil/annotate/format/labelstudio"
	"bluepencil/annotate/format/polnear"
	"bluepencil/annotate/format/prodigy"
	"bluepencil/annotate/format/spacy"
	"bluepencil/annotate/format/spacyjson"
	"bluepencil/annotate/format/webanno"
	"bluepencil/annotate/format/webannotation"
	"bluepencil/annotate/format/xmi"
)

// codecs are those of other tools, in the order in which they are listed and in
// which a file is held against them.
var codecs = []foreign.Codec{
	doccano.Codec(),
	labelstudio.Codec(),
	prodigy.Codec(),
	spacy.Codec(),
	spacyjson.Codec(),
	standoff(brat.Codec()),
	standoff(polnear.Codec()),
	conll2003.Codec(),
	conllu.Codec(),
	webanno.Codec(),
	casjson.Codec(),
	xmi.Codec(),
	webannotation.Codec(),
	huggingface.Codec(),
	argilla.Codec(),
	claimreview.Codec(),
	csv.Codec(),
	jsonl.Codec(),
	html.Codec(),
}

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
	return slices.DeleteFunc(fits, func(c *foreign.Codec) bool {
		return slices.ContainsFunc(fits, func(other *foreign.Codec) bool { return other.Refines == c.Name })
	})
}

// standoff lets a format of files that lie beside texts say so, with what such
// folders hold for the tool itself.
func standoff(c foreign.Codec) foreign.Codec {
	c.Beside = func(name string) []string {
		return []string{strings.TrimSuffix(name, c.Extension) + ".txt", "annotation.conf", "visual.conf", "tools.conf", "kb_shortcuts.conf"}
	}
	return c
}
