//! 组织关系转接: the book that goes with a member who left, as a small bag of its own.

use std::path::Path;

use crate::archive::places::{ABOUT, Kind, RULES, place};
use crate::archive::{ArchivedFile, Bag, BagInfo, Digests};
use crate::model::text::person;
use crate::model::{Digest, masked};
use crate::pipeline::archive::file_names::safe_name;
use crate::pipeline::rule_file::rule_text;
use crate::pipeline::{Options, OutputError, RunError, Settings};
use crate::render::json::json;
use crate::render::xlsx::write_book;
use crate::reports::{MemberBooks, MemberResult, ResultDocument, Status, transfer_book};
use crate::rules::{RuleSet, default_id};

/// Of what a book is made.
#[derive(Clone, Copy, Debug)]
pub struct Leaver<'a> {
    /// The result of the township.
    pub result: &'a ResultDocument,
    /// The member who left.
    pub member: &'a MemberResult,
    /// The rule set by which the member was reckoned.
    pub rules: &'a RuleSet,
    /// Its text.
    pub rule_text: &'a str,
    /// The day that the book is of: 2024-12-31.
    pub date: &'a str,
}

/// Why there is nobody to write a book for.
#[derive(Debug, thiserror::Error)]
pub enum LeaverError {
    /// Nobody is called so.
    #[error("花名册里没有「{0}」。")]
    Nobody(String),
    /// Several are.
    #[error("有 {} 个「{name}」：{}。请写成其中一个的样子，如 --transfer \"{}\"。", found.len(), found.join("、"), found.first().map_or("", String::as_str))]
    Several {
        /// The name.
        name: String,
        /// The branches, names and numbers.
        found: Vec<String>,
    },
}

/// Who is meant by a name, 姓名（编号）, or either behind the name of the branch. Whoever moved between two branches of the
/// township in the period stands in both, and is meant as the one that left.
///
/// # Errors
/// [`LeaverError`] where that is nobody, or may be several.
pub fn leaver<'a>(result: &'a ResultDocument, wanted: &str) -> Result<&'a MemberResult, LeaverError> {
    let plain = |text: &str| person(text).replace('（', "(").replace('）', ")");
    let name = plain(wanted);
    let fits = |member: &&MemberResult| {
        let (own, numbered) = (plain(&member.name), format!("{}({})", plain(&member.name), plain(&member.id)));
        let rest = name.strip_prefix(&*plain(&member.branch)).map(|rest| rest.trim_start_matches(['/', '／']));
        [Some(name.as_str()), rest].into_iter().flatten().any(|name| name == own || name == numbered)
    };
    let found: Vec<&MemberResult> = result.members.iter().filter(fits).collect();
    let moved = |from: &MemberResult, to: &MemberResult| moved_on(result, from, to);
    match found.as_slice() {
        [] => Err(LeaverError::Nobody(wanted.to_owned())),
        [one] => Ok(one),
        [one, other] if moved(one, other) && !moved(other, one) => Ok(one),
        [one, other] if moved(other, one) && !moved(one, other) => Ok(other),
        several => {
            let listed = |member: &&MemberResult| format!("{} {}（{}）", member.branch, member.name, member.id);
            Err(LeaverError::Several { name: wanted.to_owned(), found: several.iter().map(listed).collect() })
        }
    }
}

/// Whether somebody moved from one branch of the township to another in the period.
fn moved_on(result: &ResultDocument, from: &MemberResult, to: &MemberResult) -> bool {
    result.transfers.iter().any(|moved| {
        moved.name == from.name && moved.from.as_ref() == Some(&from.branch) && moved.to.as_ref() == Some(&to.branch)
    })
}

/// The branch of the township in which the leaver stands at the end of the period, where that is another one.
#[must_use]
pub fn joined<'a>(leaver: &Leaver<'a>) -> Option<&'a MemberResult> {
    leaver.result.members.iter().find(|other| {
        other.branch != leaver.member.branch
            && other.name == leaver.member.name
            && moved_on(leaver.result, leaver.member, other)
    })
}

/// The name of the bag's folder: of namesakes each has another, with the number, and the branch where the number is the same.
#[must_use]
pub fn transfer_name(leaver: &Leaver<'_>) -> String {
    let Leaver { result, member, .. } = leaver;
    let is_place_of_member = |other: &MemberResult| moved_on(result, member, other) || moved_on(result, other, member);
    let namesakes: Vec<&MemberResult> = result
        .members
        .iter()
        .filter(|other| other.name == member.name && (&other.branch, &other.id) != (&member.branch, &member.id))
        .filter(|other| !is_place_of_member(other))
        .collect();
    let numbered = format!("{}（{}）", member.name, member.id);
    let who = if namesakes.is_empty() {
        member.name.clone()
    } else if namesakes.iter().any(|other| other.id == member.id) {
        format!("{}{numbered}", member.branch)
    } else {
        numbered
    };
    format!("{}-{}-组织关系转接", safe_name(&masked(&who)), result.period.label)
}

/// The bag: the member's book, the result reduced to the member, the rules, and what is what.
///
/// # Errors
/// [`OutputError`] where one of them cannot be made.
pub fn transfer_files(leaver: &Leaver<'_>) -> Result<Vec<(String, Vec<u8>)>, OutputError> {
    let with_digests = |file: ArchivedFile| {
        let digests = Digests::of(&file.bytes);
        (file, digests)
    };
    let payload =
        transfer_payload(leaver, &transfer_book(leaver.result, leaver.member))?.into_iter().map(with_digests).collect();
    Ok(Bag { info: info(leaver), payload }.files())
}

/// The payload of the bag, of the result reduced to the member.
///
/// # Errors
/// [`OutputError`] where a file of it cannot be made.
pub fn transfer_payload(leaver: &Leaver<'_>, reduced: &ResultDocument) -> Result<Vec<ArchivedFile>, OutputError> {
    let period = &reduced.period.label;
    let member = leaver.member;
    let rules = leaver.rules;
    let book_place = place(period, Kind::Books, &format!("{}.xlsx", transfer_name(leaver)));
    let result_place = place(period, Kind::Results, "结果.json");
    let file: String = rules.id.chars().map(|c| if "/\\:*?\"<>|".contains(c) { '_' } else { c }).collect();
    let rules_place = format!("{RULES}/{file}.toml");
    let about = about(leaver, reduced, [&book_place, &result_place, &rules_place]);
    Ok(vec![
        ArchivedFile::new(book_place, format!("{} {period} 年积分一册", member.name), book(reduced, rules)?),
        ArchivedFile::new(result_place, format!("{} {period} 年结果", member.name), json(reduced)?),
        ArchivedFile::new(rules_place, format!("规则集《{}》", rules.title), leaver.rule_text.as_bytes().to_vec()),
        ArchivedFile::new(ABOUT, "说明", about.into_bytes()),
    ])
}

/// The member's book, as it is printed.
fn book(reduced: &ResultDocument, rules: &RuleSet) -> Result<Vec<u8>, OutputError> {
    let members: Vec<_> = reduced.members.iter().map(|member| (member, rules)).collect();
    write_book(&MemberBooks::of(reduced).of_members(&members)).map_err(OutputError::MemberBook)
}

fn info(leaver: &Leaver<'_>) -> Vec<(String, String)> {
    let township = leaver.result.township.as_deref().unwrap_or_default();
    let name = transfer_name(leaver);
    BagInfo::new(&format!("{township}{}", leaver.member.branch), leaver.date)
        .identifier(&name)
        .description(&format!("党员积分随人转走的一册：{name}"))
        .into_lines()
}

/// What is what, for whoever opens the folder.
fn about(leaver: &Leaver<'_>, reduced: &ResultDocument, [book, result, rules]: [&str; 3]) -> String {
    let Leaver { member, date, .. } = leaver;
    let period = &reduced.period;
    let township = reduced.township.as_deref().unwrap_or_default();
    let to = reduced.transfer.as_ref().and_then(|transfer| transfer.to.as_deref());
    let state = match reduced.status {
        Status::Final => "定案",
        Status::Provisional => "试算（写出时全乡镇的结果还没有定案，以后可能有变化）",
    };
    let lines = [
        "党员积分 组织关系转接：随人转走的一册".to_owned(),
        String::new(),
        format!("党员：{}（编号 {}）", member.name, member.id),
        format!("期间：{}（{} 至 {}）", period.label, period.from, period.to),
        format!("转出支部：{township}{}", member.branch),
        format!("转往：{}", to.unwrap_or("花名册里没有写明")),
        format!("办法：《{}》，版本 {}", leaver.rules.title, leaver.rules.version),
        format!("结果：{state}"),
        format!("日期：{date}，由 jifen {} 写出", reduced.jifen),
        String::new(),
        "里面有什么（都在 data 文件夹里）".to_owned(),
        format!("  {book}"),
        "      得分、等次和每一步怎样来的，可以打印。".to_owned(),
        format!("  {result}"),
        "      同样的内容，供接收的乡镇用程序读。".to_owned(),
        format!("  {rules}"),
        "      计分所按的办法。".to_owned(),
        "只有这一名党员的内容；别的党员的得分、名额和问题都不在里面。里面有出生年月（到月为止），请按组织关系材料保管，不要公开。".to_owned(),
        String::new(),
        "接收的乡镇怎样用".to_owned(),
        format!(
            "  汇总下一年时：jifen tally 报表文件夹 --previous 这个文件夹（{}）。本乡镇上一年的结果另写一个 --previous。",
            transfer_name(leaver)
        ),
        "怎样核对有没有改过".to_owned(),
        "  在这个文件夹里运行 sha256sum -c manifest-sha256.txt；改动过、缺了文件的，程序不用它。".to_owned(),
    ];
    lines.map(|line| line + "\r\n").concat()
}

/// The text of a rule set of a run, by the names that command line and profile give it.
///
/// # Errors
/// [`RunError`] where none of these files has it any more.
pub fn text_of_rules(rules: &RuleSet, options: &Options, settings: &Settings) -> Result<String, RunError> {
    let beside = || options.paths.first().map(|path| if path.is_dir() { path.as_path() } else { folder_of(path) });
    let base = options.profile.as_deref().map(folder_of).or_else(beside).unwrap_or(Path::new(""));
    let of_branches = settings.profile.branch.iter().filter_map(|branch| branch.rules.clone());
    let of_profile = settings.profile.rules.iter().cloned().chain(of_branches).map(|name| (name, base));
    let given = options.rules.iter().cloned().chain([default_id()]).map(|name| (name, Path::new("")));
    let mut texts = given.chain(of_profile).filter_map(|(name, base)| rule_text(&name, base).ok());
    texts
        .find(|text| Digest::of(text.as_bytes()) == rules.digest)
        .ok_or_else(|| RunError::UnknownRules { name: rules.id.clone(), known: String::new() })
}

fn folder_of(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new(""))
}
