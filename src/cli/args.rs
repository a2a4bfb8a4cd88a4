//! The arguments, declared.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::pipeline::Options;
use crate::rules::Scope;

/// 读取各支部的党员积分表，逐条校验，计算积分、等次和星级。
#[derive(Debug, Parser)]
#[command(name = "jifen", version, disable_help_subcommand = true, arg_required_else_help = true)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What `check --help` says of its longer options; clap does not wrap Chinese.
const CHECK_HELP: &str = "\
--explain-layout 逐张工作表列出：认成了哪一种表，表头在哪里，认出几栏中的几栏，
每一栏当作什么，用到了哪些表外栏目，支部和期间是从哪里看出来的，哪些格没有用到、
为什么；没有认出的工作表，找的是什么，最像表头的是哪一行。不写批注本。

--reading-list 在批注本的文件夹里写「读取清单.xlsx」：每个有内容的单元格都在里
面，只列一次，写明当作什么用到了，或者为什么没有用到（合计行、签字行、不认识的
栏等）。

--fix 在批注本里把只是写法不规范的格改好（全角数字、多余的空格、文本存的数字和日
期等），涂蓝色，「jifen 校验」表里列出原来的和改后的。意思不变，得分不变。不加
--fix 只提示，什么也不改。原文件总是不动。

--unsafe-fixes 除了上面的，还改那些会改变意思的：按编号改正项目名称，清空用不着
的级别、次数等。改后的得分可能不同，请逐条核对。分值和姓名不会猜着改，公式不动。
哪些改、哪些不改，见 docs/自动改正.md。

--clean 不校验，只去掉我们的颜色和「jifen 校验」表，写在输入旁边的「去批注」。

--format csv 一个问题一行，可以用 Excel、WPS 打开，排序、筛选，例如：
  jifen check --format csv 各支部报表/ > 问题.csv
老程序只认 gbk 的，再加 --encoding gbk；gbk 里没有的字写成〔U+4DAE〕这样，并说明
是哪些字。

--statistics 不逐条列出，只统计最常见的问题：每个代码有多少处、几个支部有、占多
少，每个支部有多少处、合每百条登记多少处，办培训时用。--format json 时多一项
statistics。

--suggest-profile 不校验，也不写批注本。没有认出、没有全认出的表，按表样归在
一起，每种写一段 [[form]]：用在哪些文件、表头的字、是哪一种表、每一栏是什么；
拿不准的写 \"?\"，旁边注明可能是什么。不写文件名的写在屏幕上；写成
--suggest-profile=表样.toml 的写进文件，不覆盖已有的，退出码 2。把 \"?\" 填好，
存为报表文件夹里的 jifen.toml，这种表就能读了。都认得的退出码 0，有要填的 1。
写法和例子见 docs/配置文件.md。";

/// What `template --help` says of its longer options.
const TEMPLATE_HELP: &str = "\
--roster 可以是一个支部的花名册，也可以是全乡镇的：一个支部一张工作表，或者一张
表里有「支部」一栏；也可以是放着各支部花名册的文件夹。旁边的 jifen.toml 里写了
[[branch]] 的，按那里的次序和名称，没有花名册的支部也有一份。

不写 --roster 的，制一份谁都可以用的空白表。

--form 的三种：
  ledger  积分登记：一件事一行（通常用这一种）
  matrix  积分表：一人一行，一个项目一栏
  card    积分卡：一人一张工作表

已经有的文件不覆盖，退出码 2。各张表怎样填，见 docs/模板.md。";

/// What `sample --help` says of its longer options.
const SAMPLE_HELP: &str = "\
--seed 必须写。种子要事先谁也不知道、事后谁都查得到，例如各支部报表收齐以后第
一期彩票的开奖号码。同样的报表、种子和以前的清单，抽出来的都一样，谁都可以照清
单里写的办法重抽一遍。程序自己不出随机数。

每次抽支部数的三分之一，除不尽的进一。前两次都没有抽到的支部必抽，所以要把前两
次的清单给它：
  jifen sample 三月报表/ --seed … --after 抽查1月.xlsx --after 抽查2月.xlsx

--strata 按配置文件 [[branch]] 里 path 的第二级（如各党总支）分层，各层都抽三分
之一。

清单填好以后：jifen tally 三月报表/ --audit 抽查清单.xlsx。见 docs/抽查.md。";

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

/// 期间、规则和其他设定
#[derive(Clone, Debug, Default, Args)]
pub struct RunArguments {
    /// 规则集的名称，或规则文件的路径
    #[arg(long, value_name = "规则")]
    pub rules: Option<String>,
    /// 统计的期间，如 2025、2025H1、2025Q1、2025-03
    #[arg(long, value_name = "期间")]
    pub period: Option<String>,
    /// 办法从哪一年开始实行，用来确定名额比例
    #[arg(long, value_name = "年度")]
    pub programme_start: Option<i32>,
    /// 统计截止日，晚于它的登记算错误；不写的为期末
    #[arg(long, value_name = "日期", value_parser = parse_date)]
    pub date: Option<NaiveDate>,
    /// 名额以支部（branch）或乡镇（township）为单位
    #[arg(long, value_name = "范围", value_parser = parse_scope)]
    pub quota_scope: Option<Scope>,
    /// 党员大会的决定（toml 或 xlsx 文件）
    #[arg(long, value_name = "文件")]
    pub decisions: Option<PathBuf>,
    /// 上一年度档案（工作簿），办法要看上一年的才用
    #[arg(long, value_name = "文件")]
    pub previous: Option<PathBuf>,
    /// 会议同意的豁免；不写的找「豁免.xlsx」等
    #[arg(long, value_name = "文件")]
    pub waivers: Option<PathBuf>,
    /// 配置文件；不写的找输入文件夹里的 jifen.toml
    #[arg(long, value_name = "文件")]
    pub profile: Option<PathBuf>,
    /// 提醒也算错误
    #[arg(long)]
    pub strict: bool,
}

impl RunArguments {
    /// The options of a run over these paths.
    #[must_use]
    pub fn options(&self, paths: &[PathBuf]) -> Options {
        Options {
            paths: paths.to_vec(),
            rules: self.rules.clone(),
            period: self.period.clone(),
            programme_start: self.programme_start,
            report_date: self.date,
            quota_scope: self.quota_scope,
            decisions: self.decisions.clone(),
            previous: self.previous.clone(),
            waivers: self.waivers.clone(),
            against: None,
            audits: Vec::new(),
            profile: self.profile.clone(),
            strict: self.strict,
        }
    }
}

fn parse_date(text: &str) -> Result<NaiveDate, String> {
    text.parse().map_err(|_| "要写 2025-06-30 这样的日期".to_owned())
}

fn parse_scope(text: &str) -> Result<Scope, String> {
    match text {
        "branch" | "支部" => Ok(Scope::Branch),
        "township" | "乡镇" => Ok(Scope::Township),
        _ => Err("要写 branch（支部）或 township（乡镇）".to_owned()),
    }
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
    /// The settings.
    #[command(flatten)]
    pub run: RunArguments,
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
    /// 工作簿或文件夹
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
    /// 原来的规则集：名称，或规则文件的路径；或一个结果.json
    #[arg(value_name = "原规则", display_order = 1)]
    pub before: String,
    /// 新的规则集：名称，或规则文件的路径；或另一个结果.json
    #[arg(value_name = "新规则", display_order = 2)]
    pub after: String,
    /// 工作簿或文件夹；比较两个结果.json 的不写
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

/// Arguments of `rules`.
#[derive(Debug, Args)]
pub struct RulesArguments {
    /// What to do.
    #[command(subcommand)]
    pub command: RulesCommand,
}

/// The commands about rule sets.
#[derive(Debug, Subcommand)]
pub enum RulesCommand {
    /// 列出内置的规则集
    #[command(visible_alias = "列出")]
    List,
    /// 把规则集写成办法的样子，标明哪些数字是示例
    #[command(visible_alias = "查看")]
    Show {
        /// 规则集的名称，或规则文件的路径；不写的为默认规则集
        #[arg(value_name = "规则")]
        rules: Option<String>,
        /// 输出格式：text 文字，md 文档
        #[arg(long, value_name = "格式", default_value = "text", hide_possible_values = true)]
        format: ShowFormat,
        /// 写成可以打印的工作簿（.xlsx）；不覆盖已有的文件
        #[arg(long, value_name = "文件")]
        out: Option<PathBuf>,
    },
    /// 检查规则集：分段有没有漏、数对不对得上、等次够不够得到
    #[command(visible_alias = "检查")]
    Lint(LintArguments),
    /// 把规则集写成工作簿，在表格软件里修改
    #[command(visible_alias = "导出")]
    Export {
        /// 规则集的名称，或规则文件的路径
        #[arg(value_name = "规则")]
        rules: String,
        /// 写到哪个文件；不写的为 规则集编号.xlsx，不覆盖已有的
        #[arg(long, value_name = "文件")]
        out: Option<PathBuf>,
    },
    /// 把改好的工作簿读回成规则文件
    #[command(visible_alias = "导入")]
    Import {
        /// 由 rules export 写出、改好的工作簿
        #[arg(value_name = "工作簿")]
        book: PathBuf,
        /// 写到哪个文件；不写的为 规则集编号.toml，不覆盖已有的
        #[arg(long, value_name = "文件")]
        out: Option<PathBuf>,
    },
    /// 两套规则有什么不同，用文字说明
    #[command(visible_alias = "对照")]
    Diff {
        /// 原来的规则集：名称，或规则文件的路径
        #[arg(value_name = "原规则", display_order = 1)]
        before: String,
        /// 新的规则集：名称，或规则文件的路径
        #[arg(value_name = "新规则", display_order = 2)]
        after: String,
        /// 输出格式：text 文字，json 数据
        #[arg(long, value_name = "格式", default_value = "text", hide_possible_values = true)]
        format: Format,
    },
    /// 运行规则集自带的试算（[[test]]），逐项对照
    #[command(visible_alias = "试算")]
    Test {
        /// 规则集的名称，或规则文件的路径；不写的为默认规则集
        #[arg(value_name = "规则")]
        rules: Option<String>,
    },
}

/// How a rule set is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ShowFormat {
    /// On the terminal.
    #[default]
    Text,
    /// Markdown.
    Md,
}

/// Arguments of `rules lint`.
#[derive(Debug, Args)]
pub struct LintArguments {
    /// 规则集的名称，或规则文件的路径；不写的为默认规则集
    #[arg(value_name = "规则")]
    pub rules: Option<String>,
    /// 按哪个期间检查，如 2025；不写的按最新的数
    #[arg(long, value_name = "期间")]
    pub period: Option<String>,
    /// 配置文件，写明当年没有评选的
    #[arg(long, value_name = "文件")]
    pub profile: Option<PathBuf>,
    /// 输出格式：text 文字，json 数据
    #[arg(long, value_name = "格式", default_value = "text", hide_possible_values = true)]
    pub format: Format,
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
    /// 用哪一种表登记：ledger、matrix、card，见下
    #[arg(long, value_name = "表样", default_value = "ledger", hide_possible_values = true)]
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

/// In which form points are entered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum TemplateFormArgument {
    /// A row for each matter.
    #[default]
    #[value(alias = "积分登记")]
    Ledger,
    /// A row for each member.
    #[value(alias = "积分表")]
    Matrix,
    /// A sheet for each member.
    #[value(alias = "积分卡")]
    Card,
}

/// Arguments of `demo`.
#[derive(Debug, Args)]
pub struct DemoArguments {
    /// 写到哪个文件夹
    #[arg(value_name = "文件夹", default_value = "jifen-演示")]
    pub folder: PathBuf,
}
