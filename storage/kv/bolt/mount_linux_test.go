package bolt_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"sync/atomic"
	"syscall"
	"testing"
	"unsafe"

	"bluepencil/storage/kv"
	"bluepencil/storage/kv/bolt"
	"bluepencil/storage/kv/kvtest"
)

func add(s *bolt.Store, n int) error {
	return s.Update(func(w kv.Writer) error {
		return w.Put([]byte("things"), fmt.Appendf(nil, "%08d", n), make([]byte, 3000))
	})
}

// numbers wants the things to be 0 to n-1, with at most extra more.
func numbers(t *testing.T, s *bolt.Store, n, extra int) int {
	t.Helper()
	next := 0
	err := s.View(func(r kv.Reader) error {
		return r.Scan([]byte("things"), nil, nil, func(key, value []byte) (bool, error) {
			if string(key) != fmt.Sprintf("%08d", next) || len(value) != 3000 {
				return false, fmt.Errorf("%s is there in place of %d", key, next)
			}
			next++
			return true, nil
		})
	})
	if err = errors.Join(err, s.Check()); err != nil {
		t.Fatal(err)
	}
	if next < n || next > n+extra {
		t.Fatalf("%d things are there, %d were acknowledged", next, n)
	}
	return next
}

func TestAFullDisk(t *testing.T) {
	dir := kvtest.SmallDisk(t, 2<<20)
	ballast := filepath.Join(dir, "ballast")
	if err := os.WriteFile(ballast, make([]byte, 512<<10), 0o644); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "p.bluepencil")
	s, err := bolt.Create(path, bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	fill := func() {
		t.Helper()
		for ; ; n++ {
			if err := add(s, n); err == nil {
				continue
			} else if !errors.Is(err, kv.ErrWrite) || !errors.Is(err, syscall.ENOSPC) {
				t.Fatalf("thing %d: got %v, want kv.ErrWrite for ENOSPC", n, err)
			}
			break
		}
		numbers(t, s, n, 0)
		if err := add(s, n); !errors.Is(err, kv.ErrWrite) {
			t.Errorf("once more: got %v, want kv.ErrWrite", err)
		}
		numbers(t, s, n, 0)
	}
	fill()
	if _, err := bolt.Create(filepath.Join(dir, "other.bluepencil"), bolt.Options{}); err == nil {
		t.Error("a project was created on a full disk")
	}
	left, _ := filepath.Glob(filepath.Join(dir, "*other*"))
	if hidden, _ := filepath.Glob(filepath.Join(dir, ".*")); len(left)+len(hidden) > 0 {
		t.Errorf("creating left %q %q behind", left, hidden)
	}
	before := n
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	fill()
	if n == before {
		t.Error("nothing could be written after room was made")
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if s, err = bolt.Open(path, bolt.Options{}); err != nil {
		t.Fatal("on the full disk:", err)
	}
	defer s.Close()
	numbers(t, s, n, 0)
}

func TestAWriteProtectedDisk(t *testing.T) {
	dir := kvtest.SmallDisk(t, 2<<20)
	path := filepath.Join(dir, "p.bluepencil")
	s, err := bolt.Create(path, bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(add(s, 0), s.Close()); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := bolt.Open(path, bolt.Options{}); !errors.Is(err, syscall.EROFS) {
		t.Errorf("opening: got %v, want EROFS", err)
	}
	if _, err := bolt.Create(filepath.Join(dir, "q.bluepencil"), bolt.Options{}); !errors.Is(err, syscall.EROFS) {
		t.Errorf("creating: got %v, want EROFS", err)
	}
	if s, err = bolt.Open(path, bolt.Options{ReadOnly: true}); err != nil {
		t.Fatal("opening for reading:", err)
	}
	defer s.Close()
	numbers(t, s, 1, 0)
	if err := add(s, 1); !errors.Is(err, kv.ErrWrite) {
		t.Errorf("Update gave %v, want kv.ErrWrite", err)
	}
}

// ext4 makes a file system in a file, and says how to mount and unmount it.
func ext4(t *testing.T) (dir string, mount, unmount func() error) {
	t.Helper()
	image := filepath.Join(t.TempDir(), "image")
	dir = t.TempDir()
	err := os.WriteFile(image, nil, 0o644)
	if err == nil {
		err = os.Truncate(image, 32<<20)
	}
	if err == nil {
		err = exec.Command("mkfs.ext4", "-q", "-F", image).Run()
	}
	mount = func() error { return exec.Command("mount", "-o", "loop", image, dir).Run() }
	unmount = func() error { return exec.Command("umount", dir).Run() }
	if err == nil {
		err = mount()
	}
	if err != nil {
		t.Skipf("a disk to cut off cannot be mounted here: %v", err)
	}
	t.Cleanup(func() { _ = unmount() })
	return dir, mount, unmount
}

// cutOff makes an ext4 file system lose all it has not written yet, journal
// included, and refuse everything from then on, as without power.
func cutOff(dir string) error {
	file, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer file.Close()
	const shutdown = 0x8004587d // EXT4_IOC_SHUTDOWN
	withoutFlush := uint32(2)   // EXT4_GOING_FLAGS_NOLOGFLUSH
	_, _, errno := syscall.Syscall(syscall.SYS_IOCTL, file.Fd(), shutdown, uintptr(unsafe.Pointer(&withoutFlush)))
	if errno != 0 {
		return errno
	}
	return nil
}

// TestPowerLoss cuts the disk off at random moments of writing: every
// transaction that was acknowledged is there afterwards, and the one under way
// wholly or not at all.
func TestPowerLoss(t *testing.T) {
	dir, mount, unmount := ext4(t)
	path := filepath.Join(dir, "p.bluepencil")
	s, err := bolt.Create(path, bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(21, 0))
	acknowledged := 0
	for round := range 8 {
		// The cut comes with the writing of a certain thing, by another
		// goroutine, and so anywhere in its commit or after.
		var last atomic.Int64
		last.Store(int64(acknowledged + 3 + random.IntN(30)))
		reached, cut := make(chan struct{}), make(chan error, 1)
		go func() {
			<-reached
			cut <- cutOff(dir)
		}()
		for n := acknowledged; ; n++ {
			if int64(n) == last.Load() {
				close(reached)
			}
			if err := add(s, n); err != nil {
				if !errors.Is(err, kv.ErrWrite) && !errors.Is(err, kv.ErrDamaged) {
					t.Errorf("round %d: %v", round, err)
				}
				break
			}
			acknowledged = n + 1
		}
		if err := <-cut; err != nil {
			t.Skipf("this ext4 cannot be cut off: %v", err)
		}
		_ = s.Close() // on a dead disk it may complain
		if err := errors.Join(unmount(), mount()); err != nil {
			t.Fatal(err)
		}
		if s, err = bolt.Open(path, bolt.Options{}); err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		acknowledged = numbers(t, s, acknowledged, 1)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}
