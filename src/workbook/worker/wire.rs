//! Sheets as bytes, on their way from the worker to us. Both ends are the same program.

use std::io::{self, BufReader, BufWriter, Read, Take, Write};

use chrono::DateTime;
use rust_decimal::Decimal;

use super::FELL_OVER;
use crate::model::{CellRange, CellRef};
use crate::workbook::trouble::{SheetRead, Trouble};
use crate::workbook::{Cell, Look, Sheet, Value, xls};

/// Bytes of an answer.
const LONGEST: u64 = 400_000_000;
/// What every whole answer ends with.
const END: u8 = 0xE0;

type Answer = Result<Vec<SheetRead>, Trouble>;

/// Why a file or a sheet is damaged: told by place in this list.
const REASONS: &[&str] = &["内容无法识别", xls::DAMAGED, xls::SAME_NAME, xls::CUT];

/// Writes an answer.
pub(super) fn write(answer: &Answer, output: impl Write) -> io::Result<()> {
    let mut to = Writer(BufWriter::new(output));
    match answer {
        Ok(sheets) => {
            to.byte(0)?;
            to.list(sheets, |to, sheet| match sheet {
                Ok(sheet) => to.byte(0).and_then(|()| to.sheet(sheet)),
                Err((name, why)) => to.byte(1).and_then(|()| to.text(name)).and_then(|()| to.reason(why)),
            })?;
        }
        Err(Trouble::Damaged(why)) => to.byte(1).and_then(|()| to.reason(why))?,
        Err(Trouble::Locked) => to.byte(2)?,
        Err(Trouble::Beyond(limit)) => to.byte(3).and_then(|()| to.text(limit))?,
        Err(Trouble::GaveUp(_) | Trouble::Foreign(_)) => to.byte(5)?,
    }
    to.byte(END)?;
    to.0.flush()
}

/// Reads an answer; `None` where it is not whole.
pub(super) fn read(input: impl Read) -> Option<Answer> {
    let mut from = Reader(BufReader::new(input).take(LONGEST));
    let answer = match from.byte()? {
        0 => Ok(from.list(|from| match from.byte()? {
            0 => from.sheet().map(Ok),
            _ => Some(Err((from.text()?.into(), from.reason()?))),
        })?),
        1 => Err(Trouble::Damaged(from.reason()?)),
        2 => Err(Trouble::Locked),
        3 => Err(Trouble::Beyond(from.text()?.into())),
        _ => Err(FELL_OVER),
    };
    (from.byte()? == END).then_some(answer)
}

struct Writer<W: Write>(BufWriter<W>);

impl<W: Write> Writer<W> {
    fn byte(&mut self, byte: u8) -> io::Result<()> {
        self.0.write_all(&[byte])
    }

    fn number(&mut self, number: u32) -> io::Result<()> {
        self.0.write_all(&number.to_le_bytes())
    }

    fn length(&mut self, length: usize) -> io::Result<()> {
        self.number(u32::try_from(length).map_err(io::Error::other)?)
    }

    fn text(&mut self, text: &str) -> io::Result<()> {
        self.length(text.len())?;
        self.0.write_all(text.as_bytes())
    }

    fn list<T>(&mut self, items: &[T], mut each: impl FnMut(&mut Self, &T) -> io::Result<()>) -> io::Result<()> {
        self.length(items.len())?;
        items.iter().try_for_each(|item| each(self, item))
    }

    fn reason(&mut self, why: &str) -> io::Result<()> {
        self.length(REASONS.iter().position(|reason| *reason == why).unwrap_or(0))
    }

    fn place(&mut self, at: CellRef) -> io::Result<()> {
        self.number(at.row)?;
        self.number(at.col)
    }

    fn sheet(&mut self, sheet: &Sheet) -> io::Result<()> {
        let (rows, cols) = sheet.hidden_parts();
        self.text(&sheet.name)?;
        self.byte(sheet.hidden.into())?;
        self.list(sheet.merges(), |to, merge| to.place(merge.first).and_then(|()| to.place(merge.last)))?;
        self.list(&rows.iter().copied().collect::<Vec<u32>>(), |to, row| to.number(*row))?;
        self.list(cols, |to, cols| to.number(*cols.start()).and_then(|()| to.number(*cols.end())))?;
        self.list(sheet.cells(), Self::cell)?;
        self.look(sheet.look())
    }

    fn look(&mut self, look: &Look) -> io::Result<()> {
        for sizes in [look.widths(), look.heights()] {
            self.list(sizes, |to, (range, size)| {
                to.number(*range.start())?;
                to.number(*range.end())?;
                to.number(*size)
            })?;
        }
        let formats: Vec<(CellRef, &str)> = look.formats().collect();
        self.list(&formats, |to, (at, format)| to.place(*at).and_then(|()| to.text(format)))
    }

    fn cell(&mut self, cell: &Cell) -> io::Result<()> {
        self.place(cell.at)?;
        self.byte(cell.formula.into())?;
        self.byte(cell.percent.map_or(2, u8::from))?;
        match &cell.value {
            Value::Text(text) => self.byte(0).and_then(|()| self.text(text)),
            Value::Number(number) => self.byte(1).and_then(|()| self.0.write_all(&number.serialize())),
            Value::Date(date) => {
                self.byte(2).and_then(|()| self.0.write_all(&date.and_utc().timestamp_millis().to_le_bytes()))
            }
            Value::Bool(said) => self.byte(3).and_then(|()| self.byte((*said).into())),
            Value::Error(error) => self.byte(4).and_then(|()| self.text(error)),
            Value::NotCalculated => self.byte(5),
        }
    }
}

struct Reader<R: Read>(Take<BufReader<R>>);

impl<R: Read> Reader<R> {
    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let mut bytes = [0; N];
        self.0.read_exact(&mut bytes).ok()?;
        Some(bytes)
    }

    fn byte(&mut self) -> Option<u8> {
        self.array().map(|[byte]| byte)
    }

    fn number(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    fn text(&mut self) -> Option<Box<str>> {
        let length = self.number()?;
        let mut text = String::new();
        let read = self.0.by_ref().take(length.into()).read_to_string(&mut text).ok()?;
        (u32::try_from(read) == Ok(length)).then(|| text.into_boxed_str())
    }

    fn list<T>(&mut self, mut each: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let length = self.number()?;
        (0..length).map(|_| each(self)).collect()
    }

    fn reason(&mut self) -> Option<&'static str> {
        REASONS.get(usize::try_from(self.number()?).ok()?).copied()
    }

    fn place(&mut self) -> Option<CellRef> {
        Some(CellRef::new(self.number()?, self.number()?))
    }

    fn sheet(&mut self) -> Option<Sheet> {
        let (name, hidden) = (self.text()?, self.byte()? != 0);
        let merges = self.list(|from| Some(CellRange { first: from.place()?, last: from.place()? }))?;
        let rows = self.list(Self::number)?;
        let cols = self.list(|from| Some(from.number()?..=from.number()?))?;
        let cells = self.list(Self::cell)?;
        let look = self.look()?;
        let mut sheet = Sheet::from_cells(&*name, cells)
            .with_merges(merges)
            .with_hidden(rows.into_iter().collect(), cols)
            .with_look(look);
        sheet.hidden = hidden;
        Some(sheet)
    }

    fn look(&mut self) -> Option<Look> {
        let mut look = Look::default();
        let size = |from: &mut Self| Some((from.number()?..=from.number()?, from.number()?));
        self.list(size)?.into_iter().for_each(|(columns, width)| look.widen(columns, width));
        self.list(size)?.into_iter().for_each(|(rows, height)| look.heighten(rows, height));
        for _ in 0..self.number()? {
            let (at, format) = (self.place()?, self.text()?);
            look.show(at, &format);
        }
        Some(look)
    }

    fn cell(&mut self) -> Option<Cell> {
        let (at, formula) = (self.place()?, self.byte()? != 0);
        let percent = Some(self.byte()?).filter(|told| *told < 2).map(|told| told == 1);
        let value = match self.byte()? {
            0 => Value::Text(self.text()?),
            1 => Value::Number(Decimal::deserialize(self.array()?)),
            2 => Value::Date(DateTime::from_timestamp_millis(i64::from_le_bytes(self.array()?))?.naive_utc()),
            3 => Value::Bool(self.byte()? != 0),
            4 => Value::Error(self.text()?),
            _ => Value::NotCalculated,
        };
        Some(Cell { at, value, formula, percent })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workbook::sketch;

    fn sent(answer: &Answer) -> Vec<u8> {
        let mut bytes = Vec::new();
        write(answer, &mut bytes).unwrap();
        bytes
    }

    #[test]
    fn sheets_arrive_as_they_were_sent() {
        let drawn = sketch("# 甲\n王伟 | 2025-03-15 | -1.50 | #REF! | =A1 | TRUE\n---\n001\n").remove(0);
        let merges = vec![CellRange::parse("A1:B2").unwrap()];
        let mut drawn = drawn.with_merges(merges).with_hidden([2].into(), vec![1..=3]);
        drawn.hidden = true;
        let bytes = sent(&Ok(vec![Ok(drawn.clone()), Err(("乙".to_owned(), xls::CUT))]));
        let arrived = read(&*bytes).unwrap().unwrap();
        let sheet = arrived[0].as_ref().unwrap();
        assert_eq!(sheet.cells(), drawn.cells());
        assert_eq!((&sheet.name, sheet.hidden, sheet.merges()), (&drawn.name, true, drawn.merges()));
        assert_eq!(sheet.hidden_parts(), drawn.hidden_parts());
        assert_eq!(arrived[1].as_ref().unwrap_err(), &("乙".to_owned(), xls::CUT));
        for length in 0..bytes.len() {
            assert!(read(&bytes[..length]).is_none(), "{length}");
        }
    }

    #[test]
    fn refusals_arrive_as_they_were_sent() {
        for trouble in [Trouble::Damaged(xls::DAMAGED), Trouble::Locked, Trouble::Beyond("太大".to_owned()), FELL_OVER]
        {
            let arrived = read(&*sent(&Err(trouble.clone()))).unwrap();
            assert_eq!(arrived.unwrap_err(), trouble);
        }
    }
}
