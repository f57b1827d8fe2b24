package uima

import "slices"

// CAS is what a file holds.
type CAS struct {
	Types      []Type
	Structures []*Structure // in the order of the file
	Views      []*View
	last       int64 // the greatest id
	byID       map[int64]*Structure
	types      map[string]int // by name
	indexed    int            // how many types are among them
	followed   int            // how many references were followed into arrays
	limit      int            // how many there may be
}

// View is what is indexed over one text.
type View struct {
	Name    string
	Sofa    int64
	Members []int64
	Changed bool // the members are not those of the file
}

// Structure is a feature structure.
type Structure struct {
	ID       int64
	Type     string
	Features []Feature
	Array    bool    // Features hold nothing; Elements and Texts do
	Elements []int64 // of an array of structures
	Texts    []string
	Raw      []byte // as it stands in the file; nil where it is new
	Changed  bool   // it is not as in the file
	Gone     bool   // it is to be left out
}

// Kind is what a value is.
type Kind int

// The kinds.
const (
	Text   Kind = iota // in Text
	Number             // in Text, as it is spelt
	Bool               // in Text: true or false
	Refs               // structures, in Refs
	Texts              // several strings, in Texts
	Other              // what only the file's own form can say, in Raw
)

// Feature is a feature with its value.
type Feature struct {
	Name  string
	Kind  Kind
	Text  string
	Refs  []int64
	Texts []string
	Raw   []byte // the value as the file has it; nil where it is new
}

// Add puts a structure at the end. An id of zero is replaced by a new one.
func (c *CAS) Add(s *Structure) *Structure {
	if s.ID == 0 {
		c.last++
		s.ID = c.last
	}
	c.last = max(c.last, s.ID)
	if c.byID == nil {
		c.byID = map[int64]*Structure{}
	}
	if c.byID[s.ID] == nil { // of two with the same id the first is meant
		c.byID[s.ID] = s
	}
	c.Structures = append(c.Structures, s)
	return s
}

// Reserve keeps ids up to this one from being given to new structures.
func (c *CAS) Reserve(id int64) { c.last = max(c.last, id) }

// Get gives the structure with the id, or nil.
func (c *CAS) Get(id int64) *Structure { return c.byID[id] }

// Feature gives a feature, or nil.
func (s *Structure) Feature(name string) *Feature {
	for i := range s.Features {
		if s.Features[i].Name == name {
			return &s.Features[i]
		}
	}
	return nil
}

// text is the value of a feature that is a scalar, or nothing.
func (s *Structure) text(name string) string {
	if f := s.Feature(name); f != nil && f.Kind <= Bool {
		return f.Text
	}
	return ""
}

// Set gives a feature another value, or adds it.
func (s *Structure) Set(f Feature) {
	s.Changed = true
	if old := s.Feature(f.Name); old != nil {
		*old = f
		return
	}
	s.Features = append(s.Features, f)
}

// drop takes a feature out.
func (s *Structure) drop(name string) {
	s.Changed = true
	s.Features = slices.DeleteFunc(s.Features, func(f Feature) bool { return f.Name == name })
}

// refs are the structures a feature refers to, those of an array one by one.
func (c *CAS) refs(f *Feature) (list []*Structure) {
	if f == nil || f.Kind != Refs {
		return nil
	}
	for _, id := range f.Refs {
		s := c.Get(id)
		switch {
		case s == nil || s.Gone:
		case s.Array:
			if c.followed += len(s.Elements); c.followed > c.limit {
				return list // many features share a great array
			}
			for _, element := range s.Elements {
				if e := c.Get(element); e != nil && !e.Gone {
					list = append(list, e)
				}
			}
		default:
			list = append(list, s)
		}
	}
	return list
}

// arrays are the arrays that a feature refers to.
func (c *CAS) arrays(f *Feature) (list []*Structure) {
	for _, id := range f.Refs {
		if s := c.Get(id); s != nil && s.Array {
			list = append(list, s)
		}
	}
	return list
}

// texts are the strings of a feature that has several.
func (c *CAS) texts(f *Feature) ([]string, bool) {
	switch {
	case f.Kind == Texts:
		return f.Texts, true
	case f.Kind == Refs && len(f.Refs) == 1:
		if s := c.Get(f.Refs[0]); s != nil && s.Array && s.Type == StringArray {
			return s.Texts, true
		}
	}
	return nil, false
}

// sweep takes out what refers to structures that are gone.
func (c *CAS) sweep() {
	gone := func(id int64) bool { s := c.Get(id); return s != nil && s.Gone }
	for _, s := range c.Structures {
		if s.Gone {
			continue
		}
		if slices.ContainsFunc(s.Elements, gone) {
			s.Elements, s.Changed = slices.DeleteFunc(s.Elements, gone), true
		}
		for i := range s.Features {
			if f := &s.Features[i]; slices.ContainsFunc(f.Refs, gone) {
				f.Refs, f.Raw, s.Changed = slices.DeleteFunc(slices.Clone(f.Refs), gone), nil, true
			}
		}
		if s.Changed && !s.Array {
			s.Features = slices.DeleteFunc(s.Features, func(f Feature) bool { return f.Kind == Refs && len(f.Refs) == 0 })
		}
	}
	for _, v := range c.Views {
		if slices.ContainsFunc(v.Members, gone) {
			v.Members, v.Changed = slices.DeleteFunc(v.Members, gone), true
		}
	}
}
