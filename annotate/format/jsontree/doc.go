// Package jsontree reads files of many JSON values one value at a time: the
// elements of an array, or values one after the other, such as lines. It keeps
// the members of an object in their order and as they were written, so that
// what a reader does not know can be written again.
package jsontree
