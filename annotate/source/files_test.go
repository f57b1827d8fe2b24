package source

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// tree makes a folder of files; a name that ends in / is a folder, and content
// that begins with -> a link.
func tree(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, content := range files {
		path := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		var err error
		if target, ok := strings.CutPrefix(content, "->"); ok {
			if err = os.Symlink(target, path); err != nil {
				t.Skipf("this system makes no links: %v", err)
			}
		} else if strings.HasSuffix(name, "/") {
			err = os.MkdirAll(path, 0o755)
		} else {
			err = os.WriteFile(path, []byte(content), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func TestReadFile(t *testing.T) {
	root := tree(t, map[string]string{"a.txt": "An article.", "to-a": "->a.txt"})
	for _, name := range []string{"a.txt", "to-a"} {
		d, err := ReadFile(filepath.Join(root, name), Options{})
		if err != nil || d.Text != "An article." || d.Name != name {
			t.Errorf("%s: %+v, %v", name, d, err)
		}
	}
}

func TestFilesThatAreNotRead(t *testing.T) {
	root := tree(t, map[string]string{
		"dangling.txt": "->nowhere/at-all.txt", "loop.txt": "->loop.txt", "sub/": "", "large.txt": "", "large-link": "->large.txt", "empty.txt": "",
	})
	if err := os.Truncate(filepath.Join(root, "large.txt"), MaxSize+1); err != nil {
		t.Fatal(err)
	}
	cases := []struct {
		name string
		want error
		says string
	}{
		{"dangling.txt", ErrDangling, "nowhere/at-all.txt"}, {"loop.txt", ErrDangling, "circle"},
		{"missing.txt", fs.ErrNotExist, "no such file"}, {"sub", ErrNotFile, "folder"},
		{"large.txt", ErrTooLarge, "split it"}, {"large-link", ErrTooLarge, "split it"}, {"empty.txt", ErrEmpty, "no text"},
	}
	for _, c := range cases {
		_, err := ReadFile(filepath.Join(root, c.name), Options{})
		if !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), root) {
			t.Errorf("%s: %v; want %v saying %q", c.name, err, c.want, c.says)
		}
	}
}

// The file may grow, or say nothing of its size, as those of /proc do.
func TestFilesLongerThanTheySay(t *testing.T) {
	endless := strings.NewReader(strings.Repeat("a", MaxSize+2))
	if _, err := readBytes(t.Context(), "a.txt", endless, 10); !errors.Is(err, ErrTooLarge) {
		t.Errorf("too long: %v", err)
	}
	raw, err := readBytes(t.Context(), "a.txt", strings.NewReader(strings.Repeat("a", MaxSize)), 0)
	if err != nil || len(raw) != MaxSize {
		t.Errorf("just as long as may be: %d bytes, %v", len(raw), err)
	}
}

func TestReadingEndsWithItsContext(t *testing.T) {
	root := tree(t, map[string]string{"a.txt": "An article."})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := ReadFileContext(ctx, filepath.Join(root, "a.txt"), Options{}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestWithoutPermission(t *testing.T) {
	err := explain("a.txt", &fs.PathError{Op: "open", Path: "/secret/a.txt", Err: syscall.EACCES})
	if !errors.Is(err, fs.ErrPermission) || !strings.Contains(err.Error(), "no permission") || strings.Contains(err.Error(), "/secret") {
		t.Error(err)
	}
	if err := explain("a.txt", &fs.PathError{Op: "read", Path: "/a.txt", Err: syscall.EIO}); !errors.Is(err, syscall.EIO) || strings.Contains(err.Error(), "/a.txt") {
		t.Error(err)
	}
}

func TestWalk(t *testing.T) {
	root := tree(t, map[string]string{
		"b.txt": "b", "a.md": "a", "c": "c", "photo.jpg": "x", ".hidden.txt": "x", ".git/config.txt": "x", "desk.bluepencil": "x",
		"sub/z.txt": "z", "sub/deep/y.TEXT": "y", "sub/back": "->..", "other": "->sub", "gone.txt": "->nowhere", "gone.jpg": "->nowhere", "twin.txt": "->b.txt",
	})
	outside := tree(t, map[string]string{"notes.jsonl": "{}", ".dot.txt": "d"})
	paths := []string{root, filepath.Join(outside, "notes.jsonl"), filepath.Join(outside, ".dot.txt"), filepath.Join(root, "b.txt"), filepath.Join(outside, "none.txt")}
	var got []string
	err := Walk(t.Context(), paths, func(f Found) error {
		if f.Index != len(got) || f.Total != 12 {
			t.Errorf("%d of %d, after %d", f.Index, f.Total, len(got))
		}
		name := strings.TrimPrefix(strings.TrimPrefix(f.Path, root), outside)[1:]
		if f.Skipped != nil {
			name += ": " + f.Skipped.Error()
		}
		got = append(got, name)
		return nil
	})
	unknown := ": files of this kind are not read; to import it as text, name the file itself"
	want := []string{"a.md", "b.txt", "c", "gone.jpg" + unknown, "gone.txt: the link points to nothing: nowhere is not there",
		filepath.Join("other", "deep", "y.TEXT"), filepath.Join("other", "z.txt"), "photo.jpg" + unknown, "twin.txt",
		"notes.jsonl", ".dot.txt", "none.txt: there is no such file"}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%v\n got %s\nwant %s", err, strings.Join(got, "\n     "), strings.Join(want, "\n     "))
	}
}

func TestFilesAndFailures(t *testing.T) {
	root := tree(t, map[string]string{"b.txt": "b", "a.txt": "a", "photo.jpg": "x", "gone.txt": "->nowhere"})
	files, failures, err := Files(t.Context(), []string{root, filepath.Join(root, "a.txt"), filepath.Join(root, "none")}, nil)
	if want := []string{filepath.Join(root, "a.txt"), filepath.Join(root, "b.txt")}; err != nil || !slices.Equal(files, want) {
		t.Errorf("%v, %v; want %v", files, err, want)
	}
	if len(failures) != 2 || !errors.Is(failures[0].Err, ErrDangling) || !errors.Is(failures[1].Err, fs.ErrNotExist) {
		t.Errorf("%v", failures)
	}
}

// Cancelling ends the walk at the next file, and the search itself.
func TestWalkEndsWithItsContext(t *testing.T) {
	root := tree(t, map[string]string{"a.txt": "a", "b.txt": "b", "sub/c.txt": "c"})
	ctx, cancel := context.WithCancel(t.Context())
	visited := 0
	err := Walk(ctx, []string{root}, func(Found) error {
		visited++
		cancel()
		return nil
	})
	if !errors.Is(err, context.Canceled) || visited != 1 {
		t.Errorf("%v after %d", err, visited)
	}
	if files, _, err := Files(ctx, []string{root}, nil); !errors.Is(err, context.Canceled) || len(files) != 0 {
		t.Errorf("%v, %v", files, err)
	}
	broken := errors.New("stop")
	if err := Walk(t.Context(), []string{root}, func(Found) error { return broken }); err != broken {
		t.Errorf("the visitor's error ends it: %v", err)
	}
}

func TestAFailureIsOneLine(t *testing.T) {
	for _, c := range []struct {
		failure Failure
		want    string
	}{
		{Failure{"two\nlines.txt", ErrEmpty}, `"two\nlines.txt": there is no text in it`},
		{Failure{"plain name.txt", errors.Join(ErrBinary, errors.New("really"))}, "plain name.txt: this is no text: really"},
	} {
		if got := c.failure.Line(); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
