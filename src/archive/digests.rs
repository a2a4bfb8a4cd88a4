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
        let mut all = Running::default();
        bytes.chunks(PIECE).for_each(|piece| all.update(piece));
        all.finish()
    }

    /// Those of what is read to its end: all three in one pass, a piece at a time, so that large files are not held in
    /// memory.
    ///
    /// # Errors
    /// Where reading fails.
    pub fn of_reader(mut reader: impl Read) -> io::Result<Self> {
        let mut all = Running::default();
        let mut buffer = vec![0; PIECE];
        loop {
            match reader.read(&mut buffer) {
                Ok(0) => break,
                Ok(length) => all.update(buffer.get(..length).unwrap_or_default()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(all.finish())
    }

    /// Those of a file.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn of_file(path: &Path) -> io::Result<Self> {
        Self::of_reader(File::open(path)?)
    }
}

/// All three on their way, piece by piece: each piece is still near the processor for the second and the third.
#[derive(Default)]
struct Running {
    sha256: Sha256,
    sha512: Sha512,
    sm3: Sm3,
}

impl Running {
    fn update(&mut self, piece: &[u8]) {
        self.sha256.update(piece);
        self.sha512.update(piece);
        self.sm3.update(piece);
    }

    fn finish(self) -> Digests {
        Digests {
            sha256: hexadecimal(&self.sha256.finalize()),
            sha512: hexadecimal(&self.sha512.finalize()),
            sm3: hexadecimal(&self.sm3.finalize()),
        }
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
