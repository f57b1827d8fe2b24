package webannotation

import (
	"errors"
	"io"
	"io/fs"

	"bluepencil/annotate/format"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/jsonrecord"
)

// reader reads pages one after the other. Annotations without a page around
// them are read to the end of the file and put together by their sources.
type reader struct {
	folder  fs.FS
	name    string
	file    io.ReadCloser
	in      *jsonrecord.Stream
	options foreign.ReadOptions
	queue   []group
	loose   []jsonrecord.Object
	where   string // the first of the loose ones
}

// group is the annotations of one text.
type group struct {
	where string
	page  jsonrecord.Object // nil where there is none
	id    string            // of the source
	list  []jsonrecord.Object
}

var errKind = errors.New("it is no annotation, page or collection")

// Close closes the file.
func (r *reader) Close() error { return r.file.Close() }

// Next gives the next document.
func (r *reader) Next() (*foreign.Document, error) {
	for len(r.queue) == 0 {
		if err := r.read(); err != nil {
			return nil, err
		}
	}
	next := r.queue[0]
	r.queue = r.queue[1:]
	d, err := r.document(&next)
	if err != nil {
		return nil, &format.RecordError{Where: next.where, Err: err}
	}
	d.Where = next.where
	return d, nil
}

// read reads a record, and queues the groups that are complete.
func (r *reader) read() error {
	raw, where, err := r.in.Next()
	if err == io.EOF && len(r.loose) > 0 {
		r.queue = groups(r.where, nil, r.loose)
		r.loose = nil
		return nil
	}
	if err != nil {
		return err
	}
	record, err := jsonrecord.Parse(raw)
	if err == nil {
		err = r.take(record, where)
	}
	if err != nil {
		return &format.RecordError{Where: where, Err: err}
	}
	return nil
}

// take finds out what a record is.
func (r *reader) take(record jsonrecord.Object, where string) error {
	switch first := record.ObjectAt("first"); {
	case record.Get("items") != nil:
		r.queue = groups(where, record, objects(record.Get("items")))
	case first.Get("items") != nil: // of a collection, with its first page in it
		r.queue = groups(where, first, objects(first.Get("items")))
	case record.Get("rows") != nil: // of Hypothesis
		r.queue = groups(where, nil, objects(record.Get("rows")))
	case record.Get("target") != nil:
		if len(r.loose) == 0 {
			r.where = where
		}
		r.loose = append(r.loose, record)
	default:
		return errKind
	}
	return nil
}

// objects are the objects of an array, or the one that stands in its place.
func objects(raw []byte) (list []jsonrecord.Object) {
	if one, ok := jsonrecord.Split(raw); ok {
		return []jsonrecord.Object{one}
	}
	for _, element := range jsonrecord.Elements(raw) {
		if o, ok := jsonrecord.Split(element); ok {
			list = append(list, o)
		}
	}
	return list
}

// groups puts annotations together that have the same source; one that is about
// an annotation goes where that one is. A page with its text is one group.
func groups(where string, page jsonrecord.Object, list []jsonrecord.Object) []group {
	if page.Get(documentKey) != nil {
		return []group{{where: where, page: page, list: list}}
	}
	sources := map[string]string{}
	for _, a := range list {
		if id := a.TextAt("id"); id != "" {
			sources[id] = sourceOf(a)
		}
	}
	var out []group
	at := map[string]int{}
	for _, a := range list {
		source := sourceOf(a)
		if about, is := sources[source]; is {
			source = about
		}
		n, known := at[source]
		if !known {
			n = len(out)
			at[source] = n
			out = append(out, group{where: where, id: source})
			if n == 0 {
				out[0].page = page
			}
		}
		out[n].list = append(out[n].list, a)
	}
	return out
}
