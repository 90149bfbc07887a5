// Command small reads images of one type: its binary has no other.
package main

import (
	"fmt"
	"io"
	"os"

	criuimages "example.org/criuimages"
)

func main() {
	data, err := io.ReadAll(os.Stdin)
	if err != nil {
		panic(err)
	}
	image, err := criuimages.DecodePagemapImage(data)
	if err != nil {
		panic(err)
	}
	fmt.Println(len(image.Entries))
}
