package segment

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"runtime/metrics"
	"testing"

	"bluepencil/annotate"

	"github.com/klauspost/compress/zstd"
)

// sealed packs a row of items as a segment with a right checksum, so that
// fuzzing gets past it.
func sealed(items []byte) []byte {
	zip, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
	if err != nil {
		panic(err)
	}
	raw := zip.EncodeAll(items, []byte(magic))
	sum := sha256.Sum256(raw)
	return append(raw, sum[:]...)
}

// item is one item as it is written.
func item(kind Kind, data []byte) []byte {
	return append([]byte{byte(kind), byte(len(data))}, data...)
}

// FuzzSegment reads foreign bytes as a segment, as they are and as the inside
// of a well-sealed one: nothing panics or hangs, all that is wrong is
// ErrSegment, and memory does not follow what an item says of its length.
func FuzzSegment(f *testing.F) {
	h := annotate.MustEncode(&Header{Version: FormatVersion, Schema: 1, To: Mark{Arrival: 1}})
	whole := item(head, h)
	whole = append(whole, item(Change, append(number(1), 1, 2, 3))...)
	whole = append(whole, item(end, annotate.MustEncode(&counts{Changes: 1}))...)
	f.Add(whole)
	f.Add(item(head, h))
	f.Add(append([]byte{byte(head)}, 0xff, 0xff, 0xff, 0x1f, 1, 2, 3)) // says 64 MB
	f.Add(append(item(head, h), byte(Undo), 2, 9, 1))
	f.Add(append(item(head, h), item('?', nil)...))
	f.Add(written(f, header(3, 5), sample()...))
	f.Add([]byte(magic))
	f.Fuzz(func(t *testing.T, raw []byte) {
		for _, file := range [][]byte{raw, sealed(raw)} {
			before := allocated()
			_, err := Read(bytes.NewReader(file), int64(len(file)), func(Header, Item) error { return nil })
			if err != nil && !errors.Is(err, ErrSegment) {
				t.Fatalf("got %v", err)
			}
			if took := allocated() - before; took > 96<<20+64*uint64(len(raw)) {
				t.Fatalf("%d bytes took %d bytes of memory", len(file), took)
			}
			_, _ = ReadHeader(bytes.NewReader(file), int64(len(file)))
		}
	})
}

func allocated() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
