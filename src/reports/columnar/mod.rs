//! Results as datasets of columns, for programs that reckon with many townships and years at once; free of any format.
//!
//! A dataset is a kind of row ([`Row`]) with a list of columns, each with its name, type and meaning and a function that
//! reads it off a row. The page 列式导出.md is made of the same lists.

mod column;
mod member_rows;
mod place;
mod problem_rows;
mod township_rows;

pub use column::{Column, Kind, LOWEST, Read};
pub use member_rows::{AlertRow, EntryRow, MemberRow, PartRow, StepRow, parts_of};
pub use place::{NO_TOWNSHIP, escaped, place};
pub use problem_rows::DiagnosticRow;
pub use township_rows::{BranchRow, DecisionRow, GradeRow, QuotaRow, RunRow};

/// A kind of row: a dataset.
pub trait Row: Sized {
    /// The name of the dataset, which is that of its folder.
    const NAME: &'static str;
    /// What a row is, in Chinese.
    const MEANING: &'static str;
    /// How its files are divided.
    const PARTITION: Partition;

    /// Its columns, in order; township and branch are none of them where they are names of folders.
    fn columns() -> Vec<Column<Self>>;
}

/// All words of these rows, a line each; digests are none.
#[must_use]
pub fn words_of<R: Row>(rows: &[R]) -> String {
    let columns = R::columns();
    let mut words = String::new();
    for row in rows {
        let texts = columns.iter().filter_map(|column| match &column.read {
            Read::Text(read) => read(row),
            _ => None,
        });
        for text in texts {
            words.push_str(&text);
            words.push('\n');
        }
    }
    words
}

/// How the files of a dataset are divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Partition {
    /// A folder for each township.
    Township,
    /// In it, a folder for each branch.
    Branch,
}

/// A dataset, as the page on it tells.
#[derive(Clone, Debug)]
pub struct AboutDataset {
    /// Its name.
    pub name: &'static str,
    /// What a row is.
    pub meaning: &'static str,
    /// How its files are divided.
    pub partition: Partition,
    /// Its columns.
    pub columns: Vec<AboutColumn>,
}

/// A column, as the page on it tells.
#[derive(Clone, Debug)]
pub struct AboutColumn {
    /// Its name.
    pub name: &'static str,
    /// Its type.
    pub kind: Kind,
    /// Whether every row has a value.
    pub always: bool,
    /// What it says.
    pub meaning: &'static str,
}

/// All datasets, in the order in which the page tells them.
#[must_use]
pub fn datasets() -> Vec<AboutDataset> {
    vec![
        about::<MemberRow<'_>>(),
        about::<StepRow<'_>>(),
        about::<EntryRow<'_>>(),
        about::<PartRow<'_>>(),
        about::<AlertRow<'_>>(),
        about::<DiagnosticRow<'_>>(),
        about::<BranchRow<'_>>(),
        about::<QuotaRow<'_>>(),
        about::<GradeRow<'_>>(),
        about::<DecisionRow<'_>>(),
        about::<RunRow<'_>>(),
    ]
}

fn about<R: Row>() -> AboutDataset {
    let columns = R::columns().into_iter().map(|column| AboutColumn {
        name: column.name,
        kind: column.kind(),
        always: column.always,
        meaning: column.meaning,
    });
    AboutDataset { name: R::NAME, meaning: R::MEANING, partition: R::PARTITION, columns: columns.collect() }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_column_stands_twice_and_none_is_also_a_folder() {
        for dataset in datasets() {
            let names: BTreeSet<&str> = dataset.columns.iter().map(|column| column.name).collect();
            assert_eq!(names.len(), dataset.columns.len(), "{}", dataset.name);
            assert!(!names.contains("township"), "{}", dataset.name);
            assert!(dataset.partition == Partition::Township || !names.contains("branch"), "{}", dataset.name);
        }
    }
}
