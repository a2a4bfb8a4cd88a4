//! A bag on its way out: payload, tag files, manifests.

use super::{ArchivedFile, Digests, info};
use crate::workbook::archive_mark::DECLARATION;

/// What the declaration says: the version of BagIt and the encoding of the tag files.
pub const DECLARED: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
/// The tag file with the digests of the payload by SM3, for which BagIt knows no manifest.
pub const SM3: &str = "digests-sm3.txt";

/// A bag to be packed.
#[derive(Clone, Debug)]
pub struct Bag {
    /// The lines of bag-info.txt, in order: label and value.
    pub info: Vec<(String, String)>,
    /// The payload, each with its digests.
    pub payload: Vec<(ArchivedFile, Digests)>,
}

impl Bag {
    /// All files of the bag, each with its path below the bag's folder, sorted; the same payload gives the same bytes.
    #[must_use]
    pub fn files(mut self) -> Vec<(String, Vec<u8>)> {
        self.payload.sort_by(|(one, _), (other, _)| one.path.cmp(&other.path));
        let octets: usize = self.payload.iter().map(|(file, _)| file.bytes.len()).sum();
        self.info.push((info::OXUM.to_owned(), format!("{octets}.{}", self.payload.len())));
        let list = |digest: fn(&Digests) -> &str| -> String {
            let line = |(file, digests): &(ArchivedFile, Digests)| {
                format!("{}  data/{}\n", digest(digests), written(&file.path))
            };
            self.payload.iter().map(line).collect()
        };
        let mut tags = vec![
            ("bag-info.txt".to_owned(), info::written(&self.info)),
            (DECLARATION.to_owned(), DECLARED.to_owned()),
            (SM3.to_owned(), list(|digests| &digests.sm3)),
            ("manifest-sha256.txt".to_owned(), list(|digests| &digests.sha256)),
            ("manifest-sha512.txt".to_owned(), list(|digests| &digests.sha512)),
        ];
        let of_tags: Vec<(String, Digests)> =
            tags.iter().map(|(path, text)| (path.clone(), Digests::of(text.as_bytes()))).collect();
        let tag_list = |digest: fn(&Digests) -> &str| -> String {
            of_tags.iter().map(|(path, digests)| format!("{}  {path}\n", digest(digests))).collect()
        };
        tags.push(("tagmanifest-sha256.txt".to_owned(), tag_list(|digests| &digests.sha256)));
        tags.push(("tagmanifest-sha512.txt".to_owned(), tag_list(|digests| &digests.sha512)));
        let payload = self.payload.into_iter().map(|(file, _)| (format!("data/{}", file.path), file.bytes));
        let mut files: Vec<(String, Vec<u8>)> = payload.collect();
        files.extend(tags.into_iter().map(|(path, text)| (path, text.into_bytes())));
        files.sort_by(|(one, _), (other, _)| one.cmp(other));
        files
    }
}

/// A path as manifests have it: line ends are escaped, and the sign of the escape where it would be taken for one.
///
/// RFC 8493 has every `%` escaped. No program that is in use does so (bagit-python, issue 157, and its kin), nor can
/// `sha256sum -c`: they would miss 「完成率100%.xlsx」. A `%` before anything but two hexadecimal digits is read the same by
/// all of them, and by whoever follows the letter.
fn written(path: &str) -> String {
    let mut text = String::with_capacity(path.len());
    for (at, letter) in path.char_indices() {
        let is_escape = || {
            let after = path.as_bytes().get(at + 1..at + 3).unwrap_or_default();
            after.len() == 2 && after.iter().all(u8::is_ascii_hexdigit)
        };
        match letter {
            '\n' => text.push_str("%0A"),
            '\r' => text.push_str("%0D"),
            '%' if is_escape() => text.push_str("%25"),
            _ => text.push(letter),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_would_be_misread_is_escaped() {
        for (path, line) in
            [("100%.xlsx", "100%.xlsx"), ("a%0A", "a%250A"), ("%%25", "%%2525"), ("a\n\r%\n", "a%0A%0D%%0A")]
        {
            assert_eq!(written(path), line);
        }
    }
}
