package main

import (
	"os"
	"path/filepath"
	"testing"

	"bluepencil/storage/corpus"
)

// BenchmarkBigPacket is a packet of a large project without anybody's markings,
// a project made of it, a packet with everybody's, and that taken into the
// project, first only to see what would change.
func BenchmarkBigPacket(b *testing.B) {
	project, err := corpus.Kept(b.Context(), benchDir(b), corpus.Newsroom(corpus.Asked()))
	if err != nil {
		b.Fatal(err)
	}
	costs := map[string]cost{}
	for b.Loop() {
		dir := b.TempDir()
		bare, full, mine := filepath.Join(dir, "bare.packet"), filepath.Join(dir, "full.packet"), filepath.Join(dir, "mine.bluepencil")
		if _, err := os.Stat(project); err != nil {
			b.Fatal(err)
		}
		secret := filepath.Join(dir, "secret.txt")
		if err := os.WriteFile(secret, []byte("salt and brine\n"), 0o600); err != nil {
			b.Fatal(err)
		}
		for _, step := range []struct {
			what string
			args []string
		}{
			{"pack-articles", []string{"pack", project, "--as", "mina-orth", "--for", "nora-vik", "--full", "--out", bare}},
			{"init", []string{"init", mine, "--from", bare}},
			{"pack-all", []string{"pack", project, "--for", "nora-vik", "--with-layers", "all", "--full", "--out", full, "--passphrase-file", secret}},
			{"dry-run", []string{"merge", mine, full, "--dry-run", "--passphrase-file", secret}},
			{"merge", []string{"merge", mine, full, "--passphrase-file", secret}},
			{"merge-again", []string{"merge", mine, full, "--passphrase-file", secret}},
		} {
			costs[step.what] = costs[step.what].better(measured(b, step.args...))
		}
		for what, path := range map[string]string{"bare": bare, "full": full, "project": project} {
			info, err := os.Stat(path)
			if err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(info.Size())/1e6, "MB/"+what)
		}
	}
	for what, c := range costs {
		b.ReportMetric(c.time.Seconds(), "s/"+what)
		b.ReportMetric(c.processor.Seconds(), "processor-s/"+what)
		b.ReportMetric(float64(c.memory)/1e6, "MB-memory/"+what)
	}
	b.ReportMetric(0, "ns/op")
}
