// Package review lays the layers that several people made of one article side
// by side, says where and how they differ, and turns votes and decisions into
// the adjudicated layer. It is pure: it reads values and gives values and
// drafts; the store reads and commits.
//
// A [Unit] is what is decided at once: a connected component of overlapping
// spans of one label group over all people. Inside of a unit an [Item] lines
// up the markings that stand for the same thing, at most one of each person,
// so that stacked markings do not stand in each other's way; a [Version] of an
// item is one label on one extent, with its votes. Nothing depends on the
// order of people or annotations.
//
// A [Sheet] is an article under review: its units, what was decided of them,
// and what the adjudicated layer holds. A [Rule] merges automatically; a
// decision is one [Sheet.Decide]. Both give a draft of the stream of the review.
package review
