// Package rounds is about who marks which articles, and how far they are:
// rounds, the plans of rules that give articles out, assignments, what a lead
// says of a layer, where somebody therefore stands, and what of others a person
// may see meanwhile. It reads and drafts; nothing here knows the store.
package rounds
