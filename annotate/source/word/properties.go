package word

import (
	"archive/zip"
	"encoding/xml"
	"strings"

	"bluepencil/annotate/source/archive"
)

// texts visits the elements of a small file of properties that hold text.
func texts(f *zip.File, visit func(name, text string)) error {
	var text strings.Builder
	return archive.EachToken(f, largestMeta, func(token xml.Token) error {
		switch t := token.(type) {
		case xml.StartElement:
			text.Reset()
		case xml.CharData:
			text.Write(t)
		case xml.EndElement:
			if value := strings.TrimSpace(text.String()); value != "" {
				visit(t.Name.Local, value)
			}
			text.Reset()
		}
		return nil
	})
}
