//! Where things lie in a bag, below its `data/`.
//!
//! The four names on top are those of 档发〔2012〕7号, annex 2; below 电子档案 stands the year, then the kind of file.

/// 说明文件: what the carrier holds and what it takes to read it.
pub const ABOUT: &str = "说明文件.TXT";
/// 文件目录: an entry for each record.
pub const CATALOGUE: &str = "文件目录.XML";
/// The records themselves; the year's folder stands below.
pub const RECORDS: &str = "电子档案";
/// Whatever else belongs to the package.
pub const OTHER: &str = "其他";
/// The index that needs a browser only.
pub const INDEX_PAGE: &str = "index.html";
/// The same index as a workbook.
pub const INDEX_BOOK: &str = "目录.xlsx";
/// How the run was made: what a recomputation needs, with paths below `data/`.
pub const RUN: &str = "其他/运行记录.json";
/// The rule sets in force, a file each.
pub const RULES: &str = "其他/规则集";

/// The kinds of records of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// 结果: summary, 结果.json, text.
    Results,
    /// 一人一册.
    Books,
    /// 收到的材料: the input folder as it was.
    Received,
    /// 另外给出的材料: what was named and lies elsewhere.
    Elsewhere,
    /// 批注本.
    Copies,
    /// 办法: the rules in readable form.
    Rulebook,
    /// 数据表: every result as csv.
    Tables,
}

impl Kind {
    /// The name of its folder.
    #[must_use]
    pub const fn folder(self) -> &'static str {
        match self {
            Self::Results => "结果",
            Self::Books => "一人一册",
            Self::Received => "收到的材料",
            Self::Elsewhere => "另外给出的材料",
            Self::Copies => "批注本",
            Self::Rulebook => "办法",
            Self::Tables => "数据表",
        }
    }
}

/// The path of a file of some kind below `data/`; `period` is the period's label.
#[must_use]
pub fn place(period: &str, kind: Kind, file: &str) -> String {
    format!("{RECORDS}/{period}/{}/{file}", kind.folder())
}
