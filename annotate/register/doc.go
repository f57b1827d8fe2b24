// Package register answers questions about who is who in a project: which
// entries of the register mean the same, what one is called, and which entry
// some words of an article may name. It stores nothing: merging and editing
// are drafts of package annotate.
package register
