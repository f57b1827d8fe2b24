// Package labelstudio reads and writes the tasks of Label Studio: a JSON array
// of tasks, one an article, with one annotation a person; and beside it the
// labelling configuration, made of the codebook.
//
// What Label Studio knows it gets as its own: regions with their label, answers
// that share a region's id, relations, the note of a region, choices about the
// whole article, and whether a region was a machine's. What it has no name for
// lies under a key "bluepencil", in data for the article and its layers and in
// meta of each region; it keeps both and shows neither. So nothing of the live
// state is lost on the way there and back, and where somebody changed a region
// there, what Label Studio says of it goes before what the key says.
//
// A marking in several stretches becomes a region for each, because there is no
// such thing; they come back as one marking. completed_by is never written: an
// import with an e-mail or number that the other server does not know fails as
// a whole. Offsets are code points; an export made before October 2021 counts
// UTF-16, which shows when the words of its regions are tried.
package labelstudio
