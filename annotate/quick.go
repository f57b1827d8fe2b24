package annotate

// quick decodes a value of the types that most fields hold. It is false where
// the general decoder has to do it; then what into points to is unchanged.
func quick(v Value, into any) bool {
	if v == nil {
		return false
	}
	w := wire{rest: v}
	switch into := into.(type) {
	case *bool:
		return keep(&w, into, w.bool())
	case *string:
		return keep(&w, into, w.string())
	case *LabelID:
		return keep(&w, into, LabelID(w.string()))
	case *Status:
		return keep(&w, into, Status(w.string()))
	case *ID:
		return keep(&w, into, w.id())
	case *[]Span:
		return keep(&w, into, w.spans())
	case *Origin:
		return keep(&w, into, w.origin())
	case *Link:
		return keep(&w, into, w.link())
	case *ArticleContent:
		return keep(&w, into, w.content())
	case *AttributeValue:
		return w.plainAttribute(into)
	}
	return false
}

func keep[T any](w *wire, into *T, content T) bool {
	if !w.done() {
		return false
	}
	*into = content
	return true
}

func (w *wire) spans() []Span {
	n := w.array()
	list := make([]Span, 0, min(n, 64))
	for ; n > 0 && !w.lost; n-- {
		w.tuple(3)
		list = append(list, Span{Start: int(w.whole()), End: int(w.whole()), Text: w.string()})
	}
	return list
}

// origin reads the common origin: without score.
func (w *wire) origin() (o Origin) {
	for n := w.head(majorMap); n > 0 && !w.lost; n-- {
		switch string(w.text()) {
		case "By":
			o.By = OriginBy(w.string())
		case "Source":
			o.Source = w.string()
		case "From":
			o.From = w.ids()
		case "Score":
			if !w.null() {
				w.lose()
			}
		default:
			w.lose()
		}
	}
	return o
}

func (w *wire) ids() []ID {
	if w.null() {
		return nil
	}
	n := w.array()
	list := make([]ID, 0, min(n, 64))
	for ; n > 0 && !w.lost; n-- {
		list = append(list, w.id())
	}
	return list
}

// link reads a link without attributes.
func (w *wire) link() (l Link) {
	for n := w.head(majorMap); n > 0 && !w.lost; n-- {
		switch string(w.text()) {
		case "ID":
			l.ID = w.id()
		case "To":
			l.To = w.id()
		case "Role":
			l.Role = RoleID(w.string())
		case "ToEntity":
			l.ToEntity = w.bool()
		case "Attributes":
			if !w.null() {
				w.lose()
			}
		default:
			w.lose()
		}
	}
	return l
}

func (w *wire) content() (c ArticleContent) {
	w.tuple(7)
	c.TextSHA256, c.SourceSHA256 = w.digest(), w.digest()
	c.TextBytes = w.head(majorUint)
	c.SourceName, c.Encoding, c.Format = w.string(), w.string(), w.string()
	return c
}

func (w *wire) digest() (d Digest) {
	b := w.chunk(majorBytes)
	if len(b) != len(d) {
		w.lose()
		return d
	}
	copy(d[:], b)
	return d
}

// plainAttribute reads an attribute that is a word or a flag; numbers and
// lists are the general decoder's.
func (w *wire) plainAttribute(into *AttributeValue) bool {
	switch b := w.peek(); {
	case b>>5 == majorText:
		return keep(w, into, AttributeValue(w.string()))
	case b == wireTrue || b == wireFalse:
		return keep(w, into, AttributeValue(w.bool()))
	}
	return false
}
