package annotate

import (
	"errors"
	"slices"
	"testing"
)

func TestSomebodyNewHasAColourThatIsToldFromTheOthers(t *testing.T) {
	var people []Person
	for n := range 2 * len(Swatches) {
		colour := ColourFor(people)
		taken := slices.ContainsFunc(people, func(p Person) bool { return p.Colour == colour })
		if !slices.Contains(Swatches, colour) || taken != (n >= len(Swatches)) {
			t.Errorf("the %d. person has the colour %s", n+1, colour)
		}
		people = append(people, Person{Colour: colour})
	}
	people = people[:len(Swatches)]
	people[3].Retired = true
	if colour := ColourFor(people); colour != Swatches[3] {
		t.Errorf("%s, not the one of somebody who left", colour)
	}
}

func TestHandlesAreOnesOwn(t *testing.T) {
	people := []Person{{Handle: "mina"}, {Handle: "mina-2", Retired: true}, {Handle: "jo"}}
	for given, want := range map[string]string{"mina": "mina-3", "jo": "jo-2", "kim": "kim", "gold": "gold-2", "all": "all-2"} {
		if got := UniqueHandle(given, people); got != want {
			t.Errorf("%q becomes %q", given, got)
		}
	}
}

func TestAnEditSetsWhatDiffers(t *testing.T) {
	before := Person{ID: NewID(), Name: "Mina Orth", Initials: "MO", Handle: "mina", Colour: "#0072B2"}
	edit := func(change func(*Person)) (Draft, error) {
		after := before
		change(&after)
		return EditPerson(NewID(), before, after)
	}
	for action, change := range map[string]func(*Person){
		"edit Mina Orth":   func(p *Person) { p.Name = "Mina Orth-Vik" },
		"retire Mina Orth": func(p *Person) { p.Retired = true },
	} {
		d, err := edit(change)
		if err != nil || d.Action != action || len(d.Settings) != 1 {
			t.Errorf("%q: %+v, %v", action, d, err)
		}
	}
	for name, change := range map[string]func(*Person){
		"no name":               func(p *Person) { p.Name = " " },
		"no initials":           func(p *Person) { p.Initials = "" },
		"a handle with blanks":  func(p *Person) { p.Handle = "mina orth" },
		"no handle":             func(p *Person) { p.Handle = "" },
		"a word for all":        func(p *Person) { p.Handle = "all" },
		"a colour by its name":  func(p *Person) { p.Colour = "blue" },
		"a colour of five":      func(p *Person) { p.Colour = "#12345" },
		"a colour with a sign":  func(p *Person) { p.Colour = "#+12345" },
		"no colour any more":    func(p *Person) { p.Colour = "" },
		"a colour without mark": func(p *Person) { p.Colour = "0072B2" },
	} {
		if _, err := edit(change); !errors.Is(err, ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if d, err := edit(func(*Person) {}); err != nil || len(d.Settings) != 0 {
		t.Errorf("nothing: %+v, %v", d, err)
	}
}
