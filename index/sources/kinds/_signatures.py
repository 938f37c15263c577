"""First bytes of what is not read, in words (WHATWG, MIME Sniffing; the formats' own descriptions)."""

from index.errors import Message

# Of a container, in which the list of contents may stand anywhere, its beginning and its end.
_LOOKED_AT = 1_000_000
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_STARTS: tuple[tuple[bytes, Message], ...] = (
    (b"\x89PNG\r\n\x1a\n", Message("a picture (PNG)")),
    (b"\xff\xd8\xff", Message("a picture (JPEG)")),
    (b"GIF8", Message("a picture (GIF)")),
    (b"BM", Message("a picture (BMP)")),
    (b"II*\0", Message("a picture (TIFF)")),
    (b"MM\0*", Message("a picture (TIFF)")),
    (b"\0\0\1\0", Message("an icon")),
    (b"8BPS", Message("a picture (Photoshop)")),
    (b"AT&TFORM", Message("a scanned book (DjVu)")),
    (b"\x1aE\xdf\xa3", Message("a video (Matroska or WebM)")),
    (b"FLV\1", Message("a video (Flash)")),
    (b"\0\0\1\xba", Message("a video (MPEG)")),
    (b"\0\0\1\xb3", Message("a video (MPEG)")),
    (b"ID3", Message("a sound file (MP3)")),
    (b"OggS", Message("a sound or video file (Ogg)")),
    (b"fLaC", Message("a sound file (FLAC)")),
    (b"MThd", Message("a music file (MIDI)")),
    (b"PK\5\6", Message("an empty archive (zip)")),
    (b"PK\7\x08", Message("a part of an archive (zip)")),
    (b"7z\xbc\xaf\x27\x1c", Message("an archive (7z)")),
    (b"Rar!\x1a\7", Message("an archive (RAR)")),
    (b"\xfd7zXZ\0", Message("a compressed file (xz)")),
    (b"\x28\xb5\x2f\xfd", Message("a compressed file (Zstandard)")),
    (b"BZh", Message("a compressed file (bzip2)")),
    (b"MZ", Message("a program for Windows")),
    (b"\x7fELF", Message("a program")),
    (b"\xcf\xfa\xed\xfe", Message("a program for macOS")),
    (b"\xca\xfe\xba\xbe", Message("a program")),
    (b"\0asm", Message("a program (WebAssembly)")),
    (b"SQLite format 3\0", Message("a database (SQLite)")),
    (b"{\\rtf", Message("a rich text file (RTF); save it as .docx or PDF")),
    (b"%!PS", Message("a PostScript file; save it as PDF")),
    (b"wOFF", Message("a font")),
    (b"wOF2", Message("a font")),
    (b"OTTO\0", Message("a font")),
    (b"\0\1\0\0\0", Message("a font")),
    (b"bplist00", Message("a file of a Mac program (property list)")),
)
# At the fourth byte of what begins with the length of its first part (ISO/IEC 14496-12, section 4.3).
_BRANDS: tuple[tuple[bytes, Message], ...] = (
    (b"avi", Message("a picture (AVIF)")),
    (b"hei", Message("a picture (HEIC)")),
    (b"mif", Message("a picture (HEIC)")),
    (b"M4A", Message("a sound file (M4A)")),
)
_RIFF = {
    b"WEBP": Message("a picture (WebP)"),
    b"WAVE": Message("a sound file (WAV)"),
    b"AVI ": Message("a video (AVI)"),
}
# Two letters that a text may well begin with: only with a zero byte soon after are they a sign.
_SHORT = frozenset({b"BM", b"MZ", b"ID3", b"BZh", b"GIF8"})


def seeming(data: bytes) -> Message | None:
    """What the first bytes are a sign of, with its article; None if of nothing that is known here."""
    head = data[:512]
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _of_office(data)
    for start, what in _STARTS:
        if head.startswith(start) and (start not in _SHORT or _is_binary(head)):
            return what
    return _by_place(head)


def _by_place(head: bytes) -> Message | None:
    """By signs that do not stand at the beginning, or have a part that varies."""
    if head[4:8] == b"ftyp":
        return next((what for brand, what in _BRANDS if head[8:].startswith(brand)), Message("a video (MP4)"))
    if head.startswith(b"RIFF"):
        return _RIFF.get(head[8:12], Message("a sound or video file"))
    if head[60:68] in (b"BOOKMOBI", b"TEXtREAd"):
        return Message("a Kindle book, of which only EPUB ones can be read")
    if head[257:262] == b"ustar":
        return Message("an archive (tar)")
    # A frame of MPEG audio (ISO/IEC 11172-3, 2.4.1.3), which a byte order mark is not.
    is_frame = head[:1] == b"\xff" and head[1:2] >= b"\xe2" and head[1:2] != b"\xfe" and head[1] & 6
    return Message("a sound file (MP3)") if is_frame else None


def _is_binary(head: bytes) -> bool:
    return any(byte < 9 for byte in head)


def _of_office(data: bytes) -> Message:
    """Word, Excel and PowerPoint before 2007, and newer ones with a password ([MS-OFFCRYPTO], 2.3.4)."""
    if _ENCRYPTED in data[:_LOOKED_AT] or _ENCRYPTED in data[-_LOOKED_AT:]:
        return Message("an office file that is protected with a password; save it without one")
    return Message("an office file of before 2007 (.doc, .xls, .ppt) or a mail; save it as .docx or PDF")
