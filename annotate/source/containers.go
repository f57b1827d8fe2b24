package source

import (
	"context"
	"crypto/sha256"
	"io"
	"slices"

	"bluepencil/annotate/source/feed"
	"bluepencil/annotate/source/newswire"
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

// The names of the formats of records.
const (
	formatCSV       = "csv"
	formatTSV       = "tsv"
	formatJSONLines = "jsonl"
)

// containers are the kinds there are; the first that recognises a file reads it.
var containers = []container{
	{formatPDF, []string{".pdf"}, isPDF, readPDF},
	{formatEPUB, []string{".epub"}, isEPUB, readEPUB},
	{formatFeed, feed.Extensions, feed.Recognise, feedParts},
	wireContainer(formatNinjs, newswire.KindNinjses, readNinjses),
	wireContainer(formatNewsML, newswire.KindMessage, newswire.NewsML),
	tableContainer(formatJSONLines, byName(".jsonl", ".ndjson"), ".jsonl", ".ndjson"),
	tableContainer(formatJSONLines, isRecordsJSON),
	tableContainer(formatCSV, byName(".csv"), ".csv"),
	tableContainer(formatTSV, byName(".tsv", ".tab"), ".tsv", ".tab"),
}

// init adds the archive, which reads what lies in it by this very table, and
// so cannot stand in it from the start.
func init() {
	containers = append(containers, container{formatZip, []string{".zip"}, isZip, readZip})
}

// The names of the other formats. Documents are read from the file, however
// large pictures make it.
const (
	formatPDF  = "pdf"
	formatEPUB = "epub"
	formatZip  = "zip" // what many documents are inside
	formatFeed = "feed"
)

// containerNamed is the kind that Options ask for: nil where they ask for one
// article, or for a format whose file the bytes say is one article.
func containerNamed(in Input, head []byte, o Options) *container {
	for i := range containers {
		c := &containers[i]
		if c.name == o.Format && (isTable(c.name) || c.recognise(in.Name, head)) {
			return c
		}
	}
	return nil
}

// isTable tells of the formats whose records need no more than their name.
func isTable(name string) bool {
	return name == formatCSV || name == formatTSV || name == formatJSONLines
}

// holdsArticles tells whether files of this name are containers.
func holdsArticles(name string) bool {
	extension := extensionOf(name)
	return slices.ContainsFunc(containers, func(c container) bool { return slices.Contains(c.extensions, extension) })
}

// visitOnly visits the one article of a file that is not in memory.
func visitOnly(ctx context.Context, in Input, format string, d Document, err error, visit func(Part) error) error {
	if err != nil {
		return err
	}
	hash := sha256.New()
	if _, err := io.Copy(hash, untilDone{ctx, in.Reader()}); err != nil {
		return err
	}
	d.Name, d.Format, d.SourceSize = in.Name, format, in.Size
	hash.Sum(d.SourceSHA256[:0])
	if d, err = d.settle(false); err != nil {
		return err
	}
	return visit(Part{Document: d})
}

// untilDone is a reader that ends with its context.
type untilDone struct {
	ctx context.Context
	io.Reader
}

// Read is that of io.Reader, until the context is done.
func (r untilDone) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.Reader.Read(p)
}
