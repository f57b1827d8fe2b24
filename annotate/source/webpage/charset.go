package webpage

import (
	"bytes"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// charsetSearch is how many bytes of a page are searched for its encoding.
// The standard asks for the first 1,024, and pages do not keep to it.
const charsetSearch = 1 << 14

var (
	xmlEncoding = regexp.MustCompile(`^\s*<\?xml[^>]*\sencoding\s*=\s*["']([^"']+)["']`)
	charsetIn   = regexp.MustCompile(`(?i)charset\s*=\s*["']?\s*([^\s;"']+)`)
)

// Charset is the encoding that a page's bytes name, in the XML declaration or
// in a meta element; "" where they name none. UTF-16 is none: a name that can
// be read byte by byte is not written in it.
func Charset(raw []byte) string {
	head := raw[:min(len(raw), charsetSearch)]
	name := ""
	if m := xmlEncoding.FindSubmatch(head); m != nil {
		name = string(m[1])
	} else {
		name = metaCharset(head)
	}
	if name = strings.ToLower(strings.TrimSpace(name)); strings.HasPrefix(name, "utf-16") || strings.HasPrefix(name, "utf-32") {
		return ""
	}
	return name
}

// metaCharset finds <meta charset="…"> or its older form.
func metaCharset(head []byte) string {
	for z := html.NewTokenizer(bytes.NewReader(head)); ; {
		switch z.Next() {
		case html.ErrorToken:
			return ""
		case html.StartTagToken, html.SelfClosingTagToken:
			token := z.Token()
			if token.DataAtom != atom.Meta {
				continue
			}
			if name := charsetOf(token.Attr); name != "" {
				return name
			}
		}
	}
}

func charsetOf(attributes []html.Attribute) string {
	content, isType := "", false
	for _, a := range attributes {
		switch a.Key {
		case "charset":
			return a.Val
		case "content":
			content = a.Val
		case "http-equiv":
			isType = strings.EqualFold(a.Val, "content-type")
		}
	}
	if m := charsetIn.FindStringSubmatch(content); isType && m != nil {
		return m[1]
	}
	return ""
}
