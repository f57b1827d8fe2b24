package storage

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"bluepencil/annotate"
	"bluepencil/storage/packet"
)

// quickSecret is cheap to try.
func quickSecret(passphrase string) packet.Secret {
	return packet.Secret{Passphrase: passphrase, Work: 1}
}

// packed packs into a new file.
func packed(t testing.TB, p *Project, o PackOptions) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "for.packet")
	if _, err := p.Pack(path, o); err != nil {
		t.Fatal(err)
	}
	return path
}

// take takes packets in, none of which may be refused.
func take(t testing.TB, p *Project, o TakeOptions, paths ...string) Taken {
	t.Helper()
	taken, err := p.Take(context.Background(), paths, o)
	if err != nil {
		t.Fatal(err)
	}
	for _, packet := range taken.Packets {
		if packet.Err != nil {
			t.Fatal(packet.Err)
		}
	}
	return taken
}

// refused takes a packet in that must be refused for the reason, and change nothing.
func refused(t *testing.T, p *Project, reason error, o TakeOptions, paths ...string) error {
	t.Helper()
	before := picture(t, p)
	taken, err := p.Take(context.Background(), paths, o)
	must(t, err)
	if taken.Refused() != len(paths) {
		t.Fatalf("%d of %d packets were refused", taken.Refused(), len(paths))
	}
	if err := taken.Packets[0].Err; !errors.Is(err, reason) {
		t.Fatalf("refused with %v, want %v", err, reason)
	}
	if picture(t, p) != before {
		t.Fatal("a refused packet has changed something")
	}
	return taken.Packets[0].Err
}

// desks are a lead's project file and what it takes to work with it.
type desks struct {
	lead           *Project
	path           string
	chief, ben, mo annotate.ID
	article        annotate.ID
}

func newDesks(t *testing.T) desks {
	t.Helper()
	d := desks{}
	d.lead, d.path = newFile(t)
	t.Cleanup(func() { must(t, d.lead.Close()) })
	d.chief, d.ben, d.mo = addPerson(t, d.lead, "Chief"), addPerson(t, d.lead, "Ben"), addPerson(t, d.lead, "Mo")
	d.article = addArticle(t, d.lead, d.chief, sampleText)
	return d
}

// newcomer makes a project of a packet.
func newcomer(t *testing.T, from string, o TakeOptions) *Project {
	t.Helper()
	path := filepath.Join(t.TempDir(), "mine.bluepencil")
	p, _, err := CreateFrom(context.Background(), path, from, o, Options{NoCopyOnOpen: true})
	must(t, err)
	t.Cleanup(func() { must(t, p.Close()) })
	return p
}

// patchedFile is a copy of a file with its bytes changed.
func patchedFile(t *testing.T, path string, change func([]byte) []byte) string {
	t.Helper()
	raw, err := os.ReadFile(path)
	must(t, err)
	name := filepath.Join(t.TempDir(), "changed.packet")
	must(t, os.WriteFile(name, change(raw), 0o644))
	return name
}
