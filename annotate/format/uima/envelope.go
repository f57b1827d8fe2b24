package uima

import (
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"slices"
)

// ErrEnvelope: what was kept of a file is not what was written there.
var ErrEnvelope = errors.New("what was kept of the file cannot be read")

// largestBeside is how large what lay beside a file may be.
const largestBeside = 32 << 20

// Wrap keeps a file without its text, which stood from start to end; style
// says how the text was spelt. beside is a file that belongs to it.
func Wrap(raw []byte, start, end int, style byte, beside []byte) ([]byte, error) {
	var packed bytes.Buffer
	if len(beside) > 0 {
		w, err := flate.NewWriter(&packed, flate.BestCompression)
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(beside); err != nil {
			return nil, err
		}
		if err := w.Close(); err != nil {
			return nil, err
		}
	}
	out := fmt.Appendf(nil, "%c%x:%x:", style, start, packed.Len())
	out = append(out, packed.Bytes()...)
	out = append(out, raw[:start]...)
	return append(out, raw[end:]...), nil
}

// Unwrap gives a file with its text, which spell spells in the style asked
// for, and what lay beside it.
func Unwrap(envelope []byte, spell func(style byte) ([]byte, error)) (raw, beside []byte, err error) {
	var style byte
	var at, size int
	head := envelope[:min(len(envelope), 64)]
	if _, err := fmt.Sscanf(string(head), "%c%x:%x:", &style, &at, &size); err != nil {
		return nil, nil, fmt.Errorf("%w: it has no beginning", ErrEnvelope)
	}
	length := len(fmt.Appendf(nil, "%c%x:%x:", style, at, size))
	if at < 0 || size < 0 || length+size > len(envelope) || at > len(envelope)-length-size {
		return nil, nil, fmt.Errorf("%w: it is cut off", ErrEnvelope)
	}
	packed, rest := envelope[length:length+size], envelope[length+size:]
	if size > 0 {
		beside, err = io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(packed)), largestBeside+1))
		if err != nil || len(beside) > largestBeside {
			return nil, nil, fmt.Errorf("%w: what lay beside it: %w", ErrEnvelope, err)
		}
	}
	spelt, err := spell(style)
	if err != nil {
		return nil, nil, err
	}
	return slices.Concat(rest[:at], spelt, rest[at:]), beside, nil
}

// Edit is a part of a file that is written anew.
type Edit struct {
	Start, End int // in bytes
	With       []byte
}

// Patch gives the file with its edits, which must not overlap.
func Patch(raw []byte, edits []Edit) []byte {
	slices.SortStableFunc(edits, func(a, b Edit) int { return a.Start - b.Start })
	var out []byte
	from := 0
	for _, e := range edits {
		out = append(out, raw[from:e.Start]...)
		out = append(out, e.With...)
		from = e.End
	}
	return append(out, raw[from:]...)
}
