//! Reads the notation of `forms/*.form`.

use std::fs;
use std::path::Path;

use crate::expectation::{self, Expected};
use crate::form::Form;
use crate::sheets::notation::sheet;

pub const DIALECTS: [&str; 10] =
    ["own", "xml", "openpyxl", "lo-xlsx", "lo-xls", "lo-ods", "csv", "gbk", "et", "xls-as-xlsx"];

/// Reads all forms of a folder, by name; all errors, where there are any.
pub fn read_folder(folder: &Path) -> Result<Vec<Form>, Vec<String>> {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let (mut forms, mut errors) = (Vec::<Form>::new(), Vec::new());
    for path in paths {
        let name = path.file_name().unwrap().to_str().unwrap();
        match read(name, &fs::read_to_string(&path).unwrap()) {
            Ok(form) => {
                if let Some(same) = forms.iter().find(|it| it.number == form.number) {
                    errors.push(format!("{name}: {} has the same number", same.path));
                }
                forms.push(form);
            }
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() { Ok(forms) } else { Err(errors) }
}

/// Reads one form; an error names the file and the line.
pub fn read(name: &str, text: &str) -> Result<Form, String> {
    let number = name.strip_suffix(".form").and_then(|stem| stem.split('-').next()).unwrap_or_default();
    if number.len() != 3 || !number.bytes().all(|it| it.is_ascii_digit()) {
        return Err(format!("{name}: the name is not NNN-short-english-name.form"));
    }
    parts(name, number, text).map_err(|(line, message)| format!("{name}:{line}: {message}"))
}

fn parts(path: &str, number: &str, text: &str) -> Result<Form, (usize, String)> {
    let text = text.trim_start_matches('\u{feff}');
    let lines: Vec<(usize, &str)> = text.lines().enumerate().map(|(index, line)| (index + 1, line)).collect();
    let mut sections = lines.chunk_by(|_, (_, line)| !line.starts_with("---"));
    let mut form = Form {
        number: number.to_owned(),
        path: path.to_owned(),
        period: None,
        year_start: None,
        file: "东河村.xlsx".to_owned(),
        dialects: None,
        profile: String::new(),
        ignore: Vec::new(),
        sheets: Vec::new(),
        expected: Expected::default(),
    };
    head(&mut form, sections.next().unwrap_or_default())?;
    let mut expected = None;
    for section in sections {
        let (number, title) = section[0];
        if expected.is_some() {
            return Err((number, "the expectation is the last section".to_owned()));
        }
        match title.trim_start_matches('-').trim() {
            "expect" => {
                let sheets: Vec<&str> = form.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
                expected = Some(expectation::read(section[1..].iter().copied(), &sheets)?);
            }
            title => {
                let name = title.strip_prefix("sheet ").ok_or_else(|| (number, format!("{title} is no section")))?;
                let sheet = sheet(name.trim(), &section[1..])?;
                if form.sheets.iter().any(|it| it.name == sheet.name) {
                    return Err((number, format!("a second sheet {}", sheet.name)));
                }
                form.sheets.push(sheet);
            }
        }
    }
    form.expected = expected.ok_or_else(|| (lines.len(), "there is no --- expect".to_owned()))?;
    if form.sheets.is_empty() {
        return Err((lines.len(), "there is no --- sheet".to_owned()));
    }
    Ok(form)
}

fn head(form: &mut Form, lines: &[(usize, &str)]) -> Result<(), (usize, String)> {
    let (mut in_profile, mut about) = (false, false);
    for (number, line) in lines {
        if in_profile && (line.starts_with("  ") || line.trim().is_empty()) {
            form.profile.push_str(line.strip_prefix("  ").unwrap_or_default());
            form.profile.push('\n');
            continue;
        }
        in_profile = false;
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let (key, value) = line.split_once(':').ok_or_else(|| (*number, format!("{line} is not key: value")))?;
        let value = value.trim();
        let some = (!value.is_empty()).then(|| value.to_owned());
        match key.trim() {
            "about" => about = some.is_some(),
            "source" => {}
            "period" => form.period = some,
            "year-start" => form.year_start = some,
            "file" => form.file = some.unwrap_or_else(|| form.file.clone()),
            "dialects" => form.dialects = dialects(value).map_err(|message| (*number, message))?,
            "ignore" => form.ignore.extend(value.split_whitespace().map(str::to_owned)),
            "profile" if value.is_empty() => in_profile = true,
            key => return Err((*number, format!("{key}: is not known here"))),
        }
    }
    if about { Ok(()) } else { Err((1, "there is no about:".to_owned())) }
}

fn dialects(value: &str) -> Result<Option<Vec<String>>, String> {
    let names: Vec<String> = value.split([' ', ',']).filter(|it| !it.is_empty()).map(str::to_owned).collect();
    match names.iter().find(|it| !DIALECTS.contains(&it.as_str()) && *it != "all") {
        Some(unknown) => Err(format!("{unknown} is no dialect")),
        None => Ok((!names.is_empty() && names != ["all"]).then_some(names)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expectation::Place;
    use crate::sheets::place::Rect;

    const FORM: &str = "about: a try\nperiod: 2025\nprofile:\n  [columns]\n  名 = 1\nignore: P101 L1??\ndialects: own csv\n\n\
        --- sheet 积分 登记 hidden\nhidden columns: C, D\n标题 | < | <\n^ | ^ | ^\n|\n~1 | 甲 | 3\n\n--- expect\n\
        # a remark\nlayout: roster, ledger\nbranch: 甲；乙\nmembers:\n甲 / 1 王 伟\nentries:\n\
        !积分 登记!A4:C4 | 王 伟 | Z02 | - | 1 | - | 2\ndiagnostics:\nL??? warning 积分 登记 ; 备注 空\n\
        V103 error 积分 登记!C4\nF201 note -\ncolumns:\n";

    #[test]
    fn a_form_is_read() {
        let form = read("012-a.form", FORM).unwrap();
        assert_eq!(
            (form.number.as_str(), form.period.as_deref(), form.file_as("xls")),
            ("012", Some("2025"), "东河村.xls".to_owned())
        );
        assert_eq!((form.profile.as_str(), form.ignore.len()), ("[columns]\n名 = 1\n", 2));
        assert_eq!(form.dialects.unwrap(), ["own", "csv"]);
        let sheet = &form.sheets[0];
        assert_eq!(
            (sheet.name.as_str(), sheet.hidden, sheet.hidden_columns.as_slice()),
            ("积分 登记", true, &[2, 3][..])
        );
        assert_eq!(sheet.merges, [Rect::parse("A1:C2").unwrap()]);
        assert_eq!((sheet.rows.len(), sheet.rows[2].cells.len(), sheet.rows[3].hidden), (4, 0, true));
        let expected = form.expected;
        assert_eq!(
            (expected.layout.unwrap(), expected.branches.unwrap()),
            (vec!["roster".into(), "ledger".into()], vec!["甲".into(), "乙".into()])
        );
        assert_eq!((expected.members[0].branch.as_deref(), expected.members[0].name.as_str()), (Some("甲"), "王 伟"));
        assert!(expected.entries[0].optional && expected.entries[0].date.is_none());
        assert_eq!(expected.diagnostics[0].words, ["备注", "空"]);
        assert_eq!(expected.diagnostics[1].place, Place::Cells("积分 登记".into(), Rect::parse("C4").unwrap()));
        assert_eq!(expected.diagnostics[2].place, Place::File);
    }

    #[test]
    fn an_error_names_the_file_and_the_line() {
        for (right, wrong, message) in [
            ("period:", "term:", "term: is not known here"),
            ("~1 | 甲", "~^ | 甲", "column 1 merges with no cell"),
            ("^ | ^ | ^", "^ | ^ | a", "column 3 breaks"),
            ("ledger", "ledgers", "ledgers is no layout"),
            ("F201 note", "F201 remark", "F201 remark"),
            ("own csv", "own cvs", "cvs is no dialect"),
            ("| 1 | - | 2", "| 1 | - ", ""),
            ("V103 error 积分 登记", "V103 error 登记", "there is no sheet 登记"),
            ("branch:", "layout:", "layout: a second time"),
        ] {
            assert!(FORM.contains(right), "{right}");
            let line = FORM[..FORM.find(right).unwrap()].matches('\n').count() + 1;
            let error = read("012-a.form", &FORM.replacen(right, wrong, 1)).map(|_| ()).unwrap_err();
            assert!(error.starts_with(&format!("012-a.form:{line}: {message}")), "{error}\n{line} {message}");
        }
        assert!(read("a.form", FORM).is_err());
    }
}
