package main

import (
	"encoding/json"
	"io"
	"os"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"
	"golang.org/x/term"
)

// writeJSON writes a value for machines: indented, characters as they are.
func writeJSON(out io.Writer, v any) error {
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(v)
}

// progress is a bar on stderr when that is a terminal, and nothing otherwise.
func progress(cmd *cobra.Command, what string) (show func(done, total int), end func()) {
	file, ok := cmd.ErrOrStderr().(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		return func(int, int) {}, func() {}
	}
	bar := progressbar.NewOptions(-1, progressbar.OptionSetWriter(file), progressbar.OptionSetDescription(what),
		progressbar.OptionThrottle(100_000_000), progressbar.OptionClearOnFinish(), progressbar.OptionShowCount())
	// A bar that cannot be drawn is no reason to stop the work.
	return func(done, total int) {
			bar.ChangeMax(total)
			_ = bar.Set(done)
		}, func() {
			_ = bar.Finish()
		}
}
