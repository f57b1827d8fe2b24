package storage

import (
	"errors"
	"fmt"
	"os"
	"time"
)

// thinBackups removes backups that the policy does not keep.
func thinBackups(project string, policy BackupPolicy) error {
	list, _, err := ListBackups(project)
	if err != nil {
		return err
	}
	for _, b := range surplus(list, policy) {
		if gone := os.Remove(b.Path); gone != nil {
			err = errors.Join(err, fmt.Errorf("remove an old backup: %w", gone))
		}
	}
	return err
}

// surplus lists the backups to remove, of a list from oldest to newest. The
// newest full copy and the segments that lead on from it are never among them.
func surplus(list []Backup, policy BackupPolicy) []Backup {
	t := thinning{list: list, keep: make([]bool, len(list)), newest: -1}
	for i, b := range list {
		if b.Kind == FullCopy {
			t.newest = i
		}
	}
	if t.newest < 0 {
		return nil
	}
	t.copies(policy)
	t.segments(policy)
	t.cap(policy.MostBytes)
	var out []Backup
	for i, b := range list {
		if !t.keep[i] {
			out = append(out, b)
		}
	}
	return out
}

type thinning struct {
	list   []Backup
	keep   []bool
	newest int          // the newest full copy
	safe   map[int]bool // it, and what leads on from it
}

// copies keeps the newest full copy of each of the last days, and of each of
// the last weeks.
func (t *thinning) copies(policy BackupPolicy) {
	days, weeks := map[string]bool{}, map[string]bool{}
	for i := t.newest; i >= 0; i-- {
		if t.list[i].Kind != FullCopy {
			continue
		}
		made := t.list[i].Made
		year, number := made.ISOWeek()
		day, week := made.Format(time.DateOnly), fmt.Sprint(year, number)
		t.keep[i] = i == t.newest || !days[day] && len(days) < policy.KeepDaily || !weeks[week] && len(weeks) < policy.KeepWeekly
		if len(days) < policy.KeepDaily {
			days[day] = true
		}
		if len(weeks) < policy.KeepWeekly {
			weeks[week] = true
		}
	}
}

// segments keeps the last ones, and of them those that a kept full copy leads to.
func (t *thinning) segments(policy BackupPolicy) {
	t.safe = map[int]bool{t.newest: true}
	for _, i := range t.chain(t.newest, t.list) {
		t.safe[i], t.keep[i] = true, true
	}
	var last []Backup
	for i := len(t.list) - 1; i >= 0 && len(last) < policy.KeepChanges; i-- {
		if t.list[i].Kind == ChangesOnly {
			last = append(last, t.list[i])
		}
	}
	for i, b := range t.list {
		if b.Kind != FullCopy || !t.keep[i] {
			continue
		}
		for _, j := range t.chain(i, last) {
			t.keep[j] = true
		}
	}
}

// chain lists, by their place in the list, the segments that lead on from a
// full copy.
func (t *thinning) chain(full int, among []Backup) (places []int) {
	for _, b := range chainFrom(t.list[full], among) {
		for i := range t.list {
			if t.list[i].Path == b.Path {
				places = append(places, i)
			}
		}
	}
	return places
}

// cap removes the oldest until the rest fits.
func (t *thinning) cap(most int64) {
	var total int64
	for i, b := range t.list {
		if t.keep[i] {
			total += b.Size
		}
	}
	for i := 0; i < len(t.list) && total > most; i++ {
		if t.keep[i] && !t.safe[i] {
			t.keep[i] = false
			total -= t.list[i].Size
		}
	}
}
