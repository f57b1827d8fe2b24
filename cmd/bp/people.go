package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"bluepencil/annotate"
	"bluepencil/storage"

	"github.com/spf13/cobra"
)

type personRow struct {
	ID       annotate.ID `json:"id"`
	Handle   string      `json:"handle"`
	Name     string      `json:"name"`
	Initials string      `json:"initials"`
	Colour   string      `json:"colour,omitempty"`
	Lead     bool        `json:"lead,omitempty"`
	Retired  bool        `json:"retired,omitempty"`
}

func newPeople() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "people PROJECT",
		Short: "List the members of the team; add and edit them",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return withProject(cmd, args[0], func(p *storage.Project) error { return listPeople(cmd.OutOrStdout(), p, asJSON) })
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	cmd.AddCommand(newPeopleAdd(), newPeopleEdit())
	return cmd
}

func listPeople(out io.Writer, p *storage.Project, asJSON bool) error {
	people, err := p.People()
	if err != nil {
		return err
	}
	rows := []personRow{}
	for _, m := range people {
		rows = append(rows, personRow{m.ID, m.Handle, m.Name, m.Initials, m.Colour, m.Lead, m.Retired})
	}
	if asJSON {
		return writeJSON(out, rows)
	}
	table := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(table, "HANDLE\tNAME\tINITIALS\tCOLOUR\tROLE")
	for _, r := range rows {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\n", printable(r.Handle), printable(r.Name), printable(r.Initials), r.Colour, r.role())
	}
	return table.Flush()
}

func (r *personRow) role() string {
	var parts []string
	if r.Lead {
		parts = append(parts, "lead")
	}
	if r.Retired {
		parts = append(parts, "retired")
	}
	return strings.Join(parts, ", ")
}

// personFlags are what is said of a member.
type personFlags struct {
	annotate.Person
	by string
}

func (f *personFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.Handle, "handle", "", "the short word that stands for the person; made from the name when not given")
	flags.StringVar(&f.Initials, "initials", "", "made from the name when not given")
	flags.StringVar(&f.Colour, "colour", "", "as #0072B2; one that the colour-blind can tell from the others' when not given")
	flags.BoolVar(&f.Lead, "lead", false, "the person gives out articles and settles differences")
	addActor(cmd, &f.by)
}

func newPeopleAdd() *cobra.Command {
	var f personFlags
	cmd := &cobra.Command{
		Use:   "add PROJECT NAME",
		Short: "Add a member of the team",
		Args:  cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			return withProject(cmd, args[0], func(p *storage.Project) error {
				f.Name = args[1]
				return addMember(cmd, p, f)
			})
		},
	}
	f.add(cmd)
	return cmd
}

func addMember(cmd *cobra.Command, p *storage.Project, f personFlags) error {
	people, err := p.People()
	if err != nil {
		return err
	}
	if f.Handle != "" && (!annotate.FreeHandle(f.Handle) || annotate.UniqueHandle(f.Handle, people) != f.Handle) {
		return usageError{fmt.Errorf("--handle %q is taken or no handle: small letters, digits and hyphens", f.Handle)}
	}
	// The colour and the initials are held against the rules as an edit's are.
	made := annotate.Person{Name: f.Name, Initials: annotate.InitialsOf(f.Name), Handle: f.Handle}
	if _, err := annotate.EditPerson(annotate.ID{}, made, annotate.Person{Name: f.Name, Initials: made.Initials, Handle: f.Handle, Colour: f.Colour}); err != nil {
		return usageError{err}
	}
	var person annotate.Person
	if len(people) == 0 && f.by == "" {
		person, err = p.AddPerson(f.Person) // whoever comes first signs for themselves
	} else {
		var me annotate.Person
		if me, err = actor(p, f.by); err == nil {
			person, err = p.AddMember(me.ID, f.Person)
		}
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "added %s as %s\n", printable(person.Name), person.Handle)
	return nil
}

func newPeopleEdit() *cobra.Command {
	var f personFlags
	cmd := &cobra.Command{
		Use:   "edit PROJECT PERSON",
		Short: "Change what a member is called, who leads, and who works here no more",
		Args:  cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			return withProject(cmd, args[0], func(p *storage.Project) error { return f.edit(cmd, p, args[1]) })
		},
	}
	f.add(cmd)
	cmd.Flags().StringVar(&f.Name, "name", "", "another name")
	cmd.Flags().BoolVar(&f.Retired, "retired", false, "nothing is given out to the person any more; what they did stays")
	return cmd
}

func (f *personFlags) edit(cmd *cobra.Command, p *storage.Project, name string) error {
	person, err := member(p, name)
	if err != nil {
		return err
	}
	me, err := actor(p, f.by)
	if err != nil {
		return err
	}
	given := cmd.Flags().Changed
	for flag, set := range map[string]func(){
		"name": func() { person.Name = f.Name }, "handle": func() { person.Handle = f.Handle },
		"initials": func() { person.Initials = f.Initials }, "colour": func() { person.Colour = f.Colour },
		"lead": func() { person.Lead = f.Lead }, "retired": func() { person.Retired = f.Retired },
	} {
		if given(flag) {
			set()
		}
	}
	_, err = p.EditPerson(me.ID, person)
	if errors.Is(err, annotate.ErrInvalid) {
		return usageError{err}
	}
	return err
}

// addActor adds the flag that says who does something.
func addActor(cmd *cobra.Command, by *string) {
	cmd.Flags().StringVar(by, "as", "", "the handle of who does it; else the member called like the user, or the only lead")
}

// actor is who does something: the member that is named; or else the one who
// is called like the user, the only lead, or the user as a new member.
func actor(p *storage.Project, name string) (annotate.Person, error) {
	if name != "" {
		return member(p, name)
	}
	if person, err := p.PersonByHandle(annotate.HandleOf(userName())); err == nil {
		return person, nil
	}
	people, err := p.People()
	if err != nil {
		return annotate.Person{}, err
	}
	leads := slices.DeleteFunc(slices.Clone(people), func(m annotate.Person) bool { return !m.Lead || m.Retired })
	if len(leads) == 1 {
		return leads[0], nil
	}
	return personNamed(p, userName())
}

// member finds a member by handle or name, and adds nobody.
func member(p *storage.Project, name string) (annotate.Person, error) {
	people, err := p.People()
	if err != nil {
		return annotate.Person{}, err
	}
	for _, same := range []func(annotate.Person) bool{
		func(m annotate.Person) bool { return m.Handle == name },
		func(m annotate.Person) bool { return strings.EqualFold(m.Name, name) },
	} {
		if at := slices.IndexFunc(people, same); at >= 0 {
			return people[at], nil
		}
	}
	var handles []string
	for _, m := range people {
		handles = append(handles, m.Handle)
	}
	return annotate.Person{}, usageError{fmt.Errorf("nobody is called %q; there are: %s", name, strings.Join(handles, ", "))}
}

// members finds several, each once.
func members(p *storage.Project, names []string) ([]annotate.Person, error) {
	var list []annotate.Person
	for _, name := range names {
		m, err := member(p, name)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(list, m) {
			list = append(list, m)
		}
	}
	return list, nil
}
