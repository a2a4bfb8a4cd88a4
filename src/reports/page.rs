//! Pages of text: headings, lines and small tables, free of any output format.

/// How a line is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// As any other.
    #[default]
    Plain,
    /// Important.
    Strong,
    /// All is well.
    Good,
    /// Someone has to look at it.
    Doubtful,
    /// It must be put right.
    Bad,
    /// By the way.
    Dim,
}

/// How a column is aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Texts.
    Left,
    /// Numbers.
    Right,
}

/// A part of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading.
    Heading(String),
    /// A line or paragraph.
    Line {
        /// How it is meant.
        tone: Tone,
        /// Columns by which it is set in; where it wraps, the next line is set in as far.
        indent: usize,
        /// The text.
        text: String,
    },
    /// Labels, and beside each its text; the texts stand below each other, and so do their second lines.
    Listing {
        /// Columns by which it is set in.
        indent: usize,
        /// Columns between the longest label and the texts.
        gap: usize,
        /// How each is meant, its label and its text.
        rows: Vec<(Tone, String, String)>,
    },
    /// A small table.
    Grid {
        /// The columns.
        columns: Vec<(String, Align)>,
        /// The rows.
        rows: Vec<Vec<String>>,
    },
    /// An empty line.
    Blank,
}

/// A page of text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Its parts, from the top.
    pub blocks: Vec<Block>,
}

impl Page {
    /// Adds a heading, with a line of space above unless it is the first.
    pub fn heading(&mut self, text: impl Into<String>) {
        self.blank();
        self.blocks.push(Block::Heading(text.into()));
    }

    /// Adds a line.
    pub fn line(&mut self, tone: Tone, indent: usize, text: impl Into<String>) {
        self.blocks.push(Block::Line { tone, indent, text: text.into() });
    }

    /// Adds a plain line.
    pub fn text(&mut self, text: impl Into<String>) {
        self.line(Tone::Plain, 0, text);
    }

    /// Adds labels with their texts, unless there are none.
    pub fn listing(&mut self, indent: usize, gap: usize, rows: Vec<(Tone, String, String)>) {
        if !rows.is_empty() {
            self.blocks.push(Block::Listing { indent, gap, rows });
        }
    }

    /// Adds a table, unless it has no rows.
    pub fn grid(&mut self, columns: &[(&str, Align)], rows: Vec<Vec<String>>) {
        if !rows.is_empty() {
            let columns = columns.iter().map(|(title, align)| ((*title).to_owned(), *align)).collect();
            self.blocks.push(Block::Grid { columns, rows });
        }
    }

    /// Adds an empty line, unless there is nothing above or one already.
    pub fn blank(&mut self) {
        if !matches!(self.blocks.last(), None | Some(Block::Blank)) {
            self.blocks.push(Block::Blank);
        }
    }
}
