// Command bp does without a screen what Bluepencil does with one, for
// pipelines and tests. Data goes to stdout, everything else to stderr.
//
// It exits with 0 when all is done; 1 when it is done but some items failed
// and were reported; 2 for wrong usage; 3 when the project cannot be opened;
// and, as shells expect of an interrupted program, 130 after Ctrl-C.
//
// Every command is a file of its own: it reads flags, calls the packages
// below, and prints. Nothing here knows how anything is done.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
)

func main() {
	collectLess()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the program at once
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// What bp keeps is small and what it throws away is much: collecting at every
// few megabytes would take a fifth of an export. Beyond enoughMemory bytes the
// collector works as hard as it can.
const (
	growBeforeCollecting = 200 // per cent of what is in use
	enoughMemory         = 384 << 20
)

// collectLess tells the collector so, unless the user has told it otherwise.
func collectLess() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(growBeforeCollecting)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(enoughMemory)
	}
}

// run executes one command line and returns the exit code.
func run(ctx context.Context, args []string, in io.Reader, out, diagnostics io.Writer) int {
	root := newRoot()
	root.SetArgs(append([]string{}, args...)) // nil would mean those of the process
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(diagnostics)
	return exitCode(root.ExecuteContext(ctx), diagnostics)
}
