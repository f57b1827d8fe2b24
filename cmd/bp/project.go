package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"syscall"

	"bluepencil/annotate"
	"bluepencil/storage"
	"bluepencil/storage/kv"

	"github.com/spf13/cobra"
)

// withProject runs a command on an open project and closes it. A project that
// cannot be opened ends the command with exit code 3.
func withProject(cmd *cobra.Command, path string, fn func(*storage.Project) error) (err error) {
	if _, statErr := os.Stat(path); errors.Is(statErr, fs.ErrNotExist) {
		if _, err := os.Stat(projectPath(path)); err == nil {
			path = projectPath(path)
		}
	}
	p, err := storage.Open(path, optionsOf(cmd))
	if errors.Is(err, fs.ErrNotExist) {
		err = fmt.Errorf("there is no project %s; bp init %s makes one", path, path)
	}
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS) {
		err = fmt.Errorf("%w; a project is opened for writing: copy it to where you may write", err)
	}
	if errors.Is(err, kv.ErrDamaged) {
		err = fmt.Errorf("%w; bp rescue %s brings back the newest good state", err, path)
	}
	if err != nil {
		return projectError{err}
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	return fn(p)
}

// optionsOf tells whoever comes to a locked project what holds it. A command
// makes no copy on opening: scripts open a project many times a minute. What
// could not be tidied up, such as the traces of a purge, is said each time.
func optionsOf(cmd *cobra.Command) storage.Options {
	notice := func(err error) { fmt.Fprintln(cmd.ErrOrStderr(), "bp:", err) }
	return storage.Options{Program: cmd.CommandPath(), User: userName(), NoCopyOnOpen: true, Notice: notice}
}

// projectPath is the path with the extension of projects, where it has none.
func projectPath(path string) string {
	if filepath.Ext(path) == "" {
		return path + storage.Extension
	}
	return path
}

// userName is who runs the program, as the system knows them.
func userName() string {
	for _, key := range []string{"USER", "USERNAME", "LOGNAME"} {
		if name := os.Getenv(key); name != "" {
			return name
		}
	}
	if u, err := user.Current(); err == nil && u.Username != "" {
		return u.Username
	}
	return "bp"
}

// handlesOf gives everybody's handle by their id, and that of the gold layer.
func handlesOf(p *storage.Project) (map[annotate.ID]string, error) {
	people, err := p.People()
	handles := map[annotate.ID]string{annotate.GoldLayer: annotate.GoldHandle}
	for _, person := range people {
		handles[person.ID] = person.Handle
	}
	return handles, err
}
