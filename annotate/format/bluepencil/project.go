package bluepencil

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
	"bluepencil/annotate/format/jsonio"
	"bluepencil/annotate/lint"
)

// Project is project.json: what the articles share.
type Project struct {
	Format   string             `json:"format"`
	Project  annotate.ID        `json:"project"`
	Codebook *annotate.Codebook `json:"codebook"`
	Register []Entity           `json:"register"`
	People   []Person           `json:"people"`
	Rounds   []json.RawMessage  `json:"rounds"`
	Checks   *Checks            `json:"checks,omitempty"` // nil where nothing was chosen
}

// Checks is what the project has chosen about its checks.
type Checks struct {
	Profile lint.Profile  `json:"profile,omitempty"`
	Off     []lint.RuleID `json:"off,omitempty"`  // the rules that are switched off, sorted
	Done    lint.Clean    `json:"done,omitempty"` // what an article must be free of to be done
}

// checksOf gives nil where everything is as it is without a choice.
func checksOf(s lint.Settings) *Checks {
	if !s.Chosen() {
		return nil
	}
	c := &Checks{Profile: s.Profile, Done: s.Clean}
	for rule, off := range s.Off {
		if off {
			c.Off = append(c.Off, rule)
		}
	}
	slices.Sort(c.Off)
	return c
}

// domain leaves out what a newer version wrote and this one does not know.
func (c *Checks) domain() lint.Settings {
	if c == nil {
		return lint.Settings{}
	}
	s := lint.Settings{Off: map[lint.RuleID]bool{}}
	if c.Profile.Known() {
		s.Profile = c.Profile
	}
	if c.Done.Known() {
		s.Clean = c.Done
	}
	for _, rule := range c.Off {
		if _, ok := lint.RuleByID(rule); ok {
			s.Off[rule] = true
		}
	}
	return s
}

// Person is a member of the team.
type Person struct {
	ID       annotate.ID `json:"id"`
	Handle   string      `json:"handle"` // as the lines have it
	Name     string      `json:"name"`
	Initials string      `json:"initials"`
	Colour   string      `json:"colour,omitempty"`
}

// ProjectFile makes project.json.
func ProjectFile(c *format.Common) ([]byte, error) {
	p := Project{Format: ProjectVersion, Project: c.Project, Codebook: c.Codebook,
		Register: []Entity{}, People: []Person{}, Rounds: []json.RawMessage{}, Checks: checksOf(c.Checks)}
	for _, e := range c.Entities {
		p.Register = append(p.Register, entity(e))
	}
	handles := format.Handles(c.People)
	for _, m := range c.People {
		p.People = append(p.People, Person{ID: m.ID, Handle: handles[m.ID], Name: m.Name, Initials: m.Initials, Colour: m.Colour})
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	if err := encoder.Encode(p); err != nil {
		return nil, fmt.Errorf("%s: %w", ProjectName, err)
	}
	return out.Bytes(), nil
}

// ParseProject reads project.json. Unknown keys are refused; whether the
// codebook fits together is for whoever installs it to check.
func ParseProject(raw []byte) (*format.Common, error) {
	exact := jsonio.NewDecoder(raw)
	err := exact.Skip()
	if err == nil {
		err = exact.End()
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	var p Project
	if err == nil {
		err = decoder.Decode(&p)
	}
	if err == nil && p.Format != ProjectVersion {
		err = fmt.Errorf("the format is %q, this version of Bluepencil reads %s", p.Format, ProjectVersion)
	}
	if err == nil && p.Codebook == nil {
		err = fmt.Errorf("it has no codebook")
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", ProjectName, err)
	}
	c := &format.Common{Project: p.Project, Codebook: p.Codebook, Checks: p.Checks.domain()}
	for _, e := range p.Register {
		c.Entities = append(c.Entities, e.domain())
	}
	for _, m := range p.People {
		c.People = append(c.People, annotate.Person{ID: m.ID, Handle: m.Handle, Name: m.Name, Initials: m.Initials, Colour: m.Colour})
	}
	return c, nil
}
