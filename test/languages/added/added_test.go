package criuimages_test

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"testing"

	criuimages "example.org/criuimages"
)

// TestAdded runs the vectors of the image that README.md adds.
func TestAdded(t *testing.T) {
	text, err := os.ReadFile(os.Getenv("ADDED"))
	if err != nil {
		t.Fatal(err)
	}
	var vectors []struct {
		Name, File, Bytes, JSON, Written string
		Forms                            []string
		Error                            *struct {
			Code   string
			Offset int64
		}
	}
	if err := json.Unmarshal(text, &vectors); err != nil || len(vectors) == 0 {
		t.Fatal(len(vectors), err)
	}
	for _, v := range vectors {
		for _, form := range append([]string{v.Bytes}, v.Forms...) {
			data, _ := hex.DecodeString(form)
			image, err := criuimages.DecodeAny(data, v.File)
			if v.Error != nil {
				var problem *criuimages.Error
				if !errors.As(err, &problem) || string(problem.Code) != v.Error.Code || problem.Offset != v.Error.Offset {
					t.Errorf("%s: %v", v.Name, err)
				}
				continue
			}
			if err != nil {
				t.Fatalf("%s: %v", v.Name, err)
			}
			if again, err := criuimages.Encode(image); err != nil || !bytes.Equal(again, data) {
				t.Errorf("%s: encoded to %x, %v", v.Name, again, err)
			}
		}
		if v.JSON == "" {
			continue
		}
		wanted := v.Written
		if wanted == "" {
			wanted = v.Bytes
		}
		if again, err := criuimages.JSONToImage([]byte(v.JSON)); err != nil || hex.EncodeToString(again) != wanted {
			t.Errorf("%s: written to %x, %v", v.Name, again, err)
		}
	}
	data, _ := hex.DecodeString(vectors[0].Bytes)
	if text, err := criuimages.ImageToJSON(data, vectors[0].File); err != nil || string(text) != vectors[0].JSON {
		t.Errorf("the JSON is %s, %v", text, err)
	}
}
