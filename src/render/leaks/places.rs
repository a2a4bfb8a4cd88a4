//! From a part of a workbook to words: which sheet, which cell, what else.

use super::texts::{At, Spot, each};
use crate::workbook::marks::{Book, Package, PackageError};

/// The sheets of a workbook and the parts that are theirs.
pub(super) struct Places {
    /// Name and part of each sheet.
    sheets: Vec<(String, String)>,
    /// Parts that a sheet leads to (notes, drawings), and its name.
    owned: Vec<(String, String)>,
    strings: Option<String>,
    workbook: String,
}

impl Places {
    pub(super) fn of(package: &mut Package<'_>) -> Result<Self, PackageError> {
        let book = Book::read(package)?;
        let mut owned = Vec::new();
        let mut sheets = Vec::new();
        for sheet in book.sheets {
            let Some(part) = sheet.part else { continue };
            let targets = package.relationships(&part)?.into_iter().filter_map(|link| link.target);
            let targets: Vec<String> = targets.collect();
            for target in targets {
                // A chart stands in a drawing.
                let deeper = package.relationships(&target)?.into_iter().filter_map(|link| link.target);
                owned.extend(deeper.chain([target]).map(|part| (part, sheet.name.clone())));
            }
            sheets.push((sheet.name, part));
        }
        Ok(Self { sheets, owned, strings: book.strings, workbook: book.part })
    }

    /// Where a text of this part stands.
    pub(super) fn spot(&mut self, package: &mut Package<'_>, part: &str, at: &At) -> Result<Spot, PackageError> {
        let own = |list: &[(String, String)], by_name: bool| {
            let found = list.iter().find(|(name, its)| (if by_name { its } else { name }) == part);
            found.map(|(name, its)| if by_name { name.clone() } else { its.clone() })
        };
        if self.strings.as_deref() == Some(part) {
            return Ok(match self.cell_of_text(package, at.item)? {
                Some((sheet, cell)) => in_cell(sheet, cell, ""),
                None => Spot::named("单元格内容"),
            });
        }
        if let Some(sheet) = own(&self.sheets, true) {
            return Ok(match &at.cell {
                Some(cell) => in_cell(sheet, cell.clone(), ""),
                None => in_sheet(sheet, words_of_element(&at.element)),
            });
        }
        if let Some(sheet) = own(&self.owned, false) {
            return Ok(match &at.cell {
                Some(cell) => in_cell(sheet, cell.clone(), " 的批注"),
                None if part.contains("chart") => in_sheet(sheet, "的图表"),
                None => in_sheet(sheet, "上的图形、批注"),
            });
        }
        Ok(Spot::named(match at.element.as_str() {
            "definedName" => "定义的名称",
            "name" | "sheet" if part == self.workbook => "工作表名称或定义的名称",
            _ if part.starts_with("docProps/") => "文件的属性（标题、作者等）",
            _ => "文件的设置",
        }))
    }

    /// The first cell that shows the shared text of this number, from 1.
    fn cell_of_text(&self, package: &mut Package<'_>, item: usize) -> Result<Option<(String, String)>, PackageError> {
        let Some(index) = item.checked_sub(1).map(|index| index.to_string()) else { return Ok(None) };
        for (name, part) in &self.sheets {
            let Some(text) = package.text(part)? else { continue };
            let mut found = None;
            let mut is_shared = false;
            each(&text, &mut |at, value| {
                match at.element.as_str() {
                    "r" => is_shared = false,
                    // A cell tells its address first, then its type, then its value.
                    "t" if at.cell.is_some() => is_shared = value == "s",
                    "v" if is_shared && value == index => found.clone_from(&at.cell),
                    _ => {}
                }
                found.is_none()
            });
            if let Some(cell) = found {
                return Ok(Some((name.clone(), cell)));
            }
        }
        Ok(None)
    }
}

fn in_cell(sheet: String, cell: String, what: &str) -> Spot {
    Spot { words: format!("工作表「{sheet}」{cell}{what}"), sheet: Some(sheet), cell: Some(cell) }
}

fn in_sheet(sheet: String, what: &str) -> Spot {
    Spot { words: format!("工作表「{sheet}」{what}"), sheet: Some(sheet), cell: None }
}

fn words_of_element(element: &str) -> &'static str {
    match element {
        "prompt" | "promptTitle" | "error" | "errorTitle" | "formula1" | "formula2" | "dataValidation" => "的填表提示",
        "oddHeader" | "oddFooter" | "evenHeader" | "evenFooter" | "firstHeader" | "firstFooter" => "的页眉页脚",
        "hyperlink" | "display" | "tooltip" | "location" => "的链接",
        _ => "",
    }
}
