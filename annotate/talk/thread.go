package talk

import (
	"cmp"
	"slices"

	"bluepencil/annotate"
)

// Thread is a comment with all that answers it, and what answers that.
type Thread struct {
	Comment           // that begins it; without words where it was deleted
	Replies []Comment // live ones, in the order they were written
}

// Open tells whether there is something left to say.
func (t *Thread) Open() bool { return !t.Resolved }

// Calls tells whether any of its live comments calls the person.
func (t *Thread) Calls(person annotate.ID) bool {
	calls := func(c Comment) bool { return !c.Deleted && slices.Contains(c.Mentions, person) }
	return calls(t.Comment) || slices.ContainsFunc(t.Replies, calls)
}

// Has tells whether the person wrote any of its live comments.
func (t *Thread) Has(person annotate.ID) bool {
	by := func(c Comment) bool { return !c.Deleted && c.Author == person }
	return by(t.Comment) || slices.ContainsFunc(t.Replies, by)
}

// Threads puts the comments of one article or of many into threads, in the
// order of their beginnings. Comments in the bin keep their place as long as
// there are answers to them, without their words. An answer to what has not
// arrived begins a thread until it does.
func Threads(comments []Comment) []Thread {
	by := make(map[annotate.ID]*Comment, len(comments))
	for i := range comments {
		by[comments[i].ID] = &comments[i]
	}
	replies := map[annotate.ID][]Comment{}
	var begin []*Comment
	for i := range comments {
		c := &comments[i]
		if root := rootOf(c, by); root == c {
			begin = append(begin, c)
		} else if !c.Deleted {
			replies[root.ID] = append(replies[root.ID], *c)
		}
	}
	var list []Thread
	for _, c := range begin {
		t := Thread{Comment: *c, Replies: replies[c.ID]}
		if c.Deleted && len(t.Replies) == 0 {
			continue
		}
		if c.Deleted {
			t.Text, t.Mentions = "", nil
		}
		slices.SortFunc(t.Replies, byTime)
		list = append(list, t)
	}
	slices.SortFunc(list, func(a, b Thread) int { return byTime(a.Comment, b.Comment) })
	return list
}

func byTime(a, b Comment) int { return cmp.Or(a.Written.Compare(b.Written), a.ID.Compare(b.ID)) }

// rootOf is the comment that begins the thread of another one. Answers go to
// comments of the same article; of a ring, which a foreign file could have,
// the lowest id begins it.
func rootOf(c *Comment, by map[annotate.ID]*Comment) *Comment {
	seen := map[annotate.ID]bool{}
	for at := c; ; {
		seen[at.ID] = true
		next := by[at.ReplyTo]
		if next == nil || next.Article != at.Article {
			return at
		}
		if seen[next.ID] {
			return lowestOfRing(next, by)
		}
		at = next
	}
}

func lowestOfRing(c *Comment, by map[annotate.ID]*Comment) *Comment {
	low := c
	for at := by[c.ReplyTo]; at != c; at = by[at.ReplyTo] {
		if at.ID.Compare(low.ID) < 0 {
			low = at
		}
	}
	return low
}
