package storage

import (
	"errors"
	"fmt"
	"os"
	"unicode/utf8"

	"bluepencil/annotate"
	"bluepencil/storage/packet"
)

// packetFile is a packet with its file, which stays open.
type packetFile struct {
	*packet.Packet
	path   string
	file   *os.File
	counts packet.Counts
	bytes  int // about what all of it takes in memory
}

// openPacket opens a packet and verifies all that can be verified without a
// project: every chain, every payload, every text.
func openPacket(path string, s packet.Secret) (f *packetFile, err error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("%s: %w", path, err), file.Close())
		}
	}()
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	inside, err := packet.Open(file, info.Size(), s)
	if err != nil {
		return nil, err
	}
	f = &packetFile{Packet: inside, path: path, file: file}
	return f, f.verify()
}

func (f *packetFile) close() error { return f.file.Close() }

// verify reads all of the packet.
func (f *packetFile) verify() error {
	if f.Header.Schema > FormatVersion {
		return fmt.Errorf("%w: its changes are of format %d, this version reads up to %d; install the newer version", packet.ErrNewer, f.Header.Schema, FormatVersion)
	}
	heads := annotate.Vector{}
	for _, lane := range f.Header.Lanes {
		heads[annotate.Lane{Replica: lane.Replica, Stream: lane.Stream}] = lane.From
	}
	seen := map[annotate.Digest]bool{}
	counts, err := f.changes(func(c *annotate.Change, texts packetTexts) error {
		for digest := range texts {
			if seen[digest] {
				return fmt.Errorf("%w: a text comes twice", packet.ErrPacket)
			}
			seen[digest] = true
		}
		return verifyNext(c, heads)
	})
	if err != nil {
		return err
	}
	for _, lane := range f.Header.Lanes {
		if heads[annotate.Lane{Replica: lane.Replica, Stream: lane.Stream}] != lane.To {
			return fmt.Errorf("%w: stream %s of copy %s does not end where the packet says", packet.ErrPacket, lane.Stream, lane.Replica)
		}
	}
	f.counts = counts
	return nil
}

// beyond is how many changes of the packet a vector has not got, and about how
// many bytes of memory they take.
func (f *packetFile) beyond(have annotate.Vector) (changes, bytes int) {
	for _, lane := range f.Header.Lanes {
		from := max(lane.From.Seq, have[annotate.Lane{Replica: lane.Replica, Stream: lane.Stream}].Seq)
		if lane.To.Seq > from {
			changes += int(lane.To.Seq - from)
		}
	}
	if changes > 0 {
		bytes = f.bytes // which of them are the large ones is not known
	}
	return changes, bytes
}

// verifyNext holds a change against its lane, and takes the lane on.
func verifyNext(c *annotate.Change, heads annotate.Vector) error {
	lane := annotate.Lane{Replica: c.Replica, Stream: c.Stream}
	head, listed := heads[lane]
	if !listed {
		return fmt.Errorf("%w: it has changes of stream %s that it does not list", packet.ErrPacket, c.Stream)
	}
	if err := errors.Join(c.Follows(head), c.Verify()); err != nil {
		return fmt.Errorf("%w: %w", packet.ErrPacket, err)
	}
	if c.Time.Replica != c.Replica || c.Time.Wall < 0 || c.Time.Wall > packet.LatestTime {
		return fmt.Errorf("%w: change %s says it was made at a time that cannot be", packet.ErrPacket, c.ID)
	}
	if owner := c.Stream.Owner(); !owner.IsZero() && owner != c.Person {
		return fmt.Errorf("%w: %w: change %s is somebody else's", packet.ErrPacket, annotate.ErrForeignLayer, c.ID)
	}
	heads[lane] = annotate.Head{Seq: c.Seq, Digest: c.Header.Digest()}
	return nil
}

// packetTexts are the texts that a change brings.
type packetTexts map[annotate.Digest]string

// changes gives the changes one after the other with the texts they bring,
// which must be the ones they name.
func (f *packetFile) changes(visit func(*annotate.Change, packetTexts) error) (packet.Counts, error) {
	var texts packetTexts
	f.bytes = 0
	return f.Items(func(i packet.Item) error {
		f.bytes += len(i.Data)
		if i.Kind == packet.Text {
			digest := annotate.Digest(i.Key)
			if text := string(i.Data); annotate.TextDigest(text) == digest && utf8.ValidString(text) && len(texts) < mostTexts {
				if texts == nil {
					texts = packetTexts{}
				}
				texts[digest] = text
				return nil
			}
			return fmt.Errorf("%w: a text is not the one it says", packet.ErrPacket)
		}
		c, err := readPacketed(i.Data)
		if err == nil {
			err = allNamed(&c, texts)
		}
		if err != nil {
			return fmt.Errorf("%w: %w", packet.ErrPacket, err)
		}
		f.bytes += perEdit * len(c.Edits)
		brought := texts
		texts = nil
		return visit(&c, brought)
	})
}

// readPacketed reads a change as it is written here and nothing else: it comes
// from anywhere.
func readPacketed(record []byte) (annotate.Change, error) {
	c, payload, ok := annotate.ReadEntry(record)
	if ok && !c.Purged {
		c.Edits, ok = annotate.ReadEdits(payload)
	}
	if !ok {
		return c, errors.New("a change cannot be read")
	}
	return c, nil
}

// mostTexts is how many texts one change may bring. A change makes one article.
const mostTexts = 64

// allNamed fails where texts come that the change does not name.
func allNamed(c *annotate.Change, texts packetTexts) error {
	named := 0
	for i := range c.Edits {
		if digest, ok := contentOf(&c.Edits[i]); ok {
			if _, sent := texts[digest]; sent {
				named++
			}
		}
	}
	if named < len(texts) {
		return fmt.Errorf("%d texts came that change %s does not name", len(texts)-named, c.ID)
	}
	return nil
}
