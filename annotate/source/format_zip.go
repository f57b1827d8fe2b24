package source

import (
	"archive/zip"
	"bytes"
	"context"
	"path"
	"strings"

	"bluepencil/annotate/source/archive"
	"bluepencil/annotate/source/epub"
	"bluepencil/annotate/source/word"
)

// zipMark is how archives begin.
const zipMark = "PK\x03\x04"

// deepestZip is how many archives may lie in each other.
const deepestZip = 2

// largestInZip is the largest file of many articles that is read inside an
// archive, in bytes: there it has to be in memory.
const largestInZip = 64 << 20

// isZip takes every archive, whatever its name: its directory tells whether it
// is a document.
func isZip(_ string, head []byte) bool { return bytes.HasPrefix(head, []byte(zipMark)) }

func readZip(ctx context.Context, in Input, o Options, visit func(Part) error) error {
	return readZipIn(ctx, in, o, 1, visit)
}

// readZipIn reads an archive that so many archives, itself included, lie around.
func readZipIn(ctx context.Context, in Input, o Options, depth int, visit func(Part) error) error {
	z, err := archive.Open(in, in.Size)
	if err != nil {
		return explainPackage(err)
	}
	if kind := word.Of(z); kind != "" {
		d, err := documentOf(word.Read(z))
		return visitOnly(ctx, in, string(kind), d, err, visit)
	}
	if epub.Is(z) {
		return readBook(ctx, z, in, visit)
	}
	if archive.File(z, "[Content_Types].xml") != nil || archive.File(z, "mimetype") != nil {
		return &kindError{"this is an office document other than a text" + saveAsText, []error{ErrUnsupported, ErrBinary}}
	}
	if depth > deepestZip {
		return &kindError{"archives in archives in archives are not read; unpack it first", []error{ErrUnsupported}}
	}
	return readEntries(ctx, z, o, depth, visit)
}

// readEntries reads what lies in an archive as Walk takes up what lies in a
// folder.
func readEntries(ctx context.Context, z *zip.Reader, o Options, depth int, visit func(Part) error) error {
	found := false
	for _, f := range z.File {
		if err := ctx.Err(); err != nil {
			return err
		}
		name := archive.Name(f)
		if strings.HasSuffix(name, "/") || archive.Hidden(name) || !MayHold(name) || extensionOf(name) == projectExtension {
			continue
		}
		found = found || Known(name)
		// What is wrong with one file is its own part.
		stopped := error(nil)
		err := readEntry(ctx, f, o, depth, func(part Part) error {
			found = true
			part.Where = joinWhere(name, part.Where)
			stopped = visit(part)
			return stopped
		})
		if err != nil && stopped == nil && ctx.Err() == nil && err != errUnknownKind {
			stopped = visit(Part{Where: name, Err: err})
		}
		if stopped != nil {
			return stopped
		}
	}
	if !found {
		return &kindError{"there is no file in this archive that is read", []error{ErrEmpty}}
	}
	return ctx.Err()
}

func joinWhere(outer, inner string) string {
	if inner == "" {
		return outer
	}
	return outer + ", " + inner
}

// readEntry unpacks one file of an archive and reads it.
func readEntry(ctx context.Context, f *zip.File, o Options, depth int, visit func(Part) error) error {
	name := archive.Name(f)
	limit := int64(MaxSize)
	if holdsArticles(name) || telling[extensionOf(name)] {
		limit = largestInZip
	}
	raw, err := archive.ReadAll(f, limit)
	if err != nil {
		return explainPackage(err)
	}
	in := Input{Name: path.Base(name), Size: int64(len(raw)), ReaderAt: bytes.NewReader(raw)}
	if o.Format == "" && telling[extensionOf(name)] && !recognisedIn(in) {
		return errUnknownKind
	}
	switch c := recogniseContainer(in, o); {
	case c == nil:
		d, err := Read(raw, in.Name, o)
		if err != nil {
			return err
		}
		return visit(Part{Document: d})
	case c.name == formatZip:
		return readZipIn(ctx, in, o, depth+1, visit)
	default:
		return c.parts(ctx, in, o, visit)
	}
}
