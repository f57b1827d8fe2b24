package storage

import "bluepencil/storage/kv"

// kvReader lets the tests of this package look into the store.
type kvReader = kv.Reader
