//! The kinds of table that are told apart.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::rules::TableLayout;

static TITLES: LazyLock<BTreeMap<String, String>> =
    LazyLock::new(|| toml::from_str(include_str!("../../data/kinds.toml")).unwrap_or_default());

/// What a table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// 花名册: a row per member.
    Roster,
    /// 积分登记: a row per event.
    Ledger,
    /// 积分表: a row per member and a column per item, or the other way round; cells state points or counts.
    Matrix,
    /// 一人一表: the member stands above the table.
    Card,
    /// 出勤表: a row per member and a column per meeting or month; cells hold marks.
    Attendance,
    /// 评议票: votes for each member.
    Ballot,
    /// 评价表: what evaluators gave each member.
    Evaluation,
    /// 决定: a row per contested place that a meeting settled.
    Decisions,
    /// 考核表: outside figures for each member.
    Assessment,
    /// 公示登记.
    Publicity,
    /// 上一年度档案: what the township kept of last year.
    Archive,
    /// 类别变动.
    Changes,
    /// 转入登记.
    Transfers,
    /// 工作任务.
    Tasks,
    /// 汇总表: sums that say nothing of single items.
    Summary,
}

/// Which words head the columns of a table: the sections of `data/columns.toml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dictionary {
    /// Of people: rosters and whatever has a row per member.
    People,
    /// Of events: ledgers and cards.
    Events,
    /// Of decisions.
    Decisions,
}

impl Dictionary {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::People, Self::Events, Self::Decisions];

    /// Its section in `data/columns.toml`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::People => "roster",
            Self::Events => "ledger",
            Self::Decisions => "decisions",
        }
    }
}

impl From<TableLayout> for Kind {
    fn from(layout: TableLayout) -> Self {
        match layout {
            TableLayout::Attendance => Self::Attendance,
            TableLayout::Evaluation => Self::Evaluation,
            TableLayout::Ballot => Self::Ballot,
            TableLayout::Assessment => Self::Assessment,
            TableLayout::Changes => Self::Changes,
            TableLayout::Transfers => Self::Transfers,
            TableLayout::Tasks => Self::Tasks,
            TableLayout::Publicity => Self::Publicity,
            TableLayout::Archive => Self::Archive,
        }
    }
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 15] = [
        Self::Roster,
        Self::Ledger,
        Self::Matrix,
        Self::Card,
        Self::Attendance,
        Self::Ballot,
        Self::Evaluation,
        Self::Decisions,
        Self::Assessment,
        Self::Publicity,
        Self::Archive,
        Self::Changes,
        Self::Transfers,
        Self::Tasks,
        Self::Summary,
    ];

    /// The kind that a word of results or its title names.
    #[must_use]
    pub fn called(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.id() == word || kind.title() == word)
    }

    /// The word for it in results.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Roster => "roster",
            Self::Ledger => "ledger",
            Self::Matrix => "matrix",
            Self::Card => "card",
            Self::Attendance => "attendance",
            Self::Ballot => "ballot",
            Self::Evaluation => "evaluation",
            Self::Decisions => "decisions",
            Self::Assessment => "assessment",
            Self::Publicity => "publicity",
            Self::Archive => "archive",
            Self::Changes => "changes",
            Self::Transfers => "transfers",
            Self::Tasks => "tasks",
            Self::Summary => "summary",
        }
    }

    /// What people call such a table (`data/kinds.toml`).
    #[must_use]
    pub fn title(self) -> &'static str {
        TITLES.get(self.id()).map_or("", String::as_str)
    }

    /// The words that head its columns.
    #[must_use]
    pub const fn dictionary(self) -> Dictionary {
        match self {
            Self::Ledger | Self::Card => Dictionary::Events,
            Self::Decisions => Dictionary::Decisions,
            _ => Dictionary::People,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_title() {
        assert!(
            Kind::ALL
                .iter()
                .all(|kind| Kind::called(kind.title()) == Some(*kind) && Kind::called(kind.id()) == Some(*kind))
        );
        assert_eq!(TITLES.len(), Kind::ALL.len());
    }
}
