package compose

import "testing"

func TestMomentsThatAreCertain(t *testing.T) {
	for stated, want := range map[string]string{
		"2031-05-04T07:30:00+02:00":         "2031-05-04T07:30:00+02:00",
		"2031-05-04T07:30:00.000Z":          "2031-05-04T07:30:00.000Z",
		"2031-05-04T07:30:00+0200":          "2031-05-04T07:30:00+02:00",
		"Sun, 4 May 2031 07:30:00 +0200":    "2031-05-04T07:30:00+02:00",
		"Sun, 04 May 2031  07:30:00 GMT":    "2031-05-04T07:30:00Z",
		"Sun, 04 May 2031 07:30:00 EST":     "Sun, 04 May 2031 07:30:00 EST",
		"4 May":                             "4 May",
		"2031-05-04":                        "2031-05-04",
		"2031-05-04 07:30":                  "2031-05-04 07:30",
		"Sun May 04 2031 07:30:00 GMT+0000": "2031-05-04T07:30:00Z",
		"":                                  "",
	} {
		if got := Time(stated); got != want {
			t.Errorf("%q is %q, want %q", stated, got, want)
		}
	}
}
