//! The records of a package in their order, each with its entry in the lists.

use super::{ArchiveProfile, Packing};
use crate::archive::places::{Kind, place};
use crate::archive::{ArchivedFile, CatalogueEntry, is_record};
use crate::model::masked;

/// The kinds in the order of the lists: what was found out, then what it was made of.
const ORDER: [Kind; 7] =
    [Kind::Results, Kind::Books, Kind::Rulebook, Kind::Tables, Kind::Copies, Kind::Received, Kind::Elsewhere];

/// The entries of all records (电子档案) among the files, in the order of kinds and paths. Who sent a file and when it was
/// made is not known of what was received: no date stands there.
pub fn entries(packing: &Packing<'_>, files: &[ArchivedFile]) -> Vec<CatalogueEntry> {
    let folders = ORDER.map(|kind| (kind, place(packing.period(), kind, "")));
    let rank = |path: &str| folders.iter().position(|(_, folder)| path.starts_with(folder)).unwrap_or(folders.len());
    let mut records: Vec<&ArchivedFile> = files.iter().filter(|file| is_record(file)).collect();
    records.sort_by_key(|file| (rank(&file.path), file.path.as_str()));
    let profile = packing.archive_profile();
    let (township, year, date) = (packing.outcome.result.township.as_deref(), packing.year(), packing.date());
    let entry = |(file, order): (&ArchivedFile, usize)| {
        let kind = folders.get(rank(&file.path)).map(|(kind, _)| *kind);
        let is_ours = !matches!(kind, Some(Kind::Received | Kind::Elsewhere));
        let author = if file.author.is_empty() && is_ours { profile.author(township) } else { &file.author };
        CatalogueEntry {
            order,
            number: profile.number_of(&year, order),
            author: masked(author).into_owned(),
            title: masked(&file.title).into_owned(),
            date: if is_ours { date.format("%Y%m%d").to_string() } else { String::new() },
            secrecy: profile.secrecy_in_words().to_owned(),
            // A list is written by us: a private number in the name of a file is masked here as everywhere.
            path: masked(&file.path).into_owned(),
            remark: masked(&file.remark).into_owned(),
        }
    };
    records.into_iter().zip(1..).map(entry).collect()
}

impl Packing<'_> {
    /// What the profile says of the archive.
    #[must_use]
    pub fn archive_profile(&self) -> &ArchiveProfile {
        &self.settings.profile.archive
    }

    /// The calendar year of the period, in four digits.
    #[must_use]
    pub fn year(&self) -> String {
        self.outcome.result.period.from.chars().take(4).collect()
    }
}
