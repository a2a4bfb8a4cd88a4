//! A workbook of another year: what it enters happened in that year, and its titles do not name this one.

use std::collections::BTreeMap;

use chrono::Datelike;

use super::{Wrong, in_use};
use crate::layout::codes::L123;
use crate::model::When;
use crate::pipeline::gather::{Gathered, ReadFile};
use crate::pipeline::options::Settings;

/// Of this many parts of the dates…
const PARTS: usize = 10;
/// … so many have to lie in another year.
const IN_ANOTHER: usize = 9;
/// … and of the year that is computed no more dates than these few, or one of so many: a ledger that is carried on for
/// years has its part of this one too.
const STRAYS: usize = 2;
const ONE_OF: usize = 50;
/// Where no title names a year, fewer dates tell nothing: they are judged one by one.
const FEW: usize = 5;

/// Words of titles that say of what year a form is, not what is entered in it.
const OF_FORMS: [&str; 6] = ["版", "印", "修订", "号", "施行", "发布"];

/// Files of another year than the one that is computed. Where nobody named it, all files together tell it.
pub fn of_another_year(gathered: &Gathered, settings: &Settings) -> Vec<Wrong> {
    let years: Vec<(usize, &ReadFile, Years)> =
        in_use(gathered).map(|(at, file)| (at, file, Years::of(file))).collect();
    let Some(wanted) = settings.period.map(|period| period.year()).or_else(|| agreed(&years)) else {
        return Vec::new();
    };
    let judge = |(at, file, years): (usize, &ReadFile, Years)| {
        let total: usize = years.0.values().sum();
        let others = years.0.iter().filter(|(year, _)| **year != wanted);
        let (most, _) = others.clone().max_by_key(|(_, count)| **count)?;
        let elsewhere: usize = others.map(|(_, count)| count).sum();
        let titled = &file.recognised.claims.years;
        let here = total - elsewhere;
        let is_of_this = here > STRAYS && here * ONE_OF > total;
        let is_plain =
            !is_of_this && elsewhere * PARTS >= total * IN_ANOTHER && (total >= FEW || titled.contains(most));
        if !is_plain || titled.contains(&wanted) {
            return None;
        }
        let shown = &file.original.shown;
        let titles = if titled.contains(most) { format!("标题写的是 {most} 年，") } else { String::new() };
        let how_many = if elsewhere == total { "都".to_owned() } else { format!("有 {elsewhere} 条") };
        let message = format!(
            "「{shown}」看来是 {most} 年的表：{titles}看得出年份的 {total} 条登记{how_many}不在 {wanted} 年。\
             这次统计 {wanted} 年，整个文件没有使用。"
        );
        let help =
            format!("请换成 {wanted} 年的表。确是 {wanted} 年的事、只是年份写错了的，把标题和日期里的年份改过来再报。");
        Some(Wrong { at, says: L123.says(message).in_file(shown).advise(help) })
    };
    years.into_iter().filter_map(judge).collect()
}

/// How many dates lie in which year.
struct Years(BTreeMap<i32, usize>);

impl Years {
    fn of(file: &ReadFile) -> Self {
        let mut years = BTreeMap::new();
        let titled = titled(file);
        for part in &file.recognised.parts {
            // A figure without a period of its own is of the year that the title names.
            let undated =
                part.lines.iter().filter(|line| line.entry.when.is_none() && line.entry.col.is_some()).count();
            if let Some(year) = titled.filter(|_| undated > 0) {
                *years.entry(year).or_default() += undated;
            }
            let lines = part.lines.iter().filter_map(|line| line.entry.when);
            let records = part.records.iter().flat_map(|line| &line.records).filter_map(|record| record.when);
            for year in lines.chain(records).map(When::to) {
                *years.entry(year.year()).or_default() += 1;
            }
        }
        Self(years)
    }
}

/// The one year that titles name as that of their tables: not when the form was made (2024年12月印制), nor by which
/// document.
fn titled(file: &ReadFile) -> Option<i32> {
    let claims = &file.recognised.claims;
    let is_of_form = |line: &&String| OF_FORMS.iter().any(|word| line.contains(word));
    claims.year().filter(|_| !claims.lines.iter().any(|line| is_of_form(&line)))
}

/// The year in which nine tenths of all dates lie.
fn agreed(files: &[(usize, &ReadFile, Years)]) -> Option<i32> {
    let mut years: BTreeMap<i32, usize> = BTreeMap::new();
    for (year, count) in files.iter().flat_map(|(.., years)| &years.0) {
        *years.entry(*year).or_default() += count;
    }
    let total: usize = years.values().sum();
    years.into_iter().find(|(_, count)| count * PARTS >= total * IN_ANOTHER).map(|(year, _)| year)
}
