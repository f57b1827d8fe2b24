package main

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"time"
)

// watchMemory gives the most memory of its own a process had, in bytes, when
// done is closed: pages of the mapped project file, which the system takes
// back when it needs them, are not counted.
func watchMemory(pid int, done <-chan struct{}) int64 {
	most := int64(0)
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for {
		most = max(most, ownMemory(pid))
		select {
		case <-done:
			return most
		case <-tick.C:
		}
	}
}

// ownMemory is RssAnon of the process, or 0 when it has ended.
func ownMemory(pid int) int64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	_, after, _ := bytes.Cut(status, []byte("RssAnon:"))
	line, _, _ := bytes.Cut(after, []byte(" kB"))
	kilobytes, err := strconv.ParseInt(string(bytes.TrimSpace(line)), 10, 64)
	if err != nil {
		return 0
	}
	return kilobytes * 1024
}
