//! An archive that was opened: what commands read of it that change nothing.

use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::record::{RECORD_SCHEMA, RunRecord};
use crate::archive::codes::NOT_USABLE;
use crate::archive::places::{self, Kind};
use crate::archive::{Opened, examine};
use crate::model::{Diagnostic, Window};
use crate::pipeline::{Options, PublishOptions, Settings, StandIns};
use crate::reports::{ResultDocument, SCHEMA};
use crate::rules::RuleSet;

/// The greatest record or result that is read, in bytes: a county's result has some tens of millions.
const MOST: u64 = 1 << 29;

/// An archive with which nothing is wrong.
#[derive(Clone, Debug)]
pub struct Archived {
    /// The bag.
    pub opened: Opened,
    /// How the run was made.
    pub record: RunRecord,
    /// Its result.
    pub result: ResultDocument,
}

/// The version alone, which every version has.
#[derive(Deserialize)]
struct Version {
    schema: u32,
}

impl Archived {
    /// Opens an archive: fixity first, then the record and the result.
    ///
    /// # Errors
    /// Everything that is wrong with it; nothing of it is used then.
    pub fn open(folder: &Path) -> Result<Self, Vec<Diagnostic>> {
        let examination = examine(folder);
        match examination.opened {
            Some(opened) => Self::of(opened).map_err(|problem| vec![*problem]),
            None => Err(examination.diagnostics),
        }
    }

    /// Reads record and result of a bag with which nothing is wrong.
    ///
    /// # Errors
    /// F409 where one of them is not there, damaged, or of a newer version.
    pub fn of(opened: Opened) -> Result<Self, Box<Diagnostic>> {
        let record: RunRecord = read(&opened, places::RUN, RECORD_SCHEMA)?;
        if let Some(wrong) = record.places().find(|path| !is_inside(path)) {
            let message = format!("「{}」里写的位置「{wrong}」不在档案包里面。", places::RUN);
            return Err(not_usable(message, places::RUN));
        }
        if let Some(wrong) = record.paths.iter().find(|path| !is_received(path)) {
            let message = format!("「{}」说报表是「{wrong}」，它不在收到的材料里。", places::RUN);
            return Err(not_usable(message, places::RUN));
        }
        let result = read(&opened, &record.result, SCHEMA)?;
        Ok(Self { opened, record, result })
    }

    /// The options of the same run over what the archive holds.
    #[must_use]
    pub fn options(&self) -> Options {
        let record = &self.record;
        let at = |path: &String| self.opened.location(path);
        let one = |path: &Option<String>| path.as_ref().map(at);
        let all = |paths: &[String]| -> Vec<PathBuf> { paths.iter().map(at).collect() };
        let day = |text: &Option<String>| text.as_deref()?.parse().ok();
        let said = &record.publish;
        Options {
            paths: all(&record.paths),
            rules: record.rules.clone(),
            period: record.period.clone(),
            programme_start: record.programme_start,
            report_date: day(&record.report_date),
            quota_scope: record.quota_scope,
            decisions: one(&record.decisions),
            previous: all(&record.previous),
            waivers: one(&record.waivers),
            objections: one(&record.objections),
            organisation: one(&record.organisation),
            against: None,
            audits: all(&record.audits),
            closed: record.closed.as_deref().map(all),
            series: record.series.as_deref().and_then(window),
            profile: one(&record.profile),
            strict: record.strict,
            publish: PublishOptions {
                asked: said.asked,
                provisional_too: said.provisional_too,
                start: day(&said.start),
                mask: said.mask,
                order: said.order,
                ranking: said.ranking,
                since: one(&said.first),
            },
            in_archive: true,
            stand_ins: StandIns {
                places: record.stand_ins.iter().map(|(name, path)| (name.clone(), at(path))).collect(),
                default_rules: record.default_rules.clone(),
                passed_over: record.passed_over.clone(),
                alone: true,
                asked: Vec::new(),
                previous: record.previous_unread.iter().map(|(path, said)| (at(path), said.clone())).collect(),
            },
        }
    }

    /// The rule set of the archive by which a branch was reckoned, with the quota scope of the run.
    #[must_use]
    pub fn rules_of(&self, branch: &str) -> Option<RuleSet> {
        let branch = self.result.branches.iter().find(|one| one.name == branch)?;
        let id = branch.rule_set.as_ref().unwrap_or(&self.result.rule_set.id);
        let settings = Settings::new(&self.options()).ok()?;
        let own = settings.own_rules.into_iter().map(|own| own.rules);
        std::iter::once(settings.rules).chain(own).find(|rules| rules.id == *id)
    }
}

/// A JSON file of the bag of which this program knows the version.
fn read<T: DeserializeOwned>(opened: &Opened, path: &str, newest: u32) -> Result<T, Box<Diagnostic>> {
    let location = opened.location(path);
    let damaged = |why: &str| not_usable(format!("档案包里的「{path}」{why}。"), path);
    let about = std::fs::metadata(&location).map_err(|_| {
        let advice = "这个包缺了重算要用的文件，请从保管档案的地方重新取一份，不要自己补。";
        Box::new((*damaged("没有找到，不能照着重算")).advise(advice))
    })?;
    if about.len() > MOST {
        return Err(damaged("太大，不像是本程序写的"));
    }
    let bytes = std::fs::read(&location).map_err(|_| damaged("打不开"))?;
    let version: Version = serde_json::from_slice(&bytes).map_err(|_| damaged("不是本程序写的，或者内容不完整"))?;
    if version.schema > newest {
        let advice = "请用写出这个档案包的 jifen，或更新的版本。";
        let message =
            format!("档案包里的「{path}」是更新的版本写的（第 {} 版，这个程序认得到第 {newest} 版）。", version.schema);
        return Err(Box::new((*not_usable(message, path)).advise(advice)));
    }
    serde_json::from_slice(&bytes).map_err(|_| damaged("内容不完整，或者改动过"))
}

fn not_usable(message: String, path: &str) -> Box<Diagnostic> {
    let advice = "请从保管档案的地方重新取一份完整的；不要自己改。";
    Box::new(NOT_USABLE.says(message).in_file(&Arc::from(path)).advise(advice))
}

/// Whether a path leads to somewhere below `data/`.
fn is_inside(path: &str) -> bool {
    !path.contains('\\') && Path::new(path).components().all(|step| matches!(step, Component::Normal(_)))
}

/// Whether a path is the folder of what was received, or below it.
fn is_received(path: &str) -> bool {
    let mut steps = path.split('/');
    (steps.next(), steps.nth(1)) == (Some(places::RECORDS), Some(Kind::Received.folder()))
}

fn window(id: &str) -> Option<Window> {
    [Window::Month, Window::Quarter].into_iter().find(|window| window.id() == id)
}
