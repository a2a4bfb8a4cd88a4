//! What one cell holds.

use chrono::{Datelike, Timelike};
use rust_decimal::Decimal;

use super::said;
use crate::workbook::Value;
use crate::workbook::escape::decoded;
use crate::workbook::number::{decimal, iso_date, part_of_day};
use crate::workbook::trouble::Trouble;
use crate::workbook::xml::{Tag, Token, Tokens};

/// Reads the inside of the cell just opened; `None` where it holds nothing.
pub(super) fn value<'a>(tokens: &mut Tokens<'a>, tag: Tag<'a>, formula: bool) -> Result<Option<Value>, Trouble> {
    let level = tokens.level(tag);
    let mut held = None;
    while let Some(token) = tokens.within(level)? {
        let Token::Open(tag) = token else { continue };
        if tag.name == b"Data" && held.is_none() {
            let kind = said(tag, b"Type")?.unwrap_or_default();
            let mut text = Vec::new();
            tokens.text(tag, &mut text)?;
            held = Some((kind, decoded(&text).into_owned()));
        } else {
            tokens.skip(tag)?;
        }
    }
    let Some((kind, text)) = held else { return Ok(formula.then_some(Value::NotCalculated)) };
    let damaged = || Value::Error(text.as_str().into());
    Ok(match kind.as_str() {
        "Error" => Some(damaged()),
        "String" | "" => (!text.is_empty()).then(|| Value::Text(text.as_str().into())),
        _ if text.trim().is_empty() => formula.then_some(Value::NotCalculated),
        "Number" => Some(decimal(text.trim().as_bytes()).map_or_else(|_| damaged(), Value::Number)),
        "Boolean" => Some(match text.trim() {
            "1" | "true" => Value::Bool(true),
            "0" | "false" => Value::Bool(false),
            _ => damaged(),
        }),
        "DateTime" => Some(day(&text).unwrap_or_else(damaged)),
        _ => Some(damaged()),
    })
}

/// A day; one before 1900 is a mere time of day, a part of a day as in the other formats.
fn day(text: &str) -> Option<Value> {
    let day = iso_date(text)?;
    if day.year() >= 1900 {
        return Some(Value::Date(day));
    }
    part_of_day(Decimal::from(day.num_seconds_from_midnight())).map(Value::Number)
}

#[cfg(test)]
mod tests {
    use super::super::sheets;

    #[test]
    fn cells_stand_where_they_say() {
        let xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><?mso-application progid=\"Excel.Sheet\"?>\
            <Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">\
            <Styles><Style ss:ID=\"a\"/></Styles><Worksheet ss:Name=\"积分&amp;登记\"><Table>\
            <Column ss:Index=\"3\" ss:Hidden=\"1\" ss:Span=\"1\"/>\
            <Row><Cell ss:MergeAcross=\"2\"><Data ss:Type=\"String\">王<B xmlns=\"x\">伟</B></Data><Comment><Data>注</Data></Comment></Cell>\
            <Cell><Data ss:Type=\"Number\">2.6749999999999998</Data></Cell></Row>\
            <Row ss:Index=\"5\" ss:Hidden=\"1\"><Cell ss:Index=\"2\"><Data ss:Type=\"DateTime\">2025-03-15T00:00:00.000</Data></Cell>\
            <Cell><Data ss:Type=\"DateTime\">1899-12-31T12:00:00.000</Data></Cell><Cell><Data ss:Type=\"Boolean\">1</Data></Cell>\
            <Cell><Data ss:Type=\"Error\">#N/A</Data></Cell><Cell ss:Formula=\"=RC[-1]\"/>\
            <Cell ss:Formula=\"=1\"><Data ss:Type=\"Number\">1</Data></Cell><Cell><Data ss:Type=\"Number\">五</Data></Cell></Row>\
            </Table></Worksheet><Worksheet ss:Name=\"乙\"><Table/><WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></Workbook>";
        let read: Vec<_> = sheets(xml.as_bytes()).unwrap().into_iter().map(Result::unwrap).collect();
        let shown: Vec<String> = read[0]
            .cells()
            .iter()
            .map(|cell| format!("{} {:?}{}", cell.at, cell.value, if cell.formula { " =" } else { "" }))
            .collect();
        assert_eq!(
            shown,
            [
                "A1 Text(\"王伟\")",
                "D1 Number(2.675)",
                "B5 Date(2025-03-15T00:00:00)",
                "C5 Number(0.5)",
                "D5 Bool(true)",
                "E5 Error(\"#N/A\")",
                "F5 NotCalculated =",
                "G5 Number(1) =",
                "H5 Error(\"五\")",
            ]
        );
        assert_eq!((&*read[0].name, read[0].merges()[0].to_string().as_str()), ("积分&登记", "A1:C1"));
        assert!(
            read[0].is_hidden_row(4)
                && read[0].is_hidden_col(2)
                && read[0].is_hidden_col(3)
                && !read[0].is_hidden_col(4)
        );
        assert!(read[1].hidden && !read[0].hidden);
    }

    #[test]
    fn the_first_line_says_the_encoding() {
        let xml = "<?xml version='1.0' encoding='GB2312'?><Workbook><Worksheet Name='甲'/></Workbook>";
        let (bytes, _, _) = encoding_rs::GBK.encode(xml);
        assert_eq!(&*sheets(&bytes).unwrap()[0].as_ref().unwrap().name, "甲");
    }
}
