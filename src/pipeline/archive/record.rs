//! How a run was made (运行记录.json): what a recomputation needs, so that the same inputs give the same result again.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Books;
use crate::archive::ArchivedFile;
use crate::model::Digest;
use crate::pipeline::Told;
use crate::reports::{Mask, Order};
use crate::rules::Scope;

/// The version of this record.
pub const RECORD_SCHEMA: u32 = 1;

/// The record of a run. All paths are below the bag's `data/`, with `/`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunRecord {
    /// The version of the record: a newer one is refused.
    pub schema: u32,
    /// The version of the program.
    pub jifen: String,
    /// Where 结果.json lies.
    pub result: String,
    /// Why a provisional result was packed; none where it was final.
    #[serde(default)]
    pub provisional_reason: Option<String>,
    /// Every file that was received and every rule set, by its place. What an archive holds beside them was written by the
    /// program, and can be written again.
    pub received: BTreeMap<String, ReceivedRecord>,
    /// Into which files the books of members went: `branch` or `member`.
    #[serde(default)]
    pub books: Books,
    /// The files and folders that were given.
    pub paths: Vec<String>,
    /// The profile, where there was one.
    pub profile: Option<String>,
    /// What command line or profile call a file or a rule set, and where it lies in the bag: rule sets by id or path, and
    /// every path that the profile names.
    pub stand_ins: BTreeMap<String, String>,
    /// What the command line said, as it was said: the name of a rule set, a period's label and so on.
    pub rules: Option<String>,
    /// The id of the rule set that was assumed, where nobody named one.
    #[serde(default)]
    pub default_rules: Option<String>,
    /// The rule sets in force, the main one among them: id and place.
    #[serde(default)]
    pub rule_sets: BTreeMap<String, String>,
    /// A period's label.
    pub period: Option<String>,
    /// The year in which the programme began.
    pub programme_start: Option<i32>,
    /// The report date: 2025-12-31.
    pub report_date: Option<String>,
    /// Over whom quotas were reckoned, where the command line said it: `branch` or `township`.
    #[serde(default)]
    pub quota_scope: Option<Scope>,
    /// Whether warnings were errors.
    pub strict: bool,
    /// The decisions that command line or profile named.
    #[serde(default)]
    pub decisions: Option<String>,
    /// The waivers that were named.
    #[serde(default)]
    pub waivers: Option<String>,
    /// The objections that were named.
    #[serde(default)]
    pub objections: Option<String>,
    /// The organisation workbook that was named.
    #[serde(default)]
    pub organisation: Option<String>,
    /// The years before: their results or archives.
    #[serde(default)]
    pub previous: Vec<String>,
    /// Check lists that were filled in.
    #[serde(default)]
    pub audits: Vec<String>,
    /// The results of closed periods with which today's were compared; none where nothing was compared.
    #[serde(default)]
    pub closed: Option<Vec<String>>,
    /// At the ends of which windows scores were wanted: `month`, `quarter`.
    #[serde(default)]
    pub series: Option<String>,
    /// What the command line said of publicity.
    #[serde(default)]
    pub publish: PublishRecord,
    /// What was said of files that were not read, and are not in the bag: temporary files, links, outputs of the program.
    #[serde(default)]
    pub passed_over: Vec<Told>,
    /// Years before that were named and could not be read: the place that stands among `previous`, and what was said.
    #[serde(default)]
    pub previous_unread: BTreeMap<String, Vec<Told>>,
}

/// A file that was received, and what the lists say of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceivedRecord {
    /// Its SHA-256.
    pub sha256: String,
    /// 题名.
    pub title: String,
    /// 责任者; empty where the lists name nobody.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub author: String,
    /// 备注.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub remark: String,
}

impl ReceivedRecord {
    /// The record of a file.
    #[must_use]
    pub fn of(file: &ArchivedFile) -> Self {
        let sha256 = Digest::of(&file.bytes).to_string();
        let (title, author, remark) = (file.title.clone(), file.author.clone(), file.remark.clone());
        Self { sha256, title, author, remark }
    }

    /// The file again, with its bytes.
    #[must_use]
    pub fn file(&self, path: &str, bytes: Vec<u8>) -> ArchivedFile {
        let (title, author, remark) = (self.title.clone(), self.author.clone(), self.remark.clone());
        ArchivedFile { path: path.to_owned(), title, author, remark, bytes }
    }
}

/// What the command line said of publicity.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PublishRecord {
    /// Whether anything of it was asked for.
    pub asked: bool,
    /// Whether a provisional result was to be written too.
    pub provisional_too: bool,
    /// The first day: 2026-01-12.
    pub start: Option<String>,
    /// How names are shown.
    pub mask: Option<Mask>,
    /// In which order.
    pub order: Option<Order>,
    /// Whether ranks are shown.
    pub ranking: bool,
    /// The 结果.json of the first publicity.
    pub first: Option<String>,
}

impl RunRecord {
    /// Every place that it names.
    pub fn places(&self) -> impl Iterator<Item = &str> {
        let one = [&self.profile, &self.decisions, &self.waivers, &self.objections, &self.organisation];
        let one = one.into_iter().chain([&self.publish.first]).flatten();
        let closed = self.closed.iter().flatten();
        let many = self.paths.iter().chain(&self.previous).chain(&self.audits).chain(closed);
        let called = self.stand_ins.values().chain(self.rule_sets.values());
        std::iter::once(&self.result)
            .chain(self.received.keys())
            .chain(one)
            .chain(many)
            .chain(called)
            .map(String::as_str)
    }
}
