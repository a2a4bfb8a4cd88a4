//! The township's own papers (豁免, 组织, 异议 …): files that are nobody's report, known by their name or named.

use std::path::{Path, PathBuf};

use super::options::Settings;
use crate::model::Diagnostic;
use crate::rules::{RuleSet, TableLayout};
use crate::workbook::codes::PASSED_OVER;
use crate::workbook::{Found, is_spreadsheet};

/// A kind of paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Paper {
    /// 豁免: deviations that a meeting accepted.
    Waivers,
    /// 决定: what meetings decided about contested places.
    Decisions,
    /// 组织: the branches that the township expects, and where they belong.
    Organisation,
    /// 异议: objections that were raised.
    Objections,
    /// 公示登记: what was made public when, and what came of it.
    Publicity,
    /// 节假日: days off, and days at weekends on which people work.
    Holidays,
}

/// All kinds.
const ALL: [Paper; 6] =
    [Paper::Waivers, Paper::Decisions, Paper::Organisation, Paper::Objections, Paper::Publicity, Paper::Holidays];

impl Paper {
    /// How such a file is called, without what stands behind the point; the first is the proper name.
    #[must_use]
    pub const fn names(self) -> &'static [&'static str] {
        match self {
            Self::Waivers => &["豁免", "豁免表"],
            Self::Decisions => &["决定", "决定表", "决定登记"],
            Self::Organisation => &["组织", "组织表", "组织架构"],
            Self::Objections => &["异议", "异议表", "异议登记"],
            Self::Publicity => &["公示登记", "公示登记表"],
            Self::Holidays => &["节假日", "节假日表"],
        }
    }

    /// The kind of a file by its name.
    #[must_use]
    pub fn called(path: &Path) -> Option<Self> {
        let stem = path.file_stem()?.to_string_lossy().trim().to_owned();
        ALL.into_iter().find(|paper| paper.names().contains(&stem.as_str()))
    }

    /// Those of some files that are of this kind.
    #[must_use]
    pub fn among(self, files: &[PathBuf]) -> Vec<PathBuf> {
        files.iter().filter(|path| Self::called(path) == Some(self)).cloned().collect()
    }

    /// The file of this kind that profile or command line name.
    #[must_use]
    pub fn named(self, settings: &Settings) -> Option<&Path> {
        match self {
            Self::Waivers => settings.waivers.as_deref(),
            Self::Decisions => settings.decisions.as_deref(),
            Self::Organisation => settings.organisation.as_deref(),
            Self::Objections => settings.objections.as_deref(),
            Self::Publicity => settings.publicity_register.as_deref(),
            Self::Holidays => settings.holidays.as_deref(),
        }
    }

    /// Whether a rule set asks branches for such a table of their own: then a file of that name is theirs.
    fn is_asked_for(self, settings: &Settings) -> bool {
        let mut rules = std::iter::once(&settings.rules).chain(settings.own_rules.iter().map(|own| &own.rules));
        self == Self::Publicity && rules.any(declares_publicity)
    }

    /// The files of this kind to be read: the one that was named, else all of that name beside or among the inputs, in
    /// order. Where one is named, the others are not used, and that is said.
    pub fn files(self, settings: &Settings, found: &[Found], diagnostics: &mut Vec<Diagnostic>) -> Vec<PathBuf> {
        let own = found.iter().filter(|file| Self::called(&file.location) == Some(self));
        if let Some(named) = self.named(settings) {
            let others = own.filter(|file| full(&file.location) != full(named));
            let called = self.names().first().copied().unwrap_or_default();
            diagnostics.extend(others.map(|file| {
                // Its name alone: where it lies says nothing of the result, and is another place in an archive.
                let name = named.file_name().unwrap_or(named.as_os_str()).to_string_lossy();
                let message = format!("另有指定的{called}文件「{name}」，「{}」没有使用。", file.shown);
                PASSED_OVER.says(message).in_file(&file.shown)
            }));
            return vec![named.to_owned()];
        }
        if self.is_asked_for(settings) {
            return Vec::new();
        }
        let mut files = self.among(&settings.papers_beside);
        for file in own {
            if !files.iter().any(|other| full(other) == full(&file.location)) {
                files.push(file.location.clone());
            }
        }
        files
    }
}

/// Whether a file among the inputs is one of the township's papers.
#[must_use]
pub fn is_paper(settings: &Settings, location: &Path) -> bool {
    // Decisions may stand in a branch's own workbook, which is read with the inputs.
    let is_named = |paper: Paper| {
        paper != Paper::Decisions && paper.named(settings).is_some_and(|named| full(named) == full(location))
    };
    Paper::called(location).is_some_and(|paper| !paper.is_asked_for(settings)) || ALL.into_iter().any(is_named)
}

fn declares_publicity(rules: &RuleSet) -> bool {
    rules.tables.iter().any(|table| table.layout == TableLayout::Publicity)
}

/// The papers that lie beside the inputs, in order.
#[must_use]
pub fn beside(paths: &[PathBuf]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in paths {
        let folder = if path.is_dir() { path.as_path() } else { path.parent().unwrap_or(Path::new("")) };
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
        found.extend(
            entries.filter(|path| {
                Paper::called(path).is_some() && path.is_file() && (is_toml(path) || is_spreadsheet(path))
            }),
        );
    }
    found.sort();
    found.dedup();
    found
}

/// Whether a file is TOML by its name.
#[must_use]
pub fn is_toml(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml"))
}

/// The whole path; as it was given where it leads nowhere.
fn full(path: &Path) -> PathBuf {
    std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}
