package intake

import (
	"bytes"
	"errors"
	"os"

	"golang.org/x/text/encoding/unicode"
)

// errWide: files with annotations are UTF-8. Their offsets and hashes are of that
// text, and to write them back they are kept byte for byte.
var errWide = errors.New("the file is UTF-16, and files with annotations are read as UTF-8: save it as UTF-8 and import it again")

// isWide tells whether a file begins as UTF-16 does: with a byte-order mark, or
// with one of the characters that such files begin with.
func isWide(head []byte) bool {
	if len(head) < 2 {
		return false
	}
	return bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) ||
		head[1] == 0 && bytes.IndexByte([]byte("{[<"), head[0]) >= 0 || head[0] == 0 && bytes.IndexByte([]byte("{[<"), head[1]) >= 0
}

// refuseWide fails with errWide. A file that cannot be read is for its reader.
func refuseWide(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer file.Close()
	head := make([]byte, 2)
	if n, err := file.Read(head); err != nil || !isWide(head[:n]) {
		return nil
	}
	return errWide
}

// narrow gives the beginning of a file as UTF-8, so that a file of annotations is
// known for one, and refused, rather than taken for an article.
func narrow(head []byte) []byte {
	if !isWide(head) {
		return head
	}
	order := unicode.LittleEndian
	if head[0] == 0 {
		order = unicode.BigEndian
	}
	if out, err := unicode.UTF16(order, unicode.UseBOM).NewDecoder().Bytes(head[:len(head)&^1]); err == nil {
		return out
	}
	return head
}
