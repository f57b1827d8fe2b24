package segment

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"testing"

	"bluepencil/annotate"
)

func number(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }

func header(from, to uint64) Header {
	return Header{Schema: 1, Project: annotate.ID{1}, From: Mark{Arrival: from}, To: Mark{Arrival: to}, Made: 5, Last: 6}
}

// written is a segment of some items.
func written(t testing.TB, h Header, items ...Item) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := NewWriter(&out, h)
	for _, i := range items {
		if err == nil {
			err = w.Add(i)
		}
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func sample() []Item {
	return []Item{
		{Undo, []byte("a key"), []byte("value")}, {Clock, nil, []byte("clock")},
		{Text, bytes.Repeat([]byte{7}, 32), []byte("a text")},
		{Change, number(4), []byte("one")}, {Change, number(5), nil},
	}
}

func readAll(raw []byte) (h Header, items []Item, err error) {
	h, err = Read(bytes.NewReader(raw), int64(len(raw)), func(_ Header, i Item) error {
		items = append(items, Item{i.Kind, bytes.Clone(i.Key), bytes.Clone(i.Data)})
		return nil
	})
	return h, items, err
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	raw := written(t, header(3, 5), sample()...)
	h, items, err := readAll(raw)
	if err != nil {
		t.Fatal(err)
	}
	if h.Version != FormatVersion || h.To.Arrival != 5 || h.LastAction().UnixMilli() != 6 {
		t.Errorf("the header is %+v", h)
	}
	if fmt.Sprint(items) != fmt.Sprint(sample()) {
		t.Errorf("got %v", items)
	}
	if again, err := ReadHeader(bytes.NewReader(raw), int64(len(raw))); err != nil || again != h {
		t.Errorf("the header alone is %+v, %v", again, err)
	}
	stop := errors.New("stop")
	if _, err := Read(bytes.NewReader(raw), int64(len(raw)), func(Header, Item) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("got %v", err)
	}
}

// TestEveryCutAndEveryFlippedByteIsNoticed, at every place.
func TestEveryCutAndEveryFlippedByteIsNoticed(t *testing.T) {
	raw := written(t, header(3, 5), sample()...)
	for n := range raw {
		flipped := bytes.Clone(raw)
		flipped[n] ^= 0x10
		for what, bad := range map[string][]byte{"cut": raw[:n], "flipped": flipped, "longer": append(bytes.Clone(raw), raw[:n+1]...)} {
			if _, _, err := readAll(bad); !errors.Is(err, ErrSegment) {
				t.Fatalf("%s at %d: got %v", what, n, err)
			}
		}
	}
}

func TestWhatDoesNotBelongIsRefused(t *testing.T) {
	for name, raw := range map[string][]byte{
		"no change":            written(t, header(3, 3)),
		"backwards":            written(t, header(5, 3)),
		"too few changes":      written(t, header(3, 6), sample()...),
		"too many changes":     written(t, header(3, 4), sample()...),
		"a change is missing":  written(t, header(3, 5), Item{Change, number(4), nil}, Item{Change, number(6), nil}),
		"an unknown kind":      written(t, header(3, 4), Item{'x', nil, nil}, Item{Change, number(4), nil}),
		"a text without a key": written(t, header(3, 4), Item{Text, nil, []byte("short")}, Item{Change, number(4), nil}),
		"nothing":              nil,
	} {
		if _, _, err := readAll(raw); !errors.Is(err, ErrSegment) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}
