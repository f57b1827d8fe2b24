package epub

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"path"
	"strings"

	"bluepencil/annotate/source/archive"

	"golang.org/x/net/html"
)

// readContents reads the table of contents of either kind. A book without one
// has chapters without labels.
func (b *book) readContents(z *zip.Reader) {
	if f := archive.File(z, b.nav); b.nav != "" && f != nil {
		if raw, err := archive.ReadAll(f, largestMeta); err == nil {
			if page, err := decode(raw); err == nil {
				b.readNav(page)
			}
		}
	}
	if f := archive.File(z, b.ncx); b.ncx != "" && f != nil && len(b.labels) == 0 {
		b.readNCX(f)
	}
}

// label names a page, unless it has a name. The first entry of a page is that
// of its beginning.
func (b *book) label(from, reference, label string) {
	page := resolve(path.Dir(from), reference)
	if label = strings.Join(strings.Fields(label), " "); page != "" && label != "" && b.labels[page] == "" {
		b.labels[page] = label
	}
}

// readNav reads the links of the contents; other lists are those
// of pages and such.
func (b *book) readNav(page []byte) {
	z := html.NewTokenizer(bytes.NewReader(page))
	inside, href := false, ""
	var label strings.Builder
	for {
		switch z.Next() {
		case html.ErrorToken:
			return
		case html.TextToken:
			label.Write(z.Text())
		case html.StartTagToken:
			name, attributes := tag(z)
			switch {
			case name == "nav":
				inside = attributes["epub:type"] == "toc" || attributes["role"] == "doc-toc"
			case name == "a":
				href = attributes["href"]
				label.Reset()
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			if string(name) == "a" && inside {
				b.label(b.nav, href, label.String())
			}
		}
	}
}

// readNCX reads the table of contents of older books.
func (b *book) readNCX(f *zip.File) {
	inLabel := false
	var label strings.Builder
	_ = archive.EachToken(f, largestMeta, func(token xml.Token) error { // labels read so far are good
		switch t := token.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "navLabel":
				inLabel = true
				label.Reset()
			case "content":
				b.label(b.ncx, archive.Attribute(t, "src"), label.String())
			}
		case xml.EndElement:
			inLabel = inLabel && t.Name.Local != "navLabel"
		case xml.CharData:
			if inLabel {
				label.Write(t)
			}
		}
		return nil
	})
}
