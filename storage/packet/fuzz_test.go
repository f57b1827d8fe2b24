package packet

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"runtime/metrics"
	"testing"

	"bluepencil/annotate"

	"github.com/klauspost/compress/zstd"
)

// sealed packs a row of items as a packet with a right checksum, so that
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
	return append([]byte{byte(kind), byte(len(data)&0x7f | 0x80), byte(len(data) >> 7)}, data...)
}

// FuzzFile reads foreign bytes as a packet, as they are and as the inside of a
// well-sealed one: nothing panics or hangs, all that is wrong is said, and
// memory does not follow what an item says of its length.
func FuzzFile(f *testing.F) {
	h := heading(1)
	h.Version = FormatVersion
	start := item(head, annotate.MustEncode(&h))
	f.Add(append(append(start, item(Change, []byte("one"))...), item(end, annotate.MustEncode(&Counts{Changes: 1}))...))
	f.Add(start)
	f.Add(append([]byte{byte(head)}, 0xff, 0xff, 0xff, 0x1f, 1, 2, 3)) // says 64 MB
	f.Add(append(start, item('?', nil)...))
	f.Add(append(start, item(Text, []byte("short"))...))
	f.Add(written(f, heading(2), Secret{}, sample()...))
	f.Add(written(f, heading(2), cheap("salt"), sample()...))
	f.Add([]byte(magicStart + "9\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		for _, file := range [][]byte{raw, sealed(raw)} {
			before := allocated()
			_, _, err := readAll(file, Secret{})
			if err != nil && !errors.Is(err, ErrPacket) && !errors.Is(err, ErrNewer) && !errors.Is(err, ErrPassphrase) {
				t.Fatalf("got %v", err)
			}
			if took := allocated() - before; took > 256<<20+64*uint64(len(raw)) {
				t.Fatalf("%d bytes took %d bytes of memory", len(file), took)
			}
		}
	})
}

// FuzzEncrypted reads foreign bytes with a passphrase: what nobody encrypted to
// it is refused.
func FuzzEncrypted(f *testing.F) {
	good := written(f, heading(2), cheap("salt"), sample()...)
	f.Add(good)
	f.Add(bytes.Replace(good, []byte("scrypt"), []byte("X25519"), 1))
	f.Add([]byte(ageMagic))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if bytes.Contains(raw, []byte(" 18\n")) || bytes.Contains(raw, []byte(" 17\n")) || bytes.Contains(raw, []byte(" 16\n")) {
			t.Skip("dear, and nothing else")
		}
		_, items, err := readAll(raw, cheap("salt"))
		if err == nil && fmt.Sprint(items) != fmt.Sprint(sample()) {
			t.Fatal("somebody without the passphrase made a packet")
		}
		if err != nil && !errors.Is(err, ErrPacket) && !errors.Is(err, ErrPassphrase) {
			t.Fatalf("got %v", err)
		}
	})
}

func allocated() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
