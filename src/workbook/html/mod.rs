//! Web pages that are saved as .xls, which is how many web systems "export to Excel".
//!
//! Shown as Excel shows them: all tables in one sheet, one below the other, and text outside of tables in rows of its own.
//! The page is taken token by token, so depth costs nothing. A table inside a cell stands above the table around it.

mod grid;
mod page;
mod words;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};
use memchr::memmem;

use super::Sheet;
use super::encoding::decoded;
use super::sniff::Kind;
use super::trouble::{SheetRead, Trouble};
use page::Page;

/// Reads a page as one sheet: of the name that Excel left in it, else of this one.
pub(super) fn sheets(bytes: &[u8], name: &str) -> Result<Vec<SheetRead>, Trouble> {
    let text = decoded(bytes, charset(bytes).as_deref())?;
    let mut page = Page::default();
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| page.event(&event).err());
    emitter.naively_switch_states(true);
    // The walk yields nothing but what stops it.
    if let Some(Ok(trouble)) = Tokenizer::new_with_emitter(&*text, emitter).next() {
        return Err(trouble);
    }
    page.finish(name)?.map_or(Err(Trouble::Foreign(Kind::WebPage)), |sheet: Sheet| Ok(vec![Ok(sheet)]))
}

/// What the page says of its own encoding.
fn charset(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..4096.min(bytes.len()))?.to_ascii_lowercase();
    let from = head.get(memmem::find(&head, b"charset=")? + 8..)?;
    let label: Vec<u8> = from.iter().copied().skip_while(|byte| matches!(byte, b'"' | b'\'')).collect();
    let length = label.iter().position(|byte| !byte.is_ascii_alphanumeric() && !matches!(byte, b'-' | b'_'))?;
    String::from_utf8(label.get(..length)?.to_vec()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(page: &str) -> Sheet {
        sheets(page.as_bytes(), "导出").unwrap().remove(0).unwrap()
    }

    fn shown(sheet: &Sheet) -> Vec<String> {
        sheet.cells().iter().map(|cell| format!("{} {:?}", cell.at, cell.value)).collect()
    }

    #[test]
    fn a_page_is_laid_out_as_excel_shows_it() {
        let sheet = read(
            "<html><head><title>x</title><style>td{}</style><!--[if gte mso 9]><xml><x:Name>积分&amp;</x:Name></xml><![endif]-->\
             </head><body><h2>东河村党支部</h2>说明<br>\n<table border=1><tr><th>姓名<th rowspan=2>分值<th>日期</tr>\
             <tr style='display: none'><td>王&nbsp;伟<td>2025-03-15</table>\
             <table><tr><td colspan='2' rowspan=9>一<br> 二 <b>三</b></td><td>2.50</td></table><script>var a='<td>';</script></body></html>",
        );
        assert_eq!(&*sheet.name, "积分&");
        assert_eq!(
            shown(&sheet),
            [
                "A1 Text(\"东河村党支部\")",
                "A2 Text(\"说明\")",
                "A3 Text(\"姓名\")",
                "B3 Text(\"分值\")",
                "C3 Text(\"日期\")",
                "A4 Text(\"王 伟\")",
                "C4 Date(2025-03-15T00:00:00)",
                "A5 Text(\"一\\n二 三\")",
                "C5 Number(2.5)",
            ]
        );
        let merges: Vec<String> = sheet.merges().iter().map(ToString::to_string).collect();
        assert_eq!(merges, ["B3:B4", "A5:B5"]);
        assert!(sheet.is_hidden_row(3) && !sheet.is_hidden_row(2));
    }

    #[test]
    fn formats_say_what_is_text_and_what_was_rounded() {
        let sheet = read(
            "<table><tr><td style='mso-number-format:\"\\@\"'>12<td x:str>3<td x:num=\"2.675\">2.68<td x:num=\"45731\">2025年3月15日\
             <td x:num>5<td x:num=\"45731\">2025/3/15<td x:num='0.5'>50%<td>001</table>",
        );
        assert_eq!(
            shown(&sheet),
            [
                "A1 Text(\"12\")",
                "B1 Text(\"3\")",
                "C1 Number(2.675)",
                "D1 Text(\"2025年3月15日\")",
                "E1 Number(5)",
                "F1 Date(2025-03-15T00:00:00)",
                "G1 Number(0.5)",
                "H1 Text(\"001\")",
            ]
        );
    }

    #[test]
    fn tables_in_tables_are_tables() {
        let sheet = read(
            "<table><tr><td><table><tr><td>甲<td>乙</table></table><table><tr><td>外<table><tr><td>丙</table></table>",
        );
        assert_eq!(shown(&sheet), ["A1 Text(\"甲\")", "B1 Text(\"乙\")", "A2 Text(\"丙\")", "A3 Text(\"外\")"]);
    }

    #[test]
    fn the_page_says_its_encoding() {
        let (page, _, _) = encoding_rs::GBK
            .encode("<meta http-equiv=Content-Type content=\"text/html; charset=gb2312\"><table><tr><td>王伟</table>");
        assert_eq!(shown(&sheets(&page, "表").unwrap().remove(0).unwrap()), ["A1 Text(\"王伟\")"]);
        assert_eq!(charset(b"<META CHARSET='Big5'>").unwrap(), "big5");
        assert_eq!(charset(b"<meta charset="), None);
    }

    #[test]
    fn a_page_without_a_table_is_no_workbook() {
        let read = sheets("<html><body>请重新登录</body></html>".as_bytes(), "表");
        assert_eq!(read.unwrap_err(), Trouble::Foreign(Kind::WebPage));
    }

    #[test]
    fn more_than_a_sheet_holds_is_refused() {
        for page in [
            "<table>".to_owned() + &"<tr><td>1".repeat(1_048_577),
            "<table><tr>".to_owned() + &"<td colspan=1000>1".repeat(17),
            "<table><tr>".to_owned() + &"<td rowspan=65000>1".repeat(8_000) + &"<tr><td>2".repeat(10_000),
            "<table><tr><td>".to_owned() + &"x".repeat(300_000),
        ] {
            assert!(matches!(sheets(page.as_bytes(), "表"), Err(Trouble::Beyond(_))));
        }
        let sheet = read("<table><tr><td colspan=1000000000 rowspan=1000000000>1<td>2</table>");
        assert_eq!(sheet.merges()[0].to_string(), "A1:ALL1");
    }
}
