// Package foreign is the common language of the annotation files of other
// tools: an article as such a file has it, with that tool's names and ids, and
// what a format has to give to be read and written.
//
// A format is a [Codec] in a package of its own below annotate/format. Whatever
// is the same for all of them is done here, once: a project's articles become
// documents ([FromBundle]) and documents become articles again ([Plan.Incoming]);
// offsets are found out and verified ([Units]); what a format cannot carry is
// taken out before it is written, and counted ([Reducer]); what was written is
// read again and compared ([Difference]).
package foreign
