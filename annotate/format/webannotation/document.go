package webannotation

import (
	"bytes"
	"cmp"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"strings"
	"unicode/utf8"

	"bluepencil/annotate"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/jsonrecord"
)

var errNoText = errors.New("its text is not in the file: put it beside the file, as plain text named as the source or the file, with .txt at its end")

// document makes a document of a group.
func (r *reader) document(g *group) (*foreign.Document, error) {
	d := &foreign.Document{}
	var state pageState
	if raw := g.page.Get(stateKey); raw != nil {
		if err := json.Unmarshal(raw, &state); err != nil {
			return nil, fmt.Errorf("%s: %w", stateKey, err)
		}
		d.Name, d.Head, d.Entities = state.Name, state.Head, state.Entities
	} else {
		d.Name, d.Head.ID = sourceName(g.id), g.id
		if d.Head.ID = g.id; strings.HasPrefix(g.id, "http://") || strings.HasPrefix(g.id, "https://") {
			d.Head.Meta = map[string]string{annotate.MetaURL: g.id}
		}
	}
	var err error
	if d.Text, err = r.text(g); err != nil {
		return nil, err
	}
	one := newDecoding(r, g, d, &state)
	if err := one.read(); err != nil {
		return nil, err
	}
	return d, nil
}

// text finds the text of a group: in its page, by its hash, or in a file.
func (r *reader) text(g *group) (string, error) {
	doc := g.page.ObjectAt(documentKey)
	if s, ok := jsonrecord.TextOf(doc.Get("value")); ok {
		return s, nil
	}
	for _, hash := range []string{doc.TextAt(hashKey), strings.TrimPrefix(g.id, "urn:sha256:"), strings.TrimPrefix(g.id, "urn:sha-256:")} {
		if s, ok, err := r.byHash(hash); ok || err != nil {
			return s, err
		}
	}
	if doc != nil {
		if r.options.Text == nil {
			return "", nil // whoever reads it has the text
		}
		return "", errNoText
	}
	return r.beside(sourceName(g.id), strings.TrimSuffix(path.Base(r.name), path.Ext(r.name)))
}

func (r *reader) byHash(hash string) (string, bool, error) {
	sum, err := hex.DecodeString(hash)
	var digest annotate.Digest
	if err != nil || len(sum) != len(digest) || r.options.Text == nil {
		return "", false, nil
	}
	copy(digest[:], sum)
	return r.options.Text(digest)
}

// beside reads the text from the first of the files that is there.
func (r *reader) beside(names ...string) (string, error) {
	for _, name := range names {
		for _, file := range []string{name + ".txt", name} {
			if !fs.ValidPath(file) || strings.Contains(file, "/") || file == r.name || !strings.HasSuffix(file, ".txt") {
				continue
			}
			raw, err := fs.ReadFile(r.folder, file)
			if errors.Is(err, fs.ErrNotExist) {
				continue
			}
			if err != nil {
				return "", err
			}
			if !utf8.Valid(raw) {
				return "", fmt.Errorf("%s: %w", file, errText)
			}
			return string(bytes.TrimPrefix(raw, []byte("\ufeff"))), nil
		}
	}
	return "", errNoText
}

// sourceName is the last part of an IRI's path.
func sourceName(iri string) string {
	name := iri
	if u, err := url.Parse(iri); err == nil {
		name = cmp.Or(u.Path, u.Opaque)
	}
	if name = path.Base(name); name == "." || name == "/" {
		return ""
	}
	return name
}
