//! What our sheet says: title, headline, counts, then one row for each problem.

use std::collections::HashSet;

use super::Problem;
use super::listing::DefinedName;
use super::remarks::Remarks;
use crate::model::CellRef;
use crate::workbook::marks::{Book, DEFINED_NAME, MarkKind};

/// A column of the list: its heading and its width in characters.
pub(super) struct Column {
    pub(super) heading: &'static str,
    pub(super) width: u32,
}

/// The columns of the list. The records stand in the next one, which is hidden.
pub(super) const COLUMNS: [Column; 8] = [
    Column { heading: "序号", width: 6 },
    Column { heading: "类别", width: 12 },
    Column { heading: "代码", width: 8 },
    Column { heading: "位置（点击跳转）", width: 19 },
    Column { heading: "党员", width: 10 },
    Column { heading: "原填内容", width: 20 },
    Column { heading: "问题", width: 40 },
    Column { heading: "怎么改", width: 40 },
];

/// Excel follows at most 65,530 links in a sheet.
const LINK_LIMIT: usize = 60_000;
/// The most problems that are listed.
const ROW_LIMIT: usize = 200_000;
/// The most lines of a headline: they stay on the screen while the list is scrolled.
const HEADLINE_LIMIT: usize = 8;
/// The most remarks on the copy, for the same reason.
const REMARK_LIMIT: usize = 6;
/// The most characters of one text: a cell of Excel holds 32,767.
const TEXT_LIMIT: usize = 4_000;

/// What to do with the copy, said once.
const ADVICE: &str = "请在各表中直接改正标色的单元格，改完保存本文件再交；再次校验时，旧的颜色、批注和本表会先自动清除，所以不要在本表和【jifen 校验】批注里另外写字。";

/// A problem as its row shows it.
pub(super) struct Row {
    pub(super) kind: MarkKind,
    pub(super) code: String,
    pub(super) place: String,
    /// Where the place leads to, as Excel writes it; `None` where there is no such sheet.
    pub(super) link: Option<String>,
    pub(super) texts: [String; 4],
}

/// The content of the sheet.
pub(super) struct ProblemSheet {
    pub(super) title: String,
    pub(super) lines: Vec<String>,
    pub(super) counts: Vec<(Option<MarkKind>, String)>,
    pub(super) rows: Vec<Row>,
}

/// Brings the problems into rows, in the order in which they are given.
pub(super) fn lay_out(book: &Book, headline: &[String], problems: &[Problem], remarks: &mut Remarks) -> ProblemSheet {
    let count = |kind| problems.iter().filter(|problem| problem.kind == kind).count();
    let mut counts: Vec<(Option<MarkKind>, String)> =
        MarkKind::ALL.into_iter().map(|kind| (Some(kind), format!("{} {} 处", kind.label(), count(kind)))).collect();
    counts.push((None, format!("共 {} 处", problems.len())));
    if problems.len() > ROW_LIMIT {
        remarks.push(format!("问题共 {} 处，校验表只列前 {ROW_LIMIT} 处。", problems.len()));
    }
    let sheets: HashSet<&str> = book.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    let mut links = LINK_LIMIT;
    let rows = problems.iter().take(ROW_LIMIT).map(|problem| row(&sheets, problem, &mut links)).collect();
    let mut lines: Vec<String> = headline.iter().take(HEADLINE_LIMIT).map(|line| shortened(line)).collect();
    lines.extend(remarks.sentences().iter().take(REMARK_LIMIT).map(|line| shortened(line)));
    lines.push(String::from(ADVICE));
    ProblemSheet { title: String::from("积分校验结果"), lines, counts, rows }
}

fn row(sheets: &HashSet<&str>, problem: &Problem, links: &mut usize) -> Row {
    let texts = [&problem.member, &problem.found, &problem.message, &problem.help].map(|text| shortened(text));
    let (place, link) = match &problem.place {
        None => (String::from("整个文件"), None),
        Some((sheet, cells)) => {
            let known = sheets.contains(sheet.as_str()) && *links > 0;
            *links -= usize::from(known);
            let link = known.then(|| format!("'{}'!{cells}", sheet.replace('\'', "''")));
            (format!("{sheet}!{cells}"), link)
        }
    };
    Row { kind: problem.kind, code: shortened(&problem.code), place: shortened(&place), link, texts }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(TEXT_LIMIT) {
        Some((end, _)) => format!("{}……", text.get(..end).unwrap_or("")),
        None => text.to_owned(),
    }
}

impl ProblemSheet {
    /// The row of the headings, from 0: after the title, the lines and the counts.
    pub(super) fn header_row(&self) -> u32 {
        u32::try_from(self.lines.len() + 2).unwrap_or(u32::MAX)
    }

    /// The last row of the list, from 0; an empty list has one row that says so.
    pub(super) fn last_row(&self) -> u32 {
        self.header_row() + u32::try_from(self.rows.len().max(1)).unwrap_or(u32::MAX)
    }

    /// The last column of the list, from 0.
    pub(super) fn last_column() -> u32 {
        u32::try_from(COLUMNS.len()).unwrap_or(u32::MAX) - 1
    }

    /// The cells of the list, as a filter takes them.
    pub(super) fn filter_range(&self) -> String {
        let (first, last) = (CellRef::new(self.header_row(), 0), CellRef::new(self.last_row(), Self::last_column()));
        format!("{first}:{last}")
    }

    /// The names that make the sheet print and filter well, and the one by which it is found again.
    pub(super) fn defined_names(&self) -> Vec<DefinedName> {
        let header = self.header_row() + 1;
        let end = CellRef::new(self.last_row(), Self::last_column());
        let local = |name, range, hidden| DefinedName { name, range, hidden };
        vec![
            local(DEFINED_NAME, String::from("$A$1"), true),
            local("_xlnm._FilterDatabase", fixed(CellRef::new(self.header_row(), 0), end), true),
            local("_xlnm.Print_Area", fixed(CellRef::new(0, 0), end), false),
            local("_xlnm.Print_Titles", format!("${header}:${header}"), false),
        ]
    }
}

/// A range as a defined name writes it: `$A$1:$H$9`.
fn fixed(first: CellRef, last: CellRef) -> String {
    let corner = |at: CellRef| format!("${}${}", at.column_letters(), at.row + 1);
    format!("{}:{}", corner(first), corner(last))
}
