//! 花名册: those who are members, and how much is entered for each of them.

use super::form::Form;
use super::lists::Lists;
use super::slot::{NOBODY, Slot};
use super::{Template, TemplateBranch, TemplateForm};
use crate::layout::{Dictionary, usual_name};
use crate::model::{CellRef, Choices, FactValue, Field, Member, Table, TableCell};
use crate::rules::RuleSet;

/// The name of the sheet.
const NAME: &str = "花名册";
/// Rows for those who are not listed yet.
const MORE: u32 = 10;

/// The roster, and where others find it.
pub struct Roster {
    /// The column of names, counted from 0.
    name_col: u32,
    /// How many rows it has.
    length: u32,
}

/// A column of the roster.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Of(Field),
    /// So many lines were entered.
    Lines,
    /// The points that were written for them.
    Points,
}

impl Roster {
    /// The roster of a workbook.
    pub fn new(template: &Template<'_>) -> Self {
        let members = u32::try_from(template.branch.map_or(0, |branch| branch.members.len())).unwrap_or(0);
        let name_col = parts(template).iter().position(|part| *part == Part::Of(Field::Name)).unwrap_or(0);
        Self { name_col: u32::try_from(name_col).unwrap_or(0), length: if members == 0 { 60 } else { members + MORE } }
    }

    /// The names to choose from.
    pub fn names(&self) -> Choices {
        let letters = CellRef::new(0, self.name_col).column_letters();
        let first = Form::first(0, 0, true);
        let last = first + self.length - 1;
        let corner = format!("'{NAME}'!${letters}${first}");
        Choices::Cells(format!("OFFSET({corner},0,0,MAX(1,COUNTA({corner}:${letters}${last})),1)"))
    }

    /// The sheet.
    pub fn table(&self, template: &Template<'_>) -> Table {
        let lists = Lists::new(template.rules);
        let first = Form::first(0, 0, true);
        let parts = parts(template);
        let slots = (0..).zip(&parts).map(|(col, part)| slot(template, *part, &lists, CellRef::new(first - 1, col)));
        let mut form = Form::new(NAME, template.title("党员花名册"), slots.collect());
        form.frozen = u16::try_from(self.name_col + 1).unwrap_or(3);
        form.length = self.length;
        let mut members = template.branch.map_or(&[][..], |branch| &branch.members).iter();
        form.rows = (first..first + self.length)
            .zip(1..)
            .map(|(row, serial)| {
                let member = members.next();
                let cells = parts.iter().map(|part| match part {
                    Part::Of(field) => member.map_or(TableCell::Empty, |m| value(template.rules, m, serial, *field)),
                    Part::Lines | Part::Points => self.sum(template, *part, row),
                });
                cells.collect()
            })
            .collect();
        form.table()
    }

    /// What the ledger holds for the member of a row.
    fn sum(&self, template: &Template<'_>, part: Part, row: u32) -> TableCell {
        let name = format!("${}{row}", CellRef::new(0, self.name_col).column_letters());
        let Some((names, points)) = super::ledger::columns_of_sums(template) else { return TableCell::Empty };
        let counted = match part {
            Part::Points => format!("SUMIF({names},{name},{points})"),
            _ => format!("COUNTIF({names},{name})"),
        };
        // No empty text for rows without a name: spreadsheet programs keep 0 for it until they reckon anew.
        TableCell::counting(format!("IF({name}=\"\",0,{counted})"), 0)
    }
}

fn parts(template: &Template<'_>) -> Vec<Part> {
    let facts = (0..template.rules.member_facts.len()).map(Field::Fact);
    let mut fields = vec![Field::Serial, Field::Name, Field::Code];
    let has_aliases = |branch: &TemplateBranch| branch.members.iter().any(|member| !member.aliases.is_empty());
    fields.extend(template.branch.is_some_and(has_aliases).then_some(Field::Alias));
    fields.extend([Field::Sex, Field::Born, Field::Joined, Field::Standing]);
    fields.extend(facts);
    fields.extend([Field::Came, Field::Left, Field::Died]);
    let mut parts: Vec<Part> = fields.into_iter().map(Part::Of).collect();
    if template.form == TemplateForm::Ledger {
        parts.extend([Part::Lines, Part::Points]);
    }
    parts.push(Part::Of(Field::Remark));
    parts
}

fn slot(template: &Template<'_>, part: Part, lists: &Lists, at: CellRef) -> Slot {
    let rules = template.rules;
    let words = |words: &[&str]| Choices::Words(words.iter().map(|word| (*word).to_owned()).collect());
    let Part::Of(field) = part else {
        let (header, note) = match part {
            Part::Points => ("已填分值合计", "由公式从「积分登记」得出，不用填。只是写了分值的那些条的和，不是得分。"),
            _ => ("登记条数", "由公式从「积分登记」得出，不用填。"),
        };
        let slot = Slot::short(header, 9, note);
        return slot.reckoned();
    };
    let header = usual_name(rules, Dictionary::People, field);
    match field {
        Field::Serial => Slot::serial(header),
        Field::Code => Slot::code(header, "有重名的必须写，好分清是谁；没有编号、没有重名的空着。"),
        Field::Name => Slot::short(header, 12, "一人一行。").must().like(TableCell::words(NOBODY)),
        Field::Sex => Slot::short(header, 6, "").of(words(&["男", "女"])).like(TableCell::words("男")),
        Field::Born => {
            let slot = Slot::code(header, "写年月，如 1980-03；知道日子的写 1980-03-15。");
            slot.like(TableCell::words("1980-03"))
        }
        Field::Joined => {
            let joined = chrono::NaiveDate::from_ymd_opt(2005, 7, 1).map_or(TableCell::Empty, TableCell::Day);
            Slot::day(header, None, None, "写年月日，如 2005-07-01。").like(joined)
        }
        Field::Standing => {
            let slot = Slot::short(header, 9, "正式党员写「正式」，预备党员写「预备」。");
            slot.must().of(words(&["正式", "预备"])).like(TableCell::words("正式"))
        }
        Field::Came => Slot::day(header, None, None, "今年转入的写；一直在本支部的空着。"),
        Field::Left => Slot::day(header, None, None, "转出的写转出那一天，不要删去这一行。"),
        Field::Died => Slot::day(header, None, None, "去世的写日期，不要删去这一行。"),
        Field::Fact(index) => match rules.member_facts.get(index) {
            Some(fact) => Slot::declared(template, fact, None, lists, at),
            None => Slot::words(header, 10, ""),
        },
        _ => Slot::words(header, 14, ""),
    }
}

/// What a roster that was read says of a member.
fn value(rules: &RuleSet, member: &Member, serial: i64, field: Field) -> TableCell {
    let words = |text: &Option<String>| text.as_deref().map_or(TableCell::Empty, TableCell::words);
    let day = |day: Option<chrono::NaiveDate>| day.map_or(TableCell::Empty, TableCell::Day);
    match field {
        Field::Serial => TableCell::Whole(serial),
        Field::Name => TableCell::words(&name_of(member)),
        // Where the roster has a number of its own, its serial is another one.
        Field::Code => own_code(member).map_or(TableCell::Empty, |code| TableCell::Text(code.to_owned())),
        Field::Alias if !member.aliases.is_empty() => TableCell::words(&member.aliases.join("、")),
        Field::Sex => words(&member.sex),
        Field::Born => member.born.map_or(TableCell::Empty, |born| TableCell::Text(born.to_string())),
        Field::Joined => member.joined.map_or(TableCell::Empty, |joined| {
            let whole = joined.day.and_then(|day| chrono::NaiveDate::from_ymd_opt(joined.year, joined.month, day));
            whole.map_or_else(|| TableCell::Text(joined.to_string()), TableCell::Day)
        }),
        Field::Standing => TableCell::words(if member.probationary { "预备" } else { "正式" }),
        Field::Came => day(member.came),
        Field::Left => day(member.left),
        Field::Died => day(member.died),
        Field::Fact(index) => {
            let fact = rules.member_facts.get(index);
            match member.facts.get(index).and_then(Option::as_ref) {
                Some(FactValue::Choice(word)) => {
                    let word = fact.and_then(|fact| fact.one_of.get(*word));
                    word.map_or(TableCell::Empty, |word| TableCell::words(&word.title))
                }
                Some(FactValue::Text(text)) => TableCell::words(text),
                Some(FactValue::Day(day)) => TableCell::Day(*day),
                Some(FactValue::Figure(points)) => TableCell::Points(*points),
                None => TableCell::Empty,
            }
        }
        _ => TableCell::Empty,
    }
}

/// The number that a roster gives a member, where it has numbers besides those of its rows.
fn own_code(member: &Member) -> Option<&str> {
    member.serial.is_some().then_some(member.id.as_str())
}

/// What stands in the column of numbers beside the member's name in other tables: the own number, and where the name
/// alone does not tell who is meant, that of the row.
pub fn number_of(member: &Member, serial: i64) -> TableCell {
    match own_code(member) {
        Some(code) => TableCell::Text(code.to_owned()),
        None if member.namesake => TableCell::Text(serial.to_string()),
        None => TableCell::Empty,
    }
}

/// The name with what a branch writes behind it: 张伟（大）, 李芳（曾用名：李小芳）.
pub fn name_of(member: &Member) -> String {
    let remark = member.remark.as_ref().map_or_else(String::new, |remark| format!("（{remark}）"));
    format!("{}{remark}", member.name)
}
