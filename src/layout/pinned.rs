//! Tables that the township's profile says something about: a pin wins over what is recognised.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::sync::Arc;

use super::band::{Band, headings};
use super::cells::shown;
use super::codes::L120;
use super::columns::Meaning;
use super::heading::{Dictionaries, Heading, Sense};
use super::judge::{Surroundings, judge, judge_as};
use super::labels::{Labelled, Labels};
use super::pin_places::{PinPlace, before, overlap, places_of};
use super::pins::{ColumnAt, ColumnPin, Layout, Pin, Stated, Words};
use super::tables::{Table, footers};
use super::title::CELL_END;
use crate::model::text::{plain, says_nothing};
use crate::model::{CellRef, Diagnostic, Field, Source};
use crate::workbook::{Row, Sheet};

/// A sheet's tables, after what the pins say.
#[derive(Debug, Default)]
pub struct Pinned {
    /// The tables, from the top.
    pub tables: Vec<Table>,
    /// Where a pin does not fit the sheet.
    pub problems: Vec<Diagnostic>,
    /// The line of the profile that passes the sheet over.
    pub passed: Option<usize>,
    /// The pins that were used.
    pub used: BTreeSet<usize>,
}

/// A table that a pin is for.
struct Claim {
    pin: usize,
    place: PinPlace,
}

/// The tables of a sheet: those that pins are for, and those that were found beside them.
#[must_use]
pub fn pin_tables(
    sheet: &Sheet,
    file: &Arc<str>,
    pins: &[Pin],
    found: Vec<Table>,
    words: &Dictionaries<'_>,
    around: &Surroundings<'_>,
) -> Pinned {
    let mut pinned = Pinned::default();
    let mut claims: Vec<Claim> = Vec::new();
    let rows: Vec<Row<'_>> = sheet.rows().collect();
    for (index, pin) in pins.iter().enumerate().filter(|(_, pin)| pin.is_for(file, &sheet.name)) {
        let places = places_of(sheet, &rows, pin, words);
        if places.is_empty() {
            continue;
        }
        if pin.layout == Some(Layout::None) {
            pinned.used.insert(index);
            pinned.passed = Some(pin.line);
            return pinned;
        }
        for place in places {
            let place = place.beside(&found);
            if claims.iter().all(|other| !other.place.meets(&place)) {
                claims.push(Claim { pin: index, place });
            }
        }
    }
    if claims.is_empty() {
        pinned.tables = found;
        return pinned;
    }
    claims.sort_by_key(|claim| (*claim.place.rows.start(), *claim.place.cols.start()));
    let mut kept = beside(found, &claims, pins, &rows, words);
    let starts: Vec<(u32, RangeInclusive<u32>)> = claims
        .iter()
        .map(|claim| (*claim.place.rows.start(), claim.place.cols.clone()))
        .chain(kept.iter().map(|table| (*table.band.rows.start(), table.band.extent())))
        .collect();
    for claim in &claims {
        let Some(pin) = pins.get(claim.pin) else { continue };
        pinned.used.insert(claim.pin);
        let place = &claim.place;
        let below = starts.iter().filter(|(start, cols)| start > place.rows.end() && overlap(cols, &place.cols));
        let next = below.map(|(start, _)| *start).min();
        let last = next.map_or(u32::MAX, |next| before(&rows, next, words));
        let ends =
            kept.iter().map(|table| *table.rows.end()).chain(pinned.tables.iter().map(|table| *table.rows.end()));
        let free_from = ends.filter(|end| end < place.rows.start()).max().map_or(0, |end| end + 1);
        let form = Form { sheet, file, rows: &rows, pin, words, around };
        let (table, problems) = form.read(claim, free_from, last);
        pinned.tables.extend(table);
        pinned.problems.extend(problems);
    }
    pinned.tables.append(&mut kept);
    pinned.tables.sort_by_key(|table| (*table.band.rows.start(), *table.cols.start()));
    pinned
}

/// The tables that were found and that no pin is for.
fn beside(found: Vec<Table>, claims: &[Claim], pins: &[Pin], rows: &[Row<'_>], words: &Dictionaries<'_>) -> Vec<Table> {
    let is_taken = |table: &Table| {
        claims.iter().any(|claim| {
            let own = pins.get(claim.pin).and_then(|pin| pin.rows.as_ref());
            overlap(&claim.place.cols, &table.band.extent())
                && (overlap(&claim.place.rows, &table.band.rows)
                    || own.is_some_and(|own| own.contains(table.band.rows.start())))
        })
    };
    let cut = |mut table: Table| {
        let above = claims.iter().filter(|claim| overlap(&claim.place.cols, &table.band.extent()));
        let start = above.map(|claim| *claim.place.rows.start()).find(|start| start > table.band.rows.end());
        if let Some(start) = start.filter(|start| start <= table.rows.end()) {
            table.rows = *table.rows.start()..=before(rows, start, words);
        }
        // What stood above the form and has no rows is its labels.
        (!table.rows.is_empty()).then_some(table)
    };
    found.into_iter().filter(|table| !is_taken(table)).filter_map(cut).collect()
}

/// A form on a sheet, and what is said of it.
struct Form<'a> {
    sheet: &'a Sheet,
    file: &'a Arc<str>,
    rows: &'a [Row<'a>],
    pin: &'a Pin,
    words: &'a Dictionaries<'a>,
    around: &'a Surroundings<'a>,
}

impl Form<'_> {
    /// The table, and what the sheet lacks of what is said.
    fn read(&self, claim: &Claim, free_from: u32, last: u32) -> (Option<Table>, Vec<Diagnostic>) {
        let mut problems = Vec::new();
        let header_end = *claim.place.rows.end();
        let data_rows = match &self.pin.rows {
            Some(rows) => {
                (*rows.start()).max(if claim.place.header.is_some() { header_end + 1 } else { 0 })..=*rows.end()
            }
            None => header_end + 1..=last.min(self.rows.last().map_or(0, |row| row.number)),
        };
        let within = |range: &RangeInclusive<u32>| -> Vec<Row<'_>> {
            let rows = self.rows.iter().filter(|row| range.contains(&row.number));
            rows.map(|row| row.within(claim.place.cols.clone())).filter(|row| !row.cells.is_empty()).collect()
        };
        let data = within(&data_rows);
        let header_rows = claim.place.header.as_ref().map(&within).unwrap_or_default();
        let mut columns = headings(self.sheet, &header_rows.iter().collect::<Vec<_>>(), self.words);
        columns.retain(|(heading, _)| claim.place.cols.contains(&heading.at.col));
        let pinned = self.apply(&mut columns, &data, header_end, &mut problems);
        let cols = columns.iter().map(|(heading, _)| heading.at.col);
        let (Some(first), Some(end)) = (cols.clone().min(), cols.max()) else {
            let (from, to) = (claim.place.rows.start() + 1, header_end + 1);
            let message = format!("配置文件第 {} 行说表头在第 {from} 行到第 {to} 行，那里什么也没有。", self.pin.line);
            return (None, vec![self.problem(header_end, message)]);
        };
        // Of two columns of one meaning the first is read: the one that was named.
        columns.sort_by_key(|(heading, _)| !pinned.contains(&heading.at.col));
        let table_start = if claim.place.header.is_some() { *claim.place.rows.start() } else { *data_rows.start() };
        let above: Vec<Row<'_>> =
            self.rows.iter().filter(|row| (free_from..table_start).contains(&row.number)).copied().collect();
        let title = above.iter().flat_map(|row| row.cells).map(shown).collect::<Vec<_>>().join(CELL_END);
        let labelled = above.iter().map(|row| row.within(claim.place.cols.clone()));
        let mut labels = Labels::read(labelled, self.words.columns);
        labels.fill_from(Labels::read(footers(&data), self.words.columns));
        self.state(&mut labels, CellRef::new(header_end, first), &mut problems);
        let band = Band::new(claim.place.rows.clone(), columns);
        let judged = match self.pin.layout {
            Some(Layout::Table(kind)) => judge_as(kind, &band, &data, &title, &labels, self.words, self.around),
            _ => match judge(&band, &data, &title, &labels, self.words, self.around) {
                Some(judged) => judged,
                None => {
                    let line = self.pin.line;
                    let message = format!("配置文件第 {line} 行没有写 layout，从这些栏也看不出这是哪一种表。");
                    problems.push(self.problem(header_end, message));
                    return (None, problems);
                }
            },
        };
        let above = above.first().map_or(table_start, |row| row.number);
        let table =
            Table { judged, band, rows: data_rows, above, cols: first..=end, title, labels, pin: Some(claim.pin) };
        (Some(table), problems)
    }

    /// Gives the columns that are named their meaning; which they are.
    fn apply(
        &self,
        columns: &mut Vec<(Heading, Sense)>,
        data: &[Row<'_>],
        header_end: u32,
        problems: &mut Vec<Diagnostic>,
    ) -> BTreeSet<u32> {
        let mut pinned = BTreeSet::new();
        for column in &self.pin.columns {
            let fits: Vec<u32> = columns
                .iter()
                .filter(|(heading, _)| column.at.fits(heading))
                .map(|(heading, _)| heading.at.col)
                .collect();
            match (fits.as_slice(), &column.at) {
                ([_], _) => {}
                ([], ColumnAt::Place(col)) if data.iter().any(|row| row.get_merged(*col).is_some()) => {
                    let heading = Heading { at: CellRef::new(header_end, *col), ..Heading::default() };
                    columns.push((heading, Sense::default()));
                }
                (_, _) if column.read_as.is_empty() => {}
                ([], _) => {
                    problems.push(self.missing(header_end, column));
                    continue;
                }
                (several, _) => {
                    let message = format!(
                        "配置文件第 {} 行的「{}」，这张表的表头里有 {} 栏，不知道是哪一栏。",
                        column.line,
                        column.named,
                        several.len()
                    );
                    let advice =
                        "请在配置文件里改写这一栏的字母（如 \"C\"），或连同上一层的表头一起写（如 \"一季度/得分\"）。";
                    problems.push(self.problem(header_end, message).advise(advice));
                    continue;
                }
            }
            for (heading, sense) in columns.iter_mut() {
                if column.at.fits(heading) {
                    pinned.insert(heading.at.col);
                    *sense = self.sense(column, sense);
                    // The words that stand there are still needed, to know the header where it is repeated.
                    if heading.is_blank() {
                        heading.path.clone_from(&column.read_as);
                    }
                }
            }
        }
        columns.sort_by_key(|(heading, _)| heading.at.col);
        pinned
    }

    /// What the words of the profile mean; what they leave open, the heading's own may say.
    fn sense(&self, column: &ColumnPin, own: &Sense) -> Sense {
        if column.read_as.is_empty() {
            let unused = Some(Meaning::Unused);
            return Sense { people: unused, events: unused, decisions: unused, ..Sense::default() };
        }
        let mut sense = self.words.sense(&Heading { path: column.read_as.clone(), ..Heading::default() });
        sense.measure = sense.measure.or(own.measure);
        if sense.item.is_some() && sense.day.is_none() {
            sense.period = sense.period.or(own.period);
        }
        sense
    }

    /// Puts what holds for the whole table among its labels.
    fn state(&self, labels: &mut Labels, header: CellRef, problems: &mut Vec<Diagnostic>) {
        let mut said = |stated: &Stated, what: &str, own: &dyn Fn(&Labels) -> Option<Labelled>| -> Option<Labelled> {
            let at = match &stated.words {
                Words::Literal(text) => return Some(Labelled { text: text.clone(), at: header }),
                Words::At(at) => *at,
            };
            let cell = self.sheet.get(at).or_else(|| self.sheet.above_merged(at));
            let Some(cell) = cell.filter(|cell| !says_nothing(&shown(cell))) else {
                let message = format!("配置文件第 {} 行说{what}写在 {at}，这张表的 {at} 是空的。", stated.line);
                problems.push(self.problem(at.row, message));
                return None;
            };
            let row = self.rows.iter().find(|row| row.number == cell.at.row)?;
            let alone = row.within(cell.at.col..=cell.at.col);
            let inside = own(&Labels::read(std::iter::once(alone), self.words.columns));
            Some(inside.unwrap_or_else(|| Labelled { text: plain(&shown(cell)), at: cell.at }))
        };
        for (stated, field, what) in
            [(&self.pin.member, Field::Name, "党员姓名"), (&self.pin.branch, Field::Branch, "支部名称")]
        {
            let Some(stated) = stated else { continue };
            labels.asks_for_member |= field == Field::Name;
            if let Some(labelled) = said(stated, what, &|labels| labels.fields.get(&field).cloned()) {
                labels.fields.insert(field, labelled);
            }
        }
        if let Some(stated) = &self.pin.period
            && let Some(labelled) = said(stated, "期间", &|labels| labels.period.clone())
        {
            labels.period = Some(labelled);
        }
    }

    fn missing(&self, row: u32, column: &ColumnPin) -> Diagnostic {
        let what = match &column.at {
            ColumnAt::Place(_) => format!(" {} 栏，这张表的这一栏是空的。", column.named),
            ColumnAt::Heading(_) => format!("「{}」，这张表的表头里没有这一栏。", column.named),
        };
        self.problem(row, format!("配置文件第 {} 行写着{what}", column.line))
    }

    fn problem(&self, row: u32, message: String) -> Diagnostic {
        let at = CellRef::new(row, self.rows.first().and_then(|row| row.cells.first()).map_or(0, |cell| cell.at.col));
        let source = Source { file: Arc::clone(self.file), sheet: Arc::clone(&self.sheet.name), cells: at.into() };
        L120.says(message).at(source)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::recognise::recognise;
    use crate::layout::recognised::Recognised;
    use crate::layout::{Kind, drawn};
    use crate::model::Pattern;
    use crate::workbook::{Original, Workbook, sketch};

    /// A pin on line 9 of the profile, with these words of the header and columns.
    fn pin(kind: Kind, words: &[&str], columns: &[(&str, &str)]) -> Pin {
        let rules = drawn::rules();
        let hints = drawn::hints(&rules);
        let column = |(named, means): &(&str, &str)| {
            ColumnPin::new(9, named, means, &hints.columns, &rules, hints.year).unwrap()
        };
        Pin {
            line: 9,
            file: None,
            sheet: None,
            header: words.iter().map(|word| Pattern::new(word)).collect(),
            layout: Some(Layout::Table(kind)),
            header_rows: None,
            rows: None,
            columns: columns.iter().map(column).collect(),
            member: None,
            branch: None,
            period: None,
        }
    }

    fn read(drawing: &str, pins: Vec<Pin>) -> Recognised {
        let rules = drawn::rules();
        let workbook = Workbook { original: Original::in_memory(b"", &"甲.xlsx".into()), sheets: sketch(drawing) };
        recognise(&workbook, &rules, &crate::layout::Hints { pins, ..drawn::hints(&rules) })
    }

    /// Kind, Excel's row of the header, rows of data.
    fn tables(recognised: &Recognised) -> Vec<(Kind, u32, usize)> {
        let tables = recognised.tables.iter();
        tables.map(|table| (table.kind, table.header.last.row + 1, table.rows)).collect()
    }

    const OWN: [(&str, &str); 3] = [("谁", "姓名"), ("哪天", "日期"), ("哪项", "项目编号")];

    #[test]
    fn a_pinned_table_stands_among_others() {
        let drawing = "# 表\n东河村党支部\n序号|姓名|性别|入党时间\n1|王伟|男|2005-07-01\n2|李秀英|女|2001-06-28\n\
                       记分\n谁|哪天|哪项\n王伟|2025-03-08|J04\n谁|哪天|哪项\n李秀英|2025-03-08|J04\n\
                       日期|姓名|项目编号|次数|事由\n2025-05-01|王伟|J04|1|植树";
        let recognised = read(drawing, vec![pin(Kind::Ledger, &["谁", "哪天"], &OWN)]);
        assert_eq!(tables(&recognised), [(Kind::Roster, 2, 2), (Kind::Ledger, 6, 2), (Kind::Ledger, 10, 1)]);
        assert!(recognised.tables.iter().any(|table| table.confidence == 100));
        assert_eq!(recognised.pins, [0].into());
    }

    #[test]
    fn tables_side_by_side_keep_their_columns() {
        let drawing = "# 名册\n序号|姓名|性别|入党时间\n1|王伟|男|2005-07-01\n2|李秀英|女|2001-06-28\n\
                       # 表\n谁|哪天|哪项||谁|哪天|哪项\n王伟|2025-03-08|J04||李秀英|2025-03-09|J04\n王伟|2025-04-08|J04";
        let recognised = read(drawing, vec![pin(Kind::Ledger, &["谁", "哪天"], &OWN)]);
        assert_eq!(tables(&recognised), [(Kind::Roster, 1, 2), (Kind::Ledger, 1, 2), (Kind::Ledger, 1, 1)]);
        let told: Vec<&str> = recognised.diagnostics.iter().map(|problem| problem.code.id).collect();
        assert!(told.iter().all(|id| *id == "L105"), "{told:?}");
    }

    #[test]
    fn each_card_below_the_other_is_one() {
        let drawing = "# 表\n姓名：王伟\n做了啥|哪天|哪项\n植树|2025-03-08|J04\n姓名：李秀英\n做了啥|哪天|哪项\n理发|2025-03-08|J04";
        let columns = [("做了啥", "事由"), ("哪天", "日期"), ("哪项", "项目编号")];
        let recognised = read(drawing, vec![pin(Kind::Card, &["做了啥"], &columns)]);
        assert_eq!(tables(&recognised), [(Kind::Card, 2, 1), (Kind::Card, 5, 1)]);
        let names =
            recognised.parts.iter().flat_map(|part| &part.lines).map(|line| line.entry.written_name.to_string());
        assert_eq!(names.collect::<Vec<_>>(), ["王伟", "李秀英"]);
    }

    #[test]
    fn what_the_sheet_lacks_is_told_with_the_line_of_the_profile() {
        let told = |drawing: &str, pin: Pin| -> Vec<String> {
            let found = read(drawing, vec![pin]).diagnostics.into_iter().filter(|problem| problem.code.id == "L120");
            found.map(|problem| problem.message).collect()
        };
        let drawing = "# 表\n谁|哪天|哪项|分|分\n王伟|2025-03-08|J04|1|2";
        let with = |more: (&str, &str)| pin(Kind::Ledger, &["谁"], &[OWN.as_slice(), &[more]].concat());
        assert_eq!(told(drawing, with(("几回", "次数"))), ["配置文件第 9 行写着「几回」，这张表的表头里没有这一栏。"]);
        assert_eq!(told(drawing, with(("H", "次数"))), ["配置文件第 9 行写着 H 栏，这张表的这一栏是空的。"]);
        let several = "配置文件第 9 行的「分」，这张表的表头里有 2 栏，不知道是哪一栏。";
        assert_eq!(told(drawing, with(("分", "得分"))), [several]);
        assert_eq!(told(drawing, with(("D", "得分"))), [""; 0]);
        let stated = Some(Stated::read(3, "F9"));
        let pin = Pin { period: stated, ..pin(Kind::Ledger, &["谁"], &OWN) };
        assert_eq!(told(drawing, pin), ["配置文件第 3 行说期间写在 F9，这张表的 F9 是空的。"]);
    }

    #[test]
    fn a_sheet_that_is_passed_over_is_no_fault() {
        let pin = Pin { layout: Some(Layout::None), ..pin(Kind::Ledger, &["电话"], &[]) };
        let recognised = read("# 通讯录\n姓名|电话\n王伟|1\n李秀英|2", vec![pin]);
        let codes: Vec<&str> = recognised.diagnostics.iter().map(|problem| problem.code.id).collect();
        assert_eq!((tables(&recognised), codes), (vec![], vec!["L103"]));
    }
}
