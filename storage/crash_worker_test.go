package storage

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/source"
)

// crashOrder, in the environment, makes the test program a worker: JSON of a
// workOrder.
const crashOrder = "BLUEPENCIL_CRASH_WORKER"

// workOrder tells a worker what to do.
type workOrder struct {
	Project string
	Seed    uint64
	Create  bool // make the project, and nothing else
	Actions int  // how many; 0 = until it is killed
	Copies  bool // a copy is made beside the project when it is opened
	// Failing says that writes may fail: then the worker goes on after a
	// failure, wants the project to look as before it, and backs up and exports
	// as well.
	Failing bool
	Upkeep  bool // back up and compact in between
	Purge   bool // with Create: purge an article of a project that is there
	// Take is a packet to take in, and nothing else; Pieces says in a copy of the
	// file, and not in one transaction.
	Take   string
	Pieces bool
}

// The exit codes of a worker.
const (
	workerDone  = 0
	workerStuck = 3 // something failed that must not
	workerLied  = 4 // a failed action left something to be seen
)

// crashWorker carries out the order of the environment.
func crashWorker(order string) int {
	var o workOrder
	if err := json.Unmarshal([]byte(order), &o); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return workerStuck
	}
	if o.Purge {
		return exitCode(purgeWorker(o.Project))
	}
	if o.Take != "" {
		return exitCode(takeWorker(o))
	}
	if o.Create {
		return exitCode(createCrashProject(o.Project))
	}
	p, err := Open(o.Project, Options{NoCopyOnOpen: !o.Copies})
	if err != nil {
		return exitCode(err)
	}
	person, err := p.PersonByHandle(crashPerson)
	if err != nil {
		return exitCode(err)
	}
	w := &worker{p: p, me: person.ID, random: rand.New(rand.NewPCG(o.Seed, 7)), failing: o.Failing, keeping: o.Upkeep}
	for n := 0; o.Actions == 0 || n < o.Actions; n++ {
		if err := w.act(); err != nil {
			return exitCode(err)
		}
	}
	return exitCode(p.Close())
}

var errLied = errors.New("a failed action left something to be seen")

func exitCode(err error) int {
	if err == nil {
		return workerDone
	}
	fmt.Fprintln(os.Stderr, err)
	if errors.Is(err, errLied) {
		return workerLied
	}
	return workerStuck
}

// createCrashProject makes a project with its worker and one article, and
// says so.
func createCrashProject(path string) error {
	p, err := Create(path, testCodebook(), Options{})
	if err != nil {
		return err
	}
	fmt.Println(wordDone)
	return p.Close()
}

// furnish gives a new project what every worker needs: the person, and an
// article to mark. It tells the ledger.
func furnish(p *Project, l *ledger) error {
	person, err := p.AddPerson(annotate.Person{Name: crashPerson})
	if err != nil {
		return err
	}
	i, err := p.StartImport(person.ID, "import the first article")
	if err != nil {
		return err
	}
	i.NoUndo()
	doc, err := source.FromText("base.txt", sampleText)
	if err != nil {
		return err
	}
	if _, _, err := i.Add(doc); err != nil {
		return err
	}
	l.set("article/base.txt", "listed")
	_, err = i.Close("")
	return err
}

// worker works for one person in a project, at random.
type worker struct {
	p       *Project
	me      annotate.ID
	random  *rand.Rand
	failing bool
	keeping bool
	serial  int
}

// step is an action and how to do it.
type step struct {
	action
	do func() error
}

func (w *worker) act() error {
	var before map[string]string
	var err error
	if w.failing {
		if before, err = pictureOf(w.p); err != nil {
			return err
		}
	}
	s, err := w.choose()
	if err != nil {
		return err
	}
	about, err := json.Marshal(s.action)
	if err != nil {
		return err
	}
	// Each line is one write of one system call, so that a trace has it whole.
	os.Stdout.WriteString(wordAbout + string(about) + "\n")
	if err = s.do(); err == nil {
		os.Stdout.WriteString(wordDone + "\n")
		return nil
	}
	if !w.failing {
		return fmt.Errorf("%s: %w", s.Name, err)
	}
	os.Stdout.WriteString(wordFailed + strings.ReplaceAll(err.Error(), "\n", " ") + "\n")
	if strings.Contains(err.Error(), notTakenBack) {
		return nil
	}
	after, err := pictureOf(w.p)
	if wrong := difference(before, after); err == nil && wrong != "" {
		err = fmt.Errorf("%s: %w: %s", s.Name, errLied, wrong)
	}
	return err
}

// choose finds something that can be done now.
func (w *worker) choose() (step, error) {
	w.serial++
	kinds := 14
	if w.failing {
		kinds = 16
	}
	if w.keeping && w.random.IntN(3) == 0 {
		return *w.upkeep(), nil
	}
	var s *step
	var err error
	switch w.random.IntN(kinds) {
	case 0, 1, 2:
		// to mark is what is done below
	case 3, 4, 5:
		s, err = w.changeMark()
	case 6, 7:
		s, err = w.move("undo", w.p.UndoName)
	case 8:
		s, err = w.move("redo", w.p.RedoName)
	case 9, 10:
		s, err = w.bringIn()
	case 11:
		s, err = w.submit()
	case 12:
		s, err = w.merge()
	case 13:
		s, err = w.binArticle()
	case 14:
		s = w.backUp()
	case 15:
		s = w.export()
	}
	if s == nil && err == nil {
		s, err = w.mark()
	}
	if err != nil {
		return step{}, err
	}
	return *s, nil
}
