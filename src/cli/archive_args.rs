//! The arguments of `archive` and `verify`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::args::{Format, RunArguments, SeriesArgument};
use super::publish_args::PublishArguments;

/// Arguments of `archive`.
#[derive(Debug, Args)]
pub struct ArchiveArguments {
    /// 工作簿或文件夹
    #[arg(required = true, value_name = "路径")]
    pub paths: Vec<PathBuf>,
    /// 档案包写到哪个文件夹里；已有的档案包从不覆盖
    #[arg(long, value_name = "文件夹")]
    pub out: Option<PathBuf>,
    /// 另把每个档案包压成一个 zip 文件
    #[arg(long)]
    pub zip: bool,
    /// 结果还是试算也归档，要写明 --reason
    #[arg(long, requires = "reason")]
    pub provisional: bool,
    /// 为什么试算也要归档
    #[arg(long, value_name = "原因", requires = "provisional")]
    pub reason: Option<String>,
    /// 一人一册：branch 一个支部一本，member 一人一本
    #[arg(long, value_name = "方式", default_value = "branch", hide_possible_values = true)]
    pub books: BooksArgument,
    /// 只写一个人的一册（xlsx）；同名写 姓名（编号）
    #[arg(long, value_name = "姓名", conflicts_with_all = ["zip", "provisional", "transfer"])]
    pub member: Option<String>,
    /// 给转出的党员写一册；同名写 姓名（编号）
    #[arg(long, value_name = "姓名", conflicts_with_all = ["zip", "provisional"])]
    pub transfer: Option<String>,
    /// 填好的抽查清单；有几份的，写几次 --audit
    #[arg(long, value_name = "清单")]
    pub audit: Vec<PathBuf>,
    /// 结账时的结果.json 或文件夹；不写的找「结账」
    #[arg(long, value_name = "路径")]
    pub closed: Vec<PathBuf>,
    /// 各人各月（month）或各季度（quarter）末的得分
    #[arg(long, value_name = "月或季度", hide_possible_values = true)]
    pub series: Option<SeriesArgument>,
    /// How results are made public.
    #[command(flatten)]
    pub publish: PublishArguments,
    /// The settings.
    #[command(flatten)]
    pub run: RunArguments,
}

/// Into which files the books of members go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum BooksArgument {
    /// A workbook for each branch, with an index.
    #[default]
    #[value(alias = "支部")]
    Branch,
    /// A workbook for each member.
    #[value(alias = "个人")]
    Member,
}

/// Arguments of `verify`.
#[derive(Debug, Args)]
pub struct VerifyArguments {
    /// 档案包：文件夹，或一个 zip 文件
    #[arg(required = true, value_name = "档案包")]
    pub path: PathBuf,
    /// 输出格式：text 文字，json 数据
    #[arg(long, value_name = "格式", default_value = "text", hide_possible_values = true)]
    pub format: Format,
}
