//! 待决事项: what people still have to decide or to supply before the result stands.

use std::collections::HashMap;

use super::formula::body_row;
use super::{Plan, problems, stars, wording};
use crate::model::{CellRef, Column, NumberKind, RowKind, Severity, Table, TableCell};
use crate::reports::{DiagnosticResult, ResultDocument};
use crate::rules::{RuleSet, Scope};

/// The sheet's name.
pub const NAME: &str = "待决事项";

/// The parts of the sheet, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Places that a meeting has to decide.
    Ties,
    /// Branches that handed nothing in.
    Missing,
    /// Errors.
    Errors,
    /// Entries whose procedure is not complete.
    Procedure,
    /// Objections without an answer.
    Objections,
    /// Decisions that could not be followed.
    Decisions,
    /// What the audit found or left open.
    Audit,
}

/// Something to be done.
#[derive(Clone, Debug)]
pub struct Matter {
    /// What kind of thing.
    pub part: Part,
    /// The branch, or the scope of the places.
    branch: String,
    /// Who has to do it.
    who: &'static str,
    /// What.
    what: String,
    /// Whom it concerns.
    concerned: Vec<String>,
    /// How many single things.
    count: usize,
    /// Where to read more: what is shown, sheet and cell.
    see: (String, &'static str, u32),
}

/// Problems that stand for something to be done by other people than those who filled in the forms: their code, the part, who does it, and what.
const KINDS: &[(&str, Part, &str, &str)] = &[
    ("L132", Part::Missing, "该支部；乡镇党建办催报", "没有交表"),
    ("P101", Part::Procedure, "支部补办手续", "待审议，暂不计分"),
    ("P102", Part::Procedure, "支部补办手续", "已计分，手续待补"),
    ("P501", Part::Objections, "受理异议的组织", "异议说的找不到"),
    ("P502", Part::Objections, "受理异议的组织", "异议没有写全"),
    ("P503", Part::Objections, "受理异议的组织", "异议的日期先后不对"),
    ("P504", Part::Objections, "受理异议的组织", "异议还没有处理"),
    ("P505", Part::Objections, "支部改登记", "异议的处理和登记不一致"),
    ("A102", Part::Decisions, "作决定的会议", "决定无法照办"),
    ("A103", Part::Decisions, "作决定的会议", "决定没有写全"),
    ("A105", Part::Decisions, "作决定的会议", "决定早于统计的期间"),
    ("A107", Part::Decisions, "作决定的会议", "两项决定互相矛盾"),
    ("P402", Part::Audit, "抽查组、支部", "抽查存疑"),
    ("P404", Part::Audit, "抽查组", "抽查清单没有填好"),
];

impl Matter {
    /// The branch, or the scope of the places.
    pub fn branch(&self) -> &str {
        &self.branch
    }
}

impl Part {
    const fn title(self) -> &'static str {
        match self {
            Self::Ties => "并列名额，待会议决定",
            Self::Missing => "没有交表的支部",
            Self::Errors => "错误，要改正",
            Self::Procedure => "手续不全的登记",
            Self::Objections => "没有处理完的异议",
            Self::Decisions => "不能照办的决定",
            Self::Audit => "抽查没有了结的",
        }
    }
}

/// All that is to be done, part by part, in the order of branches. `listed` are the rows of 问题清单.
pub fn matters(result: &ResultDocument, rules: &RuleSet, listed: &[usize]) -> Vec<Matter> {
    let mut matters = ties(result, rules);
    let order: HashMap<&str, usize> = result.branches.iter().zip(0..).map(|(b, n)| (b.name.as_str(), n)).collect();
    let mut found: Vec<Matter> = Vec::new();
    let mut known: HashMap<(Part, &str, &str), usize> = HashMap::new();
    for (row, diagnostic) in listed.iter().enumerate().filter_map(|(row, at)| Some((row, result.diagnostics.get(*at)?)))
    {
        let Some((part, who, what)) = kind(diagnostic) else { continue };
        let branch = diagnostic.branch.as_deref().or(diagnostic.file.as_deref()).unwrap_or_default();
        let index = *known.entry((part, branch, what)).or_insert_with(|| {
            let see = (format!("第 {} 条", row + 1), problems::NAME, body_row(row));
            let what = what.to_owned();
            found.push(Matter { part, branch: branch.to_owned(), who, what, concerned: Vec::new(), count: 0, see });
            found.len() - 1
        });
        if let Some(matter) = found.get_mut(index) {
            matter.count += 1;
            // Whom to ask for is enough; more than a few are read in 问题清单.
            if matter.concerned.len() <= wording::FEW {
                let of = diagnostic.member.as_ref().filter(|name| !matter.concerned.contains(name));
                matter.concerned.extend(of.cloned());
            }
        }
    }
    found.sort_by_key(|matter| (matter.part, order.get(matter.branch.as_str()).copied().unwrap_or(usize::MAX)));
    matters.extend(found);
    matters
}

fn kind(diagnostic: &DiagnosticResult) -> Option<(Part, &'static str, &'static str)> {
    let known = KINDS.iter().find(|(code, ..)| *code == diagnostic.code);
    if let Some((_, part, who, what)) = known {
        return Some((*part, who, what));
    }
    let is_error = diagnostic.severity == Severity::Error;
    is_error.then_some(match diagnostic.branch {
        Some(_) => (Part::Errors, "支部改正后重报", "错误没有改正，这些登记没有计分"),
        None => (Part::Errors, "乡镇党建办", "错误没有改正"),
    })
}

/// Places for which members tie.
fn ties(result: &ResultDocument, rules: &RuleSet) -> Vec<Matter> {
    let who = match rules.quota.scope {
        Scope::Branch | Scope::BranchClass => "支部的党员大会",
        Scope::Township | Scope::Class => "乡镇党委，支部先提意见",
    };
    let contested = result.quotas.iter().enumerate().filter(|(_, quota)| !quota.contested.is_empty());
    contested
        .map(|(row, quota)| Matter {
            part: Part::Ties,
            branch: quota.scope.clone(),
            who,
            what: format!(
                "「{}」还有 {} 个名额，{} 人各项分数都相同，给谁",
                quota.level,
                quota.reserved,
                quota.contested.len()
            ),
            concerned: quota.contested.clone(),
            count: quota.contested.len(),
            see: (stars::name(rules).to_owned(), stars::name(rules), body_row(row)),
        })
        .collect()
}

/// The sheet; `None` where there is nothing to be done.
pub fn table(plan: &Plan<'_>) -> Option<Table> {
    if plan.pending.is_empty() {
        return None;
    }
    let title = wording::title(plan.result, plan.rules, "待决事项");
    let columns = vec![
        Column::center("序号", 6),
        Column::left("支部或范围", 22),
        Column::left("什么事", 46),
        Column::number("人（条）数", 10, NumberKind::General),
        Column::left("涉及", 30),
        Column::left("谁来办", 18),
        Column::center("详见", 12),
        Column::left("办理结果", 16),
    ];
    let mut table = Table::new(NAME, title, wording::unit(plan.result, "项"), columns);
    let mut number = 0;
    for part in plan.pending.chunk_by(|one, next| one.part == next.part) {
        let Some(first) = part.first() else { continue };
        let heading = format!("{}　{} 项", first.part.title(), part.len());
        table.push(RowKind::Heading, vec![TableCell::words(&heading)]);
        for matter in part {
            number += 1;
            table.push(RowKind::Body, row(number, matter));
        }
    }
    table.frozen_columns = 2;
    table.notes = notes(plan);
    table.signatures = wording::signatures();
    Some(table)
}

fn row(number: i64, matter: &Matter) -> Vec<TableCell> {
    let (shown, sheet, row) = &matter.see;
    vec![
        TableCell::Whole(number),
        TableCell::words(&matter.branch),
        TableCell::words(&matter.what),
        TableCell::count(matter.count),
        TableCell::words(&wording::few(&matter.concerned)),
        TableCell::words(matter.who),
        TableCell::Link { text: shown.clone(), table: (*sheet).to_owned(), cell: CellRef::new(*row, 0) },
        TableCell::Empty,
    ]
}

fn notes(plan: &Plan<'_>) -> Vec<String> {
    let has = |part: Part| plan.pending.iter().any(|matter| matter.part == part);
    let mut notes = Vec::new();
    if has(Part::Ties) {
        notes.push("并列的名额先留着，暂按顺延后的等次列出；会议定了以后，写成决定文件再汇总一次。".to_owned());
    }
    if has(Part::Errors) {
        notes.push(format!("「详见」是「{}」里的第一条，点一下就到；那张表按支部筛选，可以看到全部。", problems::NAME));
    }
    if has(Part::Procedure) {
        notes.push(
            "手续不全的，办了的补填日期，没有办的等办完再报；不影响是否定案，但手续办完以后分数会变。".to_owned(),
        );
    }
    notes
}
