package criuimages_test

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	criuimages "example.org/criuimages"
)

// vector is a line of test/vectors; the README there explains the keys.
type vector struct {
	Name, Image, File string
	Bytes             hexBytes
	Forms             []hexBytes
	JSON              string
	Encoded, Written  *hexBytes
	Error             *struct {
		Code   criuimages.Code
		Offset *int64
		Entry  *int
		Path   string
	}
}

type hexBytes []byte

func (h *hexBytes) UnmarshalText(text []byte) error {
	*h = make([]byte, hex.DecodedLen(len(text)))
	_, err := hex.Decode(*h, text)
	return err
}

// or returns other bytes if there are none.
func (h *hexBytes) or(other []byte) []byte {
	if h == nil {
		return other
	}
	return *h
}

func vectorsOf(path string) ([]vector, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	var vectors []vector
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var v vector
		if err := json.Unmarshal(lines.Bytes(), &v); err != nil {
			return nil, err
		}
		vectors = append(vectors, v)
	}
	return vectors, lines.Err()
}

func TestVectors(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(folder(t, "VECTORS"), "*.jsonl"))
	if err != nil || len(files) < 5 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		vectors, err := vectorsOf(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range vectors {
			t.Run(v.Name, func(t *testing.T) {
				switch {
				case v.Error == nil:
					v.testRead(t)
				case v.File != "":
					v.testError(t)
				default:
					_, err := criuimages.JSONToImage([]byte(v.JSON))
					v.checkError(t, "JSON", err)
				}
			})
		}
	}
}

func (v *vector) testError(t *testing.T) {
	_, err := criuimages.DecodeAny(v.Bytes, v.File)
	v.checkError(t, "decoding", err)
	if _, err := criuimages.ImageToJSON(v.Bytes, v.File); !isRaw(err) {
		v.checkError(t, "JSON", err)
	}
	err = streamAll(v.Image, bytes.NewReader(v.Bytes))
	if _, isIdentified := criuimages.ImageOf(v.Bytes, v.File); isIdentified == nil {
		v.checkError(t, "streaming", err)
	}
}

func (v *vector) checkError(t *testing.T, what string, err error) {
	var problem *criuimages.Error
	if !errors.As(err, &problem) {
		t.Errorf("%s gives %v", what, err)
		return
	}
	entry := -1
	if v.Error.Entry != nil {
		entry = *v.Error.Entry
	}
	offset := problem.Offset
	if v.Error.Offset != nil {
		offset = *v.Error.Offset
	}
	if problem.Code != v.Error.Code || problem.Offset != offset || problem.Entry != entry ||
		v.Error.Path != "" && problem.Path != v.Error.Path {
		t.Errorf("%s gives %+v, want %+v", what, problem, v.Error)
	}
}

func (v *vector) testRead(t *testing.T) {
	encoded := v.Encoded.or(v.Bytes)
	v.testForm(t, v.Bytes, encoded)
	for _, form := range v.Forms {
		v.testForm(t, form, form)
	}
	if v.JSON == "" {
		return
	}
	written, err := criuimages.JSONToImage([]byte(v.JSON))
	if want := v.Written.or(encoded); err != nil || !bytes.Equal(written, want) {
		t.Errorf("JSON gives %x, %v, want %x", written, err, want)
	}
}

func (v *vector) testForm(t *testing.T, data, encoded []byte) {
	image, err := criuimages.DecodeAny(data, v.File)
	if err != nil {
		t.Fatal(err)
	}
	if image.ImageName() != v.Image {
		t.Errorf("the image is %s", image.ImageName())
	}
	again, err := criuimages.Encode(image)
	if err != nil || !bytes.Equal(again, encoded) {
		t.Errorf("encoding gives %x, %v, want %x", again, err, encoded)
	}
	if err := streamAll(v.Image, bytes.NewReader(data)); err != nil {
		t.Errorf("streaming gives %v", err)
	}
	if v.JSON == "" {
		return
	}
	text, err := criuimages.ImageToJSON(data, v.File)
	if plain := withoutKept(string(text)); err != nil || plain != v.JSON {
		t.Errorf("JSON is %s, %v, want %s", plain, err, v.JSON)
	}
	if back, err := criuimages.JSONToImage(text); err != nil || !bytes.Equal(back, data) {
		t.Errorf("JSON gives %x, %v, want %x", back, err, data)
	}
	own, err := criuimages.ToJSON(image)
	if plain := withoutKept(string(own)); err != nil || plain != v.JSON {
		t.Errorf("JSON of the image is %s, %v, want %s", plain, err, v.JSON)
	}
}

func isRaw(err error) bool {
	var problem *criuimages.Error
	return errors.As(err, &problem) && problem.Code == criuimages.CodeRawImage
}

// withoutKept removes the property that crit's JSON does not have. Its value is
// an object of texts without braces.
func withoutKept(text string) string {
	for {
		start := strings.Index(text, `"$kept": {`)
		if start < 0 {
			return text
		}
		end := start + strings.IndexByte(text[start:], '}') + 1
		switch {
		case strings.HasSuffix(text[:start], ", "):
			start -= 2
		case strings.HasPrefix(text[end:], ", "):
			end += 2
		}
		text = text[:start] + text[end:]
	}
}

// folder returns the folder that a variable of the environment names.
func folder(t testing.TB, variable string) string {
	path := os.Getenv(variable)
	if path == "" {
		t.Skipf("%s names no folder", variable)
	}
	return path
}

// oneByte reads a byte at a time.
type oneByte struct{ from io.Reader }

func (o oneByte) Read(into []byte) (int, error) {
	if len(into) > 1 {
		into = into[:1]
	}
	return o.from.Read(into)
}
