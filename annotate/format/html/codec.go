package html

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	_ "embed" // for the style, the script and the template
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"html"
	"html/template"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/text"
)

//go:embed style.css
var style string

//go:embed script.js
var script string

//go:embed article.html
var articleTemplate string

// Name is the format's.
const Name = "html"

// Remark is what somebody said about an article or a mark.
type Remark struct {
	Author   string
	Time     time.Time // zero where unknown
	Mark     string    // the id of the mark it is about; empty: the article
	Decision string    // what was decided, such as "accepted"; empty for a comment
	Text     string
}

// Review gives what was decided and said about an article, by its id in
// documents, in order. It may be called from several goroutines at once.
type Review func(article string) []Remark

// Codec is the format, without decisions and comments.
func Codec() foreign.Codec {
	return foreign.Codec{
		Name:        Name,
		Description: "review page (HTML) to read and print",
		Unit:        text.CodePoint,
		Extension:   ".html",
		Layout:      foreign.LayoutRecords,
		Carries: foreign.Carries{Layers: true, Overlap: true, Discontinuous: true, MarkIDs: true, Attributes: true, Lists: true, Typed: true,
			Links: true, LinkIDs: true, LinkAttribute: true, EntityLinks: true, Entities: true, Notes: true, Questions: true, Origins: true,
			Times: true, Status: true, Persons: true, Head: true, Meta: true},
		Recognise: func(string, []byte) bool { return false },
		NewWriter: func(s foreign.Setting) (foreign.Writer, error) { return NewWriter(s, nil) },
	}
}

// Writer writes the articles of one page. It is a foreign.Writer and Framer.
type Writer struct {
	codebook *annotate.Codebook
	review   Review
	article  *template.Template
}

var _ foreign.Framer = (*Writer)(nil)

// NewWriter begins a page. review may be nil.
func NewWriter(s foreign.Setting, review Review) (*Writer, error) {
	w := &Writer{codebook: &annotate.Codebook{}, review: review}
	if s.Common != nil && s.Common.Codebook != nil {
		w.codebook = s.Common.Codebook
	}
	var err error
	w.article, err = template.New("article").Parse(articleTemplate)
	return w, err
}

// Companions are none: the page has everything in it.
func (w *Writer) Companions() ([]format.Companion, error) { return nil, nil }

// Encode gives the document's part of the page.
func (w *Writer) Encode(d *foreign.Document) ([]foreign.Piece, error) {
	var out bytes.Buffer
	if err := w.article.Execute(&out, w.view(d)); err != nil {
		return nil, fmt.Errorf("%s as a page: %w", d.Name, err)
	}
	return []foreign.Piece{{Data: out.Bytes()}}, nil
}

// Frame is the page around the articles.
func (w *Writer) Frame() foreign.Frame {
	hash := sha256.Sum256([]byte(script))
	policy := "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-" + base64.StdEncoding.EncodeToString(hash[:]) + "'; base-uri 'none'; form-action 'none'"
	title := html.EscapeString(cmp.Or(plain(w.codebook.Name), "Review"))
	return foreign.Frame{
		Begin: "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"" + policy + "\">\n" +
			"<meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<title>" + title + "</title>\n<style>\n" + style +
			labelStyles(w.codebook) + "</style>\n</head>\n<body>\n<h1>" + title + "</h1>\n" + legend(w.codebook) + "<main>\n",
		End: "</main>\n<script>" + script + "</script>\n</body>\n</html>\n",
	}
}

// anchor is a short name for a document, the same every time.
func anchor(d *foreign.Document) string {
	sum := sha256.Sum256([]byte(d.Head.ID + "\x00" + d.Name + "\x00" + d.Text))
	return "a" + hex.EncodeToString(sum[:6])
}
