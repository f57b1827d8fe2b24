package desk

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"bluepencil/annotate"
	"bluepencil/annotate/format/claimreview"
	"bluepencil/annotate/register"
	"bluepencil/annotate/text"
)

// A claim entry of the register stands for one claim in the words of many
// articles: what says the same gets the same entry.

// ClaimEntries are the entries a claim may be linked to.
type ClaimEntries struct {
	Claim    annotate.ID
	Label    annotate.LabelID // the type of the entries
	Words    string           // what is compared: the claim in plain words and as it stands
	Name     string           // what a new entry would be called
	Now      annotate.ID      // the entry the claim has, or zero
	Roles    []annotate.Role  // the links that may lead to an entry: contradicts, updates
	register *register.Register
}

// Like lists the entries that are like some words, or, where there are none,
// like the claim: the likeliest first, and then the others by name.
func (c *ClaimEntries) Like(words string) []register.Likeness {
	list := c.register.Similar(cmp.Or(strings.TrimSpace(words), c.Words), string(c.Label))
	listed := map[annotate.ID]bool{}
	for _, l := range list {
		listed[l.Entry.ID] = true
	}
	wanted := strings.ToLower(strings.TrimSpace(words))
	for _, entry := range c.register.Entries() {
		if entry.Type == string(c.Label) && !listed[entry.ID] && strings.Contains(strings.ToLower(entry.Name), wanted) {
			list = append(list, register.Likeness{Entry: entry})
		}
	}
	return list
}

// ReadClaimEntries gives in the background the entries that the current claim
// may be linked to. Where what is current is no claim, it says so.
func (d *Desk) ReadClaimEntries(show func(ClaimEntries, error)) {
	a, ok := d.Current()
	if !ok || !d.HasClaimEntry(a.Label) {
		d.Say(Info, "Make a claim current first: click it, or press Tab.")
		return
	}
	if !d.MayWrite() {
		return
	}
	plain, _ := a.Attributes[claimreview.Normalised].(string)
	entries := ClaimEntries{Claim: a.ID, Label: a.Label, Now: a.Entity, Words: strings.TrimSpace(plain + " " + a.Text()), Name: ClaimName(cmp.Or(plain, a.Text()))}
	for _, id := range d.shownBook.RoleIDs(a.Label) {
		if role, ok := d.shownBook.Role(id); ok && role.ToEntity && !role.Retired && d.shownBook.PointsTo(role, a.Label) {
			entries.Roles = append(entries.Roles, role)
		}
	}
	d.o.Work(func() {
		var err error
		entries.register, err = d.roll.read(d.o.Project)
		d.o.UI(func() { show(entries, err) })
	})
}

// HasClaimEntry tells of labels for claims that the register may hold.
func (d *Desk) HasClaimEntry(id annotate.LabelID) bool {
	label, ok := d.shownBook.Label(id)
	return ok && label.Register && label.Group == annotate.GroupClaim
}

// ClaimName is what an entry for some words is called: on one line, and as
// short as a claim that is published must be, cut between words.
func ClaimName(words string) string {
	name := strings.Join(strings.Fields(words), " ")
	if utf8.RuneCountInString(name) <= claimreview.MostCharacters {
		return name
	}
	short := text.Beginning(name, claimreview.MostCharacters-1)
	if at := strings.LastIndexByte(short, ' '); at > len(short)/2 {
		short = short[:at]
	}
	return strings.TrimRight(short, " ,;:–—-") + "…"
}

// claim is an annotation of the open article by id.
func (d *Desk) claim(id annotate.ID) (annotate.Annotation, bool) {
	if d.open != nil {
		if at := slices.IndexFunc(d.open.Marks, func(a annotate.Annotation) bool { return a.ID == id }); at >= 0 {
			return d.open.Marks[at], true
		}
	}
	return annotate.Annotation{}, false
}

// LinkClaim says that a claim is the one an entry stands for, or, with a role,
// that it contradicts it or the like. Without a role the zero entry says that
// it is none the register has.
func (d *Desk) LinkClaim(claim annotate.ID, role annotate.RoleID, entry annotate.Entity) {
	if a, ok := d.claim(claim); ok && (role != "" || a.Entity != entry.ID) {
		d.do(d.toEntry(&a, role, entry.ID))
		if entry.ID.IsZero() {
			d.Say(Info, "The claim has no entry any more.")
		} else {
			d.Say(Info, fmt.Sprintf("The claim %s “%s”.", d.verb(role), text.Shorten(entry.Name, wordsInMessages)))
		}
	}
}

// toEntry drafts what LinkClaim does.
func (d *Desk) toEntry(a *annotate.Annotation, role annotate.RoleID, entry annotate.ID) annotate.Draft {
	draft := annotate.SetEntity(a.Ref(), entry)
	draft.Action = "say which claim it is"
	if role != "" {
		draft = annotate.AddLink(a.Ref(), annotate.Link{ID: annotate.NewID(), Role: role, To: entry, ToEntity: true})
		draft.Action = "add " + d.verb(role)
	}
	return draft
}

// verb is the name of a role, or “is” without one.
func (d *Desk) verb(id annotate.RoleID) string {
	if role, ok := d.shownBook.Role(id); ok {
		return role.Name
	}
	return "is"
}

// NewClaim adds an entry for a claim and links the claim to it as LinkClaim
// does, in one step of undo. It fails with annotate.ErrInvalid where the name
// is empty or longer than a claim that is published may be.
func (d *Desk) NewClaim(claim annotate.ID, role annotate.RoleID, name string) error {
	a, ok := d.claim(claim)
	if !ok || !d.MayWrite() {
		return nil
	}
	name = strings.Join(strings.Fields(name), " ")
	if n := utf8.RuneCountInString(name); n > claimreview.MostCharacters {
		return fmt.Errorf("%w: the name has %d characters, %d more than the %d there is room for", annotate.ErrInvalid, n, n-claimreview.MostCharacters, claimreview.MostCharacters)
	}
	entry := annotate.Entity{ID: annotate.NewID(), Name: name, Type: string(a.Label)}
	add, err := annotate.AddEntity(d.o.Person.ID, entry)
	if err != nil {
		return err
	}
	link := d.toEntry(&a, role, entry.ID)
	link.Action = "add a claim to the register"
	d.do(link, add)
	d.Say(Info, fmt.Sprintf("The register has the claim “%s” now.", text.Shorten(name, wordsInMessages)))
	return nil
}

// AlikeQuery is what is looked for in the project to find everything that has
// the current claim's entry; "" and a message where it has none.
func (d *Desk) AlikeQuery() string {
	a, ok := d.Current()
	name := ""
	if ok && d.HasClaimEntry(a.Label) {
		name = d.EntryName(a.Entity)
	}
	if name == "" {
		d.Say(Info, "The claim has no entry of the register yet: @ gives it one.")
		return ""
	}
	return fmt.Sprintf("label:%s entity:\"%s\"", a.Label, strings.Map(unquoted, name))
}

// unquoted leaves quotation marks out of what stands between quotation marks.
func unquoted(r rune) rune {
	if strings.ContainsRune("\"“”„«»", r) {
		return ' '
	}
	return r
}
