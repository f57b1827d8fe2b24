package storage

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/storage/packet"

	"github.com/klauspost/compress/zstd"
)

// isRefusal tells whether a packet was refused for what its bytes are.
func isRefusal(err error) bool {
	return errors.Is(err, packet.ErrPacket) || errors.Is(err, packet.ErrNewer) || errors.Is(err, packet.ErrPassphrase)
}

// TestEveryCutAndEveryFlippedByteOfAPacketIsRefused, with a passphrase and
// without, at every place, and leaves the project as it was.
func TestEveryCutAndEveryFlippedByteOfAPacketIsRefused(t *testing.T) {
	for name, secret := range map[string]packet.Secret{"open": {}, "encrypted": quickSecret("salt and brine")} {
		t.Run(name, func(t *testing.T) {
			d := newDesks(t)
			mine := newcomer(t, packed(t, d.lead, PackOptions{For: d.ben, Secret: secret}), TakeOptions{Secret: secret})
			mark(t, d.lead, d.ben, d.article, "cue", 3, 8)
			raw, err := os.ReadFile(packed(t, d.lead, PackOptions{For: d.ben, Secret: secret}))
			must(t, err)
			before := picture(t, mine)
			path := filepath.Join(quickDir(t), "bad.packet")
			for n := range raw {
				flipped := bytes.Clone(raw)
				flipped[n] ^= 0x10
				spoilt := map[string][]byte{"cut": raw[:n], "flipped": flipped}
				if n%64 == 0 {
					spoilt["longer"] = append(bytes.Clone(raw), raw[:n+1]...)
				}
				for what, bad := range spoilt {
					must(t, os.WriteFile(path, bad, 0o644))
					taken, err := mine.Take(context.Background(), []string{path}, TakeOptions{Secret: secret})
					must(t, err)
					if !isRefusal(taken.Packets[0].Err) {
						t.Fatalf("%s at %d of %d: got %v", what, n, len(raw), taken.Packets[0].Err)
					}
				}
			}
			if picture(t, mine) != before {
				t.Error("a refused packet has changed something")
			}
			must(t, os.WriteFile(path, raw, 0o644))
			if taken := take(t, mine, TakeOptions{Secret: secret}, path); taken.Packets[0].Applied == 0 {
				t.Error("the whole packet brought nothing")
			}
		})
	}
}

func TestWhatDoesNotBelongHereIsRefusedWithTheReason(t *testing.T) {
	d := newDesks(t)
	other := newDesks(t)
	secret := quickSecret("salt")
	open, sealed := packed(t, d.lead, PackOptions{Full: true}), packed(t, d.lead, PackOptions{Full: true, Secret: secret})
	for _, c := range []struct {
		name   string
		path   string
		reason error
		secret packet.Secret
	}{
		{"another project", packed(t, other.lead, PackOptions{}), ErrForeign, packet.Secret{}},
		{"another project, encrypted", packed(t, other.lead, PackOptions{Secret: secret}), ErrForeign, secret},
		{"no passphrase", sealed, packet.ErrPassphrase, packet.Secret{}},
		{"another passphrase", sealed, packet.ErrPassphrase, quickSecret("pepper")},
		{"not encrypted where it should be: anybody can have made it", open, packet.ErrPassphrase, secret},
		{"a newer format", patchedFile(t, open, func(raw []byte) []byte {
			return bytes.Replace(raw, []byte("bluepencil packet 1\n"), []byte("bluepencil packet 2\n"), 1)
		}), packet.ErrNewer, packet.Secret{}},
		{"newer changes", repacked(t, open, func(h *packet.Header) { h.Schema++ }, nil), packet.ErrNewer, packet.Secret{}},
		{"nothing", patchedFile(t, open, func([]byte) []byte { return nil }), packet.ErrPacket, packet.Secret{}},
		{"a project", d.path, packet.ErrPacket, packet.Secret{}},
		{"no file", filepath.Join(t.TempDir(), "none.packet"), os.ErrNotExist, packet.Secret{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			refused(t, d.lead, c.reason, TakeOptions{Secret: c.secret}, c.path)
			if c.reason != ErrForeign {
				return
			}
			taken, err := d.lead.Take(context.Background(), []string{c.path}, TakeOptions{Secret: c.secret})
			must(t, err)
			if taken.Packets[0].Header.Project != other.lead.ID() {
				t.Error("of which project it is, is not said")
			}
		})
	}
}

// repacked is a packet with a right checksum and other contents.
func repacked(t *testing.T, path string, head func(*packet.Header), item func(packet.Item) []packet.Item) string {
	t.Helper()
	f, err := openPacket(path, packet.Secret{})
	must(t, err)
	defer func() { must(t, f.close()) }()
	h := f.Header
	if head != nil {
		head(&h)
	}
	out, err := os.Create(filepath.Join(t.TempDir(), "again.packet"))
	must(t, err)
	w, err := packet.NewWriter(out, h, packet.Secret{})
	must(t, err)
	_, err = f.Items(func(i packet.Item) error {
		list := []packet.Item{i}
		if item != nil {
			list = item(i)
		}
		for _, i := range list {
			must(t, w.Add(i))
		}
		return nil
	})
	must(t, err)
	_, err = w.Close()
	must(t, errors.Join(err, out.Close()))
	return out.Name()
}

// TestAPacketThatWasMadeUpIsRefused: its checksum is right, and what it says
// does not fit together.
func TestAPacketThatWasMadeUpIsRefused(t *testing.T) {
	d := newDesks(t)
	mark(t, d.lead, d.ben, d.article, "cue", 3, 8)
	good := packed(t, d.lead, PackOptions{For: d.ben, Full: true})
	mine := newcomer(t, good, TakeOptions{})
	only := func(kind packet.Kind, change func(packet.Item) []packet.Item) func(packet.Item) []packet.Item {
		done := false
		return func(i packet.Item) []packet.Item {
			if i.Kind != kind || done {
				return []packet.Item{i}
			}
			done = true
			return change(i)
		}
	}
	for name, path := range map[string]string{
		"a change is missing":     repacked(t, good, nil, only(packet.Change, func(packet.Item) []packet.Item { return nil })),
		"a change comes twice":    repacked(t, good, nil, only(packet.Change, func(i packet.Item) []packet.Item { return []packet.Item{i, i} })),
		"another text":            repacked(t, good, nil, only(packet.Text, func(i packet.Item) []packet.Item { i.Data = append(bytes.Clone(i.Data), '.'); return []packet.Item{i} })),
		"a text nobody names":     repacked(t, good, nil, only(packet.Change, func(i packet.Item) []packet.Item { return []packet.Item{textItem("x"), i} })),
		"a text after its change": repacked(t, good, nil, only(packet.Text, func(i packet.Item) []packet.Item { return []packet.Item{textItem("x"), i} })),
		"another payload": repacked(t, good, nil, only(packet.Change, func(i packet.Item) []packet.Item {
			i.Data = bytes.Replace(bytes.Clone(i.Data), []byte("Test"), []byte("Tost"), 1)
			return []packet.Item{i}
		})),
		"a lane too many": repacked(t, good, func(h *packet.Header) {
			h.Lanes = append(h.Lanes, packet.Lane{Replica: annotate.ID{0xff}, Stream: annotate.StreamBase, To: annotate.Head{Seq: 1}})
		}, nil),
		"a stream it does not list": repacked(t, good, func(h *packet.Header) { h.Streams = h.Streams[:1] }, nil),
		"other ends":                repacked(t, good, func(h *packet.Header) { h.Lanes[0].To.Digest[0]++ }, nil),
	} {
		t.Run(name, func(t *testing.T) { refused(t, mine, packet.ErrPacket, TakeOptions{}, path) })
	}
}

// TestAChangeFromTheEndOfTimeIsRefused: its chain is right, and no clock could
// go on from it.
func TestAChangeFromTheEndOfTimeIsRefused(t *testing.T) {
	for name, wall := range map[string]int64{"too late": packet.LatestTime + 1, "before all": -1} {
		t.Run(name, func(t *testing.T) {
			d := newDesks(t)
			replica := annotate.NewID()
			c := annotate.Change{Header: annotate.Header{ID: annotate.NewID(), Replica: replica, Stream: annotate.StreamBase, Seq: 1,
				Time: annotate.Stamp{Wall: wall, Replica: replica}, Person: d.ben, Action: "set outlet"}}
			c.Edits = []annotate.Edit{{Ref: annotate.ArticleRef(d.article), Field: "meta/outlet", New: annotate.MustEncode("Courier")}}
			payload, err := annotate.EncodeEdits(c.Edits)
			must(t, err)
			c.Payload = annotate.DigestOf(payload)
			h := packet.Header{Schema: FormatVersion, Project: d.lead.ID(), Replica: replica, Streams: []annotate.Stream{annotate.StreamBase}, Full: true,
				Lanes: []packet.Lane{{Replica: replica, Stream: annotate.StreamBase, To: annotate.Head{Seq: 1, Digest: c.Header.Digest()}}}}
			record, err := encodeHistory(&c)
			must(t, err)
			path := filepath.Join(t.TempDir(), "end.packet")
			out, err := os.Create(path)
			must(t, err)
			w, err := packet.NewWriter(out, h, packet.Secret{})
			must(t, err)
			must(t, w.Add(packet.Item{Kind: packet.Change, Data: record}))
			_, err = w.Close()
			must(t, errors.Join(err, out.Close()))
			if err := refused(t, d.lead, packet.ErrPacket, TakeOptions{}, path); !strings.Contains(err.Error(), "cannot be") {
				t.Errorf("refused for another reason: %v", err)
			}
		})
	}
}

func textItem(text string) packet.Item {
	digest := annotate.TextDigest(text)
	return packet.Item{Kind: packet.Text, Key: digest[:], Data: []byte(text)}
}

// sealedPacket packs a row of items as a packet with a right checksum, so that
// fuzzing gets past it.
func sealedPacket(items []byte) []byte {
	zip, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
	if err != nil {
		panic(err)
	}
	raw := zip.EncodeAll(items, []byte("bluepencil packet 1\n"))
	sum := sha256.Sum256(raw)
	return append(raw, sum[:]...)
}

// FuzzPacket verifies foreign bytes as a packet, as they are and as the inside of
// a well-sealed one, and takes in what stands the test: nothing panics or hangs,
// what is wrong is said, and memory stays in proportion.
func FuzzPacket(f *testing.F) {
	p, err := NewMemory(testCodebook(), Options{})
	if err != nil {
		f.Fatal(err)
	}
	raw, err := os.ReadFile(packed(f, p, PackOptions{}))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(raw)
	f.Add(unsealed(f, raw))
	f.Add([]byte("bluepencil packet 9\n"))
	path := filepath.Join(quickDir(f), "fuzzed.packet")
	f.Fuzz(func(t *testing.T, raw []byte) {
		for _, file := range [][]byte{raw, sealedPacket(raw)} {
			if err := os.WriteFile(path, file, 0o644); err != nil {
				t.Fatal(err)
			}
			before := allocated()
			taken, err := p.Take(context.Background(), []string{path}, TakeOptions{DryRun: true})
			if err != nil {
				t.Fatal(err)
			}
			reason := taken.Packets[0].Err
			for _, known := range []error{ErrForeign, annotate.ErrGap, annotate.ErrChain, annotate.ErrPurged} {
				if errors.Is(reason, known) {
					reason = nil
				}
			}
			if reason != nil && !isRefusal(reason) {
				t.Fatalf("got %v", reason)
			}
			if took := allocated() - before; took > 256<<20+64*uint64(len(raw)) {
				t.Fatalf("%d bytes took %d bytes of memory", len(file), took)
			}
		}
	})
}

// unsealed is the row of items in a packet.
func unsealed(t testing.TB, raw []byte) []byte {
	t.Helper()
	unzip, err := zstd.NewReader(nil)
	if err != nil {
		t.Fatal(err)
	}
	defer unzip.Close()
	inside, err := unzip.DecodeAll(raw[len("bluepencil packet 1\n"):len(raw)-sha256.Size], nil)
	if err != nil {
		t.Fatal(err)
	}
	return inside
}
