//! What the sheets of 汇总.xlsx say, and how they are printed: read back from the workbook that the program writes.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

#[path = "support/package.rs"]
mod package;
#[path = "support/program.rs"]
mod program;
#[path = "support/small_branch.rs"]
mod small_branch;

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use calamine::{Data, Reader, Xlsx};
use serde_json::Value;

use program::{jifen, samples};
use small_branch::write_sheets;

/// A summary with the result beside it.
struct Tallied {
    bytes: Vec<u8>,
    result: Value,
    sheets: Vec<(String, Vec<Vec<String>>)>,
}

static QINGHE: LazyLock<Tallied> = LazyLock::new(|| tallied(&samples().join("清河镇"), &[]));

fn tallied(folder: &Path, more: &[&str]) -> Tallied {
    let root = tempfile::tempdir().unwrap();
    let mut arguments = vec!["tally", folder.to_str().unwrap(), "--out", "结果"];
    arguments.extend(more);
    let run = jifen(root.path(), &arguments);
    assert!(matches!(run.code, Some(0 | 1)), "{}{}", run.stdout, run.stderr);
    let bytes = fs::read(root.path().join("结果/汇总.xlsx")).unwrap();
    let result = serde_json::from_str(&fs::read_to_string(root.path().join("结果/结果.json")).unwrap()).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.clone())).unwrap();
    let names = book.sheet_names().to_vec();
    let sheets = names.into_iter().map(|name| {
        let range = book.worksheet_range(&name).unwrap();
        let rows = range.rows().map(|row| row.iter().map(Data::to_string).collect()).collect();
        (name, rows)
    });
    Tallied { sheets: sheets.collect(), bytes, result }
}

impl Tallied {
    fn names(&self) -> Vec<&str> {
        self.sheets.iter().map(|(name, _)| name.as_str()).collect()
    }

    #[track_caller]
    fn sheet(&self, name: &str) -> &[Vec<String>] {
        let found = self.sheets.iter().find(|(known, _)| known == name);
        &found.unwrap_or_else(|| panic!("no sheet {name}: {:?}", self.names())).1
    }

    /// The row whose first cell says this.
    #[track_caller]
    fn row(&self, sheet: &str, label: &str) -> &[String] {
        let rows = self.sheet(sheet);
        rows.iter().find(|row| row[0] == label).unwrap_or_else(|| panic!("no {label} on {sheet}: {rows:#?}"))
    }

    fn text(&self, sheet: &str) -> String {
        self.sheet(sheet).iter().map(|row| row.join(" | ")).collect::<Vec<_>>().join("\n")
    }

    fn members(&self) -> &[Value] {
        self.result["members"].as_array().unwrap()
    }
}

fn rule_set_samples() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> =
        fs::read_dir(samples().join("规则集")).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders
}

#[test]
fn the_headline_says_what_the_result_says() {
    let rows = QINGHE.sheet("总览");
    assert!(rows[0][0].ends_with("（试算）"));
    let figures = &rows[3];
    let counted = QINGHE.members().iter().filter(|member| member["counted"] == true).count();
    let errors = QINGHE.result["diagnostics"].as_array().unwrap().iter().filter(|d| d["severity"] == "error").count();
    assert_eq!(figures[0], QINGHE.result["branches"].as_array().unwrap().len().to_string());
    assert_eq!(figures[1], counted.to_string());
    assert_eq!(figures[4], errors.to_string());
    let five = QINGHE.members().iter().filter(|m| m["counted"] == true && m["grade"] == "五星级").count();
    assert!(figures[5].starts_with(&format!("五星级 {five} 人")), "{figures:?}");
    assert!(QINGHE.row("总览", "结论")[1].starts_with("试算"));
    // Every sheet is on the list, in its order.
    let listed: Vec<&str> =
        rows.iter().skip_while(|row| !row[0].starts_with("本簿各表")).skip(1).map(|row| row[0].as_str()).collect();
    assert_eq!(listed[..QINGHE.names().len() - 1], QINGHE.names()[1..]);
}

#[test]
fn what_is_final_says_so_and_leaves_nothing_to_be_done() {
    let liulin = tallied(&samples().join("柳林乡"), &[]);
    assert!(!liulin.sheet("总览")[0][0].contains("试算"));
    assert!(liulin.row("总览", "结论")[1].starts_with("定案"));
    assert!(!liulin.names().contains(&"待决事项") || !liulin.text("待决事项").contains("错误，要改正"));
    assert!(!liulin.text("授牌名单").contains("试算"));
}

#[test]
fn who_is_handed_something_is_certain() {
    let text = QINGHE.text("授牌名单");
    assert!(text.contains("不要据此制牌") && QINGHE.sheet("授牌名单")[0][0].ends_with("（试算）"));
    let rows: Vec<(&str, &str, &str)> = QINGHE
        .sheet("授牌名单")
        .iter()
        .filter(|row| row[0].parse::<u32>().is_ok())
        .map(|row| (row[1].as_str(), row[2].as_str(), row[4].as_str()))
        .collect();
    let mut expected = 0;
    for member in QINGHE.members() {
        let [branch, name] = ["branch", "name"].map(|key| member[key].as_str().unwrap());
        let is_named =
            |row: &&(&str, &str, &str)| row.0 == branch && (row.1 == name || row.1.starts_with(&format!("{name}（")));
        let grades: Vec<&str> = rows.iter().filter(is_named).map(|row| row.2).collect();
        let is_contested = !member["contested"].as_array().unwrap().is_empty();
        if member["counted"] == true && member["stars"].as_u64() > Some(0) && !is_contested {
            expected += 1;
            assert!(grades.contains(&member["grade"].as_str().unwrap()), "{branch} {name}");
        } else if is_contested {
            assert!(grades.is_empty(), "{branch} {name}: contested, and yet on the list");
            assert!(text.contains("并列待决定的"), "{text}");
        }
    }
    assert_eq!(rows.len(), expected);
}

#[test]
fn without_stars_the_grades_with_quotas_are_handed_over() {
    for folder in rule_set_samples() {
        let town = tallied(&folder, &[]);
        let headings: Vec<&str> = town
            .sheet("授牌名单")
            .iter()
            .filter(|row| row[0].contains("　共 "))
            .map(|row| row[0].split('　').next().unwrap())
            .collect();
        let mut levels: Vec<&str> =
            town.result["quotas"].as_array().unwrap().iter().map(|quota| quota["level"].as_str().unwrap()).collect();
        levels.dedup();
        levels.sort_unstable();
        levels.dedup();
        assert_eq!(headings, levels, "{}", folder.display());
    }
}

#[test]
fn all_that_is_open_is_pending_with_who_does_it() {
    let rows: Vec<&Vec<String>> = QINGHE.sheet("待决事项").iter().filter(|row| row[0].parse::<u32>().is_ok()).collect();
    for quota in QINGHE.result["quotas"].as_array().unwrap() {
        let contested: Vec<&str> =
            quota["contested"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
        let level = format!("「{}」", quota["level"].as_str().unwrap());
        let is_listed = rows.iter().any(|row| {
            row[1] == quota["scope"].as_str().unwrap() && row[2].contains(&level) && row[4] == contested.join("、")
        });
        assert_eq!(is_listed, !contested.is_empty(), "{quota}");
    }
    let mut errors: BTreeMap<&str, u32> = BTreeMap::new();
    for problem in QINGHE.result["diagnostics"].as_array().unwrap() {
        if problem["severity"] == "error" {
            let place = problem["branch"].as_str().or_else(|| problem["file"].as_str()).unwrap_or_default();
            *errors.entry(place).or_default() += 1;
        }
    }
    for (branch, count) in errors {
        let row = rows.iter().find(|row| row[1] == branch && row[2].starts_with("错误没有改正")).unwrap();
        assert_eq!(row[3], count.to_string(), "{branch}");
        // The link leads to a row of that branch.
        let number: usize = row[6].trim_start_matches("第 ").trim_end_matches(" 条").parse().unwrap();
        let problem = &QINGHE.sheet("问题清单")[3 + number - 1];
        assert!(problem[1] == "错误" && (problem[3] == branch || problem[4] == branch), "{problem:?}");
    }
    assert!(rows.iter().all(|row| !row[5].is_empty()));
    assert_eq!(QINGHE.sheet("总览")[3][3], rows.len().to_string());
}

const ROSTER: &[&str] = &[
    "序号 | 姓名 | 性别 | 出生年月 | 学历 | 入党时间 | 党员类别",
    "1 | 王伟 | 男 | 1990-12 | 大专 | 2015-12-31 | 正式",
    "2 | 李强 | 男 | 1989-12 | | 2014-12-31 | 正式",
    "3 | 赵敏 | 女 | 1980-12 | 研究生 | 2005-07-01 | 正式",
    "4 | 孙丽 | 女 | 1979-12 | 大学本科 | 2005-07-01 | 正式",
    "5 | 钱进 | 男 | 1970-12 | 大专 | 2005-07-01 | 正式",
    "6 | 周勇 | 男 | 1969-12 | 小学 | 2005-07-01 | 正式",
    "7 | 吴芳 | 男 | 1965-12 | 大专 | 2005-07-01 | 正式",
    "8 | 郑浩 | | 1964-12 | 大专 | 1984-12-31 | 正式",
    "9 | 何平 | 男 | | 大专 | 2025-07-01 | 预备",
];

const LEDGER: &[&str] = &[
    "序号 | 日期 | 姓名 | 项目编号 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期",
    "1 | 2025-05-12 | 王伟 | J04 | 2 | | | 清理河道 | | ",
    "2 | 2025-06-12 | 李强 | J04 | 5 | | | 清理河道 | | ",
    "3 | 2025-06-12 | 郑浩 | J04 | 1 | | | 清理河道 | | ",
];

fn made(more: &[&str]) -> Tallied {
    let folder = tempfile::tempdir().unwrap();
    write_sheets(
        &folder.path().join("东河村.xlsx"),
        &[("花名册", "东河村党支部 2025 年花名册", ROSTER), ("积分登记", "东河村党支部 2025 年积分登记", LEDGER)],
    );
    let mut arguments = vec!["--rules", "township-stars", "--period", "2025"];
    if more.contains(&"--rules") {
        arguments.drain(..2);
    }
    arguments.extend(more);
    tallied(folder.path(), &arguments)
}

/// The groups of one way to part the members: name, members, mean as the members' own scores give it.
#[track_caller]
fn assert_groups(town: &Tallied, by: &str, expected: &[(&str, &[&str])]) {
    let parts = town.result["breakdown"].as_array().unwrap();
    let part = parts.iter().find(|part| part["by"] == by).unwrap_or_else(|| panic!("no {by}"));
    let groups = part["groups"].as_array().unwrap();
    let shown: Vec<&str> = groups.iter().map(|group| group["group"].as_str().unwrap()).collect();
    assert_eq!(shown, expected.iter().map(|(group, _)| *group).collect::<Vec<_>>(), "{by}");
    for (group, (title, names)) in groups.iter().zip(expected) {
        assert_eq!(group["members"], names.len(), "{by} {title}");
        let own = town.members().iter().filter(|member| names.contains(&member["name"].as_str().unwrap()));
        let scores: Vec<jifen::model::Points> =
            own.map(|member| jifen::model::Points::parse(member["score"].as_str().unwrap()).unwrap()).collect();
        let mean = jifen::scoring::mean(&scores).unwrap().to_string();
        assert_eq!(group["mean"].as_str(), Some(mean.as_str()), "{by} {title}");
        let title_of = part["title"].as_str().unwrap();
        let row = town.sheet("分类统计").iter().find(|row| row[0] == title_of && row[1] == *title).unwrap();
        assert_eq!((row[2].as_str(), row[5].as_str()), (names.len().to_string().as_str(), mean.as_str()), "{row:?}");
    }
}

#[test]
fn members_are_parted_by_what_the_roster_says() {
    let town = made(&[]);
    let young = &["王伟"][..];
    assert_groups(
        &town,
        "sex",
        &[("男", &["王伟", "李强", "钱进", "周勇", "吴芳", "何平"]), ("女", &["赵敏", "孙丽"]), ("未填", &["郑浩"])],
    );
    assert_groups(
        &town,
        "age",
        &[
            ("35 岁以下", young),
            ("36—45 岁", &["李强", "赵敏"]),
            ("46—55 岁", &["孙丽", "钱进"]),
            ("56—60 岁", &["周勇", "吴芳"]),
            ("61 岁以上", &["郑浩"]),
            ("未填", &["何平"]),
        ],
    );
    assert_groups(
        &town,
        "education",
        &[
            ("小学", &["周勇"]),
            ("大专", &["王伟", "钱进", "吴芳", "郑浩", "何平"]),
            ("大学本科", &["孙丽"]),
            ("研究生", &["赵敏"]),
            ("未填", &["李强"]),
        ],
    );
    assert_groups(
        &town,
        "party_age",
        &[
            ("10 年以下", &["王伟", "何平"]),
            ("11—20 年", &["李强", "赵敏", "孙丽", "钱进", "周勇", "吴芳"]),
            ("41—49 年", &["郑浩"]),
        ],
    );
    assert!(town.text("分类统计").contains("不足 3 人的组"));
    // Sums only: nobody is named.
    let sheet = town.text("分类统计");
    assert!(town.members().iter().all(|member| !sheet.contains(member["name"].as_str().unwrap())));
}

#[test]
fn a_rule_set_says_where_its_bands_end() {
    let folder = tempfile::tempdir().unwrap();
    let rules = folder.path().join("办法.toml");
    let own = "\n[[breakdown]]\nby = \"age\"\nup_to = [50]\narticle = \"九\"\nmark = \"原\"\n";
    let text = jifen::rules::builtin_text("township-stars").unwrap();
    fs::write(&rules, format!("{text}{own}")).unwrap();
    let town = made(&["--rules", rules.to_str().unwrap()]);
    assert_groups(
        &town,
        "age",
        &[
            ("50 岁以下", &["王伟", "李强", "赵敏", "孙丽"]),
            ("51 岁以上", &["钱进", "周勇", "吴芳", "郑浩"]),
            ("未填", &["何平"]),
        ],
    );
    fs::write(&rules, format!("{text}{}", own.replace("[50]", "[50, 40]"))).unwrap();
    let run = jifen(folder.path(), &["rules", "lint", "办法.toml"]).ends_with(2);
    assert!(format!("{}{}", run.stdout, run.stderr).contains("应从小到大"), "{}{}", run.stdout, run.stderr);
}

#[test]
fn signs_are_told_as_what_touches_no_score() {
    let text = QINGHE.text("可疑线索");
    assert!(text.contains("不影响计分") && text.contains("S101 两行完全相同"), "{text}");
    let rows: Vec<&Vec<String>> = QINGHE.sheet("可疑线索").iter().filter(|row| row[0].parse::<u32>().is_ok()).collect();
    assert!(rows.iter().all(|row| row[1].starts_with('S') && !row[7].is_empty()));
}

#[test]
fn the_basis_names_program_rules_and_every_file() {
    for town in [&*QINGHE, &tallied(&rule_set_samples()[0], &[])] {
        let text = town.text("依据");
        let hash = town.result["rule_set"]["sha256"].as_str().unwrap();
        assert!(text.contains(hash) && text.contains("办法全文："));
        for file in town.result["files"].as_array().unwrap() {
            assert!(text.contains(file["sha256"].as_str().unwrap()), "{file}");
        }
        assert!(!text.contains("（可得）"), "ranges are not reckoned");
    }
}

#[test]
fn every_sheet_is_set_up_for_a4_with_numbered_pages() {
    let mut folders = rule_set_samples();
    folders.push(samples().join("清河镇"));
    for folder in folders {
        let town = tallied(&folder, &[]);
        for (number, (name, rows)) in town.sheets.iter().enumerate() {
            let xml = package::part(&town.bytes, &format!("xl/worksheets/sheet{}.xml", number + 1));
            let has = |what: &str| assert!(xml.contains(what), "{}, {name}: {what}", folder.display());
            has("paperSize=\"9\"");
            has("<pageSetUpPr fitToPage=\"1\"/>");
            has("&amp;C第 &amp;P 页 共 &amp;N 页");
            has("<pane ");
            if rows[2].len() > 8 {
                has("orientation=\"landscape\"");
            }
        }
        let charts = package::parts(&town.bytes).into_iter().filter(|(name, _)| name.starts_with("xl/charts/chart"));
        let charts: Vec<String> = charts.map(|(_, content)| String::from_utf8(content).unwrap()).collect();
        assert!(charts.iter().any(|chart| chart.contains("grouping val=\"stacked\"")), "{}", folder.display());
        assert!(charts.iter().all(|chart| chart.contains("<c:title>")));
    }
}
