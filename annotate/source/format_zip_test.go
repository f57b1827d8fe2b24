package source

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// entry is a file of an archive.
type entry struct{ name, content string }

func zipped(t testing.TB, entries ...entry) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, e := range entries {
		f, err := w.Create(e.name)
		if err == nil {
			_, err = io.WriteString(f, e.content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// linesOf reads a file of that name and content, and shows its parts a line each.
func linesOf(t testing.TB, name, content string) ([]string, []Part, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	var lines []string
	var parts []Part
	err := ReadParts(t.Context(), path, Options{}, func(p Part) error {
		line := p.Where + ": " + p.Document.Text
		if p.Err != nil {
			line = p.Where + " fails: " + p.Err.Error()
		}
		lines, parts = append(lines, line), append(parts, p)
		return nil
	})
	return lines, parts, err
}

func TestAnArchiveIsAFolder(t *testing.T) {
	docx := zipped(t, entry{"word/document.xml", `<w:document xmlns:w="w"><w:p><w:r><w:t>A letter.</w:t></w:r></w:p></w:document>`})
	inner := zipped(t, entry{"deep.txt", "Deep."}, entry{"deeper.zip", zipped(t, entry{"a.txt", "Too deep."})})
	raw := zipped(t,
		entry{"news/b.txt", "Ferry back."}, entry{"news/", ""}, entry{".hidden.txt", "no"}, entry{"__MACOSX/b.txt", "no"}, entry{"photo.jpg", "no"},
		entry{"desk.bluepencil", "no"}, entry{"a.md", "# Title\n"}, entry{"empty.txt", ""}, entry{"letter.docx", docx}, entry{"inner.zip", inner},
		entry{"burst.txt", strings.Repeat("a", 8<<20)}, entry{"picture.txt", "\x89PNG\r\n\x1a\n"})
	lines, parts, err := linesOf(t, "all.zip", raw)
	want := []string{
		"news/b.txt: Ferry back.", "a.md: # Title\n", "empty.txt fails: there is no text in it", "letter.docx: A letter.", "inner.zip, deep.txt: Deep.",
		"inner.zip, deeper.zip fails: archives in archives in archives are not read; unpack it first",
		"burst.txt fails: unpacked, it is too large", "picture.txt fails: this is a PNG picture",
	}
	if err != nil || !slices.Equal(lines, want) {
		t.Fatalf("%v\n got %s\nwant %s", err, strings.Join(lines, "\n     "), strings.Join(want, "\n     "))
	}
	if d := parts[0].Document; d.Name != "b.txt" || d.Format != "text" || d.SourceSHA256 != sha256.Sum256([]byte("Ferry back.")) {
		t.Errorf("%+v", d)
	}
	if d := parts[3].Document; d.Name != "letter.docx" || d.Format != "docx" || d.SourceSHA256 != sha256.Sum256([]byte(docx)) || d.SourceSize != int64(len(docx)) || d.Title != "A letter." {
		t.Errorf("%+v", d)
	}
	if !errors.Is(parts[6].Err, ErrTooLarge) {
		t.Errorf("%v", parts[6].Err)
	}
}

// A document is told by what is in it, whatever its name.
func TestDocumentsAreToldByTheirInside(t *testing.T) {
	for _, path := range []string{"word/testdata/ferry.docx", "word/testdata/ferry.odt"} {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		format := strings.TrimPrefix(filepath.Ext(path), ".")
		direct, err := Read(raw, "ferry", Options{})
		if err != nil || direct.Format != format || direct.Title != "Ferry sails again after winter pause" || len(direct.Zones) != 4 {
			t.Fatalf("%s: %+v, %v", path, direct, err)
		}
		for _, name := range []string{"ferry." + format, "ferry.zip", "ferry.txt", "ferry"} {
			_, parts, err := linesOf(t, name, string(raw))
			if err != nil || len(parts) != 1 || parts[0].Where != "" {
				t.Fatalf("%s as %s: %v, %v", path, name, parts, err)
			}
			d := parts[0].Document
			if d.Format != format || d.Text != direct.Text || d.SourceSHA256 != direct.SourceSHA256 || d.TextSHA256 != direct.TextSHA256 || d.Name != name {
				t.Errorf("%s as %s: %+v", path, name, d)
			}
		}
	}
}

// Pictures make a document large, not its text.
func TestADocumentOfManyPictures(t *testing.T) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, content := range map[string]string{"word/media/ferry.png": strings.Repeat("x", MaxSize),
		"word/document.xml": `<w:document xmlns:w="w"><w:p><w:r><w:t>A letter.</w:t></w:r></w:p></w:document>`} {
		f, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err == nil {
			_, err = io.WriteString(f, content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	_, parts, err := linesOf(t, "a.docx", b.String())
	if err != nil || len(parts) != 1 || parts[0].Document.Text != "A letter." || parts[0].Document.SourceSize != int64(b.Len()) || parts[0].Document.SourceSHA256 != sha256.Sum256(b.Bytes()) {
		t.Errorf("%v, %v", parts, err)
	}
}

func TestArchivesThatAreNotRead(t *testing.T) {
	good := zipped(t, entry{"a.txt", "text"})
	for _, c := range []struct {
		what, raw, says string
		want            error
	}{
		{"a workbook", zipped(t, entry{"[Content_Types].xml", "<x/>"}, entry{"xl/workbook.xml", "<x/>"}), "office document", ErrUnsupported},
		{"one with nothing to read", zipped(t, entry{"a.jpg", "x"}), "no file in this archive", ErrEmpty},
		{"a cut one", good[:len(good)-8], "damaged", ErrDamaged},
		{"an empty document", zipped(t, entry{"word/document.xml", "<d/>"}), "no text", ErrEmpty},
		{"an empty one", "PK\x05\x06" + strings.Repeat("\x00", 18), "empty archive", ErrBinary},
	} {
		if _, parts, err := linesOf(t, "a.zip", c.raw); !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) || len(parts) != 0 {
			t.Errorf("%s: %v; want %v saying %q", c.what, err, c.want, c.says)
		}
	}
}

func TestReadingAnArchiveEndsWithItsContext(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.zip")
	if err := os.WriteFile(path, []byte(zipped(t, entry{"a.txt", "a"}, entry{"b.txt", "b"})), 0o644); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	n := 0
	err := ReadParts(ctx, path, Options{}, func(Part) error { n++; cancel(); return nil })
	if !errors.Is(err, context.Canceled) || n != 1 {
		t.Errorf("%v after %d", err, n)
	}
	stop := errors.New("stop")
	if err := ReadParts(t.Context(), path, Options{}, func(Part) error { n++; return stop }); !errors.Is(err, stop) || n != 2 {
		t.Errorf("%v after %d", err, n)
	}
}

// Whatever an archive holds, each part is a document or says what is wrong.
func FuzzZip(f *testing.F) {
	f.Add([]byte(zipped(f, entry{"a.txt", "text"}, entry{"b.zip", zipped(f, entry{"c.md", "# c"})})))
	for _, name := range []string{"word/testdata/budget.docx", "word/testdata/budget.odt", "epub/testdata/budget.epub"} {
		raw, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		err := readZip(t.Context(), Input{Name: "a.zip", Size: int64(len(raw)), ReaderAt: bytes.NewReader(raw)}, Options{}, func(p Part) error {
			checkPart(t, "a.zip", p)
			return nil
		})
		if err != nil && strings.Contains(err.Error(), "\n") {
			t.Fatalf("more than a line: %q", err)
		}
	})
}
