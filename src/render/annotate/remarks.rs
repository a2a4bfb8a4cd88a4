//! What the user should be told about a copy: in the run's output, and at the top of the list in the copy.

use super::sheets::NOTE_LIMIT;
use crate::workbook::marks::SHEET_NAME;

/// Remarks as they gather; sheets of which the same is to be said are named together.
#[derive(Default)]
pub(super) struct Remarks {
    /// Sentences that stand alone.
    alone: Vec<String>,
    protected: Vec<String>,
    hidden: Vec<String>,
    hidden_cells: usize,
    clipped: Vec<String>,
    unreadable: Vec<String>,
    too_many: Vec<String>,
    noted_cells: usize,
    strict: bool,
}

impl Remarks {
    pub(super) fn push(&mut self, sentence: impl Into<String>) {
        self.alone.push(sentence.into());
    }

    pub(super) fn protected(&mut self, sheet: &str) {
        self.protected.push(sheet.to_owned());
    }

    pub(super) fn colour_hidden(&mut self, sheet: &str, cells: usize) {
        self.hidden.push(sheet.to_owned());
        self.hidden_cells += cells;
    }

    pub(super) fn clipped(&mut self, sheet: &str) {
        self.clipped.push(sheet.to_owned());
    }

    pub(super) fn no_notes(&mut self, sheet: &str) {
        self.unreadable.push(sheet.to_owned());
    }

    pub(super) fn too_many_notes(&mut self, sheet: &str, cells: usize) {
        self.too_many.push(sheet.to_owned());
        self.noted_cells += cells;
    }

    pub(super) const fn no_notes_in_strict(&mut self) {
        self.strict = true;
    }

    /// All sentences so far.
    pub(super) fn sentences(&self) -> Vec<String> {
        let mut all = self.alone.clone();
        let mut say = |sheets: &[String], told: &dyn Fn(&str) -> String| {
            if !sheets.is_empty() {
                all.push(told(&named(sheets)));
            }
        };
        say(&self.protected, &|sheets| {
            format!("{sheets}设了保护：标记照加，保护没有动；改不了的格，请先用本支部的密码撤销工作表保护。")
        });
        say(&self.hidden, &|sheets| {
            let cells = self.hidden_cells;
            format!("{sheets}有 {cells} 个标记的格设了条件格式，标的颜色可能看不出来，请按批注和问题清单找。")
        });
        say(&self.clipped, &|sheets| format!("{sheets}里要标色的单元格太多，只标了一部分；问题清单是全的。"));
        say(&self.too_many, &|sheets| {
            let cells = self.noted_cells;
            format!(
                "{sheets}有 {cells} 格要加批注，为了打开得快，每张表只给最要紧的 {NOTE_LIMIT} 格加；颜色和问题清单是全的。"
            )
        });
        say(&self.unreadable, &|sheets| {
            format!("{sheets}原有的批注读不出来，没有再加批注，原样保留；颜色和问题清单照旧。")
        });
        if self.strict {
            all.push(format!(
                "这个文件存成了“Strict Open XML”格式，这种格式加不了批注：只标了颜色，原因见「{SHEET_NAME}」表。"
            ));
        }
        all
    }
}

/// Sheets by name; of many the first three.
fn named(sheets: &[String]) -> String {
    let names: String = sheets.iter().take(3).map(|sheet| format!("「{sheet}」")).collect();
    match sheets.len() {
        0..=3 => format!("工作表{names}"),
        count => format!("工作表{names}等 {count} 张"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_of_which_the_same_is_said_are_named_together() {
        let mut remarks = Remarks::default();
        remarks.push("甲。");
        for sheet in ["一", "二", "三", "四"] {
            remarks.protected(sheet);
        }
        remarks.colour_hidden("一", 3);
        let said = remarks.sentences();
        assert_eq!(said.len(), 3);
        assert!(
            said[1].starts_with("工作表「一」「二」「三」等 4 张设了保护") && said[2].contains("有 3 个"),
            "{said:?}"
        );
    }
}
