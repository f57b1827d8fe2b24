package bolt

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"bluepencil/storage/kv"
)

// Holder says who has a project open. It is written beside the project while
// it is open; the lock itself is the operating system's, so a holder left
// behind by a crash locks nobody out.
type Holder struct {
	Program string    `json:"program"`
	Person  string    `json:"person"`
	Host    string    `json:"host"`
	Process int       `json:"process"`
	Since   time.Time `json:"since"`
}

// LockedError says that a project is open elsewhere, and where. It is kv.ErrLocked.
type LockedError struct {
	Path   string
	Holder Holder // zero where the holder left no word
}

// Error names the holder and says what to do.
func (e *LockedError) Error() string {
	if e.Holder.Process == 0 {
		return fmt.Sprintf("%s is open in another program. Close it there, or work on a copy.", e.Path)
	}
	who := e.Holder.Program
	if who == "" {
		who = "another program"
	}
	if e.Holder.Person != "" {
		who += ", " + e.Holder.Person
	}
	return fmt.Sprintf("%s is open in %s (on %s, process %d, since %s). Close it there, or work on a copy.",
		e.Path, who, e.Holder.Host, e.Holder.Process, e.Holder.Since.Format("2 January 15:04"))
}

// Is makes the error match kv.ErrLocked.
func (e *LockedError) Is(target error) bool { return target == kv.ErrLocked }

// holderPath is where the word about the holder lies: beside the file itself,
// also for whoever opens it by another name.
func holderPath(path string) string {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	return path + ".holder"
}

// announce leaves word who has the file, and returns it. It is a courtesy:
// where it cannot be written, the lock still holds.
func announce(path string, h Holder) []byte {
	h.Process, h.Since = os.Getpid(), time.Now()
	h.Host, _ = os.Hostname()
	b, err := json.Marshal(h)
	if err != nil || os.WriteFile(holderPath(path), b, 0o644) != nil {
		return nil
	}
	return b
}

// withdraw takes the word back, unless somebody else's lies there meanwhile.
func withdraw(path string, word []byte) {
	name := holderPath(path)
	if b, err := readWord(name); err == nil && word != nil && bytes.Equal(b, word) {
		_ = os.Remove(name)
	}
}

// longestWord bounds what is read of a word, in bytes.
const longestWord = 64 << 10

// readWord reads the word left at a path. Anything may lie there: what is no
// file is not opened, for that could wait for ever, and of a long one only the
// beginning is read.
func readWord(name string) ([]byte, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is a %s", name, kindOf(info))
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, longestWord))
}

// lockedBy is the error of a locked file. Word that cannot be read, or that a
// crashed process of this machine left behind, is no word.
func lockedBy(path string) error {
	locked := &LockedError{Path: path}
	b, err := readWord(holderPath(path))
	if err != nil || json.Unmarshal(b, &locked.Holder) != nil {
		locked.Holder = Holder{}
	}
	if host, err := os.Hostname(); err == nil && host == locked.Holder.Host && !alive(locked.Holder.Process) {
		locked.Holder = Holder{}
	}
	return locked
}
