//! The sample townships: what was planted is found and nothing else, and every score is the one reckoned beforehand.

#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

#[path = "support/program.rs"]
mod program;
#[path = "support/result_json.rs"]
mod result_json;

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs;
use std::process::Command;
use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde_json::Value;

use program::{run, samples, tally, tool_works};
use result_json::{decimal, list, row, text, texts};

static QINGHE: LazyLock<Value> = LazyLock::new(|| tally(&samples().join("清河镇"), 1, &[]));
static LIULIN: LazyLock<Value> = LazyLock::new(|| tally(&samples().join("柳林乡"), 0, &[]));

/// The rows of a table under samples/, without its header. No value holds a comma but the last.
fn table<const COLUMNS: usize>(name: &str, header: [&str; COLUMNS]) -> Vec<[String; COLUMNS]> {
    let content = fs::read_to_string(samples().join(name)).unwrap();
    assert!(!content.contains('"'), "{name} needs a reader of quotes");
    let mut rows = content.lines().map(|line| {
        let values: Vec<String> = line.splitn(COLUMNS, ',').map(str::to_owned).collect();
        <[String; COLUMNS]>::try_from(values).unwrap_or_else(|_| panic!("{name}: {line}"))
    });
    assert_eq!(rows.next().unwrap(), header, "{name}");
    rows.collect()
}

/// A place and a code, as planted.csv has them.
fn finding(file: &str, sheet: &str, row: &str, code: &str) -> String {
    format!("{file}「{sheet}」{row} {code}")
}

#[test]
fn what_was_planted_is_found_and_nothing_else() {
    let planted = table("planted.csv", ["file", "sheet", "row", "code", "what"]);
    assert!(planted.len() > 50, "{}", planted.len());
    let mut planted: Vec<String> =
        planted.iter().map(|[file, sheet, row, code, _]| finding(file, sheet, row, code)).collect();
    let mut found: Vec<String> = list(&QINGHE, "diagnostics")
        .iter()
        .map(|it| {
            let row = row(text(it, "cell")).map_or_else(String::new, |row| row.to_string());
            finding(text(it, "file"), text(it, "sheet"), &row, text(it, "code"))
        })
        .collect();
    planted.sort();
    found.sort();
    let only = |these: &[String], those: &[String]| -> Vec<String> {
        let mut those = those.to_vec();
        let left = |it: &&String| those.iter().position(|other| other == *it).map(|at| those.swap_remove(at)).is_none();
        these.iter().filter(left).cloned().collect()
    };
    assert!(
        planted == found,
        "planted, not found: {:#?}\nfound, not planted: {:#?}",
        only(&planted, &found),
        only(&found, &planted)
    );
}

#[test]
fn every_finding_says_what_is_wrong_and_what_to_do() {
    for finding in list(&QINGHE, "diagnostics") {
        assert!(!text(finding, "message").is_empty() && !text(finding, "help").is_empty(), "{finding}");
        assert!(finding["cell"].is_null() || !finding["sheet"].is_null(), "a cell of no sheet: {finding}");
        assert!(finding["sheet"].is_null() || !finding["file"].is_null(), "a sheet of no file: {finding}");
        let rows: BTreeSet<u32> = text(finding, "cell").split(':').filter_map(row).collect();
        assert!(rows.len() <= 1, "a finding of several rows: {finding}");
    }
}

#[test]
fn the_township_with_faults_is_provisional() {
    assert_eq!(QINGHE["status"], "provisional");
    assert_eq!(QINGHE["township"], "清河镇");
    let errors = list(&QINGHE, "diagnostics").iter().filter(|it| it["severity"] == "error").count();
    let ties = list(&QINGHE, "quotas").iter().filter(|quota| !list(quota, "contested").is_empty()).count();
    assert!(errors > 0 && ties > 0);
    // One reason for all errors, one for each tie.
    assert_eq!(list(&QINGHE, "provisional_because").len(), 1 + ties);
}

#[test]
fn the_township_without_faults_is_final() {
    assert_eq!(LIULIN["status"], "final");
    assert_eq!(list(&LIULIN, "diagnostics"), [] as [Value; 0]);
    assert_eq!(list(&LIULIN, "provisional_because"), [] as [Value; 0]);
    for branch in list(&LIULIN, "branches") {
        assert_eq!((&branch["errors"], &branch["warnings"]), (&0.into(), &0.into()));
    }
}

#[test]
fn every_member_has_the_score_that_was_reckoned_beforehand() {
    let header = [
        "township",
        "file",
        "id",
        "name",
        "base",
        "bonus",
        "penalty",
        "score",
        "counted",
        "grade",
        "stars",
        "contested",
    ];
    let reckoned = table("scores.csv", header);
    assert!(reckoned.len() >= 180, "{}", reckoned.len());
    let mut computed = Vec::new();
    for result in [&*QINGHE, &*LIULIN] {
        let files: BTreeMap<&str, &str> =
            list(result, "files").iter().map(|file| (text(file, "branch"), text(file, "path"))).collect();
        for member in list(result, "members") {
            let points = |category: &str| decimal(&member["categories"], category).to_string();
            computed.push([
                text(result, "township").to_owned(),
                files[text(member, "branch")].to_owned(),
                text(member, "id").to_owned(),
                text(member, "name").to_owned(),
                points("base"),
                points("bonus"),
                points("penalty"),
                decimal(member, "score").to_string(),
                member["counted"].to_string(),
                text(member, "grade").to_owned(),
                member["stars"].to_string(),
                texts(member, "contested").join("、"),
            ]);
        }
    }
    let sorted = |mut rows: Vec<[String; 12]>| {
        rows.sort();
        rows
    };
    let (reckoned, computed) = (sorted(reckoned), sorted(computed));
    assert_eq!(reckoned.len(), computed.len());
    for (reckoned, computed) in reckoned.iter().zip(&computed) {
        assert_eq!(reckoned, computed);
    }
}

#[test]
fn the_steps_add_up() {
    for member in list(&QINGHE, "members").iter().chain(list(&LIULIN, "members")) {
        let steps = list(member, "steps");
        let sum = |category: Option<&str>| -> Decimal {
            let mine = |step: &&Value| category.is_none() || step["category"].as_str() == category;
            steps.iter().filter(mine).map(|step| decimal(step, "counted")).sum()
        };
        let categories = member["categories"].as_object().unwrap();
        assert_eq!(categories.keys().collect::<Vec<_>>(), ["base", "bonus", "penalty"]);
        for category in categories.keys() {
            assert_eq!(sum(Some(category)), decimal(&member["categories"], category), "{category} of {member}");
        }
        assert_eq!(sum(None), decimal(member, "score"), "{member}");
        for step in steps.iter().filter(|step| step["category"].is_string()) {
            let effects: Decimal = list(step, "entries").iter().map(|entry| decimal(entry, "effect")).sum();
            let counted = decimal(step, "counted");
            let full = step["of"].as_str().map_or(counted, |_| decimal(step, "of"));
            // The entries make the points, or they take them off from full marks.
            assert!(counted == effects || counted == full + effects, "{step}");
        }
    }
}

#[test]
fn the_means_and_ranks_are_those_of_the_scores() {
    for result in [&*QINGHE, &*LIULIN] {
        let members = list(result, "members");
        let counted = |branch: Option<&str>| -> Vec<Decimal> {
            let mine = |it: &&Value| it["counted"] == true && branch.is_none_or(|branch| it["branch"] == branch);
            members.iter().filter(mine).map(|member| decimal(member, "score")).collect()
        };
        for branch in list(result, "branches") {
            let scores = counted(Some(text(branch, "name")));
            assert_eq!(branch["members"], scores.len(), "{branch}");
            let mean = scores.iter().sum::<Decimal>() / Decimal::from(scores.len());
            let mean = mean.round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
            assert_eq!(decimal(branch, "mean"), mean, "{branch}");
        }
        for member in members {
            for (rank, branch) in [("township", None), ("branch", Some(text(member, "branch")))] {
                let better = counted(branch).into_iter().filter(|score| *score > decimal(member, "score")).count();
                let expected = if member["counted"] == true { Value::from(better + 1) } else { Value::Null };
                assert_eq!(member["rank"][rank], expected, "{member}");
            }
        }
    }
}

/// The example stands beside the folder of this test; `cargo test` has built both, `cargo test --test` has not.
#[test]
fn the_samples_are_what_their_generator_makes() {
    let this = env::current_exe().unwrap();
    let tool = this.ancestors().nth(2).unwrap().join(format!("examples/make-samples{}", env::consts::EXE_SUFFIX));
    if tool_works("the example make-samples", tool.exists()) {
        let checked = run(Command::new(tool).arg("--check"));
        assert_eq!(checked.code, Some(0), "{}", checked.stdout);
    }
}
