package feed

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"strings"
)

// Extensions are those of files that are feeds, lower case. Files called .xml
// and .json may be, too; their beginning tells.
var Extensions = []string{".rss", ".atom"}

var (
	prolog     = regexp.MustCompile(`^(?s:\s+|<\?.*?\?>|<!--.*?-->|<![^>]*>)+`)
	root       = regexp.MustCompile(`^<(?:[\w.-]+:)?(rss|rdf|feed)[\s>/]`)
	rssIn      = regexp.MustCompile(`purl\.org/rss/|netscape\.com/rdf/`)
	atomIn     = regexp.MustCompile(`w3\.org/2005/atom|purl\.org/atom/`)
	encodingIn = regexp.MustCompile(`^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([^"']+)["']`)
)

// Recognise tells a feed by its file's name and first bytes. Files that are
// named as text are text, whatever is in them.
func Recognise(name string, head []byte) bool {
	extension := strings.ToLower(filepath.Ext(name))
	switch extension {
	case ".rss", ".atom":
		return true
	case ".txt", ".text", ".md", ".markdown", ".mdown", ".html", ".htm", ".xhtml", ".eml":
		return false
	}
	start := strings.ToLower(string(bytes.TrimLeft(bytes.ReplaceAll(head, []byte{0}, nil), "\xff\xfe\xef\xbb\xbf \t\r\n")))
	if strings.HasPrefix(start, "{") {
		return strings.Contains(start, "jsonfeed.org/version")
	}
	start = strings.TrimPrefix(start, prolog.FindString(start))
	kind := root.FindStringSubmatch(start)
	switch {
	case kind == nil:
		return false
	case kind[1] == "rdf":
		return rssIn.MatchString(start)
	case kind[1] == "feed":
		return atomIn.MatchString(start)
	}
	return true
}

// Charset is the encoding that a feed's XML declaration names, or "". JSON is
// always UTF-8.
func Charset(raw []byte) string {
	if name := encodingIn.FindSubmatch(raw[:min(len(raw), 1024)]); name != nil && !bytes.HasPrefix(bytes.ToLower(name[1]), []byte("utf-16")) {
		return string(name[1])
	}
	return ""
}

// withoutDeclaration leaves out the XML declaration, for what it says of the
// encoding is no longer so.
func withoutDeclaration(text string) string {
	text = strings.TrimLeft(text, "\ufeff \t\r\n")
	if strings.HasPrefix(text, "<?xml") {
		if _, rest, found := strings.Cut(text, "?>"); found {
			return rest
		}
	}
	return text
}

// mostDepth is how deep the elements of a feed may nest. The library reads
// them by recursion.
const mostDepth = 500

// checkDepth refuses feeds that nest too deeply. Other faults are for the
// library to find.
func checkDepth(text string) error {
	if strings.HasPrefix(text, "{") {
		return nil // the decoder of JSON has a limit of its own
	}
	decoder := xml.NewDecoder(strings.NewReader(text))
	decoder.Strict = false
	decoder.CharsetReader = func(_ string, input io.Reader) (io.Reader, error) { return input, nil }
	for depth := 0; ; {
		token, err := decoder.RawToken()
		if err != nil {
			return nil
		}
		switch token.(type) {
		case xml.StartElement:
			if depth++; depth > mostDepth {
				return fmt.Errorf("%w: its elements are nested too deeply", ErrBroken)
			}
		case xml.EndElement:
			depth--
		}
	}
}
