package storage

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

// plan writes down backups by the hour they were made at: "f" a full copy, "s"
// a segment that goes on from what is before it, "." nothing.
func plan(hours string, size int64) (list []Backup) {
	start := time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC) // a Monday
	arrival := uint64(0)
	for n, what := range hours {
		made := start.Add(time.Duration(n) * time.Hour)
		b := Backup{Path: fmt.Sprint(n), Made: made, Size: size, To: arrival + 1}
		switch what {
		case 'f':
			b.Kind = FullCopy
		case 's':
			b.Kind, b.From, b.fromDigest = ChangesOnly, arrival, fmt.Sprint(arrival)
		default:
			continue
		}
		arrival++
		b.toDigest = fmt.Sprint(arrival)
		list = append(list, b)
	}
	return list
}

func kept(list []Backup, policy BackupPolicy) (paths []string) {
	gone := surplus(list, policy.filled())
	for _, b := range list {
		if !slices.ContainsFunc(gone, func(g Backup) bool { return g.Path == b.Path }) {
			paths = append(paths, b.Path)
		}
	}
	return paths
}

func repeat(hours string, n int) (out string) {
	for range n {
		out += hours
	}
	return out
}

func TestOldBackupsAreThinned(t *testing.T) {
	day := "f......................." // a full copy at midnight
	for name, c := range map[string]struct {
		hours  string
		policy BackupPolicy
		want   []string
	}{
		"nothing":                      {"", BackupPolicy{}, nil},
		"what is few stays":            {"fsss", BackupPolicy{}, []string{"0", "1", "2", "3"}},
		"segments without a full copy": {"ss", BackupPolicy{}, []string{"0", "1"}},
		"copies of days and weeks": {repeat(day, 30), BackupPolicy{KeepDaily: 3, KeepWeekly: 4},
			// 1 December is a Tuesday: three days, and the Sundays of the weeks before
			[]string{"312", "480", "648", "672", "696"}},
		"the last segments":                   {"fss.fss.fss", BackupPolicy{KeepChanges: 4, KeepDaily: 9}, []string{"8", "9", "10"}},
		"all that lead on from the newest":    {"fssssss", BackupPolicy{KeepChanges: 2}, []string{"0", "1", "2", "3", "4", "5", "6"}},
		"over the bound the oldest go":        {repeat(day, 5) + "fs", BackupPolicy{MostBytes: 30}, []string{"96", "120", "121"}},
		"the newest stays over any bound":     {"f.fss", BackupPolicy{MostBytes: 1}, []string{"2", "3", "4"}},
		"several copies of one day are one":   {"f.f.f", BackupPolicy{}, []string{"4"}},
		"segments whose copy went go with it": {"fss.f", BackupPolicy{}, []string{"4"}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := kept(plan(c.hours, 10), c.policy); !slices.Equal(got, c.want) {
				t.Errorf("%v are kept, want %v", got, c.want)
			}
		})
	}
}

// TestThinningKeepsTheNewestGood for any row of backups and any policy: what
// can be restored at last can be restored after it, and thinning again removes
// nothing more.
func TestThinningKeepsTheNewestGood(t *testing.T) {
	for seed := range 500 {
		hours := ""
		for n := range 60 {
			hours += string("fss.s..s"[(seed*31+n*n*7+n)%8])
		}
		list := plan(hours, int64(1+seed%9))
		policy := BackupPolicy{KeepChanges: 1 + seed%5, KeepDaily: 1 + seed%3, KeepWeekly: 1 + seed%2, MostBytes: int64(1 + seed%40)}
		newest := func(list []Backup) (uint64, string) {
			for i := len(list) - 1; i >= 0; i-- {
				if list[i].Kind == FullCopy {
					to := list[i].To
					for _, b := range chainFrom(list[i], list) {
						to = b.To
					}
					return to, list[i].Path
				}
			}
			return 0, ""
		}
		var left []Backup
		for _, path := range kept(list, policy) {
			left = append(left, list[slices.IndexFunc(list, func(b Backup) bool { return b.Path == path })])
		}
		to, from := newest(list)
		if gotTo, gotFrom := newest(left); gotTo != to || gotFrom != from {
			t.Fatalf("seed %d, %q: %d from %s became %d from %s", seed, hours, to, from, gotTo, gotFrom)
		}
		if again := kept(left, policy); len(again) != len(left) {
			t.Fatalf("seed %d, %q: thinning twice leaves %d of %d", seed, hours, len(again), len(left))
		}
	}
}
