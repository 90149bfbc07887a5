package runtime

// RelationTable has the meaning of fields across images: ids and references,
// expected files, fields that agree, places of bytes, and private content.
//
// A path is message.field wherever the message occurs, or IMAGE.field.field in
// one image, which takes precedence. Lists are in the order of the schema.
type RelationTable struct {
	// Files are images without an id in the file name.
	Files []RelationFile `json:"files,omitempty"`
	// Alone are images that a program also writes without a checkpoint: a folder
	// with no other image needs none of Files.
	Alone []string `json:"alone,omitempty"`
	// Spaces are the kinds of ids.
	Spaces []RelationSpace `json:"spaces,omitempty"`
	// References are fields with ids.
	References []RelationReference `json:"references,omitempty"`
	// Equal are fields with the same value as others of their message.
	Equal []RelationEqual `json:"equal,omitempty"`
	// Same are fields with the same value as a field of the entry that a third
	// one refers to.
	Same []RelationSame `json:"same,omitempty"`
	// Chosen are fields whose value chooses one of the others.
	Chosen []RelationChosen `json:"chosen,omitempty"`
	// Unique are fields whose values are unique within their file.
	Unique []string `json:"unique,omitempty"`
	// Ranges are lists of messages that are ranges.
	Ranges []RelationRange `json:"ranges,omitempty"`
	// Limits are the largest values of integers, and the largest numbers of bytes
	// in texts.
	Limits []RelationLimit `json:"limits,omitempty"`
	// Counts are numbers of elements of lists.
	Counts []RelationElements `json:"counts,omitempty"`
	// Units are units of lengths whose size depends on the machine that dumped.
	Units []RelationUnit `json:"units,omitempty"`
	// Extents are images whose entries tell where the bytes of another image are.
	Extents []RelationExtents `json:"extents,omitempty"`
	// Identity has the fields that tell entries of an image, or messages of a
	// list, apart.
	Identity []RelationIdentity `json:"identity,omitempty"`
	// Noise is content that differs between two checkpoints without a meaning.
	Noise []string `json:"noise,omitempty"`
	// Topics are images and fields by topic; a narrower path takes precedence.
	Topics []RelationTopic `json:"topics,omitempty"`
	// Privacy has the classes of private content.
	Privacy []RelationPrivacy `json:"privacy,omitempty"`
	// Navigation lists the things that belong to an id, by space.
	Navigation []RelationNavigation `json:"navigation,omitempty"`
}

// RelationTest is the kind of a condition.
type RelationTest string

// Kinds of conditions.
const (
	// RelationSet: the field is present, and neither false, 0 nor empty.
	RelationSet RelationTest = "set"
	// RelationEquals: the field has the value; an absent field has its default.
	RelationEquals RelationTest = "equals"
	// RelationHas: the field has one of the bits.
	RelationHas RelationTest = "has"
)

// RelationTerm is a condition on a value.
type RelationTerm struct {
	// Field beside the one with the condition, or in the messages around it.
	// After the name of an image it is a field of the entry in its file with the
	// same id, or in its only file. Empty: the value itself.
	Field string       `json:"field,omitempty"`
	Test  RelationTest `json:"test"`
	// Value that RelationEquals needs.
	Value int64 `json:"value,omitempty"`
	// Bits of which RelationHas needs one.
	Bits uint64 `json:"bits,omitempty"`
}

// RelationConditions hold if all terms of If hold, and none of Unless.
type RelationConditions struct {
	If     []RelationTerm `json:"if,omitempty"`
	Unless []RelationTerm `json:"unless,omitempty"`
}

// RelationFile is an image whose files a checkpoint has.
type RelationFile struct {
	Image string `json:"image"`
	// Always has the conditions under which the file is there; nil: it is
	// optional.
	Always *RelationConditions `json:"always,omitempty"`
}

// RelationKey is a field of an image that defines ids.
type RelationKey struct {
	Path string `json:"path"`
	RelationConditions
}

// RelationSpace is the ids of one kind.
type RelationSpace struct {
	Name  string `json:"name"`
	About string `json:"about"`
	// Scope is "file" if ids are unique in one file, and references stay within
	// it; else it is empty.
	Scope string `json:"scope,omitempty"`
	// Keys are fields that define ids, each id once.
	Keys []RelationKey `json:"keys,omitempty"`
	// Named are fields that define ids, each perhaps several times.
	Named []RelationKey `json:"named,omitempty"`
	// Files are images with the id in the file name.
	Files []RelationFile `json:"files,omitempty"`
	// Except are ids that need neither key nor file.
	Except []int64 `json:"except,omitempty"`
	// ExceptFields are fields of images with such ids.
	ExceptFields []string `json:"exceptFields,omitempty"`
	// Optional: a checkpoint can refer to such ids without an image that defines
	// them.
	Optional bool `json:"optional,omitempty"`
	// Arbitrary: the ids are numbers without a meaning, which are others in each
	// checkpoint.
	Arbitrary bool `json:"arbitrary,omitempty"`
}

// RelationReference is a field with ids. The first case whose conditions hold
// counts; without one, the field refers to nothing.
type RelationReference struct {
	Path  string         `json:"path"`
	Cases []RelationCase `json:"cases,omitempty"`
}

// RelationCase is the space that a field refers to, or the place of bytes, if
// the conditions hold.
type RelationCase struct {
	// To is the name of the space, or "none". In Where of [RelationExtents] it is
	// "here", "parent" or "none".
	To string `json:"to"`
	// Weak: the id may belong to something outside of the checkpoint.
	Weak bool `json:"weak,omitempty"`
	// Of is the field with the id of the file that has the key.
	Of string `json:"of,omitempty"`
	// Without has bits of the field that do not belong to the id.
	Without uint64 `json:"without,omitempty"`
	RelationConditions
}

// RelationEqual is a field with the same value as others of its message, as far
// as those are present.
type RelationEqual struct {
	Path   string   `json:"path"`
	Others []string `json:"others"`
}

// RelationSame is a field with the same value as another one, of the entry that
// a third one refers to.
type RelationSame struct {
	Path string `json:"path"`
	// Field is the other field, as IMAGE.field.
	Field string `json:"field"`
	// Of is the field with the id of the entry.
	Of string `json:"of"`
}

// RelationChosen is a field whose value chooses one of the others: that one is
// present, and no other.
type RelationChosen struct {
	Path    string           `json:"path"`
	Choices []RelationChoice `json:"choices,omitempty"`
}

// RelationChoice is the field that a value chooses.
type RelationChoice struct {
	Value int64  `json:"value"`
	Field string `json:"field"`
	// Optional: the field can be absent.
	Optional bool `json:"optional,omitempty"`
}

// RelationRange is a list of messages that are ranges of numbers: ascending,
// without overlap.
type RelationRange struct {
	Path string `json:"path"`
	// From and To are fields of the message; To has the first number after the
	// range.
	From string `json:"from"`
	To   string `json:"to"`
	RelationConditions
}

// RelationLimit is the largest value of an integer, or the largest number of
// bytes in a text.
type RelationLimit struct {
	Path string `json:"path"`
	Max  int64  `json:"max,omitempty"`
	// Field of the same message that has the limit, in place of Max.
	Field string `json:"field,omitempty"`
}

// RelationElements is a list with a known number of elements. The first count
// whose conditions hold counts.
type RelationElements struct {
	Path   string          `json:"path"`
	Counts []RelationCount `json:"counts,omitempty"`
}

// RelationCount is a number of elements, if the conditions hold.
type RelationCount struct {
	Count int64 `json:"count"`
	RelationConditions
}

// RelationUnit is a unit of lengths whose size depends on the machine that
// dumped.
type RelationUnit struct {
	Name  string `json:"name"`
	About string `json:"about"`
	// Pairs is a list of numbers in pairs of a key and a value.
	Pairs string `json:"pairs,omitempty"`
	// Key of the size.
	Key int64 `json:"key"`
	// Sizes that are possible, in bytes.
	Sizes []int64 `json:"sizes"`
}

// RelationExtents is an image whose entries tell where bytes of another one are.
type RelationExtents struct {
	Image string `json:"image"`
	// File is the field of the first message with the id of the file.
	File string `json:"file"`
	// Of is the image of the file.
	Of string `json:"of"`
	// Address is the field with the address of the first byte.
	Address string `json:"address"`
	// Count has the fields with the number of units; the first one that is
	// present counts.
	Count []string `json:"count"`
	// Unit is the name of the unit of the count.
	Unit string `json:"unit"`
	// Where are the bytes: the first case whose conditions hold counts.
	Where []RelationCase `json:"where,omitempty"`
	// Aligned has the conditions of bytes that begin at the next multiple of the
	// unit; nil: none do.
	Aligned *RelationConditions `json:"aligned,omitempty"`
	// Blocks are forms of bytes that are stored in blocks. The first form that an
	// entry has counts.
	Blocks []RelationBlocks `json:"blocks,omitempty"`
	// Within is the list of ranges that the runs lie in, in the file with the
	// same id.
	Within *RelationKey `json:"within,omitempty"`
	// Size has sizes of the thing whose bytes the runs are, with the id in the
	// file name; the largest counts.
	Size []RelationSize `json:"size,omitempty"`
}

// RelationBlocks are fields of an entry whose bytes are stored in blocks. A
// block of size 0 is all zeros, and takes no bytes.
type RelationBlocks struct {
	// Codec is the compression of a block that is smaller than its content; one
	// of the same size is stored as it is.
	Codec string `json:"codec"`
	// Sizes is the list with the number of bytes of each block in the file.
	Sizes RelationBlockField `json:"sizes"`
	// Total is the sum of the sizes.
	Total *RelationBlockField `json:"total,omitempty"`
	// Units is the number of units in each block but the last; 1 if the field is
	// absent or 0.
	Units *RelationBlockField `json:"units,omitempty"`
	// Padded tells whether each block takes a multiple of the unit in the file.
	Padded *RelationBlockField `json:"padded,omitempty"`
}

// RelationBlockField is a field of an entry.
type RelationBlockField struct {
	// Path has the names on the way from the entry.
	Path string `json:"path"`
	// Numbers on the way, if the format does not declare the field: it is among
	// the unknown fields then.
	Numbers []int64 `json:"numbers,omitempty"`
	// Optional: the form can lack it.
	Optional bool `json:"optional,omitempty"`
}

// RelationSize is the sum of fields of one message.
type RelationSize struct {
	Path string `json:"path"`
	// Plus are fields to add to that of the path, and Minus those to subtract.
	Plus  []string `json:"plus,omitempty"`
	Minus []string `json:"minus,omitempty"`
	// Of is the field with the id of the thing that has the size.
	Of string `json:"of"`
	RelationConditions
}

// RelationIdentity is an image, or a list of messages, whose entries have fields
// that tell them apart. Entries with equal ones are matched in order.
type RelationIdentity struct {
	Path string `json:"path"`
	// Others are paths from the entry; none: entries are matched in order.
	Others []string `json:"others,omitempty"`
}

// RelationTopic is the content about one topic.
type RelationTopic struct {
	Name  string `json:"name"`
	About string `json:"about"`
	// Content has images, fields, and IMAGE.extra or IMAGE.rest.
	Content []string `json:"content,omitempty"`
}

// RelationPrivacy is the content of one class of privacy.
type RelationPrivacy struct {
	Name  string `json:"name"`
	About string `json:"about"`
	// Form is path, name, text, address, hardware, port or id; bytes without a known one are opaque.
	Form string `json:"form"`
	// Known has words that are known to be harmless, wherever they are.
	Known []string `json:"known,omitempty"`
	// Pairs has keys of private values, if the content consists of lists of keys and values.
	Pairs []int64 `json:"pairs,omitempty"`
	// Content has fields, raw images as IMAGE, and IMAGE.extra or IMAGE.rest.
	Content []string `json:"content,omitempty"`
}

// RelationNavigation has the things that belong to an id of a space.
type RelationNavigation struct {
	Space string `json:"space"`
	// Files are images with the id in the file name.
	Files []string `json:"files,omitempty"`
	// Entries are images of which an entry defines the id.
	Entries []string        `json:"entries,omitempty"`
	Fields  []RelationField `json:"fields,omitempty"`
}

// RelationField is a field of images that belong to an id.
type RelationField struct {
	Name string `json:"name"`
	// Path has the fields that lead to it. The first image has the id in its file
	// name, or defines it; each next one has an id in its file name that the
	// field before it refers to.
	Path []string `json:"path"`
	// To are images of which an entry defines the id in it.
	To []string `json:"to,omitempty"`
}
