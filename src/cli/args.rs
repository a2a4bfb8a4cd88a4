//! The arguments, declared.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub use super::archive_args::{ArchiveArguments, BooksArgument, VerifyArguments};
use super::help::{CHECK_HELP, SAMPLE_HELP, TEMPLATE_HELP};
pub use super::publish_args::PublishArguments;
pub use super::rules_args::{LintArguments, RulesArguments, RulesCommand, ShowFormat};
pub use super::run_args::RunArguments;
use crate::layout::{FORMS, RegisterForm, register_form};
use crate::model::Window;
use crate::reports::TemplateForm;

/// 读取各支部的党员积分表，逐条校验，计算积分、等次和星级。
#[derive(Debug, Parser)]
#[command(name = "jifen", version, disable_help_subcommand = true, arg_required_else_help = true)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// 校验工作簿：指出哪一格错了、为什么、怎么改，并写批注本
    #[command(visible_alias = "校验", after_help = CHECK_HELP)]
    Check(CheckArguments),
    /// 汇总全乡镇：校验、计分、评星，写出汇总表、结果和批注本
    #[command(visible_alias = "汇总")]
    Tally(TallyArguments),
    /// 一名党员的积分是怎么来的，逐条说明
    #[command(visible_alias = "依据")]
    Why(WhyArguments),
    /// 同样的工作簿按两套规则各算一遍，谁升谁降，因为哪条规定
    #[command(visible_alias = "比较")]
    Compare(CompareArguments),
    /// 一个问题代码是什么意思，附错误和正确的例子
    #[command(visible_alias = "解释")]
    Explain(ExplainArguments),
    /// 查看规则集，写成表格修改，再读回来
    #[command(visible_alias = "规则")]
    Rules(RulesArguments),
    /// 按办法和花名册制空白表，一个支部一份，带下拉选项
    #[command(visible_alias = "模板", after_help = TEMPLATE_HELP)]
    Template(TemplateArguments),
    /// 按公布的种子抽查三分之一的支部，写抽查清单
    #[command(visible_alias = "抽查", after_help = SAMPLE_HELP)]
    Sample(SampleArguments),
    /// 把一年的结果和全部材料打成档案包，多年以后还能核验
    #[command(visible_alias = "归档")]
    Archive(ArchiveArguments),
    /// 核验档案包：缺没缺、改没改，再照存下的材料重算一遍
    #[command(visible_alias = "核验")]
    Verify(VerifyArguments),
    /// 写出一个示例乡镇，并对它运行汇总
    #[command(visible_alias = "演示")]
    Demo(DemoArguments),
}

/// How a result is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// For programs: 结果.json.
    Json,
}

/// How `check` prints its result.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// For people.
    #[default]
    Text,
    /// For programs: 结果.json.
    Json,
    /// For spreadsheets: a line for each problem.
    Csv,
}

/// How the characters of a csv are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TextEncoding {
    /// UTF-8 with its mark.
    #[value(name = "utf-8", alias = "utf8")]
    Utf8,
    /// GBK.
    Gbk,
}

/// Arguments of `check`.
#[derive(Debug, Args)]
pub struct CheckArguments {
    /// 工作簿或文件夹
    #[arg(required = true, value_name = "路径")]
    pub paths: Vec<PathBuf>,
    /// 批注本写到哪个文件夹；不写的在输入旁边「批注」
    #[arg(long, value_name = "文件夹")]
    pub out: Option<PathBuf>,
    /// 输出格式：text 文字，json 数据，csv 表格
    #[arg(long, value_name = "格式", default_value = "text", hide_possible_values = true)]
    pub format: CheckFormat,
    /// csv 的编码：utf-8（不写的），或老程序用的 gbk
    #[arg(long, value_name = "编码", hide_possible_values = true)]
    pub encoding: Option<TextEncoding>,
    /// 以前报过的表：文件或文件夹，比较改了什么
    #[arg(long, value_name = "路径")]
    pub against: Option<PathBuf>,
    /// 只说明每张表认成了什么、每一栏当作什么，见下
    #[arg(long)]
    pub explain_layout: bool,
    /// 另写「读取清单.xlsx」：每一格的去处，见下
    #[arg(long)]
    pub reading_list: bool,
    /// 在批注本里改好只是写法不规范的格，见下
    #[arg(long)]
    pub fix: bool,
    /// 连同会改变意思的一起改，见下
    #[arg(long)]
    pub unsafe_fixes: bool,
    /// 不校验，只去掉批注，见下
    #[arg(
        long,
        conflicts_with_all =
            ["format", "encoding", "explain_layout", "reading_list", "fix", "unsafe_fixes", "statistics", "against"]
    )]
    pub clean: bool,
    /// 统计最常见的问题：按代码、按支部，见下
    #[arg(long)]
    pub statistics: bool,
    /// 为没有认出的表样写一份配置，由人填好
    #[arg(
        long,
        value_name = "文件",
        num_args = 0..=1,
        require_equals = true,
        conflicts_with_all = [
            "out", "format", "encoding", "explain_layout", "reading_list", "fix", "unsafe_fixes", "clean", "statistics"
        ]
    )]
    pub suggest_profile: Option<Option<PathBuf>>,
    /// The settings.
    #[command(flatten)]
    pub run: RunArguments,
}

/// Arguments of `tally`.
#[derive(Debug, Args)]
pub struct TallyArguments {
    /// 工作簿或文件夹
    #[arg(required = true, value_name = "路径")]
    pub paths: Vec<PathBuf>,
    /// 结果写到哪个文件夹
    #[arg(long, value_name = "文件夹", default_value = "汇总结果")]
    pub out: PathBuf,
    /// 输出格式：text 文字，json 数据
    #[arg(long, value_name = "格式", default_value = "text", hide_possible_values = true)]
    pub format: Format,
    /// 统计最常见的问题：按代码、按支部
    #[arg(long)]
    pub statistics: bool,
    /// 以前报过的表：文件或文件夹，比较改了什么
    #[arg(long, value_name = "路径")]
    pub against: Option<PathBuf>,
    /// 填好的抽查清单；有几份的，写几次 --audit
    #[arg(long, value_name = "清单")]
    pub audit: Vec<PathBuf>,
    /// How results are made public.
    #[command(flatten)]
    pub publish: PublishArguments,
    /// 结账时的结果.json 或文件夹；不写的找「结账」
    #[arg(long, value_name = "路径")]
    pub closed: Vec<PathBuf>,
    /// 另把登记、党员、得分和问题写成 Parquet 数据集
    #[arg(long, value_name = "文件夹")]
    pub export: Option<PathBuf>,
    /// 结账：把结果留在报表旁边的「结账」文件夹里
    #[arg(long)]
    pub close: bool,
    /// 各人各月（month）或各季度（quarter）末的得分
    #[arg(long, value_name = "月或季度", hide_possible_values = true)]
    pub series: Option<SeriesArgument>,
    /// The settings.
    #[command(flatten)]
    pub run: RunArguments,
}

/// At the ends of which windows scores are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SeriesArgument {
    /// Of each month.
    #[value(alias = "月")]
    Month,
    /// Of each quarter.
    #[value(alias = "季度", alias = "季")]
    Quarter,
}

impl From<SeriesArgument> for Window {
    fn from(argument: SeriesArgument) -> Self {
        match argument {
            SeriesArgument::Month => Self::Month,
            SeriesArgument::Quarter => Self::Quarter,
        }
    }
}

/// Arguments of `sample`.
#[derive(Debug, Args)]
pub struct SampleArguments {
    /// 工作簿或文件夹
    #[arg(required = true, value_name = "路径")]
    pub paths: Vec<PathBuf>,
    /// 公布的种子，如彩票开奖号码，见下
    #[arg(long, value_name = "种子")]
    pub seed: Option<String>,
    /// 以前的抽查清单；有几份的，写几次 --after
    #[arg(long, value_name = "清单")]
    pub after: Vec<PathBuf>,
    /// 按上级组织的第二级分层，各层分别抽
    #[arg(long)]
    pub strata: bool,
    /// 每个抽中的支部抽多少条登记；不写的 10 条
    #[arg(long, value_name = "条数", default_value = "10", value_parser = clap::value_parser!(u16).range(1..))]
    pub entries: u16,
    /// 写到哪个文件；不写的为 抽查清单.xlsx，不覆盖
    #[arg(long, value_name = "文件", default_value = "抽查清单.xlsx")]
    pub out: PathBuf,
    /// The settings.
    #[command(flatten)]
    pub run: RunArguments,
}

/// Arguments of `why`.
#[derive(Debug, Args)]
pub struct WhyArguments {
    /// 党员姓名；同名的写成 姓名（编号）
    #[arg(value_name = "姓名")]
    pub name: String,
    /// 工作簿或文件夹；或一个档案包，照归档的结果说
    #[arg(required = true, value_name = "路径")]
    pub paths: Vec<PathBuf>,
    /// 输出格式：text 文字，json 数据
    #[arg(long, value_name = "格式", default_value = "text", hide_possible_values = true)]
    pub format: Format,
    /// 写成一个工作簿（.xlsx），一人一张表；不覆盖已有的文件
    #[arg(long, value_name = "文件")]
    pub out: Option<PathBuf>,
    /// The settings.
    #[command(flatten)]
    pub run: RunArguments,
}

/// Arguments of `compare`.
#[derive(Debug, Args)]
pub struct CompareArguments {
    /// 原来的规则集：名称或文件；或一个结果.json、档案包
    #[arg(value_name = "原规则", display_order = 1)]
    pub before: String,
    /// 新的规则集：名称或文件；或另一个结果.json、档案包
    #[arg(value_name = "新规则", display_order = 2)]
    pub after: String,
    /// 工作簿、文件夹或档案包；比较两个结果的不写
    #[arg(value_name = "路径", display_order = 3)]
    pub paths: Vec<PathBuf>,
    /// 另写一份比较表（xlsx），不覆盖已有的
    #[arg(long, value_name = "文件")]
    pub out: Option<PathBuf>,
    /// 输出格式：text 文字，json 数据
    #[arg(long, value_name = "格式", default_value = "text", hide_possible_values = true)]
    pub format: Format,
    /// The settings.
    #[command(flatten)]
    pub run: RunArguments,
}

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub struct ExplainArguments {
    /// 问题代码，如 E304；不写的列出全部代码
    #[arg(value_name = "代码")]
    pub code: Option<String>,
}

/// Arguments of `template`.
#[derive(Debug, Args)]
pub struct TemplateArguments {
    /// 规则集的名称，或规则文件的路径
    #[arg(long, value_name = "规则")]
    pub rules: Option<String>,
    /// 花名册：一个工作簿，或放着工作簿的文件夹，见下
    #[arg(long, value_name = "路径")]
    pub roster: Option<PathBuf>,
    /// 哪一种表：ledger、matrix、card，或者登记表，见下
    #[arg(long, value_name = "表样", default_value = "ledger", value_parser = parse_form)]
    pub form: TemplateFormArgument,
    /// 登记哪个期间，如 2025、2025Q1；不写的不限日期
    #[arg(long, value_name = "期间")]
    pub period: Option<String>,
    /// 写到哪个文件夹；只有一份的，也可以写成 某某.xlsx
    #[arg(long, value_name = "文件夹", default_value = "模板")]
    pub out: PathBuf,
    /// 配置文件；不写的找花名册旁边的 jifen.toml
    #[arg(long, value_name = "文件")]
    pub profile: Option<PathBuf>,
}

/// Which blank workbook is made.
#[derive(Clone, Copy, Debug)]
pub enum TemplateFormArgument {
    /// Those of the branches, with points in this form.
    Branches(TemplateForm),
    /// That of one of the township's registers.
    Register(&'static RegisterForm),
}

fn parse_form(text: &str) -> Result<TemplateFormArgument, String> {
    let form = match text {
        "ledger" | "积分登记" => TemplateForm::Ledger,
        "matrix" | "积分表" => TemplateForm::Matrix,
        "card" | "积分卡" => TemplateForm::Card,
        other => return register_form(other).map(TemplateFormArgument::Register).ok_or_else(known_forms),
    };
    Ok(TemplateFormArgument::Branches(form))
}

fn known_forms() -> String {
    let registers: Vec<&str> = FORMS.iter().map(|form| form.id).collect();
    format!("要写 ledger、matrix、card、{} 中的一个", registers.join("、"))
}

/// Arguments of `demo`.
#[derive(Debug, Args)]
pub struct DemoArguments {
    /// 写到哪个文件夹
    #[arg(value_name = "文件夹", default_value = "jifen-演示")]
    pub folder: PathBuf,
}
