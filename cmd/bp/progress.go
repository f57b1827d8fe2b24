package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"
)

// progress is a bar on stderr when that is a terminal, and nothing otherwise.
// end takes the bar away. It is our own because the libraries for it bring an
// HTTP client along, and this program opens no socket.
func progress(cmd *cobra.Command, what string) (show func(done, total int), end func()) {
	file, ok := cmd.ErrOrStderr().(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		return func(int, int) {}, func() {}
	}
	b := &bar{out: file, what: what, now: time.Now}
	return b.show, b.end
}

// barWidth is the bar's length in characters, barEvery how often it is drawn.
const (
	barWidth = 30
	barEvery = 100 * time.Millisecond
)

// bar draws one line over and over. A bar that cannot be drawn is no reason to
// stop the work.
type bar struct {
	out  io.Writer
	what string
	now  func() time.Time
	last time.Time
}

func (b *bar) show(done, total int) {
	now := b.now()
	if now.Sub(b.last) < barEvery || total <= 0 {
		return
	}
	b.last = now
	full := barWidth * min(done, total) / total
	fmt.Fprintf(b.out, "\r%s [%s%s] %d of %d", b.what, strings.Repeat("=", full), strings.Repeat(" ", barWidth-full), done, total)
}

// end clears the line.
func (b *bar) end() { fmt.Fprint(b.out, "\r\x1b[K") }
