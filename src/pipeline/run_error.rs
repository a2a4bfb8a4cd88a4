//! Why a run cannot go on.

use std::path::PathBuf;

use crate::model::Diagnostic;
use crate::rules::{RuleError, TomlError};
use crate::workbook::DiscoverError;

/// Why a run cannot go on: exit code 2.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// A path cannot be walked.
    #[error(transparent)]
    Discover(#[from] DiscoverError),
    /// There is no workbook.
    #[error("没有找到可以读取的表格文件。{}", passed_over.concat())]
    NothingToRead {
        /// What was found and passed over, a sentence each.
        passed_over: Vec<String>,
    },
    /// A file named on the command line or in the profile cannot be read.
    #[error("打不开文件「{}」：{reason}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// The profile is wrong.
    #[error("配置文件「{}」有误：{error}", path.display())]
    Profile {
        /// The file.
        path: PathBuf,
        /// What is wrong, and where.
        error: TomlError,
    },
    /// A header spelling of the profile is for a column that no table has.
    #[error("配置文件「{}」的 [columns] 里写着「{name}」，没有哪张表有这一栏；左边要写标准的栏名，如 \"姓名\"、\"日期\"。", path.display())]
    Column {
        /// The profile.
        path: PathBuf,
        /// What stands for the usual header.
        name: String,
    },
    /// An archived profile names a file or a rule set of which the record of the run says nothing.
    #[error("档案包的运行记录没有说「{0}」放在包里哪里；不到包外面去找。")]
    NotRecorded(String),
    /// There is no such rule set.
    #[error("没有规则集「{name}」。内置的规则集有：{known}；也可以写规则文件的路径。")]
    UnknownRules {
        /// What was asked for.
        name: String,
        /// The ids that there are.
        known: String,
    },
    /// The rule set is wrong.
    #[error("规则集「{name}」有误：\n{error}")]
    Rules {
        /// Its id or path.
        name: String,
        /// What is wrong.
        error: RuleError,
    },
    /// The rule set that the profile names for a branch cannot be used.
    #[error("配置文件「{}」给{branch}写的 rules = \"{name}\" 用不了：{error}", path.display())]
    BranchRules {
        /// The profile.
        path: PathBuf,
        /// The branch.
        branch: String,
        /// What is written.
        name: String,
        /// Why.
        error: Box<Self>,
    },
    /// Two rule sets of one run cannot be told apart.
    #[error(
        "配置文件「{}」用了两个内容不同的规则集，id 却都是「{id}」（{first}的和{second}的），结果里分不清；请把其中一个的 id 改掉。",
        path.display()
    )]
    SameRules {
        /// The profile.
        path: PathBuf,
        /// Their id.
        id: String,
        /// Whose the one is.
        first: String,
        /// Whose the other is.
        second: String,
    },
    /// Only branches that the comparison is not about.
    #[error("配置文件给{0}写了自己的办法，不是要比较的这两套规则，没有可以比较的支部。")]
    NothingCompared(String),
    /// The label is none.
    #[error("期间「{0}」看不懂。请写 2025、2025H1、2025Q1 或 2025-03 这样的期间。")]
    Period(String),
    /// No calendar year holds nine tenths of the dates.
    #[error("登记的日期分散在不同年度，看不出要统计哪一年。请用 --period 指明，例如 --period 2025。")]
    NoPeriod,
    /// There are no entries, so no date tells the period.
    #[error("没有读到登记的日期，看不出要统计哪一年。请用 --period 指明，例如 --period 2025。")]
    NoDates,
    /// The programme begins after the period.
    #[error("起始年度 {start} 晚于统计的年度 {year}，无法确定是第几年。")]
    ProgrammeStart {
        /// The year given.
        start: i32,
        /// The year of the period.
        year: i32,
    },
    /// There is nothing to compare with.
    #[error("没有能与以前的表「{}」比较：{error}", path.display())]
    Against {
        /// Where the earlier workbooks should be.
        path: PathBuf,
        /// Why.
        error: Box<Self>,
    },
    /// The waivers cannot be read.
    #[error("豁免文件「{}」有误：{message}", path.display())]
    Waivers {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        message: String,
    },
    /// The objections cannot be read.
    #[error("异议文件「{}」有误：{message}", path.display())]
    Objections {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        message: String,
    },
    /// The organisation workbook is not there.
    #[error("组织文件「{}」有误：{message}", path.display())]
    Organisation {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        message: String,
    },
    /// A check list cannot be read.
    #[error("抽查清单「{}」不能用：{message}。", path.display())]
    Audit {
        /// The file.
        path: PathBuf,
        /// Why.
        message: String,
    },
    /// What is said of publicity cannot be followed.
    #[error("公示用的文件「{}」不能用：{message}", path.display())]
    Publicity {
        /// The file.
        path: PathBuf,
        /// Why.
        message: String,
    },
    /// A result that was kept when a period was closed cannot be used.
    #[error("结账文件「{}」不能用：{message}", path.display())]
    Closed {
        /// The file.
        path: PathBuf,
        /// Why.
        message: String,
    },
    /// The decisions cannot be read.
    #[error("决定文件「{}」有误：{message}", path.display())]
    Decisions {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        message: String,
    },
}

impl RunError {
    /// There is no workbook: what was passed over may be what the user meant.
    #[must_use]
    pub fn nothing_to_read(found: &[Diagnostic]) -> Self {
        Self::NothingToRead { passed_over: found.iter().map(|diagnostic| diagnostic.message.clone()).collect() }
    }
}
