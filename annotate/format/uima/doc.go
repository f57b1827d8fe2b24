// Package uima is the common analysis structure of UIMA as INCEpTION exchanges
// it: a text, and feature structures that refer to each other and to stretches
// of it. The packages casjson and xmi give it its two forms as files; what the
// structures say about an article is understood and put into words here, once.
//
// Marks of our own are one span layer, webanno.custom.Mark, with the label in
// the feature value. A layer for each label would make whoever imports the file
// create and keep in step as many layers as the codebook has labels, each with
// its own rules of overlap; with one layer there is one to create, its value
// can be bound to a tag set, and marks of different labels may still overlap.
// What that layer has no room for is in feature structures of the bluepencil
// name space, which refer to the mark.
package uima
