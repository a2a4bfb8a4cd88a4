//! The arguments of publicity, declared.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;

use super::run_args::parse_date;
use crate::pipeline::PublishOptions;
use crate::reports::{Mask, Order};

/// 公示
#[derive(Clone, Debug, Default, Args)]
pub struct PublishArguments {
    /// 写公示表和告知单；公示第一天写作 =2026-01-12
    #[arg(long, value_name = "日期", num_args = 0..=1, require_equals = true, value_parser = parse_date)]
    pub publish: Option<Option<NaiveDate>>,
    /// 公示的姓名：none、name（王*）、number（编号）
    #[arg(long, value_name = "遮盖", value_parser = parse_mask)]
    pub mask: Option<Mask>,
    /// 次序：strokes 笔画，score 得分，roster 花名册
    #[arg(long, value_name = "次序", value_parser = parse_order)]
    pub order: Option<Order>,
    /// 公示写名次；不写的不列个人名次
    #[arg(long)]
    pub ranking: bool,
    /// 第二次公示，只列变动：第一次的 结果.json
    #[arg(long, value_name = "文件")]
    pub since: Option<PathBuf>,
}

impl PublishArguments {
    /// The same for the run.
    #[must_use]
    pub fn options(&self) -> PublishOptions {
        PublishOptions {
            asked: self.publish.is_some()
                || self.mask.is_some()
                || self.order.is_some()
                || self.ranking
                || self.since.is_some(),
            provisional_too: self.publish.is_some(),
            start: self.publish.flatten(),
            mask: self.mask,
            order: self.order,
            ranking: self.ranking,
            since: self.since.clone(),
        }
    }
}

fn parse_mask(text: &str) -> Result<Mask, String> {
    match text {
        "none" | "不遮盖" => Ok(Mask::None),
        "name" | "姓名" => Ok(Mask::Name),
        "number" | "编号" => Ok(Mask::Number),
        _ => Err("要写 none（照写）、name（只留姓）或 number（只写编号）".to_owned()),
    }
}

fn parse_order(text: &str) -> Result<Order, String> {
    match text {
        "strokes" | "笔画" => Ok(Order::Strokes),
        "score" | "得分" => Ok(Order::Score),
        "roster" | "花名册" => Ok(Order::Roster),
        _ => Err("要写 strokes（姓氏笔画）、score（得分）或 roster（花名册）".to_owned()),
    }
}
