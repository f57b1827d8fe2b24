package foreign

import (
	"fmt"
	"sync"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
	"bluepencil/annotate/format/dataset"
	"bluepencil/annotate/text"
)

// ExportOptions say how articles are written in another tool's format.
type ExportOptions struct {
	Unit      text.Unit
	NoText    bool
	Flat      Flat
	Priority  []string
	Suggested Suggested
	// Part gives the part of a split that an article belongs to; nil where
	// nothing is split.
	Part func(annotate.ID) string
	// People keeps the files of several people apart by their handles, for
	// formats that know no annotators.
	People bool
	// Names are the names of articles' files, for formats that have a file for
	// each article; the others need none.
	Names map[annotate.ID]string
}

// Exporter writes a project's articles in a codec's format. It is a format.Filer.
type Exporter struct {
	Tally *dataset.Tally

	codec      *Codec
	o          ExportOptions
	maker      *Maker
	writer     Writer
	reducer    Reducer
	frame      Frame
	companions []format.Companion

	mu    sync.Mutex
	files map[string]string // the first file of each part
}

var _ format.Filer = (*Exporter)(nil)

// NewExporter prepares an export. It fails where the format cannot do what is
// asked for: another unit than its own, no texts.
func NewExporter(c *Codec, common *format.Common, o ExportOptions) (*Exporter, error) {
	if c.NewWriter == nil {
		return nil, fmt.Errorf("the format %s is only read", c.Name)
	}
	if !c.counts(o.Unit) {
		return nil, fmt.Errorf("offsets of %s count %s; they cannot count %s", c.Name, c.Unit, o.Unit)
	}
	if o.NoText && !c.Carries.NoText {
		return nil, fmt.Errorf("the format %s is nothing without its texts", c.Name)
	}
	w, err := c.NewWriter(Setting{Common: common, Unit: o.Unit, NoText: o.NoText})
	if err != nil {
		return nil, err
	}
	companions, err := w.Companions()
	if err != nil {
		return nil, err
	}
	return &Exporter{Tally: dataset.NewTally(), codec: c, o: o, maker: NewMaker(common, o.Suggested), writer: w,
		reducer: Reducer{Carries: c.Carries, Flat: o.Flat, Priority: o.Priority}, frame: FrameOf(c, w), companions: companions, files: map[string]string{}}, nil
}

// counts tells whether the format's offsets can count the unit.
func (c *Codec) counts(unit text.Unit) bool {
	if unit == c.Unit {
		return true
	}
	for _, other := range c.Units {
		if unit == other {
			return true
		}
	}
	return false
}

// Frame is what stands around the records of a file.
func (e *Exporter) Frame() (begin, between, end string) {
	return e.frame.Begin, e.frame.Between, e.frame.End
}

// Companions are the files that the format wants beside the data.
func (e *Exporter) Companions() []format.Companion { return e.companions }

// FileOf is the first file that a part's articles went to, without extension.
func (e *Exporter) FileOf(part string) string {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.files[part]
}

// Parts makes what is written of an article: reduced to what the format
// carries, encoded, read back and compared.
func (e *Exporter) Parts(b *format.Bundle) ([]format.Part, []format.Loss, error) {
	d, losses, err := e.maker.Document(b)
	if err != nil {
		return nil, nil, err
	}
	if len(d.Layers) == 0 {
		d.Layers = []Layer{{}} // an article without marks is an example, too
	}
	if name, ok := e.o.Names[b.Article.ID]; ok {
		d.Name = name
	}
	parts, reduced, err := e.reducer.Reduce(d)
	if err != nil {
		return nil, nil, err
	}
	split := ""
	if e.o.Part != nil {
		split = e.o.Part(b.Article.ID)
	}
	var out []format.Part
	for _, p := range parts {
		files, err := e.encode(&p, split)
		if err != nil {
			return nil, nil, err
		}
		out = append(out, files...)
	}
	report := format.Report{Losses: losses}
	report.AddLosses(reduced)
	e.Tally.Add(split, b)
	return out, report.Losses, nil
}

func (e *Exporter) encode(p *Part, split string) ([]format.Part, error) {
	pieces, err := e.writer.Encode(p.Document)
	if err != nil {
		return nil, err
	}
	if err := e.verify(p, pieces); err != nil {
		return nil, err
	}
	person := ""
	if e.o.People {
		person = p.Person
	}
	folder := join(split, person, p.Label)
	out := make([]format.Part, len(pieces))
	for i, piece := range pieces {
		out[i] = format.Part{File: folder, Data: piece.Data}
		if e.codec.Layout == LayoutFiles {
			out[i].File, out[i].Whole = join(folder, p.Document.Name+piece.Ending), true
		}
	}
	if len(out) > 0 {
		out[0].Annotations = marks(p.Document)
		e.took(split, out[0].File)
	}
	return out, nil
}

func (e *Exporter) took(split, file string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if before, ok := e.files[split]; !ok || file < before {
		e.files[split] = file
	}
}

// verify reads what was encoded and compares it with what it was made of.
func (e *Exporter) verify(p *Part, pieces []Piece) error {
	if e.codec.Open == nil {
		return nil // a page for people is not read again
	}
	whole := func(annotate.Digest) (string, bool, error) { return p.Document.Text, true, nil }
	back, err := ReadBack(e.codec, e.frame, e.companions, p.Document.Name, pieces, e.o.Unit, ReadOptions{Text: whole})
	if err != nil {
		return fmt.Errorf("read back after writing: %w", err)
	}
	return Difference(p.Document, back, &e.codec.Carries)
}

func marks(d *Document) (n int) {
	for i := range d.Layers {
		n += len(d.Layers[i].Marks)
	}
	return n
}

// join puts parts of a path together, without the empty ones.
func join(parts ...string) string {
	path := ""
	for _, p := range parts {
		if p != "" && path != "" {
			path += "/"
		}
		path += p
	}
	return path
}

// Finish gives the companions of the format.
func (e *Exporter) Finish(*format.Report) ([]format.Companion, error) { return e.companions, nil }
