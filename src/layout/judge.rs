//! What a table is, from the words of its header, what stands around it and what stands below.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use super::band::Band;
use super::class_column::by_class;
use super::columns::Meaning;
use super::declared::judge_declared;
use super::heading::{Dictionaries, Heading, Sense};
use super::item_columns::{item_among_matters, item_column, items_below};
use super::judged::{About, GridColumn, Judged, settle_columns};
use super::kind::{Dictionary, Kind};
use super::labels::Labels;
use super::resemblance::by_content;
use super::rows::{is_ballot_word, is_evaluation_word};
use crate::model::Field;
use crate::model::text::{compact, may_be_name, person};
use crate::workbook::{Row, Value};

/// What is known of a sheet before its tables are judged.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings<'a> {
    /// The sheet's name.
    pub sheet: &'a str,
    /// The members that rosters of the workbook list.
    pub members: &'a BTreeSet<String>,
    /// How many rows of a table are looked at to tell its kind.
    pub rows_looked_at: usize,
}

/// What a table is; `None` where its words are too few to tell.
#[must_use]
pub fn judge(
    band: &Band,
    data: &[Row<'_>],
    title: &str,
    labels: &Labels,
    words: &Dictionaries<'_>,
    around: &Surroundings<'_>,
) -> Option<Judged> {
    let band = &*by_class(by_content(band, data, labels, around.members, words), data, words);
    if let Some(declared) = judge_declared(band, data, title, words, around) {
        return Some(declared);
    }
    let signs = Signs::new(band, data, title, labels, words, around);
    let kind = signs.kind()?;
    Some(signs.judged(kind))
}

/// What the columns of a table mean that somebody said the kind of.
#[must_use]
pub fn judge_as(
    kind: Kind,
    band: &Band,
    data: &[Row<'_>],
    title: &str,
    labels: &Labels,
    words: &Dictionaries<'_>,
    around: &Surroundings<'_>,
) -> Judged {
    Signs::new(band, data, title, labels, words, around).judged(kind)
}

/// What speaks for one kind or another.
struct Signs<'a> {
    band: &'a Band,
    data: &'a [Row<'a>],
    around: &'a Surroundings<'a>,
    names: String,
    people: BTreeMap<Field, u32>,
    events: BTreeMap<Field, u32>,
    decisions: BTreeMap<Field, u32>,
    /// The member stands above the table, or gives the sheet its name.
    member_beside: bool,
    title_item: Option<usize>,
    /// The column in whose cells items stand, where its heading does not say so, or another column's says it wrongly.
    item_col: Option<u32>,
    /// Whether items of the rule set stand below a column that is headed so.
    has_items_below: bool,
    /// The column of 事项 that names items, beside another that says what they were about.
    matter_item: Option<u32>,
}

impl<'a> Signs<'a> {
    fn new(
        band: &'a Band,
        data: &'a [Row<'a>],
        title: &str,
        labels: &Labels,
        words: &Dictionaries<'_>,
        around: &'a Surroundings<'a>,
    ) -> Self {
        // Of two columns of one field the first is it, and one that is called so before one that is called nearly so.
        let fields = |dictionary| {
            let (near, exact): (Vec<_>, Vec<_>) = band.columns.iter().rev().partition(|(_, sense)| sense.resembles);
            let columns = near.into_iter().chain(exact);
            columns.filter_map(|(heading, sense)| Some((sense.field(dictionary)?, heading.at.col))).collect()
        };
        let sheet_member = around.members.contains(&person(around.sheet));
        let people: BTreeMap<Field, u32> = fields(Dictionary::People);
        let events: BTreeMap<Field, u32> = fields(Dictionary::Events);
        let item_col = item_column(band, data, &events, words);
        let named_item = labels.text(Field::ItemName).or_else(|| labels.text(Field::ItemNumber));
        Self {
            band,
            data,
            around,
            names: format!("{}{}", compact(around.sheet), compact(title)),
            people,
            has_items_below: [Field::ItemNumber, Field::ItemName]
                .iter()
                .filter_map(|field| events.get(field))
                .any(|col| items_below(band, data, *col, words).is_some()),
            matter_item: item_among_matters(band, data, words).filter(|_| !events.contains_key(&Field::ItemName)),
            events,
            item_col,
            decisions: fields(Dictionary::Decisions),
            member_beside: labels.asks_for_member || sheet_member,
            title_item: named_item.and_then(|item| words.item(item)).or_else(|| words.only_item_in(title)),
        }
    }

    fn kind(&self) -> Option<Kind> {
        let person = self.people.contains_key(&Field::Name);
        let has = |field: Field| self.events.contains_key(&field);
        let item_column = has(Field::ItemNumber) || has(Field::ItemName) || self.item_col.is_some();
        let figures = has(Field::Stated) || has(Field::Price) || has(Field::Added) || has(Field::Taken);
        let (items, periods, days) = (self.items(), self.periods(), self.days());
        if self.decides() {
            return Some(Kind::Decisions);
        }
        if items >= 1 && person && !item_column && !has(Field::Date) {
            return Some(Kind::Matrix);
        }
        if item_column && !person && !has(Field::Date) && self.members_as_headings() >= 2 {
            return Some(Kind::Matrix);
        }
        if item_column && !person && periods >= 2 {
            return self.member_beside.then_some(Kind::Card);
        }
        let own = self.events.keys().filter(|field| is_own_of_ledger(**field)).count();
        if own >= 4 || (own >= 3 && (person || self.member_beside)) || (self.member_beside && item_column && figures) {
            let is_card = !has(Field::Name) && self.member_beside;
            let is_events = person || has(Field::Date) || is_card;
            return is_events.then_some(if is_card { Kind::Card } else { Kind::Ledger });
        }
        // Who was where on which day, and what it was about: a ledger in which the items are missing.
        if person && has(Field::Date) && has(Field::Matter) && self.own_of_roster() < 2 {
            return Some(Kind::Ledger);
        }
        let ballots = self.leaves(is_ballot_word);
        if person && (ballots >= 2 || (ballots == 1 && self.own_of_roster() < 2)) {
            return Some(Kind::Ballot);
        }
        if person && (days >= 1 || (periods >= 2 && self.title_item.is_none() && self.holds_marks())) {
            return Some(Kind::Attendance);
        }
        if person && periods >= 2 {
            return Some(if self.title_item.is_some() { Kind::Matrix } else { Kind::Summary });
        }
        if self.lists_people() {
            return Some(Kind::Roster);
        }
        if person && self.leaves(is_evaluation_word) >= 2 {
            return Some(Kind::Evaluation);
        }
        let totals = self.people.keys().filter(|field| matches!(field, Field::Total | Field::CategoryTotal(_))).count();
        let of_branches = !person && self.people.contains_key(&Field::Branch) && self.band.columns.len() >= 4;
        ((person && totals >= 1) || (of_branches && !self.names.contains("名册"))).then_some(Kind::Summary)
    }

    fn decides(&self) -> bool {
        let has = |field: &Field| self.decisions.contains_key(field);
        let own = [Field::Grade, Field::Outcome, Field::Reason, Field::Date].iter().filter(|field| has(field)).count();
        has(&Field::Name) && has(&Field::Grade) && has(&Field::Outcome) && own >= 3
    }

    /// A roster is known by several of its own words together; its name alone proves nothing.
    fn lists_people(&self) -> bool {
        let person = self.people.contains_key(&Field::Name);
        let own = self.own_of_roster();
        let called_so = self.names.contains("名册") || self.names.contains("名单");
        let of_members = own >= 1 && self.names.contains("党员") && self.people.contains_key(&Field::Serial);
        let identified =
            self.people.contains_key(&Field::Identity) || (self.people.contains_key(&Field::Code) && own >= 1);
        own >= 3 || (person && (own >= 2 || identified || of_members || (called_so && self.people.len() >= 2)))
    }

    fn own_of_roster(&self) -> usize {
        self.people.keys().filter(|field| is_own_of_roster(**field)).count()
    }

    fn items(&self) -> usize {
        self.senses().filter(|sense| sense.item.is_some() && !sense.sum).count()
    }

    fn periods(&self) -> usize {
        self.senses().filter(|sense| sense.period.is_some() && sense.item.is_none() && !sense.sum).count()
    }

    fn days(&self) -> usize {
        self.senses().filter(|sense| sense.day.is_some()).count()
    }

    fn senses(&self) -> impl Iterator<Item = &Sense> {
        self.band.columns.iter().map(|(_, sense)| sense)
    }

    fn leaves(&self, is_word: fn(&str) -> bool) -> usize {
        self.band.columns.iter().filter(|(heading, _)| is_word(heading.leaf())).count()
    }

    fn members_as_headings(&self) -> usize {
        self.band.columns.iter().filter(|(heading, sense)| self.heads_member(heading, sense)).count()
    }

    /// Whether a heading is a member's name: one of the roster's, or beside a column of items what can only be one.
    fn heads_member(&self, heading: &Heading, sense: &Sense) -> bool {
        let name = person(heading.leaf());
        self.around.members.contains(&name)
            || (self.around.members.is_empty() && self.has_items_below && !sense.is_known() && may_be_name(&name))
    }

    /// Whether what stands below the periods is marks and no figures.
    fn holds_marks(&self) -> bool {
        let cols: Vec<u32> = self
            .band
            .columns
            .iter()
            .filter(|(_, sense)| sense.period.is_some())
            .map(|(heading, _)| heading.at.col)
            .collect();
        let cells = || self.data.iter().flat_map(|row| cols.iter().filter_map(|col| row.get(*col)));
        let marks = cells()
            .filter(|cell| matches!(&cell.value, Value::Text(text) if !text.contains(|c: char| c.is_ascii_digit())));
        marks.count() * 2 > cells().count()
    }

    fn judged(self, kind: Kind) -> Judged {
        let mut judged = Judged {
            kind,
            declared: None,
            fields: BTreeMap::new(),
            grid: Vec::new(),
            unknown: Vec::new(),
            near: Vec::new(),
            repeated: Vec::new(),
            headed: self.band.columns.len(),
            item: self.title_item,
        };
        let dictionary = kind.dictionary();
        // Where members head the columns, the rows are items: their columns are those of a ledger.
        let turned = kind == Kind::Matrix && self.members_as_headings() > 0;
        let (near, exact): (Vec<_>, Vec<_>) = self.band.columns.iter().partition(|(_, sense)| sense.resembles);
        for (heading, sense) in exact.into_iter().chain(near) {
            let col = heading.at.col;
            if self.item_col == Some(col) {
                continue;
            }
            if self.matter_item == Some(col) {
                judged.fields.insert(Field::ItemName, col);
                continue;
            }
            if let Some(about) = self.about(kind, heading, sense) {
                judged.grid.push(GridColumn { col, measure: sense.measure, about });
            }
            match sense.meaning(dictionary).or_else(|| if turned { sense.events } else { step_of(sense) }) {
                Some(Meaning::Field(field)) if !is_only_in_grid(kind, field, sense) => match judged.fields.entry(field)
                {
                    Entry::Vacant(place) => {
                        place.insert(col);
                        judged.near.extend(sense.resembles.then_some((field, col)));
                    }
                    // A card says in several columns what an item is about; one of them names it.
                    Entry::Occupied(_) if kind == Kind::Card && field == Field::ItemName => {}
                    Entry::Occupied(_) if sense.resembles => judged.unknown.push(col),
                    Entry::Occupied(_) => judged.repeated.push((field, col)),
                },
                Some(_) => {}
                None if judged.grid.last().is_some_and(|column| column.col == col) => {}
                None => judged.unknown.push(col),
            }
        }
        if let Some(col) = self.item_col {
            judged.fields.insert(Field::ItemName, col);
        }
        settle_columns(&mut judged);
        judged
    }

    /// What a column of a grid is about.
    fn about(&self, kind: Kind, heading: &Heading, sense: &Sense) -> Option<About> {
        if sense.sum {
            return Some(About::Sum);
        }
        match kind {
            Kind::Matrix if self.heads_member(heading, sense) => Some(About::Member(person(heading.leaf()))),
            Kind::Matrix => match (sense.item, sense.period) {
                (Some(item), period) => Some(About::Item(item, period)),
                (None, period) => period.map(About::Period),
            },
            Kind::Card | Kind::Summary => sense.period.map(About::Period),
            Kind::Attendance => sense.day.map(About::Day).or(sense.period.map(About::Period)),
            _ => None,
        }
    }
}

/// Steps of the procedure may have a column in any table.
fn step_of(sense: &Sense) -> Option<Meaning> {
    sense.events.filter(|meaning| matches!(meaning, Meaning::Field(Field::Step(_))))
}

/// In a grid the words of items and periods go before those of fields: 党费 is an item there, whatever else it may be.
fn is_only_in_grid(kind: Kind, field: Field, sense: &Sense) -> bool {
    let is_total = matches!(field, Field::Total | Field::CategoryTotal(_));
    kind == Kind::Matrix && sense.item.is_some() && !sense.sum && !is_total
}

fn is_own_of_ledger(field: Field) -> bool {
    matches!(
        field,
        Field::Date
            | Field::Day
            | Field::Registered
            | Field::ItemNumber
            | Field::ItemName
            | Field::Quantity
            | Field::Level
            | Field::Stated
            | Field::Price
            | Field::Matter
            | Field::Evidence
            | Field::Step(_)
            | Field::Own(_)
    )
}

fn is_own_of_roster(field: Field) -> bool {
    matches!(
        field,
        Field::Sex
            | Field::Identity
            | Field::Born
            | Field::Education
            | Field::Joined
            | Field::Standing
            | Field::Came
            | Field::Left
            | Field::Died
            | Field::Fact(_)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::drawn;

    #[test]
    fn votes_marks_and_what_evaluators_gave_are_told_apart() {
        let roster = "# 花名册\n序号|姓名|性别|出生年月|入党时间|党员类别\n1|王伟|男|||正式\n2|李秀英|女|||正式";
        for (sheet, kind) in [
            ("推荐票\n序号|候选人初步人选|性别|推荐意见|另选他人姓名\n1|王伟|男|√|", Kind::Ballot),
            ("统计\n序号|姓名|得票数\n1|王伟|23", Kind::Ballot),
            ("民主评议\n姓名|优秀|合格|基本合格|不合格\n王伟|9|2|0|0", Kind::Ballot),
            ("评价\n序号|姓名|德|能|勤|绩|廉\n1|王伟|18|17|16|15|20", Kind::Evaluation),
            ("打分\n姓名|评委1|评委2|评委3|平均分\n王伟|90|91|92|91", Kind::Evaluation),
            ("签到\n序号|姓名|3月15日|6月20日\n1|王伟|√|迟到\n2|李秀英|出差|○\n√出席 ×缺席 △请假", Kind::Attendance),
            ("党费\n姓名|1月|2月|3月\n王伟|√|×|√\n√已交 ×未交", Kind::Attendance),
        ] {
            let read = drawn::read(&format!("{roster}\n# {sheet}"));
            let kinds: Vec<Kind> = read.tables.iter().map(|table| table.kind).collect();
            assert_eq!(kinds, [Kind::Roster, kind], "{sheet}");
            let rows = read.tables.last().map(|table| table.rows);
            let of_legend = sheet.lines().filter(|line| line.starts_with('√')).count();
            assert_eq!(rows, Some(sheet.lines().count() - 2 - of_legend), "{sheet}");
        }
    }
}
