package bluepencil

import (
	"maps"
	"slices"
	"strconv"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/format/jsonio"
)

// timeLayout is how times are written: UTC, to the millisecond, always the
// same length.
const timeLayout = "2006-01-02T15:04:05.000Z"

// appender builds a line. It remembers the first error, so that the shape of
// the line can be read off the code.
type appender struct {
	out []byte
	err error
}

// raw appends punctuation and keys as they are.
func (a *appender) raw(s string) { a.out = append(a.out, s...) }

func (a *appender) text(s string) {
	out, err := jsonio.AppendString(a.out, s)
	a.out = out
	a.keep(err)
}

func (a *appender) number(n float64) {
	out, err := jsonio.AppendNumber(a.out, n)
	a.out = out
	a.keep(err)
}

func (a *appender) keep(err error) {
	if a.err == nil {
		a.err = err
	}
}

func (a *appender) id(id annotate.ID) { a.raw(`"` + id.String() + `"`) }

func (a *appender) whole(n int) { a.out = strconv.AppendInt(a.out, int64(n), 10) }

func (a *appender) flag(b bool) { a.out = strconv.AppendBool(a.out, b) }

func (a *appender) time(t time.Time) {
	a.out = append(a.out, '"')
	a.out = t.AppendFormat(a.out, timeLayout)
	a.out = append(a.out, '"')
}

// list appends an array.
func list[T any](a *appender, elements []T, each func(T)) {
	a.raw("[")
	for i, e := range elements {
		if i > 0 {
			a.raw(", ")
		}
		each(e)
	}
	a.raw("]")
}

// appendLine appends the line without a newline, keys in the order of the
// format, the keys of maps sorted.
func appendLine(dst []byte, l *Line) ([]byte, error) {
	a := &appender{out: dst}
	a.raw(`{"format": "` + Version + `", "id": `)
	a.id(l.ID)
	if l.Text != nil {
		a.raw(`, "text": `)
		a.text(*l.Text)
	}
	a.raw(`, "text_sha256": `)
	a.text(l.TextSHA256)
	a.raw(`, "source_sha256": `)
	a.text(l.SourceSHA256)
	a.raw(`, "offset_unit": `)
	a.text(l.OffsetUnit)
	a.raw(`, "meta": `)
	a.meta(l.Meta)
	a.raw(`, "source": `)
	a.source(l.Source)
	if l.Note != "" {
		a.raw(`, "note": `)
		a.text(l.Note)
	}
	if !l.Replaces.IsZero() {
		a.raw(`, "replaces": `)
		a.id(l.Replaces)
	}
	if len(l.Zones) > 0 {
		a.raw(`, "zones": `)
		list(a, l.Zones, a.zone)
	}
	a.raw(`, "layers": `)
	list(a, l.Layers, a.layer)
	a.raw(`, "annotations": `)
	list(a, l.Annotations, a.annotation)
	a.raw(`, "entities": `)
	list(a, l.Entities, a.entity)
	a.raw(`, "review": `)
	a.review(&l.Review)
	a.raw("}")
	return a.out, a.err
}

// metaOrder are the fields of meta that come first; the others follow by name.
var metaOrder = []string{annotate.MetaTitle, annotate.MetaOutlet, annotate.MetaURL, annotate.MetaPublished, annotate.MetaLanguage}

func (a *appender) meta(meta map[string]string) {
	names := slices.Clone(metaOrder)
	for _, name := range slices.Sorted(maps.Keys(meta)) {
		if !slices.Contains(metaOrder, name) {
			names = append(names, name)
		}
	}
	a.raw("{")
	for i, name := range names {
		if i > 0 {
			a.raw(", ")
		}
		a.text(name)
		a.raw(": ")
		a.text(meta[name])
	}
	a.raw("}")
}

func (a *appender) source(s Source) {
	a.raw(`{"name": `)
	a.text(s.Name)
	a.raw(`, "encoding": `)
	a.text(s.Encoding)
	if s.Format != "" {
		a.raw(`, "format": `)
		a.text(s.Format)
	}
	a.raw("}")
}

func (a *appender) layer(l Layer) {
	a.raw(`{"person": `)
	a.text(l.Person)
	a.raw(`, "status": `)
	a.text(string(l.Status))
	if l.Reason != "" {
		a.raw(`, "reason": `)
		a.text(l.Reason)
	}
	a.raw(`, "codebook": `)
	a.out = strconv.AppendUint(a.out, l.Codebook, 10)
	a.raw(`, "submitted": `)
	if l.Submitted == nil {
		a.raw("null")
	} else {
		a.time(*l.Submitted)
	}
	a.raw("}")
}

func (a *appender) entity(e Entity) {
	a.raw(`{"id": `)
	a.id(e.ID)
	a.raw(`, "name": `)
	a.text(e.Name)
	a.raw(`, "type": `)
	a.text(e.Type)
	a.raw(`, "aliases": `)
	list(a, e.Aliases, a.text)
	if e.Wikidata != "" {
		a.raw(`, "wikidata": `)
		a.text(e.Wikidata)
	}
	if e.Note != "" {
		a.raw(`, "note": `)
		a.text(e.Note)
	}
	if len(e.Roles) > 0 {
		a.raw(`, "roles": `)
		list(a, e.Roles, a.role)
	}
	if len(e.SameAs) > 0 {
		a.raw(`, "same_as": `)
		list(a, e.SameAs, a.id)
	}
	a.raw("}")
}

func (a *appender) role(r annotate.EntityRole) {
	a.raw(`{"title": `)
	a.text(r.Title)
	if r.From != "" {
		a.raw(`, "from": `)
		a.text(r.From)
	}
	if r.To != "" {
		a.raw(`, "to": `)
		a.text(r.To)
	}
	a.raw("}")
}
