package source

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"syscall"
	"unicode"
)

// The reasons why a file is not an article. Each is worded for the report a
// person reads; errors that wrap one say more, and what to do.
var (
	ErrEmpty       = errors.New("there is no text in it")
	ErrBinary      = errors.New("this is no text")
	ErrUndecodable = errors.New("the text cannot be decoded")
	ErrTooLarge    = errors.New("larger than 16 MB; split it")
	ErrUnsupported = errors.New("files of this kind are not read")
	ErrNotFile     = errors.New("neither a file nor a folder")
	ErrDangling    = errors.New("the link points to nothing")
	ErrEncoding    = errors.New("unknown encoding")
	ErrColumns     = errors.New("no column is known to hold the text")
	ErrDamaged     = errors.New("the file is damaged")
	ErrProtected   = errors.New("it is protected by a password")
)

// kindError is a reason in words of its own. It is every sentinel it lists.
type kindError struct {
	message string
	is      []error
}

func (e *kindError) Error() string   { return e.message }
func (e *kindError) Unwrap() []error { return e.is }

// undecodable says where the bytes stop being text in an encoding; at is a
// count of bytes from the file's start.
func undecodable(encoding string, at int) error {
	return fmt.Errorf("%w as %s: byte %d does not fit; name the right encoding", ErrUndecodable, encoding, at)
}

// explain says in a sentence why a file cannot be opened.
func explain(path string, err error) error {
	if target, linkErr := os.Readlink(path); linkErr == nil && errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w: %s is not there", ErrDangling, printable(target))
	}
	switch {
	case errors.Is(err, syscall.ELOOP):
		return fmt.Errorf("%w: it leads in a circle", ErrDangling)
	case errors.Is(err, fs.ErrNotExist):
		return &kindError{"there is no such file", []error{fs.ErrNotExist}}
	case errors.Is(err, fs.ErrPermission):
		return &kindError{"no permission to read it; ask its owner", []error{fs.ErrPermission}}
	}
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		return pathError.Err // the report names the file already
	}
	return err
}

// Failure is a file that was not read, and why.
type Failure struct {
	Path string
	Err  error
}

// Line is the failure as one line of a report, whatever is in the file's name.
func (f Failure) Line() string {
	reason := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' ' // it may quote what is in the file
		}
		return r
	}, strings.ReplaceAll(f.Err.Error(), "\n", ": "))
	return printable(f.Path) + ": " + reason
}

// printable is a path as it is, or quoted where it would break a line or
// write to a terminal.
func printable(path string) string {
	if strings.ContainsFunc(path, func(r rune) bool { return !unicode.IsPrint(r) && r != '\u00a0' }) {
		return strconv.Quote(path)
	}
	return path
}
