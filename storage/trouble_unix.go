//go:build unix

package storage

import "syscall"

// errQuota: the person's share of the disk is used up.
var errQuota error = syscall.EDQUOT
