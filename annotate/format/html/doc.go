// Package html writes review pages: one file that an editor reads and prints
// anywhere, with no program and no network. Every article is a part that folds
// away, so that the folded parts are the index of a project's page.
//
// Every mark has a number and the tag of its label at both ends, and each group
// of labels a line of its own kind below the words, in lanes where marks overlap:
// colour only helps. People are switched on and off by boxes above the text,
// without a script; the few lines of script there are open what is to be printed
// or is linked to. A content security policy forbids everything else, and all
// text is escaped, so that a hostile article is nothing but text.
//
// The format is only written. What reviewers decided and said comes in through
// [Review], because documents have no room for it.
package html
