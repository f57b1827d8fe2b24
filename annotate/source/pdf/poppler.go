package pdf

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"html"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

const (
	longestRun  = 2 * time.Minute // that an engine may take
	largestText = 17 << 20        // bytes of text, a little more than an article may have
	longestRow  = 1 << 20         // bytes of one row of the engine's output
	mostRows    = 20 << 20        // of it
)

// popplerPath is where pdftotext is, or "".
func popplerPath() string {
	path, err := exec.LookPath("pdftotext")
	if err != nil {
		return ""
	}
	return path
}

// poppler asks pdftotext for the words and their places.
func poppler(ctx context.Context, path string, r io.Reader) (document, error) {
	limited, cancel := context.WithTimeout(ctx, longestRun)
	defer cancel()
	cmd := exec.CommandContext(limited, path, "-bbox-layout", "-enc", "UTF-8", "-", "-")
	cmd.Env = append(os.Environ(), "LC_ALL=C")
	unseen(cmd)
	cmd.WaitDelay = time.Second
	cmd.Stdin = r
	complaint := &capped{}
	cmd.Stderr = complaint
	out, err := cmd.StdoutPipe()
	if err != nil {
		return document{}, fmt.Errorf("run pdftotext: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return document{}, fmt.Errorf("run pdftotext: %w", err)
	}
	d, readErr := parseBoxes(out)
	if readErr != nil {
		cancel() // what else it has to say is not waited for
	}
	runErr := cmd.Wait()
	switch {
	case ctx.Err() != nil:
		return document{}, ctx.Err()
	case readErr != nil:
		return document{}, readErr
	case limited.Err() != nil:
		return document{}, ErrSlow
	case runErr != nil:
		return document{}, explainRun(runErr, complaint.String())
	}
	return d, nil
}

// explainRun says what the engine's failure means.
func explainRun(err error, complaint string) error {
	const mayNotCopy = 3
	var exit *exec.ExitError
	switch {
	case !errors.As(err, &exit):
		return fmt.Errorf("run pdftotext: %w", err)
	case exit.ExitCode() == mayNotCopy || strings.Contains(complaint, "Incorrect password") || strings.Contains(complaint, "ncrypt"):
		return ErrProtected
	}
	first, _, _ := strings.Cut(strings.TrimSpace(complaint), "\n")
	if first == "" {
		return fmt.Errorf("%w: pdftotext gives it up", ErrDamaged)
	}
	return fmt.Errorf("%w: pdftotext says %q", ErrDamaged, first)
}

// capped keeps the beginning of what is written to it.
type capped struct{ bytes.Buffer }

func (c *capped) Write(p []byte) (int, error) {
	const most = 4096
	c.Buffer.Write(p[:min(len(p), max(0, most-c.Len()))])
	return len(p), nil
}

// parseBoxes reads the engine's output, which has one element a row. It is
// XHTML by name, but holds whatever characters the file does, so that no XML
// reader takes every one.
func parseBoxes(r io.Reader) (document, error) {
	p := boxes{}
	rows := bufio.NewScanner(r)
	rows.Buffer(make([]byte, 0, 1<<16), longestRow)
	for n := 0; rows.Scan(); n++ {
		if n > mostRows || p.bytes > largestText {
			return document{}, ErrTooLarge
		}
		p.row(strings.TrimSpace(rows.Text()))
	}
	if err := rows.Err(); errors.Is(err, bufio.ErrTooLong) {
		return document{}, ErrTooLarge
	}
	return p.document, nil // a broken pipe is the engine's failure, which it tells
}

// boxes is the output so far.
type boxes struct {
	document
	block int
	bytes int
	words []word
}

type word struct {
	left, top, right, bottom float64
	text                     string
}

func (b *boxes) row(row string) {
	switch {
	case strings.HasPrefix(row, "<word "):
		b.word(row)
	case strings.HasPrefix(row, "</line"):
		b.endLine()
	case strings.HasPrefix(row, "<block"):
		b.block++
	case strings.HasPrefix(row, "<page "):
		b.pages = append(b.pages, page{height: number(attribute(row, "height"))})
	case strings.HasPrefix(row, "<title>"):
		b.title = content(row)
	case strings.HasPrefix(row, "<meta "):
		b.describe(attribute(row, "name"), text(attribute(row, "content")))
	}
}

func (b *boxes) describe(name, value string) {
	switch name {
	case "Author":
		b.author = value
	case "CreationDate":
		b.created = value
	case "ModDate":
		b.modified = value
	}
}

func (b *boxes) word(row string) {
	w := word{left: number(attribute(row, "xMin")), top: number(attribute(row, "yMin")), right: number(attribute(row, "xMax")),
		bottom: number(attribute(row, "yMax")), text: content(row)}
	if w.text != "" {
		b.words = append(b.words, w)
		b.bytes += len(w.text)
	}
}

func (b *boxes) endLine() {
	if n := len(b.pages); n > 0 && len(b.words) > 0 {
		if l := lineOf(b.words, b.block); !isItem(l.text) || utf8.RuneCountInString(l.text) > 1 { // a mark alone says nothing
			b.pages[n-1].lines = append(b.pages[n-1].lines, l)
		}
	}
	b.words = b.words[:0]
}

// lineOf joins the words of a line. Words that touch are one: the engine parts
// them where the letters change.
func lineOf(words []word, block int) line {
	first := words[0]
	l := line{left: first.left, top: first.top, right: first.right, bottom: first.bottom, first: first.right - first.left, block: block}
	var text strings.Builder
	turned := false // the line runs up or down the page
	for i, w := range words {
		if i > 0 {
			const apart = 0.05
			before := words[i-1]
			across := max(w.left-before.right, before.left-w.right) // to either side: some scripts run left
			along := max(w.top-before.bottom, before.top-w.bottom)
			turned = turned || along > 0 && across < 0
			if across > apart*(w.bottom-w.top) || along > apart*(w.right-w.left) {
				text.WriteByte(' ')
			}
		}
		text.WriteString(w.text)
		l.left, l.right = min(l.left, w.left), max(l.right, w.right)
		if len(w.text) > 2 || i == 0 { // small raised figures make no line higher
			l.top, l.bottom = min(l.top, w.top), max(l.bottom, w.bottom)
		}
	}
	l.text = text.String()
	if turned {
		l.bottom = l.top + l.right - l.left // the height of its letters
	}
	return l
}

// attribute is the value of an attribute as it is written.
func attribute(row, name string) string {
	_, rest, found := strings.Cut(row, " "+name+`="`)
	if !found {
		return ""
	}
	value, _, _ := strings.Cut(rest, `"`)
	return value
}

// content is what stands between the tags of a row.
func content(row string) string {
	_, rest, _ := strings.Cut(row, ">")
	if at := strings.LastIndex(rest, "</"); at >= 0 {
		rest = rest[:at]
	}
	return text(rest)
}

// text is a value without the marks of XHTML.
func text(s string) string { return plain(html.UnescapeString(s)) }

// plain is a text without ligatures, and without what no text has.
func plain(s string) string {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\ufffd")
	}
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r < 0x20 || r == 0x7f {
			return -1
		}
		return r
	}, ligatures.Replace(s)))
}

// ligatures are one letter in the font, and two or three in the word.
var ligatures = strings.NewReplacer("ﬀ", "ff", "ﬁ", "fi", "ﬂ", "fl", "ﬃ", "ffi", "ﬄ", "ffl", "ﬅ", "ft", "ﬆ", "st")

// number is a length; what is none is 0.
func number(s string) float64 {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || f != f || f > 1e6 || f < -1e6 {
		return 0
	}
	return f
}
