// Package team is the presenter of people and rounds: who is in the project,
// which rounds there are and how far they are, what a rule would give out, and
// the matrix of articles and people. It knows no widgets.
package team
