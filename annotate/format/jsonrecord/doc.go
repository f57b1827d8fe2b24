// Package jsonrecord is what the formats share whose files are JSON objects, one
// a line or one after the other in an array: the records of a file one by one
// ([Reader]), objects that keep the order of their keys ([Object]), the way a
// program puts spaces and escapes ([Style]), and lists of like objects in little
// room ([Pack]). [Stream] gives the values of any file of JSON one by one.
package jsonrecord
