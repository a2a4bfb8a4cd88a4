//! The page of `verify`: the result, a line for each test, then what is wrong, one by one.

use super::page::{Page, Tone};
use super::verification::{
    Difference, FigureDifference, Head, PackageKind, PackageResult, ProblemResult, RecomputationResult, TestResult,
    Tested, Verification,
};

/// How many problems, and how many differences, are shown; `--format json` has all.
const SHOWN: usize = 20;
/// Columns of the longest word for what came of a test, and of the longest title of one.
const WORD: usize = 6;
const TITLE: usize = 14;
/// How many figures of one difference are shown.
const FIGURES: usize = 4;

/// The page of a verification.
#[must_use]
pub fn verification_page(verification: &Verification) -> Page {
    let mut page = Page::default();
    page.heading(format!("核验　{}", verification.package.name));
    for said in of_package(&verification.package) {
        page.line(Tone::Plain, 2, said);
    }
    page.line(if verification.passed { Tone::Good } else { Tone::Bad }, 2, in_a_sentence(verification));
    for head in Head::ALL {
        let of_head = verification.tests.iter().filter(|test| test.head == head);
        page.heading(head.label());
        page.listing(2, 2, of_head.map(row).collect());
    }
    problems(&mut page, &verification.problems);
    if let Some(recomputation) = &verification.recomputation {
        differences(&mut page, recomputation);
    }
    page
}

fn of_package(package: &PackageResult) -> Vec<String> {
    let mut said = Vec::new();
    if package.kind == PackageKind::Untrusted {
        return said;
    }
    let whose = package.township.as_deref().unwrap_or("（没有写乡镇）");
    let period = package.period.as_ref().map_or_else(String::new, |period| format!("，期间 {period}"));
    let by = package.packed_by.as_ref().map_or_else(String::new, |version| format!("，由 jifen {version} 归档"));
    let on = package.packed_on.as_ref().map_or_else(String::new, |day| format!("（{day}）"));
    said.push(format!("{whose}{period}{by}{on}，{} 个文件", package.files));
    if package.provisional {
        said.push("归档时结果还是试算。".to_owned());
    }
    said
}

/// How the verification ended.
fn in_a_sentence(verification: &Verification) -> String {
    let count = |wanted: Tested| verification.tests.iter().filter(|test| test.result == wanted).count();
    let [passed, failed, not_tested] = [Tested::Passed, Tested::Failed, Tested::NotTested].map(count);
    let ending = if verification.passed { "核验通过" } else { "核验不通过" };
    let why = if not_tested > 0 { "（为什么、由谁来做，见各行）" } else { "" };
    let is_of_another = verification.recomputation.as_ref().is_some_and(|recomputation| !recomputation.whole);
    let other = if is_of_another { "；包是别的版本写的，各种写法没有逐字节核对" } else { "" };
    format!("{ending}：通过 {passed} 项，不通过 {failed} 项，未检测 {not_tested} 项{why}{other}。")
}

fn row(test: &TestResult) -> (Tone, String, String) {
    let tone = match test.result {
        Tested::Passed => Tone::Plain,
        Tested::Failed => Tone::Bad,
        Tested::NotTested => Tone::Dim,
    };
    let [word, title] =
        [(test.result.label(), WORD), (test.title.as_str(), TITLE)].map(|(text, width)| wide(text, width));
    let who = if test.who.is_empty() { String::new() } else { format!("可由{}", test.who) };
    let said = [test.said.as_str(), who.as_str()].into_iter().filter(|said| !said.is_empty());
    (tone, format!("{word}　{title}"), said.collect::<Vec<_>>().join("；"))
}

/// A text filled up to a width in columns, so that all heads have their columns at the same places.
fn wide(text: &str, width: usize) -> String {
    let columns: usize = text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    let missing = width.saturating_sub(columns);
    format!("{text}{}{}", "　".repeat(missing / 2), " ".repeat(missing % 2))
}

fn problems(page: &mut Page, problems: &[ProblemResult]) {
    if problems.is_empty() {
        return;
    }
    page.heading("不通过的地方");
    for problem in problems.iter().take(SHOWN) {
        let code = problem.code.as_ref().map_or_else(String::new, |code| format!("{code}　"));
        let file = problem.file.as_deref().filter(|file| !problem.message.contains(*file));
        let file = file.map_or_else(String::new, |file| format!("「{file}」"));
        page.line(Tone::Bad, 2, format!("{code}{file}{}", problem.message));
    }
    if problems.len() > SHOWN {
        page.line(Tone::Dim, 2, format!("……还有 {} 处，加 --format json 看全部", problems.len() - SHOWN));
    }
    let mut told: Vec<&str> = Vec::new();
    for help in problems.iter().take(SHOWN).map(|problem| problem.help.as_str()).filter(|help| !help.is_empty()) {
        if !told.contains(&help) {
            told.push(help);
        }
    }
    page.listing(2, 2, told.into_iter().map(|help| (Tone::Plain, "怎么办".to_owned(), help.to_owned())).collect());
}

fn differences(page: &mut Page, recomputation: &RecomputationResult) {
    let all = &recomputation.differences;
    if all.is_empty() {
        return;
    }
    page.heading("重算出来不一样的");
    for difference in all.iter().take(SHOWN) {
        page.line(Tone::Bad, 2, difference_in_words(difference));
    }
    if all.len() > SHOWN {
        page.line(Tone::Dim, 2, format!("……还有 {} 处，加 --format json 看全部", all.len() - SHOWN));
    }
}

/// A difference on one line: 东河村党支部 王伟：得分 存档 73.5，重算 72.5；等次 存档 优秀，重算 合格.
#[must_use]
pub fn difference_in_words(difference: &Difference) -> String {
    let mut said: Vec<String> = difference.figures.iter().take(FIGURES).map(figure_in_words).collect();
    if difference.figures.len() > FIGURES {
        said.push(format!("另有 {} 处", difference.figures.len() - FIGURES));
    }
    format!("{}：{}", difference.of, said.join("；"))
}

fn figure_in_words(figure: &FigureDifference) -> String {
    let FigureDifference { what, archived, recomputed, .. } = figure;
    format!("{what} 存档 {archived}，重算 {recomputed}")
}
