// Package extra is what a record says beside what its own tool reads: ids,
// answers, notes, where a mark came from, which stretches belong together. It is
// one JSON object under one key that the tool keeps and does not look at.
//
// The tool's own part comes first: a stretch that was changed there is another
// stretch here, one that was deleted there is gone, and one that is new there
// is a new mark. What the object says of a mark holds as long as the tool still
// has the stretches it was said of.
package extra

// Key is what the object is called, wherever it lies.
const Key = "bluepencil"
