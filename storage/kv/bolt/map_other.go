//go:build !unix

package bolt

// initialMap is left to bbolt: elsewhere than on Unix a larger map extends
// the file at once.
const initialMap = 0
