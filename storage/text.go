package storage

import (
	"fmt"
	"runtime"
	"slices"
	"sync"

	"bluepencil/annotate"
	"bluepencil/storage/kv"

	"github.com/klauspost/compress/zstd"
)

// A text's record is one byte that says how it is packed, then the text.
const (
	packedPlain = 0
	packedZstd  = 1
)

var packer = sync.OnceValue(func() *zstd.Encoder {
	encoder, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(runtime.GOMAXPROCS(0)))
	if err != nil {
		panic(err) // constant options
	}
	return encoder
})

var unpacker = sync.OnceValue(func() *zstd.Decoder {
	decoder, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(runtime.GOMAXPROCS(0)), zstd.WithDecoderMaxMemory(64<<20))
	if err != nil {
		panic(err)
	}
	return decoder
})

func packText(text string) []byte {
	packed := packer().EncodeAll([]byte(text), []byte{packedZstd})
	if len(packed) > len(text) {
		return append([]byte{packedPlain}, text...)
	}
	return packed
}

func unpackText(record []byte) (string, error) {
	if len(record) == 0 {
		return "", fmt.Errorf("%w: an article's text is missing", kv.ErrDamaged)
	}
	switch record[0] {
	case packedPlain:
		return string(record[1:]), nil
	case packedZstd:
		b, err := unpacker().DecodeAll(record[1:], nil)
		if err != nil {
			return "", fmt.Errorf("%w: an article's text cannot be unpacked: %w", kv.ErrDamaged, err)
		}
		return string(b), nil
	}
	return "", fmt.Errorf("%w: an article's text is packed in an unknown way", kv.ErrDamaged)
}

// textCache keeps the few texts last read: every marking checks its spans
// against one of them.
type textCache struct {
	mu      sync.Mutex
	entries []textEntry // latest first
}

type textEntry struct {
	digest annotate.Digest
	text   string
}

// The cache's bounds, in texts and in bytes.
const (
	cachedTexts     = 8
	cachedTextBytes = 32 << 20
)

func (c *textCache) get(d annotate.Digest) (string, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i, e := range c.entries {
		if e.digest == d {
			copy(c.entries[1:i+1], c.entries[:i])
			c.entries[0] = e
			return e.text, true
		}
	}
	return "", false
}

func (c *textCache) put(d annotate.Digest, text string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.entries = append([]textEntry{{d, text}}, c.entries...)
	size := 0
	for i, e := range c.entries {
		size += len(e.text)
		if i > 0 && (i >= cachedTexts || size > cachedTextBytes) {
			c.entries = c.entries[:i]
			break
		}
	}
}

// clear forgets all texts.
func (c *textCache) clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.entries = nil
}

// drop forgets texts.
func (c *textCache) drop(digests []annotate.Digest) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.entries = slices.DeleteFunc(c.entries, func(e textEntry) bool { return slices.Contains(digests, e.digest) })
}

// textOf reads a text by its hash within a transaction and checks it.
func (p *Project) textOf(r kv.Reader, digest annotate.Digest) (string, error) {
	if text, ok := p.texts.get(digest); ok {
		return text, nil
	}
	text, err := unpackText(r.Get(bucketTexts, digest[:]))
	if err != nil {
		return "", err
	}
	if annotate.TextDigest(text) != digest {
		return "", fmt.Errorf("%w: a text does not have the hash it is kept under", kv.ErrDamaged)
	}
	p.texts.put(digest, text)
	return text, nil
}
