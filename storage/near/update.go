package near

import (
	"cmp"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"path/filepath"
	"runtime"
	"sync"

	"bluepencil/annotate"
	"bluepencil/annotate/text/shingle"
	"bluepencil/storage"
	"bluepencil/storage/kv"
)

// The files of an index.
const (
	fileSignatures = "signatures"
	filePairs      = "pairs"
	fileFamilies   = "families"
)

func articleOf(a *annotate.Article) article {
	keys := storage.IdentityOf(a.Meta)
	out := article{id: a.ID, text: a.Content.TextSHA256, replaces: a.Replaces, when: a.Added.Unix()}
	for i, key := range []string{keys.GUID, keys.URL} {
		if key != "" {
			digest := annotate.TextDigest(key)
			out.identity[i] = binary.LittleEndian.Uint64(digest[:])
		}
	}
	if !keys.Dated.IsZero() {
		out.when = keys.Dated.Unix()
	}
	return out
}

// signatures gives the signatures of articles in their order: those that are
// known, and those of new ones. What was made is kept even where the context
// ends it.
func (x *Index) signatures(ctx context.Context, articles []article, progress func(done, total int)) (*table, error) {
	known := map[annotate.ID]record{}
	if x.dir != "" {
		known = readTable(filepath.Join(x.dir, fileSignatures), x.header())
	} else if x.kept != nil {
		for _, r := range x.kept.records {
			known[r.id] = r
		}
	}
	t := &table{records: make([]record, len(articles))}
	var missing []int
	for i, a := range articles {
		r, ok := known[a.id]
		if ok && r.text == a.text {
			t.records[i] = r
		} else {
			missing = append(missing, i)
		}
		t.records[i].id, t.records[i].text = a.id, a.text
	}
	gone := len(known) + len(missing) - len(articles)
	done, err := x.sign(ctx, t, missing, progress)
	if done > 0 || gone > 0 {
		unsigned := map[int]bool{}
		for _, i := range missing[done:] {
			unsigned[i] = true
		}
		err = cmp.Or(err, x.keep(t, unsigned))
	}
	return t, err
}

// chunk is how many articles are read before the context is looked at.
const chunk = 64

// sign makes the missing signatures, a few at once, and tells how many of them.
func (x *Index) sign(ctx context.Context, t *table, missing []int, progress func(done, total int)) (done int, err error) {
	for done < len(missing) {
		if err := ctx.Err(); err != nil {
			return done, err
		}
		part := missing[done:min(done+chunk, len(missing))]
		failures := make([]error, len(part))
		var working sync.WaitGroup
		next := make(chan int)
		for range runtime.GOMAXPROCS(0) {
			working.Go(func() {
				for n := range next {
					failures[n] = x.signOne(t.at(part[n]))
				}
			})
		}
		for n := range part {
			next <- n
		}
		close(next)
		working.Wait()
		if err := cmp.Or(failures...); err != nil {
			return done, err
		}
		done += len(part)
		progress(done, len(missing))
	}
	return done, nil
}

// signOne makes one signature. A text that cannot be read is like no other, and
// is tried again the next time the index is made anew: bp check reports it.
func (x *Index) signOne(r *record) error {
	whole, err := x.p.Text(r.id)
	if unreadable(err) {
		return nil
	}
	if err != nil {
		return err
	}
	set := shingle.Of(whole)
	r.size, r.signature = uint32(len(set)), set.Sign()
	return nil
}

// unreadable tells of a text that is damaged, or was taken out since the
// articles were listed: one bad article never stops the rest.
func unreadable(err error) bool {
	return errors.Is(err, kv.ErrDamaged) || errors.Is(err, annotate.ErrNotFound)
}

// keep writes the signatures there are.
func (x *Index) keep(t *table, unsigned map[int]bool) error {
	if x.dir == "" {
		if len(unsigned) == 0 {
			x.kept = t
		}
		return nil
	}
	b := make([]byte, 0, (t.len()-len(unsigned))*recordBytes)
	for i := range t.records {
		if !unsigned[i] {
			b = t.records[i].append(b)
		}
	}
	return writeFile(filepath.Join(x.dir, fileSignatures), x.header(), b)
}

// savedFamilies is the file of families.
type savedFamilies struct {
	Position uint64   `json:"position"`
	Families []Family `json:"families"`
}

func (x *Index) readFamilies() (families []Family, position uint64, ok bool) {
	if x.dir == "" {
		return nil, 0, false
	}
	b, ok := readFile(filepath.Join(x.dir, fileFamilies), x.header())
	var saved savedFamilies
	if !ok || json.Unmarshal(b, &saved) != nil {
		return nil, 0, false
	}
	return saved.Families, saved.Position, true
}

func (x *Index) writeFamilies(families []Family, position uint64) error {
	if x.dir == "" {
		return nil
	}
	b, err := json.Marshal(savedFamilies{position, families})
	if err == nil {
		err = writeFile(filepath.Join(x.dir, fileFamilies), x.header(), b)
	}
	return err
}
