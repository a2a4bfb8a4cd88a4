//! How much of a page is taken: the heights of rows as they will be written.

use unicode_width::UnicodeWidthStr;

/// Widths of the columns, in digits: 序号, 程度, 位置, 问题, 怎么改.
pub const WIDTHS: [u16; 5] = [5, 6, 18, 34, 28];
/// What an upright A4 page holds at the scale at which these columns fill its width, in pixels, less a little for
/// spreadsheets that wrap earlier than others: 10.19 inches at 9/10 are 1086.
const PAGE: usize = 1060;
/// A line of text, and what a row has beside its lines.
const LINE: usize = 18;
const EDGE: usize = 4;

/// The room left on a page.
#[derive(Clone, Copy, Debug)]
pub struct Room(usize);

impl Room {
    /// A page, less what stands above and below the list.
    pub fn of_page(taken: usize) -> Self {
        Self(PAGE.saturating_sub(taken))
    }

    /// Takes a row of this height, if it fits and as much is left over.
    pub fn take(&mut self, height: usize, left_over: usize) -> bool {
        let fits = height + left_over <= self.0;
        if fits {
            self.0 -= height;
        }
        fits
    }
}

/// The height of a row whose texts stand in cells of so many digits, in pixels.
pub fn height<'a>(cells: impl IntoIterator<Item = (&'a str, u16)>) -> usize {
    let lines = cells.into_iter().map(|(text, width)| lines(text, usize::from(width))).max().unwrap_or(1);
    lines * LINE + EDGE
}

/// The height of a text that stands right of a label.
pub fn height_of_wide(text: &str) -> usize {
    height([(text, WIDTHS.iter().skip(2).sum())])
}

fn lines(text: &str, width: usize) -> usize {
    // As rows are made high in render::xlsx: a cell that is set in loses two digits, a line that wraps three more.
    let of_line = |line: &str| match line.width() {
        needed if needed + 2 <= width => 1,
        needed => needed.div_ceil(width.saturating_sub(5).max(1)),
    };
    text.lines().map(of_line).sum::<usize>().max(1)
}

/// A text of at most so many characters.
pub fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let mut kept: String = text.chars().take(most.saturating_sub(1)).collect();
    kept.push('…');
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_as_high_as_their_longest_cell() {
        assert_eq!(height([("一", 10), ("", 5)]), LINE + EDGE);
        assert_eq!(height([("一二三四", 10), ("一二三四五六七", 10)]), 3 * LINE + EDGE);
        assert_eq!(height([("一\n二", 10)]), 2 * LINE + EDGE);
    }

    #[test]
    fn a_page_is_full_at_some_time() {
        let mut room = Room::of_page(PAGE - 100);
        assert!(room.take(60, 0) && !room.take(30, 20) && room.take(30, 10));
    }

    #[test]
    fn long_texts_end_in_dots() {
        assert_eq!(shortened("一二三", 3), "一二三");
        assert_eq!(shortened("一二三四", 3), "一二…");
    }
}
