use super::*;
use crate::model::{NumberKind, Points, RowKind, Table, TableCell};
use crate::reports::{EntryResult, Rank, ResultDocument, SourceResult, StepResult};
use crate::rules::{builtin, default_id};

fn rules() -> RuleSet {
    builtin(&default_id()).unwrap().unwrap()
}

fn points(text: &str) -> Points {
    Points::parse(text).unwrap()
}

fn entry(sheet: &str, row: usize, effect: &str) -> EntryResult {
    EntryResult {
        date: "2025-03-05".into(),
        quantity: Points::whole(1),
        level: None,
        stated: None,
        effect: points(effect),
        state: "counted".into(),
        why: None,
        written: None,
        source: SourceResult { file: "东河村.xlsx".into(), sheet: sheet.into(), cell: format!("A{row}:N{row}") },
    }
}

fn step(item: Option<&str>, counted: &str, entries: Vec<EntryResult>) -> StepResult {
    StepResult {
        item: item.map(str::to_owned),
        category: None,
        period: "2025".into(),
        class: None,
        counted: points(counted),
        of: None,
        note: String::new(),
        entries,
    }
}

fn member(name: &str, id: &str, steps: Vec<StepResult>) -> MemberResult {
    let score = steps.iter().map(|step| step.counted).sum();
    MemberResult {
        branch: "东河村党支部".into(),
        name: name.into(),
        id: id.into(),
        class: None,
        probationary: false,
        counted: true,
        categories: Vec::new(),
        score: (!steps.is_empty()).then_some(score),
        rank: Rank { branch: Some(1), township: Some(1) },
        grade: None,
        stars: 0,
        stars_by_points: 0,
        grade_by_points: None,
        contested: Vec::new(),
        veto: Vec::new(),
        consequences: Vec::new(),
        groups: Vec::new(),
        periods: Vec::new(),
        alerts: Vec::new(),
        party_group: None,
        before: None,
        carry: None,
        series: Vec::new(),
        steps,
    }
}

fn result(members: Vec<MemberResult>) -> ResultDocument {
    let text = r#"{"schema":1,"jifen":"0","rule_set":{"id":"a","title":"甲","version":"1","sha256":""},"township":"清河镇",
        "period":{"label":"2025","from":"2025-01-01","to":"2025-12-31","programme_year":1},"status":"final",
        "provisional_because":[],"files":[],"branches":[],"members":[],"quotas":[],"honours":[],"diagnostics":[]}"#;
    ResultDocument { members, ..serde_json::from_str(text).unwrap() }
}

/// What the cells of a table say, row by row.
fn said(table: &Table) -> Vec<(RowKind, Vec<String>)> {
    let word = |cell: &TableCell| match cell {
        TableCell::Text(text) | TableCell::Link { text, .. } => text.clone(),
        TableCell::Points(points) => points.to_string(),
        TableCell::Whole(number) => number.to_string(),
        _ => String::new(),
    };
    table.rows.iter().map(|row| (row.kind, row.cells.iter().map(word).collect())).collect()
}

#[test]
fn the_steps_add_up_to_the_score() {
    let steps = vec![step(None, "60.5", Vec::new()), step(None, "-2.25", Vec::new()), step(None, "12", Vec::new())];
    let (result, rules) = (result(vec![member("王伟", "1", steps)]), rules());
    let book = MemberBooks::of(&result).of_members(&[(&result.members[0], &rules)]);
    let rows = said(&book.tables[0]);
    let header = rows.iter().position(|(_, cells)| cells.first().is_some_and(|cell| cell == "步")).unwrap();
    let steps: Vec<[&str; 2]> =
        rows[header + 1..].iter().take(3).map(|(_, cells)| [cells[6].as_str(), cells[8].as_str()]).collect();
    assert_eq!(steps, [["60.5", "60.5"], ["-2.25", "58.25"], ["12", "70.25"]]);
    assert_eq!(rows[header + 4].1[2], "70.25 分");
}

#[test]
fn thirds_are_written_with_all_their_places() {
    let thirds = vec![step(None, "0.333333", Vec::new()), step(None, "0.000001", Vec::new())];
    let whole = vec![step(None, "12.5", Vec::new())];
    let (result, rules) = (result(vec![member("王伟", "1", thirds), member("李秀英", "2", whole)]), rules());
    let book = MemberBooks::of(&result).of_branch("东河村党支部", &rules);
    let kinds = |table: &Table| [table.columns[6].number, table.columns[8].number];
    assert_eq!(kinds(&book.tables[1]), [NumberKind::Places(6); 2]);
    assert_eq!(kinds(&book.tables[2]), [NumberKind::General; 2]);
    let widths = |table: &Table| table.columns.iter().map(|column| column.width).sum::<u16>();
    assert_eq!([widths(&book.tables[1]), widths(&book.tables[2])], [83, 83]);
}

#[test]
fn entries_stand_once_in_the_order_of_their_cells() {
    let of_months = || vec![entry("积分登记", 12, "1"), entry("积分登记", 9, "2")];
    let steps = vec![
        step(Some("J04"), "3", of_months()),
        step(Some("J04"), "3", of_months()),
        step(Some("Z05"), "5", vec![entry("积分登记", 10, "5"), entry("补记", 4, "0")]),
    ];
    let (result, rules) = (result(vec![member("王伟", "1", steps)]), rules());
    let book = MemberBooks::of(&result).of_members(&[(&result.members[0], &rules)]);
    let rows = said(&book.tables[0]);
    let header = rows.iter().position(|(_, cells)| cells.first().is_some_and(|cell| cell == "序号")).unwrap();
    let told: Vec<&str> = rows[header + 1..].iter().take(6).map(|(_, cells)| cells.last().unwrap().as_str()).collect();
    assert_eq!(told, ["东河村.xlsx「积分登记」", "A9:N9", "A10:N10", "A12:N12", "东河村.xlsx「补记」", "A4:N4"]);
}

#[test]
fn the_slip_is_a_page_of_its_own_and_long_lists_begin_pages_with_their_header() {
    let many: Vec<EntryResult> = (4..204).map(|row| entry("积分登记", row, "1")).collect();
    let (result, rules) = (result(vec![member("王伟", "1", vec![step(Some("J04"), "200", many)])]), rules());
    let book = MemberBooks::of(&result).of_members(&[(&result.members[0], &rules)]);
    let table = &book.tables[0];
    let rows = said(table);
    assert_eq!(table.own_pages, Some(table.breaks.len() + 1));
    assert!(table.breaks.len() > 4, "{:?}", table.breaks);
    let (first, rest) = table.breaks.split_first().unwrap();
    assert!(rows[*first].1[0].starts_with("二、登记（200 条）"), "{:?}", rows[*first]);
    assert!(rest[..3].iter().all(|at| rows[*at].0 == RowKind::Header && rows[*at].1[0] == "序号"));
}

#[test]
fn who_has_nothing_has_a_book_too() {
    let (result, rules) = (result(vec![member("王伟", "", Vec::new())]), rules());
    let book = MemberBooks::of(&result).of_members(&[(&result.members[0], &rules)]);
    assert_eq!(book.tables[0].own_pages, Some(2));
    let rows = said(&book.tables[0]);
    for words in ["没有得分", "二、登记：没有", "三、得分：没有计分的步骤", "定案"] {
        assert!(rows.iter().any(|(_, cells)| cells.iter().any(|cell| cell == words)), "{words}");
    }
}

#[test]
fn sheets_have_names_that_excel_takes_and_no_two_the_same() {
    let (long, wide) = ("长".repeat(60), "𠮷".repeat(40));
    let names = ["张伟", "张伟", "a/b:c[1]", "A/B:C[1]", "'甲'", &long, &wide, "13800000000"];
    let members = names.iter().zip(1..).map(|(name, id): (_, usize)| member(name, &id.to_string(), Vec::new()));
    let (result, rules) = (result(members.collect()), rules());
    let book = MemberBooks::of(&result).of_branch("东河村党支部", &rules);
    let sheets: std::collections::BTreeSet<String> =
        book.tables.iter().map(|table| table.name.to_lowercase()).collect();
    assert_eq!(sheets.len(), names.len() + 1);
    for sheet in &sheets {
        assert!(sheet.encode_utf16().count() <= 31 && !sheet.contains(['/', ':', '[', ']', '\'']), "{sheet}");
        assert!(!sheet.contains("13800000000"));
    }
    let links = book.tables[0].rows.iter().filter_map(|row| match &row.cells[1] {
        TableCell::Link { table, .. } => Some(table.clone()),
        _ => None,
    });
    let tables: Vec<String> = book.tables[1..].iter().map(|table| table.name.clone()).collect();
    assert_eq!(links.collect::<Vec<_>>(), tables);
}
