package source

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"

	"bluepencil/annotate/source/feed"
	"bluepencil/annotate/source/fragment"
)

// feedParts reads the items of a feed. A feed is read whole, so it may be no
// larger than an article.
func feedParts(ctx context.Context, in Input, o Options, visit func(Part) error) error {
	if in.Size > MaxSize {
		return ErrTooLarge
	}
	raw, err := readBytes(ctx, in.Name, in.Reader(), in.Size)
	if err != nil {
		return err
	}
	d, err := decodeStated(raw, o.Encoding, feed.Charset(raw))
	if err != nil {
		return err
	}
	err = feed.Read(d.Text, func(item feed.Item) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		return visit(feedPart(d, in.Name, item))
	})
	if errors.Is(err, feed.ErrBroken) {
		return &kindError{err.Error(), []error{ErrUnsupported}}
	}
	return err
}

// feedPart is an item as an article. Its source is its text in the feed.
func feedPart(d Document, name string, item feed.Item) Part {
	part := Part{Where: item.Where}
	switch {
	case errors.Is(item.Err, feed.ErrNoText):
		part.Err = &kindError{item.Err.Error(), []error{ErrEmpty}}
	case errors.Is(item.Err, fragment.ErrMarkup):
		part.Err = markupError(item.Err)
	case len(item.Source) > MaxSize:
		part.Err = fmt.Errorf("as UTF-8 it is %w", ErrTooLarge)
	}
	if part.Err != nil {
		return part
	}
	d = d.composed(item.Article)
	d.Name, d.Format, d.SourceSize, d.SourceSHA256 = name, "feed", int64(len(item.Source)), sha256.Sum256([]byte(item.Source))
	part.Document, part.Err = d.settle(false)
	return part
}
