// Package mail reads an e-mail as an article: the story in a newsletter, a
// press release, a tip.
package mail

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/jhillyerd/enmime/v2"
	"github.com/jhillyerd/enmime/v2/mediatype"

	"bluepencil/annotate"
	"bluepencil/annotate/source/compose"
	"bluepencil/annotate/source/fragment"
)

var (
	// ErrBroken is the reason why a file is not read as an e-mail.
	ErrBroken = errors.New("this is no e-mail that can be read; save the message again as .eml, or copy its text into a .txt file")
	// ErrHeader is the reason why a subject or a sender is not read.
	ErrHeader = errors.New("bytes of the subject or the sender do not fit the encoding stated for them; name the right encoding")
	// ErrNoText is the reason why an e-mail gives no article.
	ErrNoText = errors.New("there is no text in this e-mail, only attachments; save them as files of their own")
)

// Decode makes text of bytes in the encoding that a message states for them,
// or states none ("").
type Decode func(raw []byte, stated string) (text string, err error)

// Read reads a message: its subject as headline, its sender, and its text, the
// plain one where it has both. It fails with ErrBroken, ErrHeader,
// ErrNoText, fragment.ErrMarkup or an error of decode.
func Read(raw []byte, decode Decode) (compose.Article, error) {
	root, err := parse(raw)
	if err != nil {
		return compose.Article{}, err
	}
	blocks, err := bodyOf(root, decode)
	if err != nil {
		return compose.Article{}, err
	}
	if len(blocks) == 0 {
		return compose.Article{}, ErrNoText
	}
	var b compose.Builder
	headers := headers{root.Header.Get, decode}
	subject, err := headers.text("Subject")
	if err != nil {
		return compose.Article{}, err
	}
	from, err := headers.sender()
	if err != nil {
		return compose.Article{}, err
	}
	b.Add(annotate.PartHeadline, subject)
	for _, block := range fragment.WithoutRepeated(subject, blocks) {
		b.Add(block.Part, block.Text)
	}
	b.Set(annotate.MetaByline, from)
	b.Set(annotate.MetaPublished, headers.date())
	b.Set(annotate.MetaIdentity, strings.Trim(strings.TrimSpace(root.Header.Get("Message-Id")), "<>"))
	return b.Article(), nil
}

// deepest is how deep the parts of a message may nest; the library reads them
// by recursion.
const deepest = 50

// mostParts is how many parts may lie side by side. For each the library goes
// through those before it: hundreds of thousands would take hours.
const mostParts = 1000

// parse takes a message apart. The library would guess the encoding of a part
// and replace what does not fit, in silence; so it is not told any, and leaves
// the bytes as they are.
func parse(raw []byte) (root *enmime.Part, err error) {
	defer func() {
		if p := recover(); p != nil {
			root, err = nil, fmt.Errorf("%w: %v", ErrBroken, p)
		}
	}()
	if bytes.Count(bytes.ToLower(raw), []byte("boundary=")) > deepest {
		return nil, fmt.Errorf("%w: its parts are nested too deeply", ErrBroken)
	}
	crowded := false
	mediaType := func(contentType string) (string, map[string]string, []string, error) {
		kind, parameters, invalid, err := withoutCharset(contentType)
		if boundary := parameters["boundary"]; boundary != "" && bytes.Count(raw, []byte("--"+boundary)) > mostParts {
			crowded = true
			delete(parameters, "boundary") // it is one part then, and refused below
		}
		return kind, parameters, invalid, err
	}
	parser := enmime.NewParser(enmime.SetCustomParseMediaType(mediaType), enmime.MinCharsetDetectRunes(math.MaxInt),
		enmime.SkipMalformedParts(true), enmime.MultipartWOBoundaryAsSinglePart(true), enmime.MaxStoredPartErrors(10))
	root, err = parser.ReadParts(bytes.NewReader(raw))
	if crowded {
		return nil, fmt.Errorf("%w: it has more than %d parts", ErrBroken, mostParts)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrBroken, err)
	}
	if root.Header.Get("From") == "" && root.Header.Get("Subject") == "" && root.Header.Get("Date") == "" {
		return nil, ErrBroken
	}
	return root, nil
}

func withoutCharset(contentType string) (string, map[string]string, []string, error) {
	kind, parameters, invalid, err := mediatype.Parse(contentType)
	delete(parameters, "charset")
	return kind, parameters, invalid, err
}

// bodyOf is the text of a message in blocks: its plain parts, or where these
// are empty its HTML.
func bodyOf(root *enmime.Part, decode Decode) ([]fragment.Block, error) {
	for _, kind := range []string{"text/plain", "text/html"} {
		var body []fragment.Block
		for _, part := range root.DepthMatchAll(func(p *enmime.Part) bool { return p.ContentType == kind && p.Disposition != "attachment" }) {
			blocks, err := blocksOf(part, decode)
			if err != nil {
				return nil, err
			}
			body = append(body, blocks...)
		}
		if len(body) > 0 {
			return body, nil
		}
	}
	return nil, nil
}

// blocksOf is the text of one part. Broken wrapping of its bytes is an error:
// what is missing cannot be seen in the text.
func blocksOf(part *enmime.Part, decode Decode) ([]fragment.Block, error) {
	for _, problem := range part.Errors {
		if problem.Severe || problem.Name == enmime.ErrorMalformedBase64 {
			return nil, fmt.Errorf("%w: %s", ErrBroken, problem.Detail)
		}
	}
	_, parameters, _, err := mediatype.Parse(part.Header.Get("Content-Type"))
	if err != nil {
		parameters = nil
	}
	if len(bytes.TrimSpace(part.Content)) == 0 {
		return nil, nil
	}
	text, err := decode(part.Content, parameters["charset"])
	if err != nil {
		return nil, err
	}
	if part.ContentType == "text/html" {
		return fragment.Paragraphs(text)
	}
	text = strings.ReplaceAll(text, "\r\n", "\n")
	if strings.EqualFold(parameters["format"], "flowed") {
		text = unflowed(text, strings.EqualFold(parameters["delsp"], "yes"))
	}
	if strings.TrimSpace(text) == "" {
		return nil, nil
	}
	return []fragment.Block{{Text: text}}, nil
}
