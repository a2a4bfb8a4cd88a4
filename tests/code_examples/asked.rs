//! What a rule set asks for itself: each situation is one of `tests/rules/asking.toml`, or of a set that settles by quarters.

use std::path::Path;

use jifen::model::Diagnostic;

use crate::situations::{Situation, put, told, under};

/// The situations of the codes that rule sets raise by what they say themselves.
pub const ASKED: &[Situation] = &[
    told("E401", |folder| not_held(folder, "最美家庭"), |folder| not_held(folder, "")),
    told("E402", |folder| line(folder, "S02|1||2025-03-20|有|"), |folder| line(folder, "S02|1||2025-03-20|有|不成立")),
    told("E403", |folder| line(folder, "S02|1||2025-03-20|有|成立"), |folder| line(folder, SHOWN)),
    told("E404", |folder| beside(folder, &promises("3|4")), |folder| beside(folder, &promises("4|3"))),
    told(
        "E405",
        |folder| asking(folder, &attendance(&["√"; 12]).replace("3|张敏|", "4|赵强|")),
        |folder| asking(folder, &attendance(&["√"; 12])),
    ),
    told("E406", |folder| moved_in(folder, "2025-03-08"), |folder| moved_in(folder, "2025-07-08")),
    told("E407", |folder| line(folder, "S01|1||||"), |folder| line(folder, SHOWN)),
    told("E408", |folder| line(folder, "S02|2||2025-03-20||"), |folder| line(folder, SHOWN)),
    told("E409", |folder| quarters(folder, 3), |folder| quarters(folder, 4)),
    told("E410", |folder| changed(folder, "在职|离退休"), |folder| changed(folder, "离退休|在职")),
    told("E411", |folder| lines(folder, &["S03|1||2025-03-20||"; 2]), |folder| line(folder, "S03|1||2025-03-20||")),
    told("P201", |folder| line(folder, "S02|1||||"), |folder| line(folder, SHOWN)),
    told(
        "S201",
        |folder| line(folder, "S02|1|2025-03-01|2025-03-20||"),
        |folder| line(folder, "S02|1|2025-03-10|2025-03-20||"),
    ),
    told("S202", |folder| born(folder, "1940-03-01"), |folder| born(folder, "1960-03-01")),
    told("S203", |folder| attended(folder, 4), |folder| attended(folder, 3)),
];

/// A line without fault.
const SHOWN: &str = "S02|1||2025-03-20||";

fn asking(folder: &Path, drawing: &str) -> Vec<Diagnostic> {
    under("tests/rules/asking.toml", folder, drawing)
}

/// Twelve monthly meetings; the first member's signs are given, the others were always there.
fn attendance(signs: &[&str; 12]) -> String {
    let days: Vec<String> = (1..=12).map(|month| format!("2025-{month:02}-20")).collect();
    let always = ["√"; 12].join("|");
    format!("# 出勤\n序号|姓名|{}\n1|王伟|{}\n2|李秀英|{always}\n3|张敏|{always}\n", days.join("|"), signs.join("|"))
}

/// What is found beside a roster and meetings without fault.
fn beside(folder: &Path, drawing: &str) -> Vec<Diagnostic> {
    asking(folder, &format!("{}{drawing}", attendance(&["√"; 12])))
}

fn lines(folder: &Path, lines: &[&str]) -> Vec<Diagnostic> {
    beside(folder, &ledger("2025-03-08", lines))
}

fn line(folder: &Path, line: &str) -> Vec<Diagnostic> {
    lines(folder, &[line])
}

fn ledger(date: &str, lines: &[&str]) -> String {
    let rows = (1..).zip(lines).map(|(number, line)| format!("{number}|{date}|王伟|{line}\n"));
    let head = "# 积分登记\n序号|日期|姓名|项目编号|次数|登记日期|公示结束日期|异议|异议处理结果\n";
    format!("{head}{}", rows.collect::<String>())
}

fn promises(figures: &str) -> String {
    format!("# 承诺\n序号|姓名|承诺件数|兑现件数\n1|王伟|{figures}\n2|李秀英|2|2\n3|张敏|1|0\n")
}

/// A line of an honour, where the profile says which were not held this year.
fn not_held(folder: &Path, title: &str) -> Vec<Diagnostic> {
    if !title.is_empty() {
        put(folder, &[("jifen.toml", format!("honours_not_held = [\"{title}\"]\n").into_bytes())]);
    }
    line(folder, "S04|1||2025-03-20||")
}

/// A roster of three with what differs of the first; the others came long ago.
fn roster(born: &str, class: &str, came: &str) -> String {
    format!(
        "# 花名册\n序号|姓名|性别|出生年月|入党时间|党员类别|类别|转入时间\n\
         1|王伟|男|{born}|2005-07-01|正式|{class}|{came}\n2|李秀英|女|1975-08-16|2001-06-28|正式|在职|\n\
         3|张敏|女|1990-11-20|2015-12-03|正式|在职|\n"
    )
}

/// A line of a member who came in June.
fn moved_in(folder: &Path, date: &str) -> Vec<Diagnostic> {
    let mut signs = [""; 12];
    signs[5..].fill("√");
    let drawing =
        [roster("1980-03-01", "在职", "2025-06-10"), attendance(&signs), ledger(date, &["S02|1||2025-08-20||"])];
    asking(folder, &drawing.concat())
}

fn born(folder: &Path, born: &str) -> Vec<Diagnostic> {
    beside(folder, &roster(born, "在职", ""))
}

/// A change of class of a member whom the roster calls 在职.
fn changed(folder: &Path, change: &str) -> Vec<Diagnostic> {
    let table = format!("# 类别变动\n姓名|变动日期|原类别|新类别\n王伟|2025-06-10|{change}\n");
    beside(folder, &format!("{}{table}", roster("1980-03-01", "在职", "")))
}

/// So many months of absence, one after the other.
fn attended(folder: &Path, missed: usize) -> Vec<Diagnostic> {
    let mut signs = ["√"; 12];
    signs[2..2 + missed].fill("×");
    asking(folder, &attendance(&signs))
}

/// Meetings and assessments of so many quarters of a year that settles by quarters.
fn quarters(folder: &Path, quarters: usize) -> Vec<Diagnostic> {
    let names = ["王伟", "李秀英", "张敏"];
    let meetings = names.map(|name| format!("{name}|√|√|√|√\n")).concat();
    let rows = names.map(|name| {
        let row = |quarter: usize| format!("{name}|2025Q{quarter}|90|100|3|3\n");
        (1..=quarters).map(row).collect::<String>()
    });
    let drawing = format!(
        "# 出勤\n姓名|2025-03-20|2025-06-20|2025-09-20|2025-12-20\n|学习|学习|学习|学习\n{meetings}\
         # 考核\n姓名|季度|考试成绩|完成率|承诺件数|兑现件数\n{}",
        rows.concat()
    );
    under("rules/company-weighted.toml", folder, &drawing)
}
