//go:build !unix

package storage

import "syscall"

// errQuota: there are no shares of a disk that a call would tell of.
var errQuota error = syscall.ENOSPC
