package storage

import (
	"os"
	"strings"

	"bluepencil/annotate"
)

// fingerprint is what a project remembers of a place: enough to notice
// another one, and nothing that tells where it was.
func fingerprint(place string) string {
	return annotate.DigestOf([]byte("bluepencil place: " + place)).String()[:32]
}

// machineName tells machines apart: the system's own id where it has one,
// else the host's name.
func machineName() string {
	if id, err := os.ReadFile("/etc/machine-id"); err == nil && len(id) > 0 {
		return strings.TrimSpace(string(id))
	}
	name, err := os.Hostname()
	if err != nil {
		return "unknown machine"
	}
	return name
}
