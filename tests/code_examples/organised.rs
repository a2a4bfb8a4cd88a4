//! The township's list of branches, and members who moved between two of them.

use std::path::Path;

use jifen::model::Diagnostic;

use crate::drawn::of_sheets;
use crate::situations::{Situation, found_of, told};

/// The situations of the codes about branches as the township lists them, and about transfers.
pub const ORGANISED: &[Situation] = &[
    told(
        "L130",
        |folder| listed(folder, &[ROW.replace('1', "二十来个")], ""),
        |folder| listed(folder, &[ROW.into()], ""),
    ),
    told(
        "L131",
        |folder| listed(folder, &[ROW.replace('1', "3")], PROFILE),
        |folder| listed(folder, &[ROW.into()], PROFILE),
    ),
    told("L132", |folder| listed(folder, &both(), ""), |folder| two(folder, &both())),
    told("L133", |folder| two(folder, &[ROW.into()]), |folder| two(folder, &both())),
    told("L134", |folder| listed(folder, &[ROW.into(), ROW.into()], ""), |folder| listed(folder, &[ROW.into()], "")),
    told(
        "M120",
        |folder| moved(folder, "2025-06-20", "2025-05-20", BORN),
        |folder| moved(folder, "2025-06-20", "2025-06-20", BORN),
    ),
    told(
        "M121",
        |folder| moved(folder, "2025-03-20", "2025-06-20", BORN),
        |folder| moved(folder, "2025-06-01", "2025-06-20", BORN),
    ),
    told(
        "M122",
        |folder| moved(folder, "2025-06-20", "", BORN),
        |folder| moved(folder, "2025-06-20", "2025-06-20", BORN),
    ),
    told(
        "M123",
        |folder| moved(folder, "2025-06-20", "2025-06-20", ""),
        |folder| moved(folder, "2025-06-20", "2025-06-20", BORN),
    ),
];

const ROW: &str = "东河村党支部|东片党总支|1";
const PROFILE: &str = "[[branch]]\nname = '东河村党支部'\nmembers = 1\n";
const MOVER: &str = "李建国";
const BORN: &str = "1985-11-03";

fn both() -> Vec<String> {
    vec![ROW.to_owned(), ROW.replace("东河村", "西河村")]
}

/// A branch of one member; or of one who moved, and another. The last has an entry.
fn branch(village: &str, name: &str, born: &str, came: &str, left: &str) -> Vec<u8> {
    let other = if village == "东河村" { "钱进" } else { "孙立" };
    let has_moved = name == MOVER;
    let more = if has_moved { format!("2|{other}|男|1966-02-01|1990-07-01|正式||\n") } else { String::new() };
    let active = if has_moved { other } else { name };
    of_sheets(&format!(
        "# 花名册\n清河镇{village}党支部党员花名册\n序号|姓名|性别|出生年月|入党时间|党员类别|转入时间|转出时间\n\
         1|{name}|男|{born}|2010-07-01|正式|{came}|{left}\n{more}\
         # 积分登记\n清河镇{village}党支部2025年积分登记\n\
         序号|日期|姓名|项目编号|项目名称|次数|级别|分值|事由|核实人|党员大会通过日期\n\
         1|2025-03-08|{active}|J04|志愿服务|1|||清扫{village}街道||\n"
    ))
}

fn organisation(rows: &[String]) -> Vec<u8> {
    of_sheets(&format!("# 组织\n清河镇党组织\n支部|上级组织|党员数\n{}\n", rows.join("\n")))
}

/// 东河村 alone, beside this list and this profile.
fn listed(folder: &Path, rows: &[String], profile: &str) -> Vec<Diagnostic> {
    let book = branch("东河村", "王秀兰", BORN, "", "");
    let files = [("东河村.xlsx", book), ("组织.xlsx", organisation(rows)), ("jifen.toml", profile.as_bytes().to_vec())];
    found_of(folder, &files)
}

/// 东河村 and 西河村 beside this list.
fn two(folder: &Path, rows: &[String]) -> Vec<Diagnostic> {
    let (east, west) = (branch("东河村", "王秀兰", BORN, "", ""), branch("西河村", "陈刚", BORN, "", ""));
    found_of(folder, &[("东河村.xlsx", east), ("西河村.xlsx", west), ("组织.xlsx", organisation(rows))])
}

/// 李建国 left 东河村 for 西河村, where his birthday is written so.
fn moved(folder: &Path, left: &str, came: &str, born: &str) -> Vec<Diagnostic> {
    let (east, west) = (branch("东河村", MOVER, BORN, "", left), branch("西河村", MOVER, born, came, ""));
    found_of(folder, &[("东河村.xlsx", east), ("西河村.xlsx", west)])
}
