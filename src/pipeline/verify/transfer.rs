//! The book that goes with a member: one result, the rules it was reckoned by, and the pages that say the same.

use std::fs;

use serde_json::Value;

use super::findings::Findings;
use super::outputs;
use super::payload::{Part, PayloadFile};
use super::register::{BOOKS, NOTHING_ADDED, OUTPUTS, RULES, SCHEMA, SOURCE};
use crate::archive::Opened;
use crate::archive::places::Kind;
use crate::pipeline::archive::{Leaver, transfer_payload};
use crate::reports::{ProblemResult, ResultDocument, SCHEMA as RESULT_SCHEMA};
use crate::rules::load;

/// All tests.
pub fn tests(opened: &Opened, files: &[PayloadFile], findings: &mut Findings) {
    let is_result = |file: &&PayloadFile| file.part == Part::Record(Kind::Results);
    let bytes = files.iter().find(is_result).and_then(|file| fs::read(opened.location(&file.path)).ok());
    let version = bytes.as_deref().and_then(|bytes| serde_json::from_slice::<Value>(bytes).ok());
    let version = version.as_ref().and_then(|result| result.get("schema")).and_then(Value::as_u64);
    if version.is_none_or(|version| version > u64::from(RESULT_SCHEMA)) {
        let said = "结果.json 的格式比本程序新，或者读不懂，请用新的版本核验";
        return findings.failed(&SCHEMA, said, [ProblemResult::of(SCHEMA.id, format!("{said}。"))]);
    }
    let Some(result) = bytes.and_then(|bytes| serde_json::from_slice::<ResultDocument>(&bytes).ok()) else {
        return findings.failed(&SCHEMA, "结果.json 读不懂", [ProblemResult::of(SCHEMA.id, "结果.json 读不懂。")]);
    };
    findings.passed(&SCHEMA, format!("结果.json 第 {} 版，认得", result.schema));
    let [member] = result.members.as_slice() else {
        let message = format!("随人转来的一册里应当只有 1 名党员，结果.json 里有 {} 名。", result.members.len());
        return findings.failed(&BOOKS, "不是一名党员的一册", [ProblemResult::of(BOOKS.id, message)]);
    };
    let unknown = files.iter().filter(|file| {
        let kinds = [Part::Record(Kind::Results), Part::Record(Kind::Books), Part::Rules, Part::List];
        !kinds.contains(&file.part)
    });
    let told = |file: &PayloadFile| {
        let message = format!("「{}」不是随人转来的一册里的文件。", file.path);
        ProblemResult::in_file(NOTHING_ADDED.id, &file.path, message)
    };
    let unknown: Vec<ProblemResult> = unknown.map(told).collect();
    if !unknown.is_empty() {
        findings.failed(&NOTHING_ADDED, "有不是程序写的文件，见下面", unknown);
    }
    let agent = opened.info("Bag-Software-Agent").unwrap_or_default();
    if agent != format!("jifen {}", result.jifen) {
        let message = format!("bag-info.txt 写「{agent}」，结果.json 写的是 jifen {}。", result.jifen);
        findings.failed(&SOURCE, "与结果对不上，见下面", [ProblemResult::of(SOURCE.id, message)]);
    }
    let named = &result.rule_set;
    let rules = files.iter().find(|file| file.part == Part::Rules && file.digest == named.sha256);
    let Some(rules) = rules else {
        let message = format!("规则集「{}」（{}）不是算出结果的那一份，或者不在包里。", named.title, named.id);
        return findings.failed(&RULES, "摘要对不上", [ProblemResult::of(RULES.id, message)]);
    };
    findings.passed(&RULES, format!("《{}》{}，摘要对得上", named.title, named.version));
    if result.jifen != env!("CARGO_PKG_VERSION") {
        let why = format!("写这一册的是 jifen {}，只有同一版本写出的才逐字节一样", result.jifen);
        return findings.not_tested(&OUTPUTS, why);
    }
    let text = fs::read_to_string(opened.location(&rules.path)).unwrap_or_default();
    let made = load(&text).ok().and_then(|rules| {
        let date = opened.info("Bagging-Date").unwrap_or_default();
        transfer_payload(&Leaver { result: &result, member, rules: &rules, rule_text: &text, date }, &result).ok()
    });
    match made {
        Some(made) => outputs::compare(files, &made, findings),
        None => findings.not_tested(&OUTPUTS, "重新写不出来"),
    }
}
