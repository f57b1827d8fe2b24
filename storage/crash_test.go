package storage

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"bluepencil/annotate"
)

// The crash campaign: a worker marks, undoes and submits in a project of its
// own and says so after each commit; it is killed at a random moment, over
// and over; everything it acknowledged must be there, and the project whole.

const (
	crashProject = "BLUEPENCIL_CRASH_PROJECT" // set in the worker: its project
	crashKills   = "BLUEPENCIL_CRASH_KILLS"   // how often to kill; see make crash
)

func TestMain(m *testing.M) {
	if path := os.Getenv(crashProject); path != "" {
		crashWorker(path)
		return
	}
	os.Exit(m.Run())
}

// crashWorker works until it is killed. Each line it prints is a promise.
func crashWorker(path string) {
	p, err := Open(path, Options{NoCopyOnOpen: true})
	exitOn(err)
	person, err := p.PersonByHandle("worker")
	exitOn(err)
	article, err := p.FindArticle("article.txt")
	exitOn(err)
	for n := 0; ; n++ {
		if n%7 == 6 {
			if _, err := p.Undo(person.ID); err == nil {
				fmt.Println("undone", "-")
			}
			continue
		}
		id := annotate.NewID()
		span, err := annotate.SpanOf(sampleText, 3, 4+n%10)
		exitOn(err)
		_, err = p.Commit(annotate.Mark(person.ID, article, id, "cue", []annotate.Span{span}, annotate.Origin{By: annotate.ByHand}))
		exitOn(err)
		fmt.Println("marked", id)
	}
}

func exitOn(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(3)
	}
}

func TestKilledAtAnyMomentNothingAcknowledgedIsLost(t *testing.T) {
	kills := 50
	if n, err := strconv.Atoi(os.Getenv(crashKills)); err == nil {
		kills = n
	}
	path := filepath.Join(t.TempDir(), "crash.bluepencil")
	p, err := Create(path, testCodebook(), Options{})
	must(t, err)
	worker := addPerson(t, p, "Worker")
	article := addArticle(t, p, worker, sampleText)
	must(t, p.Close())
	random := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 1))
	live := map[string]bool{}
	var order []string
	for n := range kills {
		promised := runAndKill(t, path, time.Duration(random.IntN(60_000))*time.Microsecond)
		p, err := Open(path, Options{NoCopyOnOpen: true})
		if err != nil {
			t.Fatalf("after kill %d: %v", n, err)
		}
		order = keepPromises(order, live, promised)
		verifyPromises(t, p, article, worker, live, &order)
		if n%10 == 9 || n == kills-1 {
			checkWhole(t, p)
		}
		must(t, p.Close())
	}
	if len(live) == 0 {
		t.Error("the worker never got to promise anything")
	}
	t.Logf("%d kills, %d acknowledged markings, all there", kills, len(live))
}

type promise struct{ what, id string }

// runAndKill runs the worker, kills it some time after its first promise, and
// returns all it promised.
func runAndKill(t *testing.T, path string, after time.Duration) []promise {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), crashProject+"="+path)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	var promised []promise
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		var p promise
		if n, _ := fmt.Sscan(lines.Text(), &p.what, &p.id); n != 2 {
			continue // cut by the kill
		}
		if len(promised) == 0 {
			time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
		}
		promised = append(promised, p)
	}
	if err := cmd.Wait(); err == nil || cmd.ProcessState.ExitCode() == 3 {
		t.Fatalf("the worker ended by itself: %v", err)
	}
	return promised
}

// keepPromises notes which markings must be there: an undo takes back the
// latest of them.
func keepPromises(order []string, live map[string]bool, promised []promise) []string {
	for _, p := range promised {
		if p.what == "marked" {
			order = append(order, p.id)
			live[p.id] = true
		} else if len(order) > 0 {
			delete(live, order[len(order)-1])
			order = order[:len(order)-1]
		}
	}
	return order
}

// verifyPromises holds the project against the promises. The one action that
// was under way at the kill may have happened unheard: it is taken note of.
func verifyPromises(t *testing.T, p *Project, article, worker annotate.ID, live map[string]bool, order *[]string) {
	t.Helper()
	list, err := p.Annotations(article, worker)
	must(t, err)
	there := map[string]bool{}
	unheard := 0
	for _, a := range list {
		there[a.ID.String()] = true
		if !live[a.ID.String()] {
			unheard++
			*order = append(*order, a.ID.String())
			live[a.ID.String()] = true
		}
	}
	missing := 0
	for id := range live {
		if !there[id] {
			missing++
			last := (*order)[len(*order)-1]
			if id != last { // an unheard undo takes the latest one
				t.Errorf("the acknowledged marking %s is gone", id)
			}
			delete(live, id)
			*order = (*order)[:len(*order)-1]
		}
	}
	if missing+unheard > 1 {
		t.Errorf("%d markings more and %d less than acknowledged; one action at most was under way", unheard, missing)
	}
}
