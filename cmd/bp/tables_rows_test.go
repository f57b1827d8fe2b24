package main

import (
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"bluepencil/annotate/tables"
)

func TestTablesAreWritten(t *testing.T) {
	path := desk(t)
	markWords(t, path, "mina-orth", "bridge.txt", map[string]string{"person": "Mayor Ada Lund", "place": "Port Alder"})
	for _, k := range tables.Kinds() {
		r := must(t, "tables", path, "--table", string(k))
		golden(t, "tables_"+string(k)+".golden", r.out)
		records, err := csv.NewReader(strings.NewReader(r.out)).ReadAll()
		if err != nil || len(records[0]) != len(tables.Columns(k)) || r.report != "" {
			t.Errorf("%s: %v\n%s%s", k, err, r.out, r.report)
		}
		var objects []map[string]any
		r = must(t, "tables", path, "--table", string(k), "--json", "--layer", "mina-orth")
		if err := json.Unmarshal([]byte(r.out), &objects); err != nil || len(objects) != len(records)-1 {
			t.Errorf("%s: %v, %d objects\n%s", k, err, len(objects), r.out)
		}
	}
}

func TestTablesSayWhatTheyAreAskedFor(t *testing.T) {
	path := desk(t)
	bp("tables", path).wants(t, exitUsage, "quotes, claims, entities, strings, balance")
	bp("tables", path, "--table", "nothing").wants(t, exitUsage, "quotes, claims")
	bp("tables", path, "--table", "quotes", "--layer", "nobody").wants(t, exitUsage, "mina-orth")
	bp("tables", path, "--table", "quotes", "--layer", "gold").wants(t, exitUsage, "gold")
	bp("tables", path+".not", "--table", "quotes").wants(t, exitProject, "there is no project")
}
