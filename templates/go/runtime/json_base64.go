package runtime

import "bytes"

// base64Text is the state of a text that is being decoded.
type base64Text struct {
	// word holds bits that do not fill a byte yet.
	word, bits uint
	padding    uint
}

// base64 reads a text of base64. Spaces and escaped line ends in it are ignored,
// and padding is optional.
func (r *reader) base64(field string) []byte {
	r.openText(field)
	if r.err != nil {
		return nil
	}
	var text base64Text
	data := []byte{}
	for r.pos < len(r.all) && r.all[r.pos] != '"' && !r.endsInEscape() {
		code, size := rune(r.all[r.pos]), 1
		if code == '\\' {
			code, size = r.unitAt(r.pos, len(r.all))
		}
		if r.err != nil {
			return nil
		}
		if size == 1 && code < ' ' {
			r.badJSON(r.pos, inControl)
			return nil
		}
		if !text.take(code, size, &data) {
			r.badValue(r.pos, "this is not base64", field)
			return nil
		}
		r.pos += size
	}
	switch {
	case !r.more() || r.all[r.pos] != '"':
		r.cut("the JSON ends inside a text")
	case text.bits >= 6 || text.padding != 0 && text.padding != text.bits/2:
		r.badValue(r.pos, "this is not base64: it ends in the middle of a byte", field)
	default:
		r.pos++
	}
	return data
}

// endsInEscape tells whether the text ends inside of the next escape.
func (r *reader) endsInEscape() bool {
	left := r.all[r.pos:]
	if left[0] != '\\' || len(left) >= len(`\u0000`) {
		return false
	}
	return (len(left) == 1 || left[1] == 'u') && bytes.IndexByte(left, '"') < 0
}

// take takes a character, or returns false if base64 does not have it. Control
// characters are blanks only as escapes, which are longer than one byte.
func (t *base64Text) take(code rune, size int, into *[]byte) bool {
	value := base64Value(code)
	switch {
	case value >= 0 && t.padding == 0:
		t.word = (t.word<<6 | uint(value)) & 0xffff
		t.bits += 6
		if t.bits >= 8 {
			t.bits -= 8
			*into = append(*into, byte(t.word>>t.bits))
		}
	case code == '=':
		t.padding++
	default:
		return code == ' ' || code >= '\t' && code <= '\r' && size > 1
	}
	return true
}

// base64Value returns the value of a digit, or -1.
func base64Value(code rune) int {
	switch {
	case code >= 'A' && code <= 'Z':
		return int(code - 'A')
	case code >= 'a' && code <= 'z':
		return int(code-'a') + 26
	case code >= '0' && code <= '9':
		return int(code-'0') + 52
	case code == '+':
		return 62
	case code == '/':
		return 63
	}
	return -1
}
