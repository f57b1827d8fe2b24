package archive

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
)

// packed makes an archive of one entry.
func packed(t testing.TB, h zip.FileHeader, content string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	f, err := w.CreateHeader(&h)
	if err == nil {
		_, err = io.WriteString(f, content)
	}
	if err = errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func opened(t testing.TB, raw []byte) *zip.Reader {
	t.Helper()
	z, err := Open(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func TestNames(t *testing.T) {
	for stored, want := range map[string]string{
		"letters/a.txt": "letters/a.txt", "K\x94ln.txt": "Köln.txt", "Köln.txt": "Köln.txt", `desk\a.txt`: "desk/a.txt",
	} {
		z := opened(t, packed(t, zip.FileHeader{Name: stored, NonUTF8: true}, "text"))
		if got := Name(z.File[0]); got != want {
			t.Errorf("%q is %q, want %q", stored, got, want)
		}
		if File(z, strings.ToUpper(want)) == nil || File(z, "other") != nil {
			t.Errorf("%q is not found", want)
		}
	}
	for name, hidden := range map[string]bool{"a.txt": false, ".a.txt": true, "b/.git/a": true, "__MACOSX/a.txt": true, "../a.txt": false, "./a": false, "a.": false} {
		if Hidden(name) != hidden {
			t.Errorf("%s hidden: %v", name, !hidden)
		}
	}
}

func TestUnpackingIsBounded(t *testing.T) {
	large := strings.Repeat("a", 4<<20)
	raw := packed(t, zip.FileHeader{Name: "a", Method: zip.Deflate}, large)
	for _, c := range []struct {
		what  string
		raw   []byte
		limit int64
		want  error
	}{
		{"a small file", packed(t, zip.FileHeader{Name: "a", Method: zip.Deflate}, large[:1000]), 1000, nil},
		{"one over the limit", packed(t, zip.FileHeader{Name: "a", Method: zip.Store}, large[:1001]), 1000, ErrTooLarge},
		{"one just as large as its bytes allow", packed(t, zip.FileHeader{Name: "a", Method: zip.Store}, large), 4 << 20, nil},
		{"one that bursts", raw, 8 << 20, ErrTooLarge},
		{"one that lies about its size", lying(t, raw, 10), 8 << 20, ErrDamaged},
		{"one with a password", bytes.ReplaceAll(raw, []byte("PK\x01\x02\x14\x00\x14\x00\x08"), []byte("PK\x01\x02\x14\x00\x14\x00\x09")), 8 << 20, ErrProtected},
		{"one packed in another way", methodOf(t, packed(t, zip.FileHeader{Name: "a"}, "text"), 12), 8 << 20, ErrPacked},
	} {
		got, err := ReadAll(opened(t, c.raw).File[0], c.limit)
		if !errors.Is(err, c.want) || c.want == nil && !strings.HasPrefix(large, string(got)) || int64(len(got)) > c.limit {
			t.Errorf("%s: %d bytes, %v; want %v", c.what, len(got), err, c.want)
		}
	}
}

// directory is where the entry in the directory begins.
func directory(t testing.TB, raw []byte) []byte {
	t.Helper()
	at := bytes.Index(raw, []byte("PK\x01\x02"))
	if at < 0 {
		t.Fatal("there is no directory")
	}
	return raw[at:]
}

// lying states another unpacked size.
func lying(t testing.TB, raw []byte, size uint32) []byte {
	raw = bytes.Clone(raw)
	binary.LittleEndian.PutUint32(directory(t, raw)[24:], size)
	return raw
}

func methodOf(t testing.TB, raw []byte, method uint16) []byte {
	raw = bytes.Clone(raw)
	binary.LittleEndian.PutUint16(directory(t, raw)[10:], method)
	return raw
}

func TestDamagedArchives(t *testing.T) {
	raw := packed(t, zip.FileHeader{Name: "a", Method: zip.Deflate}, strings.Repeat("text ", 1000))
	over := bytes.Clone(raw)
	binary.LittleEndian.PutUint32(directory(t, over)[20:], uint32(len(raw)+1))
	for what, bad := range map[string][]byte{"cut": raw[:len(raw)-10], "entries over each other": over, "no archive": []byte("text")} {
		if _, err := Open(bytes.NewReader(bad), int64(len(bad))); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: %v", what, err)
		}
	}
	raw[40] ^= 0xff
	if _, err := ReadAll(opened(t, raw).File[0], 1<<20); !errors.Is(err, ErrDamaged) {
		t.Errorf("a changed byte: %v", err)
	}
}

func TestTokens(t *testing.T) {
	for content, want := range map[string]error{
		"<a><b>text</b></a>": nil, "<a>": ErrDamaged, strings.Repeat("<a>", 600) + strings.Repeat("</a>", 600): ErrDamaged, "<a>&unknown;</a>": ErrDamaged,
	} {
		f := opened(t, packed(t, zip.FileHeader{Name: "a.xml"}, content)).File[0]
		if err := EachToken(f, 1<<20, func(xml.Token) error { return nil }); !errors.Is(err, want) || want != nil && !strings.Contains(err.Error(), "a.xml") {
			t.Errorf("%.20s: %v, want %v", content, err, want)
		}
	}
	stop := errors.New("stop")
	f := opened(t, packed(t, zip.FileHeader{Name: "a.xml"}, "<a/>")).File[0]
	if err := EachToken(f, 1<<20, func(xml.Token) error { return stop }); !errors.Is(err, stop) {
		t.Error(err)
	}
	if err := EachToken(nil, 1, nil); err != nil {
		t.Error(err)
	}
}
