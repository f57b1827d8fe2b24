package source

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// realData is a folder of files of agencies, which are no part of the project.
func realData(t *testing.T, name string) string {
	t.Helper()
	folder := os.Getenv("BLUEPENCIL_DATA")
	if folder == "" {
		folder = filepath.Join("..", "..", "..", "shared", "data")
	}
	folder = filepath.Join(folder, name)
	if _, err := os.Stat(folder); err != nil {
		t.Skipf("no real data in %s", folder)
	}
	return folder
}

// noArticle says of real files without an article what their error says.
var noArticle = map[string]string{
	"ninjs-1-4-examples.json": "no article", "extension-schema.json": "no article is known in this JSON",
	"LISTING_1_A_NewsML-G2_News_Item.xml":                                  "no article",
	"LISTING_16_A_Set_of_Events_carried_in_a_News_Item.xml":                "not read",
	"LISTING_21_A_complete_sample_SportsML-G2_document.xml":                "not read",
	"LISTING_29_Hop_History.xml":                                           "no article",
	"LISTING_10_Abstract_Concept_conveyed_in_a_NewsML-G2_Concept_Item.xml": "no article",
	"LISTING_12_Knowledge_Item_for_Access_Codes.xml":                       "no article",
	"LISTING_14_Event_sent_as_a_Concept_Item.xml":                          "no article",
	"LISTING_18_Planning_Item_at_PCL.xml":                                  "no article",
	"LISTING_23_SportsML-G2_Package.xml":                                   "no article",
	"LISTING_6_Simple_NewsML-G2_Package.xml":                               "no article",
	"LISTING_8_Group_Set_example_showing_an_ALT_Package_Mode.xml":          "not read",
	"facet-example.xml":                                                    "no article", "facet-example-2.xml": "no article",
}

// What real files have for a text is read, and what has none says so.
func TestRealFilesOfAgencies(t *testing.T) {
	for _, folder := range []string{"ninjs", "newsml-g2"} {
		err := filepath.WalkDir(realData(t, folder), func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			count := 0
			err = ReadParts(t.Context(), path, Options{}, func(part Part) error {
				count++
				checkPart(t, path, part)
				return part.Err
			})
			says, none := noArticle[entry.Name()]
			switch {
			case err == nil && count == 0, err != nil && !none, err != nil && !strings.Contains(err.Error(), says):
				t.Errorf("%s: %d articles, %v", entry.Name(), count, err)
			case err != nil && !errors.Is(err, ErrEmpty) && !errors.Is(err, ErrUnsupported):
				t.Errorf("%s: %v", entry.Name(), err)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// checkPart holds what every article has to the text.
func checkPart(t testing.TB, where string, part Part) {
	t.Helper()
	d := part.Document
	if part.Err != nil {
		if strings.Contains(part.Err.Error(), "\n") {
			t.Errorf("%s: more than a line: %v", where, part.Err)
		}
		return
	}
	if strings.TrimSpace(d.Text) == "" || strings.ToValidUTF8(d.Text, "") != d.Text || d.Title == "" && len(d.Zones) > 0 && d.Zones[0].Part == "headline" {
		t.Errorf("%s: title %q, text %.80q", where, d.Title, d.Text)
	}
	end := uint64(0)
	for _, z := range d.Zones {
		if z.Part == "" || z.Start < end || z.End <= z.Start || z.End > uint64(len(d.Text)) || strings.TrimSpace(d.Text[z.Start:z.End]) != d.Text[z.Start:z.End] {
			t.Fatalf("%s: zone %+v of %d bytes", where, z, len(d.Text))
		}
		end = z.End
	}
}
