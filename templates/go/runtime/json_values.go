package runtime

import (
	"math"
	"strconv"
	"strings"
)

// Values of fields, from CRIU's JSON to the wire.

// scanValue writes the next value, with a tag before it; tag 0 is not written.
// name is the field in errors, or inPath.
func (s *scanner) scanValue(f *field, tag uint32, name string) {
	switch f.kind {
	case kindString:
		s.w.bytes(tag, s.r.textBytes(name))
	case kindBytes:
		s.w.bytes(tag, s.bytes(f, name))
	case kindBool:
		s.w.bool(tag, s.bool(name))
	case kindFloat:
		s.w.float(tag, float32(s.float(f, name)))
	case kindDouble:
		s.w.double(tag, s.float(f, name))
	default:
		s.writeInteger(f.kind, tag, s.integer(f, name))
	}
}

// start returns the position of the next token, for errors.
func (r *reader) start() int {
	r.peek()
	return r.pos
}

func (s *scanner) bytes(f *field, name string) []byte {
	if f.quoted {
		return fromQuotedPrintable(s.r.latin1(name, "quoted-printable"))
	}
	return s.r.base64(name)
}

func (s *scanner) bool(name string) bool {
	pos := s.r.start()
	switch word := s.r.wordOf(name); word {
	case "true", "1":
		return true
	case "false", "0":
		return false
	default:
		s.r.badValue(pos, word+" is neither true nor false", name)
		return false
	}
}

// float reads a number, in quotes or not; infinities and NaN are allowed.
func (s *scanner) float(f *field, name string) float64 {
	pos := s.r.start()
	word := s.quotedOrWord(name)
	if s.r.err != nil {
		return 0
	}
	value, ok := parseFloat(word)
	held := value
	if f.kind == kindFloat {
		held = float64(float32(value))
	}
	switch isNamed := strings.HasSuffix(word, "y"); {
	case !ok:
		s.r.badValue(pos, word+" is not a number", name)
	case math.IsInf(held, 0) && !isNamed:
		s.r.badValue(pos, word+" does not fit into the field", name)
	}
	return sameNaN(value)
}

// parseFloat parses a number as JSON has it, or one of the words of Python.
func parseFloat(word string) (float64, bool) {
	switch word {
	case "NaN":
		return math.NaN(), true
	case "Infinity":
		return math.Inf(1), true
	case "-Infinity":
		return math.Inf(-1), true
	}
	mantissa, exponent, hasExponent := strings.Cut(strings.ToLower(word), "e")
	whole, fraction, hasFraction := strings.Cut(strings.TrimPrefix(mantissa, "-"), ".")
	if hasExponent {
		exponent = strings.TrimPrefix(strings.TrimPrefix(exponent, "+"), "-")
	}
	ok := isDigits(whole) && (!hasFraction || isDigits(fraction)) && (!hasExponent || isDigits(exponent))
	// An overflow gives an infinity.
	value, _ := strconv.ParseFloat(word, 64)
	return value, ok
}

func isDigits(text string) bool {
	return text != "" && strings.Trim(text, "0123456789") == ""
}

func (s *scanner) quotedOrWord(name string) string {
	if s.r.peek() == '"' {
		return s.r.plainText(name)
	}
	return s.r.wordOf(name)
}

// number is an integer of JSON. Of one beyond 64 bits only the sign is kept.
type number struct {
	negative, huge bool
	magnitude      uint64
}

// parseInteger parses an integer of Python: decimal, or with the prefix 0x, 0o
// or 0b, and with underscores between digits.
func parseInteger(text string) (number, bool) {
	var n number
	text = strings.Trim(text, " \t\n\v\f\r")
	if sign := strings.TrimLeft(text, "+-"); len(text)-len(sign) == 1 {
		n.negative = text[0] == '-'
		text = sign
	}
	text = strings.ToLower(text)
	base := uint64(10)
	if len(text) > 2 && text[0] == '0' {
		switch text[1] {
		case 'x':
			base = 16
		case 'o':
			base = 8
		case 'b':
			base = 2
		}
	}
	digits := text
	switch {
	case base != 10:
		digits = strings.TrimPrefix(text[2:], "_")
	case strings.HasPrefix(text, "0") && strings.Trim(text, "0_") != "":
		return n, false
	}
	return n.parse(digits, base)
}

func (n number) parse(digits string, base uint64) (number, bool) {
	if digits == "" || strings.Contains(digits, "__") || digits[0] == '_' || digits[len(digits)-1] == '_' {
		return n, false
	}
	for i := range len(digits) {
		if digits[i] == '_' {
			continue
		}
		digit := hexDigit(digits[i])
		if digit < 0 || uint64(digit) >= base {
			return n, false
		}
		n.huge = n.huge || n.magnitude > (math.MaxUint64-uint64(digit))/base
		n.magnitude = n.magnitude*base + uint64(digit)
	}
	return n, true
}

// isDecimal tells whether a number of JSON has digits only.
func isDecimal(word string) bool {
	return isDigits(strings.TrimPrefix(word, "-"))
}

// integer reads an integer, in quotes or not, or the name of an enum's value, and
// checks its range.
func (s *scanner) integer(f *field, name string) number {
	pos := s.r.start()
	quoted := s.r.peek() == '"'
	word := s.quotedOrWord(name)
	if s.r.err != nil {
		return number{}
	}
	if quoted && f.kind == kindEnum {
		for _, value := range f.enum {
			if value.name == word {
				return numberOf(value.number)
			}
		}
	}
	return s.whole(pos, word, quoted, f.kind, name)
}

func numberOf(value int32) number {
	if value < 0 {
		return number{negative: true, magnitude: uint64(-int64(value))}
	}
	return number{magnitude: uint64(value)}
}

// whole parses the integer that was read at pos, and checks its range.
func (s *scanner) whole(pos int, word string, quoted bool, k kind, name string) number {
	value, ok := parseInteger(word)
	switch {
	case !quoted && word == "null":
		s.r.badValue(pos, "null: leave out an absent field", name)
	case !ok || !quoted && !isDecimal(word):
		s.r.badValue(pos, "'"+word+"' is not a whole number", name)
	case !value.fits(k):
		s.r.badValue(pos, shortened(word)+" does not fit into the field", name)
	default:
		return value
	}
	return number{}
}

// fits tells whether a type can hold the number.
func (n number) fits(k kind) bool {
	least, most := uint64(0), uint64(math.MaxUint64)
	switch k {
	case kindInt32, kindSint32, kindSfixed32, kindEnum:
		least, most = 1<<31, math.MaxInt32
	case kindInt64, kindSint64, kindSfixed64:
		least, most = 1<<63, math.MaxInt64
	case kindUint32, kindFixed32:
		most = math.MaxUint32
	}
	if n.negative {
		most = least
	}
	return !n.huge && n.magnitude <= most
}

// int64 returns the number in two's complement.
func (n number) int64() int64 {
	if n.negative {
		return -int64(n.magnitude)
	}
	return int64(n.magnitude)
}

// writeInteger writes an integer in the range of its type.
func (s *scanner) writeInteger(k kind, tag uint32, value number) {
	w, n := s.w, value.int64()
	switch k {
	case kindInt32, kindEnum:
		w.int32(tag, int32(n))
	case kindInt64:
		w.int64(tag, n)
	case kindSint32:
		w.sint32(tag, int32(n))
	case kindSint64:
		w.sint64(tag, n)
	case kindFixed32:
		w.fixed32(tag, uint32(n))
	case kindFixed64:
		w.fixed64(tag, uint64(n))
	case kindSfixed32:
		w.sfixed32(tag, int32(n))
	case kindSfixed64:
		w.sfixed64(tag, n)
	case kindUint32:
		w.uint32(tag, uint32(n))
	default:
		w.uint64(tag, uint64(n))
	}
}
