package uima

import (
	"strings"

	"bluepencil/annotate"
)

// The names that have a meaning here.
const (
	Sofa               = "uima.cas.Sofa"
	Annotation         = "uima.tcas.Annotation"
	DocumentAnnotation = "uima.tcas.DocumentAnnotation"
	StringArray        = "uima.cas.StringArray"
	Array              = "uima.cas.FSArray"
	String             = "uima.cas.String"
	InitialView        = "_InitialView"

	top      = "uima.cas.TOP"
	integer  = "uima.cas.Integer"
	double   = "uima.cas.Double"
	boolean  = "uima.cas.Boolean"
	long     = "uima.cas.Long"
	core     = "de.tudarmstadt.ukp.dkpro.core.api."
	metaData = core + "metadata.type.DocumentMetaData"
	sentence = core + "segmentation.type.Sentence"
	word     = core + "segmentation.type.Token"

	markType      = "webanno.custom.Mark"
	slotType      = "webanno.custom.MarkLinksLink"
	ours          = "bluepencil."
	factsType     = ours + "Facts"
	attributeType = ours + "Attribute"
	linkType      = ours + "Link"
	documentType  = ours + "Document"
	zoneType      = ours + "Zone"
	entityType    = ours + "Entity"
)

// Type is a type of structures.
type Type struct {
	Name, Super string
	Features    []FeatureType
}

// FeatureType is a feature that structures of a type have.
type FeatureType struct {
	Name, Range string
	Element     string // of an array of structures
}

func features(ranged ...string) (list []FeatureType) {
	for i := 0; i < len(ranged); i += 2 {
		f := FeatureType{Name: ranged[i], Range: ranged[i+1]}
		if element, is := strings.CutSuffix(f.Range, "[]"); is {
			f.Range, f.Element = Array, element
		}
		list = append(list, f)
	}
	return list
}

// OwnTypes are the types of what is written anew. Answers that the codebook
// asks for are features of the mark itself; the book may be nil.
func OwnTypes(book *annotate.Codebook) []Type {
	marks := append(features("value", String, "links", slotType+"[]"), asked(book)...)
	return []Type{
		{sentence, Annotation, nil},
		{word, Annotation, nil},
		{markType, Annotation, marks},
		{slotType, top, features("role", String, "target", Annotation, "linkId", String, "attributes", attributeType+"[]")},
		{factsType, top, features("mark", Annotation, "markId", String, "label", String, "note", String, "question", boolean, "entity", String,
			"created", long, "modified", long, "originBy", String, "originSource", String, "originScore", double, "originFrom", StringArray, "edited", boolean,
			"fragments", Annotation+"[]", "attributes", attributeType+"[]", "links", linkType+"[]")},
		{attributeType, top, features("name", String, "text", String, "number", double, "flag", boolean, "values", StringArray)},
		{linkType, top, features("linkId", String, "role", String, "to", Annotation, "entity", String, "attributes", attributeType+"[]")},
		{documentType, top, features("headId", String, "replaces", String, "note", String, "sourceName", String, "sourceFormat", String, "sourceEncoding", String,
			"sourceSha256", String, "person", String, "status", String, "reason", String, "submitted", String, "codebook", String,
			"meta", attributeType+"[]", "entities", entityType+"[]", "zones", zoneType+"[]")},
		{zoneType, Annotation, features("part", String)},
		{entityType, top, features("entityId", String, "name", String, "entityType", String, "aliases", StringArray, "wikidata", String, "note", String)},
	}
}

// asked are the features for the codebook's attributes, as far as their names
// can be names of features.
func asked(book *annotate.Codebook) (list []FeatureType) {
	if book == nil {
		return nil
	}
	ranges := map[annotate.AttributeType]string{annotate.TypeFlags: StringArray, annotate.TypeBoolean: boolean, annotate.TypeNumber: double, annotate.TypeScale: double}
	taken := map[string]bool{"value": true, "links": true, "begin": true, "end": true, "sofa": true, "id": true}
	for _, a := range book.Attributes {
		if taken[a.Name] || !identifier(a.Name) {
			continue
		}
		taken[a.Name] = true
		kind := ranges[a.Type]
		if kind == "" {
			kind = String
		}
		list = append(list, FeatureType{Name: a.Name, Range: kind})
	}
	return list
}

// identifier tells whether a name can be that of a feature, in XML too.
func identifier(name string) bool {
	for i, c := range name {
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		if !letter && (i == 0 || c != '_' && (c < '0' || c > '9')) {
			return false
		}
	}
	return name != ""
}

// Declares gives a type, or nil.
func (c *CAS) Declares(name string) *Type {
	if c.indexed != len(c.Types) {
		c.indexed = len(c.Types)
		c.types = make(map[string]int, len(c.Types))
		for i := len(c.Types) - 1; i >= 0; i-- {
			c.types[c.Types[i].Name] = i
		}
	}
	if i, is := c.types[name]; is {
		return &c.Types[i]
	}
	return nil
}

// deepest is how long a chain of types may be.
const deepest = 64

// RangeOf is the range of a feature, as the type or those above it say; empty
// where they do not.
func (c *CAS) RangeOf(typ, feature string) string {
	for range deepest {
		t := c.Declares(typ)
		if t == nil {
			return ""
		}
		for _, f := range t.Features {
			if f.Name == feature {
				return f.Range
			}
		}
		typ = t.Super
	}
	return ""
}

// is tells whether a type is another one or one below it.
func (c *CAS) is(typ, above string) bool {
	for range deepest {
		if typ == above {
			return true
		}
		t := c.Declares(typ)
		if t == nil {
			return false
		}
		typ = t.Super
	}
	return false
}

// short is a type's name without its name space.
func short(typ string) string { return typ[strings.LastIndexByte(typ, '.')+1:] }

// layersOfTokens are the name spaces whose annotations are no marks.
var layersOfTokens = []string{"segmentation.", "lexmorph.", "syntax.", "metadata.", "anomaly.", "transform."}

// mayMark tells whether structures of a type can be marks: they lie on the
// text and are neither tokens and sentences nor what describes these.
func (c *CAS) mayMark(typ string) bool {
	if strings.HasPrefix(typ, ours) || c.is(typ, DocumentAnnotation) || c.is(typ, metaData) {
		return false
	}
	if rest, is := strings.CutPrefix(typ, core); is {
		for _, layer := range layersOfTokens {
			if strings.HasPrefix(rest, layer) {
				return false
			}
		}
	}
	switch short(typ) {
	case "Token", "Sentence", "Paragraph", "Lemma", "POS", "DocumentMetaData", "DocumentAnnotation", "SourceDocumentInformation":
		return false
	}
	return !strings.HasPrefix(typ, "uima.cas.")
}
