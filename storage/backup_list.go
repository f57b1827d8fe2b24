package storage

import (
	"cmp"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"bluepencil/storage/segment"
)

// BackupKind says what a backup is.
type BackupKind string

// The kinds of backup.
const (
	FullCopy    BackupKind = "full copy" // a project file
	ChangesOnly BackupKind = "changes"   // a segment: what came after a full copy
)

// Backup is a file of a project's backup folder.
type Backup struct {
	Path string
	Kind BackupKind
	Made time.Time
	Size int64 // bytes
	// From and To say which actions are in it, counted from 1 in the order they
	// arrived: those after From up to To. A full copy begins at 0.
	From, To uint64
	// Verified tells whether it was read again before it got its name, as all
	// are but the copies of earlier versions. See VerifyBackup.
	Verified bool

	fromDigest, toDigest string // the beginnings of their headers' digests, hexadecimal
}

// CopiesDir is the folder beside a project file that keeps its backups.
func CopiesDir(project string) string {
	return strings.TrimSuffix(project, Extension) + ".copies"
}

// The parts of a backup's name, which end its file's name:
// name-to-digest-time.bluepencil, name-from-digest-to-digest-time.changes.
const (
	backupTime   = "20060102T150405Z"
	olderTime    = "20060102T150405" // of earlier versions: no digest, local time
	arrivalChars = 12
	digestChars  = 16
)

func shortDigest(m segment.Mark) string { return hex.EncodeToString(m.Digest[:])[:digestChars] }

func copyName(project string, to segment.Mark, made time.Time) string {
	return fmt.Sprintf("%s-%0*d-%s-%s%s", project, arrivalChars, to.Arrival, shortDigest(to), made.UTC().Format(backupTime), Extension)
}

func segmentName(project string, from, to segment.Mark, made time.Time) string {
	return fmt.Sprintf("%s-%0*d-%s-%0*d-%s-%s%s", project, arrivalChars, from.Arrival, shortDigest(from),
		arrivalChars, to.Arrival, shortDigest(to), made.UTC().Format(backupTime), segment.Extension)
}

// ListBackups lists the backups of a project, from oldest to newest, and how
// many bytes they take together. The project may be open, damaged or gone.
func ListBackups(project string) (list []Backup, total int64, err error) {
	dir := CopiesDir(project)
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, 0, nil
	}
	if err != nil {
		return nil, 0, fmt.Errorf("list the backups: %w", err)
	}
	for _, e := range entries {
		b, ok := parseBackup(e.Name())
		info, err := e.Info()
		if !ok || err != nil || !info.Mode().IsRegular() {
			continue
		}
		b.Path, b.Size = filepath.Join(dir, e.Name()), info.Size()
		total += b.Size
		list = append(list, b)
	}
	slices.SortFunc(list, func(a, b Backup) int {
		return cmp.Or(a.Made.Compare(b.Made), cmp.Compare(a.To, b.To), strings.Compare(a.Path, b.Path))
	})
	return list, total, nil
}

// parseBackup reads a backup's name.
func parseBackup(name string) (b Backup, ok bool) {
	extension := filepath.Ext(name)
	parts := strings.Split(strings.TrimSuffix(name, extension), "-")
	n := len(parts)
	if n < 3 {
		return b, false
	}
	var errs [3]error
	switch extension {
	case segment.Extension:
		if n < 6 {
			return b, false
		}
		b = Backup{Kind: ChangesOnly, Verified: true, fromDigest: parts[n-4], toDigest: parts[n-2]}
		b.From, errs[0] = strconv.ParseUint(parts[n-5], 10, 64)
		b.To, errs[1] = strconv.ParseUint(parts[n-3], 10, 64)
		b.Made, errs[2] = time.Parse(backupTime, parts[n-1])
	case Extension:
		b = Backup{Kind: FullCopy}
		if at, err := time.Parse(backupTime, parts[n-1]); err == nil && n >= 4 {
			b.Made, b.toDigest, b.Verified = at, parts[n-2], true
			b.To, errs[0] = strconv.ParseUint(parts[n-3], 10, 64)
			break
		}
		b.To, errs[0] = strconv.ParseUint(parts[n-2], 10, 64)
		b.Made, errs[1] = time.ParseInLocation(olderTime, parts[n-1], time.Local)
	default:
		return b, false
	}
	return b, errors.Join(errs[:]...) == nil
}

// VerifyBackup reads a backup again, all of it. The error says what is wrong.
func VerifyBackup(b Backup) error {
	if b.Kind == FullCopy {
		_, err := verifyCopy(b.Path)
		return err
	}
	_, err := readSegment(b.Path, nil)
	return err
}

// chainFrom lists the segments that lead on from a full copy, in order, as far
// as there is one for the next step.
func chainFrom(full Backup, list []Backup) (chain []Backup) {
	at, digest := full.To, full.toDigest
	for {
		best := -1
		for i, b := range list {
			if b.Kind != ChangesOnly || b.From > at || b.To <= at || b.From == at && digest != "" && b.fromDigest != digest {
				continue
			}
			if best < 0 || b.Made.After(list[best].Made) {
				best = i
			}
		}
		if best < 0 {
			return chain
		}
		chain = append(chain, list[best])
		at, digest = list[best].To, list[best].toDigest
	}
}
