package annotate

// ReadEntry reads an entry of a project's history: an array of header,
// payload and whether the payload was purged. The payload belongs to the
// entry's bytes. It is false for what it does not understand; the general
// decoder has to say what that is.
func ReadEntry(b []byte) (c Change, payload []byte, ok bool) {
	w := wire{rest: b}
	w.tuple(3)
	c.Header = w.header()
	payload = w.value()
	c.Purged = w.bool()
	return c, payload, w.done()
}

func (w *wire) header() (h Header) {
	w.tuple(12)
	h.ID, h.Replica, h.Stream, h.Seq, h.Prev = w.id(), w.id(), Stream(w.string()), w.head(majorUint), w.digest()
	h.Time, h.Person, h.Action = w.stamp(), w.id(), w.string()
	h.Article, h.Batch, h.Reverts, h.Payload = w.id(), w.id(), w.id(), w.digest()
	return h
}

// ReadEdits reads a change's payload as EncodeEdits writes it. It is false for
// anything else: unlike DecodeEdits it makes no room for what foreign bytes
// claim to hold.
func ReadEdits(payload []byte) ([]Edit, bool) {
	w := wire{rest: payload}
	edits := w.edits()
	return edits, w.done()
}

// edits reads a payload. The values are copied out of it.
func (w *wire) edits() []Edit {
	n := w.array()
	list := make([]Edit, 0, min(n, 4096))
	for ; n > 0 && !w.lost; n-- {
		w.tuple(5)
		e := Edit{Ref: w.ref(), Field: w.string(), New: w.value().clone(), Old: w.value().clone()}
		e.Over = w.stamps()
		list = append(list, e)
	}
	return list
}

func (w *wire) ref() (r Ref) {
	w.tuple(4)
	kind := w.head(majorUint)
	if kind > 255 {
		w.lose()
	}
	r.Kind, r.Article, r.Owner, r.ID = Kind(kind), w.id(), w.id(), w.id()
	return r
}
