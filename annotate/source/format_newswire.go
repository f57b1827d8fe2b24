package source

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"bluepencil/annotate/source/compose"
	"bluepencil/annotate/source/newswire"
)

// The names of the formats of news agencies.
const (
	formatNITF   = "nitf"
	formatNewsML = "newsml-g2"
	formatNinjs  = "ninjs"
)

// wireFormat is a kind of file that holds one article of an agency.
func wireFormat(name string, kind newswire.Kind, read func(text string) (compose.Article, error)) format {
	return format{name: name, recognise: func(raw []byte) bool { return newswire.KindOf(raw[:min(len(raw), headSize)]) == kind },
		read: func(raw []byte, o Options) (Document, error) {
			d, err := decodeMarkup(raw, o.Encoding)
			if err != nil {
				return Document{}, err
			}
			a, err := read(d.Text)
			return wired(d, a, err)
		}}
}

// wireContainer is a kind of file that holds several articles of an agency. It
// is read as a whole, which its size allows.
func wireContainer(name string, kind newswire.Kind, read func(text string, visit func(newswire.Item) error) error) container {
	return container{name: name, recognise: func(_ string, head []byte) bool { return newswire.KindOf(head) == kind },
		parts: func(ctx context.Context, in Input, o Options, visit func(Part) error) error {
			raw, err := io.ReadAll(io.LimitReader(in.Reader(), MaxSize+1))
			if err != nil {
				return err
			}
			if len(raw) > MaxSize {
				return ErrTooLarge
			}
			whole, err := decodeMarkup(raw, o.Encoding)
			if err != nil {
				return err
			}
			err = read(whole.Text, func(item newswire.Item) error {
				part := Part{Where: item.Where}
				part.Document, part.Err = wired(whole, item.Article, item.Err)
				part.Document.Name, part.Document.Format = fmt.Sprintf("%s, %s", in.Name, item.Where), name
				part.Document.SourceSize, part.Document.SourceSHA256 = int64(len(item.Raw)), sha256.Sum256([]byte(item.Raw))
				if part.Err == nil {
					part.Document, part.Err = part.Document.settle(false)
				}
				return errors.Join(visit(part), ctx.Err())
			})
			return explainWire(err)
		}}
}

// wired is the document of an article whose file was decoded.
func wired(file Document, a compose.Article, err error) (Document, error) {
	if err != nil {
		return Document{}, explainWire(err)
	}
	return composed(file, a)
}

// explainWire gives errors of the readers the sentinels of this package.
func explainWire(err error) error {
	if errors.Is(err, newswire.ErrNoArticle) {
		return &kindError{err.Error(), []error{ErrEmpty}}
	}
	return err
}

// onlyItem is the article of a file of one item.
func onlyItem(text string) (a compose.Article, err error) {
	var fault error
	err = newswire.NewsML(text, func(item newswire.Item) error {
		a, fault = item.Article, item.Err
		return nil
	})
	return a, cmp.Or(err, fault)
}

func readNinjs(text string) (compose.Article, error) { return newswire.Ninjs([]byte(text)) }

func readNinjses(text string, visit func(newswire.Item) error) error {
	return newswire.NinjsItems([]byte(text), visit)
}

// declaration is the part of an XML file that names its encoding.
var declaration = regexp.MustCompile(`^[\s\x00]*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]+)["']`)

// decodeMarkup decodes as decode does, except that the encoding an XML file
// declares goes before what its bytes look like. UTF-16 is told by its bytes
// alone: a declaration that can be read as ASCII cannot be in it.
func decodeMarkup(raw []byte, named string) (Document, error) {
	stated := declaration.FindSubmatch(raw[:min(len(raw), 512)])
	if named != "" || stated == nil || strings.HasPrefix(strings.ToLower(string(stated[1])), "utf-16") {
		return decode(raw, named)
	}
	d, err := decode(raw, string(stated[1]))
	if err == nil && d.EncodingSource == ByName {
		d.EncodingSource = ByDeclared
	}
	return d, err
}
