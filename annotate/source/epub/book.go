package epub

import (
	"archive/zip"
	"encoding/xml"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/source/archive"

	"golang.org/x/text/encoding/unicode"
)

// container is the file that says where the book's package is.
const container = "META-INF/container.xml"

// largestMeta is the largest file about the book that is read, in bytes.
const largestMeta = 8 << 20

// wide is UTF-16 in the order its mark says.
var wide = unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM)

// book is what the package says: all paths are those of the archive.
type book struct {
	spine   []string          // the pages in their order
	labels  map[string]string // of pages, from the table of contents
	locked  map[string]bool   // pages that are encrypted
	nav     string            // the page of the table of contents
	ncx     string            // the table of contents of older books
	id      string
	meta    map[string]string
	authors []string
}

func open(z *zip.Reader) (*book, error) {
	root := ""
	err := archive.EachToken(archive.File(z, container), largestMeta, func(token xml.Token) error {
		if e, ok := token.(xml.StartElement); ok && e.Name.Local == "rootfile" && root == "" {
			root = archive.Attribute(e, "full-path")
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	f := archive.File(z, path.Clean(root))
	if root == "" || f == nil {
		return nil, fmt.Errorf("%w: %s does not lead to it", ErrNoBook, container)
	}
	b := &book{labels: map[string]string{}, locked: map[string]bool{}, meta: map[string]string{}}
	if err := b.readPackage(f); err != nil {
		return nil, err
	}
	b.readLocks(z)
	b.readContents(z)
	return b, nil
}

// reader collects the package's elements.
type reader struct {
	*book
	folder string
	pages  map[string]string // by their ids in the manifest
	order  []string          // ids
	toc    string            // the id of the older table of contents
	text   strings.Builder
}

func (b *book) readPackage(f *zip.File) error {
	r := &reader{book: b, folder: path.Dir(archive.Name(f)), pages: map[string]string{}}
	err := archive.EachToken(f, largestMeta, func(token xml.Token) error {
		switch t := token.(type) {
		case xml.StartElement:
			r.text.Reset()
			r.element(t)
		case xml.CharData:
			r.text.Write(t)
		case xml.EndElement:
			r.statement(t.Name, strings.TrimSpace(r.text.String()))
		}
		return nil
	})
	for _, id := range r.order {
		if page := r.pages[id]; page != "" {
			b.spine = append(b.spine, page)
		}
	}
	b.ncx = r.pages[r.toc]
	if len(b.authors) > 0 {
		b.meta[annotate.MetaByline] = strings.Join(b.authors, ", ")
	}
	return err
}

func (r *reader) element(e xml.StartElement) {
	switch e.Name.Local {
	case "item":
		page := resolve(r.folder, archive.Attribute(e, "href"))
		r.pages[archive.Attribute(e, "id")] = page
		if slices.Contains(strings.Fields(archive.Attribute(e, "properties")), "nav") {
			r.nav = page
		}
	case "itemref":
		r.order = append(r.order, archive.Attribute(e, "idref"))
	case "spine":
		r.toc = archive.Attribute(e, "toc")
	}
}

// fields are the terms of Dublin Core and what they are here. The outlet of a
// chapter is the book or magazine.
var fields = map[string]string{"title": annotate.MetaOutlet, "date": annotate.MetaPublished, "language": annotate.MetaLanguage, "rights": annotate.MetaCopyright}

func (r *reader) statement(name xml.Name, value string) {
	if !strings.HasPrefix(name.Space, "http://purl.org/dc/") || value == "" {
		return
	}
	switch field := fields[name.Local]; {
	case name.Local == "creator":
		r.authors = append(r.authors, value)
	case name.Local == "identifier" && r.id == "":
		r.id = value
	case field != "" && r.meta[field] == "":
		r.meta[field] = value
	}
}

// resolve is the path a reference from a folder leads to, without its fragment;
// "" where it leads out of the book.
func resolve(folder, reference string) string {
	u, err := url.Parse(reference)
	if err != nil || u.IsAbs() || u.Host != "" || u.Path == "" {
		return ""
	}
	return path.Join(folder, u.Path)
}

// readLocks finds the pages that are encrypted. Fonts often are, for other
// reasons.
func (b *book) readLocks(z *zip.Reader) {
	_ = archive.EachToken(archive.File(z, "META-INF/encryption.xml"), largestMeta, func(token xml.Token) error { // what it does not say is read
		if e, ok := token.(xml.StartElement); ok && e.Name.Local == "CipherReference" {
			b.locked[resolve("", archive.Attribute(e, "URI"))] = true
		}
		return nil
	})
}
