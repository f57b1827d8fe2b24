package window

import "testing"

func TestAWorkerDoesWhatIsInLineAndNothingAfter(t *testing.T) {
	w := newWorker()
	var done []int
	for i := range 100 {
		w.do(func() { done = append(done, i) })
	}
	w.close()
	w.do(func() { t.Error("something was done after the end") })
	if len(done) != 100 || done[99] != 99 {
		t.Errorf("done: %v", done)
	}
}
