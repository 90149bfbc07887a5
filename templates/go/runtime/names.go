package runtime

import (
	"fmt"
	"strconv"
	"strings"
)

// splitFormat splits the format of a file name at its conversion, which is
// empty if there is none.
func splitFormat(format string) (before, conversion, after string) {
	at := strings.IndexByte(format, '%')
	if at < 0 {
		return format, "", ""
	}
	size := 2
	if strings.HasPrefix(format[at:], "%l") {
		size = 3
	}
	return format[:at], format[at : at+size], format[at+size:]
}

// idText returns the text between the fixed parts of a file name.
func (d *descriptor) idText(name string) (text, conversion string, ok bool) {
	before, conversion, after := splitFormat(d.file)
	if conversion == "" {
		return "", "", name == d.file
	}
	text, ok = strings.CutPrefix(name, before)
	if ok {
		text, ok = strings.CutSuffix(text, after)
	}
	return text, conversion, ok
}

// parseName parses a file name of the image, and returns its id: a uint32, int32,
// uint64, int64 or string, or nil if the format has none. A number must be as
// printf prints it: without signs, zeros or capitals.
func (d *descriptor) parseName(name string) (id any, ok bool) {
	text, conversion, ok := d.idText(name)
	if !ok {
		return nil, false
	}
	switch conversion {
	case "%u":
		return parsed(parseUnsigned[uint32](text, 10, 32))
	case "%x":
		return parsed(parseUnsigned[uint32](text, 16, 32))
	case "%lu":
		return parsed(parseUnsigned[uint64](text, 10, 64))
	case "%d":
		return parsed(parseSigned[int32](text, 32))
	case "%ld":
		return parsed(parseSigned[int64](text, 64))
	case "%s":
		return text, text != "" && !strings.ContainsAny(text, "/ \t\n\v\f\r")
	}
	return nil, true
}

func parsed[T any](id T, ok bool) (any, bool) {
	return id, ok
}

func parseSigned[T int32 | int64](text string, bits int) (T, bool) {
	value, err := strconv.ParseInt(text, 10, bits)
	return T(value), err == nil && strconv.FormatInt(value, 10) == text
}

func parseUnsigned[T uint32 | uint64](text string, base, bits int) (T, bool) {
	value, err := strconv.ParseUint(text, base, bits)
	return T(value), err == nil && strconv.FormatUint(value, base) == text
}

// parseID parses a file name of the image, and returns its id of type T.
func parseID[T any](d *descriptor, name string) (T, bool) {
	id, ok := d.parseName(name)
	value, is := id.(T)
	return value, ok && is
}

// formatName returns the name of the image's file for an id.
func (d *descriptor) formatName(id any) string {
	before, conversion, after := splitFormat(d.file)
	if conversion == "%x" {
		return fmt.Sprintf("%s%x%s", before, id, after)
	}
	return fmt.Sprint(before, id, after)
}
