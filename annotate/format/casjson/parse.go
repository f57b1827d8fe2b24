package casjson

import (
	"fmt"
	"strconv"

	"bluepencil/annotate/format/jsonio"
	"bluepencil/annotate/format/uima"
)

const (
	keyTypes      = "%TYPES"
	keyStructures = "%FEATURE_STRUCTURES"
	keyViews      = "%VIEWS"
	keyID         = "%ID"
	keyType       = "%TYPE"
	keyElements   = "%ELEMENTS"
	keyMembers    = "%MEMBERS"
)

// place is a part of the file, in bytes.
type place struct{ start, end int }

// file is a CAS with where its parts stand in the bytes it was read from.
type file struct {
	cas        *uima.CAS
	raw        []byte
	types      place                     // of the object of types, if there is one
	declared   int                       // how many types it has
	structures []place                   // of each structure
	list       place                     // of the array they are in
	members    map[string]place          // by view
	texts      map[*uima.Structure]place // of the strings that are texts
}

// parse reads a file, whose bytes stay with what it gives.
func parse(raw []byte) (*file, error) {
	f := &file{cas: &uima.CAS{}, raw: raw, members: map[string]place{}, texts: map[*uima.Structure]place{}}
	start := 0
	if len(raw) >= 3 && string(raw[:3]) == "\ufeff" {
		start = 3
	}
	d := &decoder{Decoder: jsonio.NewDecoder(raw[start:]), base: start}
	if err := d.Object(func(key string) error {
		switch key {
		case keyTypes:
			return f.readTypes(d)
		case keyStructures:
			return f.readStructures(d)
		case keyViews:
			return f.readViews(d)
		}
		return d.Skip()
	}); err != nil {
		return nil, err
	}
	return f, d.End()
}

// decoder knows where in the file it is.
type decoder struct {
	*jsonio.Decoder
	base int
}

// here is where the next value begins.
func (d *decoder) here() int {
	d.Kind() // skips white space
	return d.base + d.Offset()
}

func (f *file) readTypes(d *decoder) error {
	f.types.start = d.here()
	if d.Kind() != '{' {
		return d.Fail("%s is no object", keyTypes)
	}
	err := d.Object(func(name string) error {
		f.declared++
		t := uima.Type{Name: name}
		if d.Kind() != '{' {
			return d.Skip()
		}
		err := d.Object(func(key string) error {
			switch {
			case key == "%SUPER_TYPE" && d.Kind() == '"':
				super, err := d.Text()
				t.Super = super
				return err
			case d.Kind() == '{':
				return readFeature(d, &t, key)
			}
			return d.Skip()
		})
		f.cas.Types = append(f.cas.Types, t)
		return err
	})
	f.types.end = d.base + d.Offset()
	return err
}

func readFeature(d *decoder, t *uima.Type, name string) error {
	feature := uima.FeatureType{Name: name}
	err := d.Object(func(key string) (err error) {
		if key == "%RANGE" && d.Kind() == '"' {
			feature.Range, err = d.Text()
			return err
		}
		return d.Skip()
	})
	t.Features = append(t.Features, feature)
	return err
}

func (f *file) readStructures(d *decoder) error {
	f.list.start = d.here()
	if d.Kind() != '[' {
		return d.Fail("%s is no array, as it has been since version 0.4", keyStructures)
	}
	err := d.Array(func() error {
		at := place{start: d.here()}
		s, err := f.readStructure(d)
		if err != nil {
			return err
		}
		at.end = d.base + d.Offset()
		s.Raw = f.raw[at.start:at.end]
		f.structures = append(f.structures, at)
		f.cas.Add(s)
		return nil
	})
	f.list.end = d.base + d.Offset()
	return err
}

func (f *file) readStructure(d *decoder) (*uima.Structure, error) {
	s := &uima.Structure{ID: -1}
	if d.Kind() != '{' {
		return nil, d.Fail("a feature structure is no object")
	}
	err := d.Object(func(key string) (err error) {
		switch key {
		case keyID:
			s.ID, err = id(d)
			return err
		case keyType:
			s.Type, err = d.Text()
			return err
		case keyElements:
			return readElements(d, s)
		}
		at := place{start: d.here()}
		feature, err := readValue(d, key)
		at.end = d.base + d.Offset()
		if feature.Name == "sofaString" && feature.Kind == uima.Text {
			f.texts[s] = at
		}
		feature.Raw = f.raw[at.start:at.end]
		s.Features = append(s.Features, feature)
		return err
	})
	switch {
	case err != nil:
		return nil, err
	case s.ID <= 0:
		return nil, d.Fail("a feature structure without an id")
	case s.Type == "":
		return nil, d.Fail("the feature structure %d has no type", s.ID)
	}
	return s, nil
}

// id reads a number that is one of a structure. They are whole and small
// enough that one can be counted on from there.
func id(d *decoder) (int64, error) {
	raw, err := d.Raw()
	if err != nil {
		return 0, err
	}
	n, err := strconv.ParseInt(string(raw), 10, 64)
	if err != nil || n < 0 || n > 1<<62 {
		return 0, d.Fail("%s is no id of a feature structure", raw)
	}
	return n, nil
}

// readElements reads what an array holds.
func readElements(d *decoder, s *uima.Structure) error {
	s.Array = true
	if d.Kind() != '[' {
		return d.Skip()
	}
	return d.Array(func() error {
		switch {
		case d.Kind() == '"' && s.Type == uima.StringArray:
			t, err := d.Text()
			s.Texts = append(s.Texts, t)
			return err
		case d.Kind() == '0' && (s.Type == uima.Array || len(s.Type) > 2 && s.Type[len(s.Type)-2:] == "[]"):
			n, err := id(d)
			s.Elements = append(s.Elements, n)
			return err
		}
		return d.Skip()
	})
}

// readValue reads the value of a feature. The mark before its name says what it is.
func readValue(d *decoder, key string) (feature uima.Feature, err error) {
	feature.Name, feature.Kind = key, uima.Other
	if key == "" {
		return feature, d.Fail("a feature without a name")
	}
	switch kind := d.Kind(); {
	case key[0] == '@' && kind == '0':
		feature.Name, feature.Kind = key[1:], uima.Refs
		n, err := id(d)
		feature.Refs = []int64{n}
		return feature, err
	case key[0] == '#' && kind == '"':
		feature.Name, feature.Kind = key[1:], uima.Number
		feature.Text, err = d.Text()
		if _, wrong := strconv.ParseFloat(feature.Text, 64); wrong != nil {
			feature.Name, feature.Kind = key, uima.Other
		}
		return feature, err
	case key[0] == '@' || key[0] == '#':
	case kind == '"':
		feature.Kind = uima.Text
		feature.Text, err = d.Text()
		return feature, err
	case kind == 't':
		is, err := d.Bool()
		feature.Kind, feature.Text = uima.Bool, fmt.Sprint(is)
		return feature, err
	case kind == '0':
		if key[0] == '^' {
			feature.Name = key[1:]
		}
		feature.Kind = uima.Number
		raw, err := d.Raw()
		feature.Text = string(raw)
		return feature, err
	}
	return feature, d.Skip()
}

func (f *file) readViews(d *decoder) error {
	if d.Kind() != '{' {
		return d.Fail("%s is no object", keyViews)
	}
	return d.Object(func(name string) error {
		v := &uima.View{Name: name}
		f.cas.Views = append(f.cas.Views, v)
		if d.Kind() != '{' {
			return d.Skip()
		}
		return d.Object(func(key string) (err error) {
			switch {
			case key == "%SOFA" && d.Kind() == '0':
				v.Sofa, err = id(d)
				return err
			case key == keyMembers && d.Kind() == '[':
				at := place{start: d.here()}
				err = d.Array(func() error {
					n, err := id(d)
					v.Members = append(v.Members, n)
					return err
				})
				at.end = d.base + d.Offset()
				f.members[name] = at
				return err
			}
			return d.Skip()
		})
	})
}
