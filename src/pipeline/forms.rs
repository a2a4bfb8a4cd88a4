//! `[[form]]` of the profile: forms that are not recognised, as a person describes them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use serde::Deserialize;
use toml::Spanned;

use super::gather::ReadFile;
use super::options::Settings;
use super::own_rules::Tongue;
use super::profile::{OneOrMany, Profile};
use crate::layout::{ColumnPin, Columns, Kind, Layout, Pin, Stated};
use crate::model::{CellRef, Pattern};
use crate::rules::{RuleSet, TomlError};

/// A form and how to read it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FormProfile {
    /// Pattern for the path or name of the file.
    pub file: Option<Spanned<String>>,
    /// Pattern for the name of the sheet.
    pub sheet: Option<Spanned<String>>,
    /// Words by which the form is known: all of them stand in its header.
    pub header: Option<Spanned<OneOrMany>>,
    /// What its table is: `ledger`, `matrix` and so on, or `none`.
    pub layout: Option<Spanned<String>>,
    /// Excel's numbers of the rows of its header: 3 or "3-4".
    pub header_rows: Option<Spanned<Rows>>,
    /// Excel's numbers of its rows of data: "5-60" or "5-".
    pub rows: Option<Spanned<Rows>>,
    /// Letters or heading of a column → what it means.
    pub columns: BTreeMap<Spanned<String>, Spanned<String>>,
    /// The member that a table is about, or the cell with the name.
    pub member: Option<Spanned<String>>,
    /// The branch, or the cell with its name.
    pub branch: Option<Spanned<String>>,
    /// The period, or the cell with it.
    pub period: Option<Spanned<String>>,
}

/// Rows as Excel numbers them.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Rows {
    /// 3.
    One(u32),
    /// "3-4".
    Text(String),
}

/// What a person still has to fill in.
pub const OPEN: &str = "?";

/// The forms of a profile as the layout room is told them: by the main rule set, and by each of the others. A form may
/// name items that only one of them has; then it is a form of that one alone.
///
/// # Errors
/// [`TomlError`] with the place of what is wrong in itself.
pub fn pins(
    profile: &Profile,
    main: Tongue<'_>,
    others: &[Tongue<'_>],
    year: Option<i32>,
) -> Result<(Vec<Pin>, Vec<Vec<Pin>>), TomlError> {
    let text = &profile.text;
    let read = |(columns, rules): Tongue<'_>, form| Read { text, columns, rules, year }.pin(form);
    let mut pins = Vec::with_capacity(profile.form.len());
    let mut others_pins = vec![Vec::new(); others.len()];
    for form in &profile.form {
        let mut is_known = false;
        for (tongue, pins) in others.iter().zip(&mut others_pins) {
            let pin = read(*tongue, form).ok();
            is_known |= pin.is_some();
            pins.extend(pin);
        }
        match read(main, form) {
            Ok(pin) => pins.push(pin),
            Err(_) if is_known => {}
            Err(error) => return Err(error),
        }
    }
    Ok((pins, others_pins))
}

/// What is told of forms that no table was read by: those whose file was there, and all of them where a folder was read.
pub fn unused(settings: &Settings, files: &[ReadFile]) -> Vec<String> {
    let is_folder = settings.paths.iter().any(|path| path.is_dir());
    let names_file = |pin: &Pin| {
        let pattern = pin.file.as_ref();
        pattern.is_some_and(|pattern| files.iter().any(|file| pattern.fits_path(&file.original.shown)))
    };
    let used: BTreeSet<usize> = files.iter().flat_map(|file| file.pinned.iter().copied()).collect();
    let others = settings.own_rules.iter().flat_map(|own| &own.hints.pins);
    let pins = settings.hints.pins.iter().chain(others);
    let idle = pins.filter(|pin| !used.contains(&pin.line) && (is_folder || names_file(pin)));
    let lines: BTreeSet<usize> = idle.map(|pin| pin.line).collect();
    let told = |line| format!("配置文件第 {line} 行的 [[form]] 没有用上：没有哪张表和它对得上。");
    lines.into_iter().map(told).collect()
}

struct Read<'a> {
    text: &'a str,
    columns: &'a Columns,
    rules: &'a RuleSet,
    year: Option<i32>,
}

impl Read<'_> {
    fn pin(&self, spanned: &Spanned<FormProfile>) -> Result<Pin, TomlError> {
        let form = spanned.get_ref();
        for text in [&form.file, &form.sheet, &form.layout, &form.member, &form.branch, &form.period] {
            self.refuse_open(text.as_ref(), "这里")?;
        }
        let header: Vec<Pattern> =
            form.header.iter().flat_map(|words| words.get_ref().to_vec()).map(|word| Pin::word(&word)).collect();
        let layout = form.layout.as_ref().map(|layout| self.layout(layout)).transpose()?;
        let pin = Pin {
            line: self.wrong(spanned, "").line,
            file: form.file.as_ref().map(|file| Pattern::new(file.get_ref())),
            sheet: form.sheet.as_ref().map(|sheet| Pattern::new(sheet.get_ref())),
            header,
            layout,
            header_rows: form.header_rows.as_ref().map(|rows| self.rows(rows, false)).transpose()?,
            rows: form.rows.as_ref().map(|rows| self.rows(rows, true)).transpose()?,
            columns: self.column_pins(form)?,
            member: form.member.as_ref().map(|member| self.stated(member)),
            branch: form.branch.as_ref().map(|branch| self.stated(branch)),
            period: form.period.as_ref().map(|period| self.stated(period)),
        };
        if let Some(period) = form.period.as_ref().filter(|_| !pin.period.as_ref().is_none_or(Stated::may_be_a_period))
        {
            let message = "这里要写期间（如 \"2025-03\"、\"2025Q1\"、\"3月\"），或写着期间的那一格（如 \"D1\"）。";
            return Err(self.wrong(period, message));
        }
        if pin.file.is_none() && pin.sheet.is_none() && pin.header.is_empty() {
            let message =
                "这一段 [[form]] 没有说是哪些表：file（文件）、sheet（工作表）、header（表头的字）至少要写一样。";
            return Err(self.wrong(spanned, message));
        }
        let is_placed = !pin.header.is_empty() || pin.header_rows.is_some() || pin.rows.is_some();
        if !is_placed && pin.layout != Some(Layout::None) {
            let message = "这一段 [[form]] 没有说表在哪里：header（表头的字）、header_rows（表头在第几行）、\
                           rows（内容在第几行到第几行，没有表头的用它）至少要写一样。";
            return Err(self.wrong(spanned, message));
        }
        Ok(pin)
    }

    fn layout(&self, written: &Spanned<String>) -> Result<Layout, TomlError> {
        let word = written.get_ref().trim();
        if word == "none" {
            return Ok(Layout::None);
        }
        Kind::called(word).map(Layout::Table).ok_or_else(|| {
            let known: Vec<String> =
                Kind::ALL.iter().map(|kind| format!("{}（{}）", kind.id(), kind.title())).collect();
            let message = format!("layout 不能写「{word}」。可以写的有：{}、none（这张表不用）。", known.join("、"));
            self.wrong(written, message)
        })
    }

    fn rows(&self, written: &Spanned<Rows>, may_be_open: bool) -> Result<RangeInclusive<u32>, TomlError> {
        let read = match written.get_ref() {
            Rows::One(row) => Some((*row, *row)),
            Rows::Text(text) => {
                let (first, last) = text.split_once(['-', '－', '~', '～', '—']).unwrap_or((text, text));
                let number = |text: &str| text.trim().parse::<u32>().ok();
                let open = Some(CellRef::LAST_ROW + 1).filter(|_| may_be_open && last.trim().is_empty());
                number(first).zip(number(last).or(open))
            }
        };
        let is_possible = |(first, last): &(u32, u32)| *first >= 1 && first <= last && *last <= CellRef::LAST_ROW + 1;
        read.filter(is_possible).map(|(first, last)| first - 1..=last - 1).ok_or_else(|| {
            let open = if may_be_open { "，到底的写 \"5-\"" } else { "" };
            self.wrong(written, format!("这里要写 Excel 的行号，一行写 3，几行写 \"3-4\"{open}。"))
        })
    }

    fn column_pins(&self, form: &FormProfile) -> Result<Vec<ColumnPin>, TomlError> {
        let mut pins = Vec::with_capacity(form.columns.len());
        for (named, means) in &form.columns {
            let name = named.get_ref();
            self.refuse_open(Some(means), &format!("「{name}」这一栏"))?;
            let line = self.wrong(means, "").line;
            let pin = ColumnPin::new(line, name, means.get_ref(), self.columns, self.rules, self.year);
            pins.push(pin.map_err(|near| {
                let near = if near.is_empty() { String::new() } else { format!("最接近的有：{}。", near.join("、")) };
                let item = self.rules.items.first().map_or("", |item| item.id.as_str());
                let message = format!(
                    "「{name}」这一栏写的「{}」不认识。{near}可以写标准的栏名（如 \"姓名\"、\"日期\"）、项目的编号或名称、\
                     项目和期间（如 \"{item}@2025-03\"）、期间（如 \"2025-03\"），不用的写 \"-\"。",
                    means.get_ref()
                );
                self.wrong(means, message)
            })?);
        }
        // The order in which they are written: a map has lost it.
        pins.sort_by_key(|pin| pin.line);
        Ok(pins)
    }

    fn stated(&self, written: &Spanned<String>) -> Stated {
        Stated::read(self.wrong(written, "").line, written.get_ref())
    }

    fn refuse_open(&self, written: Option<&Spanned<String>>, what: &str) -> Result<(), TomlError> {
        match written.filter(|written| matches!(written.get_ref().trim(), OPEN | "？")) {
            Some(written) => {
                let message = format!("{what}还是「?」，要由人填好才能用；用不到的栏写 \"-\"。");
                Err(self.wrong(written, message))
            }
            None => Ok(()),
        }
    }

    fn wrong<T>(&self, place: &Spanned<T>, message: impl Into<String>) -> TomlError {
        TomlError::at(self.text, place.span().start, message)
    }
}
