//! Excel's binary workbook (.xlsb): a package as of xlsx, whose parts are records instead of XML.
//!
//! Read by our own code: calamine 0.38 passes over the short records of cells, error results of formulas and rich
//! texts without a word, and a workbook read in part is worse than one refused. Formats are looked up as for xlsx.

mod cells;
mod records;
mod shared;

use super::links::{links, main_part};
use super::package::Package;
use super::trouble::{CELLS, SheetRead, Trouble, check_sheets};
use cells::walk;
use records::records;
use shared::{formats, strings};

const BUNDLE: u32 = 0x9C;
const PROPERTIES: u32 = 0x99;

/// A worksheet in the table of contents.
struct Listed {
    name: String,
    hidden: bool,
    part: Option<String>,
}

/// Reads all sheets of a package.
pub(super) fn sheets(package: &mut Package<'_>) -> Result<Vec<SheetRead>, Trouble> {
    let main = main_part(package)?.unwrap_or_else(|| "xl/workbook.bin".to_owned());
    let links = links(package, &main)?;
    let part = package.part(&main)?.ok_or(Trouble::Damaged("缺少工作表目录"))?;
    let (mut listed, mut from_1904) = (Vec::new(), false);
    for record in records(&part) {
        let record = record?;
        match record.kind {
            PROPERTIES => from_1904 = record.number(0)? & 1 != 0,
            BUNDLE => {
                let (link, after) = record.text(8)?;
                let (name, _) = record.text(after)?;
                let link = links.get(&link);
                // Charts, dialogs and macros have tabs too, and nothing to read.
                if link.is_none_or(|link| link.kind == "worksheet") {
                    let hidden = record.number(0)? != 0;
                    listed.push(Listed { name, hidden, part: link.map(|link| link.part.clone()) });
                }
                check_sheets(listed.len())?;
            }
            _ => {}
        }
    }
    let mut shared = |kind: &str| {
        let found = links.values().find(|link| link.kind == kind);
        found.map_or(Ok(None), |link| package.part(&link.part)).map(Option::unwrap_or_default)
    };
    let strings = strings(&shared("sharedStrings")?)?;
    let formats = formats(&shared("styles")?, from_1904)?;
    let mut budget = CELLS;
    let mut sheets = Vec::with_capacity(listed.len());
    for Listed { name, hidden, part } in listed {
        let part = part.map_or(Ok(None), |part| package.part(&part))?;
        let walked = match part {
            Some(part) => walk(&part, &name, &strings, &formats, &mut budget),
            None => Err(Trouble::Damaged("内容缺失")),
        };
        sheets.push(match walked {
            Ok(mut sheet) => {
                sheet.hidden = hidden;
                Ok(sheet)
            }
            Err(Trouble::Damaged(why)) => Err((name, why)),
            Err(trouble) => return Err(trouble),
        });
    }
    Ok(sheets)
}
