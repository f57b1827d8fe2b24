package storage

import (
	"os"
	"strings"
)

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
