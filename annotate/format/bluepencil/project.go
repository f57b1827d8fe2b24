package bluepencil

import (
	"bytes"
	"encoding/json"
	"fmt"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
	"bluepencil/annotate/format/jsonio"
)

// Project is project.json: what the articles share.
type Project struct {
	Format   string             `json:"format"`
	Project  annotate.ID        `json:"project"`
	Codebook *annotate.Codebook `json:"codebook"`
	Register []Entity           `json:"register"`
	People   []Person           `json:"people"`
	Rounds   []json.RawMessage  `json:"rounds"`
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
		Register: []Entity{}, People: []Person{}, Rounds: []json.RawMessage{}}
	for _, e := range c.Entities {
		p.Register = append(p.Register, entity(e))
	}
	handles := handlesOf(c.People)
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
	c := &format.Common{Project: p.Project, Codebook: p.Codebook}
	for _, e := range p.Register {
		c.Entities = append(c.Entities, e.domain())
	}
	for _, m := range p.People {
		c.People = append(c.People, annotate.Person{ID: m.ID, Handle: m.Handle, Name: m.Name, Initials: m.Initials, Colour: m.Colour})
	}
	return c, nil
}
