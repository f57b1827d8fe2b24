package word

import (
	"encoding/xml"
	"strconv"
	"strings"

	"bluepencil/annotate/source/archive"
)

// startElement takes an element up. The names stand for themselves: those of
// drawings have no text of their own, since only t of a run or of a formula
// holds any.
func (d *docx) startElement(e xml.StartElement) {
	f := d.now()
	switch e.Name.Local {
	case "p":
		f.end(body) // one that is still open can only be a damaged file's
		f.start()
	case "pPr":
		f.props = f.open
	case "trPr":
		d.row = true
	case "t":
		d.inText = !isDrawing(e)
	case "tbl":
		f.startTable()
	case "tr":
		f.startRow()
	case "tc":
		f.startCell()
	case "txbxContent":
		d.push()
	case "AlternateContent":
		d.choices = append(d.choices, false)
	case "footnote", "endnote":
		d.note = e.Name.Local + archive.Attribute(e, "id")
		d.push()
	case "footnoteReference", "endnoteReference":
		d.cited = append(d.cited, strings.TrimSuffix(e.Name.Local, "Reference")+archive.Attribute(e, "id"))
	default:
		if f.props {
			f.property(e)
		} else {
			f.character(e)
		}
	}
}

func isDrawing(e xml.StartElement) bool { return strings.Contains(e.Name.Space, "drawingml") }

func (d *docx) endElement(name string) {
	f := d.now()
	switch name {
	case "p":
		k, list := d.styles.of(f.style)
		f.list = f.list || list
		f.end(k)
	case "pPr":
		f.props = false
	case "trPr":
		d.row = false
	case "r":
		f.hidden = false
	case "t":
		d.inText = false
	case "tbl":
		f.endTable()
	case "tr":
		f.endRow()
	case "txbxContent":
		boxed := d.pop()
		f = d.now()
		f.after = append(f.after, boxed...)
	case "AlternateContent":
		d.choices = d.choices[:max(0, len(d.choices)-1)]
	case "footnote", "endnote":
		d.notes[d.note] = d.pop()
	}
}

// property reads what stands in a paragraph's properties.
func (f *flow) property(e xml.StartElement) {
	value := archive.Attribute(e, "val")
	switch e.Name.Local {
	case "pStyle":
		f.style = value
	case "numId":
		f.list = value != "0" // 0 takes an item out of its list
	}
}

// character writes what is an element and stands for characters.
func (f *flow) character(e xml.StartElement) {
	switch e.Name.Local {
	case "tab", "ptab":
		f.write("\t")
	case "br", "cr":
		f.write("\n")
	case "noBreakHyphen":
		f.write("\u2011")
	case "softHyphen":
		f.write("\u00ad")
	case "sym":
		if n, err := strconv.ParseUint(archive.Attribute(e, "char"), 16, 16); err == nil {
			f.write(symbol(archive.Attribute(e, "font"), rune(n)))
		}
	case "vanish":
		value := archive.Attribute(e, "val")
		f.hidden = value != "0" && value != "false" && value != "off"
	}
}

// greek are the letters of the font Symbol in the order of ASCII's.
const greek = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_\u203eαβχδεφγηιϕκλμνοπθρστυϖωξψζ"

// symbols are further characters of that font that news have.
var symbols = map[rune]string{0xa3: "≤", 0xa5: "∞", 0xae: "→", 0xb0: "°", 0xb1: "±", 0xb3: "≥", 0xb4: "×", 0xb7: "•", 0xb9: "≠", 0xbb: "≈", 0xa0: "€", 0xd6: "√", 0xe5: "∑"}

// symbol is a character of a symbol font. Fonts of symbols use the private
// range from F000 on; what only their font can tell stays as it is.
func symbol(font string, r rune) string {
	code := r
	if r >= 0xf000 && r <= 0xf0ff {
		code -= 0xf000
	}
	if strings.EqualFold(font, "symbol") {
		if letters := []rune(greek); code >= 'A' && int(code-'A') < len(letters) {
			return string(letters[code-'A'])
		}
		if s := symbols[code]; s != "" {
			return s
		}
	}
	if code != r && code < 0x20 || r >= 0xd800 && r < 0xe000 || r < 0x20 {
		return ""
	}
	return string(r)
}
