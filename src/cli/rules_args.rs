//! The arguments of `rules`, declared.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::args::Format;

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
