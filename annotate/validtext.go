package annotate

import (
	"fmt"
	"unicode/utf8"
)

// CheckText fails with ErrText where a change holds text that is no valid
// UTF-8, such as a name from an old file system: it could be written, but
// nobody could read it again.
func CheckText(c *Change) error {
	if !utf8.ValidString(c.Action) {
		return fmt.Errorf("the action %q is %w; write it in Unicode", c.Action, ErrText)
	}
	for i := range c.Edits {
		e := &c.Edits[i]
		if !utf8.ValidString(e.Field) || !e.New.validText() {
			return fmt.Errorf("the %q of this %s is %w; write it in Unicode", e.Field, e.Ref.Kind, ErrText)
		}
	}
	return nil
}

// validText tells whether all text strings of a value are valid UTF-8. Items
// that hold others need no recursion: what is in them follows.
func (v Value) validText() bool {
	w := wire{rest: v}
	for len(w.rest) > 0 && !w.lost {
		switch major := w.peek() >> 5; major {
		case majorText:
			w.text()
		case majorBytes:
			w.chunk(majorBytes)
		default:
			w.head(major)
		}
	}
	return !w.lost
}
