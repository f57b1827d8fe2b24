package bluepencil

import (
	"context"
	"io"

	"bluepencil/annotate/format"
)

// Articles gives the bundles of an export one after the other; see format.Articles.
type Articles = format.Articles

// Export writes the articles to a file and project.json beside it, verified;
// see format.Export.
func Export(ctx context.Context, path string, c *format.Common, articles Articles, o Options) (format.Report, error) {
	shared, err := ProjectFile(c)
	if err != nil {
		return format.Report{}, err
	}
	return format.Export(ctx, path, articles, NewWriter(c, o), format.Companion{Name: ProjectName, Content: shared})
}

// Stream writes the articles to a stream, each line verified before it is
// written; see format.Stream.
func Stream(ctx context.Context, out io.Writer, c *format.Common, articles Articles, o Options) (format.Report, error) {
	return format.Stream(ctx, out, articles, NewWriter(c, o))
}
