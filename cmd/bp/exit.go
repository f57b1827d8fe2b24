package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"bluepencil/annotate"
	"bluepencil/storage/kv"
)

// The exit codes.
const (
	exitDone        = 0
	exitPartly      = 1
	exitUsage       = 2
	exitProject     = 3
	exitInterrupted = 130
)

// errPartly says that some items failed; they are reported already.
var errPartly = errors.New("some items failed")

// usageError is an error of the command line.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

// projectError is an error of opening the project.
type projectError struct{ error }

func (e projectError) Unwrap() error { return e.error }

// exitCode reports an error, unless that was done, and gives its exit code.
func exitCode(err error, diagnostics io.Writer) int {
	var project projectError
	var usage usageError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errPartly):
		return exitPartly
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(diagnostics, "bp: interrupted")
		return exitInterrupted
	}
	fmt.Fprintln(diagnostics, "bp:", err)
	switch {
	case errors.As(err, &project), errors.Is(err, kv.ErrDamaged), errors.Is(err, kv.ErrWrite):
		return exitProject
	case errors.As(err, &usage), errors.Is(err, annotate.ErrText): // only a command line brings such text
		return exitUsage
	}
	return exitPartly
}
