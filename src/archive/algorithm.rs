//! The three digests by which a bag's files are listed, and the lists of each.

use super::Digests;
use super::bag::SM3;

/// A digest algorithm of our bags.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Algorithm {
    /// SHA-256.
    Sha256,
    /// SHA-512.
    Sha512,
    /// SM3, for which BagIt knows no manifest: its list is a tag file.
    Sm3,
}

impl Algorithm {
    pub(super) const ALL: [Self; 3] = [Self::Sha256, Self::Sha512, Self::Sm3];

    /// As users read it.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Sha256 => "SHA-256",
            Self::Sha512 => "SHA-512",
            Self::Sm3 => "SM3",
        }
    }

    /// The file that lists the payload.
    pub(super) const fn list(self) -> &'static str {
        match self {
            Self::Sha256 => "manifest-sha256.txt",
            Self::Sha512 => "manifest-sha512.txt",
            Self::Sm3 => SM3,
        }
    }

    /// The file that lists the tag files; none by SM3.
    pub(super) const fn list_of_tags(self) -> Option<&'static str> {
        match self {
            Self::Sha256 => Some("tagmanifest-sha256.txt"),
            Self::Sha512 => Some("tagmanifest-sha512.txt"),
            Self::Sm3 => None,
        }
    }

    /// How many hexadecimal digits a digest has.
    pub(super) const fn digits(self) -> usize {
        match self {
            Self::Sha256 | Self::Sm3 => 64,
            Self::Sha512 => 128,
        }
    }

    /// The digest of this kind.
    pub(super) fn of(self, digests: &Digests) -> &str {
        match self {
            Self::Sha256 => &digests.sha256,
            Self::Sha512 => &digests.sha512,
            Self::Sm3 => &digests.sm3,
        }
    }
}
