package runtime

import (
	"encoding/base64"
	"strconv"
)

// ToJSON converts an image to the JSON of CRIU's own tool, as that writes it
// into a file.
func ToJSON(image Image) ([]byte, error) {
	data, err := Encode(image)
	if err != nil {
		return nil, err
	}
	return printImage(layoutNamed(image.ImageName()), data, nil)
}

// ImageToJSON converts the bytes of an image to the JSON of CRIU's own tool. In
// contrast to [ToJSON] it keeps messages with an unusual encoding as they are,
// under the name $kept: [JSONToImage] restores them.
func ImageToJSON(data []byte, name string, options ...ReadOption) ([]byte, error) {
	d, err := identify(descriptors, data, name)
	if err != nil {
		return nil, err
	}
	return printImage(layoutNamed(d.image), data, options)
}

// printer holds the JSON text written so far.
type printer struct {
	buf []byte
	// quiet switches printing off: messages are read and checked only.
	quiet bool
	// canonical tells whether all numbers read so far are.
	canonical bool
}

func (p *printer) put(text string) {
	if !p.quiet {
		p.buf = append(p.buf, text...)
	}
}

// before prints the separator before an element or a property.
func (p *printer) before(index int) {
	if index > 0 {
		p.put(", ")
	}
}

// name prints the name of a property.
func (p *printer) name(name string, index int) {
	p.before(index)
	p.put(`"`)
	p.put(name)
	p.put(`": `)
}

func (p *printer) int(value int64) {
	if !p.quiet {
		p.buf = strconv.AppendInt(p.buf, value, 10)
	}
}

func (p *printer) uint(value uint64) {
	if !p.quiet {
		p.buf = strconv.AppendUint(p.buf, value, 10)
	}
}

// base64Line is the number of bytes in a line of base64.
const base64Line = 57

// data prints bytes as base64 in lines of 76 characters; each ends with an
// escaped line end.
func (p *printer) data(bytes []byte) {
	p.put(`"`)
	for len(bytes) > 0 && !p.quiet {
		line := bytes[:min(base64Line, len(bytes))]
		p.buf = base64.StdEncoding.AppendEncode(p.buf, line)
		p.put(`\n`)
		bytes = bytes[len(line):]
	}
	p.put(`"`)
}

// keptKey is the name of data that CRIU's JSON has no place for.
const keptKey = "$kept"

// kept is the data of a message that its fields do not hold.
type kept struct {
	// unknown has the unknown fields, wire the message as it was in the image if
	// it was not canonical, and padding the pads of its extra.
	unknown, wire, padding []byte
}

// endMessage prints kept data, and the closing brace.
func (p *printer) endMessage(k kept, count int) {
	texts := []struct {
		name  string
		bytes []byte
	}{{"unknown", k.unknown}, {"wire", k.wire}, {"padding", k.padding}}
	n := 0
	for _, text := range texts {
		if text.bytes == nil {
			continue
		}
		if n == 0 {
			p.name(keptKey, count)
			p.put("{")
		}
		p.name(text.name, n)
		p.put(`"`)
		if !p.quiet {
			p.buf = base64.StdEncoding.AppendEncode(p.buf, text.bytes)
		}
		p.put(`"`)
		n++
	}
	if n > 0 {
		p.put("}")
	}
	p.put("}")
}
