// Package tables makes tables of what is marked in a project: its quotes, its
// claims, its names, the names labelled differently, and the balance of its
// sources. It stores nothing. A Collector is given the markings of one article
// after the other and keeps compact rows: ids, short words, and strings that
// rows share.
package tables
