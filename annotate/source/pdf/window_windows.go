package pdf

import (
	"os/exec"
	"syscall"
)

// unseen keeps the program from showing a console.
func unseen(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{HideWindow: true} }
