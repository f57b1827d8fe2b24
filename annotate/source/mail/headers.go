package mail

import (
	"fmt"
	"io"
	"mime"
	"net/mail"
	"strings"
	"unicode/utf8"

	"bluepencil/annotate/source/compose"
)

// headers reads the lines above a message.
type headers struct {
	get    func(name string) string
	decode Decode
}

// words decodes encoded words, strictly.
func (h headers) words() *mime.WordDecoder {
	return &mime.WordDecoder{CharsetReader: func(charset string, input io.Reader) (io.Reader, error) {
		raw, err := io.ReadAll(input)
		if err != nil {
			return nil, err
		}
		text, err := h.decode(raw, charset)
		return strings.NewReader(text), err
	}}
}

// text is a header in one line. What stands there without being encoded, as it
// should not, is decoded as the text of a message is.
func (h headers) text(name string) (string, error) {
	value, err := h.plain(name)
	if err != nil {
		return "", err
	}
	decoded, err := h.words().DecodeHeader(value)
	if err != nil {
		return "", fmt.Errorf("%s: %w", strings.ToLower(name), err)
	}
	return whole(decoded)
}

func (h headers) plain(name string) (string, error) {
	value := h.get(name)
	if value == "" {
		return "", nil
	}
	text, err := h.decode([]byte(value), "utf-8")
	if err != nil {
		return h.decode([]byte(value), "")
	}
	return text, nil
}

// sender is the name of who sent the message, or the address.
func (h headers) sender() (string, error) {
	value, err := h.plain("From")
	if err != nil {
		return "", err
	}
	parser := mail.AddressParser{WordDecoder: h.words()}
	addresses, err := parser.ParseList(value)
	if err != nil {
		return h.text("From") // as it stands there
	}
	var names []string
	for _, a := range addresses {
		if a.Name != "" {
			names = append(names, a.Name)
		} else {
			names = append(names, a.Address)
		}
	}
	return whole(strings.Join(names, ", "))
}

// whole is a decoded header in one line. The decoder of encoded words passes
// on or replaces what does not fit.
func whole(decoded string) (string, error) {
	if !utf8.ValidString(decoded) || strings.ContainsRune(decoded, utf8.RuneError) {
		return "", ErrHeader
	}
	return strings.Join(strings.Fields(decoded), " "), nil
}

// date is when the message was sent, in RFC 3339 where that can be told.
func (h headers) date() string {
	stated := h.get("Date")
	if moment, err := mail.ParseDate(stated); err == nil {
		return compose.Time(moment.Format("2006-01-02T15:04:05Z07:00"))
	}
	return strings.ToValidUTF8(stated, "")
}
