package runtime

import (
	"fmt"
	"strconv"
	"strings"
)

// Code is the kind of an [Error], for programs.
type Code string

// The codes of errors. Packages in other languages have the same.
const (
	CodeTruncated      Code = "truncated"       // fewer bytes than a size announces
	CodeOverrun        Code = "overrun"         // a field reaches past the end of its message
	CodeBadVarint      Code = "bad-varint"      // a number of more than ten bytes
	CodeBadTag         Code = "bad-tag"         // field number 0, or a wire type that protobuf does not have
	CodeTooDeep        Code = "too-deep"        // messages nested deeper than allowed
	CodeTooLarge       Code = "too-large"       // a message or an extra longer than allowed
	CodeTooMuch        Code = "too-much"        // objects that take more memory than allowed
	CodeMissingField   Code = "missing-field"   // a required field is absent
	CodeBadMagic       Code = "bad-magic"       // another image's magic, or none at all
	CodeSwappedHead    Code = "swapped-head"    // a service head on an image, or a common head on a service file
	CodeMissingHead    Code = "missing-head"    // an image without a head, in a version with heads
	CodeUnexpectedHead Code = "unexpected-head" // a head in a version, or on an image, without heads
	CodeUnknownVersion Code = "unknown-version" // a version of the format that the table does not name
	CodeBadLength      Code = "bad-length"      // an extra that is not as long as its length field says
	CodeBadValue       Code = "bad-value"       // a value that its field cannot hold
	CodeBadName        Code = "bad-name"        // a file name, or an id, that the image cannot have
	CodeNoFile         Code = "no-file"         // a link, a pipe, a device or a folder instead of a regular file
	CodeRawImage       Code = "raw-image"       // a raw image has no structure to show
	CodeBadJSON        Code = "bad-json"        // text that is not the JSON of an image
)

// Error is the only type of errors that this package creates. Errors of an
// io.Reader or an fs.FS are returned as they are.
type Error struct {
	Code Code
	// Image is the name of the image in the table, or empty.
	Image string
	// Entry is the index of the framed entry, or -1 outside of entries.
	Entry int
	// Offset counts bytes from the start of the file; it is -1 if there is no
	// file.
	Offset int64
	// Path leads to the field, such as vmas[3].start.
	Path string
	// Expected and Found describe the two sides of a mismatch, or are empty.
	Expected, Found string

	what string
}

// Error describes the place of the error, its cause, and the value found.
func (e *Error) Error() string {
	place := []string{e.Image}
	if e.Entry >= 0 {
		place = append(place, fmt.Sprintf("entry %d", e.Entry))
	}
	place = append(place, e.Path)
	if e.Offset >= 0 {
		place = append(place, fmt.Sprintf("offset %d", e.Offset))
	}
	var versus []string
	if e.Expected != "" {
		versus = append(versus, "expected "+e.Expected)
	}
	if e.Found != "" {
		versus = append(versus, "found "+e.Found)
	}
	return joined(": ", joined(", ", place...), e.what, joined(", ", versus...))
}

// joined joins the texts that are not empty.
func joined(separator string, texts ...string) string {
	var all []string
	for _, text := range texts {
		if text != "" {
			all = append(all, text)
		}
	}
	return strings.Join(all, separator)
}

// step leads from a message into one of its fields; the index is -1 for a
// single message.
type step struct {
	field string
	index int
}

func (s step) String() string {
	if s.index < 0 {
		return s.field
	}
	return s.field + "[" + strconv.Itoa(s.index) + "]"
}

// depth counts the messages around the current one. They add their fields to the
// path of an error when they are left: so reading and writing need no path.
type depth struct {
	level int
	// failedAt is the level of the innermost message that the path of the error
	// does not have yet.
	failedAt int
}

// enclose leaves a field, and adds it to the path of an error in it.
func (d *depth) enclose(problem *Error, field string, index int) {
	if problem != nil {
		d.addTo(problem, step{field, index})
	}
	d.level--
}

func (d *depth) addTo(problem *Error, s step) {
	if d.failedAt == d.level {
		problem.Path = joined(".", s.String(), problem.Path)
		d.failedAt--
	}
}

// versus holds the two sides of a mismatch.
type versus struct{ expected, found string }
