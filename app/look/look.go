// Package look is how Bluepencil looks: the theme of its windows, light and
// dark, and the palette of the article page that goes with it.
package look

import (
	"image/color"
	"strconv"

	"bluepencil/app/articleview"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Mode says which variant of the theme is used.
type Mode string

// The modes a person can choose.
const (
	System Mode = "system"
	Light  Mode = "light"
	Dark   Mode = "dark"
)

// Theme is Bluepencil's theme: Fyne's, with paper and ink, one blue accent,
// and a little less padding.
type Theme struct {
	base fyne.Theme
	mode Mode
}

// NewTheme returns the theme in a mode.
func NewTheme(mode Mode) *Theme { return &Theme{theme.DefaultTheme(), mode} }

// Variant is the variant in force, given the system's.
func (t *Theme) Variant(system fyne.ThemeVariant) fyne.ThemeVariant {
	switch t.mode {
	case Light:
		return theme.VariantLight
	case Dark:
		return theme.VariantDark
	}
	return system
}

func rgb(hex uint32) color.NRGBA {
	return color.NRGBA{uint8(hex >> 16), uint8(hex >> 8), uint8(hex), 255}
}

var lightColours = map[fyne.ThemeColorName]color.NRGBA{
	theme.ColorNameBackground: rgb(0xf3f1ea), theme.ColorNameForeground: rgb(0x22252b), theme.ColorNamePrimary: rgb(0x1f5fbf),
	theme.ColorNameFocus: {0x1f, 0x5f, 0xbf, 60}, theme.ColorNameSelection: {0x1f, 0x5f, 0xbf, 56}, theme.ColorNameHover: {0, 0, 0, 14},
	theme.ColorNamePressed: {0, 0, 0, 28}, theme.ColorNameButton: rgb(0xe8e4d9), theme.ColorNameInputBackground: rgb(0xfdfbf5),
	theme.ColorNameInputBorder: rgb(0xc9c3b4), theme.ColorNameSeparator: rgb(0xdcd7c9), theme.ColorNamePlaceHolder: rgb(0x676b72),
	theme.ColorNameDisabled: rgb(0x85888e), theme.ColorNameMenuBackground: rgb(0xfdfbf5), theme.ColorNameOverlayBackground: rgb(0xf8f6ef),
	theme.ColorNameHeaderBackground: rgb(0xebe7dc), theme.ColorNameScrollBar: {0, 0, 0, 90}, theme.ColorNameShadow: {0, 0, 0, 38},
	theme.ColorNameError: rgb(0xb3261e), theme.ColorNameWarning: rgb(0x9a5b00), theme.ColorNameSuccess: rgb(0x1b6e43),
	theme.ColorNameHyperlink: rgb(0x1f5fbf), theme.ColorNameForegroundOnPrimary: rgb(0xffffff),
}

var darkColours = map[fyne.ThemeColorName]color.NRGBA{
	theme.ColorNameBackground: rgb(0x25272c), theme.ColorNameForeground: rgb(0xe4e2dc), theme.ColorNamePrimary: rgb(0x7fb2f5),
	theme.ColorNameFocus: {0x7f, 0xb2, 0xf5, 60}, theme.ColorNameSelection: {0x7f, 0xb2, 0xf5, 60}, theme.ColorNameHover: {255, 255, 255, 16},
	theme.ColorNamePressed: {255, 255, 255, 30}, theme.ColorNameButton: rgb(0x34373d), theme.ColorNameInputBackground: rgb(0x1d1f23),
	theme.ColorNameInputBorder: rgb(0x4a4e55), theme.ColorNameSeparator: rgb(0x3a3d43), theme.ColorNamePlaceHolder: rgb(0x9a9da3),
	theme.ColorNameDisabled: rgb(0x84878d), theme.ColorNameMenuBackground: rgb(0x2c2f35), theme.ColorNameOverlayBackground: rgb(0x2a2d32),
	theme.ColorNameHeaderBackground: rgb(0x2d3036), theme.ColorNameScrollBar: {255, 255, 255, 90}, theme.ColorNameShadow: {0, 0, 0, 110},
	theme.ColorNameError: rgb(0xff8a80), theme.ColorNameWarning: rgb(0xf0b35a), theme.ColorNameSuccess: rgb(0x7fd3a1),
	theme.ColorNameHyperlink: rgb(0x7fb2f5), theme.ColorNameForegroundOnPrimary: rgb(0x14161a),
}

// Color is Fyne's question for a colour.
func (t *Theme) Color(name fyne.ThemeColorName, system fyne.ThemeVariant) color.Color {
	variant := t.Variant(system)
	table := lightColours
	if variant == theme.VariantDark {
		table = darkColours
	}
	if c, ok := table[name]; ok {
		return c
	}
	return t.base.Color(name, variant)
}

// Font is Fyne's.
func (t *Theme) Font(style fyne.TextStyle) fyne.Resource { return t.base.Font(style) }

// Icon is Fyne's.
func (t *Theme) Icon(name fyne.ThemeIconName) fyne.Resource { return t.base.Icon(name) }

// Size is Fyne's question for a measure.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case theme.SizeNamePadding:
		return 4
	case theme.SizeNameInnerPadding:
		return 7
	case theme.SizeNameText:
		return 13.5
	case theme.SizeNameCaptionText:
		return 11.5
	case theme.SizeNameInputRadius, theme.SizeNameSelectionRadius:
		return 4
	}
	return t.base.Size(name)
}

// IsDark tells whether the theme in force is dark.
func IsDark() bool {
	c := color.NRGBAModel.Convert(theme.Color(theme.ColorNameBackground)).(color.NRGBA)
	return Contrast(c, rgb(0xffffff)) > Contrast(c, rgb(0x000000))
}

// Page is the palette of the article page in a variant.
func Page(variant fyne.ThemeVariant) articleview.Palette {
	if variant == theme.VariantDark {
		return articleview.Palette{Page: rgb(0x1d1f23), Ink: rgb(0xe4e2dc), Muted: rgb(0x9a9da3), Selection: rgb(0x2c4d78),
			Caret: rgb(0x7fb2f5), Frame: rgb(0x7fb2f5), Hit: color.NRGBA{0x78, 0x5f, 0x00, 180}, Scroll: color.NRGBA{255, 255, 255, 80}, Dark: true}
	}
	return articleview.Palette{Page: rgb(0xfdfbf5), Ink: rgb(0x22252b), Muted: rgb(0x6b6f76), Selection: rgb(0xb9d3f3),
		Caret: rgb(0x1f5fbf), Frame: rgb(0x1f5fbf), Hit: color.NRGBA{0xff, 0xd5, 0x4a, 170}, Scroll: color.NRGBA{0, 0, 0, 80}}
}

// Colour reads "#rrggbb"; anything else is grey.
func Colour(hex string) color.NRGBA {
	if len(hex) == 7 && hex[0] == '#' {
		if n, err := strconv.ParseUint(hex[1:], 16, 32); err == nil {
			return rgb(uint32(n))
		}
	}
	return rgb(0x808080)
}
