package xmi

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/format/uima"
)

// description is a file of types, as far as it is read.
type description struct {
	Types []struct {
		Name     string `xml:"name"`
		Super    string `xml:"supertypeName"`
		Features []struct {
			Name    string `xml:"name"`
			Range   string `xml:"rangeTypeName"`
			Element string `xml:"elementType"`
		} `xml:"features>featureDescription"`
	} `xml:"types>typeDescription"`
}

// readTypes takes in the types beside the file, and those of our own that are
// the same in every file.
func (f *file) readTypes() error {
	if len(f.types) > 0 {
		if err := shallow(f.types); err != nil {
			return err
		}
		var all description
		if err := xml.Unmarshal(bytes.TrimPrefix(f.types, []byte("\ufeff")), &all); err != nil {
			return fmt.Errorf("%w: the type system beside it: %w", ErrInvalid, err)
		}
		for _, t := range all.Types {
			out := uima.Type{Name: strings.TrimSpace(t.Name), Super: strings.TrimSpace(t.Super)}
			for _, feature := range t.Features {
				out.Features = append(out.Features, uima.FeatureType{Name: strings.TrimSpace(feature.Name), Range: strings.TrimSpace(feature.Range), Element: strings.TrimSpace(feature.Element)})
			}
			f.cas.Types = append(f.cas.Types, out)
		}
		return nil
	}
	f.cas.Types = uima.OwnTypes(nil)
	return nil
}

// shallow refuses types that are nested deeply, or bring a document type.
func shallow(data []byte) error {
	d := xml.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	for depth := 0; ; {
		token, err := d.RawToken()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%w: the type system beside it: %w", ErrInvalid, err)
		}
		switch token.(type) {
		case xml.Directive:
			return fmt.Errorf("%w: the type system beside it has a document type, which may not be there", ErrInvalid)
		case xml.StartElement:
			if depth++; depth > deepest {
				return fmt.Errorf("%w: the type system beside it is nested more than %d deep", ErrInvalid, deepest)
			}
		case xml.EndElement:
			depth--
		}
	}
}

// renderTypes gives the file of types: that which lay beside, with ours where
// they are needed, or a new one. It is nil where none is needed.
func (f *file) renderTypes(book *annotate.Codebook) ([]byte, error) {
	known, ours := map[string]bool{}, map[string]bool{}
	if f.types != nil {
		old := &file{cas: &uima.CAS{}, types: f.types}
		if err := old.readTypes(); err != nil {
			return nil, err
		}
		for _, t := range old.cas.Types {
			known[t.Name] = true
		}
	}
	var missing []uima.Type
	for _, t := range uima.OwnTypes(book) {
		ours[t.Name] = strings.HasPrefix(t.Name, "bluepencil.") || strings.HasPrefix(t.Name, "webanno.custom.Mark")
		if !known[t.Name] {
			missing = append(missing, t)
		}
	}
	needed := false
	for _, s := range f.cas.Structures {
		needed = needed || !s.Gone && ours[s.Type] && !known[s.Type]
	}
	if !needed {
		return f.types, nil
	}
	end := bytes.LastIndex(f.types, []byte("</types>"))
	if end < 0 {
		missing = uima.OwnTypes(book)
	}
	var b strings.Builder
	for _, t := range missing {
		describe(&b, t)
	}
	if end >= 0 {
		return []byte(string(f.types[:end]) + b.String() + string(f.types[end:])), nil
	}
	return []byte(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier">` + "\n  <types>\n" + b.String() + "  </types>\n</typeSystemDescription>\n"), nil
}

func describe(b *strings.Builder, t uima.Type) {
	fmt.Fprintf(b, "    <typeDescription>\n      <name>%s</name>\n      <description/>\n      <supertypeName>%s</supertypeName>\n", t.Name, t.Super)
	if len(t.Features) > 0 {
		b.WriteString("      <features>\n")
		for _, f := range t.Features {
			fmt.Fprintf(b, "        <featureDescription>\n          <name>%s</name>\n          <description/>\n          <rangeTypeName>%s</rangeTypeName>\n", f.Name, f.Range)
			if f.Element != "" {
				fmt.Fprintf(b, "          <elementType>%s</elementType>\n", f.Element)
			}
			b.WriteString("        </featureDescription>\n")
		}
		b.WriteString("      </features>\n")
	}
	b.WriteString("    </typeDescription>\n")
}
