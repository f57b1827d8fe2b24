package word

import (
	"archive/zip"
	"encoding/xml"
	"path"
	"strconv"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/source/archive"
)

// docxBody finds the file with the text. The package says where it is; most
// say the usual place.
func docxBody(z *zip.Reader) *zip.File {
	if f := archive.File(z, "word/document.xml"); f != nil {
		return f
	}
	target := ""
	relations := archive.File(z, "_rels/.rels")
	err := archive.EachToken(relations, largestMeta, func(token xml.Token) error {
		if e, ok := token.(xml.StartElement); ok && strings.HasSuffix(archive.Attribute(e, "Type"), "/officeDocument") {
			target = path.Clean(strings.TrimPrefix(archive.Attribute(e, "Target"), "/"))
		}
		return nil
	})
	if err != nil || !strings.HasPrefix(target, "word/") {
		return nil
	}
	return archive.File(z, target)
}

func readDOCX(z *zip.Reader, s *story) error {
	main := docxBody(z)
	folder := path.Dir(archive.Name(main))
	d := docx{styles: styles{}, notes: map[string][]paragraph{}, flows: flows{{}}}
	if err := archive.EachToken(archive.File(z, folder+"/styles.xml"), largestText, d.styleToken); err != nil {
		d.styles = styles{} // without them headings are paragraphs
	}
	if err := archive.EachToken(main, largestText, d.token); err != nil {
		return within(DOCX, err)
	}
	s.add(d.flows[0].finish())
	for _, name := range []string{"/footnotes.xml", "/endnotes.xml"} {
		d.flows = flows{{}}
		if err := archive.EachToken(archive.File(z, folder+name), largestText, d.token); err != nil {
			return within(DOCX, err)
		}
	}
	for _, id := range d.cited {
		s.add(d.notes[id])
		delete(d.notes, id) // cited again, it stands there already
	}
	describe(archive.File(z, "docProps/core.xml"), s)
	s.Set(annotate.MetaLanguage, d.language)
	return nil
}

// docx is a document that is being read.
type docx struct {
	flows
	styles   styles
	style    string // the id of the style being read
	language string
	cited    []string               // the notes, in the order of the text
	notes    map[string][]paragraph // by kind and id
	note     string                 // the one being read
	skip     int                    // how deep in something left out
	choices  []bool                 // of the alternatives that are open: whether one was taken
	inText   bool
	row      bool // what comes now are the properties of a row
}

// styleToken reads the styles.
func (d *docx) styleToken(token xml.Token) error {
	e, ok := token.(xml.StartElement)
	if !ok {
		return nil
	}
	value := archive.Attribute(e, "val")
	s := d.styles[d.style]
	switch e.Name.Local {
	case "style":
		d.style, s = archive.Attribute(e, "styleId"), style{}
	case "name":
		s.name = value
	case "basedOn":
		s.parent = value
	case "outlineLvl":
		if n, err := strconv.Atoi(value); err == nil && n < 9 {
			s.level = n + 1
		}
	case "numPr":
		s.list = true
	case "lang":
		if d.language == "" {
			d.language = value
		}
	}
	if d.style != "" {
		d.styles[d.style] = s
	}
	return nil
}

// token reads the text and the notes.
func (d *docx) token(token xml.Token) error {
	switch t := token.(type) {
	case xml.StartElement:
		if d.skip > 0 || d.leftOut(t) {
			d.skip++
			return nil
		}
		d.startElement(t)
	case xml.EndElement:
		if d.skip > 0 {
			d.skip--
			return nil
		}
		d.endElement(t.Name.Local)
	case xml.CharData:
		if d.inText && d.skip == 0 {
			d.now().write(string(t))
		}
	}
	return nil
}

// unread are the elements whose inside is no text of the page.
var unread = map[string]bool{
	"del": true, "moveFrom": true, "delText": true, "instrText": true, "delInstrText": true, "rPrChange": true, "pPrChange": true,
	"tblPrChange": true, "trPrChange": true, "tcPrChange": true, "sectPr": true, "sdtPr": true, "fldData": true, "rt": true,
}

// leftOut tells of elements to pass over, and notes what that means for the
// paragraph or row they stand in.
func (d *docx) leftOut(e xml.StartElement) bool {
	f, name := d.now(), e.Name.Local
	switch {
	case name == "del" || name == "moveFrom":
		switch {
		case d.row:
			f.deleteRow()
		case f.props:
			f.joined = true // it is the paragraph's end that was deleted
		}
		return true
	case name == "p" && isDrawing(e):
		return true // a diagram's words could not be put in order
	case name == "Choice" || name == "Fallback":
		n := len(d.choices)
		if n == 0 || !d.choices[n-1] {
			if n > 0 {
				d.choices[n-1] = true
			}
			return false
		}
		return true
	case name == "footnote" || name == "endnote":
		kind := archive.Attribute(e, "type")
		return kind != "" && kind != "normal" // a line between text and notes
	}
	return unread[name]
}
