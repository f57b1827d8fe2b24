// Package polnear reads and writes attributions in brat's files as PolNeAR has
// them: an event Attribution with the arguments Source, Cue and Content. Here
// they are quote cards: the Content is a mark "quote" with links "speaker" to the
// Source and "cue" to the Cue. The event itself is no mark; it is in the envelope,
// and is written again as long as the card is the same. Everything else is as
// package brat has it.
package polnear

import (
	"io/fs"
	"path"
	"regexp"
	"strings"

	"bluepencil/annotate/format"
	"bluepencil/annotate/format/brat"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/text"
)

// What the project calls the parts of an attribution.
const (
	Quote   = "quote"
	Source  = "source"
	Cue     = "cue"
	Speaker = "speaker" // the role of the source
	CueRole = "cue"
)

// What the files call them.
const (
	content     = "Content"
	source      = "Source"
	cue         = "Cue"
	attribution = "Attribution"
	noSource    = "Attribution-no-source"
)

// Codec is the format.
func Codec() foreign.Codec {
	return foreign.Codec{
		Name:        "polnear",
		Description: "attributions in brat standoff, as PolNeAR has them: quotes with source and cue",
		Unit:        text.CodePoint,
		Units:       []text.Unit{text.UTF16, text.Byte, text.Grapheme},
		Extension:   ".ann",
		Layout:      foreign.LayoutFiles,
		Refines:     "brat",
		Carries:     brat.Carries(name),
		Recognise:   recognise,
		Open: func(folder fs.FS, name string, o foreign.ReadOptions) (foreign.Reader, error) {
			return foreign.One(name, func() (*foreign.Document, error) { return read(folder, name, o) }), nil
		},
		NewWriter: func(s foreign.Setting) (foreign.Writer, error) { return &writer{s}, nil },
	}
}

var inProject = map[string]string{content: Quote, source: Source, cue: Cue}

// name spells a name as brat allows; what the files call the parts of an
// attribution is what the project calls them.
func name(s string) string {
	if ours, ok := inProject[s]; ok {
		return ours
	}
	return brat.Name(s)
}

// inFile is what a file calls a label.
func inFile(label string) string {
	switch label {
	case Quote:
		return content
	case Source:
		return source
	case Cue:
		return cue
	}
	return brat.Name(label)
}

var event = regexp.MustCompile(`(?m)^E\d+\tAttribution(?:-no-source)?:T\d`)

// recognise tells an .ann that has an attribution near its beginning.
func recognise(name string, head []byte) bool {
	return strings.EqualFold(path.Ext(name), ".ann") && event.Match(head)
}

func read(folder fs.FS, name string, o foreign.ReadOptions) (*foreign.Document, error) {
	d, err := brat.Read(folder, name, o)
	if err != nil {
		return nil, err
	}
	return d, cards(d)
}

type writer struct{ setting foreign.Setting }

// Encode gives the text and the standoff.
func (w *writer) Encode(d *foreign.Document) ([]foreign.Piece, error) {
	out, events, err := attributions(d)
	if err != nil {
		return nil, err
	}
	return brat.Write(out, w.setting.Unit, func(m *foreign.Mark) bool { return events[m] })
}

// Companions is the configuration that brat wants in the folder.
func (w *writer) Companions() ([]format.Companion, error) {
	if w.setting.Common == nil || w.setting.Common.Codebook == nil {
		return nil, nil
	}
	events := attribution + "\tContent+:<ENTITY>, Source*:<ENTITY>, Cue*:<ENTITY>\n" + noSource + "\tContent*:<ENTITY>, Cue*:<ENTITY>\n"
	return []format.Companion{{Name: "annotation.conf", Content: brat.Configuration(w.setting.Common.Codebook, inFile, events)}}, nil
}
