package format

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"bluepencil/annotate"
)

// Companion is a small file that lies beside an export.
type Companion struct {
	Name    string // without folders
	Content []byte
}

// Export writes the articles to a file, with its companions beside it. What is
// written goes to temporary files first. Every record has been checked against
// its article before it is written; when all are on the disk they are read
// back, one by one, and compared; only then are the files renamed into place,
// over those of an earlier export. An article that cannot be written exactly
// is left out and reported, and never stops the others. When Export fails or
// is cancelled, what was there before is as it was.
func Export(ctx context.Context, path string, articles Articles, w Writer, companions ...Companion) (Report, error) {
	report, err := exportFiles(ctx, path, articles, w, companions)
	if err != nil {
		return report, fmt.Errorf("export to %s: %w", path, err)
	}
	return report, nil
}

func exportFiles(ctx context.Context, path string, articles Articles, w Writer, companions []Companion) (report Report, err error) {
	paths := []string{path}
	for _, c := range companions {
		paths = append(paths, filepath.Join(filepath.Dir(path), c.Name))
	}
	if err := replaceable(paths); err != nil {
		return report, err
	}
	var files fileSet
	defer func() { err = errors.Join(err, files.discard()) }()
	main, err := files.create(path)
	if err != nil {
		return report, err
	}
	e := &exporter{report: &report, out: bufio.NewWriterSize(main, 1<<20)}
	if err = records(ctx, articles, recordOf(w), e.write); err != nil {
		return report, err
	}
	if err = e.out.Flush(); err != nil {
		return report, err
	}
	if err = files.write(paths[1:], companions); err != nil {
		return report, err
	}
	if err = files.sync(); err != nil {
		return report, err
	}
	if err = e.readBack(ctx, main); err != nil {
		return report, err
	}
	return report, files.rename()
}

// Stream writes the articles to a stream, each checked before it is written.
// Flushing and closing the stream is the caller's.
func Stream(ctx context.Context, out io.Writer, articles Articles, w Writer) (report Report, err error) {
	e := &exporter{report: &report, out: bufio.NewWriterSize(out, 1<<16)}
	if err = records(ctx, articles, recordOf(w), e.write); err == nil {
		err = e.out.Flush()
	}
	return report, err
}

// exporter writes records and keeps what is needed to read them back.
type exporter struct {
	out     *bufio.Writer
	report  *Report
	written []written
}

// written is a record as it must be on the disk: 40 bytes an article.
type written struct {
	size   int64
	digest annotate.Digest
}

func (e *exporter) write(j *job) error {
	a := &j.bundle.Article
	if j.err != nil {
		e.report.Problems = append(e.report.Problems, Problem{Article: a.Title(), What: j.err.Error()})
		return nil
	}
	if _, err := e.out.Write(j.record); err != nil {
		return err
	}
	e.written = append(e.written, written{int64(len(j.record)), annotate.DigestOf(j.record)})
	e.report.Articles++
	e.report.Annotations += len(j.bundle.Annotations)
	e.report.Bytes += int64(len(j.record))
	e.report.AddLosses(j.losses)
	return nil
}

// readBack reads the file from its beginning and compares record by record.
func (e *exporter) readBack(ctx context.Context, file *temporary) error {
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	return compare(ctx, "article", file, e.written)
}
