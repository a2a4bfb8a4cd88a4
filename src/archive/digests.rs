//! The digests of a file: two that every archive's tools know, and that of GB/T 32905.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use sha2::{Digest as _, Sha256, Sha512};
use sm3::Sm3;

/// Bytes read at a time.
const PIECE: usize = 64 * 1024;

/// The digests of some bytes, in lower-case hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digests {
    /// SHA-256.
    pub sha256: String,
    /// SHA-512.
    pub sha512: String,
    /// SM3 (GB/T 32905-2016).
    pub sm3: String,
}

impl Digests {
    /// Those of `bytes`.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self {
            sha256: hexadecimal(&Sha256::digest(bytes)),
            sha512: hexadecimal(&Sha512::digest(bytes)),
            sm3: hexadecimal(&Sm3::digest(bytes)),
        }
    }

    /// Those of what is read to its end: all three in one pass, a piece at a time, so that large files are not held in
    /// memory.
    ///
    /// # Errors
    /// Where reading fails.
    pub fn of_reader(mut reader: impl Read) -> io::Result<Self> {
        let (mut sha256, mut sha512, mut sm3) = (Sha256::new(), Sha512::new(), Sm3::new());
        let mut buffer = vec![0; PIECE];
        loop {
            match reader.read(&mut buffer) {
                Ok(0) => break,
                Ok(length) => {
                    let piece = buffer.get(..length).unwrap_or_default();
                    sha256.update(piece);
                    sha512.update(piece);
                    sm3.update(piece);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(Self {
            sha256: hexadecimal(&sha256.finalize()),
            sha512: hexadecimal(&sha512.finalize()),
            sm3: hexadecimal(&sm3.finalize()),
        })
    }

    /// Those of a file.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn of_file(path: &Path) -> io::Result<Self> {
        Self::of_reader(File::open(path)?)
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing into a text cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_has_the_digests_of_its_bytes() {
        let bytes = vec![7; 3 * PIECE + 1];
        assert_eq!(Digests::of_reader(&*bytes).unwrap(), Digests::of(&bytes));
        assert_eq!(Digests::of_reader(&b""[..]).unwrap(), Digests::of(b""));
    }

    #[test]
    fn the_digests_are_the_published_ones() {
        let digests = Digests::of(b"abc");
        assert_eq!(digests.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert!(digests.sha512.starts_with("ddaf35a193617abacc417349ae204131"));
        // GB/T 32905-2016, annex A.1.
        assert_eq!(digests.sm3, "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    }
}
