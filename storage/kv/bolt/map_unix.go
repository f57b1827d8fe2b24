//go:build unix

package bolt

// initialMap is the address space reserved for the file. It costs nothing on
// Unix until it is used.
const initialMap = 1 << 30
