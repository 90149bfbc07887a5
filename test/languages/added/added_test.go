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

// vectors are the vectors of the images that are added.
type vectors struct {
	Vectors []struct {
		Name, File, Bytes, JSON, Written string
		Forms                            []string
		Error                            *struct {
			Code   string
			Offset int64
		}
	}
	Oneofs []struct {
		Name, File, Bytes, JSON, Refused string
		Offset                           int64
	}
}

func read(t *testing.T) (all vectors) {
	text, err := os.ReadFile(os.Getenv("ADDED"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &all); err != nil || len(all.Vectors) == 0 || len(all.Oneofs) == 0 {
		t.Fatal(err)
	}
	return all
}

// TestOneofs reads and writes the JSON of an image with a oneof.
func TestOneofs(t *testing.T) {
	for _, v := range read(t).Oneofs {
		if v.Refused != "" {
			var problem *criuimages.Error
			_, err := criuimages.JSONToImage([]byte(v.Refused))
			if !errors.As(err, &problem) || problem.Code != criuimages.CodeBadJSON || problem.Offset != v.Offset {
				t.Errorf("%s: %v", v.Name, err)
			}
			continue
		}
		data, _ := hex.DecodeString(v.Bytes)
		if text, err := criuimages.ImageToJSON(data, v.File); err != nil || string(text) != v.JSON {
			t.Errorf("%s: the JSON is %s, %v", v.Name, text, err)
		}
		if again, err := criuimages.JSONToImage([]byte(v.JSON)); err != nil || !bytes.Equal(again, data) {
			t.Errorf("%s: written to %x, %v", v.Name, again, err)
		}
	}
}

// TestAdded runs the vectors of the image that README.md adds.
func TestAdded(t *testing.T) {
	all := read(t).Vectors
	for _, v := range all {
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
	data, _ := hex.DecodeString(all[0].Bytes)
	if text, err := criuimages.ImageToJSON(data, all[0].File); err != nil || string(text) != all[0].JSON {
		t.Errorf("the JSON is %s, %v", text, err)
	}
}
