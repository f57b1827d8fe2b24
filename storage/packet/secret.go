package packet

import (
	"errors"
	"fmt"
	"io"

	"filippo.io/age"
)

// Secret is what a packet is encrypted to. The zero Secret leaves it open.
type Secret struct {
	Passphrase string
	// Work is the binary logarithm of how dear one guess of the passphrase is;
	// 0 means what is usual: 17, a quarter of a second and 128 MB of memory.
	Work int
}

// The usual work, and the most that a packet may ask of its reader: twice as
// much, which is what the age program writes.
const (
	usualWork = 17
	mostWork  = 18
)

// ageMagic begins every age file.
const ageMagic = "age-encryption.org/v1\n"

// seal gives a writer whose bytes reach out encrypted, where there is a passphrase.
func (s Secret) seal(out io.Writer) (io.WriteCloser, error) {
	if s.Passphrase == "" {
		return open{out}, nil
	}
	recipient, err := age.NewScryptRecipient(s.Passphrase)
	if err != nil {
		return nil, err
	}
	work := s.Work
	if work == 0 {
		work = usualWork
	}
	recipient.SetWorkFactor(work)
	return age.Encrypt(out, recipient)
}

// open is a writer that needs no closing.
type open struct{ io.Writer }

func (open) Close() error { return nil }

// unseal gives the bytes inside of a file of so many, and how many they are.
// They are authenticated as they are read.
func (s Secret) unseal(file io.ReaderAt, size int64) (io.ReaderAt, int64, error) {
	first := make([]byte, len(ageMagic))
	if _, err := file.ReadAt(first, 0); err != nil && !errors.Is(err, io.EOF) {
		return nil, 0, err
	}
	encrypted := string(first) == ageMagic
	switch {
	case !encrypted && s.Passphrase == "":
		return file, size, nil
	case !encrypted:
		return nil, 0, fmt.Errorf("%w: it is not encrypted, so anybody can have made it; read it without a passphrase if you trust who sent it", ErrPassphrase)
	case s.Passphrase == "":
		return nil, 0, fmt.Errorf("%w: it is encrypted, give the passphrase", ErrPassphrase)
	}
	identity, err := age.NewScryptIdentity(s.Passphrase)
	if err != nil {
		return nil, 0, err
	}
	identity.SetMaxWorkFactor(mostWork)
	inside, length, err := age.DecryptReaderAt(file, size, identity)
	if err != nil {
		return nil, 0, fmt.Errorf("%w: it is another one, or the file was cut or changed: %w", ErrPassphrase, err)
	}
	return authentic{inside}, length, nil
}

// authentic says of what does not decrypt that it is no whole packet.
type authentic struct{ io.ReaderAt }

func (a authentic) ReadAt(b []byte, at int64) (int, error) {
	n, err := a.ReaderAt.ReadAt(b, at)
	if err != nil && !errors.Is(err, io.EOF) {
		err = wrong("it was cut or changed after it was encrypted: %w", err)
	}
	return n, err
}
