//! Branches of several rule sets in one run: each is reckoned as it would be alone, and all stand in one result.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

#[path = "support/program.rs"]
mod program;
#[path = "support/small_branch.rs"]
mod small_branch;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use program::{jifen, samples, tally};
use small_branch::write_sheets;

const HEADER: &str = "序号 | 日期 | 姓名 | 项目编号 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期";
const PEOPLE: &str = "序号 | 姓名 | 性别 | 出生年月 | 入党时间 | 党员类别";

/// Who belongs where in the samples: rule set, files, branches.
const SAMPLES: [(&str, &str, &[&str], &[&str]); 3] = [
    ("township-stars", "清河镇", &["东河村.xlsx", "石桥村.xlsx"], &["东河村党支部", "石桥村党支部"]),
    (
        "company-weighted",
        "规则集/企业党员量化积分办法",
        &["东河厂.xlsx", "西河厂.xlsx"],
        &["东河厂党支部", "西河厂党支部"],
    ),
    (
        "agency-lists",
        "规则集/机关党员三清单积分办法",
        &["党政办.xlsx", "财政所.xlsx"],
        &["党政办党支部", "财政所党支部"],
    ),
];

/// The samples of three rule sets in one folder, with a profile that says which is whose.
fn mixed(folder: &Path) {
    let mut profile = "township = \"清河镇\"\nrules = \"township-stars\"\nperiod = \"2025\"\nprogramme_start = 2023\n\
                       previous = \"上年档案.xlsx\"\n"
        .to_owned();
    fs::create_dir_all(folder).unwrap();
    for (rules, from, files, branches) in SAMPLES {
        for file in files {
            fs::copy(samples().join(from).join(file), folder.join(file)).unwrap();
        }
        for branch in branches.iter().filter(|_| rules != "township-stars") {
            profile += &format!("[[branch]]\nname = \"{branch}\"\nrules = \"{rules}\"\n");
        }
    }
    fs::copy(samples().join("规则集/机关党员三清单积分办法/上年档案.xlsx"), folder.join("上年档案.xlsx")).unwrap();
    fs::write(folder.join("jifen.toml"), profile).unwrap();
}

/// What a result says of a branch: members with ranks and steps, rows of tables, problems, places.
fn of_branch(result: &Value, branch: &str) -> Value {
    let mine = |key: &str, name: &str| -> Vec<Value> {
        let all = result[key].as_array().cloned().unwrap_or_default();
        all.into_iter().filter(|it| it[name] == branch).map(without_rule_set).collect()
    };
    json!([
        mine("branches", "name"),
        mine("members", "branch"),
        mine("records", "branch"),
        mine("honours", "branch"),
        mine("diagnostics", "branch"),
        mine("quotas", "scope")
    ])
}

fn without_rule_set(mut value: Value) -> Value {
    value.as_object_mut().unwrap().remove("rule_set");
    value
}

/// A rule set like the township's, with another id, another price of J04 and what else is replaced.
fn factory_rules(path: &Path, replaced: &[(&str, &str)]) {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/township-stars.toml")).unwrap();
    let mut text = text.replacen("id = \"township-stars\"", "id = \"factory-stars\"", 1);
    text = text.replacen("title = \"乡镇党员星级积分办法\"", "title = \"工厂党员星级积分办法\"", 1);
    assert!(text.contains("factory-stars") && text.contains("工厂党员星级积分办法"));
    for (from, to) in replaced {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// A branch's sheets: a roster of these people and these lines.
fn sheets<'a>(branch: &str, people: &'a [&'a str], lines: &'a [&'a str]) -> Vec<(String, String, Vec<&'a str>)> {
    let roster = std::iter::once(PEOPLE).chain(people.iter().copied()).collect();
    let ledger = std::iter::once(HEADER).chain(lines.iter().copied()).collect();
    vec![
        (format!("{branch}花名册"), format!("清河镇{branch}党支部党员花名册"), roster),
        (format!("{branch}积分登记"), format!("清河镇{branch}党支部2025年积分登记"), ledger),
    ]
}

fn write(path: &Path, sheets: &[(String, String, Vec<&str>)]) {
    let sheets: Vec<(&str, &str, &[&str])> =
        sheets.iter().map(|(name, title, rows)| (name.as_str(), title.as_str(), rows.as_slice())).collect();
    write_sheets(path, &sheets);
}

const VILLAGERS: [&str; 2] =
    ["1 | 王伟 | 男 | 1970-05-02 | 1995-07-01 | 正式党员", "2 | 李秀英 | 女 | 1975-03-02 | 2001-07-01 | 正式党员"];
const WORKERS: [&str; 2] =
    ["1 | 赵敏 | 女 | 1980-01-02 | 2005-07-01 | 正式党员", "2 | 周强 | 男 | 1985-01-02 | 2010-07-01 | 正式党员"];
const VILLAGE: [&str; 2] =
    ["1 | 2025-05-12 | 王伟 | J04 | 2 | | | 清理河道 | | ", "2 | 2025-07-01 | 李秀英 | J04 | 1 | | | 护林 | | "];
const FACTORY: [&str; 2] =
    ["1 | 2025-05-13 | 赵敏 | J04 | 2 | | | 清扫厂区 | | ", "2 | 2025-07-02 | 周强 | J04 | 1 | | | 义务维修 | | "];

/// 东河村 by the township's rules, 东河厂 by a rule set beside the profile.
fn small(folder: &Path, more: &str) {
    write(&folder.join("东河村.xlsx"), &sheets("东河村", &VILLAGERS, &VILLAGE));
    write(&folder.join("东河厂.xlsx"), &sheets("东河厂", &WORKERS, &FACTORY));
    small_profile(folder, more);
}

fn small_profile(folder: &Path, more: &str) {
    factory_rules(
        &folder.join("办法/工厂.toml"),
        &[("\"J04\"\ntitle = \"志愿服务\"", "\"J04\"\ntitle = \"志愿服务\"")],
    );
    let profile = format!(
        "township = \"清河镇\"\nrules = \"township-stars\"\nperiod = \"2025\"\nprogramme_start = 2025\n{more}\n\
         [[branch]]\nname = \"东河村党支部\"\n[[branch]]\nname = \"东河厂党支部\"\nrules = \"办法/工厂.toml\"\n"
    );
    fs::write(folder.join("jifen.toml"), profile).unwrap();
}

/// By branch, the id of its rule set.
fn rule_sets(result: &Value) -> BTreeMap<&str, &str> {
    let branches = result["branches"].as_array().unwrap().iter();
    branches.map(|it| (it["name"].as_str().unwrap(), it["rule_set"].as_str().unwrap_or(""))).collect()
}

fn member<'a>(result: &'a Value, name: &str) -> &'a Value {
    result["members"].as_array().unwrap().iter().find(|it| it["name"] == name).unwrap()
}

/// All codes, with the branches that they are told of.
fn codes(result: &Value) -> Vec<(&str, &str)> {
    let all = result["diagnostics"].as_array().unwrap().iter();
    all.map(|it| (it["code"].as_str().unwrap(), it["branch"].as_str().unwrap_or(""))).collect()
}

#[test]
fn every_branch_is_reckoned_as_it_would_be_alone() {
    let root = tempfile::tempdir().unwrap();
    mixed(&root.path().join("报表"));
    let all = tally(&root.path().join("报表"), 1, &[]);
    let ids: Vec<&str> = SAMPLES.iter().map(|(rules, ..)| *rules).collect();
    let told: Vec<&str> = all["rule_sets"].as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap()).collect();
    assert_eq!((told, &all["rule_set"]["id"]), (ids, &json!("township-stars")));
    let mut seen = 0;
    for (rules, from, files, branches) in SAMPLES {
        let alone = root.path().join(rules);
        fs::create_dir_all(&alone).unwrap();
        for file in files {
            fs::copy(samples().join(from).join(file), alone.join(file)).unwrap();
        }
        fs::write(alone.join("jifen.toml"), "township = \"清河镇\"\n").unwrap();
        let archive = root.path().join("报表/上年档案.xlsx");
        let mut more = vec!["--rules", rules, "--period", "2025", "--programme-start", "2023"];
        if rules == "agency-lists" {
            more.extend(["--previous", archive.to_str().unwrap()]);
        }
        let one = tally(&alone, 1, &more);
        for branch in branches {
            let (together, alone) = (of_branch(&all, branch), of_branch(&one, branch));
            for (part, (together, alone)) in
                together.as_array().unwrap().iter().zip(alone.as_array().unwrap()).enumerate()
            {
                assert!(together == alone, "{branch}: part {part} is another");
            }
            assert!(!together[1].as_array().unwrap().is_empty(), "{branch}");
            assert_eq!(rule_sets(&all)[branch], rules);
        }
        // What is reckoned over the whole township is reckoned over the branches of one rule set.
        let of_rules = |result: &Value| -> BTreeSet<String> {
            let quotas = result["quotas"].as_array().unwrap().iter();
            let mine = quotas.filter(|it| it.get("rule_set").is_none_or(|own| own == rules));
            mine.map(|it| format!("{} {} {}", it["scope"], it["level"], it["limit"])).collect()
        };
        assert_eq!(of_rules(&all), of_rules(&one));
        seen += one["members"].as_array().unwrap().len();
    }
    assert_eq!(all["members"].as_array().unwrap().len(), seen);
}

#[test]
fn two_runs_are_alike_and_the_order_of_files_does_not_matter() {
    let root = tempfile::tempdir().unwrap();
    mixed(&root.path().join("报表"));
    let outputs = ["一", "二"].map(|out| {
        jifen(root.path(), &["tally", "报表", "--out", out]).ends_with(1);
        let mut files = BTreeMap::new();
        for file in fs::read_dir(root.path().join(out)).unwrap().map(|it| it.unwrap().path()).filter(|it| it.is_file())
        {
            files.insert(file.file_name().unwrap().to_owned(), fs::read(file).unwrap());
        }
        files
    });
    let names: Vec<&str> =
        outputs[0].keys().filter_map(|name| name.to_str()).filter(|name| name.contains("汇总")).collect();
    assert_eq!(names, ["汇总.xlsx", "汇总（企业党员量化积分办法）.xlsx", "汇总（机关党员三清单积分办法）.xlsx"]);
    assert!(outputs[0] == outputs[1]);
    let all = tally(&root.path().join("报表"), 1, &[]);
    let turned = root.path().join("倒");
    mixed(&turned);
    for (place, file) in ["石桥村.xlsx", "西河厂.xlsx", "东河厂.xlsx", "财政所.xlsx"].iter().enumerate() {
        fs::rename(turned.join(file), turned.join(format!("{}{file}", 9 - place))).unwrap();
    }
    let other = tally(&turned, 1, &[]);
    let told = |result: &Value| -> BTreeSet<String> {
        let members = result["members"].as_array().unwrap().iter();
        members
            .map(|it| format!("{} {} {} {} {}", it["branch"], it["name"], it["score"], it["rank"], it["grade"]))
            .collect()
    };
    assert_eq!(told(&all), told(&other));
}

#[test]
fn each_rule_set_has_its_own_summary_and_one_text_tells_of_all() {
    let root = tempfile::tempdir().unwrap();
    small(&root.path().join("报表"), "");
    let run = jifen(root.path(), &["tally", "报表"]).ends_with(0);
    assert!(run.stdout.contains("工厂党员星级积分办法（factory-stars）：东河厂党支部"), "{}", run.stdout);
    let text = fs::read_to_string(root.path().join("汇总结果/说明.txt")).unwrap();
    for words in
        ["汇总.xlsx　　《乡镇党员星级积分办法》的 1 个支部", "汇总（工厂党员星级积分办法）.xlsx", "分数不能相比"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(root.path().join("汇总结果/汇总（工厂党员星级积分办法）.xlsx").is_file());
    let result = tally(&root.path().join("报表"), 0, &[]);
    assert_eq!(
        rule_sets(&result),
        BTreeMap::from([("东河村党支部", "township-stars"), ("东河厂党支部", "factory-stars")])
    );
    // A notice cites the rules of the branches on it, and no others.
    let told = jifen(root.path(), &["tally", "报表", "--publish=2026-01-12"]).ends_with(0).stderr;
    assert!(told.contains("「公示」「公示（工厂党员星级积分办法）」里"), "{told}");
    for (folder, cited) in [
        ("公示", "根据《乡镇党员星级积分办法》，对"),
        ("公示（工厂党员星级积分办法）", "根据《工厂党员星级积分办法》，对"),
    ] {
        let notice = root.path().join("汇总结果").join(folder).join("公示（全乡镇）.xlsx");
        let workbook = jifen::workbook::read(&notice, &std::sync::Arc::from("公示.xlsx")).workbook.unwrap();
        let words = workbook.sheets.iter().flat_map(|sheet| sheet.cells()).map(|cell| format!("{:?}", cell.value));
        assert!(words.into_iter().any(|words| words.contains(cited)), "{folder}");
    }
    // Each is first among its own.
    assert_eq!(member(&result, "王伟")["rank"]["township"], json!(1));
    assert_eq!(member(&result, "赵敏")["rank"]["township"], json!(1));
    // A summary of ours among the inputs is known for what it is.
    let summary = root.path().join("汇总结果/汇总（工厂党员星级积分办法）.xlsx");
    fs::copy(summary, root.path().join("报表/旧汇总.xlsx")).unwrap();
    assert!(codes(&tally(&root.path().join("报表"), 1, &[])).iter().any(|(code, _)| *code == "L126"));
}

#[test]
fn one_workbook_may_hold_branches_of_several_rule_sets() {
    let root = tempfile::tempdir().unwrap();
    let (apart, together) = (root.path().join("分"), root.path().join("合"));
    small(&apart, "");
    let all = [sheets("东河村", &VILLAGERS, &VILLAGE), sheets("东河厂", &WORKERS, &FACTORY)].concat();
    write(&together.join("全镇.xlsx"), &all);
    small_profile(&together, "");
    let (apart, together) = (tally(&apart, 0, &[]), tally(&together, 0, &[]));
    assert_eq!(rule_sets(&together), rule_sets(&apart));
    for name in ["王伟", "李秀英", "赵敏", "周强"] {
        let told = |result| ["branch", "score", "rank", "grade"].map(|key| member(result, name)[key].clone());
        assert_eq!(told(&together), told(&apart), "{name}");
    }
    assert_eq!(together["files"].as_array().unwrap().len(), 1);
    assert_eq!(together["files"][0]["branch"], json!("东河村党支部、东河厂党支部"));
    let used = &together["files"][0]["reading"];
    assert_eq!(used["cells"], json!(used["used"].as_u64().unwrap() + passed_over(used)));
    assert_eq!(codes(&together), codes(&apart));
}

fn passed_over(reading: &Value) -> u64 {
    reading["passed_over"].as_array().unwrap().iter().map(|it| it["cells"].as_u64().unwrap()).sum()
}

#[test]
fn one_roster_for_all_goes_with_ledgers_of_each() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("报表");
    small_profile(&folder, "");
    let people: Vec<String> = [("东河村", VILLAGERS), ("东河厂", WORKERS)]
        .iter()
        .flat_map(|(branch, people)| people.map(|row| row.replacen(" | ", &format!(" | {branch}党支部 | "), 1)))
        .collect();
    let header = PEOPLE.replacen(" | ", " | 支部 | ", 1);
    let rows: Vec<&str> = std::iter::once(header.as_str()).chain(people.iter().map(String::as_str)).collect();
    write_sheets(&folder.join("全镇花名册.xlsx"), &[("花名册", "清河镇党员花名册", &rows)]);
    write(&folder.join("东河村.xlsx"), &sheets("东河村", &[], &VILLAGE)[1..]);
    write(&folder.join("东河厂.xlsx"), &sheets("东河厂", &[], &FACTORY)[1..]);
    let result = tally(&folder, 0, &[]);
    assert_eq!(rule_sets(&result).len(), 2);
    assert_eq!(result["members"].as_array().unwrap().len(), 4);
    // Blank forms are made by the rules of each branch.
    let made = jifen(root.path(), &["template", "--roster", "报表/全镇花名册.xlsx", "--out", "模板"]).ends_with(0);
    assert!(
        made.stdout.contains("「乡镇党员星级积分办法」和「工厂党员星级积分办法」"),
        "{}{}",
        made.stdout,
        made.stderr
    );
    assert!(root.path().join("模板/东河厂党支部.xlsx").is_file());
}

#[test]
fn what_concerns_two_branches_is_seen_across_rule_sets() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("报表");
    let both = [WORKERS[0], VILLAGERS[0]];
    let days = ["03-08", "04-12", "05-20", "06-11", "09-02"];
    let lines = |name: &str| days.map(|day| format!("1 | 2025-{day} | {name} | J04 | 1 | | | {day}清理河道 | | "));
    let (village, factory) = (lines("李秀英"), lines("赵敏"));
    small_profile(&folder, "");
    write(&folder.join("东河村.xlsx"), &sheets("东河村", &VILLAGERS, &village.each_ref().map(String::as_str)));
    write(&folder.join("东河厂.xlsx"), &sheets("东河厂", &both, &factory.each_ref().map(String::as_str)));
    let result = tally(&folder, 1, &[]);
    let found = codes(&result);
    for told in [("M104", "东河村党支部"), ("M104", "东河厂党支部"), ("S109", "东河村党支部")] {
        assert_eq!(found.iter().filter(|it| **it == told).count(), 1, "{told:?} in {found:?}");
    }
}

#[test]
fn a_rule_set_that_is_not_there_or_cannot_be_told_is_refused() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("报表");
    small(&folder, "");
    let profile = fs::read_to_string(folder.join("jifen.toml")).unwrap();
    fs::write(folder.join("jifen.toml"), profile.replace("办法/工厂.toml", "办法/没有.toml")).unwrap();
    let told = jifen(root.path(), &["tally", "报表"]).ends_with(2).stderr;
    assert!(told.contains("jifen.toml」给东河厂党支部写的 rules = \"办法/没有.toml\" 用不了"), "{told}");
    fs::write(folder.join("jifen.toml"), profile).unwrap();
    let rules = folder.join("办法/工厂.toml");
    fs::write(&rules, fs::read_to_string(&rules).unwrap().replace("factory-stars", "township-stars")).unwrap();
    let told = jifen(root.path(), &["tally", "报表"]).ends_with(2).stderr;
    assert!(told.contains("id 却都是「township-stars」"), "{told}");
    fs::write(&rules, "id = 3\n").unwrap();
    assert!(jifen(root.path(), &["check", "报表"]).ends_with(2).stderr.contains("给东河厂党支部写的"));
}

#[test]
fn a_run_of_one_rule_set_is_an_ordinary_one() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("报表");
    small(&folder, "");
    // Only the factory's file, and only the village's; then the rules that the command line names for all.
    for (file, rules) in [("东河厂.xlsx", "factory-stars"), ("东河村.xlsx", "township-stars")] {
        let path = folder.join(file);
        let run = jifen(root.path(), &["check", path.to_str().unwrap(), "--format", "json"]).ends_with(0);
        let result = run.json();
        assert_eq!((&result["rule_set"]["id"], result.get("rule_sets")), (&json!(rules), None));
        assert_eq!(result["branches"][0].get("rule_set"), None);
    }
    let run = jifen(root.path(), &["tally", "报表", "--rules", "township-stars", "--format", "json"]).ends_with(0);
    assert_eq!(run.json().get("rule_sets"), None);
    assert!(run.stderr.contains("配置文件给各支部写的 rules 没有用到"), "{}", run.stderr);
    // A branch that handed in nothing needs nothing.
    fs::remove_file(folder.join("东河厂.xlsx")).unwrap();
    assert_eq!(tally(&folder, 0, &[]).get("rule_sets"), None);
}

#[test]
fn each_rule_set_settles_for_itself() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("报表");
    small(&folder, "");
    factory_rules(&folder.join("办法/工厂.toml"), &[("settles = \"year\"", "settles = \"quarter\"")]);
    let result = tally(&folder, 0, &["--period", "2025Q2"]);
    assert_eq!(
        (&member(&result, "王伟")["grade"], &member(&result, "王伟")["score"].is_string()),
        (&json!(null), &true)
    );
    assert!(member(&result, "赵敏")["grade"].is_string(), "{}", member(&result, "赵敏"));
}

#[test]
fn why_tells_by_the_rules_of_the_branch() {
    let root = tempfile::tempdir().unwrap();
    small(&root.path().join("报表"), "");
    for (name, rules) in [("赵敏", "工厂党员星级积分办法"), ("王伟", "乡镇党员星级积分办法")] {
        let told = jifen(root.path(), &["why", name, "报表", "--out", &format!("{name}.xlsx")]).ends_with(0).stdout;
        assert!(told.contains(&format!("办法：{rules}")) && told.contains("如果再多 1 分"), "{told}");
        assert!(root.path().join(format!("{name}.xlsx")).is_file());
    }
    let layout = jifen(root.path(), &["check", "报表", "--explain-layout"]).ends_with(0).stdout;
    assert!(layout.contains("东河村.xlsx") && layout.contains("东河厂.xlsx"), "{layout}");
    let drawn = jifen(root.path(), &["sample", "报表", "--seed", "2026期", "--out", "抽查.xlsx"]).ends_with(0).stdout;
    assert!(drawn.contains("东河"), "{drawn}");
}

#[test]
fn a_comparison_is_of_the_branches_that_it_is_about() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("报表");
    small(&folder, "");
    factory_rules(&root.path().join("新工厂.toml"), &[("version = \"1.0\"", "version = \"2.0\"")]);
    for (before, after, member, out) in [
        ("township-stars", "township-stars", "王伟", "东河厂党支部"),
        ("报表/办法/工厂.toml", "新工厂.toml", "赵敏", "东河村党支部"),
    ] {
        let run = jifen(root.path(), &["compare", before, after, "报表", "--format", "json"]).ends_with(0);
        let told = run.json();
        assert_eq!(
            (told["summary"]["members"].clone(), &told["left_out"]),
            (json!(2), &json!([out])),
            "{}",
            run.stdout
        );
        assert!(told["members"].as_array().unwrap().iter().any(|it| it["name"] == member));
        let page = jifen(root.path(), &["compare", before, after, "报表"]).ends_with(0).stdout;
        assert!(page.contains(&format!("没有比较：{out}")), "{page}");
    }
    let refused = jifen(root.path(), &["compare", "township-stars", "township-stars", "报表/东河厂.xlsx"]).ends_with(2);
    assert!(refused.stderr.contains("没有可以比较的支部"), "{}", refused.stderr);
}

#[test]
fn waivers_and_decisions_and_earlier_rounds_find_their_branches() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("报表");
    small(&folder, "");
    let wrong = ["1 | 2025-05-13 | 赵敏 | J04 | 2 | | 99 | 清扫厂区 | | "];
    write(&folder.join("东河厂.xlsx"), &sheets("东河厂", &WORKERS, &wrong));
    jifen(root.path(), &["tally", "报表"]).ends_with(1);
    let waiver = |branch: &str| {
        format!(
            "[[waive]]\nbranch = \"{branch}\"\nname = \"赵敏\"\ncode = \"E304\"\nitem = \"J04\"\ndate = \"2025-05-13\"\n\
             treatment = \"不计分\"\nreason = \"按旧标准写的\"\nby = \"支部党员大会\"\non = \"2026-01-10\"\n"
        )
    };
    fs::write(folder.join("豁免.toml"), waiver("东河厂党支部")).unwrap();
    let result = tally(&folder, 0, &[]);
    assert_eq!(result["waived"].as_array().unwrap().len(), 1);
    fs::write(folder.join("豁免.toml"), waiver("南山党支部") + &waiver("东河厂党支部")).unwrap();
    let idle = tally(&folder, 0, &[]);
    assert_eq!(codes(&idle).iter().filter(|(code, _)| *code == "P301").count(), 1, "{:?}", codes(&idle));
    fs::remove_file(folder.join("豁免.toml")).unwrap();
    // What was handed in before had the same fault, and another that is mended now.
    let earlier = root.path().join("上次");
    fs::create_dir_all(&earlier).unwrap();
    fs::copy(folder.join("东河村.xlsx"), earlier.join("东河村.xlsx")).unwrap();
    let worse = [wrong[0], "2 | 2025-07-02 | 周强 | J99 | 1 | | | 义务维修 | | "];
    write(&earlier.join("东河厂.xlsx"), &sheets("东河厂", &WORKERS, &worse));
    let result = tally(&folder, 1, &["--against", earlier.to_str().unwrap()]);
    let rounds = result["rounds"].as_array().unwrap();
    let told: Vec<(&Value, usize, usize)> = rounds
        .iter()
        .map(|it| (&it["branch"], it["mended"].as_array().unwrap().len(), it["unmended"].as_array().unwrap().len()))
        .collect();
    assert_eq!(told, [(&json!("东河村党支部"), 0, 0), (&json!("东河厂党支部"), 1, 1)]);
    let decision = "[[decision]]\nbranch = \"东河厂党支部\"\nname = \"赵敏\"\ngrade = \"五星级\"\noutcome = \"授予\"\n\
                    date = \"2026-01-10\"\nreason = \"表现突出\"\n";
    fs::write(folder.join("决定.toml"), decision).unwrap();
    let result = tally(&folder, 1, &["--decisions", folder.join("决定.toml").to_str().unwrap()]);
    // Nothing is contested; that is said once, and the branch is known.
    let told: Vec<_> = codes(&result).into_iter().filter(|(code, _)| *code == "A102").collect();
    assert_eq!(told, [("A102", "东河厂党支部")]);
}

#[test]
fn words_of_a_profile_may_be_of_one_rule_set_only() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("报表");
    mixed(&folder);
    // 承诺件数 or the like stands in no table of the township's rules; a pinned item is one of the company's.
    let profile = fs::read_to_string(folder.join("jifen.toml")).unwrap();
    fs::write(folder.join("jifen.toml"), format!("{profile}[columns]\n\"姓名\" = \"同志\"\n")).unwrap();
    tally(&folder, 1, &[]);
    fs::write(folder.join("jifen.toml"), format!("{profile}[columns]\n\"没有的栏\" = \"同志\"\n")).unwrap();
    assert!(jifen(root.path(), &["tally", "报表"]).ends_with(2).stderr.contains("没有哪张表有这一栏"));
}

#[test]
fn a_form_of_another_rule_set_is_told_once() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("报表");
    mixed(&folder);
    // The company's file comes for a village.
    let profile = fs::read_to_string(folder.join("jifen.toml")).unwrap();
    let profile = profile.replace("[[branch]]\nname = \"东河厂党支部\"\nrules = \"company-weighted\"\n", "");
    fs::write(folder.join("jifen.toml"), profile).unwrap();
    let result = tally(&folder, 1, &[]);
    let of_file = result["diagnostics"].as_array().unwrap().iter().filter(|it| it["file"] == "东河厂.xlsx");
    let told: Vec<&str> = of_file.clone().map(|it| it["code"].as_str().unwrap()).collect();
    assert_eq!(told, ["L140"], "{:#?}", of_file.collect::<Vec<_>>());
}
