package table

import (
	"bufio"
	"errors"
	"fmt"
	"io"
)

// errArray: the file is no array of objects, or stops being one.
var errArray = errors.New("this is no JSON array of objects")

// array splits a JSON array into its elements by brackets and quotes alone, so
// that what is wrong inside one of them leaves the next where it is.
type array struct {
	in     *bufio.Reader
	number int
	buffer []byte
	ended  bool
}

// next gives the next element.
func (a *array) next() ([]byte, string, error) {
	a.number++
	where := fmt.Sprintf("record %d", a.number)
	if a.ended {
		return nil, where, io.EOF
	}
	b, err := a.token()
	switch {
	case err != nil:
		return nil, where, a.broken(err)
	case a.number == 1 && b != '[':
		return nil, where, errArray
	case a.number == 1:
		if b, err = a.token(); err != nil {
			return nil, where, a.broken(err)
		}
	case b == ',':
		if b, err = a.token(); err != nil {
			return nil, where, a.broken(err)
		}
	case b != ']':
		return nil, where, fmt.Errorf("%w after record %d", errArray, a.number-1)
	}
	if b == ']' {
		a.ended = true
		return nil, where, a.tail()
	}
	if err := a.in.UnreadByte(); err != nil {
		return nil, where, err
	}
	err = a.element()
	return a.buffer, where, err
}

// token gives the next byte that is no white space.
func (a *array) token() (byte, error) {
	for {
		b, err := a.in.ReadByte()
		if err != nil || b != ' ' && b != '\t' && b != '\n' && b != '\r' {
			return b, err
		}
	}
}

// tail is io.EOF, unless something follows the array.
func (a *array) tail() error {
	if _, err := a.token(); err != nil {
		return err
	}
	return fmt.Errorf("%w: something follows it", errArray)
}

func (a *array) broken(err error) error {
	if err == io.EOF {
		return fmt.Errorf("%w: it has no end", errArray)
	}
	return err
}

// element reads up to where the element ends. Of one that is too long the rest
// is read and forgotten.
func (a *array) element() error {
	a.buffer = a.buffer[:0]
	depth, quoted, escaped, tooLong := 0, false, false, false
	for {
		b, err := a.in.ReadByte()
		if err != nil {
			return a.broken(err)
		}
		switch {
		case escaped:
			escaped = false
		case quoted:
			escaped, quoted = b == '\\', b != '"'
		case b == '"':
			quoted = true
		case b == '{' || b == '[':
			depth++
		case b == '}' && depth == 0:
			return fmt.Errorf("%w after record %d", errArray, a.number-1)
		case (b == ',' || b == ']') && depth == 0:
			if tooLong {
				err = &recordError{ErrTooLong}
			}
			return errors.Join(a.in.UnreadByte(), err)
		case b == '}' || b == ']':
			depth--
		}
		if tooLong = tooLong || len(a.buffer) >= MaxRecord; !tooLong {
			a.buffer = append(a.buffer, b)
		}
	}
}
