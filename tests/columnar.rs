//! `tally --export`: the datasets are what 结果.json says, DuckDB reads them, and the query of the page gives the
//! program's own stars.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]

#[path = "rulebook/case.rs"]
mod case;
#[path = "rulebook/points_table.rs"]
mod points_table;
#[path = "support/program.rs"]
mod program;
#[path = "rulebook/tables.rs"]
mod tables;
#[path = "rulebook/workbooks.rs"]
mod workbooks;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use jifen::reports::columnar::{Partition, datasets};

use case::Case;
use program::{Run, jifen, run, samples, tool_works};

const PAGE: &str = "docs/列式导出.md";
const BEGIN: &str = "<!-- 栏目表开始：由 src/reports/columnar 生成，JIFEN_UPDATE=1 cargo test --test columnar -->";
const END: &str = "<!-- 栏目表结束 -->";

/// Namesakes, vetoes, members who have left, places that fall from grade to grade, and ties at the edge of each, of which a
/// meeting has decided some.
const TOWN: &str = "【】
支部：东河村党支部
得分：
姓名 | 基础分 | 增加分
甲 | 70 | 30
乙 | 70 | 30
丙 | 70 | 25
丁 | 70 | 25
戊 | 70 | 25
己 | 70 | 14
庚 | 70 | 14
辛 | 70 | 14
壬 | 70 | 14
另有：11 人

支部：西河村党支部
登记：
姓名 | 项目编号
子 | V01
得分：
姓名 | 基础分 | 增加分
子 | 70 | 50
丑 | 70 | 30
寅 | 69 | 31
卯 | 70 | 29
辰 | 70 | 29
巳 | 70 | 29
另有：34 人

支部：南坪村党支部
花名册：
序号 | 姓名 | 出生年月 | 入党时间 | 党员类别 | 转出时间
1 | 张伟 | 1980-05-04 | 2001-07-01 | 正式 |
2 | 张伟 | 1990-05-04 | 2012-07-01 | 正式 | 2025-05-01
3 | 李强 | 1985-05-04 | 2012-07-01 | 正式 |
登记：
日期 | 编号 | 姓名 | 项目编号 | 次数 | 分值
2025-03-01 | 1 | 张伟 | J04 | 10 |
2025-03-01 | 1 | 张伟 | Z08 | | 10
2025-03-02 | 1 | 张伟 | Z08 | | 10
2025-03-03 | 1 | 张伟 | Z08 | | 10
2025-03-04 | 13800000000 | 李强 | Z08 | | 10
另有：18 人
";

/// What meetings decided: one of two has the place; one of three does not; and one decision comes to nothing.
const DECISIONS: [(&str, &str, &str, &str); 4] = [
    ("东河村党支部", "甲", "五星级", "授予"),
    ("东河村党支部", "丁", "四星级", "不授予"),
    ("西河村党支部", "辰", "四星级", "授予"),
    ("西河村党支部", "丑", "四星级", "授予"),
];

/// Writes the made township with these lines in its profile.
fn town(folder: &Path, profile: &str) {
    fs::create_dir_all(folder).unwrap();
    for branch in &Case::all(TOWN)[0].branches {
        workbooks::write(folder, branch);
    }
    let decision = |(branch, name, grade, outcome): &(&str, &str, &str, &str)| {
        format!(
            "[[decision]]\nbranch = '{branch}'\nname = '{name}'\ngrade = '{grade}'\noutcome = '{outcome}'\n\
             date = '2026-01-10'\nreason = '抢险救灾突出，电话 13800000000'\n"
        )
    };
    let decisions: Vec<String> = DECISIONS.iter().map(decision).collect();
    fs::write(folder.join("决定.toml"), decisions.concat()).unwrap();
    fs::write(folder.join("jifen.toml"), format!("township = '清河镇'\nperiod = '2025'\n{profile}")).unwrap();
}

/// Exports a folder of inputs into a folder with 结果 and 数据集.
fn export(inputs: &Path, into: &Path, more: &[&str]) -> Run {
    fs::create_dir_all(into).unwrap();
    let inputs = inputs.to_str().unwrap();
    jifen(into, &[&["tally", inputs, "--out", "结果", "--export", "数据集"], more].concat())
}

fn python(script: &str, arguments: &[&Path]) -> Run {
    run(Command::new("python3").arg(Path::new("tests/columnar").join(script)).args(arguments))
}

fn has_duckdb() -> bool {
    let tried = Command::new("python3").args(["-c", "import duckdb"]).output();
    tool_works("the Python package duckdb", tried.is_ok_and(|tried| tried.status.success()))
}

/// The files below a folder, with their bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut pending = vec![folder.to_owned()];
    while let Some(at) = pending.pop() {
        for entry in fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                pending.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found
}

#[test]
fn the_query_of_the_page_gives_the_stars_of_the_program() {
    if !has_duckdb() {
        return;
    }
    let root = tempfile::tempdir().unwrap();
    let mut folders: Vec<PathBuf> = Vec::new();
    let mut add = |name: &str, inputs: &Path, more: &[&str]| {
        let into = root.path().join(name);
        let done = export(inputs, &into, more);
        assert!(matches!(done.code, Some(0 | 1)), "{name}: {}", done.stderr);
        folders.push(into);
    };
    add("清河镇", &samples().join("清河镇"), &[]);
    add("柳林乡", &samples().join("柳林乡"), &["--series", "month"]);
    add("半年", &samples().join("柳林乡"), &["--period", "2025H1"]);
    // Members without a score, places over the township, by class, and among some only.
    for entry in fs::read_dir(samples().join("规则集")).unwrap() {
        let path = entry.unwrap().path();
        add(path.file_name().unwrap().to_str().unwrap(), &path, &[]);
    }
    town(&root.path().join("报表"), "programme_start = 2025\n");
    add("支部", &root.path().join("报表"), &[]);
    town(&root.path().join("报表2"), "programme_start = 2023\nquota_scope = 'township'\n");
    add("乡镇", &root.path().join("报表2"), &[]);
    // Branches of two rule sets.
    town(
        &root.path().join("报表3"),
        "programme_start = 2025\n[[branch]]\nname = '东河厂党支部'\nrules = 'company-weighted'\n",
    );
    let works = samples().join("规则集/企业党员量化积分办法/东河厂.xlsx");
    fs::copy(works, root.path().join("报表3/东河厂.xlsx")).unwrap();
    add("两个办法", &root.path().join("报表3"), &[]);
    let paths: Vec<&Path> = std::iter::once(Path::new(PAGE)).chain(folders.iter().map(PathBuf::as_path)).collect();
    let done = python("quota.py", &paths).ends_with(0);
    assert_eq!(done.stdout, "10 folders, 0 differences\n");
}

#[test]
fn two_townships_and_two_years_lie_in_one_tree() {
    if !has_duckdb() {
        return;
    }
    let root = tempfile::tempdir().unwrap();
    let tree = root.path().join("全部");
    for (name, sample, more) in
        [("一", "柳林乡", &["--period", "2025"][..]), ("二", "柳林乡", &["--period", "2024"]), ("三", "清河镇", &[])]
    {
        let done = export(&samples().join(sample), &root.path().join(name), more);
        assert!(matches!(done.code, Some(0 | 1)), "{}", done.stderr);
        for (path, bytes) in files(&root.path().join(name).join("数据集")) {
            let path = tree.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
    }
    let query = "import duckdb, sys\n\
        where = sys.argv[1] + '/members/*/*/*.parquet'\n\
        sql = 'SELECT township, period, count(DISTINCT branch) FROM read_parquet(?, hive_partitioning = true) '\n\
        sql += 'GROUP BY ALL ORDER BY ALL'\n\
        for row in duckdb.execute(sql, [where]).fetchall(): print(*row)\n";
    let done = run(Command::new("python3").args(["-c", query]).arg(&tree)).ends_with(0);
    assert_eq!(done.stdout, "柳林乡 2024 3\n柳林乡 2025 3\n清河镇 2025 10\n");
}

#[test]
fn a_second_reader_sees_the_types() {
    if !has_duckdb() {
        return;
    }
    let root = tempfile::tempdir().unwrap();
    export(&samples().join("柳林乡"), root.path(), &[]).ends_with(0);
    let all = files(&root.path().join("数据集"));
    for dataset in datasets() {
        let first = all.keys().find(|path| path.starts_with(&format!("{}/", dataset.name)));
        let path = root.path().join("数据集").join(first.unwrap_or_else(|| panic!("no file of {}", dataset.name)));
        let seen = python("schema.py", &[&path]).ends_with(0).stdout;
        let told = dataset.columns.iter().map(|column| {
            let (name, physical, logical, places) = match column.kind.in_sql() {
                "VARCHAR" => (column.name, "BYTE_ARRAY", "StringType()", "None | None"),
                "INTEGER" => (column.name, "INT32", "None", "None | None"),
                "DECIMAL(18,6)" => (column.name, "INT64", "DecimalType(scale=6, precision=18)", "6 | 18"),
                "DECIMAL(18,6)[]" => ("element", "INT64", "DecimalType(scale=6, precision=18)", "6 | 18"),
                "DATE" => (column.name, "INT32", "DateType()", "None | None"),
                "BOOLEAN" => (column.name, "BOOLEAN", "None", "None | None"),
                other => panic!("{other}"),
            };
            let always = if column.always || name == "element" { "REQUIRED" } else { "OPTIONAL" };
            format!("{name} | {physical} | {logical} | {places} | {always}\n")
        });
        assert_eq!(seen, told.collect::<String>(), "{}", dataset.name);
    }
}

#[test]
fn names_that_mean_something_in_a_path_come_back_as_they_are() {
    if !has_duckdb() {
        return;
    }
    let root = tempfile::tempdir().unwrap();
    let inputs = root.path().join("报表");
    town(&inputs, "programme_start = 2025\n");
    let profile = "township = '清河=镇#1'\nperiod = '2025'\nprogramme_start = 2025\n\
        [[branch]]\nname = '东河村/一?党支部'\naliases = ['东河村党支部']\n\
        [[branch]]\nname = '2025'\naliases = ['西河村党支部']\n";
    fs::write(inputs.join("jifen.toml"), profile).unwrap();
    let done = export(&inputs, root.path(), &[]);
    assert!(matches!(done.code, Some(0 | 1)), "{}", done.stderr);
    let all = files(&root.path().join("数据集"));
    let folder = "members/township=清河%3D镇%231/branch=东河村%2F一%3F党支部/part-2025.parquet";
    assert!(all.contains_key(folder), "{:?}", all.keys());
    let done = python("quota.py", &[Path::new(PAGE), root.path()]).ends_with(0);
    assert_eq!(done.stdout, "1 folders, 0 differences\n");
}

#[test]
fn the_same_inputs_give_the_same_bytes_and_no_private_number() {
    let root = tempfile::tempdir().unwrap();
    town(&root.path().join("报表"), "programme_start = 2025\n");
    let (first, second) = (root.path().join("一"), root.path().join("二"));
    for into in [&first, &second] {
        let done = export(&root.path().join("报表"), into, &["--format", "json"]).ends_with(1);
        assert_eq!(done.json()["status"], "provisional");
        assert!(done.stderr.contains("数据集写在「数据集」。"), "{}", done.stderr);
    }
    let (first, second) = (files(&first.join("数据集")), files(&second.join("数据集")));
    assert_eq!(first, second);
    // A dataset of no rows has a file all the same.
    assert!(first.keys().any(|path| path.starts_with("alerts/")), "{:?}", first.keys());
    let has = |bytes: &[u8], sought: &[u8]| bytes.windows(sought.len()).any(|window| window == sought);
    assert!(first.values().all(|bytes| !has(bytes, b"13800000000")));
    assert!(first.iter().any(|(path, bytes)| path.starts_with("decisions/") && has(bytes, b"138******00")));
}

#[test]
fn what_is_not_ours_is_not_replaced_and_the_folders_are_two() {
    let root = tempfile::tempdir().unwrap();
    let inputs = samples().join("柳林乡");
    export(&inputs, root.path(), &[]).ends_with(0);
    export(&inputs, root.path(), &[]).ends_with(0);
    fs::write(root.path().join("数据集/我的.txt"), "x").unwrap();
    let done = export(&inputs, root.path(), &[]).ends_with(2);
    assert!(done.stderr.contains("我的.txt"), "{}", done.stderr);
    assert!(done.stderr.contains("--export") && !done.stderr.contains("--out"), "{}", done.stderr);
    let inputs = inputs.to_str().unwrap();
    for (out, export) in [("甲", "甲"), ("甲", "甲/乙"), ("甲/乙", "甲"), ("甲", "./甲/")] {
        let done = jifen(root.path(), &["tally", inputs, "--out", out, "--export", export]).ends_with(2);
        assert!(done.stderr.contains("两个不同的文件夹"), "{}", done.stderr);
        assert!(!root.path().join("甲").exists());
    }
}

#[test]
fn the_page_tells_every_column() {
    let page = fs::read_to_string(PAGE).unwrap();
    let (before, rest) = page.split_once(BEGIN).unwrap();
    let (_, after) = rest.split_once(END).unwrap();
    let made = format!("{before}{BEGIN}\n\n{}{END}{after}", tables_of_columns());
    if std::env::var_os("JIFEN_UPDATE").is_some() {
        fs::write(PAGE, made).unwrap();
        return;
    }
    let differing = page.lines().zip(made.lines()).find(|(is, made)| is != made);
    assert!(page == made, "{PAGE} is stale, JIFEN_UPDATE=1 rewrites it; first difference: {differing:?}");
}

fn tables_of_columns() -> String {
    let mut text = String::new();
    for dataset in datasets() {
        let folders = match dataset.partition {
            Partition::Township => "按 `township` 分",
            Partition::Branch => "按 `township`、`branch` 分",
        };
        text += &format!("### {}\n\n{}；{folders}。\n\n", dataset.name, dataset.meaning);
        text += "| 栏 | 类型 | 必有 | 意思 |\n|---|---|---|---|\n";
        for column in &dataset.columns {
            let always = if column.always { "是" } else { "" };
            text += &format!("| `{}` | {} | {always} | {} |\n", column.name, column.kind.in_sql(), column.meaning);
        }
        text += "\n";
    }
    text
}
