package memory_test

import (
	"testing"

	"bluepencil/storage/kv"
	"bluepencil/storage/kv/kvtest"
	"bluepencil/storage/kv/memory"
)

func TestContract(t *testing.T) {
	kvtest.Run(t, func(*testing.T) kv.Store { return memory.New() })
}
