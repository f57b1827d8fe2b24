package search

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"bluepencil/annotate"
	"bluepencil/storage/kv/bolt"

	"github.com/blevesearch/bleve/v2/index/scorch"
	index "github.com/blevesearch/bleve_index_api"
)

// indexVersion is that of the records. An index of another version is thrown away.
const indexVersion = 2

// errUnusable: the index cannot be used and must be made anew.
var errUnusable = errors.New("the search index cannot be used")

// diskError says that the folder of the index cannot be written.
type diskError struct{ error }

func (e diskError) Unwrap() error { return e.error }

// position is how far an index is right. It is written with every batch.
type position struct {
	_       struct{} `cbor:",toarray"`
	Version int
	Project annotate.ID
	Replica annotate.ID
	Arrival uint64      // of the last change that is in it
	Change  annotate.ID // that change's id: another one there means another history
	Built   bool        // every article is in it
	Through annotate.ID // the last article in it, while it is being built
}

var keyPosition = []byte("position")

// sealFile holds the hash of the index's own list of files, and of the files'
// names and sizes, while nobody has it open. After a crash there is none; the
// list is then examined only.
const (
	sealFile = "seal"
	rootFile = "root.bolt"

	segmentEnd = ".zap"
)

// store is an index on the disk, or in memory where the folder is empty.
type store struct {
	dir   string
	index index.Index
	queue *index.AnalysisQueue
}

// openStore opens the index in a folder, and makes it where there is none. It
// fails with errUnusable where what is there is damaged.
func openStore(dir string) (s *store, err error) {
	if dir != "" {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return nil, diskError{fmt.Errorf("make the folder of the search index: %w", err)}
		}
		if err := examine(dir); err != nil {
			return nil, err
		}
	}
	defer func() {
		if r := recover(); r != nil {
			s, err = nil, fmt.Errorf("%w: %v", errUnusable, r)
		}
	}()
	queue := index.NewAnalysisQueue(1) // records come ready: there is nothing to analyse
	inner, err := scorch.NewScorch(scorch.Name, map[string]any{"path": dir, "bolt_timeout": "1s", "scorchMergePlanOptions": mergePlan}, queue)
	if err == nil {
		err = inner.Open()
	}
	if err != nil {
		queue.Close()
		if errors.As(err, new(*fs.PathError)) && !errors.Is(err, fs.ErrNotExist) {
			return nil, diskError{fmt.Errorf("open the search index: %w", err)}
		}
		return nil, fmt.Errorf("%w: %w", errUnusable, err)
	}
	return &store{dir, inner, queue}, nil
}

// mergePlan merges late: a search looks into some tens of segments as quickly
// as into one, and merging is most of the work of building.
var mergePlan = map[string]any{
	"MaxSegmentsPerTier": 12, "SegmentsPerMergeTask": 12, "TierGrowth": 12.0, "FloorSegmentSize": 500,
	"MaxSegmentSize": 5_000_000, "ReclaimDeletesWeight": 2.0,
}

// examine looks at the files before they are trusted: every segment ends with
// a checksum of itself.
func examine(dir string) error {
	names, err := os.ReadDir(dir)
	if err != nil {
		return diskError{fmt.Errorf("read the folder of the search index: %w", err)}
	}
	root := filepath.Join(dir, rootFile)
	if _, err := os.Stat(root); errors.Is(err, fs.ErrNotExist) {
		if len(names) > 0 {
			return fmt.Errorf("%w: its list of files is missing", errUnusable)
		}
		return nil
	}
	list, err := bolt.Open(root, bolt.Options{ReadOnly: true})
	if err != nil {
		return fmt.Errorf("%w: %w", errUnusable, err)
	}
	if err := errors.Join(list.Close(), breakSeal(dir)); err != nil {
		return err
	}
	for _, entry := range names {
		if strings.HasSuffix(entry.Name(), segmentEnd) {
			if err := examineSegment(filepath.Join(dir, entry.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}

func examineSegment(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return diskError{fmt.Errorf("open the search index: %w", err)}
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil || info.Size() < 8 {
		return fmt.Errorf("%w: %s is cut short", errUnusable, filepath.Base(path))
	}
	sum := crc32.NewIEEE()
	var end [4]byte
	_, err = io.CopyN(sum, file, info.Size()-int64(len(end)))
	if err == nil {
		_, err = io.ReadFull(file, end[:])
	}
	if err != nil {
		return fmt.Errorf("read the search index: %w", err)
	}
	if sum.Sum32() != binary.BigEndian.Uint32(end[:]) {
		return fmt.Errorf("%w: %s is damaged", errUnusable, filepath.Base(path))
	}
	return nil
}

// seal writes the hash of the list of files.
func seal(dir string) error {
	sum, err := sumOf(dir)
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, sealFile), sum, 0o644)
	}
	return err
}

// breakSeal holds the seal against the list of files and takes it away.
func breakSeal(dir string) error {
	path := filepath.Join(dir, sealFile)
	want, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read the search index: %w", err)
	}
	sum, err := sumOf(dir)
	if err != nil {
		return fmt.Errorf("read the search index: %w", err)
	}
	if string(sum) != string(want) {
		return fmt.Errorf("%w: its list of files is damaged", errUnusable)
	}
	if err := os.Remove(path); err != nil {
		return diskError{fmt.Errorf("open the search index: %w", err)}
	}
	return nil
}

func sumOf(dir string) ([]byte, error) {
	file, err := os.Open(filepath.Join(dir, rootFile))
	if err != nil {
		return nil, err
	}
	defer file.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, file); err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(dir) // in the order of their names
	if err != nil {
		return nil, err
	}
	for _, entry := range entries {
		info, err := entry.Info()
		if err != nil {
			return nil, err
		}
		if strings.HasSuffix(info.Name(), segmentEnd) {
			fmt.Fprintln(sum, info.Name(), info.Size())
		}
	}
	return sum.Sum(nil), nil
}

// position reads how far the index is right; the zero position where it is empty.
func (s *store) position() (p position, err error) {
	reader, err := s.index.Reader()
	if err != nil {
		return p, err
	}
	defer reader.Close()
	raw, err := reader.GetInternal(keyPosition)
	if err != nil || raw == nil {
		return p, err
	}
	if err := annotate.Value(raw).Decode(&p); err != nil {
		return p, fmt.Errorf("%w: %w", errUnusable, err)
	}
	return p, nil
}

// write makes a batch durable, together with how far the index is right then.
// When the context ends it waits a moment longer for the batch, which is whole
// or not there, and then leaves it to itself: an index whose own workers have
// failed would never answer.
func (s *store) write(ctx context.Context, batch *index.Batch, at position) error {
	raw, err := annotate.Encode(at)
	if err != nil {
		return err
	}
	batch.SetInternal(keyPosition, raw)
	written := make(chan error, 1)
	go func() {
		defer func() {
			if r := recover(); r != nil {
				written <- fmt.Errorf("%w: %v", errUnusable, r)
			}
		}()
		written <- s.index.Batch(batch)
	}()
	select {
	case err = <-written:
	case <-ctx.Done():
		select {
		case err = <-written:
		case <-time.After(lastChance):
			err = ctx.Err()
		}
	}
	if err != nil && !errors.Is(err, errUnusable) {
		return diskError{fmt.Errorf("write the search index: %w", err)}
	}
	return err
}

// close releases the files. A sound index gets its seal.
func (s *store) close(sound bool) error {
	err := s.index.Close()
	s.queue.Close()
	if err == nil && sound && s.dir != "" {
		err = seal(s.dir)
	}
	if err != nil {
		return fmt.Errorf("close the search index: %w", err)
	}
	return nil
}
