package criuimages_test

import (
	"encoding/json"
	"os"
	"reflect"
	"testing"

	criuimages "example.org/criuimages"
)

// TestRelations compares all relations with those of the TypeScript package,
// which are in the file RELATIONS.
func TestRelations(t *testing.T) {
	path, ok := os.LookupEnv("RELATIONS")
	if !ok {
		t.Skip("no RELATIONS")
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	own, err := json.Marshal(criuimages.Relations)
	if err != nil {
		t.Fatal(err)
	}
	got, want := sections(t, own), sections(t, text)
	if len(want) < 10 {
		t.Errorf("TypeScript has %d sections", len(want))
	}
	for name := range want {
		if !reflect.DeepEqual(got[name], want[name]) {
			t.Errorf("%s is\n%v\nTypeScript has\n%v", name, got[name], want[name])
		}
	}
	if len(got) != len(want) {
		t.Errorf("there are %d sections; TypeScript has %d", len(got), len(want))
	}
}

func sections(t *testing.T, text []byte) map[string]any {
	t.Helper()
	var all map[string]any
	if err := json.Unmarshal(text, &all); err != nil {
		t.Fatal(err)
	}
	return all
}
