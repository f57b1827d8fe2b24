package main

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Nothing here talks to the internet by itself: whole sessions are run with
// their system calls traced.

// wire is a trace of what programs do with sockets.
type wire struct{ log string }

func newWire(t *testing.T) wire {
	t.Helper()
	if os.Getenv("BLUEPENCIL_WINDOW") == "" {
		t.Skip("the built programs are traced by `make test`, which sets BLUEPENCIL_WINDOW")
	}
	if _, err := exec.LookPath("strace"); err != nil {
		t.Fatal(err)
	}
	return wire{filepath.Join(t.TempDir(), "trace")}
}

// under is what to run a program under. Its own threads and programs are
// followed; later runs are added to the trace.
func (w wire) under() []string {
	return []string{"strace", "-f", "-qq", "-A", "-e", "trace=network", "-e", "signal=none", "-o", w.log}
}

func (w wire) run(args ...string) ([]byte, error) {
	line := append(w.under(), args...)
	return exec.Command(line[0], line[1:]...).CombinedOutput()
}

var (
	internet = regexp.MustCompile(`\b(AF|PF)_(INET6?|PACKET)\b`)
	socket   = regexp.MustCompile(`\b(socket|connect)\(`)
)

// calls are the traced calls that have to do with sockets, and those of them
// that have to do with the internet.
func (w wire) calls(t *testing.T) (all int, outside []string) {
	t.Helper()
	b, err := os.ReadFile(w.log)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(b)) {
		if socket.MatchString(line) {
			all++
		}
		if internet.MatchString(line) {
			outside = append(outside, strings.TrimSpace(line))
		}
	}
	return all, outside
}

// TestTheTraceShowsTheInternet is the test of the tests below: a program that
// does send something is seen.
func TestTheTraceShowsTheInternet(t *testing.T) {
	if os.Getenv("BLUEPENCIL_TALKS") != "" {
		c, err := net.Dial("udp", "127.0.0.1:9")
		if err != nil {
			t.Fatal(err)
		}
		c.Close()
		return
	}
	w := newWire(t)
	t.Setenv("BLUEPENCIL_TALKS", "1")
	if out, err := w.run(os.Args[0], "-test.run=^TestTheTraceShowsTheInternet$"); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if _, outside := w.calls(t); len(outside) == 0 {
		t.Error("a datagram's socket is not in the trace")
	}
}

func TestTheWindowOpensNoInternetSocket(t *testing.T) {
	w := newWire(t)
	s := newStage(t)
	s.under = w.under()
	project, tale := filepath.Join(t.TempDir(), "desk.bluepencil"), newStory(t)
	s.start("Bluepencil", project, tale.path)
	s.signIn()
	s.waitTitle(" — desk")
	s.settled()
	s.command("select the quoted")
	s.key("1")
	s.settled()
	s.key("ctrl+z", "ctrl+y")
	s.key("F1")
	s.settled()
	s.key("Escape")
	s.quit()
	s.start(" — desk", project)
	s.settled()
	s.key("ctrl+z")
	s.settled()
	s.quit()

	all, outside := w.calls(t)
	if all == 0 {
		t.Error("not even the connection to the screen is in the trace")
	}
	for _, call := range outside {
		t.Error("the window used the internet:", call)
	}
}

var helpLine = regexp.MustCompile(`(?m)^  ([a-z]+)  +\S`)

func TestTheCompanionOpensNoInternetSocket(t *testing.T) {
	w := newWire(t)
	bp, dir, tale := os.Getenv("BLUEPENCIL_BP"), t.TempDir(), newStory(t)
	project, copied, restored := filepath.Join(dir, "p.bluepencil"), filepath.Join(dir, "copy.bluepencil"), filepath.Join(dir, "again.bluepencil")
	ran := map[string]bool{"help": true}
	for _, args := range [][]string{
		{"init", project}, {"import", project, tale.path, "--as", "Mina Berg"}, {"articles", project, "--json"},
		{"show", project, filepath.Base(tale.path)}, {"check", project}, {"history", project},
		{"export", project, "--format", "bluepencil", "--status", "all", "--out", filepath.Join(dir, "out.jsonl")},
		{"import", project, filepath.Join(dir, "out.jsonl"), "--as", "Ben"},
		{"backup", project, "--out", copied}, {"restore", copied, "--out", restored}, {"formats"},
	} {
		ran[args[0]] = true
		if out, err := w.run(append([]string{bp}, args...)...); err != nil {
			t.Errorf("bp %v: %v\n%s", args, err, out)
		}
	}
	help, err := exec.Command(bp, "--help").CombinedOutput()
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range helpLine.FindAllSubmatch(help, -1) {
		if name := string(m[1]); !ran[name] {
			// How it is called is not known here; what it does with the project
			// alone, or with a word more, is looked at too.
			ran[name] = true
			_, _ = w.run(bp, name, project)
			_, _ = w.run(bp, name, project, "ferry")
		}
	}
	if len(ran) < 10 {
		t.Errorf("the help names only %v", fmt.Sprint(ran))
	}
	_, outside := w.calls(t)
	for _, call := range outside {
		t.Error("bp used the internet:", call)
	}
}
