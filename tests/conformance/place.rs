//! Places as authors name them: `积分登记!5`, `东河村/积分登记!5`, a sheet, a file.

use serde_json::Value;

use crate::sheets::place::Rect;

/// Where something of a result stands: `file`, `sheet`, `cell`, each or none.
#[derive(Debug, PartialEq)]
pub struct Place<'a> {
    file: &'a str,
    sheet: &'a str,
    cell: &'a str,
}

impl<'a> Place<'a> {
    pub fn of(value: &'a Value) -> Self {
        let text = |key: &str| value[key].as_str().unwrap_or_default();
        Self { file: text("file"), sheet: text("sheet"), cell: text("cell") }
    }

    /// Whether the author's words name this place. A row is named where it lies in the cells; a sheet's name is right
    /// for everything in the sheet, a file's only for what is in none of its sheets.
    pub fn is_called(&self, words: &str) -> bool {
        if let Some((sheet, row)) = words.rsplit_once('!') {
            return self.is_of_sheet(sheet) && row.parse().is_ok_and(|row| self.has_row(row));
        }
        if self.sheet.is_empty() { self.is_of_file(words) } else { self.is_of_sheet(words) }
    }

    fn is_of_sheet(&self, words: &str) -> bool {
        let of_file = words.strip_suffix(self.sheet).and_then(|file| file.strip_suffix('/'));
        !self.sheet.is_empty() && (words == self.sheet || of_file.is_some_and(|file| self.is_of_file(file)))
    }

    /// A file is named with its extension or without, as the author wrote it or as it was made; one that lies in a
    /// folder with the folder or without.
    fn is_of_file(&self, words: &str) -> bool {
        let bare =
            |path: &str| [".txt", ".xlsx"].iter().find_map(|it| path.strip_suffix(it)).unwrap_or(path).to_owned();
        let (file, words) = (bare(self.file), bare(words));
        file == words || file.strip_suffix(&words).is_some_and(|folder| !words.is_empty() && folder.ends_with('/'))
    }

    /// Rows are numbered from 1.
    fn has_row(&self, row: usize) -> bool {
        Rect::parse(self.cell).is_some_and(|cells| (cells.top + 1..=cells.bottom + 1).contains(&row))
    }

    /// The place as an author would write it.
    pub fn name(&self) -> String {
        let sheet = if self.sheet.is_empty() { String::new() } else { format!("/{}", self.sheet) };
        let cell = if self.cell.is_empty() { String::new() } else { format!("!{}", self.cell) };
        let name = format!("{}{sheet}{cell}", self.file);
        if name.is_empty() { "the run as a whole".to_owned() } else { name }
    }
}

#[test]
fn a_place_is_found_by_its_names() {
    let line = Place { file: "西片/东河村.xlsx", sheet: "积分登记", cell: "A5:J6" };
    for words in
        ["积分登记!5", "积分登记!6", "东河村/积分登记!5", "西片/东河村.xlsx/积分登记!5", "积分登记", "东河村/积分登记"]
    {
        assert!(line.is_called(words), "{words}");
    }
    for words in ["积分登记!4", "登记!5", "西河村/积分登记!5", "河村/积分登记!5", "东河村", "花名册", ""]
    {
        assert!(!line.is_called(words), "{words}");
    }
    let file = Place { file: "东河村.xlsx", sheet: "", cell: "" };
    assert!(file.is_called("东河村") && file.is_called("东河村.txt") && !file.is_called("积分登记"));
    assert_eq!(line.name(), "西片/东河村.xlsx/积分登记!A5:J6");
}
