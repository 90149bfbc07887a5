package runtime

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Tokens of JSON. Numbers are read as text, because a double would round some of
// them.

// badJSON reports text that is not the JSON of an image.
func (r *reader) badJSON(pos int, what string) {
	r.failAt(pos, CodeBadJSON, shortened(what), "", versus{})
}

// badValue reports a value that its field cannot hold; pos is the start of the
// value.
func (r *reader) badValue(pos int, what, field string) {
	r.failAt(pos, CodeBadValue, shortened(what), field, versus{})
}

// push enters a value of JSON.
func (r *reader) push(field string, index int) {
	r.path = append(r.path, step{field, index})
}

func (r *reader) pop() {
	r.path = r.path[:len(r.path)-1]
}

// shortened shortens a text for an error: values can be as long as a file.
func shortened(text string) string {
	if len(text) <= 400 {
		return text
	}
	return text[:200] + "…" + text[len(text)-100:]
}

// peek skips white space, and returns the first byte of the next token without
// reading it.
func (r *reader) peek() byte {
	for pos := r.pos; pos < len(r.all); pos++ {
		if b := r.all[pos]; b != ' ' && b != '\n' && b != '\r' && b != '\t' {
			r.pos = pos
			return b
		}
	}
	r.cut("the JSON ends too early")
	return 0
}

// expect reads the character that must come next.
func (r *reader) expect(char byte) {
	if r.peek() != char {
		r.unexpected(fmt.Sprintf("`%c`", char))
		return
	}
	r.pos++
}

// open reads the opening bracket of a value, which is that of a field or of the
// path.
func (r *reader) open(bracket byte, field string) {
	if r.peek() != bracket {
		r.unexpectedValue(fmt.Sprintf("`%c`", bracket), field)
		return
	}
	r.pos++
}

// cut reports a text that ends too early.
func (r *reader) cut(what string) {
	r.failAt(len(r.all), CodeTruncated, what, "", versus{})
}

// unexpected reports an unexpected token in the text.
func (r *reader) unexpected(expected string) {
	r.fail(CodeBadJSON, "not the JSON of an image", "", versus{expected, r.nextToken()})
}

// unexpectedValue reports a value of the wrong type, or a token that begins no
// value.
func (r *reader) unexpectedValue(expected, field string) {
	if r.more() && bytes.IndexByte([]byte(",:]}"), r.all[r.pos]) >= 0 {
		r.unexpected("a value")
		return
	}
	r.fail(CodeBadValue, "not a value of the field's type", field, versus{expected, r.nextToken()})
}

// nextToken returns the beginning of the next token, in quotes.
func (r *reader) nextToken() string {
	if !r.more() {
		return ""
	}
	text := r.all[r.pos:min(r.pos+12, len(r.all))]
	if at := bytes.IndexAny(text, " \n\r\t"); at >= 0 {
		text = text[:at]
	}
	return strconv.Quote(string(text))
}

// next element moves to the next element of an array or property of an object,
// after count of them. It returns false after reading the closing bracket, or an
// error.
func (r *reader) nextElement(count int, closing byte) bool {
	switch found := r.peek(); {
	case r.err != nil:
		return false
	case found == closing:
		r.pos++
		return false
	case count == 0:
		return true
	case found != ',':
		r.unexpected(fmt.Sprintf("`,` or `%c`", closing))
		return false
	}
	r.pos++
	// Python's reader refuses a comma before the bracket, too.
	if r.peek() == closing {
		r.unexpected("another value after the comma")
	}
	return r.err == nil
}

// duplicate reports a property that an object has twice.
func (r *reader) duplicate(pos int, name, field string) {
	r.failAt(pos, CodeBadJSON, fmt.Sprintf("duplicate %q", shortened(name)), field, versus{})
}

// wordOf reads a number, or a word such as true, as text.
func (r *reader) wordOf(field string) string {
	r.peek()
	for pos := r.pos; pos < len(r.all); pos++ {
		if !delimits(r.all[pos]) {
			continue
		}
		word := string(r.all[r.pos:pos])
		if word == "" {
			if field == "" {
				r.unexpected("a value")
			} else {
				r.unexpectedValue("a value", field)
			}
			return ""
		}
		if !isWord(word) {
			r.failAt(r.pos, CodeBadJSON, shortened(word)+" is not a value of JSON", field, versus{})
			return ""
		}
		r.pos = pos
		return word
	}
	r.cut("the JSON ends too early")
	return ""
}

// isWord tells whether JSON has a number or a word, or Python writes it.
func isWord(word string) bool {
	switch word {
	case "true", "false", "null", "NaN", "Infinity", "-Infinity":
		return true
	}
	digits := strings.TrimPrefix(word, "-")
	_, ok := parseFloat(word)
	return ok && (digits[0] != '0' || len(digits) == 1 || !isDigits(digits[1:2]))
}

// delimits tells whether a byte ends a number or a word.
func delimits(b byte) bool {
	return b == ' ' || b >= '\t' && b <= '\r' || bytes.IndexByte([]byte(`,:"{[]}`), b) >= 0
}

// skipValue skips a value of any type.
func (r *reader) skipValue() {
	for depth := 0; ; {
		switch b := r.peek(); {
		case r.err != nil:
			return
		case b == '"':
			r.skipText()
		case b == '{' || b == '[':
			depth++
			r.pos++
		case b == '}' || b == ']':
			if depth == 0 {
				r.unexpected("a value")
				return
			}
			depth--
			r.pos++
		case b == ',' || b == ':':
			if depth == 0 {
				r.unexpected("a value")
				return
			}
			r.pos++
		default:
			r.wordOf("")
		}
		if depth == 0 {
			return
		}
	}
}

func (r *reader) skipText() {
	for pos := r.pos + 1; pos < len(r.all); pos++ {
		switch r.all[pos] {
		case '\\':
			pos++
		case '"':
			r.pos = pos + 1
			return
		}
	}
	r.cut("the JSON ends inside a text")
}

// textBytes reads a string as the bytes of an image's text: UTF-8, and lone
// surrogates as the bytes that they stand for.
func (r *reader) textBytes(field string) []byte {
	var text []byte
	start := r.openText(field)
	r.eachPoint(start, func(point rune) bool {
		if point >= 0xd800 && point < 0xe000 {
			if point < 0xdc80 || point > 0xdcff {
				r.badValue(start-1, "the text has a lone surrogate", field)
				return false
			}
			text = append(text, byte(point))
			return true
		}
		text = utf8.AppendRune(text, point)
		return true
	})
	return text
}

// latin1 reads a string with one character for each byte.
func (r *reader) latin1(field, what string) []byte {
	var text []byte
	start := r.openText(field)
	r.eachPoint(start, func(point rune) bool {
		if point > 0xff {
			r.badValue(start-1, strconv.QuoteRune(point)+" is not "+what, field)
			return false
		}
		text = append(text, byte(point))
		return true
	})
	return text
}

// plainText reads a string of JSON itself, such as the name of a property. Lone
// surrogates are kept in the form of WTF-8.
func (r *reader) plainText(field string) string {
	var text []byte
	r.eachPoint(r.openText(field), func(point rune) bool {
		if point >= 0xd800 && point < 0xe000 {
			text = append(text, 0xed, 0x80|byte(point>>6)&0x3f, 0x80|byte(point)&0x3f)
			return true
		}
		text = utf8.AppendRune(text, point)
		return true
	})
	return string(text)
}

// openText reads the opening quote, and returns the position after it.
func (r *reader) openText(field string) int {
	if r.peek() != '"' {
		if field == "" {
			r.unexpected("a text in quotes")
		} else {
			r.unexpectedValue("a text in quotes", field)
		}
		return failed
	}
	r.pos++
	return r.pos
}

// eachPoint reads a string after its opening quote, and calls visit for each
// code point, including lone surrogates.
func (r *reader) eachPoint(start int, visit func(point rune) bool) {
	end := r.endOfText()
	if r.err != nil {
		return
	}
	for pos := start; pos < end && r.err == nil; {
		point, size := r.pointAt(pos, end)
		if r.err != nil || !visit(point) {
			return
		}
		pos += size
	}
}

const inControl = "a control character in a text must be escaped"

// endOfText moves past the closing quote, and returns its position.
func (r *reader) endOfText() int {
	for pos := r.pos; pos < len(r.all); pos++ {
		switch b := r.all[pos]; {
		case b == '"':
			r.pos = pos + 1
			return pos
		case b < 0x20:
			r.badJSON(pos, inControl)
			return pos
		case b == '\\':
			pos++
		}
	}
	r.cut("the JSON ends inside a text")
	return 0
}

// pointAt decodes the code point at pos, and returns its size in the text.
func (r *reader) pointAt(pos, end int) (rune, int) {
	if r.all[pos] != '\\' {
		point, size := utf8.DecodeRune(r.all[pos:end])
		if point == utf8.RuneError && size == 1 {
			point = 0xdc00 + rune(r.all[pos])
		}
		return point, size
	}
	unit, size := r.unitAt(pos, end)
	if next := pos + size; unit >= 0xd800 && unit < 0xdc00 && next < end && r.all[next] == '\\' {
		low, more := r.unitAt(next, end)
		if low >= 0xdc00 && low < 0xe000 {
			return utf16.DecodeRune(unit, low), size + more
		}
	}
	return unit, size
}

// unitAt returns the UTF-16 unit of the escape at pos, and its size.
func (r *reader) unitAt(pos, end int) (rune, int) {
	letter := byte(0)
	if pos+1 < len(r.all) {
		letter = r.all[pos+1]
	}
	if letter == 'u' && pos+6 <= end {
		unit, err := strconv.ParseUint(string(r.all[pos+2:pos+6]), 16, 16)
		if err == nil {
			return rune(unit), 6
		}
	}
	if at := bytes.IndexByte([]byte(`"\/bfnrt`), letter); at >= 0 && letter != 0 {
		return rune("\"\\/\b\f\n\r\t"[at]), 2
	}
	r.badJSON(pos, "no such escape")
	return 0, 2
}

// propertyName reads the name of a property, and the colon after it.
func (r *reader) propertyName() string {
	if r.peek() != '"' {
		r.unexpected("the name of a field, in quotes")
	}
	name := r.plainText("")
	if r.peek() != ':' {
		r.unexpected("`:`")
	}
	r.pos++
	return name
}

// eachProperty reads an object; visit reads the value of each property, whose
// name begins at a position.
func (r *reader) eachProperty(visit func(name string, at int)) {
	r.expect('{')
	r.eachInside(visit)
}

// eachInside reads an object after its opening bracket.
func (r *reader) eachInside(visit func(name string, at int)) {
	for count := 0; r.nextElement(count, '}'); count++ {
		at := r.pos
		name := r.propertyName()
		if r.err == nil {
			visit(name, at)
		}
	}
}
