//! 完整性, beside the manifests: what the lists, the record and the result speak of is there.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;

use super::bench::Bench;
use super::findings::Findings;
use super::register::{BOOKS, CATALOGUE, RECORD, TABLES};
use crate::archive::places::{self, Kind};
use crate::model::{Points, masked};
use crate::reports::ProblemResult;
use crate::workbook::marks::element::{Element, root};

/// The table of members, and the mark before its text.
const MEMBERS: &str = "/党员.csv";
const BOM: &[u8] = b"\xEF\xBB\xBF";

/// All tests.
pub fn tests(bench: &Bench<'_>, findings: &mut Findings) {
    record(bench, findings);
    books(bench, findings);
    tables(bench, findings);
}

/// The record of the run names only what is there.
fn record(bench: &Bench<'_>, findings: &mut Findings) {
    let record = &bench.archived.record;
    // A year that could not be read stands in the record and not in the package.
    let is_kept = |place: &&str| !record.previous_unread.contains_key(*place);
    let named: BTreeSet<&str> = record.places().filter(is_kept).collect();
    let lacking = named.iter().filter(|place| !bench.has(place));
    let told = |place: &&str| {
        ProblemResult::in_file(RECORD.id, places::RUN, format!("运行记录说的「{}」不在包里。", masked(place)))
    };
    let problems = lacking.map(told).collect();
    findings.judged(&RECORD, format!("说到的 {} 处材料都在包里", named.len()), problems);
}

/// Every member of the result has a page in the books: name and branch stand in one of them.
fn books(bench: &Bench<'_>, findings: &mut Findings) {
    let books: Vec<_> = bench.of_kind(Kind::Books).collect();
    if books.is_empty() {
        findings.not_tested(&BOOKS, "包里没有一人一册");
        return;
    }
    let members = &bench.archived.result.members;
    // In which books a text stands, as a whole or as a word of it.
    let mut pages: HashMap<&str, BTreeSet<usize>> = HashMap::new();
    for (at, text) in books.iter().enumerate().flat_map(|(at, book)| book.texts.iter().map(move |text| (at, text))) {
        for words in std::iter::once(text.as_str()).chain(words(text)) {
            pages.entry(words).or_default().insert(at);
        }
    }
    let mut spoken: HashMap<(usize, &str), bool> = HashMap::new();
    let mut lacking = Vec::new();
    for member in members {
        let named = pages.get(&*masked(&member.name));
        let has_page = named.into_iter().flatten().any(|at| {
            let speaks = || books.get(*at).is_some_and(|book| speaks_of(book, &masked(&member.branch)));
            *spoken.entry((*at, &member.branch)).or_insert_with(speaks)
        });
        if !has_page {
            lacking.push(member);
        }
    }
    let told = |member: &crate::reports::MemberResult| {
        ProblemResult::of(BOOKS.id, format!("一人一册里没有 {} {} 的一册。", member.branch, member.name))
    };
    let problems = lacking.into_iter().map(told).collect();
    findings.judged(&BOOKS, format!("{} 名党员，各有一册", members.len()), problems);
}

/// The runs of letters in a text.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '·')).filter(|word| !word.is_empty())
}

fn speaks_of(book: &super::payload::PayloadFile, branch: &str) -> bool {
    book.path.contains(branch) || book.texts.iter().any(|text| text.contains(branch))
}

/// The tables of members and branches have a row for each.
fn tables(bench: &Bench<'_>, findings: &mut Findings) {
    let result = &bench.archived.result;
    let counted = [("党员", result.members.len()), ("支部", result.branches.len())];
    let tables: Vec<_> = bench.of_kind(Kind::Tables).collect();
    if tables.is_empty() {
        findings.not_tested(&TABLES, "包里没有数据表");
        return;
    }
    let mut problems = Vec::new();
    for (name, count) in counted {
        match tables.iter().find(|table| table.path.ends_with(&format!("/{name}.csv"))) {
            None => problems.push(ProblemResult::of(TABLES.id, format!("没有数据表「{name}.csv」。"))),
            Some(table) if table.rows != Some(count) => {
                let rows = table.rows.unwrap_or_default();
                let message = format!("数据表「{name}.csv」有 {rows} 行，结果.json 里有 {count} 项。");
                problems.push(ProblemResult::in_file(TABLES.id, &table.path, message));
            }
            Some(_) => {}
        }
    }
    problems.extend(scores(bench));
    let [(_, members), (_, branches)] = counted;
    findings.judged(&TABLES, format!("{} 张，党员 {members} 行、支部 {branches} 行", tables.len()), problems);
}

/// The members' table has the scores of the result, whatever version wrote it.
fn scores(bench: &Bench<'_>) -> Option<ProblemResult> {
    let table = bench.of_kind(Kind::Tables).find(|table| table.path.ends_with(MEMBERS))?;
    let bytes = fs::read(bench.archived.opened.location(&table.path)).ok()?;
    let mut rows = csv::ReaderBuilder::new().flexible(true).from_reader(bytes.strip_prefix(BOM).unwrap_or(&bytes));
    let header = rows.headers().ok()?.clone();
    let of = |row: &csv::StringRecord, name: &str| {
        let column = header.iter().position(|title| title == name)?;
        Some(plain(row.get(column)?))
    };
    let key = |row: &csv::StringRecord| {
        Some((of(row, "支部")?, of(row, "姓名")?, of(row, "编号")?, Points::parse(&of(row, "得分")?).ok()?))
    };
    let mut written: Vec<_> = rows.records().flatten().filter_map(|row| key(&row)).collect();
    let members = bench.archived.result.members.iter();
    let mut known: Vec<_> =
        members.filter_map(|it| Some((plain(&it.branch), plain(&it.name), plain(&it.id), it.score?))).collect();
    written.sort();
    known.sort();
    let lacking = known.iter().find(|member| written.binary_search(member).is_err())?;
    let (branch, name, _, score) = lacking;
    let message = format!("数据表「党员.csv」里 {branch} {name} 的得分不是结果.json 里的 {score}。");
    Some(ProblemResult::in_file(TABLES.id, &table.path, message))
}

/// A text as a table may have it: without private numbers, and without the sign that keeps it from being a formula.
fn plain(text: &str) -> String {
    masked(text).trim_start_matches('\'').to_owned()
}

/// 文件目录 lists every record (电子档案) once, and nothing else. `text` is what it says.
pub fn catalogue(text: Option<&str>, paths: &[&str], findings: &mut Findings) {
    let Some(text) = text else {
        findings.not_tested(&CATALOGUE, format!("包里没有{}", places::CATALOGUE));
        return;
    };
    let Some(listed) = listed_files(text) else {
        let problem = ProblemResult::in_file(CATALOGUE.id, places::CATALOGUE, "文件目录读不懂。");
        findings.failed(&CATALOGUE, "读不懂", [problem]);
        return;
    };
    let told = |message: String| ProblemResult::in_file(CATALOGUE.id, places::CATALOGUE, message);
    let written: BTreeMap<String, &str> = paths.iter().map(|path| (as_written(path), *path)).collect();
    let mut problems = Vec::new();
    let mut seen = BTreeSet::new();
    for path in &listed {
        if !seen.insert(path.clone()) {
            problems.push(told(format!("文件目录把「{}」列了两次。", masked(path))));
        } else if !written.contains_key(path) {
            problems.push(told(format!("文件目录列的「{}」不在包里。", masked(path))));
        }
    }
    let records = written.iter().filter(|(_, path)| path.split('/').next() == Some(places::RECORDS));
    let unlisted = records.filter(|(written, _)| !seen.contains(*written));
    problems.extend(unlisted.map(|(_, path)| told(format!("「{}」没有列在文件目录里。", masked(path)))));
    findings.judged(&CATALOGUE, format!("列了 {} 份电子档案，都在，没有漏的", listed.len()), problems);
}

/// A path as the catalogue has it: what XML cannot hold is not in it, private numbers are masked.
fn as_written(path: &str) -> String {
    let path = masked(path);
    let kept = path.chars().filter(|c| !matches!(c, '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}'));
    kept.map(|c| if matches!(c, '\t' | '\n' | '\r') { ' ' } else { c }).collect()
}

/// The files that the catalogue names: the text of each 电子档案名称.
fn listed_files(text: &str) -> Option<Vec<String>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let root = root(text).ok()?;
    let mut listed = Vec::new();
    collect(text, &root, 0, &mut listed)?;
    Some(listed)
}

/// The element in which a record's file stands.
const FILE_NAME: &str = "电子档案名称";
/// No catalogue nests deeper.
const DEEPEST: usize = 16;

fn collect(text: &str, element: &Element<'_>, depth: usize, listed: &mut Vec<String>) -> Option<()> {
    if element.local() == FILE_NAME {
        listed.push(element.text(text).ok()?);
        return Some(());
    }
    if depth > DEEPEST {
        return None;
    }
    element.children(text).ok()?.iter().try_for_each(|child| collect(text, child, depth + 1, listed))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reports::{PackageKind, Tested};

    fn catalogue_of(files: &[&str]) -> String {
        let entries: String = files
            .iter()
            .map(|file| format!("<文件><题名>a</题名><电子档案名称>{file}</电子档案名称></文件>"))
            .collect();
        format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<文件目录>{entries}</文件目录>")
    }

    #[test]
    fn the_catalogue_lists_what_is_there() {
        let told = |files: &[&str], paths: &[&str]| {
            let mut findings = Findings::default();
            catalogue(Some(&catalogue_of(files)), paths, &mut findings);
            let (tests, problems) = findings.finished(PackageKind::Year, "");
            let result = tests.into_iter().find(|test| test.id == CATALOGUE.id).unwrap().result;
            (result, problems.into_iter().map(|problem| problem.message).collect::<Vec<_>>())
        };
        let paths = ["文件目录.XML", "电子档案/2025/结果/汇总.xlsx"];
        assert_eq!(told(&["电子档案/2025/结果/汇总.xlsx"], &paths), (Tested::Passed, Vec::new()));
        let (result, said) = told(&["电子档案/2025/结果/a.xlsx"], &paths);
        assert_eq!(result, Tested::Failed);
        assert_eq!(
            said,
            [
                "文件目录列的「电子档案/2025/结果/a.xlsx」不在包里。",
                "「电子档案/2025/结果/汇总.xlsx」没有列在文件目录里。"
            ]
        );
    }
}
