//! What one cell holds.

use super::table::repeated;
use crate::workbook::Value;
use crate::workbook::escape::decoded;
use crate::workbook::number::{NoDecimal, decimal, iso_date, iso_time};
use crate::workbook::trouble::Trouble;
use crate::workbook::xml::{Tag, Token, Tokens, local};

/// Characters of one text: Excel's own limit is 32,767.
const LONGEST: usize = 256 * 1024;

/// What the start tag of a cell says.
#[derive(Default)]
pub(super) struct Head<'a> {
    /// For how many cells it stands.
    pub repeated: u32,
    /// Over how many columns it is merged.
    pub cols: u32,
    /// Over how many rows it is merged.
    pub rows: u32,
    /// Whether a formula computes its value.
    pub formula: bool,
    kind: Option<&'a [u8]>,
    stored: Option<&'a [u8]>,
    is_error: bool,
}

impl<'a> Head<'a> {
    /// Whether the number is shown as a percentage.
    pub(super) fn is_percent(&self) -> bool {
        self.kind == Some(b"percentage")
    }

    pub(super) fn read(tag: Tag<'a>) -> Result<Self, Trouble> {
        let mut head = Self {
            repeated: repeated(tag, b"number-columns-repeated")?,
            cols: repeated(tag, b"number-columns-spanned")?,
            rows: repeated(tag, b"number-rows-spanned")?,
            ..Self::default()
        };
        for attribute in tag.attributes() {
            let (name, value) = attribute?;
            match local(name) {
                // What LibreOffice adds for itself: the one type that the standard lacks.
                b"value-type" if name.starts_with(b"calcext") => head.is_error |= value == b"error",
                b"value-type" => head.kind = Some(value),
                b"value" | b"date-value" | b"time-value" | b"boolean-value" | b"string-value" => {
                    head.stored = Some(value)
                }
                b"formula" => head.formula = true,
                _ => {}
            }
        }
        Ok(head)
    }
}

/// Reads the inside of the cell just opened: its value, and the text that it shows. `None` where it holds nothing.
pub(super) fn content<'a>(
    tokens: &mut Tokens<'a>,
    tag: Tag<'a>,
    head: &Head<'_>,
) -> Result<Option<(Value, String)>, Trouble> {
    let shown = paragraphs(tokens, tag)?;
    Ok(value(head, &shown).map(|value| (value, shown)))
}

fn value(head: &Head<'_>, shown: &str) -> Option<Value> {
    let stored = decoded(head.stored.unwrap_or_default());
    let damaged = || Value::Error(if shown.is_empty() { &*stored } else { shown }.into());
    match head.kind {
        _ if head.is_error => Some(damaged()),
        // A text that nobody typed as one, as some programs write it; or a formula that was never calculated.
        None if shown.is_empty() => head.formula.then_some(Value::NotCalculated),
        None => Some(Value::Text(shown.into())),
        Some(b"string") => {
            let text = if head.stored.is_some() { &*stored } else { shown };
            (!text.is_empty()).then(|| Value::Text(text.into()))
        }
        Some(_) if stored.is_empty() => head.formula.then_some(Value::NotCalculated),
        Some(b"float" | b"percentage" | b"currency") => Some(match decimal(stored.trim().as_bytes()) {
            Ok(number) => Value::Number(number),
            Err(NoDecimal::NotANumber | NoDecimal::TooLarge) => damaged(),
        }),
        Some(b"date") => Some(iso_date(&stored).map_or_else(damaged, Value::Date)),
        Some(b"time") => Some(iso_time(&stored).map_or_else(damaged, Value::Number)),
        Some(b"boolean") => Some(match &*stored {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            _ => damaged(),
        }),
        Some(_) => Some(damaged()),
    }
}

/// The paragraphs of the cell, one line each; notes and pictures are no text of it.
fn paragraphs<'a>(tokens: &mut Tokens<'a>, tag: Tag<'a>) -> Result<String, Trouble> {
    let (mut text, mut first) = (String::new(), true);
    let level = tokens.level(tag);
    while let Some(token) = tokens.within(level)? {
        let Token::Open(tag) = token else { continue };
        if tag.name == b"p" {
            if !std::mem::take(&mut first) {
                text.push('\n');
            }
            paragraph(tokens, tag, &mut text)?;
        } else {
            tokens.skip(tag)?;
        }
    }
    Ok(text)
}

/// White space is one blank, unless an element stands for more, as in the standard.
fn paragraph<'a>(tokens: &mut Tokens<'a>, tag: Tag<'a>, text: &mut String) -> Result<(), Trouble> {
    let start = text.len();
    let level = tokens.level(tag);
    while let Some(token) = tokens.within(level)? {
        match token {
            Token::Text(piece) => collapsed(&decoded(piece), start, text),
            Token::Verbatim(piece) => collapsed(&String::from_utf8_lossy(piece), start, text),
            Token::Open(tag) => match tag.name {
                b"s" => text.extend(std::iter::repeat_n(
                    ' ',
                    usize::try_from(repeated(tag, b"c")?).unwrap_or(LONGEST).min(LONGEST),
                )),
                b"tab" => text.push('\t'),
                b"line-break" => text.push('\n'),
                b"annotation" | b"ruby-text" | b"frame" | b"note" => tokens.skip(tag)?,
                _ => {}
            },
            Token::Close(_) => {}
        }
        if text.len() > LONGEST {
            return Err(Trouble::Beyond("其中有一段内容长得不正常（超过 256 KB）".to_owned()));
        }
    }
    Ok(())
}

fn collapsed(piece: &str, start: usize, text: &mut String) {
    for character in piece.chars() {
        match character {
            ' ' | '\t' | '\r' | '\n' => {
                if text.len() > start && !text.ends_with([' ', '\n', '\t']) {
                    text.push(' ');
                }
            }
            other => text.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn try_read(cell: &str) -> (Result<Option<Value>, Trouble>, Head<'_>) {
        let mut tokens = Tokens::new(cell.as_bytes()).unwrap();
        let opened = tokens.next().unwrap();
        let tag = opened.and_then(|token| if let Token::Open(tag) = token { Some(tag) } else { None }).unwrap();
        let head = Head::read(tag).unwrap();
        (content(&mut tokens, tag, &head).map(|read| read.map(|(value, _)| value)), head)
    }

    fn read(cell: &str) -> String {
        let (value, head) = try_read(cell);
        let value = value.unwrap();
        format!("{value:?}{}", if head.formula { " =" } else { "" })
    }

    #[test]
    fn every_kind_of_cell_is_understood() {
        for (cell, expected) in [
            ("<c o:value-type='float' o:value='2.50'><t:p>3</t:p></c>", "Some(Number(2.5))"),
            ("<c o:value-type='percentage' o:value='0.5'><t:p>50%</t:p></c>", "Some(Number(0.5))"),
            ("<c o:value-type='date' o:date-value='2025-03-15'/>", "Some(Date(2025-03-15T00:00:00))"),
            ("<c o:value-type='date' o:date-value='2025-03-15T08:30:00'/>", "Some(Date(2025-03-15T08:30:00))"),
            ("<c o:value-type='time' o:time-value='PT12H00M00S'/>", "Some(Number(0.5))"),
            ("<c o:value-type='boolean' o:boolean-value='true'><t:p>TRUE</t:p></c>", "Some(Bool(true))"),
            (
                "<c o:value-type='string'><t:p>王  <t:span>伟</t:span><t:s t:c='2'/></t:p><t:p>二</t:p></c>",
                "Some(Text(\"王 伟  \\n二\"))",
            ),
            ("<c o:value-type='string' o:string-value='甲'><t:p>乙</t:p></c>", "Some(Text(\"甲\"))"),
            ("<c><t:p>甲</t:p></c>", "Some(Text(\"甲\"))"),
            ("<c t:formula='of:=A1' o:value-type='float' o:value='1'/>", "Some(Number(1)) ="),
            ("<c t:formula='of:=A1'/>", "Some(NotCalculated) ="),
            ("<c t:formula='of:=A1' o:value-type='float'/>", "Some(NotCalculated) ="),
            ("<c t:formula='of:=\"\"' o:value-type='string' o:string-value=''/>", "None ="),
            (
                "<c t:formula='of:=NA()' o:value-type='string' o:string-value='' calcext:value-type='error'><t:p>#N/A</t:p></c>",
                "Some(Error(\"#N/A\")) =",
            ),
            ("<c o:value-type='float' o:value='x'><t:p>五</t:p></c>", "Some(Error(\"五\"))"),
            (
                "<c o:value-type='string'><o:annotation><t:p>注</t:p></o:annotation><t:p>甲</t:p></c>",
                "Some(Text(\"甲\"))",
            ),
            ("<c/>", "None"),
        ] {
            assert_eq!(read(cell), expected, "{cell}");
        }
    }

    #[test]
    fn blanks_without_end_are_refused() {
        let cell = format!("<c o:value-type='string'><t:p>{}</t:p></c>", "<t:s t:c='2000000000'/>".repeat(2));
        assert!(matches!(try_read(&cell).0, Err(Trouble::Beyond(_))));
    }
}
