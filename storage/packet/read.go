package packet

import (
	"crypto/sha256"
	"errors"
	"io"
	"strconv"
	"strings"

	"bluepencil/annotate"
	"bluepencil/storage/items"
)

// Packet is a packet that was opened: its bytes are all there and its header
// makes sense. What the changes say is for the reader to check.
type Packet struct {
	Header Header
	inside io.ReaderAt
	size   int64
}

// Open opens the packet in a file of so many bytes, which must stay open as
// long as the packet is used. It reads all of it once for the checksum. It
// fails with ErrPassphrase, ErrNewer, ErrPacket or an error of the file.
func Open(file io.ReaderAt, size int64, s Secret) (*Packet, error) {
	inside, length, err := s.unseal(file, size)
	if err != nil {
		return nil, err
	}
	p := &Packet{inside: inside, size: length}
	if err := p.version(); err != nil {
		return nil, err
	}
	if err := items.Checksum(inside, length, magic); err != nil {
		return nil, asPacket(err)
	}
	in, err := items.NewReader(inside, length, magic)
	if err != nil {
		return nil, asPacket(err)
	}
	defer in.Close()
	p.Header, err = header(in)
	return p, err
}

// version reads the line that every version of the format begins with.
func (p *Packet) version() error {
	first := make([]byte, len(magicStart)+8)
	n, err := p.inside.ReadAt(first, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	rest, ours := strings.CutPrefix(string(first[:n]), magicStart)
	line, _, whole := strings.Cut(rest, "\n")
	version, err := strconv.ParseUint(line, 10, 32)
	switch {
	case !ours || !whole || err != nil:
		return wrong("it does not begin like one")
	case version > FormatVersion:
		return newer(version)
	case line != strconv.Itoa(FormatVersion):
		return wrong("there is no version %s of the format", line)
	}
	return nil
}

func newer(version uint64) error {
	return errors.Join(ErrNewer, wrong("its format is %d, this version reads up to %d; install the newer version", version, FormatVersion))
}

// asPacket says of a file that is not whole that it is no packet.
func asPacket(err error) error {
	if errors.Is(err, items.ErrBroken) {
		return wrong("%w", err)
	}
	return err
}

func header(in *items.Reader) (h Header, err error) {
	kind, data, err := in.Next()
	if err != nil {
		return h, asPacket(err)
	}
	if Kind(kind) != head || len(data) > largestHeader {
		return h, wrong("it has no header")
	}
	if err := annotate.Value(data).Decode(&h); err != nil {
		return h, wrong("its header cannot be read: %w", err)
	}
	if h.Version != FormatVersion {
		return h, newer(h.Version)
	}
	return h, h.check()
}

// Items gives the items between header and end, one after the other, until
// visit fails. It tells how many there were once it has seen the end.
func (p *Packet) Items(visit func(Item) error) (Counts, error) {
	in, err := items.NewReader(p.inside, p.size, magic)
	if err != nil {
		return Counts{}, asPacket(err)
	}
	defer in.Close()
	if _, err := header(in); err != nil {
		return Counts{}, err
	}
	var counts Counts
	for {
		kind, data, err := in.Next()
		if err != nil {
			return counts, asPacket(err)
		}
		if Kind(kind) == end {
			return counts, p.end(in, data, counts)
		}
		item, err := itemOf(Kind(kind), data)
		if err != nil {
			return counts, err
		}
		counts.add(item.Kind)
		if err := visit(item); err != nil {
			return counts, err
		}
	}
}

func itemOf(kind Kind, data []byte) (Item, error) {
	switch kind {
	case Change:
		return Item{Kind: kind, Data: data}, nil
	case Text:
		if len(data) < sha256.Size {
			return Item{}, wrong("a text is cut off")
		}
		return Item{Kind: kind, Key: data[:sha256.Size], Data: data[sha256.Size:]}, nil
	}
	return Item{}, wrong("it has an item of the unknown kind %q", byte(kind))
}

// end holds the counts against what came.
func (p *Packet) end(in *items.Reader, data []byte, counts Counts) error {
	var want Counts
	if err := annotate.Value(data).Decode(&want); err != nil {
		return wrong("its end cannot be read: %w", err)
	}
	if want != counts || counts.Changes != p.Header.Changes() {
		return wrong("it says it has %d changes and %d texts, and has %d and %d", p.Header.Changes(), want.Texts, counts.Changes, counts.Texts)
	}
	return asPacket(in.End())
}
