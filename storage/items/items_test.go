package items

import (
	"bytes"
	"errors"
	"io"
	"testing"
)

const line = "a format 1\n"

func written(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := NewWriter(&out, line)
	for _, put := range [][][]byte{{[]byte("one"), []byte("part")}, nil, {bytes.Repeat([]byte("long "), 1000)}} {
		if err == nil {
			err = w.Put('x', put...)
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

func TestItemsComeBackAsTheyWerePut(t *testing.T) {
	raw := written(t)
	file, size := bytes.NewReader(raw), int64(len(raw))
	if err := Checksum(file, size, line); err != nil {
		t.Fatal(err)
	}
	r, err := NewReader(file, size, line)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for _, want := range []string{"onepart", "", string(bytes.Repeat([]byte("long "), 1000))} {
		kind, data, err := r.Next()
		if err != nil || kind != 'x' || string(data) != want {
			t.Fatalf("got %q of kind %q, %v", data, kind, err)
		}
	}
	if err := r.End(); err != nil {
		t.Error(err)
	}
	if _, _, err := r.Next(); !errors.Is(err, ErrBroken) {
		t.Errorf("after the last: %v", err)
	}
}

func TestWhatIsNotWholeIsBroken(t *testing.T) {
	raw := written(t)
	for n := range raw {
		flipped := bytes.Clone(raw)
		flipped[n] ^= 0x10
		for what, bad := range map[string][]byte{"cut": raw[:n], "flipped": flipped} {
			if err := Checksum(bytes.NewReader(bad), int64(len(bad)), line); !errors.Is(err, ErrBroken) {
				t.Fatalf("%s at %d: got %v", what, n, err)
			}
		}
	}
	if _, err := NewReader(bytes.NewReader(raw), int64(len(raw)), "another 1\n"); !errors.Is(err, ErrBroken) {
		t.Errorf("another format: %v", err)
	}
}

func TestAnItemThatWouldNotBeReadIsNotWritten(t *testing.T) {
	w, err := NewWriter(io.Discard, line)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Put('x', make([]byte, Largest), []byte{1}); err == nil {
		t.Error("it was written")
	}
}
