//! What heads a column: the words above it, from the outermost group down, and what they mean.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;

use super::cells::shown;
use super::columns::{Columns, Meaning};
use super::dates::{Written, read_date};
use super::declared::heads_column;
use super::kind::Dictionary;
use super::periods::{read_bare_month, read_period};
use super::rows::{is_ballot_word, is_evaluation_word, is_sum};
use crate::model::text::{compact, header, person, without_remarks, without_zeros};
use crate::model::{CellRef, Field, Period};
use crate::rules::{Item, ItemMatch, RuleSet};
use crate::workbook::{Cell, Value};

/// The words above a column.
#[derive(Clone, Debug, Default)]
pub struct Heading {
    /// The lowest cell with one of them.
    pub at: CellRef,
    /// The words, compact, from the top; each cell once.
    pub path: Vec<String>,
    /// The day that it stands for, where a cell is a true date.
    pub moment: Option<NaiveDate>,
}

/// What the figures under a heading count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Points: what the item comes to.
    Points,
    /// Points that were added or taken off.
    Change,
    /// How often.
    Times,
}

/// What a heading means besides the words of the dictionaries.
#[derive(Clone, Debug, Default)]
pub struct Sense {
    /// As a column of a table of people.
    pub people: Option<Meaning>,
    /// As a column of a table of events.
    pub events: Option<Meaning>,
    /// As a column of a table of decisions.
    pub decisions: Option<Meaning>,
    /// The item that it names.
    pub item: Option<usize>,
    /// What its figures count, where it says so.
    pub measure: Option<Measure>,
    /// The period that it names.
    pub period: Option<Period>,
    /// The day that it names.
    pub day: Option<NaiveDate>,
    /// Whether it heads sums of other columns: 合计, 平均, 名次.
    pub sum: bool,
    /// Whether its words only resemble those of the dictionary.
    pub resembles: bool,
    /// Whether it heads votes, what evaluators gave, or a column of a table that the rule set declares.
    pub told: bool,
}

impl Sense {
    /// Whether anything at all is known of it.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.is_word() || self.is_cell_of_a_grid()
    }

    /// Whether it is a word of a dictionary, or of a declared table.
    #[must_use]
    pub fn is_word(&self) -> bool {
        self.people.or(self.events).or(self.decisions).is_some() || self.told
    }

    /// Whether it heads figures or marks of a table that has them for each member.
    #[must_use]
    pub fn is_cell_of_a_grid(&self) -> bool {
        self.item.is_some() || self.period.is_some() || self.day.is_some() || self.sum
    }

    /// Its meaning in a dictionary.
    #[must_use]
    pub fn meaning(&self, dictionary: Dictionary) -> Option<Meaning> {
        match dictionary {
            Dictionary::People => self.people,
            Dictionary::Events => self.events,
            Dictionary::Decisions => self.decisions,
        }
    }

    /// The field that it is in a dictionary.
    #[must_use]
    pub fn field(&self, dictionary: Dictionary) -> Option<Field> {
        match self.meaning(dictionary) {
            Some(Meaning::Field(field)) => Some(field),
            _ => None,
        }
    }
}

impl Heading {
    /// Adds what a cell above the column says.
    pub fn add(&mut self, cell: &Cell) {
        let text = header(&shown(cell));
        if let Value::Date(moment) = &cell.value {
            self.moment = Some(moment.date());
        }
        if text.contains(char::is_alphanumeric) || ["√", "×"].contains(&text.as_str()) {
            self.at = cell.at;
            self.path.push(text);
        }
    }

    /// The lowest words.
    #[must_use]
    pub fn leaf(&self) -> &str {
        self.path.last().map_or("", String::as_str)
    }

    /// Whether nothing is written above the column.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.path.is_empty()
    }
}

/// So many headings are kept with what they mean.
const KEPT: usize = 20_000;

/// What headings mean, for one run.
pub struct Dictionaries<'a> {
    /// The words of columns.
    pub columns: &'a Columns,
    /// The items.
    pub rules: &'a RuleSet,
    /// The year of months and days without one.
    pub year: Option<i32>,
    /// The members that rosters list: their names may head columns.
    members: Option<&'a BTreeSet<String>>,
    /// What was found before: rows are tried as headers again and again.
    found: RefCell<HashMap<Vec<String>, Sense>>,
}

impl<'a> Dictionaries<'a> {
    /// The dictionaries of a run.
    #[must_use]
    pub fn new(columns: &'a Columns, rules: &'a RuleSet, year: Option<i32>) -> Self {
        Self { columns, rules, year, members: None, found: RefCell::default() }
    }

    /// The same, for sheets whose columns may be headed by these names.
    #[must_use]
    pub fn with_members(&self, members: &'a BTreeSet<String>) -> Self {
        Self { members: Some(members), ..Self::new(self.columns, self.rules, self.year) }
    }

    /// What a heading means.
    #[must_use]
    pub fn sense(&self, heading: &Heading) -> Sense {
        if heading.moment.is_some() {
            return self.look_up(heading);
        }
        if let Some(sense) = self.found.borrow().get(&heading.path) {
            return sense.clone();
        }
        let sense = self.look_up(heading);
        let mut found = self.found.borrow_mut();
        if found.len() >= KEPT {
            found.clear();
        }
        found.insert(heading.path.clone(), sense.clone());
        sense
    }

    fn look_up(&self, heading: &Heading) -> Sense {
        let mut sense = Sense::default();
        let [.., leaf] = heading.path.as_slice() else { return sense };
        let find = |dictionary| {
            let joined = || Some(heading.path.concat()).filter(|_| heading.path.len() > 1);
            // 编号 and 名称 under 记分项目 are the item's, whatever the group is called.
            let of_item = || {
                let [.., group, leaf] = heading.path.as_slice() else { return None };
                let is_item = ["项目", "事项", "条目", "指标"].iter().any(|word| group.ends_with(word));
                (is_item && leaf.chars().count() == 2).then(|| format!("项目{leaf}"))
            };
            let find = |text: &str| self.columns.find(dictionary, text);
            of_item().and_then(|item| find(&item)).or_else(|| find(leaf)).or_else(|| find(&joined()?))
        };
        (sense.people, sense.events, sense.decisions) =
            (find(Dictionary::People), find(Dictionary::Events), find(Dictionary::Decisions));
        sense.sum = is_sum(&bare(leaf));
        sense.told = self.members.is_some_and(|members| members.contains(&person(leaf)))
            || is_ballot_word(leaf)
            || is_evaluation_word(leaf)
            || heads_column(self.rules, leaf);
        if let (true, [.., group, _]) = (sense.sum, heading.path.as_slice()) {
            // The sum of a group is no total of the whole: 增加分／合计 is the category's.
            let of_group = self.columns.find(Dictionary::People, group);
            let is_category = |meaning: &Meaning| matches!(meaning, Meaning::Field(Field::CategoryTotal(_)));
            sense.people = Some(of_group.filter(is_category).unwrap_or(Meaning::Unused));
        }
        sense.measure = heading.path.iter().rev().find_map(|words| measure(words));
        sense.item =
            heading.path.iter().rev().find_map(|words| self.item(words)).or_else(|| self.item_of_group(heading));
        sense.day = heading.moment.or_else(|| heading.path.iter().rev().find_map(|words| self.day(words)));
        if sense.day.is_none() {
            sense.period = self.period(&heading.path);
        }
        sense
    }

    /// The item that words name by number or name, with or without unit and maximum: J04志愿服务（15分）.
    #[must_use]
    pub fn item(&self, words: &str) -> Option<usize> {
        match item_in(words, self.rules) {
            ItemMatch::Found(item) => Some(item),
            _ => None,
        }
    }

    /// The item whose number stands half above and half below: 基础分（J） over 01.
    fn item_of_group(&self, heading: &Heading) -> Option<usize> {
        let [.., group, leaf] = heading.path.as_slice() else { return None };
        let prefix = group.strip_suffix(')')?.rsplit_once('(')?.1;
        match self.rules.find_item(Some(&format!("{prefix}{leaf}")), None) {
            ItemMatch::Found(item) => Some(item),
            _ => None,
        }
    }

    /// The one item that a title names, by number or name.
    #[must_use]
    pub fn only_item_in(&self, title: &str) -> Option<usize> {
        let title = compact(title);
        let named = |item: &Item| title.contains(&compact(&item.title));
        let mut items = self.rules.items.iter().enumerate().filter(|(_, item)| named(item));
        match (items.next(), items.next()) {
            (Some((index, _)), None) => Some(index),
            _ => None,
        }
    }

    fn day(&self, words: &str) -> Option<NaiveDate> {
        // Behind the day may stand what was held on it: 3月15日党课.
        let day = words.find(['日', '号']).and_then(|end| words.get(..end + '日'.len_utf8())).unwrap_or(words);
        match read_date(day, self.year)? {
            Written::Day(day) => Some(day),
            _ => None,
        }
    }

    /// A period that the words name; a bare 3 is a month where a 季度 or 月份 stands above it.
    fn period(&self, path: &[String]) -> Option<Period> {
        path.iter().enumerate().rev().find_map(|(depth, words)| {
            let words = without_remarks(words);
            let above = path.get(..depth).unwrap_or_default();
            let of_months = || above.iter().any(|above| above.contains('季') || above.contains('月'));
            read_period(&words, self.year)
                .or_else(|| if of_months() { Period::month_of(self.year?, read_bare_month(&words)?) } else { None })
        })
    }
}

/// The item that a text is about: by number, name or both, with or without unit, maximum and rule behind them, as in
/// 志愿服务得分 or J01政治学习（20分）：缺学一次扣2分.
pub fn item_in(words: &str, rules: &RuleSet) -> ItemMatch {
    let whole = rules.find_item_in(words);
    if !matches!(whole, ItemMatch::Unknown) {
        return whole;
    }
    let bare = bare(&compact(words));
    let shorter = MEASURES.iter().find_map(|word| bare.strip_suffix(word));
    let before_rule = bare.split_once([':', ',', '。', ';']).map(|(before, _)| before);
    let mut found =
        [Some(bare.as_str()), shorter, before_rule].into_iter().flatten().map(|text| rules.find_item_in(text));
    let fits = |found: &ItemMatch| !matches!(found, ItemMatch::Unknown | ItemMatch::Missing);
    found.find(fits).or_else(|| by_short_number(&bare, rules)).unwrap_or(whole)
}

/// J1学习 for J01政治学习: a number without its zeros, and part of the same item's name.
fn by_short_number(text: &str, rules: &RuleSet) -> Option<ItemMatch> {
    let letters = text.find(|c: char| !c.is_ascii_alphabetic())?;
    let end = text.get(letters..)?.find(|c: char| !c.is_ascii_digit())? + letters;
    let (number, name) = (text.get(letters..end)?, text.get(end..)?);
    let is_short_for = |item: &Item| {
        let own = item.id.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        let prefix = item.id.strip_suffix(own).unwrap_or_default();
        let same = prefix.eq_ignore_ascii_case(text.get(..letters).unwrap_or_default());
        same && !number.is_empty() && without_zeros(own) == without_zeros(number) && item.may_be_called(name)
    };
    let mut fitting = (0..).zip(&rules.items).filter(|(_, item)| is_short_for(item));
    match (fitting.next(), fitting.next()) {
        (Some((item, _)), None) => Some(ItemMatch::Found(item)),
        _ => None,
    }
}

/// Words with which a heading says what its figures count.
const MEASURES: [&str; 10] = ["得分", "积分", "分值", "分数", "次数", "件数", "月数", "加分", "扣分", "情况"];

/// The words without remarks in brackets, and without the maximum that closes them: 志愿服务15分.
fn bare(words: &str) -> String {
    let bare = without_remarks(words);
    let ending =
        bare.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '~' | '分' | '次' | '/'));
    let has_points = bare
        .get(ending.len()..)
        .is_some_and(|rest| rest.contains('分') && rest.starts_with(|c: char| c.is_ascii_digit()));
    if has_points && !ending.is_empty() { ending.trim_end_matches("满分").to_owned() } else { bare }
}

fn measure(words: &str) -> Option<Measure> {
    // 政治学习（满分20分，缺学一次扣2分） states what is left: what stands in brackets is the rule, if it says more than a unit.
    let bare = without_remarks(words);
    let words = if words.chars().count() > bare.chars().count() + 8 { bare.as_str() } else { words };
    if words.contains('扣') || words.contains("加分") {
        return Some(Measure::Change);
    }
    let counts = ["次数", "件数", "月数", "(次)", "(件)", "单位:次", "单位:件", "个月"];
    if counts.iter().any(|count| words.contains(count)) {
        return Some(Measure::Times);
    }
    (words.contains("得分") || words.contains("积分") || words.contains("分值")).then_some(Measure::Points)
}
