// Package talk is what people say to each other about articles, annotations and
// decisions: comments, the threads they make, and whom they call. It reads and
// drafts; nothing here knows the store.
package talk
