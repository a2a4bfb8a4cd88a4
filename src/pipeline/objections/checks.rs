//! What is asked of an objection: that it says what it has to, in an order that can be, and that the workbook agrees with
//! what was decided.

use super::entries::Found;
use crate::checks::{P502, P503, P504, P505};
use crate::model::{Diagnostic, Objection, Points, When};
use crate::scoring::LineState;

/// What came of an objection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Nothing yet.
    Open,
    /// 成立.
    Upheld,
    /// 部分成立.
    Partly,
    /// 不成立.
    Rejected,
}

impl Answer {
    /// What 处理 says; an error where it says none of these.
    pub fn of(objection: &Objection) -> Result<Self, ()> {
        match objection.result.as_str() {
            "" | "处理中" | "待处理" | "核查中" | "未处理" => Ok(Self::Open),
            "成立" | "异议成立" | "属实" => Ok(Self::Upheld),
            "部分成立" | "部分属实" => Ok(Self::Partly),
            "不成立" | "异议不成立" | "不属实" => Ok(Self::Rejected),
            _ => Err(()),
        }
    }

    /// As the result calls it.
    pub const fn id(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Upheld => "upheld",
            Self::Partly => "partly",
            Self::Rejected => "rejected",
        }
    }
}

/// What the register itself has wrong.
pub fn as_written(objection: &Objection, answer: &Result<Answer, ()>) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let lacking = lacking(objection, answer);
    if !lacking.is_empty() {
        let lacking = lacking.join("、");
        let advice = format!("请查异议的记录，在这一条补上{lacking}。");
        problems.push(P502.says(format!("没有写明{lacking}。")).advise(advice));
    }
    let unread = [
        (objection.when.is_none(), "日期", &objection.date, "写这条登记的年月日，例如 2025-05-12"),
        (objection.raised_on.is_none(), "提出日期", &objection.raised, "写年月日，例如 2026-01-08"),
        (objection.settled_on.is_none(), "处理日期", &objection.settled, "写年月日，例如 2026-01-12"),
        (objection.cells.is_none(), "单元格", &objection.cell, "写一个格，例如 G7"),
        (objection.points.is_none(), "改为", &objection.becomes, "写一个数，删去的写 0"),
        (answer.is_err(), "处理", &objection.result, "写「成立」「不成立」或「部分成立」，还在处理的空着"),
    ];
    for (is_unread, column, text, how) in unread {
        if is_unread && !text.is_empty() {
            let message = format!("{column}写的是「{text}」，看不懂。");
            problems.push(P502.says(message).found(text).advise(format!("请改写这一格：{how}。")));
        }
    }
    problems.extend(order(objection));
    problems
}

/// What it does not say and has to.
fn lacking(objection: &Objection, answer: &Result<Answer, ()>) -> Vec<&'static str> {
    let is_settled = answer.as_ref().is_ok_and(|answer| *answer != Answer::Open);
    let is_answered = !objection.settled.is_empty();
    let is_open = answer.as_ref().is_ok_and(|answer| *answer == Answer::Open);
    let needed = [
        ("支部", objection.branch.is_empty()),
        ("党员", objection.name.is_empty()),
        ("工作表", objection.sheet.is_empty() && !objection.cell.is_empty()),
        ("单元格", objection.cell.is_empty() && !objection.sheet.is_empty()),
        ("异议内容", objection.matter.trim().is_empty()),
        ("提出日期", objection.raised.is_empty()),
        ("处理", is_open && is_answered),
        ("处理日期", is_settled && objection.settled.is_empty()),
        ("处理人", is_settled && objection.settled_by.trim().is_empty()),
        ("处理说明", is_settled && objection.settled_how.trim().is_empty()),
    ];
    needed.into_iter().filter_map(|(name, lacks)| lacks.then_some(name)).collect()
}

/// Nobody objects to what has not happened, and nobody settles what has not been raised.
fn order(objection: &Objection) -> Option<Diagnostic> {
    let raised = objection.raised_on?;
    if let Some(When::Day(day)) = objection.when.filter(|when| matches!(when, When::Day(day) if raised < *day)) {
        let message = format!("提出日期 {raised} 早于登记的日期 {day}。");
        return Some(P503.says(message).found(&objection.raised));
    }
    let settled = objection.settled_on.filter(|settled| *settled < raised)?;
    Some(P503.says(format!("处理日期 {settled} 早于提出日期 {raised}。")).found(&objection.settled))
}

/// That it is still open.
pub fn open() -> Diagnostic {
    P504.says("还没有处理。")
}

/// Whether what is there agrees with what was decided, as far as that can be told; and what is said where it does not.
pub fn agrees(objection: &Objection, answer: &Answer, found: &Found) -> (Option<bool>, Option<Diagnostic>) {
    let differs = |message: String, advice: &str| (Some(false), Some(P505.says(message).advise(advice)));
    let now = found.effect().unwrap_or(Points::ZERO);
    match (answer, objection.points, found) {
        (Answer::Upheld | Answer::Partly, Some(_), Found::Score(_)) => (None, None),
        (Answer::Upheld | Answer::Partly, Some(proper), _) => {
            // A limit may leave less of what an entry is worth.
            let is_capped = matches!(found, Found::Entry { state: Some(LineState::Capped), .. });
            if now == proper || is_capped && now.abs() <= proper.abs() {
                return (Some(true), None);
            }
            let now = match found {
                Found::Gone => "现在没有这条登记".to_owned(),
                Found::Item(points) => format!("这个项目现在共 {points} 分"),
                _ => format!("这条登记现在计 {now} 分"),
            };
            let message = format!("已经处理为{}，改为 {proper} 分，{now}。", objection.result);
            differs(message, "支部的表还没有照处理改的，请支部改正；「改为」写错的，请改正异议表。")
        }
        (Answer::Upheld, None, Found::Entry { state, .. }) => {
            if state.is_some_and(LineState::is_valid) && !now.is_zero() {
                let message = format!("已经处理为{}，这条登记现在仍计 {now} 分。", objection.result);
                let advice = "请支部在自己的表里改正或者删去这条登记；已经改正、应当计这么多分的，在异议表「改为」一栏写上分数。";
                return differs(message, advice);
            }
            (Some(true), None)
        }
        (Answer::Upheld, None, Found::Gone) => (Some(true), None),
        (Answer::Rejected, _, Found::Gone) => {
            let message = format!("已经处理为{}，现在却没有这条登记了。", objection.result);
            differs(message, "登记不该删的，请支部补上；异议表的项目、日期写错的，请改正。")
        }
        (Answer::Rejected, _, Found::Entry { .. }) => (Some(true), None),
        _ => (None, None),
    }
}
