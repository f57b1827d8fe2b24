package faulty

import (
	"errors"
	"fmt"
	"os"
	"sync"
	"syscall"
)

// Disk stands between kv/bolt and its file: give its OpenFile to
// bolt.Options. The operating system itself then refuses the writes, because
// another file takes the place of the real one under the same descriptor:
// /dev/full, which is full, or the file opened for reading only. What bbolt
// has mapped, and its lock, stay with the real file.
//
// It is there on Linux only, and serves one store at a time. A transaction
// that has to grow the file fails too, but says that the file has no size.
type Disk struct {
	mu   sync.Mutex
	file *os.File // the one last opened for writing
	real int      // its true descriptor while another takes its place, else 0
}

var errNoFile = errors.New("faulty disk: no file was opened for writing")

// OpenFile is os.OpenFile, and remembers the file.
func (d *Disk) OpenFile(name string, flag int, mode os.FileMode) (*os.File, error) {
	file, err := os.OpenFile(name, flag, mode)
	if err == nil && flag&os.O_RDWR != 0 {
		d.mu.Lock()
		defer d.mu.Unlock()
		d.file, d.real = file, 0
	}
	return file, err
}

// Fill makes writes fail as on a full disk, with ENOSPC, until Mend.
func (d *Disk) Fill() error { return d.replace("/dev/full", os.O_RDWR) }

// Protect makes writes fail as without permission, with EBADF, until Mend.
// Syncing still works.
func (d *Disk) Protect() error {
	d.mu.Lock()
	file := d.file
	d.mu.Unlock()
	if file == nil {
		return errNoFile
	}
	return d.replace(file.Name(), os.O_RDONLY)
}

// Lose makes reads come back empty, writes go nowhere, and syncing fail with
// EINVAL, until Mend: as where a disk was pulled and the system noticed late.
func (d *Disk) Lose() error { return d.replace("/dev/null", os.O_RDWR) }

func (d *Disk) replace(name string, flag int) error {
	if err := d.Mend(); err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.file == nil {
		return errNoFile
	}
	other, err := os.OpenFile(name, flag, 0)
	if err != nil {
		return fmt.Errorf("faulty disk: %w", err)
	}
	defer other.Close()
	fd := int(d.file.Fd())
	real, err := syscall.Dup(fd)
	if err != nil {
		return fmt.Errorf("faulty disk: %w", err)
	}
	syscall.CloseOnExec(real)
	if err := syscall.Dup3(int(other.Fd()), fd, syscall.O_CLOEXEC); err != nil {
		return errors.Join(fmt.Errorf("faulty disk: %w", err), syscall.Close(real))
	}
	d.real = real
	return nil
}

// Mend gives the real file its place back. It must come before the store is
// closed.
func (d *Disk) Mend() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.real == 0 {
		return nil
	}
	real := d.real
	d.real = 0
	err := syscall.Dup3(real, int(d.file.Fd()), syscall.O_CLOEXEC)
	return errors.Join(err, syscall.Close(real))
}
