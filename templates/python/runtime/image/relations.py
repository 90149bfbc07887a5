"""Types of relations: the meaning of fields across images.

A path is `message.field` wherever the message occurs, or `IMAGE.field.field` in one image, which
takes precedence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationTerm:
    """A condition on a value."""

    #: Field beside the one with the condition, or in the messages around it. After the name of an
    #: image, it is a field of the entry in its file with the same id, or in its only file. `None`:
    #: the value itself.
    field: str | None = None
    #: Kind of the condition: the field `equals` the value, `has` one of the bits, or is `set`:
    #: present, and neither false, 0 nor empty.
    test: Literal["equals", "has", "set"]
    value: int | None = None
    bits: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationConditions:
    """Conditions: all terms of `if_` hold, and none of `unless`."""

    if_: tuple[RelationTerm, ...] = ()
    unless: tuple[RelationTerm, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationFile:
    """An image whose files a checkpoint has."""

    image: str
    #: Conditions under which the file is there; `None`: it is optional.
    always: RelationConditions | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationKey(RelationConditions):
    """A field of an image that defines ids."""

    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationSpace:
    """Ids of one kind."""

    name: str
    about: str
    #: `file`: ids are unique in one file, and references stay within it.
    scope: Literal["file"] | None = None
    #: Fields that define ids, each id once.
    keys: tuple[RelationKey, ...] = ()
    #: Fields that define ids, each perhaps several times.
    named: tuple[RelationKey, ...] = ()
    #: Images with the id in the file name.
    files: tuple[RelationFile, ...] = ()
    #: Ids that need neither key nor file, and fields of images with such ids.
    except_: tuple[int, ...] = ()
    except_fields: tuple[str, ...] = ()
    #: A checkpoint can refer to such ids without an image that defines them.
    optional: bool = False
    #: The ids are numbers without a meaning, which are others in each checkpoint.
    arbitrary: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationCase(RelationConditions):
    """The space that a field refers to, or the place of bytes, if the conditions hold."""

    #: Name of the space, or `none`; in `where` of extents `here`, `parent` or `none`.
    to: str
    #: The id may belong to something outside of the checkpoint.
    weak: bool = False
    #: Field with the id of the file that has the key.
    of: str | None = None
    #: Bits of the field that do not belong to the id.
    without: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationReference:
    """A field with ids. The first case that holds counts; without one, it refers to nothing."""

    path: str
    cases: tuple[RelationCase, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationEqual:
    """A field with the same value as others of its message, as far as those are present."""

    path: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationSame:
    """A field with the same value as another one, of the entry that a third one refers to."""

    path: str
    #: The other field, as `IMAGE.field`.
    field: str
    #: Field with the id of the entry.
    of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationChoice:
    """The field that a value chooses."""

    value: int
    field: str
    #: It can be absent.
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationChosen:
    """A field whose value chooses one of the others: that one is present, and no other."""

    path: str
    choices: tuple[RelationChoice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationRange(RelationConditions):
    """A list of messages that are ranges of numbers: ascending, without overlap."""

    path: str
    from_: str
    #: Field with the first number after the range.
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationLimit:
    """The largest value of an integer, or the largest number of bytes in a text."""

    path: str
    max: int | None = None
    #: Field of the same message that has the limit, in place of `max`.
    field: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationCount(RelationConditions):
    """A number of elements, if the conditions hold."""

    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationElements:
    """A list with a known number of elements. The first count that holds counts."""

    path: str
    counts: tuple[RelationCount, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationUnit:
    """A unit of lengths whose size depends on the machine that dumped."""

    name: str
    about: str
    #: List of numbers in pairs of a key and a value.
    pairs: str | None = None
    #: Key of the size.
    key: int
    #: Sizes that are possible, in bytes.
    sizes: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationBlockField:
    """A field of an entry."""

    #: Names on the way from the entry.
    path: str
    #: Numbers on the way, if the format does not declare the field: it is among the unknown fields.
    numbers: tuple[int, ...] = ()
    #: The form can lack it.
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationBlocks:
    """Fields of an entry whose bytes are stored in blocks. One of size 0 is all zeros."""

    #: Compression of a block that is smaller than its content; others are stored as they are.
    codec: str
    #: List with the number of bytes of each block in the file.
    sizes: RelationBlockField
    #: Sum of the sizes.
    total: RelationBlockField | None = None
    #: Number of units in each block but the last; 1 if the field is absent or 0.
    units: RelationBlockField | None = None
    #: Whether each block takes a multiple of the unit in the file.
    padded: RelationBlockField | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationSize(RelationConditions):
    """A size: the sum of fields of one message."""

    path: str
    #: Fields to add to that of the path.
    plus: tuple[str, ...] = ()
    #: Fields to subtract.
    minus: tuple[str, ...] = ()
    #: Field with the id of the thing that has the size.
    of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationExtents:
    """An image whose entries tell where bytes of another one are."""

    image: str
    #: Field of the first message with the id of the file.
    file: str
    #: Image of the file.
    of: str
    #: Field with the address of the first byte.
    address: str
    #: Fields with the number of units; the first one that is present counts.
    count: tuple[str, ...]
    #: Name of the unit of the count.
    unit: str
    #: Place of the bytes. The first case that holds counts.
    where: tuple[RelationCase, ...] = ()
    #: Conditions of bytes that begin at the next multiple of the unit; `None`: none do.
    aligned: RelationConditions | None = None
    #: Forms of bytes that are stored in blocks. The first form that an entry has counts.
    blocks: tuple[RelationBlocks, ...] = ()
    #: List of ranges that the runs lie in, in the file with the same id.
    within: RelationKey | None = None
    #: Sizes of the thing with the bytes; it has the id in the file name. The largest counts.
    size: tuple[RelationSize, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationIdentity:
    """An image, or a list of messages, whose entries have fields that tell them apart."""

    path: str
    #: Paths from the entry; none: entries are matched in order, as are those with equal fields.
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationTopic:
    """Content about one topic."""

    name: str
    about: str
    #: Images, fields, and `IMAGE.extra` or `IMAGE.rest`.
    content: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationPrivacy:
    """Content of one class of privacy."""

    name: str
    about: str
    #: `path`, `name`, `text`, `address`, `hardware`, `port` or `id`; bytes without a known one are
    #: `opaque`.
    form: str
    #: Words that are known to be harmless, wherever they are.
    known: tuple[str, ...] = ()
    #: Keys of private values, if the content consists of lists of keys and values.
    pairs: tuple[int, ...] = ()
    #: Fields, raw images as `IMAGE`, and `IMAGE.extra` or `IMAGE.rest`.
    content: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationField:
    """A field of images that belong to an id."""

    name: str
    #: Fields that lead to it. The first image has the id in its file name, or defines it; each next
    #: one has an id in its file name that the field before it refers to.
    path: tuple[str, ...]
    #: Images of which an entry defines the id in it.
    to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationNavigation:
    """Things that belong to an id of a space."""

    space: str
    #: Images with the id in the file name.
    files: tuple[str, ...] = ()
    #: Images of which an entry defines the id.
    entries: tuple[str, ...] = ()
    fields: tuple[RelationField, ...] = ()
