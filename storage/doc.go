// Package storage keeps a project: one file on bbolt, or the same thing in
// memory for tests and previews.
//
// # What is in the file
//
// Objects are what the project holds now; the history is the list of changes
// that made them, in the order they arrived here, each with its payload; lanes
// index the history by replica and stream; texts are kept once by hash; undo
// is each person's stack. One action of a person is one transaction that
// writes all of it together, so that state and history can never disagree.
//
// # Who writes
//
// Only [Project.Commit], [Project.Undo], [Project.Redo], [Project.Merge] and
// an [Import] write, one at a time. Reading never waits for writing.
//
// # Where things are
//
// The first word of a file's name says what it belongs to: article, version,
// list, check, backup (with segments, replay, restore and rescue), purge. The
// rest is the project itself: project, schema, object, text, annotation,
// codebook, commit, undo, history, merge, import, export.
package storage
