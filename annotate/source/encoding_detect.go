package source

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/gogs/chardet"
	"golang.org/x/text/encoding"
	"golang.org/x/text/transform"
)

// decodeStrictly decodes with a codec. Bytes that come back the same when
// encoded again, exact ones, were text in that encoding; some encodings have
// two codes for a character, so others pass too if they decode without a
// replacement.
func decodeStrictly(raw []byte, codec encoding.Encoding, name string) (d Document, exact bool, err error) {
	text, err := codec.NewDecoder().Bytes(raw)
	exact = err == nil && comesBack(text, raw, codec)
	if err != nil || !exact && bytes.ContainsRune(text, '\ufffd') {
		return Document{}, false, undecodable(name, firstUndecodable(raw, codec))
	}
	return Document{Text: string(text), Encoding: name}, exact, nil
}

func comesBack(text, raw []byte, codec encoding.Encoding) bool {
	back, err := codec.NewEncoder().Bytes(text)
	return err == nil && bytes.Equal(back, raw)
}

// firstUndecodable is the offset of the first byte the codec replaces.
func firstUndecodable(raw []byte, codec encoding.Encoding) int {
	decoder := codec.NewDecoder()
	var out [16]byte
	for at := 0; at < len(raw); {
		size, written, consumed := 0, 0, 0
		for consumed == 0 && at+size < len(raw) {
			size++
			var err error
			written, consumed, err = decoder.Transform(out[:], raw[at:at+size], at+size == len(raw))
			if err != nil && err != transform.ErrShortSrc {
				return at
			}
		}
		if consumed == 0 || bytes.ContainsRune(out[:written], '\ufffd') && !comesBack(out[:written], raw[at:at+consumed], codec) {
			return at
		}
		at += consumed
	}
	return len(raw)
}

// leastConfidence is how sure, of 100, the detector must be to be believed.
// It is 50 and more of a paragraph in its encoding, and about 30 of one in an
// encoding it does not know. A file refused can be named; one misread is found
// out when work has gone into it.
const leastConfidence = 40

// sampleSize is how many bytes the detector sees.
const sampleSize = 1 << 16

var errNoEncoding = fmt.Errorf("%w: no encoding is sure to fit; name it", ErrUndecodable)

// decodeDetected asks the detector and takes its best guess that fits all the
// bytes: they decode to a plausible text, and come back the same.
func decodeDetected(raw []byte) (Document, error) {
	for _, guess := range guesses(raw[:min(len(raw), sampleSize)]) {
		if guess.Charset == "ISO-8859-7" && isWindowsGreek(raw) {
			guess.Charset = "windows-1253"
		}
		codec, name, err := codecOf(guess.Charset)
		if err != nil || codec == nil {
			continue
		}
		d, exact, err := decodeStrictly(raw, codec, name)
		if err != nil || !exact || !plausible(d.Text) || isBinary(d.Text) || strings.ContainsRune(d.Text, '\x1b') || misread(d.Text) {
			continue
		}
		d.EncodingSource = ByGuess
		return d, nil
	}
	return Document{}, errNoEncoding
}

// isWindowsGreek tells the two Greek encodings apart where the detector does
// not: the byte that is a capital alpha with its accent in one is an apostrophe
// in the other, which does not stand before a word.
func isWindowsGreek(raw []byte) bool {
	const alpha, letters = 0xa2, 0xb8
	for i, b := range raw[:max(len(raw)-1, 0)] {
		if b == alpha && raw[i+1] > letters && (i == 0 || raw[i-1] < letters && raw[i-1] != alpha) {
			return true
		}
	}
	return false
}

// misread tells of a text in Latin letters whose letters beyond ASCII mostly
// stand side by side: so look characters of two bytes in a wrong encoding,
// while no language has its accents in a row.
func misread(text string) bool {
	letters, rows, before := 0, 0, false
	for _, r := range text {
		latin := r >= 0x80 && r < 0x250
		if latin {
			letters++
			if before {
				rows++
			}
		}
		before = latin
	}
	return letters >= 4 && rows*2 > letters
}

// guesses are the detector's, the surest first. It tries its encodings side
// by side and gives equals in any order; here they are ordered by name, so that
// the same bytes always are the same text.
func guesses(sample []byte) []chardet.Result {
	all, err := chardet.NewTextDetector().DetectAll(sample)
	if err != nil {
		return nil
	}
	all = slices.DeleteFunc(all, func(r chardet.Result) bool { return r.Confidence < leastConfidence })
	for i := range all {
		if all[i].Charset == "GB-18030" {
			all[i].Charset = "gb18030" // the one name no register knows
		}
	}
	slices.SortStableFunc(all, func(a, b chardet.Result) int {
		return cmp.Or(cmp.Compare(b.Confidence, a.Confidence), cmp.Compare(a.Charset, b.Charset))
	})
	return all
}
