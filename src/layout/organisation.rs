//! 组织: a row per branch that the township expects, in a workbook that holds nothing else.

use super::codes::L130;
use super::register::{Register, RegisterRow};
use super::register_form::{Fill, FormColumn, RegisterForm};
use crate::model::text::{compact, says_nothing};
use crate::model::{Diagnostic, masked};
use crate::workbook::Workbook;

/// The columns; the name of the branch is all that a header has to have.
const REGISTER: Register = Register {
    columns: &[
        ("name", &["支部", "党支部", "支部名称", "党支部名称", "名称", "党组织名称", "组织名称"]),
        ("aliases", &["别名", "简称", "其他叫法", "其他名称", "曾用名", "又名"]),
        ("above", &["上级组织", "上级党组织", "上级", "隶属", "隶属关系", "所属党组织"]),
        ("committee", &["党委", "所属党委", "上级党委", "党委名称"]),
        ("general", &["总支", "党总支", "所属总支", "所属党总支", "党总支名称"]),
        ("members", &["党员数", "党员总数", "党员人数", "人数", "党员"]),
        ("file", &["文件", "文件名", "报表文件", "以哪个文件为准"]),
        ("remark", &["备注", "说明"]),
        ("serial", &["序号", "编号"]),
    ],
    needed: &["name"],
};

/// What is said of 别名.
const ALIASES: &str = "报表里出现的其他叫法，几个之间用顿号隔开。";
/// What is said of 上级组织.
const ABOVE: &str = "从上到下，用「/」隔开；没有的空着。";
/// What is said of 党员数.
const MEMBERS: &str = "期末的党员总数，与花名册核对；空着的不核对。";
/// What is said of 文件.
const FILE: &str = "一个支部交来几份的，写以哪一份为准：文件名。";

/// The blank workbook.
pub static FORM: RegisterForm = RegisterForm {
    id: "organisation",
    file: "组织",
    title: "党组织名单",
    about: "应当交表的支部，一个支部一行：谁没有交、谁不该有，逐级汇总，都照这张表。",
    register: &REGISTER,
    columns: &[
        FormColumn::must("name", 22, Fill::Branch, "支部的名称。", ""),
        FormColumn::may("aliases", 20, Fill::Words, ALIASES, "某某支部"),
        FormColumn::may("above", 30, Fill::Words, ABOVE, "清河镇党委/东片党总支"),
        FormColumn::may("members", 9, Fill::Count, MEMBERS, "23"),
        FormColumn::may("file", 20, Fill::Words, FILE, ""),
        FormColumn::may("remark", 16, Fill::Words, "程序不用这一栏。", ""),
    ],
    guide: &[
        ("怎样用", "存为「组织.xlsx」，放在各支部报表旁边，汇总时自动读；放在别处的，用 --organisation 指明。"),
        ("写哪些支部", "应当交表的都写，交没交都写。支部有增减、改名的，改这张表。"),
        ("支部的次序", "汇总照这张表的次序列各支部。"),
    ],
};

/// What parts the organisations that stand in one cell, and the names that stand in another.
const BETWEEN: [char; 8] = ['/', '\\', '、', '，', ',', '；', ';', '→'];

/// A branch as a row has it.
#[derive(Clone, Debug)]
pub struct ExpectedBranch {
    /// Its name, without spaces.
    pub name: String,
    /// Other names under which its workbooks come.
    pub aliases: Vec<String>,
    /// The organisations above it, from the top.
    pub above: Vec<String>,
    /// How many members the township expects on its roster at the end of the period.
    pub members: Option<usize>,
    /// Which of several workbooks counts.
    pub file: Option<String>,
    /// The row, for what is wrong with it.
    pub row: RegisterRow,
}

/// The branches of a workbook, in the order of sheets and rows, with what is wrong in its rows; `None` where no sheet has
/// the header of such a table.
#[must_use]
pub fn read_organisation(workbook: &Workbook) -> Option<(Vec<ExpectedBranch>, Vec<Diagnostic>)> {
    let mut problems = Vec::new();
    let rows = REGISTER.rows(workbook)?;
    let branches = rows.into_iter().filter_map(|row| read_row(row, &mut problems)).collect();
    Some((branches, problems))
}

fn read_row(row: RegisterRow, problems: &mut Vec<Diagnostic>) -> Option<ExpectedBranch> {
    let name = compact(&row.text("name"));
    if says_nothing(&name) {
        // 填表人, 合计 and the like stand in other columns; a remark alone is about the table.
        let tells = |column| !says_nothing(&row.text(column));
        if ["aliases", "above", "committee", "general", "members", "file"].into_iter().filter(|it| tells(it)).count()
            > 1
        {
            let message = format!("组织表第 {} 行没有写支部的名称，这一行没有用。", row.source.cells.first.row + 1);
            problems.push(L130.says(message).at(row.place("name")));
        }
        return None;
    }
    if is_total(&name) {
        return None;
    }
    let members = row.text("members");
    let count = count_in(&members);
    if count.is_none() && !says_nothing(&members) {
        let message = format!("{name}的党员数写的是「{members}」，不是整数，没有拿来与花名册核对。");
        problems.push(L130.says(message).at(row.place("members")).found(&members).advise("请写党员的人数，如 23。"));
    }
    let mut above = names(&row.text("above"));
    for column in ["committee", "general"] {
        let own = names(&row.text(column)).into_iter().filter(|name| !above.contains(name));
        let own: Vec<String> = own.collect();
        above.extend(own);
    }
    above.retain(|unit| *unit != name);
    // What stands here goes into results as it is.
    let (name, above) = (masked(&name).into_owned(), above.iter().map(|unit| masked(unit).into_owned()).collect());
    let mut aliases = names(&row.text("aliases"));
    aliases.retain(|alias| *alias != name);
    let file = row.as_written("file").trim().replace('\\', "/");
    let file = (!says_nothing(&file)).then_some(file);
    Some(ExpectedBranch { name, aliases, above, members: count, file, row })
}

/// The names in a cell, in their order, without spaces.
fn names(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| BETWEEN.contains(&c) || c.is_control()).map(compact);
    let mut found: Vec<String> = Vec::new();
    for part in parts.filter(|part| !says_nothing(part)) {
        if !found.contains(&part) {
            found.push(part);
        }
    }
    found
}

/// How many people a text says: 23, 23人, 23名.
fn count_in(text: &str) -> Option<usize> {
    let text = compact(text);
    let bare = text.trim_end_matches(['人', '名', '个']);
    bare.parse().ok()
}

fn is_total(name: &str) -> bool {
    ["合计", "总计", "共计"].iter().any(|word| name.starts_with(word))
        || name.contains("填表人")
        || name.contains("审核人")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_counts_are_read_as_people_write_them() {
        assert_eq!(names("清河镇党委 / 东片党总支"), ["清河镇党委", "东片党总支"]);
        assert_eq!(names("东河支部、东河村支部\n东河支部"), ["东河支部", "东河村支部"]);
        assert_eq!(names("—"), [""; 0]);
        assert_eq!(
            [count_in("23"), count_in("２３人"), count_in("二十余"), count_in("2.5")],
            [Some(23), Some(23), None, None]
        );
    }
}
