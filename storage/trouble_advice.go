package storage

import (
	"errors"
	"io/fs"
	"syscall"

	"bluepencil/annotate"
	"bluepencil/storage/kv"
)

// Advice tells in one sentence what to do about an error of a project, or ""
// where the error says all there is to say.
func Advice(err error) string {
	is := func(target error) bool { return errors.Is(err, target) }
	switch {
	case err == nil:
		return ""
	case is(kv.ErrMoved):
		return "The project's file is no longer where it was: save a copy elsewhere and go on in that."
	case is(syscall.ENOSPC), is(errQuota):
		return "The disk is full: nothing is lost, make room and do it again, or save a copy elsewhere."
	case is(syscall.EROFS), is(fs.ErrPermission):
		return "You may not write there: nothing is lost, save a copy where you may, or have the permission given back."
	case is(syscall.EIO):
		return "The disk does not do what it is told: save a copy on another one now."
	case is(kv.ErrLocked):
		return "Close the project there, or open a copy of it."
	case is(kv.ErrDamaged):
		return "The project's file is damaged: rescue it, which keeps the file and brings back the newest good state."
	case is(ErrNewer):
		return "Install the newer version of Bluepencil; the file is unharmed."
	case is(ErrNoBackup):
		return "Look for a copy of the project on another disk: bp restore makes a project of it."
	case is(ErrClock):
		return "Set the clock of this computer right."
	case is(kv.ErrWrite):
		return "Nothing is lost up to this action: do it again, or save a copy elsewhere."
	case is(annotate.ErrPurged):
		return "Somebody erased this text on purpose: ask why before you allow it again."
	}
	return ""
}
