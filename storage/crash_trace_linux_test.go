package storage

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// traceWanted, in the environment, says that the system's strace must be there
// and work; without it, tests that need it are skipped where it does not.
const traceWanted = "BLUEPENCIL_TRACE"

// event is one thing that a traced worker did to its project's file, or one
// line it said.
type event struct {
	kind eventKind
	at   int64  // of a write: where, in bytes
	data []byte // of a write
	size int64  // of a truncation
	line string
}

type eventKind int

const (
	wrote eventKind = iota
	truncated
	synced
	said
)

// traced prepares a worker under strace, with further options, and names the
// file that the trace goes to.
func traced(t *testing.T, order workOrder, options ...string) (*exec.Cmd, string) {
	t.Helper()
	strace, err := exec.LookPath("strace")
	if err == nil {
		err = exec.Command(strace, "-f", "-o", os.DevNull, "true").Run()
	}
	if err != nil && os.Getenv(traceWanted) != "" {
		t.Fatal("strace does not work here:", err)
	}
	if err != nil {
		t.Skip("the system calls of a worker cannot be traced here:", err)
	}
	log := filepath.Join(t.TempDir(), "trace")
	cmd := workerCommand(t, order)
	cmd.Args = append([]string{strace, "-f", "-y", "-qq", "-xx", "-s", "100000000", "-e", "signal=none", "-o", log}, options...)
	cmd.Args = append(cmd.Args, cmd.Path)
	cmd.Path = strace
	return cmd, log
}

// traceOf runs a worker and gives what it did, in order.
func traceOf(t *testing.T, order workOrder) []event {
	t.Helper()
	cmd, log := traced(t, order, "-e", "trace=pwrite64,pwritev,pwritev2,write,ftruncate,fallocate,fsync,fdatasync,sync_file_range")
	if out, err := cmd.Output(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	events, err := readTrace(log, order.Project)
	must(t, err)
	return events
}

// readTrace reads what strace wrote: the calls on one file, and the lines
// written to the standard output.
func readTrace(log, project string) ([]event, error) {
	file, err := os.Open(log)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	// A call that others came in between of stands on two lines.
	begun := map[string]string{}
	var events []event
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<30)
	for lines.Scan() {
		thread, call, _ := strings.Cut(lines.Text(), " ")
		call = strings.TrimSpace(call)
		if start, unfinished := strings.CutSuffix(call, "<unfinished ...>"); unfinished {
			begun[thread] = start
			continue
		}
		if resumed, rest, ok := strings.Cut(call, " resumed>"); ok && strings.HasPrefix(resumed, "<... ") {
			call = begun[thread] + rest
		}
		e, ok, err := eventOf(call, project)
		if err != nil {
			return nil, fmt.Errorf("%w in the call %.200s", err, call)
		}
		if ok {
			events = append(events, e)
		}
	}
	return events, lines.Err()
}

var tracedCall = regexp.MustCompile(`^(\w+)\((\d+)<([^>]*)>(?:, (.*?))?\s*\)\s+= (-?\w+)`)

// eventOf reads a call. It is not ok where the call is about something else.
func eventOf(call, project string) (e event, ok bool, err error) {
	m := tracedCall.FindStringSubmatch(call)
	if m == nil {
		return e, false, nil
	}
	name, fd, path, args, result := m[1], m[2], m[3], strings.Split(m[4], ", "), m[5]
	if name == "write" && fd == "1" {
		line, err := hexadecimal(args[0])
		return event{kind: said, line: strings.TrimSuffix(string(line), "\n")}, true, err
	}
	if real, err := hexadecimal(path); err != nil || string(real) != project {
		return e, false, err
	}
	switch name {
	case "pwrite64":
		e.data, err = hexadecimal(args[0])
		if err == nil {
			e.at, err = strconv.ParseInt(args[len(args)-1], 10, 64)
		}
		if err == nil && result != strconv.Itoa(len(e.data)) {
			err = fmt.Errorf("a short write")
		}
	case "ftruncate":
		e.kind = truncated
		e.size, err = strconv.ParseInt(args[0], 10, 64)
	case "fsync", "fdatasync":
		e.kind = synced
	default:
		err = fmt.Errorf("a kind of writing that is not understood")
	}
	if err == nil && strings.HasPrefix(result, "-") {
		err = fmt.Errorf("a failure")
	}
	return e, true, err
}

// hexadecimal reads "\x12\xab", with or without its quotes.
func hexadecimal(text string) ([]byte, error) {
	text = strings.ReplaceAll(strings.Trim(text, `"`), `\x`, "")
	return hex.DecodeString(text)
}

// disk is what a disk holds of a file.
type disk struct {
	durable []byte  // for certain
	pending []event // since the last sync: any of it, in any order, may be there
}

func (d *disk) take(e event) {
	if e.kind == synced {
		d.durable = after(d.durable, d.pending)
		d.pending = nil
		return
	}
	d.pending = append(d.pending, e)
}

// after is the file with some writes made.
func after(file []byte, writes []event) []byte {
	file = bytes.Clone(file)
	for _, e := range writes {
		if e.kind == truncated {
			file = resized(file, e.size)
			continue
		}
		if end := e.at + int64(len(e.data)); end > int64(len(file)) {
			file = resized(file, end)
		}
		copy(file[e.at:], e.data)
	}
	return file
}

func resized(file []byte, size int64) []byte {
	if size <= int64(len(file)) {
		return file[:size]
	}
	return append(file, make([]byte, size-int64(len(file)))...)
}
