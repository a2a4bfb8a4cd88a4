//! A profile for the forms that are not understood, for a person to finish.

use std::fmt::Write;

use rayon::prelude::*;

use super::forms::OPEN;
use super::options::Settings;
use super::{Options, Progress, RunError};
use crate::layout::{HalfColumn, HalfRead, Survey, survey};
use crate::model::{Diagnostic, masked};
use crate::rules::RuleSet;
use crate::workbook::{Found, Reading, discover, drop_repeats, read};

/// A suggested profile.
#[derive(Debug)]
pub struct Suggestion {
    /// The profile, as TOML.
    pub text: String,
    /// How many forms a person has to finish.
    pub forms: usize,
    /// What is wrong with files.
    pub diagnostics: Vec<Diagnostic>,
}

/// A file as it is shown, and its forms.
type Surveyed = (String, Survey);

/// The files and sheets of one form.
struct Group {
    half: HalfRead,
    places: Vec<String>,
    problems: Vec<String>,
}

/// So many files or problems are named in a comment.
const NAMED: usize = 12;
/// A line of the profile is at most so many characters long, as far as its words allow.
const WIDTH: usize = 72;

/// Looks at the forms of all files, and writes one `[[form]]` for each that is not understood.
///
/// # Errors
/// [`RunError`] where the profile or a path is wrong, or there is nothing to read.
pub fn suggest_profile(options: &Options, progress: &dyn Progress) -> Result<Suggestion, RunError> {
    let settings = Settings::new(options)?;
    let found = discover(&settings.paths)?;
    if found.files.is_empty() {
        return Err(RunError::nothing_to_read(&found.diagnostics));
    }
    progress.files(found.files.len());
    let read_one = |file: &Found| {
        let reading = read(&file.location, &file.shown);
        progress.file_done();
        reading
    };
    let mut readings: Vec<Reading> = found.files.par_iter().map(read_one).collect();
    drop_repeats(&mut readings);
    let look = |reading: Reading| {
        let surveyed = reading
            .workbook
            .map(|workbook| (workbook.original.shown.to_string(), survey(&workbook, &settings.rules, &settings.hints)));
        (surveyed, reading.diagnostics)
    };
    let looked: Vec<(Option<Surveyed>, Vec<Diagnostic>)> = readings.into_par_iter().map(look).collect();
    let mut diagnostics = found.diagnostics;
    let mut surveys = Vec::with_capacity(looked.len());
    for (surveyed, problems) in looked {
        diagnostics.extend(problems);
        surveys.extend(surveyed);
    }
    let known: usize = surveys.iter().map(|(_, survey)| survey.known).sum();
    let files = surveys.len();
    let groups = grouped(surveys);
    let mut text = opening(files, known, groups.len(), &settings.rules);
    for group in &groups {
        group.write(&mut text);
    }
    Ok(Suggestion { text, forms: groups.len(), diagnostics })
}

fn grouped(surveys: Vec<Surveyed>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (file, survey) in surveys {
        for half in survey.half {
            let place = format!("{file}「{}」", half.sheet);
            match groups.iter_mut().find(|group| group.is_same_form(&half)) {
                Some(group) => group.add(half, place),
                None => groups.push(Group { problems: half.problems.clone(), half, places: vec![place] }),
            }
        }
    }
    groups
}

fn opening(files: usize, known: usize, forms: usize, rules: &RuleSet) -> String {
    let item = rules.items.first().map_or("", |item| item.id.as_str());
    let mut text = format!("# jifen check --suggest-profile 看了 {files} 个文件：{known} 张表完全认得，不用写");
    if forms == 0 {
        text.push_str("；没有要人来定的表样。\n");
        return text;
    }
    let _ = write!(
        text,
        "；{forms} 种表样要人来定，见下。\n\
         # 把每个 \"{OPEN}\" 改成这一栏是什么：标准的栏名（姓名、日期……）、项目的编号或名称、项目和期间（{item}@2025-03）、\n\
         # 期间（2025-03）；用不到的写 \"-\"。已经填的请核对。填好以后存为报表文件夹里的 jifen.toml（已有的，接在它后面）。\n\
         # 与积分无关的表，把那一段的 layout 改成 \"none\"，[form.columns] 整段删掉。\n"
    );
    text
}

impl Group {
    /// The same words in the same columns. Where a member is to be looked for above the table, that has to be as high.
    fn is_same_form(&self, other: &HalfRead) -> bool {
        let half = &self.half;
        let columns = |half: &HalfRead| -> Vec<(String, String)> {
            half.columns.iter().map(|column| (column.named.clone(), column.letters.clone())).collect()
        };
        half.header == other.header
            && half.layout == other.layout
            && columns(half) == columns(other)
            && half.lacks_member == other.lacks_member
            && (!half.lacks_member || half.header_row == other.header_row)
    }

    /// Another sheet of the form; what one of them tells of a column holds for all.
    fn add(&mut self, half: HalfRead, place: String) {
        self.places.push(place);
        for problem in half.problems {
            if !self.problems.contains(&problem) {
                self.problems.push(problem);
            }
        }
        for (own, other) in self.half.columns.iter_mut().zip(half.columns) {
            if own.guess.is_none() && other.guess.is_some() {
                *own = other;
            } else if own.sample.is_none() {
                own.sample = other.sample;
            }
        }
    }

    fn write(&self, text: &mut String) {
        let half = &self.half;
        text.push_str("\n[[form]]\n");
        comment(text, "用在：", &self.places, "、");
        comment(text, "没有看懂：", &self.problems, " ");
        text.push_str(&array("header", &half.header));
        match half.layout {
            Some(kind) => {
                let _ = writeln!(text, "layout = {}  # {}", quoted(kind.id()), kind.title());
            }
            None => {
                let _ = writeln!(
                    text,
                    "layout = \"{OPEN}\"  # ledger 一行一件事；matrix 一人一行、各项一栏；card 一人一张；roster 花名册；none 不用"
                );
            }
        }
        if half.lacks_member {
            let above: Vec<String> = half
                .above
                .iter()
                .take(NAMED)
                .map(|(at, words)| format!("{at}「{words}」", words = short(words)))
                .collect();
            comment(text, "是谁的表，写姓名所在的格，如 \"B2\"。表头上面有：", &above, "、");
            let _ = writeln!(text, "member = \"{OPEN}\"");
        }
        text.push_str("[form.columns]\n");
        for column in &half.columns {
            let means = quoted(column.guess.as_deref().unwrap_or(OPEN));
            let _ = writeln!(text, "{} = {means}  # {}", quoted(&column.named), remark(column));
        }
    }
}

/// Where a column stands, what stands in it, and what it may be.
fn remark(column: &HalfColumn) -> String {
    let mut remark = format!("{} 栏", column.letters);
    if let Some(sample) = &column.sample {
        let _ = write!(remark, "，如「{}」", one_line(sample));
    }
    if column.looks_like.is_some() {
        remark.push_str("；按内容猜的，请核对");
    }
    if !column.near.is_empty() {
        let _ = write!(remark, "；可能是 {}", column.near.join("、"));
    }
    remark
}

/// A comment of several parts, over as many lines as it takes.
fn comment(text: &mut String, opening: &str, parts: &[String], between: &str) {
    let mut line = format!("# {opening}");
    let more = parts.len().saturating_sub(NAMED);
    let last = if more > 0 { format!("……共 {} 处", parts.len()) } else { String::new() };
    let named = parts.iter().take(NAMED).map(|part| one_line(part));
    for (place, part) in named.chain(Some(last).filter(|last| !last.is_empty())).enumerate() {
        if place > 0 {
            line.push_str(between);
        }
        if line.chars().count() + part.chars().count() > WIDTH && line.chars().count() > 12 {
            let _ = writeln!(text, "{}", line.trim_end());
            line = "#   ".to_owned();
        }
        line.push_str(&part);
    }
    let _ = writeln!(text, "{}", line.trim_end());
}

fn array(key: &str, words: &[String]) -> String {
    let words: Vec<String> = words.iter().map(|word| quoted(word)).collect();
    let line = format!("{key} = [{}]\n", words.join(", "));
    if line.chars().count() <= WIDTH {
        return line;
    }
    let mut text = format!("{key} = [\n");
    let mut line = String::from("   ");
    for word in words {
        if line.chars().count() + word.chars().count() + 2 > WIDTH {
            let _ = writeln!(text, "{line}");
            line = String::from("   ");
        }
        let _ = write!(line, " {word},");
    }
    let _ = writeln!(text, "{line}\n]");
    text
}

/// A basic string of TOML.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in masked(text).chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// What may stand in a comment: no control characters, no line breaks.
fn one_line(text: &str) -> String {
    masked(text).chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn short(text: &str) -> String {
    let short: String = text.chars().take(16).collect();
    if short.len() < text.len() { format!("{short}…") } else { short }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted_as_toml_wants_them() {
        for text in ["得分", "a\"b\\c", "一\n二", "\u{7f}"] {
            let read: toml::Table = toml::from_str(&format!("a = {}", quoted(text))).unwrap();
            assert_eq!(read["a"].as_str(), Some(text));
        }
    }

    #[test]
    fn long_arrays_are_broken_and_remain_arrays() {
        let words: Vec<String> = (0..60).map(|number| format!("第{number}栏")).collect();
        let read: toml::Table = toml::from_str(&array("header", &words)).unwrap();
        assert_eq!(read["header"].as_array().map(Vec::len), Some(60));
    }
}
