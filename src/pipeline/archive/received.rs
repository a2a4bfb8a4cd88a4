//! 收到的材料: everything that the run read, byte by byte, and the record of the run.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use super::keeper::{Keeper, Kept, Source};
use super::record::{PublishRecord, RECORD_SCHEMA, ReceivedRecord, RunRecord};
use super::{Packing, rule_sets};
use crate::archive::ArchivedFile;
use crate::archive::places::{self, Kind, place};
use crate::model::masked;
use crate::pipeline::papers::Paper;
use crate::pipeline::previous::{Named, named, read_past, result_in, shown, shown_of_archive};
use crate::pipeline::{OutputError, Settings, Told};

/// What is told of an input folder in which nothing was read: a bag holds no empty folders.
const EMPTY: &str = "归档时这个文件夹里没有读取的文件。\n";
/// The folder that stands for files that were given by name and not read: the inputs lie in the same folder with it.
const NOT_READ: &str = "没有读取的文件";
/// What is told in it.
const NOT_READ_SAYS: &str =
    "归档时给出的文件里，有的没有读取（打开着的文件留下的临时文件、打不开的文件等），不在档案包里。\n";

/// What the run read, and how it was made.
pub struct Received {
    /// Everything that was read, byte by byte, and the rule sets in force.
    pub received: Vec<ArchivedFile>,
    /// 运行记录.json.
    pub record: ArchivedFile,
}

/// Everything that the run read; the rule sets in force; the record of the run.
///
/// # Errors
/// [`OutputError::Changed`] where a file is no longer what was read, [`OutputError::Name`] where one cannot be kept under its
/// name.
pub fn files(packing: &Packing<'_>) -> Result<Received, OutputError> {
    let mut keeper = Keeper::new(packing);
    keep_inputs(packing, &mut keeper)?;
    let mut record = recorded(packing, &mut keeper)?;
    rule_sets::keep(packing, &mut keeper, &mut record)?;
    let given = packing.given.paths.iter().map(|path| (keeper.place_of(path), path.is_dir())).collect();
    let (mut received, unread) = keeper.read()?;
    record.paths = given_paths(given, &mut received);
    told_of(packing, &unread, &mut record)?;
    record.received = received.iter().map(|file| (file.path.clone(), ReceivedRecord::of(file))).collect();
    let record = record_file(serde_json::to_vec_pretty(&record)?);
    Ok(Received { received, record })
}

/// 运行记录.json, as the lists name it.
#[must_use]
pub fn record_file(text: Vec<u8>) -> ArchivedFile {
    ArchivedFile::new(places::RUN, "运行记录：怎样算出这个结果，重算时照它", text)
}

/// The files that were found where the inputs lie: also those that could not be read, or were set aside.
fn keep_inputs<'a>(packing: &'a Packing<'_>, keeper: &mut Keeper<'a>) -> Result<(), OutputError> {
    let outcome = packing.outcome;
    let results = outcome.result.files.iter();
    let branches: HashMap<&str, &str> =
        results.filter_map(|file| Some((file.path.as_str(), file.branch.as_deref()?))).collect();
    let mut remarks: HashMap<&str, &str> = HashMap::new();
    for said in outcome.diagnostics.iter().filter(|said| said.code.id.starts_with('F') && said.sheet.is_none()) {
        remarks.entry(said.file.as_deref().unwrap_or_default()).or_insert(&said.message);
    }
    let originals: HashMap<&str, _> = outcome.originals.iter().map(|original| (&*original.shown, original)).collect();
    for found in &outcome.received.files {
        let shown = &*found.shown;
        let branch = branches.get(shown).copied();
        let title = match (Paper::called(&found.location), branch) {
            (_, Some(branch)) => format!("{branch}报送的表（{shown}）"),
            (Some(paper), None) => titled(paper, shown),
            (None, None) => format!("收到的文件（{shown}）"),
        };
        let source = originals
            .get(shown)
            .map_or_else(|| Source::File(found.location.clone()), |original| Source::Original(original));
        let author = branch.unwrap_or_default().to_owned();
        let remark = remarks.get(shown).copied().unwrap_or_default().to_owned();
        keeper.keep_input(shown, Kept { title, author, remark, source })?;
    }
    for paper in &packing.settings.papers_beside {
        let title = Paper::called(paper).map_or_else(String::new, |kind| titled(kind, &shown(paper)));
        keeper.keep(paper, &title)?;
    }
    Ok(())
}

fn titled(paper: Paper, shown: &str) -> String {
    let name = paper.names().first().copied().unwrap_or_default();
    format!("{name}（{shown}）")
}

/// The record of the run; what it names is kept.
fn recorded(packing: &Packing<'_>, keeper: &mut Keeper<'_>) -> Result<RunRecord, OutputError> {
    let (given, settings) = (packing.given, packing.settings);
    let mut keep = |path: &Option<PathBuf>, title: &str| -> Result<Option<String>, OutputError> {
        path.as_deref().map(|path| keeper.keep(path, &format!("{title}（{}）", shown(path)))).transpose()
    };
    let first = settings.publishing.as_ref().and_then(|publishing| publishing.first.clone());
    let profile = keep(&settings.profile_path, "乡镇的配置")?;
    let decisions = keep(&settings.decisions, "决定")?;
    let waivers = keep(&settings.waivers, "豁免")?;
    let objections = keep(&settings.objections, "异议")?;
    let organisation = keep(&settings.organisation, "组织表")?;
    let first = keep(&first, "第一次公示的结果")?;
    // For these two there is no flag: the profile's own words lead to them.
    let register = keep(&settings.publicity_register, "公示登记")?;
    let holidays = keep(&settings.holidays, "节假日")?;
    let in_profile = settings.profile.publicity.as_ref();
    let words = [
        in_profile.and_then(|publicity| publicity.register.clone()).zip(register),
        in_profile.and_then(|publicity| publicity.holidays.clone()).zip(holidays),
    ];
    let many = |keeper: &mut Keeper<'_>, paths: &[PathBuf], title: &str| -> Result<Vec<String>, OutputError> {
        paths.iter().map(|path| keeper.keep(path, &format!("{title}（{}）", shown(path)))).collect()
    };
    let audits = many(keeper, &settings.audits, "抽查清单")?;
    let closed = many(keeper, &settings.closed, "结账时保存的结果")?;
    let (previous, previous_unread) = previous(packing, keeper)?;
    Ok(RunRecord {
        schema: RECORD_SCHEMA,
        jifen: env!("CARGO_PKG_VERSION").to_owned(),
        result: place(packing.period(), Kind::Results, "结果.json"),
        provisional_reason: packing.options.provisional.as_deref().map(|reason| masked(reason).into_owned()),
        books: packing.options.books,
        profile,
        stand_ins: words.into_iter().flatten().collect(),
        rules: given.rules.clone(),
        period: given.period.clone(),
        programme_start: given.programme_start,
        report_date: given.report_date.map(|date| date.to_string()),
        quota_scope: given.quota_scope,
        strict: given.strict,
        decisions,
        waivers,
        objections,
        organisation,
        previous,
        audits,
        closed: (!closed.is_empty()).then_some(closed),
        series: given.series.map(|window| window.id().to_owned()),
        publish: PublishRecord {
            asked: given.publish.asked,
            provisional_too: given.publish.provisional_too,
            start: given.publish.start.map(|date| date.to_string()),
            mask: given.publish.mask,
            order: given.publish.order,
            ranking: given.publish.ranking,
            first,
        },
        previous_unread,
        ..RunRecord::default()
    })
}

/// The files and folders that were given, by their places and whether they are folders, once it is known what of them is
/// in the bag. A folder in which nothing is kept gets a file that says so; such a folder stands for a file that is not kept.
fn given_paths(given: Vec<(String, bool)>, received: &mut Vec<ArchivedFile>) -> Vec<String> {
    let mut kept: BTreeSet<String> = received.iter().map(|file| file.path.clone()).collect();
    let holds = |kept: &BTreeSet<String>, folder: &str| {
        let below = format!("{folder}/");
        kept.range(below.clone()..).next().is_some_and(|path| path.starts_with(&below))
    };
    let mut paths: Vec<String> = Vec::with_capacity(given.len());
    for (at, is_folder) in given {
        let (folder, says) = match at.rsplit_once('/') {
            _ if is_folder => (at, EMPTY),
            Some((folder, _)) if !kept.contains(&at) => (format!("{folder}/{NOT_READ}"), NOT_READ_SAYS),
            _ => {
                paths.push(at);
                continue;
            }
        };
        if !holds(&kept, &folder) {
            let path = format!("{folder}/空文件夹.txt");
            kept.insert(path.clone());
            received.push(ArchivedFile::new(path, "空文件夹的说明", says.into()));
        }
        paths.push(folder);
    }
    received.sort_by(|one, other| one.path.cmp(&other.path));
    paths
}

type Unread = std::collections::BTreeMap<String, Vec<Told>>;

/// The years before: of a folder the result that was read. What could not be read is not there, and what was said of it is.
fn previous(packing: &Packing<'_>, keeper: &mut Keeper<'_>) -> Result<(Vec<String>, Unread), OutputError> {
    let (mut all, mut unread) = (Vec::new(), Unread::new());
    for path in &packing.settings.previous {
        let found = named(path, packing.settings.in_archive);
        if let Named::Archive(folder) = &found
            && let Ok(place) = result_in(folder, path)
        {
            let title = format!("以前年度的结果（{}）", shown(folder));
            all.push(keeper.keep_of_archive(&place, &shown_of_archive(folder), &title)?);
            continue;
        }
        match found {
            Named::Workbook(place) | Named::Result(place) if place.is_file() => {
                all.push(keeper.keep(&place, &format!("以前年度的结果或档案（{}）", shown(&place)))?);
            }
            _ => {
                // Looked at once more by itself: what is said of a damaged archive names files within it.
                let alone = Settings { previous: vec![path.clone()], ..packing.settings.clone() };
                let at = keeper.place_of(path);
                // No folder is there any more by which to see that a result was meant.
                let at = if path.is_dir() && !keeper.holds(&at) { format!("{at}/结果.json") } else { at };
                unread.insert(at.clone(), read_past(&alone).1.iter().map(Told::of).collect());
                all.push(at);
            }
        }
    }
    Ok((all, unread))
}

/// What was said of files that are not in the bag.
fn told_of(packing: &Packing<'_>, unread: &BTreeSet<String>, record: &mut RunRecord) -> Result<(), OutputError> {
    let outcome = packing.outcome;
    record.passed_over = outcome.received.passed_over.iter().map(Told::of).collect();
    let period = packing.period();
    let inputs: BTreeSet<String> =
        outcome.received.files.iter().map(|found| place(period, Kind::Received, &found.shown)).collect();
    if let Some(lost) = unread.iter().find(|path| !inputs.contains(*path)) {
        let name = Path::new(lost).file_name().unwrap_or_default().to_string_lossy();
        return Err(OutputError::Changed(format!("「{name}」打不开，")));
    }
    let is_unread = |file: &str| unread.contains(&place(period, Kind::Received, file));
    let said = outcome.diagnostics.iter().filter(|said| said.file.as_deref().is_some_and(is_unread));
    record.passed_over.extend(said.map(Told::of));
    Ok(())
}
