package bluepencil

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/format/jsonio"
)

// ErrLine is wrapped by the errors of a line that cannot be read as one.
var ErrLine = errors.New("not a line of " + Version)

// Parse reads one line. It takes nothing but what the format says: unknown
// keys, keys that are missing or come twice, and anything that JSON readers
// mend in silence are errors, because a newer version writes another format
// name. Whether the spans fit the text is not checked here; see [Line.Read].
func Parse(raw []byte) (*Line, error) {
	p := parser{jsonio.NewDecoder(raw)}
	var line Line
	err := p.line(&line)
	if err == nil {
		err = p.End()
	}
	if err != nil && !bytes.Contains(raw, []byte(`"bluepencil/`)) {
		return nil, fmt.Errorf("%w: it does not begin with {\"format\": %q", ErrLine, Version)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrLine, err)
	}
	return &line, nil
}

// parser reads the structures of the format.
type parser struct{ *jsonio.Decoder }

var lineShape = jsonio.Shape{Name: "the article",
	Required: []string{"format", "id", "text_sha256", "source_sha256", "offset_unit", "meta", "source", "layers", "annotations", "entities", "review"},
	Optional: []string{"text", "note", "replaces", "zones"}}

func (p parser) line(l *Line) error {
	return p.Record(&lineShape, func(n int) error {
		switch n {
		case 0:
			return p.version(&l.Format)
		case 1:
			return p.id(&l.ID)
		case 2:
			return p.text(&l.TextSHA256)
		case 3:
			return p.text(&l.SourceSHA256)
		case 4:
			return p.text(&l.OffsetUnit)
		case 5:
			return p.meta(&l.Meta)
		case 6:
			return p.source(&l.Source)
		case 7:
			return array(p, &l.Layers, p.layer)
		case 8:
			return array(p, &l.Annotations, p.annotation)
		case 9:
			return array(p, &l.Entities, p.entity)
		case 10:
			return p.review(&l.Review)
		case 11:
			l.Text = new(string)
			return p.text(l.Text)
		case 12:
			return p.text(&l.Note)
		case 13:
			return p.id(&l.Replaces)
		default:
			return array(p, &l.Zones, p.zone)
		}
	})
}

// array reads a list; an empty one is not nil.
func array[T any](p parser, into *[]T, element func(*T) error) error {
	*into = []T{}
	return p.Array(func() error {
		var e T
		*into = append(*into, e)
		return element(&(*into)[len(*into)-1])
	})
}

func (p parser) version(into *string) error {
	if err := p.text(into); err != nil {
		return err
	}
	if *into != Version {
		return fmt.Errorf("the format is %q, this version of Bluepencil reads %s", *into, Version)
	}
	return nil
}

func (p parser) text(into *string) (err error) {
	*into, err = p.Text()
	return err
}

// word reads a string of which there are few different ones.
func (p parser) word(into *string) (err error) {
	*into, err = p.Word()
	return err
}

func (p parser) whole(into *int) (err error) {
	*into, err = p.Int()
	return err
}

func (p parser) flag(into *bool) (err error) {
	*into, err = p.Bool()
	return err
}

// changes reads a number of changes.
func (p parser) changes(into *uint64) error {
	n, err := p.Int()
	if err == nil && n < 0 {
		err = fmt.Errorf("the codebook's version is %d", n)
	}
	*into = uint64(n)
	return err
}

func (p parser) id(into *annotate.ID) error {
	s, err := p.Text()
	if err != nil || s == "" {
		return err
	}
	*into, err = annotate.ParseID(s)
	return err
}

func (p parser) time(into *time.Time) error {
	s, err := p.Word() // what was marked in one go has one time
	if err != nil {
		return err
	}
	if *into, err = time.Parse(time.RFC3339, s); err != nil {
		return fmt.Errorf("%q is not a time such as 2025-03-04T14:02:11.000Z", s)
	}
	*into = into.UTC()
	return nil
}

func (p parser) meta(into *map[string]string) error {
	*into = map[string]string{}
	return p.Object(func(key string) error {
		value, err := p.Text()
		if value != "" {
			(*into)[key] = value
		}
		return err
	})
}

var sourceShape = jsonio.Shape{Name: "source", Required: []string{"name", "encoding"}, Optional: []string{"format"}}

func (p parser) source(s *Source) error {
	return p.Record(&sourceShape, func(n int) error {
		return p.text([]*string{&s.Name, &s.Encoding, &s.Format}[n])
	})
}

var layerShape = jsonio.Shape{Name: "a layer", Required: []string{"person", "status", "codebook", "submitted"}, Optional: []string{"reason"}}

func (p parser) layer(l *Layer) error {
	return p.Record(&layerShape, func(n int) error {
		switch n {
		case 0:
			return p.handle(&l.Person)
		case 1:
			return p.status(&l.Status)
		case 2:
			return p.changes(&l.Codebook)
		case 3:
			if p.Null() {
				return nil
			}
			l.Submitted = new(time.Time)
			return p.time(l.Submitted)
		default:
			return p.text(&l.Reason)
		}
	})
}

func (p parser) handle(into *string) error {
	err := p.word(into)
	if err == nil && *into == "" {
		err = errors.New("a layer is of nobody")
	}
	return err
}

func (p parser) status(into *annotate.Status) error {
	err := p.word((*string)(into))
	if err == nil && !slices.Contains(annotate.Statuses, *into) {
		err = fmt.Errorf("%q is no status of an article", *into)
	}
	return err
}

var reviewShape = jsonio.Shape{Name: "review", Required: []string{"decisions", "comments"}, Optional: []string{"rule"}}

// review reads decisions and comments.
func (p parser) review(r *Review) error {
	*r = Review{Decisions: []Decision{}, Comments: []Comment{}}
	return p.Record(&reviewShape, func(n int) error {
		switch n {
		case 0:
			return array(p, &r.Decisions, p.decision)
		case 1:
			return array(p, &r.Comments, p.comment)
		default:
			return p.text(&r.Rule)
		}
	})
}
