//! Workbooks that were sent, rightly and wrongly: another year's, another township's, another branch's, none of a branch.

use std::fmt::Write as _;
use std::path::Path;

use jifen::model::Diagnostic;
use jifen::pipeline::{NoProgress, member_book, run};

use crate::drawn::of_sheets;
use crate::situations::{found_of, options, put};

const PEOPLE: [&str; 8] = ["王伟", "李秀英", "张敏", "赵强", "陈静", "刘洋", "孙丽", "周涛"];

/// A branch's workbook: its title, its people, and 24 entries of a year.
fn book(title: &str, people: &[&str], year: i32) -> Vec<u8> {
    let mut text = format!("# 花名册\n{title}{year}年党员花名册\n序号|姓名|性别|出生年月|入党时间|党员类别\n");
    for (at, name) in people.iter().enumerate() {
        writeln!(text, "{}|{name}|男|19{}-05-04|2010-07-01|正式", at + 1, 70 + at).unwrap();
    }
    write!(text, "# 积分登记\n{title}{year}年党员积分登记表\n").unwrap();
    text.push_str("序号|日期|姓名|项目编号|项目名称|次数|级别|分值|事由|核实人|党员大会通过日期\n");
    for at in 0..24 {
        // Some have done more than others.
        let (name, times) = (people[at % people.len()], 1 + at % people.len() % 3);
        writeln!(
            text,
            "{}|{year}-{:02}-{:02}|{name}|J04|志愿服务|{times}|||清理{title}道路||",
            at + 1,
            1 + at % 12,
            1 + at
        )
        .unwrap();
    }
    of_sheets(&text)
}

/// A branch's ledger, and no roster.
pub fn without_roster(folder: &Path) -> Vec<Diagnostic> {
    let text = "# 积分登记
清河镇东河村党支部党员积分登记表
序号|日期|姓名|项目编号|项目名称|次数|级别|分值|事由|核实人|党员大会通过日期
1|2025-03-08|王秀兰|J04|志愿服务|1|||清扫街道||
2|2025-04-12|李建国|J04|志愿服务|1|||清理河道||
";
    found_of(folder, &[("东河村.xlsx", of_sheets(text))])
}

/// 西河村's workbook of this year.
pub fn of_year(folder: &Path, year: i32) -> Vec<Diagnostic> {
    found_of(folder, &[("西河村.xlsx", book("清河镇西河村党支部", &PEOPLE, year))])
}

/// A branch's workbook of this township, where the profile names 清河镇.
pub fn of_township(folder: &Path, township: &str) -> Vec<Diagnostic> {
    let book = book(&format!("{township}上林村党支部"), &PEOPLE, 2025);
    found_of(folder, &[("jifen.toml", "township = '清河镇'\n".into()), ("上林村.xlsx", book)])
}

/// 西河村's workbook beside 东河村's, with these people under this title.
pub fn of_branch(folder: &Path, title: &str, theirs: bool) -> Vec<Diagnostic> {
    let own = ["吴军", "郑芳", "冯磊", "褚燕", "卫东", "蒋华", "沈红", "韩雪"];
    let west = book(&format!("清河镇{title}"), if theirs { &PEOPLE } else { &own }, 2025);
    // One entry of another day: no file is a copy of the other.
    let east = book("清河镇东河村党支部", &PEOPLE[..7], 2025);
    found_of(folder, &[("东河村.xlsx", east), ("西河村.xlsx", west)])
}

/// A workbook of the branch's own, or what `why` made of it.
pub fn of_kind(folder: &Path, ours: bool) -> Vec<Diagnostic> {
    put(folder, &[("西河村.xlsx", book("清河镇西河村党支部", &PEOPLE, 2025))]);
    let outcome = run(&options(folder), &NoProgress).unwrap();
    if !ours {
        return outcome.diagnostics;
    }
    let written = member_book(&outcome, &outcome.result.members[..1].iter().collect::<Vec<_>>()).unwrap();
    found_of(folder, &[("依据.xlsx", written)])
}
