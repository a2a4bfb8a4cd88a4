//! What a file is, going by its bytes; names lie.

use encoding_rs::{UTF_16BE, UTF_16LE};
use memchr::memmem;

use super::ole::{Container, MAGIC as MAGIC_OF_OLE};

/// What was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing in it.
    Empty,
    /// A package (xlsx and its relatives); which, [`super::xlsx`] finds out.
    Package,
    /// Excel 2007 and later.
    Xlsx,
    /// Excel's binary workbook.
    Xlsb,
    /// Excel 97–2003, or WPS .et, which is the same.
    Xls,
    /// A workbook or document under a password.
    Locked,
    /// OpenDocument.
    Ods,
    /// A web page, most often what a web system exports under the name .xls.
    WebPage,
    /// A web page with all that belongs to it in one file (.mht).
    WebArchive,
    /// "XML Spreadsheet 2003".
    Xml2003,
    /// Comma or tab separated text, or any other.
    Text,
    /// A text document.
    Word,
    /// A presentation.
    Slides,
    /// PDF.
    Pdf,
    /// A picture.
    Picture,
    /// A file of a database.
    Database,
    /// Excel 4.0 and older.
    Ancient,
    /// A compressed folder.
    Archive,
    /// Nothing that is known.
    Unknown,
}

/// Bytes in which a text says what it is.
const HEAD: usize = 8192;

/// First bytes that only one kind of file has.
const MAGIC: &[(&[u8], Kind)] = &[
    (b"PK\x03\x04", Kind::Package),
    (b"PK\x05\x06", Kind::Archive),
    (b"%PDF", Kind::Pdf),
    (b"\x89PNG", Kind::Picture),
    (b"\xFF\xD8\xFF", Kind::Picture),
    (b"GIF8", Kind::Picture),
    (b"{\\rtf", Kind::Word),
    (b"Rar!", Kind::Archive),
    (b"7z\xBC\xAF\x27\x1C", Kind::Archive),
    (b"\x1F\x8B", Kind::Archive),
    (b"BM", Kind::Picture),
    (b"RIFF", Kind::Picture),
    (b"II*\0", Kind::Picture),
    (b"MM\0*", Kind::Picture),
    (b"BZh", Kind::Archive),
    (b"\xFD7zXZ", Kind::Archive),
    (b"SQLite format 3\0", Kind::Database),
    (b"\0\x01\0\0Standard", Kind::Database),
    // Excel 2 to 4: a sheet without a container.
    (b"\x09\0\x04\0", Kind::Ancient),
    (b"\x09\x02\x06\0", Kind::Ancient),
    (b"\x09\x04\x06\0", Kind::Ancient),
    (b"\x09\x08\x08\0", Kind::Ancient),
    (b"\x09\x08\x10\0", Kind::Ancient),
];

/// Recognises a file by its content.
pub(super) fn sniff(bytes: &[u8]) -> Kind {
    if bytes.is_empty() {
        return Kind::Empty;
    }
    if bytes.starts_with(MAGIC_OF_OLE) {
        return ole(bytes);
    }
    let known = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic));
    // A text may start with the letters of a picture.
    match known {
        Some((magic, kind)) if !magic.is_ascii() || magic.iter().any(u8::is_ascii_control) || !is_text(bytes) => *kind,
        Some((_, kind @ (Kind::Pdf | Kind::Word | Kind::Archive))) => *kind,
        _ => text(bytes),
    }
}

/// The old container, by the streams at its top; by their names alone where its tables are damaged.
fn ole(bytes: &[u8]) -> Kind {
    let container = Container::open(bytes);
    let names = |name: &str| match &container {
        Some(container) => container.names().any(|there| there.eq_ignore_ascii_case(name)),
        None => {
            let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
            memmem::find(bytes, &wide).is_some()
        }
    };
    if names("EncryptedPackage") {
        Kind::Locked
    } else if names("Workbook") || names("Book") {
        Kind::Xls
    } else if names("WordDocument") {
        Kind::Word
    } else if names("PowerPoint Document") {
        Kind::Slides
    } else {
        Kind::Unknown
    }
}

fn text(bytes: &[u8]) -> Kind {
    let head = head(bytes);
    let has = |needle: &str| memmem::find(&head, needle.as_bytes()).is_some();
    let starts = |prefix: &str| head.starts_with(prefix.as_bytes());
    let is_xml = starts("<?xml") || starts("<workbook") || starts("<office:document");
    if starts("mime-version:") || (starts("from:") && has("mime-version:")) {
        Kind::WebArchive
    } else if is_xml && has("urn:schemas-microsoft-com:office:spreadsheet") && !has("<html") {
        Kind::Xml2003
    } else if is_xml && has("urn:oasis:names:tc:opendocument") {
        Kind::Ods
    } else if PAGE.iter().any(|prefix| starts(prefix)) || (is_xml && has("<html")) {
        Kind::WebPage
    } else if is_wide(bytes) || is_text(bytes) {
        Kind::Text
    } else {
        Kind::Unknown
    }
}

/// What pages start with; systems that export them leave out what they please.
const PAGE: &[&str] =
    &["<html", "<!doctype html", "<table", "<meta", "<head", "<body", "<style", "<div", "<center", "<script", "<!--"];

/// The first characters, in small letters, without a mark and blanks before them.
fn head(bytes: &[u8]) -> Vec<u8> {
    let start = bytes.get(..HEAD.min(bytes.len())).unwrap_or_default();
    let head = match bytes {
        [0xFF, 0xFE, ..] => UTF_16LE.decode(start).0.into_owned().into_bytes(),
        [0xFE, 0xFF, ..] => UTF_16BE.decode(start).0.into_owned().into_bytes(),
        _ => start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start).to_vec(),
    };
    head.trim_ascii_start().to_ascii_lowercase()
}

/// "Unicode text" of Excel.
fn is_wide(bytes: &[u8]) -> bool {
    matches!(bytes, [0xFF, 0xFE, _, _, ..] | [0xFE, 0xFF, _, _, ..])
}

/// Readable text in UTF-8, or in GBK as Excel writes it on Chinese Windows.
fn is_text(bytes: &[u8]) -> bool {
    let has_control = bytes.iter().any(|byte| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C));
    let has_words = bytes.iter().any(|byte| byte.is_ascii_graphic() || *byte >= 0x80);
    !has_control && has_words && (std::str::from_utf8(bytes).is_ok() || is_gbk(bytes))
}

/// Whether all bytes above ASCII form pairs of GBK, or quadruples of GB18030.
fn is_gbk(mut bytes: &[u8]) -> bool {
    loop {
        bytes = match bytes {
            [] => return true,
            [0x00..=0x7F, rest @ ..] => rest,
            [0x81..=0xFE, 0x30..=0x39, 0x81..=0xFE, 0x30..=0x39, rest @ ..] => rest,
            [0x81..=0xFE, 0x40..=0x7E | 0x80..=0xFE, rest @ ..] => rest,
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides() {
        let ole =
            |name: &str| [MAGIC_OF_OLE, &name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()].concat();
        let wide = |text: &str| {
            "\u{feff}"
                .chars()
                .chain(text.chars())
                .collect::<String>()
                .encode_utf16()
                .flat_map(u16::to_le_bytes)
                .collect()
        };
        for (bytes, kind) in [
            (b"".to_vec(), Kind::Empty),
            (b"PK\x03\x04rest".to_vec(), Kind::Package),
            (ole("Workbook"), Kind::Xls),
            (ole("EncryptedPackage"), Kind::Locked),
            (ole("WordDocument"), Kind::Word),
            (ole("Other"), Kind::Unknown),
            (b"\xEF\xBB\xBF \r\n<HTML><table>".to_vec(), Kind::WebPage),
            (
                b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">".to_vec(),
                Kind::Xml2003,
            ),
            ("姓名,分值\n".as_bytes().to_vec(), Kind::Text),
            (b"\xD0\xD5\xC3\xFB,\xB7\xD6\xD6\xB5\r\n".to_vec(), Kind::Text),
            (b"\xD0\xD5\xC3".to_vec(), Kind::Unknown),
            (wide("姓名\t分值"), Kind::Text),
            (wide("<html><table>"), Kind::WebPage),
            (b"BM,1\n".to_vec(), Kind::Text),
            (b"MIME-Version: 1.0\r\n".to_vec(), Kind::WebArchive),
            (b"SQLite format 3\0".to_vec(), Kind::Database),
            (b"<!-- x --><div><table>".to_vec(), Kind::WebPage),
            (
                b"<?xml version='1.0'?><office:document xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'>".to_vec(),
                Kind::Ods,
            ),
            (b"\xFF\xFE".to_vec(), Kind::Unknown),
            (b"\x00\x01\x02".to_vec(), Kind::Unknown),
            (b"  \n".to_vec(), Kind::Unknown),
            (b"%PDF-1.7".to_vec(), Kind::Pdf),
        ] {
            assert_eq!(sniff(&bytes), kind, "{bytes:?}");
        }
    }
}
