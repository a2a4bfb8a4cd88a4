//! The tests that a rule set brings along, run on the way that every workbook takes.

use std::collections::BTreeSet;

use super::gather::{Gathered, recognised};
use super::options::Settings;
use super::{Outcome, previous, reckon};
use crate::layout::Part;
use crate::model::text::{compact, header, person};
use crate::model::{Diagnostic, Member, Period, Points, Severity};
use crate::reports::MemberResult;
use crate::rules::formula::Value;
use crate::rules::{Node, RuleSet, Table, TestCase};
use crate::scoring::{RUN, Reckoning};
use crate::workbook::read_drawing;

/// The branch whose workbook a test draws.
const BRANCH: &str = "试算党支部";
/// The sheet of members.
const ROSTER: &str = "花名册";
/// The sheet of entries.
const LEDGER: &str = "积分登记";
/// The column of running numbers.
const SERIAL: &str = "序号";
/// The column of names.
const NAME: &str = "姓名";
/// What stands between several words that are expected.
const JOINT: &str = "；";

/// What came of one test.
#[derive(Debug)]
pub struct TestOutcome {
    /// The test's title.
    pub title: String,
    /// What came out otherwise than expected, a sentence each; none where the test holds.
    pub differences: Vec<String>,
    /// What was said of its tables.
    pub diagnostics: Vec<Diagnostic>,
}

impl TestOutcome {
    /// Whether everything came out as expected.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.differences.is_empty()
    }
}

/// Runs the tests of a rule set, in its order.
#[must_use]
pub fn run_tests(rules: &RuleSet) -> Vec<TestOutcome> {
    rules.tests.iter().map(|case| run_test(rules, case)).collect()
}

fn run_test(rules: &RuleSet, case: &TestCase) -> TestOutcome {
    let mut outcome = TestOutcome { title: case.title.clone(), differences: Vec::new(), diagnostics: Vec::new() };
    let Some(period) = Period::parse(&case.period) else {
        let wrong = format!("期间「{}」看不懂，要写 2025、2025H1、2025Q1 或 2025-03 这样的期间", case.period);
        outcome.differences.push(wrong);
        return outcome;
    };
    let unknown = case.table.keys().filter(|id| !rules.tables.iter().any(|table| table.id == **id));
    outcome.differences.extend(unknown.map(|id| format!("办法里没有 id 为「{id}」的表")));
    let settings = Settings::in_memory(rules.clone(), period);
    let gathered = gathered(case, &settings);
    match reckon(settings, gathered) {
        Err(error) => outcome.differences.push(error.to_string()),
        Ok(run) => {
            outcome.differences.extend(unread(case, &run));
            outcome.differences.extend(differences(case, &run));
            outcome.diagnostics = run.diagnostics;
            outcome.differences.extend(unexpected_errors(case, &outcome.diagnostics));
        }
    }
    outcome
}

/// The drawn workbook, read. Without a roster, whoever is named in the tables or expected is on it.
fn gathered(case: &TestCase, settings: &Settings) -> Gathered {
    let rules = &settings.rules;
    let tables: Vec<(&Table, &String)> =
        rules.tables.iter().filter_map(|t| Some((t, case.table.get(&t.id)?))).collect();
    let mut sheets: Vec<String> = Vec::new();
    if !case.ledger.trim().is_empty() {
        sheets.push(sheet(LEDGER, &numbered(&case.ledger)));
    }
    let own = tables.iter().filter(|(table, _)| !table.is_archive());
    sheets.extend(own.map(|(table, text)| sheet(&table.title, &numbered(text))));
    let roster = if case.roster.trim().is_empty() {
        let found = recognised(vec![read_drawing(&sheets.concat(), BRANCH)], settings);
        let mut names: Vec<String> = found.files.iter().flat_map(|f| &f.recognised.parts).flat_map(named).collect();
        names.extend(case.expect.keys().cloned());
        drawn_roster(names)
    } else {
        numbered(&case.roster)
    };
    sheets.insert(0, sheet(ROSTER, &roster));
    let mut gathered = recognised(vec![read_drawing(&sheets.concat(), BRANCH)], settings);
    for (table, text) in tables.iter().filter(|(table, _)| table.is_archive()) {
        let year = settings.hints.year.map_or_else(String::new, |year| format!("{}年", year - 1));
        let drawing = format!("# {}\n{BRANCH}{year}{}\n{text}\n", table.title, table.title);
        if let Some(workbook) = read_drawing(&drawing, &table.title).workbook {
            let (past, found) = previous::past_in(&workbook, settings);
            gathered.past = past;
            gathered.diagnostics.extend(found);
        }
    }
    gathered
}

/// A sheet under a title that names the branch, as a branch would hand it in.
fn sheet(name: &str, text: &str) -> String {
    format!("# {name}\n{BRANCH}{name}\n{text}\n")
}

/// The same rows with a running number in front, where they begin with the name: two columns alone may be a label and
/// its words as well as a header and a row.
fn numbered(text: &str) -> String {
    let first = |line: &str| line.split('|').next().map(header).unwrap_or_default();
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let begins_with_names = lines.first().is_some_and(|line| first(line) == NAME);
    if !begins_with_names || lines.iter().any(|line| first(line).is_empty()) {
        return text.to_owned();
    }
    let number = |(index, line): (usize, &&str)| match index {
        0 => format!("{SERIAL} | {line}\n"),
        _ => format!("{index} | {line}\n"),
    };
    lines.iter().enumerate().map(number).collect()
}

/// Whom a part of a workbook names, in its order.
fn named(part: &Part) -> impl Iterator<Item = String> {
    let lines = part.lines.iter().map(|line| line.named.name.clone());
    lines.chain(part.others.iter().map(|member| member.name.clone()))
}

fn drawn_roster(names: Vec<String>) -> String {
    let mut seen = BTreeSet::new();
    let mut text = format!("{SERIAL} | {NAME}\n");
    for name in names.into_iter().filter(|name| seen.insert(person(name))) {
        text.push_str(&format!("{} | {name}\n", text.lines().count()));
    }
    text
}

/// The tables of a test that were not recognised: nothing in them counted.
fn unread(case: &TestCase, run: &Outcome) -> Vec<String> {
    let tables = run.rules.tables.iter().filter(|table| !table.is_archive() && case.table.contains_key(&table.id));
    let mut drawn: Vec<&str> = tables.map(|table| table.title.as_str()).collect();
    if !case.ledger.trim().is_empty() {
        drawn.push(LEDGER);
    }
    let is_read = |name: &str| run.readings.iter().flat_map(|file| &file.tables).any(|table| &*table.sheet == name);
    let unread = drawn.into_iter().filter(|name| !is_read(name));
    unread.map(|name| format!("「{name}」没有认出来：表头要有办法规定的栏，并写上「{NAME}」")).collect()
}

fn unexpected_errors(case: &TestCase, diagnostics: &[Diagnostic]) -> Vec<String> {
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
    if !case.errors {
        return errors.map(in_words).collect();
    }
    let none = errors.count() == 0;
    none.then(|| "写着 errors = true，但是没有错误".to_owned()).into_iter().collect()
}

/// A diagnostic in one line.
fn in_words(diagnostic: &Diagnostic) -> String {
    let sheet = diagnostic.sheet.as_ref().map_or_else(String::new, |sheet| format!("「{sheet}」"));
    let cells = diagnostic.cells.map_or_else(String::new, |cells| format!(" {cells}"));
    format!("{} {}{sheet}{cells}：{}", diagnostic.severity.label(), diagnostic.code.id, diagnostic.message)
}

fn differences(case: &TestCase, run: &Outcome) -> Vec<String> {
    let everyone: Vec<(&Member, &Reckoning, &MemberResult)> = run
        .kept
        .branches
        .iter()
        .flat_map(|branch| branch.roster.iter().zip(&branch.reckonings))
        .zip(&run.result.members)
        .map(|((member, own), result)| (member, own, result))
        .collect();
    let mut differences = Vec::new();
    for (name, expected) in &case.expect {
        let found = everyone.iter().find(|(member, ..)| is_called(member, name));
        let Some((_, own, result)) = found else {
            differences.push(format!("花名册里没有「{name}」"));
            continue;
        };
        for (key, wanted) in expected {
            match came_out(run, own, result, key) {
                None => differences.push(unknown_key(&run.rules, name, key)),
                Some(found) if is_same(&found, wanted) => {}
                Some(found) => {
                    let title = title_of(&run.rules, key);
                    let shown = |text: &str| if text.is_empty() { "（空）".to_owned() } else { text.to_owned() };
                    differences.push(format!("{name}的{title}：应为 {}，算得 {}", shown(wanted), shown(&found)));
                }
            }
        }
    }
    differences
}

/// Whether a test means this member: by name, or by name and number where there are namesakes.
fn is_called(member: &Member, name: &str) -> bool {
    let folded = |text: &str| compact(text).replace('（', "(").replace('）', ")");
    member.name == person(name) || folded(&format!("{}({})", member.name, member.id)) == folded(name)
}

/// Numbers are the same in any writing.
fn is_same(found: &str, wanted: &str) -> bool {
    let wanted = wanted.trim();
    match (Points::parse(found), Points::parse(wanted)) {
        (Ok(found), Ok(wanted)) => found == wanted,
        _ => compact(found) == compact(wanted),
    }
}

/// What a key of an expectation came to; `None` where it is no key. What there is nothing of is empty.
fn came_out(run: &Outcome, own: &Reckoning, result: &MemberResult, key: &str) -> Option<String> {
    let honours = run
        .result
        .honours
        .iter()
        .filter(|honour| (&honour.branch, &honour.name, &honour.id) == (&result.branch, &result.name, &result.id));
    Some(match key {
        "score" => result.score.map_or_else(String::new, |score| score.to_string()),
        "grade" => result.grade.clone().unwrap_or_default(),
        "stars" => result.stars.to_string(),
        "rank" => result.rank.branch.map_or_else(String::new, |rank| rank.to_string()),
        "veto" => result.veto.join(JOINT),
        "consequences" => result.consequences.join(JOINT),
        "honours" => honours.map(|honour| honour.title.as_str()).collect::<Vec<_>>().join(JOINT),
        id => match own.value(&run.rules, RUN, node_called(&run.rules, id)?) {
            Value::Missing => String::new(),
            Value::Truth(true) => "是".to_owned(),
            Value::Truth(false) => "否".to_owned(),
            Value::Number(number) => number.to_string(),
            Value::Day(day) => day.to_string(),
            Value::Text(text) | Value::Word { text, .. } => text.to_string(),
        },
    })
}

fn node_called(rules: &RuleSet, id: &str) -> Option<Node> {
    let category = rules.categories.iter().position(|category| category.id == id).map(Node::Category);
    let item = || rules.items.iter().position(|item| item.id == id).map(Node::Item);
    let figure = || rules.figures.iter().position(|figure| figure.id == id).map(Node::Figure);
    category.or_else(item).or_else(figure)
}

/// What a key is about, for people.
fn title_of(rules: &RuleSet, key: &str) -> String {
    match key {
        "score" => rules.score.title.clone(),
        "grade" => "等次".to_owned(),
        "stars" => "星级".to_owned(),
        "rank" => "支部名次".to_owned(),
        "veto" => rules.veto.as_ref().map_or_else(|| "否决".to_owned(), |veto| veto.title.clone()),
        "consequences" => "后续措施".to_owned(),
        "honours" => "荣誉".to_owned(),
        id => node_called(rules, id).map_or_else(|| id.to_owned(), |node| rules.title_of(node)),
    }
}

fn unknown_key(rules: &RuleSet, name: &str, key: &str) -> String {
    let near = rules.nearest_items(key);
    let near: Vec<&str> = near.iter().map(|item| item.id.as_str()).collect();
    let hint = if near.is_empty() { String::new() } else { format!("，是不是 {}", near.join("、")) };
    format!("{name}的「{key}」：没有这样的分类、项目或算式{hint}")
}
