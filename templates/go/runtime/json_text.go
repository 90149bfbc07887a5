package runtime

import (
	"bytes"
	"fmt"
	"unicode/utf16"
	"unicode/utf8"
)

// text prints UTF-8 bytes as a JSON string in ASCII. A byte outside of a valid
// sequence becomes the lone surrogate U+DC00 + byte, as in Python.
func (p *printer) text(text []byte) {
	if p.quiet {
		return
	}
	p.buf = append(p.buf, '"')
	for len(text) > 0 {
		char, size := utf8.DecodeRune(text)
		switch {
		case char == utf8.RuneError && size == 1:
			p.unit(0xdc00 + rune(text[0]))
		case char < utf8.RuneSelf:
			p.ascii(byte(char))
		case char > 0xffff:
			high, low := utf16.EncodeRune(char)
			p.unit(high)
			p.unit(low)
		default:
			p.unit(char)
		}
		text = text[size:]
	}
	p.buf = append(p.buf, '"')
}

func (p *printer) unit(unit rune) {
	p.buf = fmt.Appendf(p.buf, `\u%04x`, unit)
}

// shortEscapes has the letters of the short escapes for 8 (BS) to 13 (CR).
const shortEscapes = "btn\x00fr"

func (p *printer) ascii(char byte) {
	switch {
	case char == '"' || char == '\\':
		p.buf = append(p.buf, '\\', char)
	case char >= 8 && char <= 13 && shortEscapes[char-8] != 0:
		p.buf = append(p.buf, '\\', shortEscapes[char-8])
	case char < 0x20 || char == 0x7f:
		p.unit(rune(char))
	default:
		p.buf = append(p.buf, char)
	}
}

// Quoted-printable (RFC 2045) as Python writes it: CRIU's tool shows the names
// of unix sockets so.

const quotedLine = 76

// quotedPrintable encodes bytes. Python keeps line ends, but may change one kind
// into another; if that would lose data, all line ends are quoted too.
func quotedPrintable(data []byte) []byte {
	text := quote(data, false)
	if bytes.Equal(fromQuotedPrintable(text), data) {
		return text
	}
	return quote(data, true)
}

// quoter is a quoted-printable text, and the column of the next character.
type quoter struct {
	text   []byte
	column int
	end    string // line end
}

func quote(data []byte, quoteEnds bool) []byte {
	q := quoter{end: "\n"}
	if first := bytes.IndexByte(data, '\n'); first > 0 && data[first-1] == '\r' {
		q.end = "\r\n"
	}
	for i := 0; i < len(data); i++ {
		char, rest := data[i], data[i+1:]
		switch {
		case quoteEnds && char < ' ' || mustQuote(char, rest, q.column):
			if q.column+3 >= quotedLine {
				q.breakLine()
			}
			q.text = fmt.Appendf(q.text, "=%02X", char)
			q.column += 3
		case char == '\n' || char == '\r' && len(rest) > 0 && rest[0] == '\n':
			q.protectBlank()
			q.endLine()
			if char == '\r' {
				i++
			}
		default:
			if len(rest) > 0 && rest[0] != '\n' && q.column+1 >= quotedLine {
				q.breakLine()
			}
			q.text = append(q.text, char)
			q.column++
		}
	}
	return q.text
}

func mustQuote(char byte, rest []byte, column int) bool {
	switch {
	case char > 126 || char == '=':
		return true
	case char == '.':
		return column == 0 && (len(rest) == 0 || bytes.IndexByte([]byte("\n\r\x00"), rest[0]) >= 0)
	case char == '\t' || char == ' ':
		return len(rest) == 0
	}
	return char < ' ' && char != '\r' && char != '\n'
}

// breakLine breaks a line softly: a reader drops the equals sign and the line
// end.
func (q *quoter) breakLine() {
	q.text = append(q.text, '=')
	q.endLine()
}

func (q *quoter) endLine() {
	q.text = append(q.text, q.end...)
	q.column = 0
}

// protectBlank quotes a blank at the end of a line, which mail transport may
// drop.
func (q *quoter) protectBlank() {
	if n := len(q.text); n > 0 && (q.text[n-1] == ' ' || q.text[n-1] == '\t') {
		q.text = fmt.Appendf(q.text[:n-1], "=%02X", q.text[n-1])
	}
}

// fromQuotedPrintable decodes a text as Python does: a character that is not a
// valid escape stands for itself, and an equals sign removes the line end after
// it, also at the end of the text.
func fromQuotedPrintable(text []byte) []byte {
	data := make([]byte, 0, len(text))
	for i := 0; i < len(text); i++ {
		if text[i] != '=' {
			data = append(data, text[i])
			continue
		}
		rest := text[i+1:]
		switch {
		case len(rest) > 1 && hexDigit(rest[0]) >= 0 && hexDigit(rest[1]) >= 0:
			data = append(data, byte(hexDigit(rest[0])<<4|hexDigit(rest[1])))
			i += 2
		case len(rest) == 0 || rest[0] == '\n' || rest[0] == '\r':
			end := bytes.IndexByte(rest, '\n')
			if end < 0 {
				return data
			}
			i += 1 + end
		default:
			data = append(data, '=')
			if rest[0] == '=' {
				i++
			}
		}
	}
	return data
}

// hexDigit returns the value of a hexadecimal digit, or -1.
func hexDigit(char byte) int {
	switch {
	case char >= '0' && char <= '9':
		return int(char - '0')
	case char|0x20 >= 'a' && char|0x20 <= 'f':
		return int(char|0x20-'a') + 10
	}
	return -1
}
