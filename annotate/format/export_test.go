package format_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
)

// shout is a format: an article is its text in capitals on a line.
type shout struct{ made atomic.Int64 }

func (s *shout) Record(b *format.Bundle) ([]byte, []format.Loss, error) {
	s.made.Add(1)
	if strings.Contains(b.Text, "secret") {
		return nil, nil, errors.New("it must not leave the house")
	}
	for range len(b.Text) % 7 { // records get ready in another order than they came
		runtime.Gosched()
	}
	return []byte(strings.ToUpper(b.Text) + "\n"), []format.Loss{{What: "small letters", Count: len(b.Text), Examples: []string{b.Text}}}, nil
}

func texts(list ...string) format.Articles {
	return func(each func(*format.Bundle) error) error {
		for _, s := range list {
			b := &format.Bundle{Text: s, Article: annotate.Article{Meta: map[string]string{"title": "about " + s}}}
			if s == "unreadable" {
				b.Err = errors.New("the page is torn")
			}
			if err := each(b); err != nil {
				return err
			}
		}
		return nil
	}
}

func contents(t *testing.T, path string) string {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// onlyThese fails the test where anything else lies in the folder, such as a
// temporary file.
func onlyThese(t *testing.T, dir string, names ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, e := range entries {
		found = append(found, e.Name())
	}
	if strings.Join(found, " ") != strings.Join(names, " ") {
		t.Errorf("the folder has %v, want %v", found, names)
	}
}

func TestAnExportIsThereWholeAndInOrder(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "out.txt")
	var list []string
	var want strings.Builder
	for n := range 500 {
		s := fmt.Sprintf("article %d %s", n, strings.Repeat("x", n%13))
		list = append(list, s)
		want.WriteString(strings.ToUpper(s) + "\n")
	}
	report, err := format.Export(context.Background(), path, texts(list...), &shout{}, format.Companion{Name: "beside.txt", Content: []byte("hello")})
	if err != nil {
		t.Fatal(err)
	}
	if contents(t, path) != want.String() || contents(t, filepath.Join(dir, "beside.txt")) != "hello" {
		t.Error("the files are not what was to be written")
	}
	if report.Articles != 500 || report.Bytes != int64(want.Len()) || len(report.Problems) != 0 {
		t.Errorf("%+v", report)
	}
	if len(report.Losses) != 1 || report.Losses[0].Count != want.Len()-500 || len(report.Losses[0].Examples) != 10 {
		t.Errorf("losses: %+v", report.Losses)
	}
	onlyThese(t, dir, "beside.txt", "out.txt")
}

func TestOneBadArticleNeverStopsTheRest(t *testing.T) {
	path := filepath.Join(t.TempDir(), "out.txt")
	report, err := format.Export(context.Background(), path, texts("a", "secret", "b", "unreadable", "c"), &shout{})
	if err != nil {
		t.Fatal(err)
	}
	if contents(t, path) != "A\nB\nC\n" || report.Articles != 3 {
		t.Errorf("%q, %+v", contents(t, path), report)
	}
	want := []format.Problem{{"about secret", "it must not leave the house"}, {"about unreadable", "the page is torn"}}
	if fmt.Sprint(report.Problems) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", report.Problems, want)
	}
}

// failing gives an article and then fails.
func failing(err error) format.Articles {
	return func(each func(*format.Bundle) error) error {
		if err := texts("a")(each); err != nil {
			return err
		}
		return err
	}
}

func TestAnExportThatFailsLeavesTheOneBefore(t *testing.T) {
	cancelled, cancel := context.WithCancel(context.Background())
	broken := errors.New("the disk fell off")
	for name, attempt := range map[string]func(path string) error{
		"reading fails": func(path string) error {
			_, err := format.Export(context.Background(), path, failing(broken), &shout{})
			if !errors.Is(err, broken) {
				t.Errorf("got %v", err)
			}
			return err
		},
		"cancelled on the way": func(path string) error {
			n := 0
			endless := func(each func(*format.Bundle) error) error {
				for {
					if n++; n == 100 {
						cancel()
					}
					if err := each(&format.Bundle{Text: "x"}); err != nil {
						return err
					}
				}
			}
			_, err := format.Export(cancelled, path, endless, &shout{})
			if !errors.Is(err, context.Canceled) {
				t.Errorf("got %v", err)
			}
			return err
		},
		"a companion in the way": func(path string) error {
			if err := os.Mkdir(filepath.Join(filepath.Dir(path), "beside.txt"), 0o755); err != nil {
				t.Fatal(err)
			}
			defer os.Remove(filepath.Join(filepath.Dir(path), "beside.txt"))
			_, err := format.Export(context.Background(), path, texts("a"), &shout{}, format.Companion{Name: "beside.txt"})
			return err
		},
	} {
		dir := t.TempDir()
		path := filepath.Join(dir, "out.txt")
		if err := os.WriteFile(path, []byte("the one before"), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := attempt(path); err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: got %v, want an error that names the file", name, err)
		}
		if contents(t, path) != "the one before" {
			t.Errorf("%s: the file before is gone", name)
		}
		onlyThese(t, dir, "out.txt")
	}
}

func TestWhatAnExportMustNotReplace(t *testing.T) {
	dir := t.TempDir()
	folder, file := filepath.Join(dir, "folder"), filepath.Join(dir, "beside.txt")
	if err := os.Mkdir(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		folder:                                 "not a file",
		os.DevNull:                             "not a file",
		file:                                   "beside",
		filepath.Join(dir, "Beside.TXT"):       "beside",
		filepath.Join(dir, "desk.bluepencil"):  "project",
		filepath.Join(dir, "no", "such", "x"):  "no folder",
		filepath.Join(file+"\x00", "whatever"): "invalid",
	} {
		_, err := format.Export(context.Background(), path, texts("a"), &shout{}, format.Companion{Name: "beside.txt"})
		if !errors.Is(err, format.ErrTarget) || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want a word of %q", path, err, want)
		}
	}
	onlyThese(t, dir, "folder")
}

func TestALinkIsFollowedAndPermissionsAreTheUsualOnes(t *testing.T) {
	dir := t.TempDir()
	target, link := filepath.Join(dir, "target.txt"), filepath.Join(dir, "link.txt")
	plain := filepath.Join(dir, "plain.txt")
	for _, path := range []string{target, plain} {
		if err := os.WriteFile(path, nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(target, link); err != nil {
		t.Skip("no symbolic links here:", err)
	}
	if _, err := format.Export(context.Background(), link, texts("a"), &shout{}); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 || contents(t, target) != "A\n" {
		t.Errorf("%v, %q", err, contents(t, target))
	}
	want, _ := os.Stat(plain)
	if got, _ := os.Stat(target); got.Mode() != want.Mode() {
		t.Errorf("got %v, want %v", got.Mode(), want.Mode())
	}
}

type narrow struct{ room int }

var errFull = errors.New("no room")

func (n *narrow) Write(b []byte) (int, error) {
	if n.room -= len(b); n.room < 0 {
		return 0, errFull
	}
	return len(b), nil
}

// TestAStreamThatBreaksEndsTheWork: the articles after it are not made.
func TestAStreamThatBreaksEndsTheWork(t *testing.T) {
	s := &shout{}
	many := func(each func(*format.Bundle) error) error {
		for range 1_000_000 {
			if err := each(&format.Bundle{Text: strings.Repeat("x", 10_000)}); err != nil {
				return err
			}
		}
		return nil
	}
	if _, err := format.Stream(context.Background(), &narrow{1 << 20}, many, s); !errors.Is(err, errFull) {
		t.Errorf("got %v", err)
	}
	if n := s.made.Load(); n > 2000 {
		t.Errorf("%d articles were made for a stream with room for 100", n)
	}
}

// TestAnEmptyExportIsAnEmptyFile and no error.
func TestAnEmptyExportIsAnEmptyFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "out.txt")
	report, err := format.Export(context.Background(), path, texts(), &shout{})
	if err != nil || report.Articles != 0 || contents(t, path) != "" {
		t.Errorf("%v, %+v", err, report)
	}
}
