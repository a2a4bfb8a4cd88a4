//! Month, quarter, half-year and year from the same workbooks; the series over the year; stars of months and quarters.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout, reason = "a test stops where it fails")]

#[path = "support/program.rs"]
mod program;
#[path = "support/recalculate.rs"]
mod recalculate;
#[path = "support/small_branch.rs"]
mod small_branch;

use std::fs;
use std::path::{Path, PathBuf};

use jifen::model::Points;
use serde_json::{Value, json};

use program::{jifen, program as command, run, samples};
use recalculate::recalculate;
use small_branch::write;

/// The samples of all built-in rule sets, and how often each settles, in months.
fn townships() -> Vec<(PathBuf, u32)> {
    let of = |name: &str| samples().join("规则集").join(name);
    vec![
        (samples().join("柳林乡"), 12),
        (of("农村党员积分量化考核办法"), 12),
        (of("党员分类管理积分办法"), 12),
        (of("机关党员三清单积分办法"), 6),
        (of("企业党员量化积分办法"), 3),
    ]
}

/// The result of a period, which may be provisional.
fn tally(folder: &Path, arguments: &[&str]) -> Value {
    let out = tempfile::tempdir().unwrap();
    let mut command = command(out.path());
    let run = run(command.arg("tally").arg(folder).args(["--format", "json"]).args(arguments));
    assert!(run.code.is_some_and(|code| code < 2), "{}", run.stderr);
    run.json()
}

fn points(value: &Value) -> Points {
    Points::parse(value.as_str().unwrap()).unwrap()
}

#[test]
fn a_period_begins_where_the_settled_one_begins() {
    for (folder, settled) in townships() {
        for (label, from, to, months) in [
            ("2025-05", ["2025-05-01", "2025-04-01", "2025-01-01"], "2025-05-31", 1),
            ("2025Q3", ["2025-07-01", "2025-07-01", "2025-07-01"], "2025-09-30", 3),
            ("2025H2", ["2025-07-01", "2025-07-01", "2025-07-01"], "2025-12-31", 6),
            ("2025", ["2025-01-01", "2025-01-01", "2025-01-01"], "2025-12-31", 12),
        ] {
            let result = tally(&folder, &["--period", label]);
            let period = &result["period"];
            let begins = match settled {
                12 => "2025-01-01",
                6 => from[if months < 3 { 2 } else { 1 }],
                _ => from[1],
            };
            assert_eq!((&period["label"], &period["from"], &period["to"]), (&json!(label), &json!(begins), &json!(to)));
            let is_running = months < settled;
            assert_eq!(period.get("cumulative"), is_running.then_some(&json!(true)), "{}", folder.display());
            let has_grade = result["members"].as_array().unwrap().iter().any(|member| !member["grade"].is_null());
            assert!(!is_running || (!has_grade && result["quotas"] == json!([])), "{label}");
        }
    }
}

#[test]
fn what_runs_is_called_so() {
    let root = tempfile::tempdir().unwrap();
    let folder = samples().join("柳林乡");
    let of = |label: &str| {
        let mut command = command(root.path());
        let run = run(command.arg("tally").arg(&folder).args(["--period", label])).ends_with(0);
        let text = fs::read_to_string(root.path().join("汇总结果/说明.txt")).unwrap();
        (run.stdout, run.stderr, text)
    };
    let (screen, told, text) = of("2025Q2");
    assert!(screen.contains("柳林乡 2025Q2 累计（2025-01-01 至 2025-06-30） 积分汇总"), "{screen}");
    assert!(told.contains("每年结算一次，2025Q2 不到结算的时候：算的是 2025-01-01 至 2025-06-30 的累计"), "{told}");
    assert!(text.contains("柳林乡 2025Q2 累计 积分汇总") && text.contains("不到结算的时候"), "{text}");
    let (screen, told, text) = of("2025");
    assert!(!screen.contains("累计") && !told.contains("累计") && !text.contains("累计"), "{screen}{told}{text}");
}

/// The score at the end of a month is what a run of that month gives.
#[test]
fn scores_over_the_year_are_those_of_each_period() {
    for (folder, _) in townships().into_iter().filter(|(_, settled)| *settled != 6) {
        for (window, label) in [("month", "2025-05"), ("quarter", "2025Q3")] {
            let whole = tally(&folder, &["--period", "2025", "--series", window]);
            let part = tally(&folder, &["--period", label]);
            let scores = |result: &Value, of: &dyn Fn(&Value) -> Value| -> Vec<Value> {
                result["members"].as_array().unwrap().iter().map(of).collect()
            };
            let then = scores(&whole, &|member| member["series"][label].clone());
            assert_eq!(then, scores(&part, &|member| member["score"].clone()), "{} {label}", folder.display());
            assert!(whole["members"][0]["series"].as_object().unwrap().len() == if window == "month" { 12 } else { 4 });
        }
    }
    let asked_nothing = tally(&samples().join("柳林乡"), &[]);
    assert_eq!(asked_nothing["members"][0].get("series"), None);
}

#[test]
fn the_series_adds_up() {
    let result = tally(&samples().join("清河镇"), &["--period", "2025"]);
    let series = result["series"].as_array().unwrap();
    let township: Vec<&Value> = series.iter().filter(|row| row.get("branch").is_none()).collect();
    assert_eq!(township.len(), 12 + 4 + 1);
    for whole in &township {
        let parts = series.iter().filter(|row| row.get("branch").is_some() && row["period"] == whole["period"]);
        let parts: Vec<&Value> = parts.filter(|row| row["window"] == whole["window"]).collect();
        assert_eq!(parts.len(), result["branches"].as_array().unwrap().len());
        for key in ["entries", "counted", "members"] {
            let sum: u64 = parts.iter().map(|row| row[key].as_u64().unwrap()).sum();
            assert_eq!(sum, whole[key].as_u64().unwrap(), "{key}");
        }
        for key in ["added", "deducted"] {
            assert_eq!(parts.iter().map(|row| points(&row[key])).sum::<Points>(), points(&whole[key]));
        }
    }
    let run = township.last().unwrap();
    let months: Points = township[..12].iter().map(|row| points(&row["added"])).sum();
    assert_eq!(months, points(&run["added"]));
    let all: Points = ["added", "deducted", "undated", "adjusted"].iter().map(|key| points(&run[*key])).sum();
    let scores: Points = result["members"].as_array().unwrap().iter().map(|member| points(&member["score"])).sum();
    assert_eq!(all, scores);
}

#[test]
fn the_sheets_of_the_series_recalculate() {
    let root = tempfile::tempdir().unwrap();
    let folder = samples().join("规则集/企业党员量化积分办法");
    let mut command = command(root.path());
    run(command.arg("tally").arg(folder).args(["--period", "2025", "--series", "quarter"])).ends_with(1);
    if let Some(comparison) = recalculate(&fs::read(root.path().join("汇总结果/汇总.xlsx")).unwrap()) {
        assert!(comparison.differences.is_empty(), "{:#?}", comparison.differences);
    }
}

/// The snippet of the documentation, added to the default rule set: stars of months and quarters.
#[test]
fn a_township_that_wants_stars_of_months_gets_them() {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(repository.join("docs/期间与结账.md")).unwrap();
    let snippet = page.split("```toml 月度之星\n").nth(1).unwrap().split("```").next().unwrap();
    let rules = fs::read_to_string(repository.join("rules/township-stars.toml")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::create_dir(at.join("报表")).unwrap();
    fs::write(at.join("报表/jifen.toml"), "rules = \"本镇办法.toml\"\n").unwrap();
    fs::write(at.join("报表/本镇办法.toml"), format!("{rules}\n{snippet}")).unwrap();
    let lines = [
        "1 | 2025-01-12 | 王伟 | Z02 | 1 | | | 帮扶 | 赵敏 | 2025-01-20",
        "2 | 2025-03-08 | 李秀英 | Z02 | 1 | | | 帮扶 | 赵敏 | 2025-03-20",
        "3 | 2025-04-10 | 赵敏 | Z02 | 1 | | | 帮扶 | 王伟 | 2025-04-20",
    ];
    write(&at.join("报表/东河村.xlsx"), &lines);
    let honours = |label: &str| -> Vec<String> {
        let result = tally(&at.join("报表"), &["--period", label]);
        let named = |honour: &Value| {
            let text = |key: &str| honour[key].as_str().unwrap().to_owned();
            format!("{} {} {}", text("title"), text("period"), text("name"))
        };
        result["honours"].as_array().unwrap().iter().map(named).collect()
    };
    let months = ["月度之星 2025-01 王伟", "月度之星 2025-03 李秀英"];
    assert_eq!(honours("2025-03"), months);
    let quarter = ["季度之星 2025Q1 王伟", "季度之星 2025Q1 李秀英"];
    assert_eq!(honours("2025Q1"), [&months[..], &quarter].concat());
    let april = ["月度之星 2025-04 赵敏"];
    let second = ["季度之星 2025Q2 赵敏"];
    assert_eq!(honours("2025"), [&months[..], &april, &quarter, &second].concat());
    let screen = jifen(at, &["tally", "报表", "--period", "2025Q1"]).ends_with(0).stdout;
    assert!(screen.contains("月度之星") && screen.contains("李秀英"), "{screen}");
    let lint = jifen(at, &["rules", "lint", "报表/本镇办法.toml"]);
    assert!(!lint.stdout.contains("月度之星"), "{}", lint.stdout);
}
