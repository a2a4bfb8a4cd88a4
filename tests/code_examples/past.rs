//! The years before: a result of an earlier year beside this year's workbook.

use std::fs;
use std::path::{Path, PathBuf};

use jifen::model::Diagnostic;
use jifen::pipeline::{NoProgress, Options, run};
use jifen::render::json::json;

use crate::drawn::of_sheets;
use crate::situations::{Situation, found_of, options, put, told};

pub const PAST: &[Situation] = &[
    told(
        "L150",
        |folder| after(folder, "西河村", &[], |_| None),
        |folder| after(folder, "西河村", &[], |text| Some(text.to_owned())),
    ),
    told(
        "L151",
        |folder| {
            after(folder, "西河村", &[], |text| Some(text.replace("\"label\": \"2024\"", "\"label\": \"2025\"")))
        },
        |folder| after(folder, "西河村", &[], |text| Some(text.to_owned())),
    ),
    told("L152", twice, |folder| after(folder, "西河村", &[], |text| Some(text.to_owned()))),
    told(
        "L153",
        |folder| after(folder, "桃源村", &[], |text| Some(text.replace("清河镇", "柳林乡"))),
        |folder| after(folder, "西河村", &[], |text| Some(text.to_owned())),
    ),
    told(
        "L154",
        |folder| with_book(folder, |text| as_book(&text.replace("王伟", "赵勇"), "赵勇")),
        |folder| with_book(folder, |text| as_book(text, "王伟")),
    ),
    told("M130", |folder| months_with(folder, 7), |folder| months_with(folder, 10)),
    told("M131", |folder| probation(folder, "2024-07-01"), |folder| probation(folder, "2025-07-01")),
    told(
        "M132",
        |folder| {
            after(folder, "西河村", &["2|李建国|男|1972-11|2001-07-01|正式|"], |text| Some(text.to_owned()))
        },
        |folder| {
            let here = "2|李建国|男|1972-11|2001-07-01|正式|2025-06-01";
            listed(folder, here);
            earlier(folder, "西河村", &["2|李建国|男|1972-11|2001-07-01|正式|"], |text| Some(text.to_owned()));
            this_year(folder)
        },
    ),
];

/// The workbook of a branch: 王伟, others as rows, and a line of the year.
fn book(branch: &str, year: i32, others: &[&str]) -> Vec<u8> {
    of_sheets(&format!(
        "# 花名册\n清河镇{branch}党支部党员花名册\n序号|姓名|性别|出生年月|入党时间|党员类别|转出时间\n\
         1|王伟|男|1980-03|2005-07-01|正式|\n{}\n# 积分登记\n清河镇{branch}党支部{year}年党员积分登记表\n\
         序号|日期|姓名|项目编号|项目名称|次数|级别|分值|事由|核实人|党员大会通过日期\n\
         1|{year}-05-12|王伟|J04|志愿服务|1|||清理河道||\n",
        others.join("\n")
    ))
}

/// The result of 2024, changed; none where nothing is left of it.
fn earlier(folder: &Path, branch: &str, others: &[&str], change: fn(&str) -> Option<String>) {
    let past = folder.join("2024年");
    fs::create_dir_all(past.join("报表")).unwrap();
    put(&past.join("报表"), &[("西河村.xlsx", book(branch, 2024, others))]);
    let options =
        Options { period: Some("2024".to_owned()), programme_start: Some(2024), ..options(&past.join("报表")) };
    let outcome = run(&options, &NoProgress).unwrap();
    let text = String::from_utf8(json(&outcome.result).unwrap()).unwrap();
    fs::remove_dir_all(past.join("报表")).unwrap();
    if let Some(text) = change(&text) {
        put(&past, &[("结果.json", text.into_bytes())]);
    }
}

fn listed(folder: &Path, other: &str) {
    fs::create_dir_all(folder.join("今年")).unwrap();
    put(&folder.join("今年"), &[("西河村.xlsx", book("西河村", 2025, &[other]))]);
}

/// What is found in this year's workbooks beside the result of 2024.
fn this_year(folder: &Path) -> Vec<Diagnostic> {
    let previous = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut previous: Vec<PathBuf> = previous.filter(|path| !path.ends_with("今年")).collect();
    previous.sort();
    let options = Options { previous, ..options(&folder.join("今年")) };
    run(&options, &NoProgress).unwrap().diagnostics
}

fn after(folder: &Path, branch: &str, others: &[&str], change: fn(&str) -> Option<String>) -> Vec<Diagnostic> {
    listed(folder, "");
    earlier(folder, branch, others, change);
    this_year(folder)
}

/// The township's own result of 2024, and a book that came with somebody.
fn with_book(folder: &Path, book: fn(&str) -> String) -> Vec<Diagnostic> {
    listed(folder, "");
    earlier(folder, "西河村", &[], |text| Some(text.to_owned()));
    let text = fs::read_to_string(folder.join("2024年/结果.json")).unwrap();
    fs::create_dir_all(folder.join("随人转来")).unwrap();
    put(&folder.join("随人转来"), &[("结果.json", book(&text).into_bytes())]);
    this_year(folder)
}

/// A result with one member as the book that came with that member.
fn as_book(text: &str, name: &str) -> String {
    let book = format!(
        "\"schema\": 1,\n\"transfer\": {{\"member\": \"{name}\", \"id\": \"1\", \"from\": \"西河村党支部\", \
         \"township\": \"清河镇\", \"to\": null}}"
    );
    text.replacen("\"schema\": 1", &book, 1)
}

/// Two results of one year, of which nobody knows which counts.
fn twice(folder: &Path) -> Vec<Diagnostic> {
    listed(folder, "");
    earlier(folder, "西河村", &[], |text| Some(text.to_owned()));
    fs::create_dir_all(folder.join("2024年改正")).unwrap();
    fs::copy(folder.join("2024年/结果.json"), folder.join("2024年改正/结果.json")).unwrap();
    this_year(folder)
}

/// A member who did something each month up to this one, under rules that list who did nothing for six months.
fn months_with(folder: &Path, last: u32) -> Vec<Diagnostic> {
    let built_in = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/township-stars.toml");
    let alert = "\n[[alert]]\nkind = '志愿服务'\narticle = '二'\nmark = '示'\nabsent = 'not any(J04)'\nbreaks = 'any(J04)'\n\
                 levels = [{ from = 6, level = '名单' }]\n";
    let rules = fs::read_to_string(built_in).unwrap() + alert;
    let lines: Vec<String> =
        (1..=last).map(|month| format!("{month}|2025-{month:02}-12|王伟|J04|志愿服务|1|||清理{month}号渠||")).collect();
    let text = format!(
        "# 花名册\n清河镇西河村党支部党员花名册\n序号|姓名|性别|出生年月|入党时间|党员类别\n\
         1|王伟|男|1980-03|2005-07-01|正式\n# 积分登记\n清河镇西河村党支部2025年党员积分登记表\n\
         序号|日期|姓名|项目编号|项目名称|次数|级别|分值|事由|核实人|党员大会通过日期\n{}\n",
        lines.join("\n")
    );
    put(folder, &[("rules.toml", rules.into_bytes()), ("jifen.toml", b"rules = 'rules.toml'\n".to_vec())]);
    put(folder, &[("西河村.xlsx", of_sheets(&text))]);
    run(&options(folder), &NoProgress).unwrap().diagnostics
}

fn probation(folder: &Path, joined: &str) -> Vec<Diagnostic> {
    let book = book("西河村", 2025, &[&format!("2|李建国|男|1985-11|{joined}|预备|")]);
    found_of(folder, &[("西河村.xlsx", book)])
}
