package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// built is the program as it ships: without cgo.
var built = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "bp-test-*")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "bp")
	cmd := exec.Command("go", "build", "-o", path, ".")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return dir, fmt.Errorf("%w\n%s", err, out)
	}
	return path, nil
})

func TestMain(m *testing.M) {
	code := m.Run()
	if binaryWanted {
		path, _ := built()
		_ = os.RemoveAll(filepath.Dir(path))
	}
	os.Exit(code)
}

var binaryWanted bool

// program prepares a run of the built program.
func program(t testing.TB, args ...string) (cmd *exec.Cmd, out, report *bytes.Buffer) {
	t.Helper()
	if testing.Short() {
		t.Skip("builds the program; not in -short")
	}
	binaryWanted = true
	path, err := built()
	if err != nil {
		t.Fatal(err)
	}
	out, report = &bytes.Buffer{}, &bytes.Buffer{}
	cmd = exec.Command(path, args...)
	cmd.Stdout, cmd.Stderr = out, report
	return cmd, out, report
}

func TestTheProgramGivesTheSameExitCodes(t *testing.T) {
	path := desk(t)
	for _, c := range []struct {
		code int
		args []string
	}{
		{exitDone, []string{"check", path}},
		{exitPartly, []string{"import", path, filepath.Join(t.TempDir(), "missing.txt"), "--as", "kim"}},
		{exitUsage, []string{"export", path, "--format", "pigeon"}},
		{exitUsage, nil},
		{exitProject, []string{"check", path + "-missing"}},
	} {
		cmd, out, report := program(t, c.args...)
		_ = cmd.Run() // its outcome is the exit code
		if code := cmd.ProcessState.ExitCode(); code != c.code {
			t.Errorf("%v: exit code %d, want %d\n%s%s", c.args, code, c.code, out, report)
		}
		if strings.ContainsAny(report.String(), "\r\x1b") {
			t.Errorf("%v: a progress bar on stderr, which is no terminal: %q", c.args, report)
		}
	}
}

// many writes so many articles that importing them takes a while.
func many(t *testing.T, n int) (dir string) {
	t.Helper()
	dir = t.TempDir()
	for i := range n {
		write(t, dir, fmt.Sprintf("%06d.txt", i), fmt.Sprintf("Article %d\n\n%s\n", i, strings.Repeat("The council said so. ", 300)))
	}
	return dir
}

func TestCtrlCInTheMiddleLeavesASoundProject(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no signals on Windows")
	}
	path, dir := filepath.Join(t.TempDir(), "p.bluepencil"), many(t, 4000)
	must(t, "init", path)
	empty, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	cmd, _, report := program(t, "import", path, dir, "--as", "kim")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for waiting := true; waiting; { // until the import has written something
		select {
		case err := <-ended:
			t.Fatalf("it ended before it could be interrupted: %v\n%s", err, report)
		case <-time.After(time.Millisecond):
			info, err := os.Stat(path)
			waiting = err != nil || info.Size() < empty.Size()+1<<20
		}
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	<-ended
	if code := cmd.ProcessState.ExitCode(); code != exitInterrupted || !strings.Contains(report.String(), "cancelled") {
		t.Errorf("exit code %d\n%s", code, report)
	}
	must(t, "check", path)
	n := strings.Count(must(t, "articles", path, "--json").out, `"id"`)
	if n == 0 || n >= 4000 {
		t.Errorf("%d of 4000 articles are there", n)
	}
	must(t, "import", path, dir, "--as", "kim").wants(t, exitDone, fmt.Sprintf("%d articles added, %d already there", 4000-n, n))
}

// TestTwoAtOnce: one gets the project, the other is told who has it; nothing
// is lost or doubled.
func TestTwoAtOnce(t *testing.T) {
	path, dir := filepath.Join(t.TempDir(), "p.bluepencil"), many(t, 1500)
	must(t, "init", path)
	var group sync.WaitGroup
	codes, reports := make([]int, 3), make([]*bytes.Buffer, 3)
	for i := range codes {
		cmd, _, report := program(t, "import", path, dir, "--as", "kim")
		reports[i] = report
		group.Go(func() {
			_ = cmd.Run()
			codes[i] = cmd.ProcessState.ExitCode()
		})
	}
	group.Wait()
	done := 0
	for i, code := range codes {
		switch {
		case code == exitDone:
			done++
		case code != exitProject || !strings.Contains(reports[i].String(), "bp import"):
			t.Errorf("exit code %d\n%s", code, reports[i])
		}
	}
	if done == 0 {
		t.Error("nobody got the project")
	}
	must(t, "check", path)
	if n := strings.Count(must(t, "articles", path, "--json").out, `"id"`); n != 1500 {
		t.Errorf("%d articles, want 1500", n)
	}
}

// BenchmarkStart is how long the program takes to start and end.
func BenchmarkStart(b *testing.B) {
	program(b) // builds it
	for b.Loop() {
		cmd, _, report := program(b, "formats")
		if err := cmd.Run(); err != nil {
			b.Fatal(err, report)
		}
	}
}
