package storage

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"
)

// The crash campaign: a worker does everything that writes to a project and
// says so before and after; it is killed at a random moment, over and over;
// everything it acknowledged must be there, what was under way wholly or not
// at all, and the project whole.

// crashKills, in the environment, is how often to kill; see make crash.
const crashKills = "BLUEPENCIL_CRASH_KILLS"

// killsOfOneProject is how often a project's workers are killed before a
// fresh one takes its place, so that projects stay small.
const killsOfOneProject = 25

func TestMain(m *testing.M) {
	if order := os.Getenv(crashOrder); order != "" {
		os.Exit(crashWorker(order))
	}
	os.Exit(m.Run())
}

// campaign is a number from the environment, or what is usual.
func campaign(name string, usual int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
		return n
	}
	return usual
}

func TestKilledAtAnyMomentNothingAcknowledgedIsLost(t *testing.T) {
	kills := campaign(crashKills, 200)
	if testing.Short() {
		kills = killsOfOneProject
	}
	done := make(chan int, kills)
	t.Run("projects", func(t *testing.T) {
		for n := 0; n*killsOfOneProject < kills; n++ {
			t.Run(fmt.Sprint(n), func(t *testing.T) {
				t.Parallel()
				seed := uint64(time.Now().UnixNano())
				acknowledged := killOverAndOver(t, seed, min(killsOfOneProject, kills-n*killsOfOneProject))
				if t.Failed() {
					t.Logf("seed %d", seed)
				}
				done <- acknowledged
			})
		}
	})
	close(done)
	acknowledged := 0
	for n := range done {
		acknowledged += n
	}
	if acknowledged < kills {
		t.Errorf("only %d actions were acknowledged", acknowledged)
	}
	t.Logf("%d kills, %d acknowledged actions, all there", kills, acknowledged)
}

// killOverAndOver kills the workers of one project, the first while they
// create it, and tells how many actions they acknowledged.
func killOverAndOver(t *testing.T, seed uint64, kills int) int {
	path := filepath.Join(t.TempDir(), "crash.bluepencil")
	random := rand.New(rand.NewPCG(seed, 1))
	killWhileCreating(t, path, random)
	l := newLedger()
	p, err := Open(path, Options{NoCopyOnOpen: true})
	must(t, err)
	must(t, furnish(p, l))
	must(t, p.Close())
	for n := range kills {
		order := workOrder{Project: path, Seed: random.Uint64(), Copies: random.IntN(4) == 0}
		// Some die while they open the project, most at work: some time after a
		// line of theirs, however fast the machine is.
		line := random.IntN(24)
		if random.IntN(5) == 0 {
			line = atStart
		}
		for _, line := range runAndKill(t, order, line, time.Duration(random.IntN(20_000))*time.Microsecond) {
			l.hear(line)
		}
		p, err := Open(path, Options{NoCopyOnOpen: true})
		if err != nil {
			t.Fatalf("after kill %d: %v", n, err)
		}
		if err := l.hold(p); err != nil {
			t.Fatalf("after kill %d: %v", n, err)
		}
		must(t, p.Close())
		if order.Copies {
			wantWholeCopies(t, path)
		}
	}
	return l.done
}

// wantWholeCopies opens what bears the name of a copy: a kill in the midst of
// making one leaves none.
func wantWholeCopies(t *testing.T, path string) {
	t.Helper()
	copies, err := filepath.Glob(filepath.Join(CopiesDir(path), "*"+Extension))
	must(t, err)
	for _, name := range copies {
		p, err := Open(name, Options{NoCopyOnOpen: true})
		must(t, err)
		checkWhole(t, p)
		must(t, p.Close())
	}
}

// killWhileCreating kills workers that create a project until one comes to
// an end: there is no project, or a whole one with its codebook.
func killWhileCreating(t *testing.T, path string, random *rand.Rand) {
	t.Helper()
	for most := 10 * time.Millisecond; ; most *= 2 {
		lines := runAndKill(t, workOrder{Project: path, Create: true}, atStart, time.Duration(random.Int64N(int64(most))))
		p, err := Open(path, Options{NoCopyOnOpen: true})
		if errors.Is(err, fs.ErrNotExist) && len(lines) == 0 {
			continue
		}
		must(t, err)
		book, err := p.Codebook()
		must(t, err)
		if book.Name != testCodebook().Name {
			t.Fatalf("the killed creation left a project with the codebook %q", book.Name)
		}
		checkWhole(t, p)
		must(t, p.Close())
		return
	}
}

// atStart is the line of a worker that is to be killed before it says anything.
const atStart = -1

// runAndKill runs a worker, kills it some time after it said a line, or after
// its start, and returns all the lines it said.
func runAndKill(t *testing.T, order workOrder, line int, after time.Duration) []string {
	t.Helper()
	cmd := workerCommand(t, order)
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	kill := func() { _ = cmd.Process.Kill() }
	if line == atStart {
		time.AfterFunc(after, kill)
	}
	var said []string
	lines := bufio.NewScanner(out)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if len(said) == line {
			time.AfterFunc(after, kill)
		}
		said = append(said, lines.Text())
	}
	err = cmd.Wait()
	if code := cmd.ProcessState.ExitCode(); code == workerStuck || code == workerDone && !order.Create {
		t.Fatalf("the worker ended by itself: %v", err)
	}
	return said
}

// workerCommand prepares a worker of this test program.
func workerCommand(t *testing.T, order workOrder) *exec.Cmd {
	t.Helper()
	b, err := json.Marshal(order)
	must(t, err)
	program, err := os.Executable()
	must(t, err)
	cmd := exec.Command(program)
	cmd.Env = append(os.Environ(), crashOrder+"="+string(b))
	cmd.Stderr = os.Stderr
	return cmd
}
