//! A small township that is archived: two branches, a tie that a meeting decided, a waiver, a rule set of its own.
#![allow(clippy::unwrap_used, dead_code, reason = "a test stops where it fails, and uses a part of it")]

use std::fs;
use std::path::{Path, PathBuf};

use super::program::jifen;
use super::small_branch::write_sheets;

/// The lines of the larger branch. Two members have 80 points, and there is one place for three stars.
pub const EAST: [&str; 7] = [
    "1 | 2025-03-05 | 王伟 | Z05 | 1 | 国家级 | 15 | 国家级表彰 | 李秀英 | 2025-12-20",
    "2 | 2025-03-05 | 赵敏 | Z05 | 1 | 国家级 | 15 | 国家级表彰 | 李秀英 | 2025-12-20",
    "3 | 2025-07-20 | 王伟 | Z08 | 1 | | 10 | 抗洪抢险 | 李秀英 | 2025-12-20",
    "4 | 2025-07-20 | 赵敏 | Z08 | 1 | | 10 | 抗洪抢险 | 李秀英 | 2025-12-20",
    "5 | 2025-06-01 | 李秀英 | Z02 | 2 | | 4 | 调解纠纷 | 王伟 | 2025-12-20",
    "6 | 2025-07-01 | 周国强 | J04 | 1 | | 9 | 护林 | | ",
    "7 | 2025-09-01 | 郑海 | K01 | 1 | | 2 | 未请假 | 王伟 | 2025-12-20",
];
const WEST: [&str; 2] = [
    "1 | 2025-04-10 | 孙丽 | Z05 | 1 | 县级 | 5 | 县级表彰 | 钱进 | 2025-12-21",
    "2 | 2025-05-10 | 钱进 | J04 | 1 | | 1.5 | 修路 | | ",
];
const EASTERNERS: [&str; 7] = ["王伟", "李秀英", "赵敏", "周国强", "吴桂兰", "郑海", "冯玉"];
const WESTERNERS: [&str; 3] = ["孙丽", "钱进", "王伟"];

const PROFILE: &str = "township = \"清河镇\"\nrules = \"办法.toml\"\nperiod = \"2025\"\nprogramme_start = 2025\n\
    decisions = \"决定.toml\"\n";
const DECISION: &str = "[[decision]]\nbranch = \"东河村党支部\"\nname = \"赵敏\"\ngrade = \"三星级\"\n\
    outcome = \"授予\"\ndate = \"2026-01-10\"\nreason = \"党员大会表决\"\n";
const WAIVER: &str = "[[waive]]\nbranch = \"东河村党支部\"\nname = \"周国强\"\ncode = \"E304\"\nitem = \"J04\"\n\
    date = \"2025-07-01\"\ntreatment = \"计分\"\nreason = \"当年按旧标准写的\"\nby = \"支部党员大会\"\non = \"2026-01-10\"\n";

/// The name of its package.
pub const PACKAGE: &str = "清河镇-2025-党员积分档案";

/// Writes the inputs into a folder.
pub fn write_inputs(folder: &Path) {
    write_branch(&folder.join("东河村.xlsx"), "东河村党支部", &EASTERNERS, &EAST);
    write_branch(&folder.join("西河村.xlsx"), "西河村党支部", &WESTERNERS, &WEST);
    let rules = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/township-stars.toml")).unwrap();
    let rules = rules.replacen("id = \"township-stars\"", "id = \"qinghe-stars\"", 1);
    let rules = rules.replacen("title = \"乡镇党员星级积分办法\"", "title = \"清河镇党员星级积分办法\"", 1);
    for (name, text) in
        [("办法.toml", rules.as_str()), ("jifen.toml", PROFILE), ("决定.toml", DECISION), ("豁免.toml", WAIVER)]
    {
        fs::write(folder.join(name), text).unwrap();
    }
}

/// Writes the larger branch's workbook with other lines.
pub fn write_east(path: &Path, lines: &[&str]) {
    write_branch(path, "东河村党支部", &EASTERNERS, lines);
}

fn write_branch(path: &Path, branch: &str, names: &[&str], lines: &[&str]) {
    let members = names.iter().zip(1..).map(|(name, number)| {
        let sex = if number % 2 == 0 { "女" } else { "男" };
        format!("{number} | {name} | {sex} | 19{}-05 | 1995-07-01 | 正式党员", 60 + number)
    });
    let members: Vec<String> = members.collect();
    let roster: Vec<&str> = std::iter::once("序号 | 姓名 | 性别 | 出生年月 | 入党时间 | 党员类别")
        .chain(members.iter().map(String::as_str))
        .collect();
    let header = "序号 | 日期 | 姓名 | 项目编号 | 次数 | 级别 | 分值 | 事由 | 核实人 | 党员大会通过日期";
    let ledger: Vec<&str> = std::iter::once(header).chain(lines.iter().copied()).collect();
    let (of_roster, of_ledger) = (format!("{branch} 2025 年花名册"), format!("{branch} 2025 年积分登记"));
    write_sheets(path, &[("花名册", &of_roster, &roster), ("积分登记", &of_ledger, &ledger)]);
}

/// Archives the township inside a folder; where its package lies.
pub fn archive(folder: &Path, more: &[&str]) -> PathBuf {
    write_inputs(&folder.join("报表"));
    jifen(folder, &[&["archive", "报表", "--out", "归档"], more].concat()).ends_with(0);
    folder.join("归档").join(PACKAGE)
}
