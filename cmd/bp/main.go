// Command bp does without a screen what Bluepencil does with one, for
// pipelines and tests. Data goes to stdout, everything else to stderr.
//
// It exits with 0 when all is done; 1 when it is done but some items failed
// and were reported; 2 for wrong usage; 3 when the project cannot be opened.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"syscall"

	"bluepencil/storage"
	"bluepencil/storage/kv"

	"github.com/spf13/cobra"
)

// The exit codes.
const (
	exitDone    = 0
	exitPartly  = 1
	exitUsage   = 2
	exitProject = 3
)

// errPartly says that some items failed; they are reported already.
var errPartly = errors.New("some items failed")

// usageError is an error of the command line.
type usageError struct{ error }

// projectError is an error of opening the project.
type projectError struct{ error }

func (e projectError) Unwrap() error { return e.error }

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run executes one command line and returns the exit code.
func run(ctx context.Context, args []string, in io.Reader, out, diagnostics io.Writer) int {
	root := newRoot()
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(diagnostics)
	err := root.ExecuteContext(ctx)
	return report(err, diagnostics)
}

func report(err error, diagnostics io.Writer) int {
	if err == nil {
		return exitDone
	}
	if errors.Is(err, errPartly) {
		return exitPartly
	}
	fmt.Fprintln(diagnostics, "bp:", err)
	var project projectError
	var usage usageError
	switch {
	case errors.As(err, &project):
		return exitProject
	case errors.As(err, &usage):
		return exitUsage
	case errors.Is(err, kv.ErrDamaged), errors.Is(err, kv.ErrWrite):
		return exitProject
	}
	return exitPartly
}

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:           "bp",
		Short:         "Work with Bluepencil projects without a screen",
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_ = cmd.Help()
			return usageError{errors.New("name a command")}
		},
	}
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usageError{fmt.Errorf("%w; see bp %s --help", err, cmd.Name())}
	})
	root.AddCommand(newInit(), newImport(), newExport(), newArticles(), newShow(), newCheck(), newHistory(),
		newBackup(), newRestore(), newFormats())
	for _, cmd := range root.Commands() {
		positional := cmd.Args
		cmd.Args = func(cmd *cobra.Command, args []string) error {
			if err := positional(cmd, args); err != nil {
				return usageError{fmt.Errorf("%w; usage: %s", err, cmd.UseLine())}
			}
			return nil
		}
	}
	return root
}

// open opens a project for a command. A missing or locked project ends the
// command with exit code 3.
func open(cmd *cobra.Command, path string) (*storage.Project, error) {
	p, err := storage.Open(path, storage.Options{Program: "bp " + cmd.Name(), User: userName(), NoCopyOnOpen: true})
	if errors.Is(err, fs.ErrNotExist) {
		err = fmt.Errorf("%w; bp init %s makes a new one", err, path)
	}
	if err != nil {
		return nil, projectError{err}
	}
	return p, nil
}

// withProject runs a command on an open project and closes it.
func withProject(cmd *cobra.Command, path string, fn func(*storage.Project) error) (err error) {
	p, err := open(cmd, path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	return fn(p)
}

func userName() string {
	for _, key := range []string{"USER", "USERNAME", "LOGNAME"} {
		if name := os.Getenv(key); name != "" {
			return name
		}
	}
	return "bp"
}
