package runtime

import (
	"math"
	"strconv"
	"strings"
)

// varint reads a number, and records whether it is as short as possible.
func (p *printer) varint(r *reader, field string) uint64 {
	start := r.pos
	value := r.varint(field)
	if size := r.pos - start; r.err == nil && size > 1 {
		last := r.data[r.pos-1]
		if last == 0 || size == 10 && last > 1 {
			p.canonical = false
		}
	}
	return value
}

// require records that a number is not canonical, unless a property of it holds.
func (p *printer) require(holds bool) {
	p.canonical = p.canonical && holds
}

// word reads a number of 32 bits: a tag, or a length.
func (p *printer) word(r *reader, field string) uint32 {
	value := p.varint(r, field)
	p.require(value <= math.MaxUint32)
	return uint32(value)
}

// size reads the length of a string, bytes, a message or a packed list, and
// checks it against the bytes at hand.
func (p *printer) size(r *reader, field string) int {
	start := r.pos
	size := int64(p.word(r, field))
	if left := int64(len(r.data) - r.pos); size > left {
		r.truncated(start, field, versus{
			strconv.FormatInt(size, 10) + " more bytes", strconv.FormatInt(left, 10),
		})
		return 0
	}
	return int(size)
}

// value prints the next value of a field.
func (p *printer) value(r *reader, f *field) {
	switch f.kind {
	case kindString, kindBytes:
		p.bytes(r, f)
	case kindDouble:
		bits := r.fixed64(f.name)
		p.float(math.Float64frombits(bits), bits == 0x7ff8000000000000)
	case kindFloat:
		bits := r.fixed32(f.name)
		p.float(float64(math.Float32frombits(bits)), bits == 0x7fc00000)
	case kindFixed32:
		p.uint(uint64(r.fixed32(f.name)))
	case kindFixed64:
		p.uint(r.fixed64(f.name))
	case kindSfixed32:
		p.int(int64(r.sfixed32(f.name)))
	case kindSfixed64:
		p.int(r.sfixed64(f.name))
	default:
		p.integer(p.varint(r, f.name), f)
	}
}

// integer prints the number of a varint.
func (p *printer) integer(value uint64, f *field) {
	switch f.kind {
	case kindUint64:
		p.uint(value)
	case kindInt64:
		p.int(int64(value))
	case kindSint64:
		p.int(int64(value>>1) ^ -int64(value&1))
	case kindSint32:
		p.require(value <= math.MaxUint32)
		p.int(int64(int32(uint32(value)>>1) ^ -int32(value&1)))
	case kindBool:
		p.require(value <= 1)
		p.put(strconv.FormatBool(value != 0))
	case kindInt32, kindEnum:
		p.require(value == uint64(int64(int32(value))))
		p.enum(f.enum, int32(value))
	default:
		p.require(value <= math.MaxUint32)
		p.uint(uint64(uint32(value)))
	}
}

// enum prints the name of a value, or the number if it has none.
func (p *printer) enum(values []enumValue, number int32) {
	for _, value := range values {
		if value.number == number {
			p.put(`"` + value.name + `"`)
			return
		}
	}
	p.int(int64(number))
}

// float prints a number as Python does; infinities and NaN in quotes, as in
// protobuf's JSON. A NaN that is not the usual one is not canonical.
func (p *printer) float(value float64, usual bool) {
	switch {
	case math.IsNaN(value):
		p.require(usual)
		p.put(`"NaN"`)
	case math.IsInf(value, 1):
		p.put(`"Infinity"`)
	case math.IsInf(value, -1):
		p.put(`"-Infinity"`)
	default:
		p.put(floatText(value))
	}
}

func floatText(value float64) string {
	scientific := strconv.FormatFloat(value, 'e', -1, 64)
	_, exponent, _ := strings.Cut(scientific, "e")
	if power, _ := strconv.Atoi(exponent); value != 0 && (power < -4 || power >= 16) {
		return scientific
	}
	text := strconv.FormatFloat(value, 'f', -1, 64)
	if !strings.Contains(text, ".") {
		text += ".0"
	}
	return text
}

// bytes prints a text, or bytes as base64 or quoted-printable.
func (p *printer) bytes(r *reader, f *field) {
	size := p.size(r, f.name)
	if r.err != nil {
		return
	}
	r.pos += size
	bytes := r.data[r.pos-size : r.pos]
	switch {
	case f.kind == kindString:
		p.text(bytes)
	case f.quoted:
		p.text(quotedPrintable(bytes))
	default:
		p.data(bytes)
	}
}
