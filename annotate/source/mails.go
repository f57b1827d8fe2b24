package source

import (
	"errors"

	"bluepencil/annotate/source/mail"
)

// readMail reads an e-mail. Its encoding is that of its text.
func readMail(raw []byte, o Options) (Document, error) {
	var text Document // the part decoded last whose encoding counts
	a, err := mail.Read(raw, func(part []byte, stated string) (string, error) {
		d, err := decodeStated(part, o.Encoding, stated)
		if err == nil && text.Encoding == "" {
			text = d
		}
		return d.Text, err
	})
	switch {
	case errors.Is(err, mail.ErrNoText):
		return Document{}, &kindError{err.Error(), []error{ErrEmpty}}
	case errors.Is(err, mail.ErrHeader):
		return Document{}, &kindError{err.Error(), []error{ErrUndecodable}}
	case errors.Is(err, mail.ErrBroken):
		return Document{}, &kindError{err.Error(), []error{ErrUnsupported}}
	case err != nil:
		return Document{}, markupError(err)
	}
	return text.composed(a), nil
}
