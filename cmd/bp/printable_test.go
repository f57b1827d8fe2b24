package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
)

// TestNothingThatWasSentSteersTheTerminal: titles, names of files and what is
// reported of them come from strangers. JSON escapes what is of one byte.
func TestNothingThatWasSentSteersTheTerminal(t *testing.T) {
	path, dir := desk(t), t.TempDir()
	title := "\x1b]0;owned\x07Bridge \u009b31mred"
	names := []string{"plain.txt", "again.txt"}
	if name := "br\x1b[2Jidge\n.txt"; canBeNamed(dir, name) {
		names = append(names, name)
	}
	for _, name := range names {
		write(t, dir, name, title+"\n\nMayor Ada Lund \x1b[31mclosed the bridge.\n")
	}
	markWords(t, path, "mina-orth", "meals.md", map[string]string{"claim": "pupils eat"})
	for _, args := range [][]string{
		{"import", path, dir, "--as", "kim", "--dry-run"}, {"import", path, dir, "--as", "kim"}, {"import", path, dir, "--as", "kim", "--json"},
		{"articles", path}, {"articles", path, "--json"}, {"history", path}, {"history", path, "--json"}, {"families", path}, {"versions", path, names[0]},
		{"search", path, "bridge"}, {"search", path, "bridge", "--json"}, {"show", path, names[0], "--json"}, {"export", path, "--status", "all"},
		{"reencode", path, names[0], "--encoding", "windows-1252"},
	} {
		r := bp(args...)
		data := strings.HasPrefix(r.out, "{") || strings.HasPrefix(r.out, "[")
		if strings.ContainsFunc(r.report, steers) || strings.ContainsFunc(r.out, func(c rune) bool { return steers(c) && !(data && c > unicode.MaxASCII) }) {
			t.Errorf("%v: %q", args, r.out+r.report)
		}
	}
	if shown := printableLines("a\tb\x1b[31m\r\nc\x00\u009b\n"); strings.ContainsFunc(shown, steers) || !strings.Contains(shown, "a    b") || strings.Count(shown, "\n") != 2 {
		t.Errorf("%q", shown)
	}
}

func steers(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\r' }

// canBeNamed tells whether files can have a name here.
func canBeNamed(dir, name string) bool {
	file, err := os.Create(filepath.Join(dir, name))
	if err != nil {
		return false
	}
	return file.Close() == nil
}
