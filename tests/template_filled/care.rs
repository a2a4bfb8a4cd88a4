//! What fits together: of each rule set, who may have which item, and figures of its tables that agree.

use chrono::{Days, NaiveDate};
use jifen::model::{Points, TableCell};
use jifen::reports::TemplateForm;
use jifen::rules::{Column, Holds, RuleSet, Table as Declared};

use super::filler::Line;

/// A row of a declared table: whose it is where the form does not say it, and its cells by the ids of their columns.
pub struct Row {
    pub member: String,
    pub cells: Vec<(&'static str, TableCell)>,
}

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, month, day).unwrap()
}

/// The line as the rule set lets it stand; nothing where the form cannot say it.
pub fn line(rules: &RuleSet, form: TemplateForm, mut line: Line) -> Option<Line> {
    if rules.id == "classified-members" {
        match line.item.as_str() {
            // Of everybody once.
            "F07" => return None,
            // Only of those who are away.
            "F06" => line.member = "方立春".to_owned(),
            _ => {}
        }
    }
    if form == TemplateForm::Matrix {
        line.quantity = 1;
    }
    Some(line)
}

/// Lines that others ask for.
pub fn more_lines(rules: &RuleSet, names: &[&str]) -> Vec<Line> {
    let line = |member: &str, item: &str, stated: Option<i64>, date: NaiveDate| Line {
        member: member.to_owned(),
        item: item.to_owned(),
        level: String::new(),
        quantity: 1,
        stated: stated.map(Points::whole),
        date,
    };
    match rules.id.as_str() {
        // 年度履职评价 of everybody, the least and, of those whose full marks are 40, the most.
        "classified-members" => {
            let points = |place: usize| [25, 0, 20, 40, 30][place % 5];
            names.iter().enumerate().map(|(n, name)| line(name, "F07", Some(points(n)), day(12, 10))).collect()
        }
        // Whoever failed in a quarter is helped in the next.
        "company-weighted" => [5, 8, 11].map(|month| line(names[1], "D02", None, day(month, 12))).to_vec(),
        _ => Vec::new(),
    }
}

/// What stands in a column of the rule set's own.
pub fn own_column(_rules: &RuleSet, column: &Column, line: &Line) -> Option<TableCell> {
    match (column.id.as_str(), column.holds) {
        ("shown_from", _) => Some(TableCell::Day(line.date + Days::new(2))),
        ("shown_to", _) => Some(TableCell::Day(line.date + Days::new(16))),
        ("objection", _) => Some(TableCell::words("无")),
        ("honour", _) => Some(TableCell::words(&format!("优秀志愿者{}", line.level))),
        (_, Holds::Text) => Some(TableCell::words("无")),
        _ => None,
    }
}

/// The figure behind a label: ten people, ten votes.
pub fn label(_rules: &RuleSet, _label: &Column) -> TableCell {
    TableCell::Whole(10)
}

/// The days of meetings, each with the number of its kind: enough of each kind.
pub fn days(rules: &RuleSet, _declared: &Declared) -> Vec<(NaiveDate, usize)> {
    if rules.id != "classified-members" {
        return (0..24)
            .map(|number| (day(number / 2 + 1, if number % 2 == 0 { 8 } else { 22 }), number as usize))
            .collect();
    }
    let monthly = (1..=12).flat_map(|month| [(day(month, 6), 1), (day(month, 16), 2)]);
    let quarterly = [2, 5, 8, 11].into_iter().flat_map(|month| [(day(month, 20), 0), (day(month, 25), 3)]);
    monthly.chain(quarterly).collect()
}

/// The sign of a member at a meeting; `absent` is how often the ledger says that the member was.
pub fn sign(
    rules: &RuleSet,
    declared: &Declared,
    member: usize,
    meeting: usize,
    kind: usize,
    absent: usize,
) -> TableCell {
    let signs: Vec<&str> = declared.signs.iter().map(|sign| sign.word.title.as_str()).collect();
    let present = TableCell::words(signs[0]);
    let nothing = TableCell::Empty;
    match (rules.id.as_str(), declared.id.as_str()) {
        ("village-vanguard", _) if meeting < absent => TableCell::words("×"),
        ("village-vanguard", _) if member == 0 && meeting < 4 => TableCell::words(["√", "△", "—", "请假"][meeting]),
        // 支委会 is for its members alone: every other one of the roster.
        ("company-weighted", _) if kind % 5 == 2 && member % 2 == 1 => nothing,
        ("company-weighted", _) if member == 0 && meeting < 4 => TableCell::words(["√", "△", "—", "×"][meeting]),
        ("classified-members", "attendance") => match (member % 5, kind) {
            (3, 3) => TableCell::words("送"),
            (3, _) | (2, 1) => nothing,
            (_, 1) if member % 2 == 1 => nothing,
            (2, 0 | 3) => TableCell::words("线"),
            (0, 2) if meeting < 4 => TableCell::words("△"),
            _ => present,
        },
        ("classified-members", "dues") if member == 0 => TableCell::words(["√", "补", "△", "—"][meeting % 4]),
        ("classified-members", "dues") if member == 1 && meeting == 5 => TableCell::words("×"),
        _ => present,
    }
}

/// The rows of a table; where the form has `filled` rows with names, those come first.
pub fn rows(rules: &RuleSet, declared: &Declared, names: &[&str], filled: usize) -> Vec<Row> {
    let whole = TableCell::Whole;
    let limits = |column: &str, member: usize| {
        let column = declared.columns.iter().find(|own| own.id == column).unwrap();
        let limit = if member == 0 { column.from } else { column.to };
        TableCell::Points(limit.unwrap_or(Points::whole(100)))
    };
    let of_members = |cells: &dyn Fn(usize) -> Vec<(&'static str, TableCell)>| {
        (0..filled).map(|row| Row { member: String::new(), cells: cells(row) }).collect::<Vec<Row>>()
    };
    match (rules.id.as_str(), declared.id.as_str()) {
        ("village-vanguard", "appraisal") => {
            of_members(&|row| vec![("team", limits("team", row)), ("leader", limits("leader", row))])
        }
        ("company-weighted", "assessment") => of_members(&|row| {
            let member = row % names.len();
            vec![
                ("exam", limits("exam", usize::from(member != 0))),
                ("done", TableCell::words(if member == 1 { "0%" } else { "105%" })),
                ("promised", whole(4)),
                ("kept", whole(if member == 2 { 0 } else { 4 })),
            ]
        }),
        ("agency-lists", "ballot") => of_members(&|row| {
            let good = if row == 0 { 10 } else { 1 };
            vec![("excellent", whole(10 - good)), ("good", whole(good)), ("fair", whole(0)), ("poor", whole(0))]
        }),
        ("agency-lists", "publicity") => {
            let halves = [("上半年", 6), ("下半年", 12)];
            let stages = ["评分", "加分", "减分", "审定"];
            let pairs = halves.iter().flat_map(|half| stages.iter().map(move |stage| (half, *stage)));
            pairs
                .map(|((half, month), stage)| Row {
                    member: String::new(),
                    cells: vec![
                        ("half", TableCell::words(half)),
                        ("stage", TableCell::words(stage)),
                        ("begins", TableCell::Day(day(*month, 3))),
                        ("ends", TableCell::Day(day(*month, 12))),
                        ("way", TableCell::words("公示栏")),
                        ("objections", TableCell::words("无")),
                    ],
                })
                .collect()
        }
        ("classified-members", "appraisals") => {
            let columns = ["virtue", "ability", "diligence", "achievement", "integrity"];
            let judges = [("甲评委", 0), ("乙评委", 20), ("丙评委", 15)];
            names
                .iter()
                .flat_map(|name| judges.iter().map(move |judge| (name, judge)))
                .map(|(name, (judge, points))| {
                    let mut cells = vec![("evaluator", TableCell::words(judge))];
                    cells.extend(columns.map(|column| (column, whole(*points))));
                    cells.push(("sum", whole(points * 5)));
                    Row { member: (*name).to_owned(), cells }
                })
                .collect()
        }
        ("classified-members", "tasks") => names
            .iter()
            .flat_map(|name| (1..=12).map(move |month| (*name, month)))
            .map(|(name, month)| Row {
                member: name.to_owned(),
                cells: vec![
                    ("day", TableCell::Day(day(month, 18))),
                    ("work", TableCell::words("巡河护林")),
                    ("outcome", TableCell::words(["√", "△", "√", "√", "×"][month as usize % 5])),
                    ("reason", TableCell::words("见会议记录")),
                ],
            })
            .collect(),
        _ => Vec::new(),
    }
}
