package newswire

import (
	"bytes"
	"encoding/xml"
	"strings"

	"bluepencil/annotate/format/jsonio"
)

// Kind is a kind of file that agencies send.
type Kind int

// The kinds of files.
const (
	Other       Kind = iota
	KindNITF         // one article
	KindItem         // one item of NewsML-G2, of whatever kind
	KindMessage      // a NewsML-G2 message of several items
	KindNinjs        // one item of ninjs
	KindNinjses      // a JSON array of them
)

// KindOf tells what a file is by its first bytes, in any encoding that writes
// ASCII as ASCII, and in UTF-16.
func KindOf(head []byte) Kind {
	switch text := folded(head); {
	case bytes.HasPrefix(text, []byte("{")) && isNinjs(text):
		return KindNinjs
	case bytes.HasPrefix(text, []byte("[")) && isNinjs(text[1:]):
		return KindNinjses
	case bytes.HasPrefix(text, []byte("<")):
		return rootKind(text)
	}
	return Other
}

// folded is what a file begins with, with a mark for whatever is not ASCII.
func folded(head []byte) []byte {
	out := make([]byte, 0, len(head))
	for _, b := range head {
		switch {
		case b == 0:
		case b >= 0x20 && b < 0x7f || b == '\t' || b == '\n' || b == '\r':
			out = append(out, b)
		default:
			out = append(out, '?')
		}
	}
	return bytes.TrimLeft(out, "? \t\r\n")
}

// rootKind tells by the root element and its namespace.
func rootKind(text []byte) Kind {
	in := newDecoder(string(text))
	in.Strict = false
	for {
		token, err := in.Token()
		if err != nil {
			return Other
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		name := strings.ToLower(start.Name.Local)
		_, isItem := itemElements[name]
		switch space := start.Name.Space; {
		case name == "nitf" && (space == "" || strings.Contains(strings.ToLower(space), "nitf")):
			return KindNITF
		case name == "contentset" && bytes.Contains(text, []byte("<inline")):
			return KindItem
		case !strings.HasPrefix(space, "http://iptc.org/std/nar/"):
			return Other
		case name == "newsmessage":
			return KindMessage
		case isItem:
			return KindItem
		}
		return Other
	}
}

// ninjsKeys are keys of ninjs, in small letters, that hardly anything else has
// beside a uri.
var ninjsKeys = map[string]bool{
	"versioncreated": true, "pubstatus": true, "representationtype": true, "headlines": true, "bodies": true, "descriptions": true,
	"body_text": true, "body_xhtml": true, "description_text": true, "altids": true, "renditions": true,
}

// isNinjs tells by the keys of an object, which may be cut off.
func isNinjs(text []byte) bool {
	uri, other, named := false, false, false
	d := jsonio.NewDecoder(text)
	// An error is the end of what was read; the keys before it tell.
	_ = d.Object(func(key string) error {
		key = strings.ToLower(key)
		uri, other = uri || key == "uri", other || ninjsKeys[key]
		inner, err := d.Raw()
		named = named || (key == "standard" || key == "$standard") && bytes.Contains(inner, []byte(`"ninjs"`))
		return err
	})
	return named || uri && other
}
