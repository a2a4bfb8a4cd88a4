//! The recognition report: how much of the forms was read right, by dialect.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::AddAssign;

#[derive(Clone, Copy, Debug, Default)]
pub struct Share {
    pub right: usize,
    pub all: usize,
}

#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    pub forms: Share,
    pub tables: Share,
    pub columns: Share,
    pub members: Share,
    pub entries: Share,
    /// Members and entries that nobody expects.
    pub too_many: usize,
    /// Errors and warnings that nobody expects.
    pub false_alarms: usize,
}

impl AddAssign for Share {
    fn add_assign(&mut self, other: Self) {
        self.right += other.right;
        self.all += other.all;
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.forms += other.forms;
        self.tables += other.tables;
        self.columns += other.columns;
        self.members += other.members;
        self.entries += other.entries;
        self.too_many += other.too_many;
        self.false_alarms += other.false_alarms;
    }
}

impl Share {
    fn shown(self) -> String {
        if self.all == 0 {
            return "-".to_owned();
        }
        // Rounded down: 100.0 is said of nothing less.
        let tenths = self.right * 1000 / self.all;
        format!("{}/{} {}.{}%", self.right, self.all, tenths / 10, tenths % 10)
    }
}

/// The table, a line for each dialect and one for all, then further lines.
pub fn table(by_dialect: &BTreeMap<&str, Counts>, more: &[(&str, Counts)]) -> String {
    let mut all = Counts::default();
    by_dialect.values().for_each(|counts| all += *counts);
    let mut text = line(["read right", "forms", "tables", "columns", "members", "entries"], "too many", "false alarms");
    let lines = by_dialect.iter().map(|(name, counts)| (*name, *counts));
    for (name, counts) in lines.chain([("all dialects", all)]).chain(more.iter().copied()) {
        let Counts { forms, tables, columns, members, entries, too_many, false_alarms } = counts;
        let [forms, tables, columns, members, entries] = [forms, tables, columns, members, entries].map(Share::shown);
        let cells = [name, &forms, &tables, &columns, &members, &entries];
        text.push_str(&line(cells, &too_many.to_string(), &false_alarms.to_string()));
    }
    text
}

fn line([name, forms, tables, columns, members, entries]: [&str; 6], too_many: &str, false_alarms: &str) -> String {
    let mut text = String::new();
    writeln!(
        text,
        "{name:<13} {forms:>16} {tables:>18} {columns:>18} {members:>18} {entries:>18} {too_many:>9} {false_alarms:>13}"
    )
    .unwrap();
    text
}
