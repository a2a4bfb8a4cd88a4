//! 真实性, beside digests and recomputation: who packed when, and that inputs, rules and copies are those of the result.

use std::collections::BTreeSet;

use super::bench::Bench;
use super::findings::Findings;
use super::payload::Part;
use super::register::{COPIES, INPUTS, RULES, SOURCE};
use crate::archive::Opened;
use crate::archive::places::Kind;
use crate::model::masked;
use crate::reports::{ProblemResult, RuleSetResult};

/// What bag-info.txt has to say, and how users call it.
const DECLARED: [(&str, &str); 3] =
    [("Source-Organization", "归档单位"), ("Bagging-Date", "日期"), ("Bag-Software-Agent", "程序")];

/// All tests.
pub fn tests(bench: &Bench<'_>, findings: &mut Findings) {
    inputs(bench, findings);
    rules(bench, findings);
    copies(bench, findings);
}

/// Who says to have packed it, when, with what.
pub fn source(opened: &Opened, findings: &mut Findings) {
    let values = DECLARED.map(|(label, _)| opened.info(label).map(str::trim).filter(|value| !value.is_empty()));
    let lacking: Vec<&str> =
        DECLARED.iter().zip(values).filter(|(_, value)| value.is_none()).map(|((_, word), _)| *word).collect();
    if lacking.is_empty() {
        findings.passed(&SOURCE, values.into_iter().flatten().collect::<Vec<_>>().join("，"));
    } else {
        let message = format!("没有写{}。", lacking.join("、"));
        findings.failed(&SOURCE, "没有写全，见下面", [ProblemResult::in_file(SOURCE.id, "bag-info.txt", message)]);
    }
}

/// What bag-info.txt says is what record and result say: the township, the version, and, where it can be written again
/// (`expected`), every line but the sums of the payload.
pub fn agrees(bench: &Bench<'_>, expected: Option<&[(String, String)]>, findings: &mut Findings) {
    let (opened, record, result) = (&bench.archived.opened, &bench.archived.record, &bench.archived.result);
    let mut problems = Vec::new();
    let agent = opened.info("Bag-Software-Agent").unwrap_or_default();
    if record.jifen != result.jifen || agent != format!("jifen {}", record.jifen) {
        let message = format!(
            "写包的程序说法不一：bag-info.txt 写「{}」，运行记录写「{}」，结果.json 写「{}」。",
            masked(agent),
            masked(&record.jifen),
            masked(&result.jifen)
        );
        problems.push(ProblemResult::in_file(SOURCE.id, "bag-info.txt", message));
    }
    let whose = opened.info("Source-Organization").unwrap_or_default();
    if let Some(township) = result.township.as_deref().map(masked).filter(|township| township != whose) {
        let message = format!("归档单位写的是「{}」，结果.json 是「{township}」的。", masked(whose));
        problems.push(ProblemResult::in_file(SOURCE.id, "bag-info.txt", message));
    }
    let expected = expected.filter(|_| problems.is_empty());
    let is_said = |(label, _): &&(String, String)| !label.eq_ignore_ascii_case("Payload-Oxum");
    let said: Vec<&(String, String)> = opened.info_lines().iter().filter(is_said).collect();
    if let Some(expected) = expected {
        let differs = |line: &&&(String, String)| !expected.contains(**line);
        for (label, value) in said.iter().filter(differs) {
            let message = format!("「{}: {}」不是归档时写的，或者改过。", masked(label), masked(value));
            problems.push(ProblemResult::in_file(SOURCE.id, "bag-info.txt", message));
        }
        for (label, value) in expected.iter().filter(|line| !said.contains(line)) {
            let message = format!("照运行记录应有一行「{label}: {value}」，没有。");
            problems.push(ProblemResult::in_file(SOURCE.id, "bag-info.txt", message));
        }
    }
    if !problems.is_empty() {
        findings.failed(&SOURCE, "与结果、运行记录对不上，见下面", problems);
    }
}

/// Every workbook of which the result speaks is here, byte for byte.
fn inputs(bench: &Bench<'_>, findings: &mut Findings) {
    let here = bench.digests_of_inputs();
    let files = &bench.archived.result.files;
    let differs = |file: &&crate::reports::FileResult| !here.contains(&file.sha256);
    let problems = files.iter().filter(differs).map(|file| {
        let lies = bench.files.iter().find(|it| it.part.came_in() && it.path.ends_with(&format!("/{}", file.path)));
        let message = match lies {
            Some(lies) => format!(
                "收到的材料「{}」不是算出结果的那一份：结果.json 记的摘要是 {}，包里的是 {}。",
                file.path,
                first_digits(&file.sha256),
                first_digits(&lies.digest)
            ),
            None => format!("包里没有算出结果的「{}」（摘要 {}）。", file.path, first_digits(&file.sha256)),
        };
        ProblemResult::in_file(INPUTS.id, lies.map_or(file.path.as_str(), |lies| &lies.path), message)
    });
    let problems = problems.collect();
    findings.judged(&INPUTS, format!("结果.json 记的 {} 个文件，摘要都对得上", files.len()), problems);
}

/// Every rule set by which the result was reckoned is here, byte for byte.
fn rules(bench: &Bench<'_>, findings: &mut Findings) {
    let result = &bench.archived.result;
    let named: Vec<&RuleSetResult> =
        if result.rule_sets.is_empty() { vec![&result.rule_set] } else { result.rule_sets.iter().collect() };
    let here: BTreeSet<String> =
        bench.files.iter().filter(|file| file.part == Part::Rules).map(|file| file.digest.clone()).collect();
    let differs = |rules: &&&RuleSetResult| !here.contains(&rules.sha256);
    let problems: Vec<ProblemResult> = named
        .iter()
        .filter(differs)
        .map(|rules| {
            let lies = bench.archived.record.rule_sets.get(&rules.id).map_or("其他/规则集", String::as_str);
            let message = format!(
                "规则集「{}」（{}）不是算出结果的那一份：结果.json 记的摘要是 {}。",
                rules.title,
                rules.id,
                first_digits(&rules.sha256)
            );
            ProblemResult::in_file(RULES.id, lies, message)
        })
        .collect();
    let titles: Vec<String> = named.iter().map(|rules| format!("《{}》{}", rules.title, rules.version)).collect();
    findings.judged(&RULES, format!("{}，摘要对得上", titles.join("、")), problems);
}

/// Every annotated copy says of which input it is the copy.
fn copies(bench: &Bench<'_>, findings: &mut Findings) {
    let here = bench.digests_of_inputs();
    let mut count = 0;
    let mut problems = Vec::new();
    for copy in bench.of_kind(Kind::Copies) {
        count += 1;
        match &copy.origin {
            Some(origin) if here.contains(origin) => {}
            Some(origin) => {
                let message = format!("这本批注本的原件（摘要 {}）不在收到的材料里。", first_digits(origin));
                problems.push(ProblemResult::in_file(COPIES.id, &copy.path, message));
            }
            None => {
                let message = "这本批注本没有记下它的原件是哪一份。";
                problems.push(ProblemResult::in_file(COPIES.id, &copy.path, message));
            }
        }
    }
    if count == 0 {
        findings.passed(&COPIES, "没有批注本");
    } else {
        findings.judged(&COPIES, format!("{count} 本，原件都在收到的材料里"), problems);
    }
}

/// The first digits of a digest: enough to tell two apart.
fn first_digits(digest: &str) -> String {
    format!("{}……", digest.chars().take(8).collect::<String>())
}
