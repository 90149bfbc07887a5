// Command drive reads images and JSON as lines of JSON, and prints the outcome
// of each: it is compared with that of another language.
package main

import (
	"bufio"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	criuimages "example.org/criuimages"
)

type input struct {
	Name, Data string
	Text       *string
}

type outcome struct {
	Encoded *string  `json:"encoded,omitempty"` // nil after an error; an image can be empty
	JSON    string   `json:"json,omitempty"`
	Error   *problem `json:"error,omitempty"`
}

type problem struct {
	Code   criuimages.Code `json:"code"`
	Offset int64           `json:"offset"`
	Entry  int             `json:"entry"`
	Path   string          `json:"path"`
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 64<<20)
	out := bufio.NewWriter(os.Stdout)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for lines.Scan() {
		var in input
		if err := json.Unmarshal(lines.Bytes(), &in); err != nil {
			fail(err)
		}
		if err := encoder.Encode(in.run()); err != nil {
			fail(err)
		}
	}
	if err := errors.Join(lines.Err(), out.Flush()); err != nil {
		fail(err)
	}
}

func (in *input) run() outcome {
	data, err := hex.DecodeString(in.Data)
	if err != nil {
		fail(err)
	}
	if in.Text != nil {
		image, err := criuimages.JSONToImage([]byte(*in.Text))
		if err != nil {
			return outcome{Error: problemOf(err)}
		}
		return outcome{Encoded: hexOf(image)}
	}
	image, err := criuimages.DecodeAny(data, in.Name)
	if err != nil {
		return outcome{Error: problemOf(err)}
	}
	encoded, err := criuimages.Encode(image)
	if err != nil {
		return outcome{Error: problemOf(err)}
	}
	text, err := criuimages.ImageToJSON(data, in.Name)
	if p := problemOf(err); p != nil && p.Code != criuimages.CodeRawImage {
		return outcome{Error: p}
	}
	return outcome{Encoded: hexOf(encoded), JSON: string(text)}
}

func problemOf(err error) *problem {
	if err == nil {
		return nil
	}
	var own *criuimages.Error
	if !errors.As(err, &own) {
		fail(err)
	}
	return &problem{own.Code, own.Offset, own.Entry, own.Path}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

func hexOf(bytes []byte) *string {
	text := hex.EncodeToString(bytes)
	return &text
}
