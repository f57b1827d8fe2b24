package bolt_test

import (
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bluepencil/storage/kv"
	"bluepencil/storage/kv/bolt"
	"bluepencil/storage/kv/kvtest"
)

func create(t *testing.T) (*bolt.Store, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "p.bluepencil")
	s, err := bolt.Create(path, bolt.Options{Holder: bolt.Holder{Program: "Bluepencil", Person: "Mina"}})
	if err != nil {
		t.Fatal(err)
	}
	return s, path
}

func TestContract(t *testing.T) {
	kvtest.Run(t, func(t *testing.T) kv.Store {
		s, _ := create(t)
		t.Cleanup(func() {
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
		return s
	})
}

func TestASecondOpenerLearnsWhoHoldsTheFile(t *testing.T) {
	s, path := create(t)
	_, err := bolt.Open(path, bolt.Options{Timeout: 1})
	var locked *bolt.LockedError
	if !errors.Is(err, kv.ErrLocked) || !errors.As(err, &locked) {
		t.Fatalf("got %v, want kv.ErrLocked", err)
	}
	for _, word := range []string{"Bluepencil, Mina", "process", "Close it there"} {
		if !strings.Contains(err.Error(), word) {
			t.Errorf("%q does not say %q", err, word)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := bolt.Open(path, bolt.Options{})
	if err != nil {
		t.Fatal("after the holder closed it:", err)
	}
	again.Close()
}

func TestCreateNeverOverwrites(t *testing.T) {
	path := filepath.Join(t.TempDir(), "letter.txt")
	os.WriteFile(path, []byte("dear"), 0o644)
	if _, err := bolt.Create(path, bolt.Options{}); !errors.Is(err, fs.ErrExist) {
		t.Errorf("got %v, want fs.ErrExist", err)
	}
	if b, _ := os.ReadFile(path); string(b) != "dear" {
		t.Error("the file was touched")
	}
}

func TestOpenRefusesWhatIsNoProject(t *testing.T) {
	dir := t.TempDir()
	for name, content := range map[string]string{"empty": "", "short": "hello", "text": strings.Repeat("no project ", 9999)} {
		path := filepath.Join(dir, name)
		os.WriteFile(path, []byte(content), 0o644)
		if _, err := bolt.Open(path, bolt.Options{}); !errors.Is(err, kv.ErrNotProject) {
			t.Errorf("%s: got %v, want kv.ErrNotProject", name, err)
		}
		if b, _ := os.ReadFile(path); string(b) != content {
			t.Errorf("%s: the file was touched", name)
		}
	}
	if _, err := bolt.Open(dir, bolt.Options{}); !errors.Is(err, kv.ErrNotProject) {
		t.Errorf("a folder: got %v, want kv.ErrNotProject", err)
	}
	if _, err := bolt.Open(filepath.Join(dir, "missing"), bolt.Options{}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing file: got %v, want fs.ErrNotExist", err)
	}
}

// TestDamage flips bytes and cuts the file short: opening and reading it all
// either works or says that the file is damaged, and never crashes.
func TestDamage(t *testing.T) {
	s, path := create(t)
	err := s.Update(func(w kv.Writer) error {
		for i := range 3000 {
			key := []byte{byte(i >> 8), byte(i)}
			if err := w.Put([]byte("things"), key, []byte(strings.Repeat("x", i%90))); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
	good, _ := os.ReadFile(path)
	random := rand.New(rand.NewPCG(3, 4))
	refused := 0
	for n := range 150 {
		bad := append([]byte{}, good...)
		if n%5 == 0 {
			bad = bad[:random.IntN(len(bad))]
		} else {
			for range 1 + random.IntN(40) {
				bad[random.IntN(len(bad))] ^= byte(1 + random.IntN(255))
			}
		}
		broken := filepath.Join(t.TempDir(), "bad.bluepencil")
		os.WriteFile(broken, bad, 0o644)
		if err := readAll(broken); err != nil {
			refused++
			if !errors.Is(err, kv.ErrDamaged) && !errors.Is(err, kv.ErrNotProject) {
				t.Errorf("round %d: %v is neither damaged nor foreign", n, err)
			}
		}
	}
	if refused == 0 {
		t.Error("no damage was noticed in 150 rounds")
	}
}

func readAll(path string) error {
	s, err := bolt.Open(path, bolt.Options{})
	if err != nil {
		return err
	}
	defer s.Close()
	return s.View(func(r kv.Reader) error {
		return r.Scan([]byte("things"), nil, nil, func(_, value []byte) (bool, error) {
			_ = strings.Count(string(value), "x")
			return true, nil
		})
	})
}
