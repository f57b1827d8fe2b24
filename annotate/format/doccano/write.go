package doccano

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"bluepencil/annotate/format"
	"bluepencil/annotate/format/extra"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/jsonrecord"
	"bluepencil/annotate/text"
)

type writer struct {
	unit    text.Unit
	related bool // the kind with entities and relations is written
}

// Companions are none: doccano's projects are set up on its screen.
func (w *writer) Companions() ([]format.Companion, error) { return nil, nil }

// legal are ids that doccano takes: whole numbers.
var legal = regexp.MustCompile(`^(0|[1-9][0-9]{0,17})$`)

// encoding is one document under way.
type encoding struct {
	*writer
	*envelope
	d       *foreign.Document
	layer   *foreign.Layer
	offsets *text.Converter
	shown   []extra.Shown
	ids     map[string]bool
	last    int // id that was given
	fresh   bool
}

// Encode gives the record of a document.
func (w *writer) Encode(d *foreign.Document) ([]foreign.Piece, error) {
	if err := check(d.Text); err != nil {
		return nil, err
	}
	e := encoding{writer: w, d: d, layer: &d.Layers[0], offsets: text.NewConverter(d.Text)}
	var err error
	if e.envelope, err = unpack(e.layer.Envelope); err != nil {
		return nil, err
	}
	if err := e.shape(); err != nil {
		return nil, err
	}
	e.name()
	if err := e.fill(); err != nil {
		return nil, err
	}
	line, err := e.Style.Object(e.Record)
	if err != nil {
		return nil, err
	}
	return []foreign.Piece{{Data: append(line, '\n')}}, nil
}

// shape decides what keys the record has. One of a file keeps its own.
func (e *encoding) shape() error {
	if e.envelope == nil {
		e.fresh = true
		e.envelope = &envelope{Envelope: jsonrecord.Envelope{Record: jsonrecord.Object{{Key: "id"}}}}
	}
	if e.column != "" || !e.fresh && len(e.layer.Marks) == 0 {
		return nil
	}
	wish := []string{"label", "labels", "entities"}
	if e.related {
		wish = columns
	}
	for _, column := range wish {
		if !e.Record.Has(column) {
			e.column = column
			return nil
		}
	}
	return fmt.Errorf("%s all hold something else, and there is no place for labels", strings.Join(columns, ", "))
}

// name gives each stretch its key: an id where doccano has one, and else its
// place in the list.
func (e *encoding) name() {
	marks := e.layer.Marks
	e.shown = make([]extra.Shown, len(marks))
	e.ids = map[string]bool{}
	for i := range marks {
		e.ids[marks[i].ID] = true
	}
	used := map[string]bool{}
	place := 0
	for _, i := range e.order() {
		for n, span := range marks[i].Spans {
			key := e.key(marks[i].ID, n, place)
			if used[key] {
				key = e.free()
			}
			place++
			used[key] = true
			e.shown[i].Keys = append(e.shown[i].Keys, key)
			e.shown[i].Spans = append(e.shown[i].Spans, text.Range{Start: span.Start, End: span.End})
		}
	}
}

// key is what a stretch is known by: what it was in the file, else the mark's id
// if that can be one of doccano's.
func (e *encoding) key(id string, n, place int) string {
	template, known := e.Marks.Get(id)
	known = known && n == 0
	switch {
	case known && template.Has("id"):
		return id
	case known && !e.linked(), e.listed():
		return "s" + strconv.Itoa(place)
	case n == 0 && legal.MatchString(id):
		return id
	}
	return e.free()
}

func (e *encoding) order() []int {
	return e.Marks.Order(len(e.layer.Marks), func(i int) string { return e.layer.Marks[i].ID })
}

// free gives a number that is nobody's.
func (e *encoding) free() string {
	for {
		e.last++
		if id := strconv.Itoa(e.last); !e.ids[id] {
			return id
		}
	}
}

// fill puts into the record what the document has. What tells the format comes
// before the text, which may be long.
func (e *encoding) fill() error {
	if e.fresh {
		if err := e.Record.SetText("id", e.d.Head.ID, e.Style); err != nil {
			return err
		}
	}
	if e.column != "" {
		list, err := e.items()
		if err != nil {
			return err
		}
		e.Record.Set(e.column, e.Style.List(list))
	}
	relates := e.column == "entities" && !e.listed()
	if relates && (e.fresh || e.Record.Has("relations") || e.linked()) {
		list, err := e.linkItems()
		if err != nil {
			return err
		}
		e.Record.Set("relations", e.Style.List(list))
	}
	if err := e.Record.SetText("text", e.d.Text, e.Style); err != nil {
		return err
	}
	return e.meta(relates)
}

func (e *encoding) linked() bool {
	for i := range e.layer.Marks {
		if len(e.layer.Marks[i].Links) > 0 {
			return true
		}
	}
	return false
}

// meta puts our own things where doccano keeps them.
func (e *encoding) meta(relates bool) error {
	meta, ok := e.Record.Object("meta")
	if !ok && e.Record.Has("meta") && e.Record.Raw("meta") != nil {
		meta = nil // somebody's own, and no object
	}
	own := extra.Writer{Unit: e.unit, Relates: relates, Head: extra.HeadOf(e.Record.Raw("id"), meta)}
	if !e.fresh {
		own.Name = e.d.Name // it came from the file's name
	}
	raw, err := own.Write(e.d, e.shown)
	if err != nil {
		return err
	}
	if raw == nil && e.fresh {
		raw = []byte("{}")
	}
	comments := e.Record.Raw("Comments")
	if ok || !e.Record.Has("meta") || e.Record.Raw("meta") == nil {
		// Comments at the top would come back twice from doccano.
		if list, isList := e.Record.List("Comments"); isList {
			e.Record.Delete("Comments")
			if len(list) > 0 {
				meta.Set("Comments", comments)
			}
		}
		if raw != nil {
			meta.Set(extra.Key, raw)
		}
		if len(meta) == 0 && !e.Record.Has("meta") {
			return nil
		}
		return e.setMeta(meta)
	}
	if raw != nil {
		e.Record.Set(extra.Key, raw)
	}
	return nil
}
