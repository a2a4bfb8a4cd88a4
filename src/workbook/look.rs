//! How a sheet looks, as far as its file tells: for a copy that has to be made anew. Nothing is read by it.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use crate::model::CellRef;

/// Number formats of one sheet that are kept; people use a dozen.
const FORMATS: usize = 4_096;
/// Characters of a number format; Excel takes no more.
const LONGEST: usize = 255;

/// Widths, heights and number formats of a sheet. What its file does not tell is missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    widths: Vec<(RangeInclusive<u32>, u32)>,
    heights: Vec<(RangeInclusive<u32>, u32)>,
    formats: Vec<Box<str>>,
    known: HashMap<Box<str>, u16>,
    cells: Vec<(CellRef, u16)>,
}

impl Look {
    /// Columns, counted from 0, with their width in 256ths of a character.
    #[must_use]
    pub fn widths(&self) -> &[(RangeInclusive<u32>, u32)] {
        &self.widths
    }

    /// Rows, counted from 0, whose height somebody set, in 20ths of a point.
    #[must_use]
    pub fn heights(&self) -> &[(RangeInclusive<u32>, u32)] {
        &self.heights
    }

    /// Every cell whose number format is told, with it, in the order in which they were told.
    pub fn formats(&self) -> impl Iterator<Item = (CellRef, &str)> {
        self.cells.iter().filter_map(|(at, format)| Some((*at, &**self.formats.get(usize::from(*format))?)))
    }

    /// Notes the width of columns.
    pub(super) fn widen(&mut self, columns: RangeInclusive<u32>, width: u32) {
        let most = usize::try_from(CellRef::LAST_COL).unwrap_or(usize::MAX);
        if *columns.start() <= CellRef::LAST_COL && self.widths.len() <= most {
            self.widths.push((*columns.start()..=(*columns.end()).min(CellRef::LAST_COL), width));
        }
    }

    /// Notes the height of rows; rows of one height that follow each other are noted once.
    pub(super) fn heighten(&mut self, rows: RangeInclusive<u32>, height: u32) {
        let (first, last) = (*rows.start(), (*rows.end()).min(CellRef::LAST_ROW));
        match self.heights.last_mut() {
            Some((rows, same)) if *same == height && rows.end().checked_add(1) == Some(first) => {
                *rows = *rows.start()..=last;
            }
            _ if first <= last => self.heights.push((first..=last, height)),
            _ => {}
        }
    }

    /// Notes how a cell shows its number.
    pub(super) fn show(&mut self, at: CellRef, format: &str) {
        let is_plain = format.is_empty() || matches!(format, "General" | "@");
        if is_plain || format.chars().count() > LONGEST || format.contains(char::is_control) {
            return;
        }
        let known = self.known.get(format).copied().or_else(|| {
            let next = u16::try_from(self.formats.len()).ok().filter(|next| usize::from(*next) < FORMATS)?;
            self.formats.push(format.into());
            self.known.insert(format.into(), next);
            Some(next)
        });
        self.cells.extend(known.map(|known| (at, known)));
    }
}

/// The format codes that have numbers of their own in Excel, as Chinese Excel shows them.
pub(super) const fn built_in(format: u16) -> Option<&'static str> {
    Some(match format {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        11 => "0.00E+00",
        12 => "# ?/?",
        14 => "yyyy/m/d",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        20 => "h:mm",
        21 => "h:mm:ss",
        22 => "yyyy/m/d h:mm",
        31 => "yyyy\"年\"m\"月\"d\"日\"",
        57 => "yyyy\"年\"m\"月\"",
        58 => "m\"月\"d\"日\"",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_is_kept_once() {
        let mut look = Look::default();
        let at = |row| CellRef::new(row, 0);
        for (row, format) in [(0, "0%"), (1, "General"), (2, "0%"), (3, "0.0"), (4, "0\u{1}")] {
            look.show(at(row), format);
        }
        assert_eq!(look.formats().collect::<Vec<_>>(), [(at(0), "0%"), (at(2), "0%"), (at(3), "0.0")]);
        for row in [0, 1, 2, 5] {
            look.heighten(row..=row, 400);
        }
        assert_eq!(look.heights(), [(0..=2, 400), (5..=5, 400)]);
        look.widen(0..=u32::MAX, 2_560);
        assert_eq!(look.widths(), [(0..=CellRef::LAST_COL, 2_560)]);
    }
}
