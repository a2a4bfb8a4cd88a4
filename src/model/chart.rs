//! Charts under a table, of its own cells.

/// A chart of some columns of a table.
#[derive(Clone, Debug)]
pub struct Chart {
    /// Its title.
    pub title: String,
    /// How it is drawn.
    pub kind: ChartKind,
    /// Index of the column that names the bars or points.
    pub names: u16,
    /// Indexes of the columns that are drawn, each a series under its header.
    pub heights: Vec<u16>,
    /// Which of the table's rows is the first, counted from 0.
    pub first: u32,
    /// How many rows.
    pub rows: u32,
    /// What stands along the names: 支部.
    pub across: String,
    /// What stands along the figures: 平均分（分）.
    pub up: String,
}

/// How a chart is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartKind {
    /// Bars side by side.
    Columns,
    /// Bars, the series one upon the other.
    Stacked,
    /// Points joined by lines.
    Lines,
}

impl Chart {
    /// A chart of so many rows of a table from the first on.
    #[must_use]
    pub fn new(kind: ChartKind, title: impl Into<String>, names: u16, heights: Vec<u16>, rows: usize) -> Self {
        Self {
            title: title.into(),
            kind,
            names,
            heights,
            first: 0,
            rows: u32::try_from(rows).unwrap_or(u32::MAX),
            across: String::new(),
            up: String::new(),
        }
    }

    /// With what stands along its axes.
    #[must_use]
    pub fn axes(self, across: impl Into<String>, up: impl Into<String>) -> Self {
        Self { across: across.into(), up: up.into(), ..self }
    }

    /// From a later row on, counted from 0.
    #[must_use]
    pub fn from_row(self, first: usize) -> Self {
        Self { first: u32::try_from(first).unwrap_or(u32::MAX), ..self }
    }
}
