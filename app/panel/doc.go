// Package panel holds the panes around the article: the list of articles, the
// inspector, the bar of labels and the status line. They show what they are
// told and report what a person does; they know no project.
package panel
