//go:build !windows

package pdf

import "os/exec"

// unseen does nothing where programs show no console of their own.
func unseen(*exec.Cmd) {}
