package bolt

import (
	"encoding/json"
	"fmt"
	"os"
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

func holderPath(path string) string { return path + ".holder" }

// announce leaves word who has the file. It is a courtesy: where it cannot be
// written, the lock still holds.
func announce(path string, h Holder) {
	h.Process, h.Since = os.Getpid(), time.Now()
	if host, err := os.Hostname(); err == nil {
		h.Host = host
	}
	if b, err := json.Marshal(h); err == nil {
		_ = os.WriteFile(holderPath(path), b, 0o644)
	}
}

func withdraw(path string) { _ = os.Remove(holderPath(path)) }

func lockedBy(path string) error {
	locked := &LockedError{Path: path}
	if b, err := os.ReadFile(holderPath(path)); err == nil {
		// A holder that cannot be read is one that left no word.
		if json.Unmarshal(b, &locked.Holder) != nil {
			locked.Holder = Holder{}
		}
	}
	return locked
}
