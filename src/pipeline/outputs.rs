//! What a run writes: annotated copies, the summary, the result, and a text that says what is what.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::fixes::{Mending, Plan};
use super::publication;
use super::rounds::{branches_of_files, lines_of_copy};
use super::{BranchScores, Outcome, OutputError};
use crate::checks::is_of_other_part;
use crate::model::{Diagnostic, Severity, Verdict, masked};
use crate::render::annotate::{
    AnnotateError, Annotated, MarkKind, Marking, Problem, annotate_edited, annotate_rebuilt, edit,
};
use crate::render::folder::OutputFiles;
use crate::render::json::json;
use crate::render::rebuild;
use crate::render::xlsx::write_book;
use crate::reports::{
    MemberBooks, MemberResult, ResultDocument, Status, closed_in_words, feedback_book, reading_list_book,
    round_in_words, summary_book, unused_files, waived_in_words, years_in_words,
};
use crate::rules::RuleSet;
use crate::workbook::codes::PASSED_OVER;
use crate::workbook::{Original, read_bytes};

/// The folder of annotated copies inside the output folder.
const COPIES: &str = "批注";

/// Annotated copies, and what is to be said about them.
#[derive(Debug, Default)]
pub struct Copies {
    /// Path and bytes of each.
    pub files: Vec<(String, Vec<u8>)>,
    /// What could not be marked, and what else the reader should know.
    pub remarks: Vec<String>,
    /// In how many cells fixes were written.
    pub mended: usize,
    /// The files whose copies were made anew, because they are no xlsx.
    rebuilt: Vec<String>,
}

/// A copy of every workbook in which something is to be marked.
#[must_use]
pub fn annotated_copies(outcome: &Outcome) -> Copies {
    mended_copies(outcome, Mending::Nothing)
}

/// The same, with the fixes that were asked for in them.
#[must_use]
pub fn mended_copies(outcome: &Outcome, mending: Mending) -> Copies {
    let branches = branches_of_files(outcome);
    let made: Vec<Copies> =
        outcome.originals.par_iter().map(|original| copy_of(original, outcome, &branches, mending)).collect();
    let mut all = made.into_iter().fold(Copies::default(), |mut all, copy| {
        all.files.extend(copy.files);
        all.remarks.extend(copy.remarks);
        all.mended += copy.mended;
        all.rebuilt.extend(copy.rebuilt);
        all
    });
    all.remarks.extend(of_rebuilt(&all.rebuilt));
    all
}

/// Whether a problem only says that something lies in another part of the year than the run: nobody mends that.
fn is_other_part(outcome: &Outcome, diagnostic: &Diagnostic) -> bool {
    is_of_other_part(&outcome.result.period.label, diagnostic.code.id, diagnostic.value.as_deref())
}

/// The problems without those that nobody mends.
fn to_mend(outcome: &Outcome) -> Cow<'_, [Diagnostic]> {
    let all = &outcome.diagnostics;
    if !all.iter().any(|diagnostic| is_other_part(outcome, diagnostic)) {
        return Cow::Borrowed(all);
    }
    all.iter().filter(|diagnostic| !is_other_part(outcome, diagnostic)).cloned().collect()
}

/// One sentence on all copies that were made anew.
fn of_rebuilt(files: &[String]) -> Option<String> {
    let named: String = files.iter().take(3).map(|file| format!("「{file}」")).collect();
    let named = match files.len() {
        0 => return None,
        1..=3 => named,
        count => format!("{named}等 {count} 个文件"),
    };
    Some(format!(
        "{named}不是 xlsx 格式，批注本是重建的副本：内容、数字格式、合并、行高列宽和隐藏的行列照旧，其余的没有。"
    ))
}

fn copy_of(
    original: &Original,
    outcome: &Outcome,
    branches: &HashMap<Arc<str>, Vec<(&RuleSet, &BranchScores)>>,
    mending: Mending,
) -> Copies {
    let shown = &original.shown;
    let is_mine = |diagnostic: &&Diagnostic| diagnostic.file.as_deref() == Some(&**shown);
    let mine = outcome.diagnostics.iter().filter(is_mine).filter(|diagnostic| !is_other_part(outcome, diagnostic));
    let mine: Vec<&Diagnostic> = mine.collect();
    // A file that is not used, because another one stands for it, is nothing to be worked on.
    if mine.iter().all(|diagnostic| *diagnostic.code == PASSED_OVER) {
        return Copies::default();
    }
    let without_copy = |why: &str| Copies {
        remarks: vec![format!("「{shown}」没有写出批注本：{why}")],
        ..Copies::default()
    };
    let bytes = match original.bytes() {
        Ok(bytes) => bytes,
        Err(diagnostic) => return without_copy(&diagnostic.message),
    };
    let mut plan = Plan::of(&mine, mending);
    let memo = lines_of_copy(outcome, shown, branches.get(shown).map_or(&[], Vec::as_slice));
    match marked(&bytes, &mine, &mut plan, &memo) {
        Ok(annotated) => Copies { mended: plan.done(), ..copied(shown, shown.to_string(), annotated) },
        // No package of Excel's: a new workbook with the same cells gets the marks.
        Err(AnnotateError::Package(error)) if error.is_other_format() => {
            match rebuilt_copy(original, &bytes, &mine, &mut plan, &memo) {
                Ok(annotated) => Copies {
                    mended: plan.done(),
                    rebuilt: vec![shown.to_string()],
                    ..copied(shown, format!("{shown}.xlsx"), annotated)
                },
                Err(why) => without_copy(&why),
            }
        }
        Err(error) => without_copy(&error.to_string()),
    }
}

/// The workbook with its fixes written and its problems marked.
fn marked(bytes: &[u8], mine: &[&Diagnostic], plan: &mut Plan, memo: &[String]) -> Result<Annotated, AnnotateError> {
    let edited = mended(bytes, plan)?;
    let problems = listed(mine, plan);
    let headline = [headline(mine, plan)];
    let marking = Marking { headline: &headline, problems: &problems, memo };
    annotate_edited(bytes, edited.as_deref().unwrap_or(bytes), &marking)
}

/// The workbook with its fixes written; `None` where there are none.
fn mended(bytes: &[u8], plan: &mut Plan) -> Result<Option<Vec<u8>>, AnnotateError> {
    if plan.edits.is_empty() {
        return Ok(None);
    }
    let edited = edit(bytes, &plan.edits)?;
    plan.note(edited.written);
    Ok(Some(edited.bytes))
}

fn listed(mine: &[&Diagnostic], plan: &Plan) -> Vec<Problem> {
    mine.iter().map(|diagnostic| plan.listed(diagnostic, problem(diagnostic))).collect()
}

fn headline(mine: &[&Diagnostic], plan: &Plan) -> String {
    let left = || mine.iter().filter(|diagnostic| !plan.is_mended(diagnostic));
    let count = |severity| left().filter(|diagnostic| diagnostic.severity == severity).count();
    let mended = match plan.done() {
        0 => String::new(),
        cells => format!("已自动改好 {cells} 格（蓝色），还剩"),
    };
    format!(
        "{mended}错误 {} 处必须改正，提醒 {} 处请再看一看，说明 {} 处。改好以后直接上报本文件。",
        count(Severity::Error),
        count(Severity::Warning),
        count(Severity::Note)
    )
}

fn copied(shown: &str, path: String, annotated: Annotated) -> Copies {
    let remarks = annotated.remarks.into_iter().map(|remark| format!("「{shown}」{remark}")).collect();
    Copies { files: vec![(path, annotated.bytes)], remarks, ..Copies::default() }
}

/// The marks on a workbook that is made anew from the cells of a file of another format.
fn rebuilt_copy(
    original: &Original,
    bytes: &[u8],
    mine: &[&Diagnostic],
    plan: &mut Plan,
    memo: &[String],
) -> Result<Annotated, String> {
    let workbook = read_bytes(bytes, &original.shown).workbook.ok_or("文件读不出来")?;
    let rebuilt = rebuild(&workbook.sheets).map_err(|error| format!("不能重建成 xlsx（{error}）"))?;
    let edited = mended(&rebuilt, plan).map_err(|error| error.to_string())?;
    let told = "原文件不是 xlsx 格式，这是重建的副本：内容、数字格式、合并、行高列宽和隐藏的行列照旧，颜色、边框、公式和图片请看原文件。";
    let headline = [headline(mine, plan), told.to_owned()];
    let problems = listed(mine, plan);
    let marking = Marking { headline: &headline, problems: &problems, memo };
    annotate_rebuilt(original.digest, edited.as_deref().unwrap_or(&rebuilt), &marking)
        .map_err(|error| error.to_string())
}

fn problem(diagnostic: &Diagnostic) -> Problem {
    let kind = match diagnostic.severity {
        Severity::Error => MarkKind::Wrong,
        Severity::Warning if diagnostic.code.verdict == Verdict::Pending => MarkKind::Pending,
        Severity::Warning => MarkKind::Doubtful,
        Severity::Note => MarkKind::Mended,
    };
    Problem {
        kind,
        code: diagnostic.code.id.to_owned(),
        place: diagnostic.sheet.as_ref().zip(diagnostic.cells).map(|(sheet, cells)| (sheet.to_string(), cells)),
        member: diagnostic.member.clone().unwrap_or_default(),
        found: diagnostic.value.clone().unwrap_or_default(),
        message: diagnostic.message.clone(),
        help: diagnostic.help.clone(),
    }
}

/// The name and the bytes of the list of what became of every cell.
///
/// # Errors
/// [`OutputError`] where it cannot be written.
pub fn reading_list(outcome: &Outcome) -> Result<(&'static str, Vec<u8>), OutputError> {
    let parts: Vec<_> = outcome.by_rules().into_iter().map(|one| (one.readings.as_slice(), &one.rules)).collect();
    let bytes = write_book(&reading_list_book(&parts)).map_err(OutputError::ReadingList)?;
    Ok(("读取清单.xlsx", bytes))
}

/// The bytes of a workbook with the book of each of these members (一人一册).
///
/// # Errors
/// [`OutputError`] where it cannot be written.
pub fn member_book<'a>(outcome: &'a Outcome, members: &[&'a MemberResult]) -> Result<Vec<u8>, OutputError> {
    let with_rules = |member: &&'a MemberResult| (*member, &outcome.of_branch(&member.branch).rules);
    let members: Vec<_> = members.iter().map(with_rules).collect();
    write_book(&MemberBooks::of(&outcome.result).of_members(&members)).map_err(OutputError::MemberBook)
}

/// The same of a result that was kept; `rules` are those of the members, one for each.
///
/// # Errors
/// [`OutputError`] where it cannot be written.
pub fn kept_book(
    result: &ResultDocument,
    members: &[&MemberResult],
    rules: &[RuleSet],
) -> Result<Vec<u8>, OutputError> {
    let members: Vec<_> = members.iter().copied().zip(rules).collect();
    write_book(&MemberBooks::of(result).of_members(&members)).map_err(OutputError::MemberBook)
}

/// Everything that `tally` puts into its output folder, and the remarks on the copies.
///
/// # Errors
/// [`OutputError`] where one of them cannot be made.
pub fn township_files(outcome: &Outcome) -> Result<(OutputFiles, Vec<String>), OutputError> {
    let own = outcome.by_rules();
    let summary = |one: &&Outcome| write_book(&summary_book(&one.result, &one.rules));
    let summaries = || own.par_iter().map(summary).collect::<Result<Vec<Vec<u8>>, _>>();
    let ((summaries, result), mut copies) =
        rayon::join(|| rayon::join(summaries, || json(&outcome.result)), || annotated_copies(outcome));
    let to_mend = to_mend(outcome);
    let feedback = feedback_book(&outcome.result, &outcome.rules, &to_mend);
    // Every file of ours is searched for private numbers as it goes in.
    let mut files = OutputFiles::new();
    for (one, summary) in own.iter().zip(summaries?) {
        files.insert(&outcome.result.summary_name(&one.result.rule_set), summary)?;
    }
    files.insert("结果.json", result?)?;
    let has_feedback = feedback.is_some();
    if let Some(book) = feedback {
        files.insert("反馈单.xlsx", write_book(&book).map_err(OutputError::Feedback)?)?;
    }
    let published = publication::add(outcome, &mut files)?;
    copies.remarks.extend(published);
    let text = read_me(outcome, &copies, has_feedback, files.held());
    files.insert("说明.txt", text.into_bytes())?;
    for (path, bytes) in copies.files {
        files.insert_of_branch(&format!("{COPIES}/{path}"), bytes)?;
    }
    Ok((files, copies.remarks))
}

/// The text beside the results. With a byte order mark, so that Notepad reads it.
fn read_me(outcome: &Outcome, copies: &Copies, has_feedback: bool, held: &[Diagnostic]) -> String {
    let result = &outcome.result;
    let mut lines = vec![
        format!(
            "{} {}{} 积分汇总",
            result.township.as_deref().unwrap_or("（未写乡镇名）"),
            result.period.label,
            if result.period.cumulative { " 累计" } else { "" }
        ),
        String::new(),
        format!("办法：{}，版本 {}（{}）", result.rule_set.title, result.rule_set.version, result.rule_set.id),
    ];
    for rules in result.rule_sets.iter().skip(1) {
        let branches = result.branches_of(&rules.id).join("、");
        lines.push(format!("　　　{}，版本 {}（{}）：{branches}", rules.title, rules.version, rules.id));
    }
    if !result.rule_sets.is_empty() {
        lines.push("　　　各办法的分数不能相比，名次、名额在同一个办法的支部之间评定。".to_owned());
    }
    lines.extend([
        format!("期间：{} 至 {}", result.period.from, result.period.to),
        match result.status {
            Status::Final => "结果：定案".to_owned(),
            Status::Provisional => "结果：试算，还不能作为最后结果，因为：".to_owned(),
        },
    ]);
    lines.extend(result.provisional_because.iter().map(|reason| format!("  · {reason}")));
    lines.extend(result.years.as_ref().and_then(years_in_words));
    lines.extend([String::new(), "这个文件夹里有：".to_owned()]);
    if result.rule_sets.is_empty() {
        lines.push("  汇总.xlsx　　全部党员的积分、等次、名额和问题清单，可以打印".to_owned());
    }
    for rules in &result.rule_sets {
        let (name, count) = (result.summary_name(rules), result.branches_of(&rules.id).len());
        lines.push(format!("  {name}　　《{}》的 {count} 个支部：积分、等次、名额和问题清单，可以打印", rules.title));
    }
    lines.push("  结果.json　　同样的结果，供其他程序读取".to_owned());
    if has_feedback {
        lines.push("  反馈单.xlsx　每个要改的支部一页 A4，打印出来发回支部；第一张表是目录".to_owned());
    }
    if outcome.has_publication() {
        lines.push("  公示/　　　　公示表（张贴）、告知单（剪开发给党员）和公示情况记录".to_owned());
    }
    if copies.files.is_empty() {
        lines.push("  没有需要批注的工作簿".to_owned());
    } else {
        let count = copies.files.len();
        lines.push(format!("  {COPIES}/　　　　{count} 个支部工作簿的批注本：标出了有问题的格，改好后直接上报批注本"));
    }
    let rounds: Vec<String> = result
        .rounds
        .iter()
        .map(|round| format!("{} 第 {} 次报：{}", round.branch, round.round, round_in_words(round)))
        .collect();
    let waived: Vec<String> = result.waived.iter().map(waived_in_words).collect();
    let closed: Vec<String> = result.closed.iter().map(closed_in_words).collect();
    let unused = unused_files(result);
    let unused_title = format!("没有用上的文件 {} 个：", unused.len());
    let held: Vec<String> = held.iter().map(|problem| format!("{}{}", problem.message, problem.help)).collect();
    let waived_title = format!("会议已同意豁免 {} 处，不再列为问题：", waived.len());
    for (title, texts) in [
        ("没有写出的文件：", &held),
        ("与上一次报的比较：", &rounds),
        ("已结账的期间：", &closed),
        (unused_title.as_str(), &unused),
        (waived_title.as_str(), &waived),
        ("按以下情况处理：", &outcome.assumed),
        ("另外请注意：", &copies.remarks),
    ] {
        if !texts.is_empty() {
            lines.push(String::new());
            lines.push(title.to_owned());
            lines.extend(texts.iter().map(|text| format!("  · {text}")));
        }
    }
    lines.push(String::new());
    lines.push(format!("由 jifen {} 生成。", result.jifen));
    let mut text = "\u{feff}".to_owned();
    for line in lines {
        text.push_str(&masked(&line));
        text.push_str("\r\n");
    }
    text
}
