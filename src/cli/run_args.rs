//! The arguments of a run, which commands share.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;

use crate::pipeline::Options;
use crate::rules::Scope;

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
    /// 以前年度：结果.json、文件夹、档案包；可写几个
    #[arg(long, value_name = "路径")]
    pub previous: Vec<PathBuf>,
    /// 会议同意的豁免；不写的找「豁免.xlsx」等
    #[arg(long, value_name = "文件")]
    pub waivers: Option<PathBuf>,
    /// 公示以后收到的异议；不写的找「异议.xlsx」等
    #[arg(long, value_name = "文件")]
    pub objections: Option<PathBuf>,
    /// 支部的名单；不写的找「组织.xlsx」等
    #[arg(long, value_name = "文件")]
    pub organisation: Option<PathBuf>,
    /// 配置文件；不写的找输入文件夹里的 jifen.toml
    #[arg(long, value_name = "文件")]
    pub profile: Option<PathBuf>,
    /// 提醒也算错误
    #[arg(long)]
    pub strict: bool,
}

impl RunArguments {
    /// The first of these flags that was given.
    #[must_use]
    pub fn first_given(&self) -> Option<&'static str> {
        let given = [
            (self.rules.is_some(), "--rules"),
            (self.period.is_some(), "--period"),
            (self.programme_start.is_some(), "--programme-start"),
            (self.date.is_some(), "--date"),
            (self.quota_scope.is_some(), "--quota-scope"),
            (self.decisions.is_some(), "--decisions"),
            (!self.previous.is_empty(), "--previous"),
            (self.waivers.is_some(), "--waivers"),
            (self.objections.is_some(), "--objections"),
            (self.organisation.is_some(), "--organisation"),
            (self.profile.is_some(), "--profile"),
            (self.strict, "--strict"),
        ];
        given.into_iter().find(|(is_given, _)| *is_given).map(|(_, flag)| flag)
    }

    /// The options of a run over these paths.
    #[must_use]
    pub fn options(&self, paths: &[PathBuf]) -> Options {
        Options {
            paths: paths.to_vec(),
            rules: self.rules.clone(),
            period: self.period.clone(),
            in_archive: false,
            programme_start: self.programme_start,
            report_date: self.date,
            quota_scope: self.quota_scope,
            decisions: self.decisions.clone(),
            previous: self.previous.clone(),
            waivers: self.waivers.clone(),
            objections: self.objections.clone(),
            organisation: self.organisation.clone(),
            profile: self.profile.clone(),
            strict: self.strict,
            ..Options::default()
        }
    }
}

pub(super) fn parse_date(text: &str) -> Result<NaiveDate, String> {
    text.parse().map_err(|_| "要写 2025-06-30 这样的日期".to_owned())
}

fn parse_scope(text: &str) -> Result<Scope, String> {
    match text {
        "branch" | "支部" => Ok(Scope::Branch),
        "township" | "乡镇" => Ok(Scope::Township),
        _ => Err("要写 branch（支部）或 township（乡镇）".to_owned()),
    }
}
