// Package annotate is the domain of Bluepencil: articles, the codebook,
// annotations, and the changes that make them. It knows no database and no
// screen.
//
// # How the domain is put together
//
// Everything a project holds is an [Object]: a set of named fields, each a
// last-writer-wins register with the [Stamp] of the change that set it. What
// people work with, [Article], [Annotation], [Codebook], [Entity], [Person],
// [Layer], are views of an object, read with functions such as
// [AnnotationFrom] and never written to directly.
//
// A person's action is a [Draft]: a name for it and the fields it sets. The
// store turns a draft into a [Change] by adding who, when, where in the
// sequence, and for each field the value it replaces, so that every change
// carries its own inverse. Applying the same set of changes in any order, any
// number of times, gives the same objects: that is the whole theory of
// sharing, undo and history here. object_test.go and, over whole projects,
// laws_test.go of package storage hold it to its word.
//
// # Offsets
//
// Inside Bluepencil an offset is a count of UTF-8 bytes into the article's
// immutable text, and a span is half-open. Package text converts to and from
// the units of other formats at the border.
package annotate
