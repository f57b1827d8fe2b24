package storage

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bluepencil/annotate/format/bluepencil"
	"bluepencil/storage/kv"
)

// injection is a system call that fails, the way strace says it.
type injection struct{ call, err, when string }

// injections: each call that makes work durable, with the errors a disk gives
// for it: once, again and again, and from some moment on always. Strace counts
// the calls of each thread by itself.
func injections() []injection {
	var all []injection
	for call, errs := range map[string][]string{
		"pwrite64":                     {"ENOSPC", "EIO", "EDQUOT"},
		"fdatasync":                    {"EIO", "ENOSPC"},
		"fsync":                        {"EIO"},
		"ftruncate":                    {"ENOSPC", "EIO"},
		"rename,renameat,renameat2":    {"EIO", "EACCES"},
		"pwrite64,fdatasync,ftruncate": {"EIO"},
	} {
		for _, err := range errs {
			for _, when := range []string{"2", "3+7", "6+"} {
				all = append(all, injection{call, err, when})
			}
		}
	}
	return all
}

// TestWhatTheSystemRefusesIsSaidAndLeavesNothing runs workers whose system
// calls fail. A worker sees to it by itself that a failed action leaves
// nothing to be seen; afterwards the project is opened again.
func TestWhatTheSystemRefusesIsSaidAndLeavesNothing(t *testing.T) {
	rounds := uint64(campaign(faultRounds, 1))
	failures := make(chan int, 1000*rounds)
	t.Run("calls", func(t *testing.T) {
		for _, i := range injections() {
			for seed := range rounds {
				t.Run(fmt.Sprintf("%s %s %s %d", i.call, i.err, i.when, seed), func(t *testing.T) {
					t.Parallel()
					failures <- i.run(t, seed+1)
				})
			}
		}
	})
	close(failures)
	total, idle := 0, 0
	for n := range failures {
		if total += n; n == 0 {
			idle++
		}
	}
	if total < 50 {
		t.Errorf("only %d actions failed", total)
	}
	t.Logf("%d actions failed, in all but %d runs", total, idle)
}

// faultRounds, in the environment, is how many workers each fault gets; see
// make crash.
const faultRounds = "BLUEPENCIL_FAULT_ROUNDS"

// run tells how many actions failed.
func (i injection) run(t *testing.T, seed uint64) int {
	path := filepath.Join(t.TempDir(), "failing.bluepencil")
	p, err := Create(path, testCodebook(), Options{})
	must(t, err)
	l := newLedger()
	must(t, furnish(p, l))
	must(t, p.Close())
	cmd, _ := traced(t, workOrder{Project: path, Seed: seed, Actions: 40, Failing: true}, "-e", "trace="+i.call,
		"-e", fmt.Sprintf("inject=%s:error=%s:when=%s", i.call, i.err, i.when))
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	lines := bufio.NewScanner(bytes.NewReader(out))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		l.hear(lines.Text())
	}
	for _, reason := range l.failed {
		if !saysWhy(reason, strings.Split(i.err, ",")) {
			t.Errorf("the reason %q does not say what happened", reason)
		}
	}
	p, err = Open(path, Options{NoCopyOnOpen: true})
	must(t, err)
	if err := l.hold(p); err != nil {
		t.Error(err)
	}
	must(t, p.Close())
	lookAtFiles(t, filepath.Dir(path), l)
	return len(l.failed)
}

// saysWhy tells whether a reason names its cause as the system does.
func saysWhy(reason string, errs []string) bool {
	words := map[string]string{"ENOSPC": "no space left", "EIO": "input/output error", "EDQUOT": "disk quota exceeded", "EACCES": "permission denied"}
	for _, e := range errs {
		if strings.Contains(reason, words[e]) {
			return true
		}
	}
	return false
}

// lookAtFiles wants every backup and export to be whole, those acknowledged
// to be there, and nothing half done.
func lookAtFiles(t *testing.T, dir string, l *ledger) {
	t.Helper()
	backups, err := filepath.Glob(filepath.Join(dir, backupName+"-*"+Extension))
	must(t, err)
	for _, path := range backups {
		p, err := Open(path, Options{NoCopyOnOpen: true})
		must(t, err)
		checkWhole(t, p)
		must(t, p.Close())
	}
	exports, err := filepath.Glob(filepath.Join(dir, exportName+"-*", "out.jsonl"))
	must(t, err)
	for _, path := range exports {
		must(t, readExport(path))
	}
	if len(backups) < l.times[backupName] || len(exports) < l.times[exportName] {
		t.Errorf("%d backups and %d exports are there, %d and %d were acknowledged", len(backups), len(exports), l.times[backupName], l.times[exportName])
	}
	err = filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && strings.HasPrefix(d.Name(), ".") {
			t.Errorf("%s is left behind", path)
		}
		return err
	})
	must(t, err)
}

func readExport(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	r := bluepencil.NewReader(file, bluepencil.ReadOptions{})
	for {
		in, err := r.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil && len(in.Problems) > 0 {
			err = fmt.Errorf("%w: %v", kv.ErrDamaged, in.Problems)
		}
		if err != nil {
			return err
		}
	}
}
