package storage

import (
	"fmt"
	"slices"
	"strings"

	"bluepencil/annotate"
	"bluepencil/storage/kv"
)

// Commit checks a draft against the codebook and makes it durable: when
// Commit returns without an error, the change survives anything. A draft that
// would change nothing gives a Change without edits and writes nothing.
//
// It fails with annotate.ErrInvalid, ErrSpan, ErrText or ErrForeignLayer where
// the draft breaks a rule, and with an error of the store where the disk does;
// then nothing has changed.
func (p *Project) Commit(d annotate.Draft) (annotate.Change, error) {
	stream, err := d.Stream()
	if err != nil {
		return annotate.Change{}, err
	}
	var c annotate.Change
	err = p.write(func(t *transaction) error {
		c, err = t.commit(d, stream)
		return err
	})
	return c, err
}

// write runs one transaction and then tells the listeners what it did.
func (p *Project) write(fn func(*transaction) error) error {
	p.writing.Lock()
	defer p.writing.Unlock()
	var t *transaction
	err := p.store.Update(func(w kv.Writer) error {
		t = &transaction{p: p, w: w, objects: map[annotate.Ref]*annotate.Object{}}
		if err := fn(t); err != nil {
			return err
		}
		return t.finish()
	})
	if err != nil {
		return err
	}
	p.afterCommit(t)
	return nil
}

func (p *Project) afterCommit(t *transaction) {
	for ref, o := range t.objects {
		switch ref.Kind {
		case annotate.KindBatch:
			p.visible.set(ref.ID, annotate.BatchVisible(o))
		case annotate.KindCodebook:
			p.book.set(annotate.CodebookFrom(o))
		case annotate.KindArticle:
			p.versions.set(ref.ID, annotate.As[annotate.ID](o.Value(annotate.FieldVersion)))
		}
	}
	p.texts.drop(t.forget)
	for _, e := range t.events {
		p.events.tell(e)
	}
}

// transaction is one write: objects are read once, changed in memory, and
// put back when it finishes.
type transaction struct {
	p       *Project
	w       kv.Writer
	objects map[annotate.Ref]*annotate.Object
	changed []annotate.Ref // in the order of their first change
	heads   map[annotate.Lane]annotate.Head
	arrived uint64 // the last position of the history, once known
	last    annotate.Stamp
	events  []Event
	forget  []annotate.Digest // texts that were erased
}

// object reads an object as the transaction sees it.
func (t *transaction) object(ref annotate.Ref) (*annotate.Object, error) {
	if o, ok := t.objects[ref]; ok {
		return o, nil
	}
	o, err := readObject(t.w, ref)
	if err != nil {
		return nil, err
	}
	t.objects[ref] = o
	return o, nil
}

// commit seals a draft at the end of its lane, checks it and records it.
func (t *transaction) commit(d annotate.Draft, stream annotate.Stream) (annotate.Change, error) {
	lane := annotate.Lane{Replica: t.p.replica, Stream: stream}
	head, err := t.head(lane)
	if err != nil {
		return annotate.Change{}, err
	}
	place := annotate.Place{Replica: lane.Replica, Seq: head.Seq + 1, Prev: head.Digest, Time: t.p.clock.Next()}
	c, err := annotate.Seal(d, stream, place, t.object)
	if err != nil || len(c.Edits) == 0 {
		return c, err
	}
	if err := annotate.CheckEdits(c.Edits); err != nil {
		return annotate.Change{}, err
	}
	arrival, err := t.record(&c)
	if err != nil {
		return annotate.Change{}, err
	}
	if err := t.check(&c); err != nil {
		return annotate.Change{}, err
	}
	if err := annotate.CheckText(&c); err != nil {
		return annotate.Change{}, err
	}
	if err := t.erasePurged(&c); err != nil {
		return annotate.Change{}, err
	}
	if !d.Hidden && d.Reverts.IsZero() {
		if err := t.pushUndo(d.Person, arrival); err != nil {
			return annotate.Change{}, err
		}
	}
	return c, nil
}

// record applies a change and appends it to the history.
func (t *transaction) record(c *annotate.Change) (arrival uint64, err error) {
	err = c.ApplyTo(func(ref annotate.Ref) (*annotate.Object, error) {
		t.changed = append(t.changed, ref)
		return t.object(ref)
	})
	if err != nil {
		return 0, err
	}
	if t.arrived == 0 {
		t.arrived = lastArrival(t.w)
	}
	t.arrived++
	record, err := encodeHistory(c)
	if err != nil {
		return 0, err
	}
	if err := t.w.Put(bucketHistory, number(t.arrived), record); err != nil {
		return 0, err
	}
	head := annotate.Head{Seq: c.Seq, Digest: c.Header.Digest()}
	lane := annotate.Lane{Replica: c.Replica, Stream: c.Stream}
	if err := t.w.Put(bucketLanes, laneKey(lane, c.Seq), append(number(t.arrived), head.Digest[:]...)); err != nil {
		return 0, err
	}
	t.setHead(lane, head)
	if c.Time.Compare(t.last) > 0 {
		t.last = c.Time
	}
	t.events = append(t.events, Event{Change: *c, Received: c.Replica != t.p.replica})
	return t.arrived, nil
}

// finish puts back the changed objects and the clock.
func (t *transaction) finish() error {
	if t.last.IsZero() {
		return nil
	}
	written := map[annotate.Ref]bool{}
	for _, ref := range t.changed {
		if written[ref] {
			continue
		}
		written[ref] = true
		record, err := annotate.EncodeObject(t.objects[ref])
		if err != nil {
			return err
		}
		if err := t.w.Put(bucketObjects, objectKey(ref), record); err != nil {
			return err
		}
	}
	clock, err := annotate.Encode(t.p.clock.Last())
	if err != nil {
		return err
	}
	return t.w.Put(bucketMeta, keyClock, clock)
}

// head is how far a lane is known.
func (t *transaction) head(lane annotate.Lane) (annotate.Head, error) {
	if head, ok := t.heads[lane]; ok {
		return head, nil
	}
	head, err := readHead(t.w, lane)
	if err == nil {
		t.setHead(lane, head)
	}
	return head, err
}

func (t *transaction) setHead(lane annotate.Lane, head annotate.Head) {
	if t.heads == nil {
		t.heads = map[annotate.Lane]annotate.Head{}
	}
	t.heads[lane] = head
}

func readHead(r kv.Reader, lane annotate.Lane) (head annotate.Head, err error) {
	err = r.ScanBack(bucketLanes, lanePrefix(lane), nil, func(key, value []byte) (bool, error) {
		found, seq, err := laneOfKey(key)
		if err != nil {
			return false, err
		}
		if found != lane {
			return true, nil // a longer stream name with the same beginning
		}
		head.Seq = seq
		head.Digest, err = digestOfLane(value)
		return false, err
	})
	return head, err
}

func digestOfLane(value []byte) (d annotate.Digest, err error) {
	if len(value) != 8+len(d) {
		return d, fmt.Errorf("%w: a lane's entry has %d bytes", kv.ErrDamaged, len(value))
	}
	copy(d[:], value[8:])
	return d, nil
}

// check holds every annotation the change touched against the codebook.
func (t *transaction) check(c *annotate.Change) error {
	for _, ref := range annotate.Touched(c) {
		if ref.Kind != annotate.KindAnnotation {
			continue
		}
		o := t.objects[ref]
		if !o.Exists() {
			continue
		}
		codebook, err := t.codebook()
		if err != nil {
			return err
		}
		around, err := t.surroundings(ref)
		if err != nil {
			return err
		}
		around.Edited = editedBy(c, ref, codebook)
		a := annotate.AnnotationFrom(o)
		codebook.Mapping().Read(&a)
		if err := codebook.Check(&a, around); err != nil {
			return err
		}
	}
	return nil
}

// editedBy tells which parts of an annotation a change must answer for: what
// it sets; where it gives another label, also what the old label allowed; none
// where it takes something back, since an undo is never refused for what the
// codebook has become.
func editedBy(c *annotate.Change, ref annotate.Ref, codebook *annotate.Codebook) func(string) bool {
	fields := map[string]bool{}
	var old annotate.LabelID
	for i := range c.Edits {
		if e := &c.Edits[i]; e.Ref == ref {
			fields[e.Field] = true
			if e.Field == annotate.FieldLabel {
				old = codebook.Resolve(annotate.As[annotate.LabelID](e.Old))
			}
		}
	}
	undo, relabelled := !c.Reverts.IsZero(), fields[annotate.FieldLabel]
	attributes := codebook.AttributeIDs(old)
	return func(field string) bool {
		id, isAttribute := strings.CutPrefix(field, annotate.FieldAttr)
		left := isAttribute && !slices.Contains(attributes, annotate.AttributeID(id)) // from an earlier codebook
		return !undo && (fields[field] || relabelled && !left)
	}
}

func (t *transaction) codebook() (*annotate.Codebook, error) {
	if cb := t.p.book.get(); cb != nil {
		return cb, nil
	}
	o, err := t.object(annotate.CodebookRef())
	if err != nil {
		return nil, err
	}
	return annotate.CodebookFrom(o), nil
}

func (t *transaction) surroundings(ref annotate.Ref) (annotate.Surroundings, error) {
	article, err := t.object(annotate.ArticleRef(ref.Article))
	if err != nil {
		return annotate.Surroundings{}, err
	}
	content := annotate.As[annotate.ArticleContent](article.Value(annotate.FieldContent))
	text, err := t.p.textOf(t.w, content.TextSHA256)
	if err != nil {
		return annotate.Surroundings{}, fmt.Errorf("article %s: %w", ref.Article, err)
	}
	exists := func(ref annotate.Ref) (*annotate.Object, bool) {
		o, err := t.object(ref)
		return o, err == nil && o.Exists()
	}
	return annotate.Surroundings{
		Text: text,
		Target: func(id annotate.ID) (annotate.LabelID, bool) {
			o, ok := exists(annotate.AnnotationRef(ref.Article, ref.Owner, id))
			return annotate.As[annotate.LabelID](o.Value(annotate.FieldLabel)), ok
		},
		Entity: func(id annotate.ID) bool {
			_, ok := exists(annotate.EntityRef(id))
			return ok
		},
	}, nil
}

func readObject(r kv.Reader, ref annotate.Ref) (*annotate.Object, error) {
	record := r.Get(bucketObjects, objectKey(ref))
	if record == nil {
		return &annotate.Object{Ref: ref}, nil
	}
	o, err := annotate.DecodeObject(ref, record)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", kv.ErrDamaged, err)
	}
	return o, nil
}

func lastArrival(r kv.Reader) (last uint64) {
	// A scan of one key cannot fail: the function that is called never does.
	_ = r.ScanBack(bucketHistory, nil, nil, func(key, _ []byte) (bool, error) {
		last = readNumber(key)
		return false, nil
	})
	return last
}
