package packet

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"bluepencil/annotate"

	"filippo.io/age"
)

// cheap is a secret that is cheap to try.
func cheap(passphrase string) Secret { return Secret{Passphrase: passphrase, Work: 1} }

func heading(changes uint64) Header {
	h := Header{Schema: 1, Project: annotate.ID{1}, Name: "Alder", Replica: annotate.ID{2}, By: Party{ID: annotate.ID{3}, Name: "Ada Lund"}, Made: 5,
		Streams: []annotate.Stream{annotate.StreamBase}, Full: true}
	if changes > 0 {
		h.Lanes = []Lane{{Replica: annotate.ID{2}, Stream: annotate.StreamBase, To: annotate.Head{Seq: changes, Digest: annotate.Digest{9}}}}
	}
	h.Known = KnownOf(annotate.Vector{
		{Replica: annotate.ID{4}, Stream: annotate.StreamReview}: {Seq: 7},
		{Replica: annotate.ID{2}, Stream: annotate.StreamBase}:   {Seq: changes},
	})
	return h
}

func sample() []Item {
	return []Item{{Text, bytes.Repeat([]byte{7}, sha256.Size), []byte("a text")}, {Change, nil, []byte("one")}, {Change, nil, []byte{}}}
}

func written(t testing.TB, h Header, s Secret, items ...Item) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := NewWriter(&out, h, s)
	for _, i := range items {
		if err == nil {
			err = w.Add(i)
		}
	}
	if err == nil {
		_, err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func readAll(raw []byte, s Secret) (h Header, items []Item, err error) {
	p, err := Open(bytes.NewReader(raw), int64(len(raw)), s)
	if err != nil {
		return h, nil, err
	}
	_, err = p.Items(func(i Item) error {
		items = append(items, Item{i.Kind, bytes.Clone(i.Key), bytes.Clone(i.Data)})
		return nil
	})
	return p.Header, items, err
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	for _, s := range []Secret{{}, cheap("salt and brine"), {Passphrase: "with the usual work"}} {
		raw := written(t, heading(2), s, sample()...)
		h, items, err := readAll(raw, s)
		if err != nil {
			t.Fatal(err)
		}
		want := heading(2)
		want.Version = FormatVersion
		if fmt.Sprint(h) != fmt.Sprint(want) || fmt.Sprint(items) != fmt.Sprint(sample()) {
			t.Errorf("got %v\n%v", h, items)
		}
		if v := h.Vector(); len(v) != 2 || v[annotate.Lane{Replica: annotate.ID{4}, Stream: annotate.StreamReview}].Seq != 7 {
			t.Errorf("the vector is %v", v)
		}
	}
}

// TestAPacketOfNothingSaysWhatItsSenderKnows.
func TestAPacketOfNothingSaysWhatItsSenderKnows(t *testing.T) {
	h, items, err := readAll(written(t, heading(0), Secret{}), Secret{})
	if err != nil || len(items) != 0 || len(h.Known) != 2 {
		t.Errorf("got %v, %v, %v", h, items, err)
	}
}

// TestTheAgeProgramOpensAnEncryptedPacket, and nothing of it can be read without.
func TestTheAgeProgramOpensAnEncryptedPacket(t *testing.T) {
	raw := written(t, heading(2), cheap("salt"), sample()...)
	identity, err := age.NewScryptIdentity("salt")
	if err != nil {
		t.Fatal(err)
	}
	inside, err := age.Decrypt(bytes.NewReader(raw), identity)
	if err != nil {
		t.Fatal(err)
	}
	whole, err := io.ReadAll(inside)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := readAll(whole, Secret{}); err != nil {
		t.Error(err)
	}
	if bytes.Contains(raw, []byte("bluepencil")) || bytes.Contains(raw, []byte("Ada Lund")) {
		t.Error("something can be read without the passphrase")
	}
}

func TestAReaderDoesNotWorkHarderThanItMust(t *testing.T) {
	raw := written(t, heading(2), cheap("salt"), sample()...)
	dear := bytes.Replace(raw, []byte(" 1\n"), []byte(" 30\n"), 1)
	if bytes.Equal(dear, raw) {
		t.Fatal("the work was not found")
	}
	if _, _, err := readAll(dear, cheap("salt")); !errors.Is(err, ErrPassphrase) {
		t.Errorf("got %v", err)
	}
}

func TestWhatDoesNotBelongIsRefused(t *testing.T) {
	with := func(change func(*Header)) []byte {
		h := heading(2)
		change(&h)
		return written(t, h, Secret{}, sample()...)
	}
	for name, raw := range map[string][]byte{
		"too few changes":       written(t, heading(3), Secret{}, sample()...),
		"too many changes":      written(t, heading(1), Secret{}, sample()...),
		"an unknown kind":       written(t, heading(2), Secret{}, append(sample(), Item{'x', nil, nil})...),
		"a text without a key":  written(t, heading(2), Secret{}, append(sample(), Item{Text, nil, []byte("short")})...),
		"no project":            with(func(h *Header) { h.Project = annotate.ID{} }),
		"made in no time":       with(func(h *Header) { h.Made = 1 << 62 }),
		"backwards":             with(func(h *Header) { h.Lanes[0].From.Seq = 9 }),
		"a full one with a gap": with(func(h *Header) { h.Lanes[0].From.Seq, h.Lanes[0].To.Seq = 1, 3 }),
		"more than can be":      with(func(h *Header) { h.Lanes[0].To.Seq = 1 << 63 }),
		"no stream":             with(func(h *Header) { h.Streams = nil }),
		"a name too long":       with(func(h *Header) { h.Lanes[0].Stream = annotate.Stream(strings.Repeat("x", 256)) }),
		"a lane twice":          with(func(h *Header) { h.Lanes = append(h.Lanes, h.Lanes[0]) }),
		"nothing":               nil,
		"version 0":             bytes.Replace(written(t, heading(0), Secret{}), []byte(" 1\n"), []byte(" 0\n"), 1),
	} {
		if _, _, err := readAll(raw, Secret{}); !errors.Is(err, ErrPacket) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	for _, version := range []string{" 2\n", " 12\n", " 999\n"} {
		raw := bytes.Replace(written(t, heading(0), Secret{}), []byte(" 1\n"), []byte(version), 1)
		if _, _, err := readAll(raw, Secret{}); !errors.Is(err, ErrNewer) {
			t.Errorf("version%q: got %v", version, err)
		}
	}
}

func TestAHeaderThatWouldNotBeReadIsNotWritten(t *testing.T) {
	h := heading(0)
	for n := range 20_000 {
		h.Lanes = append(h.Lanes, Lane{Replica: annotate.ID{byte(n >> 8), byte(n), 1}, Stream: annotate.StreamBase, To: annotate.Head{Seq: 1, Digest: annotate.Digest{1}}})
	}
	if _, err := NewWriter(io.Discard, h, Secret{}); err == nil {
		t.Error("it was written")
	}
}
