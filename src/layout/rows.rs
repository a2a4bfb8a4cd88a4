//! Which rows below a header are data: not blanks, totals, signatures, or the header again.

use std::sync::LazyLock;

use serde::Deserialize;

use super::cells::shown;
use super::tables::Table;
use crate::model::text::{compact, header, says_nothing, without_remarks};
use crate::model::{Field, FormPlace};
use crate::workbook::{Cell, Row, Sheet, Value};

/// The words with which rows begin that are no data (`data/rows.toml`).
#[derive(Default, Deserialize)]
struct RowWords {
    /// What stands alone in a row of totals.
    totals: Vec<String>,
    /// How a line of signatures or notes begins.
    notes: Vec<String>,
    /// What headings of columns end in that hold sums of others.
    sums: Vec<String>,
    /// Headings of votes.
    ballots: Vec<String>,
    /// Headings of what evaluators gave.
    evaluations: Vec<String>,
    /// What headings may begin with and mean the same.
    prefixes: Vec<String>,
    /// Labels behind which a period stands.
    periods: Vec<String>,
    /// What the names of sheets hold that only show how to fill in the others.
    examples: Vec<String>,
}

static WORDS: LazyLock<RowWords> =
    LazyLock::new(|| toml::from_str(include_str!("../../data/rows.toml")).unwrap_or_default());

/// What a row below a header is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowUse {
    /// A row of data.
    Data,
    /// 合计, 小计.
    Total,
    /// 填表人：….
    Signature,
    /// 注：…, and whatever else is a sentence and no data.
    Note,
    /// 必填, under every header that has to be filled in.
    Instruction,
    /// The header again.
    Header,
    /// An example of how to fill in the others.
    Example,
    /// Nothing of it is filled in but a number: it waits for data.
    Waiting,
}

/// The rows below a table's header, each with what it is: a row in which none of `fields` is filled in holds no data.
///
/// `proof` are the fields of which two filled in prove a row of data, whatever words it begins with.
pub fn sorted_rows<'a>(
    sheet: &'a Sheet,
    table: &Table,
    form: &FormPlace,
    fields: &[Field],
    proof: &[Field],
) -> Vec<(Row<'a>, RowUse)> {
    let figures: Vec<u32> = table.judged.figures().map(|column| column.col).collect();
    let use_of = |row: &Row<'_>| {
        if is_plain_line(row, form) {
            return RowUse::Data;
        }
        let filled = fields.iter().any(|field| is_filled(row, form, *field))
            || figures.iter().any(|col| row.get(*col).is_some());
        let proven = proof.iter().filter(|field| proves(row, form, **field)).nth(1).is_some();
        if is_instruction(row) {
            RowUse::Instruction
        } else if is_legend(row) {
            RowUse::Note
        } else if is_signature(row) {
            RowUse::Signature
        } else if is_example(row) {
            RowUse::Example
        } else if repeats_header(row, table) {
            RowUse::Header
        } else if !filled {
            if is_waiting(row) { RowUse::Waiting } else { note_or_total(row).unwrap_or(RowUse::Note) }
        } else if is_label_in_serial(row, form) {
            RowUse::Signature
        } else if proven {
            RowUse::Data
        } else if is_labels(row) {
            RowUse::Signature
        } else {
            note_or_total(row).or_else(|| lone_text(row, form, &figures)).unwrap_or(RowUse::Data)
        }
    };
    let rows = sheet.rows_in(table.rows.clone()).map(|row| row.within(table.cols.clone()));
    rows.filter(|row| !row.cells.is_empty()).map(|row| (row, use_of(&row))).collect()
}

/// Whether a sheet's name says that it only shows how to fill in the others.
pub fn is_example_name(name: &str) -> bool {
    let name = compact(name);
    WORDS.examples.iter().any(|word| name.contains(word.as_str()))
}

/// Whether a cell's text heads a row of totals: 合计.
pub fn is_total(text: &str) -> bool {
    WORDS.totals.iter().any(|total| total == text)
}

/// Whether a heading stands above sums of other columns: 合计, 得分合计, 名次.
pub fn is_sum(text: &str) -> bool {
    WORDS.sums.iter().any(|sum| text.ends_with(sum.as_str()))
}

/// Whether a heading stands above votes: 优秀.
pub fn is_ballot_word(text: &str) -> bool {
    WORDS.ballots.iter().any(|word| word == text)
}

/// Whether a heading stands above what an evaluator gave: 德.
pub fn is_evaluation_word(text: &str) -> bool {
    // One evaluator a column: 评委1, 评委二, 评分人A.
    let bare = text.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || "一二三四五六七八九十甲乙丙丁".contains(c));
    WORDS.evaluations.iter().any(|word| word == text || (word.chars().count() > 1 && word == bare))
}

/// Words before a heading that change nothing in it: 党员, 本次.
pub fn prefixes() -> impl Iterator<Item = &'static str> {
    WORDS.prefixes.iter().map(String::as_str)
}

/// Whether a label asks for a period: 月份：.
pub fn asks_for_period(label: &str) -> bool {
    WORDS.periods.iter().any(|word| word == label)
}

fn is_filled(row: &Row<'_>, form: &FormPlace, field: Field) -> bool {
    let cell = form.columns.get(&field).and_then(|col| row.get_merged(*col));
    cell.is_some_and(|cell| !matches!(&cell.value, Value::Text(text) if says_nothing(text)))
}

fn says_something(cell: &&Cell) -> bool {
    !matches!(&cell.value, Value::Text(text) if says_nothing(text))
}

/// The first text, whatever stands before it.
fn first_text(row: &Row<'_>) -> Option<String> {
    row.cells.iter().filter(says_something).find_map(|cell| match &cell.value {
        Value::Text(text) => Some(compact(text)),
        _ => None,
    })
}

/// The text that the row begins with; `None` where it begins with a number or a date, as lines of data do.
fn opening(row: &Row<'_>) -> Option<String> {
    match &row.cells.iter().find(says_something)?.value {
        Value::Text(text) => Some(compact(text)),
        _ => None,
    }
}

/// 填表人：…
pub(super) fn is_signature(row: &Row<'_>) -> bool {
    let begins = |text: String| {
        WORDS.notes.iter().any(|note| text.strip_prefix(note.as_str()).is_some_and(|rest| rest.starts_with(':')))
    };
    opening(row).is_some_and(begins)
}

fn note_or_total(row: &Row<'_>) -> Option<RowUse> {
    let is_labelled =
        |text: &str| WORDS.totals.iter().any(|total| text.strip_prefix(total.as_str()).is_some_and(is_figure));
    let is_sum_of_part =
        |text: &str| WORDS.totals.iter().any(|total| text.ends_with(total.as_str())) && text.chars().count() <= 8;
    if first_text(row).is_some_and(|text| is_total(&text) || is_sum_of_part(&text))
        || opening(row).is_some_and(|text| is_labelled(&text))
    {
        return Some(RowUse::Total);
    }
    // A note is a sentence or two; where more cells are filled in, somebody registered something.
    let is_short = row.cells.iter().filter(says_something).nth(2).is_none();
    let begins = |text: String| WORDS.notes.iter().any(|note| text.starts_with(note.as_str()));
    (is_short && opening(row).is_some_and(begins)).then_some(RowUse::Note)
}

/// √出席 ×缺席 △请假: what the marks mean, in one cell.
fn is_legend(row: &Row<'_>) -> bool {
    let mut cells = row.cells.iter().filter(says_something);
    let (Some(only), None) = (cells.next(), cells.next()) else { return false };
    let Value::Text(text) = &only.value else { return false };
    let marks: std::collections::BTreeSet<char> =
        text.chars().filter(|c| ['√', '✓', '✔', '×', '✗', '✘', '○', '△', '▲', '☆', '●'].contains(c)).collect();
    marks.len() >= 2 && text.chars().count() > 4
}

/// Only a running number, or dashes, and what formulas make of the blanks: the line is still to be filled in.
fn is_waiting(row: &Row<'_>) -> bool {
    let mut filled = row.cells.iter().filter(|cell| says_something(cell) && !cell.formula);
    filled.next().is_none_or(|cell| matches!(cell.value, Value::Number(_)) || shown(cell).chars().count() <= 3)
        && filled.next().is_none()
}

/// A line that shows how to fill in the others says so in one of its first cells.
pub(super) fn is_example(row: &Row<'_>) -> bool {
    row.cells.iter().take(2).any(|cell| match &cell.value {
        Value::Text(text) => {
            let text = compact(text);
            let bare = text.trim_matches(['(', ')', '【', '】', '[', ']', ':']);
            matches!(bare, "例" | "示例" | "样例" | "举例" | "例如" | "范例")
        }
        _ => false,
    })
}

/// What follows 合计 in one cell: ：2条, (20人), 35.
fn is_figure(rest: &str) -> bool {
    rest.starts_with(|c: char| matches!(c, ':' | '(' | '共') || c.is_ascii_digit())
}

/// 必填, under every header that has to be filled in.
fn is_instruction(row: &Row<'_>) -> bool {
    let mut cells = row.cells.iter().filter(says_something);
    cells.all(|cell| match &cell.value {
        Value::Text(text) => matches!(compact(text).as_str(), "必填" | "选填" | "非必填" | "必填项" | "选填项"),
        _ => false,
    })
}

/// A header that a page break repeats, be it in slightly other words.
fn repeats_header(row: &Row<'_>, table: &Table) -> bool {
    let heads = |cell: &Cell| {
        let Value::Text(text) = &cell.value else { return false };
        let heading = table.band.at(cell.at.col);
        heading.is_some_and(|(heading, _)| {
            let word = without_remarks(&header(text));
            !word.is_empty() && heading.path.iter().any(|part| without_remarks(part) == word)
        })
    };
    let repeated = row.cells.iter().filter(|cell| heads(cell)).count();
    repeated >= 2 && repeated * 2 > row.cells.len()
}

/// A line as nearly all are, told before anything else is asked: numbered, with a name, and with a day where it has one.
fn is_plain_line(row: &Row<'_>, form: &FormPlace) -> bool {
    let cell = |field: Field| form.columns.get(&field).map(|col| row.get(*col).map(|cell| &cell.value));
    let is_numbered = matches!(cell(Field::Serial), Some(Some(Value::Number(_))));
    let is_named = matches!(cell(Field::Name), Some(Some(Value::Text(text))) if !says_nothing(text));
    is_numbered && is_named && matches!(cell(Field::Date), None | Some(Some(Value::Date(_))))
}

/// Whether a field is filled in with something that is no label of a footer.
fn proves(row: &Row<'_>, form: &FormPlace, field: Field) -> bool {
    let cell = form.columns.get(&field).and_then(|col| row.get_merged(*col));
    cell.is_some_and(|cell| match &cell.value {
        Value::Text(text) => !(says_nothing(text) || text.contains([':', '：']) && is_label(&compact(text))),
        _ => true,
    })
}

/// 组长|王伟|成员|李秀英 below a table: where lines are numbered, a word stands.
fn is_label_in_serial(row: &Row<'_>, form: &FormPlace) -> bool {
    let cell = form.columns.get(&Field::Serial).and_then(|col| row.get(*col));
    let Some(Value::Text(text)) = cell.map(|cell| &cell.value) else { return false };
    let text = compact(text);
    WORDS.notes.iter().any(|note| text.starts_with(note.as_str()))
}

/// 支部书记：, 日期：2025年12月26日.
fn is_label(text: &str) -> bool {
    text.find(':').is_some_and(|at| at > 0 && text.get(..at).is_some_and(|label| label.chars().count() <= 10))
}

/// 本人签字：, 支部书记： side by side below a table.
fn is_labels(row: &Row<'_>) -> bool {
    let mut labels = 0_usize;
    let mut others = 0_usize;
    for cell in row.cells.iter().filter(says_something) {
        match &cell.value {
            Value::Text(text) if is_label(&compact(text)) => labels += 1,
            _ => others += 1,
        }
    }
    labels > 0 && labels >= others
}

/// A text that stands alone in its row and names neither a member nor a figure says something of the table: 本月无.
fn lone_text(row: &Row<'_>, form: &FormPlace, figures: &[u32]) -> Option<RowUse> {
    let mut filled = row.cells.iter().filter(says_something);
    let (Some(cell), None) = (filled.next(), filled.next()) else { return None };
    let of = |field: Field| form.columns.get(&field) == Some(&cell.at.col);
    let Value::Text(text) = &cell.value else { return None };
    let dated = of(Field::Date) && text.contains(|c: char| c.is_ascii_digit());
    let says_who_or_what = of(Field::Name) || of(Field::ItemNumber) || dated || figures.contains(&cell.at.col);
    (!says_who_or_what).then_some(RowUse::Note)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::drawn;
    use crate::workbook::sketch;

    const HEADER: &str = "序号|日期|姓名|项目编号|次数|事由";

    /// Excel's numbers of the rows of data below a header in row 1.
    fn rows_below(header: &str, below: &str) -> Vec<u32> {
        const FIELDS: [Field; 4] = [Field::Name, Field::Date, Field::ItemNumber, Field::Matter];
        const PROOF: [Field; 3] = [Field::Name, Field::Date, Field::ItemNumber];
        let rules = drawn::rules();
        let sheets = sketch(&format!("# 积分登记\n{header}\n{below}"));
        let tables = drawn::tables(&sheets[0], &rules);
        let context = drawn::context(&sheets[0], &tables[0], &rules);
        let rows = sorted_rows(&sheets[0], &tables[0], &context.form, &FIELDS, &PROOF);
        rows.iter().filter(|(_, row_use)| *row_use == RowUse::Data).map(|(row, _)| row.number + 1).collect()
    }

    fn rows(below: &str) -> Vec<u32> {
        rows_below(HEADER, below)
    }

    #[test]
    fn only_rows_that_say_something_of_the_matter_are_data() {
        for (below, expected) in [
            ("1|2025-03-08|王伟|A|1|清理村道", &[2][..]),
            // blank rows, and rows that only wait to be filled in
            ("|||||\n1|2025-03-08|王伟|A|1|\n2|||||\n3||||1|\n4|—|/|||", &[3]),
            // what formulas make of rows that nobody filled in, and an example
            ("1|2025-03-08|王伟|A|1|\n2||||=COUNT(A1)|", &[2]),
            ("例|2025-03-08|王某某|A|1|\n1|2025-03-08|王伟|A|1|\n（例）|2025-03-08|王某某|A|1|", &[3]),
            // totals and what stands below the table
            ("1|2025-03-08|王伟|A|1|\n合计||||1|\n小 计||||1|\n||总计||3|", &[2]),
            ("1|2025-03-08|王伟|A|1|\n填表人：王伟||审核人：李秀英|日期：2025-12-31||", &[2]),
            ("1|2025-03-08|王伟|A|1|\n注：以上各条经小组核对|||||\n说明|||||以上属实", &[2]),
            // a signature is no data, whatever stands beside it
            ("填表人：|2025-12-31|王伟|A||", &[]),
            // the header again, as page breaks repeat it
            ("1|2025-03-08|王伟|A|1|\n序号|日期|姓名|项目编号|次数|事由\n2|2025-03-09|王伟|A|1|", &[2, 4]),
            ("1|2025-03-08|王伟|A|1|\n序 号|日　期|姓 名|项目编号|次数|事由", &[2]),
            // half-filled rows are data: what is missing is reported
            ("1||王伟|||\n2|2025-03-08||||\n3|||A||\n4|||||清理村道", &[2, 3, 4, 5]),
        ] {
            assert_eq!(rows(below), expected, "{below}");
        }
    }

    #[test]
    fn a_line_that_begins_like_a_footer_is_data_where_it_names_who_and_when() {
        let first = |below: &str| rows_below("事由|日期|姓名|项目编号|次数", below).len();
        for matter in ["审核全村低保名单", "日期有误后改正", "注意防火巡查", "说明会上帮忙", "平均"]
        {
            assert_eq!(first(&format!("{matter}|2025-03-08|王伟|A|1")), 1, "{matter}");
            assert_eq!(first(&format!("{matter}||||")), 0, "{matter}");
        }
    }
}
