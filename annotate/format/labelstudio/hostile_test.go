package labelstudio

import (
	"os"
	"strings"
	"testing"

	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/foreign/foreigntest"
	"bluepencil/annotate/text"
)

// oneRegion is a task with one region at a place.
func oneRegion(place string) string {
	return `[{"data":{"text":"ab c"},"annotations":[{"result":[{"id":"r","from_name":"label","to_name":"text","type":"labels","value":{` + place + `,"labels":["X"]}}]}]}]`
}

func TestBadRecordsAreToldAndPassedOver(t *testing.T) {
	good := `{"data":{"text":"fine"},"annotations":[]}`
	for name, c := range map[string]struct{ bad, want string }{
		"a key twice":          {`{"data":{"text":"a","text":"b"}}`, `"text" comes twice`},
		"half of a pair":       {`{"data":{"text":"\ud83d"}}`, "surrogate"},
		"invalid UTF-8":        {"{\"data\":{\"text\":\"\xff\"}}", "UTF-8"},
		"NaN":                  {`{"data":{"text":"a","score":NaN}}`, "number"},
		"no text":              {`{"data":{"image":"a.png","other":"b"}}`, "no text"},
		"a text that is none":  {`{"data":{"text":["a"]}}`, "no text"},
		"deep":                 {`{"data":{"text":"a","x":` + strings.Repeat("[", 1000) + strings.Repeat("]", 1000) + `}}`, "deep"},
		"a number for a task":  {`17`, "record 2"},
		"a state that is none": {`{"data":{"text":"a","bluepencil":[1]}}`, "data.bluepencil"},
	} {
		t.Run(name, func(t *testing.T) {
			docs, faults := read(t, "\ufeff[\r\n"+good+",\r\n"+c.bad+",\r\n"+good+"]", foreign.ReadOptions{})
			if len(docs) != 2 || len(faults) != 1 || !strings.Contains(faults[0], c.want) || !strings.Contains(faults[0], "record 2, line 3") {
				t.Errorf("%d documents, faults %q", len(docs), faults)
			}
		})
	}
}

func TestSpansThatAreNone(t *testing.T) {
	for place, want := range map[string]string{
		`"start":0,"end":2,"text":"ab"`:    "",
		`"start":0,"end":2,"text":"xx"`:    "is \"ab\" there",
		`"start":-1,"end":2`:               "negative",
		`"start":2,"end":1`:                "reversed",
		`"start":1,"end":1`:                "empty",
		`"start":1,"end":99`:               "outside",
		`"start":1,"end":9007199254740993`: "outside",
		`"start":1.5,"end":2`:              "whole numbers",
		`"start":"/p[1]","end":"/p[1]"`:    "whole numbers",
		`"start":0,"end":1e999`:            "too large",
	} {
		docs, faults := read(t, oneRegion(place), foreign.ReadOptions{})
		if want == "too large" {
			if len(faults) != 1 || !strings.Contains(faults[0], want) {
				t.Errorf("%s: %q", place, faults)
			}
			continue
		}
		if len(docs) != 1 {
			t.Errorf("%s: %q", place, faults)
			continue
		}
		foreign.Settle(docs[0], text.CodePoint)
		problems := strings.Join(docs[0].Problems, " ")
		if (want == "") != (problems == "") || !strings.Contains(problems, want) {
			t.Errorf("%s: %q", place, problems)
		}
	}
}

func TestOldOffsetsAreFoundOut(t *testing.T) {
	docs, _ := read(t, `[{"data":{"text":"💩 ab"},"annotations":[{"result":[{"id":"r","type":"labels","from_name":"l","to_name":"t","value":{"start":3,"end":5,"text":"ab","labels":["X"]}}]}]}]`, foreign.ReadOptions{})
	units := foreign.NewUnits(text.CodePoint)
	units.Add(docs[0])
	if unit, agreed := units.Unit(); unit != text.UTF16 || !agreed {
		t.Errorf("%s, %v", unit, agreed)
	}
}

func TestMin(t *testing.T) {
	const raw = `[{"text":"Ada met Reyle","url":"u","id":7,"ner":[{"start":0,"end":3,"text":"Ada","labels":["Person"]},{"start":8,"end":13,"text":"Reyle","labels":["Person","Speaker"]}],
		"sure":[{"start":0,"end":3,"choices":["high"]}],"tone":"friendly","annotator":"mina@alder.example","annotation_id":3,"created_at":"x","updated_at":"y","lead_time":1.5}]`
	d := settled(t, raw)[0]
	if !recognise("x.json", []byte(raw)) || d.Head.ID != "7" || d.Head.Meta["tone"] != "friendly" || len(d.Layers) != 1 || d.Layers[0].Person != "mina@alder.example" {
		t.Fatalf("%+v", d)
	}
	marks := d.Layers[0].Marks
	if len(marks) != 3 || marks[0].Attribute("sure") != "high" || marks[2].Label != "Speaker" || marks[2].Spans[0].Text != "Reyle" {
		t.Errorf("%+v", marks)
	}
}

// What somebody did in Label Studio goes before what was kept of the state.
func TestChangesMadeThereCount(t *testing.T) {
	tasks, _ := written(t, foreigntest.Harbour())
	changed := string(tasks)
	for _, change := range [][2]string{
		{`"choices":["direct"]`, `"choices":["mixed"]`},
		{`"text":"said","labels":["cue"]`, `"text":"said","labels":["person"]`},
		{`"direction":"right","labels":["speaker"]`, `"direction":"right","labels":["cue"]`},
		{`"text":["Is “whatever” <b>his</b> word & hers?"]`, `"text":["No."]`},
	} {
		old, now := change[0], change[1]
		if !strings.Contains(changed, old) {
			t.Fatalf("%s is not in %s", old, changed)
		}
		changed = strings.ReplaceAll(changed, old, now)
	}
	m := settled(t, changed)[0].Layers[0].Marks
	if m[0].Attribute("type") != "mixed" || m[2].Label != "person" || m[0].Note != "No." {
		t.Errorf("%+v", m)
	}
	var roles []string
	for _, l := range m[0].Links {
		roles = append(roles, l.Role)
	}
	if got := strings.Join(roles, " "); got != "cue speaker cue" {
		t.Errorf("the links are %s", got)
	}
}

func TestRecognise(t *testing.T) {
	tasks, _ := written(t, foreigntest.Harbour())
	for in, want := range map[string]bool{
		string(tasks[:200]): true, sample(t): true, `[]`: false, `[{"data":{"text":"a"}}]`: false, `{"text":"a","label":[[0,1,"X"]]}`: false,
		`{"text":"a","spans":[]}`: false, `[{"id":1,"annotations":[{"id":2,"completed_by":1,"result":[]}],"data":{"te`: true, ``: false, `[`: false, `{"meta":{"bluepencil":"x"}}`: false,
	} {
		if got := recognise("x.json", []byte(in)); got != want {
			t.Errorf("%.60q: %v", in, got)
		}
	}
}

func FuzzRead(f *testing.F) {
	foreignTask, err := os.ReadFile("testdata/foreign.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(foreignTask)
	f.Add([]byte(oneRegion(`"start":0,"end":2,"text":"ab"`)))
	f.Add([]byte(`[{"text":"Ada","ner":[{"start":0,"end":3,"labels":["P"]}],"sure":[{"start":0,"end":3,"choices":["h"]}],"annotation_id":1,"annotator":2}]`))
	f.Add([]byte(`{"data":{"a":"b"},"completions":[{"result":[{"type":"relation","from_id":1,"to_id":1}]}],"predictions":[{"model_version":1,"result":[]}]}`))
	c := Codec()
	f.Fuzz(func(t *testing.T, raw []byte) {
		foreigntest.Survive(t, &c, map[string][]byte{"tasks.json": raw}, "tasks.json")
		recognise("tasks.json", raw)
	})
}
