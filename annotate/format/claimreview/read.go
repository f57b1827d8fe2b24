package claimreview

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"path"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/jsonio"
	"bluepencil/annotate/text"
)

// Codec reads claim reviews of others: JSON-LD objects, one a line, in an array,
// in an "@graph", or in a DataFeed of many. Each becomes an article that holds
// the claim, what the review says of it, and the review's address; the claim is
// marked, with the verdict and who claimed it. Writing is the Writer's.
func Codec() foreign.Codec {
	return foreign.Codec{Name: Name, Description: "checked claims as schema.org's ClaimReview, JSON-LD", Unit: text.Byte, Extension: ".jsonl",
		Carries: foreign.Carries{Attributes: true, Typed: true, EntityLinks: true, Meta: true}, Recognise: recognise, Open: open}
}

// recognise tells a file that names the type near its beginning.
func recognise(_ string, head []byte) bool {
	head = bytes.TrimSpace(bytes.TrimPrefix(head, []byte("\ufeff")))
	return len(head) > 0 && (head[0] == '{' || head[0] == '[') &&
		(bytes.Contains(head, []byte(`"ClaimReview"`)) || bytes.Contains(head, []byte(`"DataFeed"`))) && bytes.Contains(head, []byte("schema.org"))
}

// reader goes through the values of a file, and the reviews in each.
type reader struct {
	file    fs.File
	bytes   *bufio.Reader
	in      *json.Decoder // nil before the first value
	base    string
	array   bool
	values  int
	waiting []map[string]any
	taken   int // reviews of the value
}

func open(folder fs.FS, name string, _ foreign.ReadOptions) (foreign.Reader, error) {
	file, err := folder.Open(name)
	if err != nil {
		return nil, err
	}
	in := bufio.NewReader(file)
	if mark, err := in.Peek(3); err == nil && string(mark) == "\ufeff" {
		_, _ = in.Discard(len(mark)) // what was peeked is there
	}
	return &reader{file: file, bytes: in, base: strings.TrimSuffix(path.Base(name), path.Ext(name))}, nil
}

// Close closes the file.
func (r *reader) Close() error { return r.file.Close() }

// Next gives the next review, and io.EOF after the last.
func (r *reader) Next() (*foreign.Document, error) {
	for len(r.waiting) == 0 {
		found, err := r.value()
		if err != nil {
			return nil, err
		}
		r.waiting, r.taken = found, 0
	}
	one := r.waiting[0]
	r.waiting = r.waiting[1:]
	r.taken++
	where := fmt.Sprintf("record %d, review %d", r.values, r.taken)
	d, err := document(one)
	if err != nil {
		return nil, &format.RecordError{Where: where, Err: err}
	}
	d.Where, d.Name = where, fmt.Sprintf("%s-%d-%d", r.base, r.values, r.taken)
	return d, nil
}

// value gives the reviews in the next value of the file.
func (r *reader) value() ([]map[string]any, error) {
	raw, err := r.raw()
	if err != nil {
		return nil, err
	}
	r.values++
	where := fmt.Sprintf("record %d", r.values)
	exact := jsonio.NewDecoder(raw)
	if err := exact.Skip(); err != nil {
		return nil, &format.RecordError{Where: where, Err: err}
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, &format.RecordError{Where: where, Err: err}
	}
	var found []map[string]any
	collect(v, &found)
	if len(found) == 0 {
		return nil, &format.RecordError{Where: where, Err: errors.New("there is no ClaimReview in it")}
	}
	return found, nil
}

// raw gives the next value as it stands in the file: an element where the file
// is an array.
func (r *reader) raw() (raw json.RawMessage, err error) {
	if r.in == nil {
		if err := r.begin(); err != nil {
			return nil, err
		}
	}
	if r.array && !r.in.More() {
		return nil, io.EOF
	}
	err = r.in.Decode(&raw)
	return raw, err
}

// begin passes over white space and the bracket that begins an array.
func (r *reader) begin() error {
	for {
		b, err := r.bytes.ReadByte()
		if err != nil {
			return err
		}
		if b == ' ' || b == '\n' || b == '\r' || b == '\t' {
			continue
		}
		if err := r.bytes.UnreadByte(); err != nil {
			return err
		}
		r.in = json.NewDecoder(r.bytes)
		if r.array = b == '['; r.array {
			_, err = r.in.Token()
		}
		return err
	}
}

// collect finds the reviews in a value: itself, or what a graph or a feed holds.
// Empty items of feeds are passed over.
func collect(v any, into *[]map[string]any) {
	switch x := v.(type) {
	case []any:
		for _, one := range x {
			collect(one, into)
		}
	case map[string]any:
		if isType(x, "ClaimReview") {
			*into = append(*into, x)
			return
		}
		for _, key := range []string{"@graph", "dataFeedElement", "item", "mainEntity"} {
			collect(x[key], into)
		}
	}
}

func isType(o map[string]any, name string) bool {
	for _, one := range list(o["@type"]) {
		if one == name {
			return true
		}
	}
	return false
}

// list is the value as a list: of one where it is none, of none where it is null.
func list(v any) []any {
	switch x := v.(type) {
	case nil:
		return nil
	case []any:
		return x
	}
	return []any{v}
}

// first is the first object that a key holds; a string in its place is a name.
func first(o map[string]any, key string) map[string]any {
	for _, v := range list(o[key]) {
		switch x := v.(type) {
		case map[string]any:
			return x
		case string:
			return map[string]any{"name": x}
		}
	}
	return map[string]any{}
}

// words is the text that a key holds, or a number as it is written.
func words(o map[string]any, key string) string {
	for _, v := range list(o[key]) {
		switch x := v.(type) {
		case string:
			return strings.TrimSpace(x)
		case json.Number:
			return x.String()
		}
	}
	return ""
}

// document makes an article of a review.
func document(o map[string]any) (*foreign.Document, error) {
	claim := words(o, "claimReviewed")
	if claim == "" {
		return nil, errors.New("the review has no claimReviewed")
	}
	parts := []string{claim}
	for _, more := range []string{words(o, "reviewBody"), words(o, "url")} {
		if more != "" {
			parts = append(parts, more)
		}
	}
	author, item := first(o, "author"), first(o, "itemReviewed")
	d := &foreign.Document{Text: strings.Join(parts, "\n\n") + "\n", Head: foreign.Head{Meta: map[string]string{}}}
	for field, value := range map[string]string{annotate.MetaTitle: claim, annotate.MetaOutlet: words(author, "name"), annotate.MetaURL: words(o, "url"),
		annotate.MetaPublished: words(o, "datePublished"), annotate.MetaLanguage: words(o, "inLanguage")} {
		if value != "" {
			d.Head.Meta[field] = value
		}
	}
	mark := foreign.Mark{ID: "claim", Label: string(Label), Group: annotate.GroupClaim, Spans: []foreign.Span{{End: len(claim), Text: claim}}}
	mark.Attributes = attributes(o, item)
	claimed(d, &mark, first(item, "author"))
	d.Layers = []foreign.Layer{{Marks: []foreign.Mark{mark}}}
	return d, nil
}

func attributes(o, item map[string]any) []foreign.Attribute {
	rated := first(o, "reviewRating")
	out := []foreign.Attribute{{Name: "claim-status", Value: "done"}}
	for _, one := range []foreign.Attribute{{Name: string(Verdict), Value: verdictOf(rated)}, {Name: string(ReviewURL), Value: words(o, "url")},
		{Name: string(ReviewDate), Value: day(words(o, "datePublished"))}, {Name: string(ClaimDate), Value: day(words(item, "datePublished"))}} {
		if one.Value != "" {
			out = append(out, one)
		}
	}
	if n, ok := ratingOf(rated); ok {
		out = append(out, foreign.Attribute{Name: string(Rating), Value: n})
	}
	return out
}

// verdictOf is the verdict in words; of ratings that are words themselves, those.
func verdictOf(rated map[string]any) string {
	if s := words(rated, "alternateName"); s != "" {
		return s
	}
	return words(rated, "name")
}

// ratingOf brings a rating to the scale from WorstRating to BestRating. It is
// false where there is none, or its ends are not known.
func ratingOf(rated map[string]any) (float64, bool) {
	number := func(key string) (float64, bool) {
		n, err := json.Number(words(rated, key)).Float64()
		return n, err == nil
	}
	value, ok := number("ratingValue")
	best, hasBest := number("bestRating")
	worst, hasWorst := number("worstRating")
	if !ok || !hasBest || !hasWorst || best <= worst || value < worst || value > best {
		return 0, false
	}
	return math.Round(WorstRating + (value-worst)/(best-worst)*(BestRating-WorstRating)), true
}

// claimed links the claim to who made it.
func claimed(d *foreign.Document, m *foreign.Mark, author map[string]any) {
	name := words(author, "name")
	if name == "" {
		return
	}
	e := foreign.Entity{ID: name, Name: name, Type: "person"}
	if isType(author, "Organization") {
		e.Type = "organisation"
	}
	for _, same := range list(author["sameAs"]) {
		if address, ok := same.(string); ok && strings.Contains(address, "wikidata.org/") {
			e.Wikidata = path.Base(address)
			e.ID = e.Wikidata
		}
	}
	d.Entities = []foreign.Entity{e}
	m.Links = []foreign.Link{{Role: string(Claimant), To: e.ID, ToEntity: true}}
}
