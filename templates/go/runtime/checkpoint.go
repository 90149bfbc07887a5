package runtime

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
)

// Checkpoint is a folder of images. Its inventory has been read.
type Checkpoint struct {
	// Inventory is the image with the version of all others.
	Inventory Image
	// Files are the files with the name of an image, in the order of names.
	Files []File
	// Unknown lists images without a row in the table, by their first bytes or
	// the suffix .img: those of a newer release, a fork or a plug-in.
	Unknown []string
	// Others lists all other files, such as logs.
	Others []string

	fsys    fs.FS
	version Version
}

// File is a file of a checkpoint that is an image by its name.
type File struct {
	Name string
	// Image is the name of the image in the table.
	Image string
	// ID is the id in the name: a uint32, int32, uint64, int64 or string, or nil
	// if the name has none.
	ID any
}

// FormatVersion is a version of the format, as the inventory of a checkpoint
// names it.
type FormatVersion struct {
	// Name is the name in the table, such as "v1.1".
	Name string
	// Value is the value in the inventory.
	Value uint32
	// Framing is the version of the other images of the checkpoint.
	Framing Version
}

// registry holds the facts of the table about a checkpoint as a whole.
type registry struct {
	images   []*descriptor
	versions []FormatVersion
	// inventory is the image with the version, and versionOf reads that from it.
	inventory *descriptor
	versionOf func(Image) (uint32, bool)
}

// openCheckpoint reads the inventory first, as CRIU does: its version decides
// whether the other images have heads.
func openCheckpoint(g *registry, fsys fs.FS, options []ReadOption) (*Checkpoint, error) {
	data, err := readRegular(fsys, g.inventory.file)
	if err != nil {
		return nil, err
	}
	inventory, err := decodeNamed(g.inventory.image, data, options)
	if err != nil {
		return nil, err
	}
	version, err := g.versionIn(inventory)
	if err != nil {
		return nil, err
	}
	c := &Checkpoint{Inventory: inventory, fsys: fsys, version: version}
	return c, c.sort(g.images)
}

func (g *registry) versionIn(inventory Image) (Version, error) {
	value, ok := g.versionOf(inventory)
	var known []string
	for _, v := range g.versions {
		if ok && v.Value == value {
			return v.Framing, nil
		}
		known = append(known, fmt.Sprintf("%d (%s)", v.Value, v.Name))
	}
	problem := &Error{
		Code: CodeUnknownVersion, Image: g.inventory.image, Entry: -1, Offset: -1,
		Expected: strings.Join(known, " or "), Found: "none",
		what: "the inventory names an unknown version of the format",
	}
	if ok {
		problem.Found = fmt.Sprint(value)
	}
	return 0, problem
}

// sort sorts the regular files of the folder by name, or by the first bytes if
// no image has the name.
func (c *Checkpoint) sort(images []*descriptor) error {
	entries, err := fs.ReadDir(c.fsys, ".")
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if !entry.Type().IsRegular() {
			continue
		}
		name := entry.Name()
		if d, id := named(images, name); d != nil {
			c.Files = append(c.Files, File{name, d.image, id})
			continue
		}
		unknown, err := c.isImage(images, name)
		switch {
		case err != nil:
			return err
		case unknown:
			c.Unknown = append(c.Unknown, name)
		default:
			c.Others = append(c.Others, name)
		}
	}
	return nil
}

// isImage tells whether a file looks like an image without a row. A copy of a
// known image under another name is none.
func (c *Checkpoint) isImage(images []*descriptor, name string) (bool, error) {
	file, err := c.fsys.Open(name)
	if err != nil {
		return false, err
	}
	defer file.Close()
	start := make([]byte, 8)
	n, err := io.ReadFull(file, start)
	if err != nil && err != io.EOF && !errors.Is(err, io.ErrUnexpectedEOF) {
		return false, err
	}
	b := beginningOf(images, start[:n])
	isKnown := slices.ContainsFunc(images, func(d *descriptor) bool { return b.hasMagic && d.has(b.magic) })
	return strings.HasSuffix(name, ".img") || b.hasHead && b.hasMagic && !isKnown, nil
}

// Open opens a file of the checkpoint, for reading it as a stream.
func (c *Checkpoint) Open(file File) (fs.File, error) {
	return c.fsys.Open(file.Name)
}

// Version is the version of the checkpoint's images, except the inventory.
func (c *Checkpoint) Version() Version {
	return c.version
}

// Decode reads a file of the checkpoint with the framing of its version.
func (c *Checkpoint) Decode(file File, options ...ReadOption) (Image, error) {
	data, err := readRegular(c.fsys, file.Name)
	if err != nil {
		return nil, err
	}
	return decodeNamed(file.Image, data, append(slices.Clip(options), RequireVersion(c.version)))
}

// readRegular reads a file of a folder, unless it is a link, a pipe, a device
// or a folder.
func readRegular(fsys fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, &Error{
			Code: CodeNoFile, Entry: -1, Offset: -1, Found: info.Mode().Type().String(),
			what: "only regular files of a checkpoint's folder are read",
		}
	}
	return fs.ReadFile(fsys, name)
}
