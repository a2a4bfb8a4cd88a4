//! The files of a package, each looked at once: what it is, whether it opens, what stands in it that should not.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use rayon::prelude::*;
use serde::de::IgnoredAny;

use crate::archive::Opened;
use crate::archive::places::{self, Kind};
use crate::model::masked;
use crate::render::leaks::leaks_but;
use crate::workbook::marks::{State, state};
use crate::workbook::{Value, active_content, is_spreadsheet, leads_elsewhere, read_bytes};

/// Bytes of a file that is looked at: several are at once.
const LARGEST: u64 = 200_000_000;

/// To which part of a package a file belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// 说明文件, 文件目录, 目录.xlsx, index.html.
    List,
    /// A kind of record of the year.
    Record(Kind),
    /// A rule set.
    Rules,
    /// Whatever else belongs to the package, the record of the run among it.
    Other,
}

impl Part {
    /// The part in which a path below `data/` lies.
    #[must_use]
    pub fn of(path: &str) -> Self {
        let kinds =
            [Kind::Results, Kind::Books, Kind::Received, Kind::Elsewhere, Kind::Copies, Kind::Rulebook, Kind::Tables];
        let mut names = path.split('/');
        match (names.next(), names.next(), names.next()) {
            (Some(places::RECORDS), Some(_), Some(folder)) => {
                kinds.into_iter().find(|kind| kind.folder() == folder).map_or(Self::Other, Self::Record)
            }
            (Some(places::OTHER), Some("规则集"), Some(_)) => Self::Rules,
            (Some(places::OTHER), ..) => Self::Other,
            (Some(_), None, None) => Self::List,
            _ => Self::Other,
        }
    }

    /// Whether somebody else made the file: it is kept as it came.
    #[must_use]
    pub const fn came_in(self) -> bool {
        matches!(self, Self::Record(Kind::Received | Kind::Elsewhere))
    }

    /// Whether the program wrote all that is in the file: nothing of it may hold private numbers, macros or links.
    #[must_use]
    pub const fn is_ours(self) -> bool {
        matches!(self, Self::List | Self::Record(Kind::Results | Kind::Books | Kind::Rulebook | Kind::Tables))
    }
}

/// A file, looked at.
#[derive(Debug)]
pub struct PayloadFile {
    /// Its path below `data/`.
    pub path: String,
    /// Where it belongs.
    pub part: Part,
    /// Its SHA-256.
    pub digest: String,
    /// Why it cannot be opened, in words.
    pub trouble: Option<String>,
    /// A private number in it, masked and with its place, where the program wrote the file.
    pub leak: Option<String>,
    /// What in it runs or leads out of the package, where the program wrote the file.
    pub active: Vec<String>,
    /// The file of which it is an annotated copy.
    pub origin: Option<String>,
    /// Rows below the header of a table (csv).
    pub rows: Option<usize>,
    /// What its cells or lines say, where somebody looks for names in it.
    pub texts: HashSet<String>,
}

/// How the files of a package are looked at.
#[derive(Clone, Copy, Debug)]
pub struct Looking<'a> {
    /// The lines that notices print with their phones: where to object.
    pub printed: &'a [String],
    /// Whether names are looked for in all files, and not in the books of members alone.
    pub names: bool,
}

/// Looks at all files of the payload of a package with which nothing is wrong, in the order of their paths.
pub fn payload(opened: &Opened, looking: Looking<'_>) -> Vec<PayloadFile> {
    let files: Vec<(&str, &str)> = opened.files().map(|(path, digests)| (path, digests.sha256.as_str())).collect();
    files.par_iter().map(|(path, sha256)| look(opened, path, sha256, looking)).collect()
}

fn look(opened: &Opened, path: &str, sha256: &str, looking: Looking<'_>) -> PayloadFile {
    let part = Part::of(path);
    // What came in is kept as it came, and its digest was reckoned: nothing of it is looked at here.
    let read = if part.came_in() { Ok(Vec::new()) } else { bounded(&opened.location(path)) };
    let bytes = read.as_deref().unwrap_or_default();
    let mut file = PayloadFile {
        path: path.to_owned(),
        part,
        digest: sha256.to_owned(),
        trouble: read.as_ref().err().cloned(),
        leak: None,
        active: Vec::new(),
        origin: None,
        rows: None,
        texts: HashSet::new(),
    };
    if file.trouble.is_some() {
        return file;
    }
    if part == Part::Record(Kind::Copies) {
        file.origin = match state(bytes) {
            Ok(State::Unedited { origin }) => Some(origin),
            Ok(State::Edited { origin }) => origin,
            Ok(State::NotOurs) | Err(_) => None,
        };
    }
    if part.is_ours() {
        file.leak = leak_of(path, bytes, looking.printed);
    }
    let names = looking.names || part == Part::Record(Kind::Books);
    content(&mut file, bytes, names);
    file
}

/// The bytes of a file of a size that the program writes; else why not.
fn bounded(location: &Path) -> Result<Vec<u8>, String> {
    let about = fs::metadata(location).map_err(|_| "读不出来".to_owned())?;
    if about.len() > LARGEST {
        return Err("有 200 MB 以上，不像是本程序写的，没有看".to_owned());
    }
    fs::read(location).map_err(|_| "读不出来".to_owned())
}

fn leak_of(path: &str, bytes: &[u8], printed: &[String]) -> Option<String> {
    // Only notices print the line that says whom to ask.
    let printed = if path.contains("/公示") { printed } else { &[] };
    let leaks = leaks_but(bytes, printed).ok()?;
    let first = leaks.first()?;
    let others = if leaks.len() > 1 { format!("等 {} 处", leaks.len()) } else { String::new() };
    Some(format!("{}里有像{}的数字（{}）{others}", first.place, first.kind.label(), first.shown))
}

/// Opens a file as what its name says it is. What came in is kept as it came, whether it opens or not.
fn content(file: &mut PayloadFile, bytes: &[u8], names: bool) {
    if file.part.came_in() {
        return;
    }
    let ending = file.path.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
    match ending.as_str() {
        "xlsx" | "xlsm" => workbook(file, bytes, names),
        "csv" => match text_of(bytes) {
            Some(_) if bytes.is_empty() => file.trouble = Some("是空的".to_owned()),
            Some(text) => {
                file.rows = Some(rows(&file.path, bytes));
                if names {
                    file.texts = text.lines().map(str::to_owned).collect();
                }
            }
            None => file.trouble = Some("不是 UTF-8 文字".to_owned()),
        },
        "json" | "toml" | "xml" | "txt" | "html" | "md" | "geojson" => match text_of(bytes) {
            None => file.trouble = Some("不是 UTF-8 文字".to_owned()),
            Some(text) => {
                file.trouble = text_trouble(&ending, text);
                if names {
                    file.texts = text.lines().map(str::to_owned).collect();
                }
                if ending == "html" {
                    file.active = active_page(text);
                }
            }
        },
        // Other formats of copies that could not be annotated, and tables for other programs.
        _ if is_spreadsheet(Path::new(&file.path)) => {
            file.trouble = read_bytes(bytes, &file.path).workbook.is_none().then(|| "打不开".to_owned());
        }
        _ => {}
    }
}

fn text_of(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)).ok()
}

fn text_trouble(ending: &str, text: &str) -> Option<String> {
    let wrong = match ending {
        "json" => serde_json::from_str::<IgnoredAny>(text).err().map(|error| format!("第 {} 行写法不对", error.line())),
        "toml" => toml::from_str::<toml::Table>(text).err().map(|error| {
            let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
            format!("第 {} 行写法不对", before.matches('\n').count() + 1)
        }),
        "xml" => crate::workbook::marks::element::root(text).err().map(|_| "写法不对".to_owned()),
        _ => None,
    };
    wrong.or_else(|| text.trim().is_empty().then(|| "是空的".to_owned()))
}

fn workbook(file: &mut PayloadFile, bytes: &[u8], names: bool) {
    let reading = read_bytes(bytes, &file.path);
    match reading.workbook {
        Some(workbook) => {
            if let Some(problem) = reading.diagnostics.first() {
                file.trouble = Some(problem.message.clone());
            }
            if names {
                let cells = workbook.sheets.iter().flat_map(|sheet| sheet.cells().iter());
                let texts = cells.filter_map(|cell| match &cell.value {
                    Value::Text(text) => Some(text.trim().to_owned()),
                    _ => None,
                });
                file.texts = texts.collect();
            }
        }
        None => file.trouble = Some(reading.diagnostics.first().map_or("打不开".to_owned(), |it| it.message.clone())),
    }
    if file.part.is_ours() {
        match active_content(bytes) {
            Ok(active) => file.active = active,
            Err(error) => file.trouble = Some(masked(&error.to_string()).into_owned()),
        }
    }
}

/// The rows below the header.
fn rows(path: &str, bytes: &[u8]) -> usize {
    let workbook = read_bytes(bytes, path).workbook;
    let count: usize = workbook.iter().flat_map(|workbook| &workbook.sheets).map(|sheet| sheet.rows().count()).sum();
    count.saturating_sub(1)
}

/// What in a page runs, or is fetched from elsewhere.
fn active_page(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let mut found = Vec::new();
    for (sign, word) in
        [("<script", "脚本"), ("javascript:", "脚本"), ("<iframe", "嵌入的网页"), ("<object", "嵌入的对象")]
    {
        if lower.contains(sign) {
            found.push(word.to_owned());
        }
    }
    for sign in ["src=\"", "href=\""] {
        let targets = lower.split(sign).skip(1).filter_map(|rest| rest.split_once('"')).map(|(target, _)| target);
        found.extend(targets.filter(|target| leads_elsewhere(target)).map(|target| format!("到「{target}」的链接")));
    }
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_belong_to_parts_by_their_place() {
        assert_eq!(Part::of("说明文件.TXT"), Part::List);
        assert_eq!(Part::of("电子档案/2025/结果/公示/公示.xlsx"), Part::Record(Kind::Results));
        assert_eq!(Part::of("电子档案/2025/收到的材料/东河村.xlsx"), Part::Record(Kind::Received));
        assert_eq!(Part::of("其他/规则集/自拟.toml"), Part::Rules);
        assert_eq!(Part::of("其他/运行记录.json"), Part::Other);
    }

    #[test]
    fn nothing_of_a_size_that_we_do_not_write_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("大.xlsx");
        fs::File::create(&path).unwrap().set_len(LARGEST + 1).unwrap();
        assert!(bounded(&path).unwrap_err().contains("200 MB"));
    }

    #[test]
    fn a_page_with_a_script_or_a_link_outwards_is_active() {
        assert!(active_page("<a href=\"电子档案/2025/结果/汇总.xlsx\">汇总</a>").is_empty());
        assert_eq!(active_page("<SCRIPT>x</SCRIPT>"), ["脚本"]);
        assert_eq!(active_page("<img src=\"https://example.org/a.png\">"), ["到「https://example.org/a.png」的链接"]);
    }

    #[test]
    fn texts_are_opened_as_what_their_names_say() {
        assert_eq!(text_trouble("json", "{\n\"a\": }"), Some("第 2 行写法不对".to_owned()));
        assert!(text_trouble("toml", "a = ").is_some() && text_trouble("xml", "<a>").is_some());
        assert_eq!(text_trouble("txt", " \n"), Some("是空的".to_owned()));
        assert_eq!(text_trouble("xml", "<?xml version=\"1.0\"?><a/>"), None);
    }
}
