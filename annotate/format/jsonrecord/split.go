package jsonrecord

// Split gives the members of an object that lay in one that was parsed; ok is
// false where it is no object. Nothing in it is checked again, so that a value
// is read once however deep it lies.
func Split(raw []byte) (o Object, ok bool) {
	s := splitter{raw: raw}
	if s.next() != '{' {
		return nil, false
	}
	o = Object{}
	for s.at++; ; {
		switch s.next() {
		case ',':
			s.at++
			continue
		case '"':
		default:
			return o, s.next() == '}'
		}
		key, known := TextOf(s.value())
		if !known || s.next() != ':' {
			return nil, false
		}
		s.at++
		o = append(o, Field{key, s.value()})
	}
}

// Elements are those of an array that lay in a value that was parsed; nil where
// it is none.
func Elements(raw []byte) (list [][]byte) {
	s := splitter{raw: raw}
	if s.next() != '[' {
		return nil
	}
	list = [][]byte{}
	for s.at++; ; {
		switch s.next() {
		case ',':
			s.at++
		case ']', 0:
			return list
		default:
			list = append(list, s.value())
		}
	}
}

// splitter goes over JSON that is known to be right. Of any other it makes
// something, and comes to its end.
type splitter struct {
	raw []byte
	at  int
}

// next is the next byte that is no white space; 0 at the end.
func (s *splitter) next() byte {
	for ; s.at < len(s.raw); s.at++ {
		switch b := s.raw[s.at]; b {
		case ' ', '\t', '\n', '\r':
		default:
			return b
		}
	}
	return 0
}

// value gives the value that begins here.
func (s *splitter) value() []byte {
	first, start := s.next(), s.at
	switch first {
	case 0:
		return nil
	case '{', '[', '"':
		var e extent
		for s.at < len(s.raw) {
			s.at++
			if e.ends(s.raw[s.at-1]) {
				break
			}
		}
		return s.raw[start:s.at:s.at]
	}
	for s.at++; s.at < len(s.raw); s.at++ {
		switch s.raw[s.at] {
		case ',', ']', '}', ':', ' ', '\t', '\n', '\r':
			return s.raw[start:s.at:s.at]
		}
	}
	return s.raw[start:s.at:s.at]
}
