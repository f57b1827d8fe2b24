package bluepencil

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
)

// Articles gives the bundles of an export one after the other, until each
// returns an error.
type Articles func(each func(*format.Bundle) error) error

// Export writes the articles to a file and project.json beside it. The lines
// go to a temporary file; every one is read back and compared with what was
// to be written, first from memory and then from the disk; only then is the
// file renamed into place. An article that cannot be written exactly is left
// out and reported, and never stops the others.
func Export(ctx context.Context, path string, c *format.Common, articles Articles, o Options) (format.Report, error) {
	report, err := exportFile(ctx, path, c, articles, o)
	if err != nil {
		return report, fmt.Errorf("export to %s: %w", path, err)
	}
	shared, err := ProjectFile(c)
	if err == nil {
		err = replaceFile(filepath.Join(filepath.Dir(path), "project.json"), shared)
	}
	if err != nil {
		return report, fmt.Errorf("export project.json beside %s: %w", path, err)
	}
	return report, nil
}

func exportFile(ctx context.Context, path string, c *format.Common, articles Articles, o Options) (report format.Report, err error) {
	file, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return report, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, file.Close(), os.Remove(file.Name()))
		}
	}()
	e := &exporter{ctx: ctx, writer: newWriter(c, o), out: bufio.NewWriterSize(file, 1<<20), report: &report}
	if err = articles(e.write); err != nil {
		return report, err
	}
	if err = e.out.Flush(); err != nil {
		return report, err
	}
	if err = e.verify(file); err != nil {
		return report, err
	}
	if err = file.Sync(); err != nil {
		return report, err
	}
	if err = file.Chmod(0o644); err != nil {
		return report, err
	}
	if err = file.Close(); err != nil {
		return report, err
	}
	return report, os.Rename(file.Name(), path)
}

// Stream writes the articles to a stream, each line checked before it is
// written.
func Stream(ctx context.Context, out io.Writer, c *format.Common, articles Articles, o Options) (report format.Report, err error) {
	e := &exporter{ctx: ctx, writer: newWriter(c, o), out: bufio.NewWriterSize(out, 1<<16), report: &report}
	if err = articles(e.write); err == nil {
		err = e.out.Flush()
	}
	return report, err
}

type exporter struct {
	ctx     context.Context
	writer  *writer
	out     *bufio.Writer
	report  *format.Report
	digests []annotate.Digest // of every line written
}

func (e *exporter) write(b *format.Bundle) error {
	if err := e.ctx.Err(); err != nil {
		return err
	}
	raw, err := e.writer.checkedLine(b)
	if err != nil {
		e.report.Problems = append(e.report.Problems, format.Problem{Article: b.Article.Title(), What: err.Error()})
		return nil
	}
	raw = append(raw, '\n')
	if _, err := e.out.Write(raw); err != nil {
		return err
	}
	e.digests = append(e.digests, annotate.DigestOf(raw))
	e.report.Articles++
	e.report.Annotations += len(b.Annotations)
	e.report.Bytes += int64(len(raw))
	return nil
}

// checkedLine writes an article's line and reads it back: it must say the
// same, and every span must give the bytes and words it was made of.
func (w *writer) checkedLine(b *format.Bundle) ([]byte, error) {
	line, err := w.line(b)
	if err != nil {
		return nil, err
	}
	raw, err := marshal(line)
	if err != nil {
		return nil, err
	}
	back, err := Parse(raw)
	if err != nil {
		return nil, err
	}
	again, err := marshal(back)
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(raw, again) {
		return nil, errors.New("reading the line back gives another one: the text or a value has something JSON cannot carry")
	}
	byLayer, bad, err := back.annotations(b.Text)
	if err != nil {
		return nil, err
	}
	if len(bad) > 0 {
		return nil, fmt.Errorf("%w: %d spans read back differ, the first is %q", annotate.ErrSpan, len(bad), bad[0].Span.Text)
	}
	return raw, w.sameSpans(b, byLayer)
}

func (w *writer) sameSpans(b *format.Bundle, byLayer map[string][]annotate.Annotation) error {
	next := map[string]int{}
	for i := range b.Annotations {
		a := &b.Annotations[i]
		layer := w.handle(a.Layer)
		list := byLayer[layer]
		at := next[layer]
		next[layer]++
		if at >= len(list) || list[at].ID != a.ID || len(list[at].Spans) != len(a.Spans) {
			return fmt.Errorf("%w: the annotation %s is missing when read back", annotate.ErrSpan, a.ID)
		}
		for n, s := range list[at].Spans {
			if s != a.Spans[n] {
				return fmt.Errorf("%w: %q reads back as %q", annotate.ErrSpan, a.Spans[n].Text, s.Text)
			}
		}
	}
	return nil
}

// verify reads the whole file back from the disk, line by line.
func (e *exporter) verify(file *os.File) error {
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	in := bufio.NewReaderSize(file, 1<<20)
	for n, want := range e.digests {
		if err := e.ctx.Err(); err != nil {
			return err
		}
		line, err := readLine(in)
		if err != nil {
			return fmt.Errorf("read line %d back: %w", n+1, err)
		}
		if annotate.DigestOf(line) != want {
			return fmt.Errorf("line %d reads back differently from what was written; check the disk", n+1)
		}
	}
	if _, err := in.ReadByte(); err != io.EOF {
		return errors.New("the file is longer than what was written; check the disk")
	}
	return nil
}

// readLine reads up to and with a newline, of any length.
func readLine(in *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		part, err := in.ReadSlice('\n')
		if err == nil && line == nil {
			return part, nil
		}
		line = append(line, part...)
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, err
		}
	}
}

// replaceFile writes a small file, whole or not at all.
func replaceFile(path string, content []byte) error {
	file, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	err = errors.Join(err, file.Sync(), file.Chmod(0o644), file.Close())
	if err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(file.Name()))
	}
	return nil
}
