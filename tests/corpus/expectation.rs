//! What has to be read from a form, as its author wrote it below `--- expect`.

use crate::sheets::cells;
use crate::sheets::place::Rect;

#[derive(Debug, Default)]
pub struct Expected {
    /// Left open where it is left out.
    pub layout: Option<Vec<String>>,
    /// Left open where it is left out.
    pub branches: Option<Vec<String>>,
    pub members: Vec<Member>,
    pub entries: Vec<Entry>,
    pub diagnostics: Vec<Finding>,
    pub columns: Vec<Columns>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Stated where there are several branches.
    pub branch: Option<String>,
    pub number: String,
    pub name: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// In error: it may be missing.
    pub optional: bool,
    pub sheet: String,
    pub cells: Rect,
    /// The branch, where several have one of this name; the number, where the branch has several.
    pub branch: Option<String>,
    pub member: String,
    pub item: String,
    pub date: Option<String>,
    pub quantity: Option<String>,
    pub level: Option<String>,
    pub stated: Option<String>,
    /// The line as it is written.
    pub line: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// `?` stands for any digit.
    pub code: String,
    pub severity: String,
    pub place: Place,
    pub words: Vec<String>,
    pub line: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    File,
    Sheet(String),
    Cells(String, Rect),
}

/// The columns of the tables of one sheet: letters, and what the column is read as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    pub sheet: String,
    pub columns: Vec<(String, String)>,
}

const LAYOUTS: [&str; 15] = [
    "roster",
    "ledger",
    "matrix",
    "card",
    "attendance",
    "ballot",
    "evaluation",
    "decisions",
    "assessment",
    "publicity",
    "archive",
    "changes",
    "transfers",
    "tasks",
    "summary",
];

/// The lines of the section, with their numbers. An error has the number of its line.
pub fn read<'a>(lines: impl Iterator<Item = (usize, &'a str)>, sheets: &[&str]) -> Result<Expected, (usize, String)> {
    let mut expected = Expected::default();
    let (mut section, mut seen) = (String::new(), Vec::new());
    for (number, line) in lines {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let key = line
            .split_once(':')
            .filter(|(key, _)| ["layout", "branch", "members", "entries", "diagnostics", "columns"].contains(key));
        let done = if let Some((key, value)) = key {
            key.clone_into(&mut section);
            if seen.contains(&section) {
                return Err((number, format!("{key}: a second time")));
            }
            seen.push(section.clone());
            expected.head(key, value.trim(), sheets)
        } else {
            expected.line(&section, line, sheets)
        };
        done.map_err(|message| (number, message))?;
    }
    Ok(expected)
}

impl Expected {
    fn head(&mut self, key: &str, value: &str, sheets: &[&str]) -> Result<(), String> {
        let list = |separators: &[char]| -> Vec<String> {
            let parts = value.split(separators).map(str::trim);
            parts.filter(|part| !part.is_empty() && *part != "-").map(str::to_owned).collect()
        };
        match key {
            "layout" => {
                let names = list(&[',', '，', '、', ' ', ';', '；']);
                if let Some(unknown) = names.iter().find(|it| !LAYOUTS.contains(&it.as_str())) {
                    return Err(format!("{unknown} is no layout"));
                }
                self.layout = Some(names);
            }
            "branch" => self.branches = Some(list(&['；', ';'])),
            "columns" if !value.is_empty() => self.columns.push(columns(value, sheets)?),
            // A list may be said to be empty on the line of its name.
            _ if value.is_empty() || value == "-" => {}
            _ => return Err(format!("what follows {key}: stands on lines of its own")),
        }
        Ok(())
    }

    fn line(&mut self, section: &str, line: &str, sheets: &[&str]) -> Result<(), String> {
        match section {
            // A `-` alone says that there are none.
            "members" | "entries" | "diagnostics" if line == "-" => {}
            "members" => self.members.push(member(line)?),
            "entries" => self.entries.push(entry(line, sheets)?),
            "diagnostics" => self.diagnostics.push(finding(line, sheets)?),
            "columns" => self.columns.push(columns(line, sheets)?),
            _ => return Err(format!("{line} belongs to no section")),
        }
        Ok(())
    }
}

fn member(line: &str) -> Result<Member, String> {
    let (branch, rest) = line.split_once(" / ").map_or((None, line), |(branch, rest)| (Some(branch), rest));
    let (number, name) = rest.trim().split_once(' ').ok_or_else(|| format!("{line} is not a number and a name"))?;
    let number = if number == "-" { "" } else { number };
    Ok(Member {
        branch: branch.map(|it| it.trim().to_owned()),
        number: number.to_owned(),
        name: name.trim().to_owned(),
    })
}

fn entry(line: &str, sheets: &[&str]) -> Result<Entry, String> {
    let (optional, rest) = line.strip_prefix('!').map_or((false, line), |rest| (true, rest));
    let parts = cells::split(rest)?;
    let [place, member, item, date, quantity, level, stated] = parts.as_slice() else {
        return Err(format!("{line} has {} parts, not 7", parts.len()));
    };
    let (sheet, cells) = place.rsplit_once('!').ok_or_else(|| format!("{place} names no sheet"))?;
    let sheet = known_sheet(sheet, sheets)?;
    let cells = Rect::parse(cells).ok_or_else(|| format!("{cells} is no cell"))?;
    let (branch, member) = member.split_once(" / ").map_or((None, member.as_str()), |(it, rest)| (Some(it), rest));
    let some = |text: &String| (text != "-").then(|| text.clone());
    Ok(Entry {
        optional,
        sheet,
        cells,
        branch: branch.map(|it| it.trim().to_owned()),
        member: member.trim().to_owned(),
        item: item.clone(),
        date: some(date),
        quantity: some(quantity),
        level: some(level),
        stated: some(stated),
        line: line.to_owned(),
    })
}

fn finding(line: &str, sheets: &[&str]) -> Result<Finding, String> {
    let (head, words) = line.split_once(';').or_else(|| line.split_once('；')).unwrap_or((line, ""));
    let mut parts = head.trim().splitn(3, ' ').map(str::trim);
    let (Some(code), Some(severity), Some(place)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(format!("{line} is not a code, a severity and a place"));
    };
    let letters = code.as_bytes();
    let is_code = letters.len() == 4
        && letters[0].is_ascii_uppercase()
        && letters[1..].iter().all(|it| it.is_ascii_digit() || *it == b'?');
    if !is_code || !["error", "warning", "note"].contains(&severity) {
        return Err(format!("{code} {severity} is not a code and a severity"));
    }
    let place = match place.rsplit_once('!').map(|(sheet, cells)| (sheet, Rect::parse(cells))) {
        _ if place == "-" => Place::File,
        Some((sheet, Some(cells))) => Place::Cells(known_sheet(sheet, sheets)?, cells),
        _ => Place::Sheet(known_sheet(place, sheets)?),
    };
    let words = words.split_whitespace().map(str::to_owned).collect();
    Ok(Finding { code: code.to_owned(), severity: severity.to_owned(), place, words, line: line.to_owned() })
}

fn columns(line: &str, sheets: &[&str]) -> Result<Columns, String> {
    let mut parts = line.split_whitespace();
    let sheet = known_sheet(parts.next().unwrap_or_default(), sheets)?;
    let columns = parts.map(|part| {
        let (letters, name) = part.split_once('=').ok_or_else(|| format!("{part} is not C=name"))?;
        Ok((letters.to_owned(), name.to_owned()))
    });
    Ok(Columns { sheet, columns: columns.collect::<Result<_, String>>()? })
}

fn known_sheet(name: &str, sheets: &[&str]) -> Result<String, String> {
    if sheets.contains(&name) { Ok(name.to_owned()) } else { Err(format!("there is no sheet {name}")) }
}
