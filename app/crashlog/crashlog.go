// Package crashlog writes down what happened when the program breaks. The
// report stays on this computer; nothing ever sends it.
package crashlog

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"time"
)

// The names of reports: of a program that runs or was killed, and of one that broke.
const (
	running = "running-"
	crashed = "crash-"
	suffix  = ".txt"
)

// kept is how many reports are kept, and how long one that says nothing is.
const (
	kept    = 10
	oldFile = 7 * 24 * time.Hour
)

// Log is the report of the program that runs: empty, unless it breaks.
type Log struct{ file *os.File }

// Start makes the report that the Go runtime writes to when the program
// breaks. It also gives the reports of earlier runs that nobody was told of,
// oldest first. An error means that no report will be written; the program
// can go on without.
func Start(folder, version string, now time.Time) (l *Log, news []string, err error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, nil, fmt.Errorf("the folder for crash reports: %w", err)
	}
	news, err = collect(folder, now)
	if err != nil {
		return nil, nil, err
	}
	name := fmt.Sprintf("%s%s-%d%s", running, now.Format("20060102-150405"), os.Getpid(), suffix)
	file, err := os.OpenFile(filepath.Join(folder, name), os.O_CREATE|os.O_EXCL|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return nil, news, fmt.Errorf("the crash report: %w", err)
	}
	_, err = fmt.Fprintf(file, "Bluepencil %s, %s, %s/%s, started %s\n%s\n", version, runtime.Version(), runtime.GOOS, runtime.GOARCH,
		now.Format(time.RFC3339), endOfHead)
	if err == nil {
		err = debug.SetCrashOutput(file, debug.CrashOptions{})
	}
	if err != nil {
		return nil, news, errors.Join(fmt.Errorf("the crash report: %w", err), file.Close(), os.Remove(file.Name()))
	}
	return &Log{file}, news, nil
}

// endOfHead is the last line that Start writes: what follows is a crash.
const endOfHead = "---"

// Close ends the report of a program that ends as it should: there is nothing
// to tell, and the file goes.
func (l *Log) Close() error {
	if l == nil {
		return nil
	}
	return errors.Join(debug.SetCrashOutput(nil, debug.CrashOptions{}), l.file.Close(), os.Remove(l.file.Name()))
}

// collect finds the reports of runs that broke, and clears what says nothing.
func collect(folder string, now time.Time) (news []string, err error) {
	left, err := filepath.Glob(filepath.Join(folder, running+"*"+suffix))
	if err != nil {
		return nil, err
	}
	for _, path := range left {
		raw, err := os.ReadFile(path)
		if err != nil {
			continue // another program of ours has just ended
		}
		_, said, _ := bytes.Cut(raw, []byte("\n"+endOfHead+"\n"))
		if len(bytes.TrimSpace(said)) > 0 {
			report := filepath.Join(folder, crashed+strings.TrimPrefix(filepath.Base(path), running))
			if err := os.Rename(path, report); err != nil {
				return nil, fmt.Errorf("keep the crash report: %w", err)
			}
			news = append(news, report)
			continue
		}
		// Of a run that was killed, or of one that still runs.
		if info, err := os.Stat(path); err == nil && now.Sub(info.ModTime()) > oldFile {
			_ = os.Remove(path)
		}
	}
	return news, thin(folder)
}

// thin removes the oldest reports beyond those that are kept.
func thin(folder string) error {
	reports, err := filepath.Glob(filepath.Join(folder, crashed+"*"+suffix))
	if err != nil {
		return err
	}
	slices.Sort(reports)
	for len(reports) > kept {
		if err := os.Remove(reports[0]); err != nil {
			return fmt.Errorf("remove an old crash report: %w", err)
		}
		reports = reports[1:]
	}
	return nil
}
