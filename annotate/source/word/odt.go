package word

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"strconv"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/source/archive"
)

// isODT tells a text from the other documents of the family by what the
// archive says it is.
func isODT(z *zip.Reader) bool {
	f := archive.File(z, "mimetype")
	if f == nil || archive.File(z, "content.xml") == nil {
		return false
	}
	mime, err := archive.ReadAll(f, 1024)
	return err == nil && bytes.HasPrefix(mime, []byte("application/vnd.oasis.opendocument.text"))
}

func readODT(z *zip.Reader, s *story) error {
	if locked(z) {
		return within(ODT, archive.ErrProtected)
	}
	o := odt{styles: styles{}, flows: flows{{}}}
	if err := archive.EachToken(archive.File(z, "styles.xml"), largestText, o.styleToken); err != nil {
		o.styles = styles{}
	}
	if err := archive.EachToken(archive.File(z, "content.xml"), largestText, o.token); err != nil {
		return within(ODT, err)
	}
	s.add(o.flows[0].finish())
	s.add(o.notes)
	describe(archive.File(z, "meta.xml"), s)
	s.Set(annotate.MetaLanguage, o.language)
	return nil
}

// locked tells of a document whose files are encrypted, each for itself.
func locked(z *zip.Reader) bool {
	found := false
	err := archive.EachToken(archive.File(z, "META-INF/manifest.xml"), largestMeta, func(token xml.Token) error {
		e, ok := token.(xml.StartElement)
		found = found || ok && e.Name.Local == "encryption-data"
		return nil
	})
	return err == nil && found
}

// odt is a document that is being read.
type odt struct {
	flows
	styles   styles
	language string
	notes    []paragraph
	skip     int // how deep in something left out
}

// styleToken reads styles, which are in both files.
func (o *odt) styleToken(token xml.Token) error {
	e, ok := token.(xml.StartElement)
	if !ok {
		return nil
	}
	switch e.Name.Local {
	case "style":
		if archive.Attribute(e, "family") == "paragraph" {
			level, _ := strconv.Atoi(archive.Attribute(e, "default-outline-level")) // without one it is 0
			o.styles[archive.Attribute(e, "name")] = style{name: archive.Attribute(e, "display-name"),
				parent: archive.Attribute(e, "parent-style-name"), level: level}
		}
	case "text-properties":
		if language := archive.Attribute(e, "language"); o.language == "" && language != "none" {
			o.language = language
			if country := archive.Attribute(e, "country"); country != "" && country != "none" && language != "" {
				o.language += "-" + country
			}
		}
	}
	return nil
}

// odtUnread are the elements whose inside is no text of the page.
var odtUnread = map[string]bool{
	"tracked-changes": true, "annotation": true, "note-citation": true, "ruby-text": true, "forms": true, "title": true, "desc": true,
	"index-title-template": true, "hidden-text": true, "hidden-paragraph": true, "script": true,
}

func (o *odt) token(token xml.Token) error {
	switch t := token.(type) {
	case xml.StartElement:
		if o.skip > 0 || odtUnread[t.Name.Local] || t.Name.Local == "section" && archive.Attribute(t, "display") == "none" {
			o.skip++
			return nil
		}
		o.startElement(t)
		return o.styleToken(t)
	case xml.EndElement:
		if o.skip > 0 {
			o.skip--
			return nil
		}
		o.endElement(t.Name.Local)
	case xml.CharData:
		if o.skip == 0 {
			o.now().collapse(string(t))
		}
	}
	return nil
}

// widestGap is how many blanks a file may state at once: few bytes must not
// become many.
const widestGap = 64

func (o *odt) startElement(e xml.StartElement) {
	f := o.now()
	switch e.Name.Local {
	case "p", "h":
		f.end(body)
		f.start()
		f.style = archive.Attribute(e, "style-name")
		if e.Name.Local == "h" {
			f.level, _ = strconv.Atoi(archive.Attribute(e, "outline-level"))
			f.level = max(1, f.level)
		}
	case "list":
		f.lists++
	case "tab":
		f.write("\t")
	case "line-break":
		f.write("\n")
		f.blank = true
	case "s":
		n, _ := strconv.Atoi(archive.Attribute(e, "c"))
		f.write(strings.Repeat(" ", min(max(1, n), widestGap)))
	case "note-body", "text-box":
		o.push()
	case "table":
		f.startTable()
	case "table-row":
		f.startRow()
	case "table-cell", "covered-table-cell":
		f.startCell()
	}
}

func (o *odt) endElement(name string) {
	f := o.now()
	switch name {
	case "p", "h":
		k, _ := o.styles.of(f.style)
		if k == body {
			k = leveled(f.level)
		}
		f.end(k)
	case "list":
		f.lists = max(0, f.lists-1)
	case "note-body":
		o.notes = append(o.notes, o.pop()...)
	case "text-box":
		boxed := o.pop()
		f = o.now()
		f.after = append(f.after, boxed...)
		if !f.open { // it hangs on the page
			f.deliver(f.after...)
			f.after = nil
		}
	case "table":
		f.endTable()
	}
}

// collapse writes text in which white space of any kind and length is one
// blank, as the format has it.
func (f *flow) collapse(text string) {
	for text != "" {
		end := strings.IndexAny(text, " \t\r\n")
		if end == 0 {
			text = strings.TrimLeft(text, " \t\r\n")
			if !f.blank {
				f.write(" ")
				f.blank = true
			}
			continue
		}
		if end < 0 {
			end = len(text)
		}
		f.write(text[:end])
		text = text[end:]
	}
}
