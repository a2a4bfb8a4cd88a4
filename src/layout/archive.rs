//! 上一年度档案: what the township kept of last year, a row for each member of any branch.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::cells::Reader;
use super::codes::{L102, L105, L121, M106, V302, V303};
use super::context::Context;
use super::declared::{Fit, fit_columns};
use super::form::check_columns;
use super::heading::Dictionaries;
use super::held::Values;
use super::judge::Surroundings;
use super::naming::{name_parts, read_name};
use super::recognised::Hints;
use super::records::missing_columns;
use super::remarks::{hidden_parts, stranger};
use super::table_rows::{data_rows, rows_with_use};
use super::tables::{Table, find_tables};
use crate::model::text::compact;
use crate::model::{
    CellRef, Diagnostic, Field, FormPlace, Held, MonthOrDay, PastMember, PastOutcome, PastYear, Severity,
};
use crate::rules::{self, Means, RuleSet};
use crate::workbook::{Sheet, Workbook, marks};

/// Reads the workbook that is said to be last year's archive, by the table of the rule set with this index.
#[must_use]
pub fn read_archive(
    workbook: &Workbook,
    rules: &RuleSet,
    index: usize,
    hints: &Hints,
) -> (Option<PastYear>, Vec<Diagnostic>) {
    let file = Arc::clone(&workbook.original.shown);
    let Some(declared) = rules.tables.get(index) else { return (None, Vec::new()) };
    let words = Dictionaries::new(&hints.columns, rules, hints.year);
    let mut reading =
        Reading { rules, index, declared, hints, words, year: None, members: Vec::new(), problems: Vec::new() };
    let (mut found, mut others) = (false, Vec::new());
    for sheet in workbook.sheets.iter().filter(|sheet| !marks::is_sheet_name(&sheet.name)) {
        let tables = reading.tables_of(sheet);
        if tables.is_empty() && !sheet.cells().is_empty() {
            others.push(stranger(sheet, &file));
        }
        for table in &tables {
            found = true;
            reading.read(sheet, table, &file);
        }
    }
    if !found {
        let message = format!("「{file}」里没有找到上一年度档案的表（{}）。", declared.title);
        return (None, vec![L121.says(message).in_file(&file)]);
    }
    reading.problems.extend(others);
    (Some(PastYear::new(file, reading.year, reading.members)), reading.problems)
}

struct Reading<'a> {
    rules: &'a RuleSet,
    index: usize,
    declared: &'a rules::Table,
    hints: &'a Hints,
    words: Dictionaries<'a>,
    year: Option<i32>,
    members: Vec<PastMember>,
    problems: Vec<Diagnostic>,
}

impl Reading<'_> {
    /// The archive's tables on a sheet. It is known what the workbook is, so whatever the sheet is called will do.
    fn tables_of(&self, sheet: &Sheet) -> Vec<Table> {
        let around = Surroundings { sheet: &self.declared.title, members: &BTreeSet::new(), rows_looked_at: 30 };
        let mut tables = find_tables(sheet, &self.words, &around);
        tables.retain(|table| table.judged.declared == Some(self.index));
        tables
    }

    fn read(&mut self, sheet: &Sheet, table: &Table, file: &Arc<str>) {
        let form = Arc::new(FormPlace {
            file: Arc::clone(file),
            sheet: Arc::clone(&sheet.name),
            header: *table.band.rows.end(),
            columns: table.judged.fields.clone(),
            extent: (*table.cols.start(), *table.cols.end()),
        });
        let township = self.hints.township.as_deref();
        let context = Context::new(sheet, table, Arc::clone(&form), self.rules, township, self.words.year);
        self.year = self.year.or(context.title.year);
        self.problems.extend(check_columns(sheet, table, &form, &self.words, false).0);
        self.problems.extend(hidden_parts(sheet, table, &form));
        let rows = data_rows(&rows_with_use(sheet, table, &form));
        let words = Dictionaries::new(self.words.columns, self.rules, context.year);
        let fit = fit_columns(&table.band, &rows, self.declared, &words);
        let mut missing = missing_columns(&fit, self.declared, &form);
        if !form.columns.contains_key(&Field::Born) {
            let message = "这张表缺少「出生年月」一栏，对不上人，表里的内容没有读取。";
            missing
                .push(L102.says(message).at(form.row(form.header)).advise("请在表头补上「出生年月」一栏，逐行填写。"));
        }
        if !missing.is_empty() {
            return self.problems.extend(missing);
        }
        self.problems.extend(lacking_columns(&fit, self.declared, &form));
        let values = Values { rules: self.rules, table: Some(self.declared), year: context.year };
        for row in rows {
            let reader = Reader { form: &form, row, year: context.year, problems: Vec::new() };
            let (member, problems) = read_member(reader, &fit, &values);
            self.members.extend(member);
            self.problems.extend(problems);
        }
    }
}

/// Columns that may be empty and are not there at all.
fn lacking_columns(fit: &Fit, declared: &rules::Table, form: &FormPlace) -> Vec<Diagnostic> {
    let is_lacking = |index: usize| fit.columns.iter().all(|(other, _)| *other != index);
    let lacking = declared.columns.iter().enumerate().filter(|(index, _)| is_lacking(*index));
    lacking
        .map(|(_, column)| {
            let message = format!("这张表没有「{}」一栏，按每行都没有填写处理。", column.title);
            let advice = format!("上一年度有这一项的，请在表头加上「{}」，逐行填写。", column.title);
            L105.says(message).at(form.row(form.header)).as_severity(Severity::Warning).advise(advice)
        })
        .collect()
}

/// The member of a row; nobody where it cannot be told who it is.
fn read_member(mut row: Reader<'_>, fit: &Fit, values: &Values<'_>) -> (Option<PastMember>, Vec<Diagnostic>) {
    let Some(written) = read_name(&mut row) else {
        if row.cell(Field::Name).is_none() {
            row.problem(Field::Name, M106.says("这一行没有写姓名，不知道是谁的，没有使用。"));
        }
        return (None, row.problems);
    };
    let (name, remark, _) = name_parts(&written);
    let branch = row.text(Field::Branch).map(|text| compact(&text));
    let born = month(&mut row, Field::Born, "出生年月");
    let joined = month(&mut row, Field::Joined, "入党时间");
    if row.cell(Field::Born).is_none() {
        let problem = V302.says("「出生年月」没有填，对不上人，这一行没有使用。").as_severity(Severity::Warning);
        row.problem(Field::Born, problem.advise("请查档案后补填，例如 1972-11。"));
    }
    let held: Vec<Option<Held>> = (0..values.table.map_or(0, |table| table.columns.len()))
        .map(|index| value(&mut row, index, fit, values))
        .collect();
    let outcome = outcome(values, &held);
    let source = Some(row.form.row(row.row.number));
    let member = born.map(|born| PastMember {
        branch,
        name: name.clone(),
        remark,
        id: None,
        born: Some(born),
        joined,
        values: held,
        outcome,
        source,
        book: None,
    });
    (member, row.problems.into_iter().map(|problem| problem.of_member(&name)).collect())
}

/// What the year came to, by the columns of which the rule set says what they mean.
fn outcome(values: &Values<'_>, held: &[Option<Held>]) -> PastOutcome {
    let columns = values.table.map_or(&[][..], |table| &table.columns);
    let mut outcome = PastOutcome::default();
    for (column, held) in columns.iter().zip(held) {
        let Some((means, held)) = column.means.zip(held.as_ref()) else { continue };
        let word = || match held {
            Held::Choice(index) => column.one_of.get(*index).map(|word| word.title.clone()),
            Held::Text(text) => Some(text.to_string()),
            _ => None,
        };
        let count = || match held {
            Held::Figure(figure) => figure.as_count(),
            _ => None,
        };
        match (means, held) {
            (Means::Grade, _) => outcome.grade = word(),
            (Means::Class, _) => outcome.class = word(),
            (Means::Score, Held::Figure(score)) => outcome.score = Some(*score),
            (Means::Stars, _) => outcome.stars = count(),
            (Means::GradeYears, _) => outcome.in_a_row = count(),
            (Means::Consequences, _) => outcome.consequences = word().into_iter().collect(),
            (Means::Score | Means::ProbationUntil, _) => {}
        }
    }
    outcome
}

/// A day or month that tells people apart.
fn month(row: &mut Reader<'_>, field: Field, name: &str) -> Option<MonthOrDay> {
    let before = row.problems.len();
    match row.date(field)? {
        Ok(written) => {
            // In which spelling it stands does not matter here.
            row.problems.truncate(before);
            Some(written.into())
        }
        Err(found) => {
            let message = format!("{name}「{}」看不懂。", found.trim());
            row.problem(field, V303.says(message).found(&found).advise("请查档案后改好，写成 1972-11 这样。"));
            None
        }
    }
}

/// What a cell says in a column of the rule set's own.
fn value(row: &mut Reader<'_>, index: usize, fit: &Fit, values: &Values<'_>) -> Option<Held> {
    let column = values.table?.columns.get(index)?;
    let (_, col) = fit.columns.iter().find(|(other, _)| *other == index)?;
    let place = row.form.at(CellRef::new(row.row.number, *col));
    match values.read(column, row.row.get_merged(*col)) {
        Some(Ok((held, remark))) => {
            row.problems.extend(remark.map(|remark| remark.at(place)));
            Some(held)
        }
        Some(Err(problem)) => {
            row.problems.push(problem.at(place));
            None
        }
        None => {
            let message = format!("「{}」没有填。", column.title);
            row.problems.extend(column.required.then(|| V302.says(message).at(place)));
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::drawn;
    use crate::model::Period;
    use crate::workbook::{Original, sketch};

    const ARCHIVE: &str = "
[[table]]
id = 'archive'
title = '上一年度档案'
layout = 'archive'
article = '六'
mark = '原'
[[table.column]]
id = 'grade'
title = '等次'
holds = 'choice'
one_of = ['合格', '不合格']
required = false
[[table.column]]
id = 'from'
title = '组织生活起'
holds = 'month'
required = false
";

    fn read(drawing: &str) -> (Option<PastYear>, Vec<(&'static str, String)>) {
        let rules = drawn::rules_with(ARCHIVE);
        let index = rules.tables.iter().position(rules::Table::is_archive).unwrap();
        let workbook = Workbook { original: Original::in_memory(b"", &"档案.xlsx".into()), sheets: sketch(drawing) };
        let (past, problems) = read_archive(&workbook, &rules, index, &drawn::hints(&rules));
        let place = |problem: &Diagnostic| problem.cells.map(|cells| cells.to_string()).unwrap_or_default();
        (past, problems.iter().map(|problem| (problem.code.id, place(problem))).collect())
    }

    #[test]
    fn whatever_the_sheet_is_called_its_members_and_values_are_read() {
        let (past, problems) = read(
            "# Sheet1
清河镇2024年度档案
支部|姓名|出生年月|入党时间|等次|组织生活起
东河村党支部|王\u{3000}伟|1980-05|2005-07-01|合格|2024-11
西河村党支部|李强（大）|'1981年6月|||11月",
        );
        let past = past.unwrap();
        assert_eq!(past.year, Some(2024));
        let [first, second] = past.members() else { panic!("{past:?}") };
        assert_eq!((first.name.as_str(), first.branch.as_deref()), ("王伟", Some("东河村党支部")));
        assert_eq!(first.joined, Some(MonthOrDay { year: 2005, month: 7, day: Some(1) }));
        let month = Period::parse("2024-11").map(Held::Span);
        assert_eq!(first.values, [Some(Held::Choice(0)), month.clone()]);
        assert_eq!((second.name.as_str(), second.remark.as_deref()), ("李强", Some("大")));
        // A month without a year is of the year that the title names.
        assert_eq!(second.values, [None, month]);
        assert_eq!(problems, [("V201", "B3".to_owned())]);
    }

    #[test]
    fn what_is_wrong_has_its_place() {
        let (past, problems) = read(
            "# 上一年度档案
清河镇2024年度档案
支部|姓名|出生年月|等次|组织生活起|奖金
东河村党支部|李强|1980-05|良好|13月|9
东河村党支部|赵敏||合格||
东河村党支部||1980-05|合格||
东河村党支部|孙丽|去年|合格||",
        );
        let names: Vec<String> = past.unwrap().members().iter().map(|member| member.name.clone()).collect();
        assert_eq!(names, ["李强"]);
        let expected = [("L104", "F2"), ("V303", "D3"), ("V303", "E3"), ("V302", "C4"), ("M106", "B5"), ("V303", "C6")];
        assert_eq!(problems, expected.map(|(code, place)| (code, place.to_owned())));
    }

    #[test]
    fn columns_that_are_not_there_are_told() {
        let (past, problems) = read("# 上一年度档案\n支部|姓名|等次|组织生活起\n东河村党支部|王伟|合格|2024-11");
        assert_eq!((past.unwrap().members().len(), problems), (0, vec![("L102", "A1:D1".to_owned())]));
        let (past, problems) = read("# 上一年度档案\n支部|姓名|出生年月|等次\n东河村党支部|王伟|1980-05|合格");
        assert_eq!((past.unwrap().members().len(), problems), (1, vec![("L105", "A1:D1".to_owned())]));
        let (past, problems) = read("# 花名册\n序号|姓名|性别|出生年月|入党时间\n1|王伟|男|1980-05|2005-07-01");
        assert!(past.is_none());
        assert_eq!(problems, [("L121", String::new())]);
    }
}
