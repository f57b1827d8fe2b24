package storage

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"bluepencil/annotate"
)

// takeWorker takes a packet in and says so before and after.
func takeWorker(o workOrder) error {
	p, err := Open(o.Project, Options{NoCopyOnOpen: true})
	if err != nil {
		return err
	}
	fmt.Println("begin")
	var options TakeOptions
	if o.Pieces {
		options.limits = takeLimits{changes: 64, bytes: 64 << 10}
	}
	taken, err := p.Take(context.Background(), []string{o.Take}, options)
	if err == nil {
		err = taken.Packets[0].Err
	}
	if err == nil {
		fmt.Println(wordDone)
		err = p.Close()
	}
	return err
}

// TestKilledWhileItTakesAPacketTheProjectIsOldOrNew, whether the packet goes in
// in one transaction or in a copy of the file; once it was said to be in, it is.
func TestKilledWhileItTakesAPacketTheProjectIsOldOrNew(t *testing.T) {
	kills := campaign(crashKills, 200) / 8
	if testing.Short() {
		kills = 8
	}
	for name, pieces := range map[string]bool{"in one transaction": false, "in a copy": true} {
		t.Run(name, func(t *testing.T) {
			path, packet, before, after := crashPacket(t)
			random := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 5))
			tried := workOrder{Project: copied(t, path), Take: packet, Pieces: pieces}
			start := time.Now()
			if code, _ := runFor(t, tried, time.Hour); code != workerDone {
				t.Fatal("the packet cannot be taken")
			}
			whole := time.Since(start)
			ends := map[string]int{}
			for range kills {
				order := workOrder{Project: copied(t, path), Take: packet, Pieces: pieces}
				_, done := runFor(t, order, time.Duration(random.Int64N(int64(whole)*5/4)))
				p, err := Open(order.Project, Options{NoCopyOnOpen: true})
				must(t, err)
				got := picture(t, p)
				if got != after && (got != before || done) {
					t.Fatal("the project is neither the old nor the new one")
				}
				ends[got]++
				checkWhole(t, p)
				take(t, p, TakeOptions{}, packet)
				if picture(t, p) != after {
					t.Fatal("taken again, the packet makes another project")
				}
				must(t, p.Close())
				left, err := filepath.Glob(filepath.Join(filepath.Dir(order.Project), ".*"))
				must(t, err)
				if len(left) > 0 {
					t.Fatalf("left behind: %v", left)
				}
			}
			t.Logf("%d kills: %d old, %d new", kills, ends[before], ends[after])
		})
	}
}

// crashPacket makes a project and a packet with some hundred changes for it, and
// tells the state without the packet and with it.
func crashPacket(t *testing.T) (path, packet, before, after string) {
	t.Helper()
	d := newDesks(t)
	mine := newcomer(t, packed(t, d.lead, PackOptions{For: d.ben}), TakeOptions{})
	for n := range 60 {
		addArticle(t, mine, d.ben, fmt.Sprint("Article ", n))
		mark(t, mine, d.ben, d.article, "cue", 3, 8)
	}
	packet = packed(t, mine, PackOptions{By: d.ben, Home: true})
	path = copied(t, d.path)
	before = picture(t, d.lead)
	take(t, d.lead, TakeOptions{}, packet)
	return path, packet, before, picture(t, d.lead)
}

// copied is a copy of a project's file in a folder of its own.
func copied(t *testing.T, path string) string {
	t.Helper()
	raw, err := os.ReadFile(path)
	must(t, err)
	to := filepath.Join(t.TempDir(), annotate.NewID().String()+Extension)
	must(t, os.WriteFile(to, raw, 0o644))
	return to
}

// runFor runs a worker, kills it after a while unless it has ended, and tells
// its exit code and whether it said that it was done.
func runFor(t *testing.T, order workOrder, while time.Duration) (code int, done bool) {
	t.Helper()
	cmd := workerCommand(t, order)
	var said bytes.Buffer
	cmd.Stdout = &said
	must(t, cmd.Start())
	timer := time.AfterFunc(while, func() { _ = cmd.Process.Kill() })
	defer timer.Stop()
	_ = cmd.Wait() // its outcome is the exit code
	return cmd.ProcessState.ExitCode(), strings.HasSuffix(said.String(), wordDone+"\n")
}
