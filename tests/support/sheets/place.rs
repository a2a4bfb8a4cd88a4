//! Cells and ranges by their names: `F5`, `A3:E3`.

/// A rectangle of cells, from 0, ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rect {
    pub top: usize,
    pub left: usize,
    pub bottom: usize,
    pub right: usize,
}

impl Rect {
    /// Reads `F5` or `A3:E3`.
    pub fn parse(text: &str) -> Option<Self> {
        let (first, last) = text.split_once(':').unwrap_or((text, text));
        let ((top, left), (bottom, right)) = (cell(first)?, cell(last)?);
        (top <= bottom && left <= right).then_some(Self { top, left, bottom, right })
    }

    pub fn lies_in(self, other: Self) -> bool {
        other.top <= self.top && self.bottom <= other.bottom && other.left <= self.left && self.right <= other.right
    }

    pub fn on_the_rows_of(self, other: Self) -> bool {
        self.top == other.top && self.bottom == other.bottom
    }

    pub fn name(self) -> String {
        format!("{}:{}", cell_name(self.top, self.left), cell_name(self.bottom, self.right))
    }
}

fn cell(text: &str) -> Option<(usize, usize)> {
    let letters = text.find(|it: char| !it.is_ascii_uppercase())?;
    let row: usize = text[letters..].parse().ok()?;
    Some((row.checked_sub(1)?, column(&text[..letters])?))
}

/// The index of a column by its letters: `A` is 0.
pub fn column(letters: &str) -> Option<usize> {
    let known = !letters.is_empty() && letters.len() <= 3 && letters.bytes().all(|it| it.is_ascii_uppercase());
    let number = letters.bytes().fold(0, |number, letter| number * 26 + usize::from(letter - b'A') + 1);
    known.then(|| number - 1)
}

pub fn column_name(index: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(index % 26).unwrap());
    if index < 26 { letter.to_string() } else { format!("{}{letter}", column_name(index / 26 - 1)) }
}

pub fn cell_name(row: usize, column: usize) -> String {
    format!("{}{}", column_name(column), row + 1)
}

#[test]
fn names_and_places_are_the_same() {
    for (name, index) in [("A", 0), ("Z", 25), ("AA", 26), ("AZ", 51), ("BA", 52), ("ZZ", 701), ("AAA", 702)] {
        assert_eq!((column(name), column_name(index).as_str()), (Some(index), name));
    }
    assert_eq!(Rect::parse("B3:D4"), Some(Rect { top: 2, left: 1, bottom: 3, right: 3 }));
    for wrong in ["", "A", "3", "A0", "D4:B3", "a1", "A1:", "Sheet1"] {
        assert_eq!(Rect::parse(wrong), None, "{wrong}");
    }
}
