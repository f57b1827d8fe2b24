package look

import (
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// TestTextCanBeRead holds the colours of text against their grounds: WCAG 2
// asks for 4.5.
func TestTextCanBeRead(t *testing.T) {
	for _, table := range []map[fyne.ThemeColorName]color.NRGBA{lightColours, darkColours} {
		for _, text := range []fyne.ThemeColorName{theme.ColorNameForeground, theme.ColorNamePlaceHolder, theme.ColorNamePrimary,
			theme.ColorNameError, theme.ColorNameWarning, theme.ColorNameSuccess} {
			for _, ground := range []fyne.ThemeColorName{theme.ColorNameBackground, theme.ColorNameInputBackground, theme.ColorNameMenuBackground} {
				if c := Contrast(table[text], table[ground]); c < 4.5 {
					t.Errorf("%s on %s has a contrast of %.2f", text, ground, c)
				}
			}
		}
	}
	for _, table := range []map[fyne.ThemeColorName]color.NRGBA{lightColours, darkColours} {
		if c := Contrast(table[theme.ColorNameForegroundOnPrimary], table[theme.ColorNamePrimary]); c < 4.5 {
			t.Errorf("the words of buttons that stand out have a contrast of %.2f", c)
		}
	}
	for _, variant := range []fyne.ThemeVariant{theme.VariantLight, theme.VariantDark} {
		p := Page(variant)
		for name, c := range map[string]float64{"ink": Contrast(p.Ink, p.Page), "selected ink": Contrast(p.Ink, p.Selection), "muted": Contrast(p.Muted, p.Page)} {
			if c < 4.5 {
				t.Errorf("%s has a contrast of %.2f", name, c)
			}
		}
	}
}

func TestTheModeOverrulesTheSystem(t *testing.T) {
	if NewTheme(Dark).Variant(theme.VariantLight) != theme.VariantDark || NewTheme(System).Variant(theme.VariantDark) != theme.VariantDark {
		t.Error("the mode is not kept to")
	}
}

func TestADateOfPublicationIsShownAsADay(t *testing.T) {
	for said, want := range map[string]string{"2026-11-25T16:31:11Z": "2026-11-25", "2026-03-02T23:15:00+02:00": "2026-03-02", "2026-03": "2026-03", "last spring": "last spring", "": ""} {
		if got := Day(said); got != want {
			t.Errorf("%q is shown as %q, want %q", said, got, want)
		}
	}
}
