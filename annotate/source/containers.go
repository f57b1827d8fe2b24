package source

import (
	"context"
	"slices"

	"bluepencil/annotate/source/feed"
)

// container is a kind of file that holds many articles.
type container struct {
	name       string
	extensions []string // lower case, with the dot
	// recognise tells by a file's name and its first bytes, without a
	// byte-order mark, that it is of this kind.
	recognise func(name string, head []byte) bool
	// parts visits the articles in their order.
	parts func(ctx context.Context, in Input, o Options, visit func(Part) error) error
}

// containers are the kinds there are; the first that recognises a file reads it.
var containers = []container{
	{name: "feed", extensions: feed.Extensions, recognise: feed.Recognise, parts: feedParts},
}

// holdsArticles tells whether files of this name are containers.
func holdsArticles(name string) bool {
	extension := extensionOf(name)
	return slices.ContainsFunc(containers, func(c container) bool { return slices.Contains(c.extensions, extension) })
}
