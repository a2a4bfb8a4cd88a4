use super::{basis, members, moved, problems, stars, steps, summary_book};
use crate::model::{Cached, Points, RowKind, Severity, Table, TableCell};
use crate::reports::{
    AlertResult, BranchResult, DecisionResult, DiagnosticResult, Honour, MemberResult, PeriodResult, QuotaResult, Rank,
    ResultDocument, RuleSetResult, SCHEMA, Status, StepResult,
};
use crate::rules::{RuleSet, builtin, default_id};

fn rules() -> RuleSet {
    builtin(&default_id()).unwrap().unwrap()
}

fn points(text: &str) -> Points {
    Points::parse(text).unwrap()
}

fn step(rules: &RuleSet, category: usize, counted: &str) -> StepResult {
    let item = rules.items.iter().find(|item| item.category == Some(category)).unwrap();
    StepResult {
        item: Some(item.id.clone()),
        category: Some(rules.categories[category].id.clone()),
        period: "2025".into(),
        class: None,
        counted: points(counted),
        of: item.full,
        note: String::new(),
        entries: Vec::new(),
    }
}

fn member(rules: &RuleSet, name: &str, base: &str, bonus: &str) -> MemberResult {
    let categories = rules.categories.iter().zip([base, bonus, "0"]);
    MemberResult {
        branch: "东河村党支部".into(),
        name: name.into(),
        id: "01".into(),
        class: None,
        probationary: false,
        counted: true,
        categories: categories.map(|(category, text)| (category.id.clone(), Some(points(text)))).collect(),
        score: Some(points(base) + points(bonus)),
        rank: Rank { branch: Some(1), township: Some(1) },
        grade: Some(rules.grades[1].title.clone()),
        stars: rules.grades[1].stars,
        stars_by_points: rules.grades[0].stars,
        grade_by_points: Some(rules.grades[0].title.clone()),
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
        steps: vec![step(rules, 0, base), step(rules, 1, bonus)],
    }
}

fn result(rules: &RuleSet, members: Vec<MemberResult>) -> ResultDocument {
    let counted = members.iter().filter(|member| member.counted).count();
    ResultDocument {
        schema: SCHEMA,
        jifen: "0.1.0".into(),
        rule_set: RuleSetResult {
            id: rules.id.clone(),
            title: rules.title.clone(),
            version: rules.version.clone(),
            sha256: rules.digest.to_string(),
        },
        township: Some("清河镇".into()),
        period: PeriodResult {
            label: "2025".into(),
            from: "2025-01-01".into(),
            to: "2025-12-31".into(),
            programme_year: 1,
            cumulative: false,
        },
        status: Status::Provisional,
        provisional_because: vec!["有错误".into()],
        files: Vec::new(),
        branches: vec![BranchResult {
            name: "东河村党支部".into(),
            path: Vec::new(),
            members: counted,
            mean: None,
            errors: 0,
            warnings: 0,
            rule_set: None,
        }],
        members,
        quotas: Vec::new(),
        honours: Vec::new(),
        records: None,
        diagnostics: Vec::new(),
        rounds: Vec::new(),
        waived: Vec::new(),
        rule_sets: Vec::new(),
        organisation: Vec::new(),
        transfers: Vec::new(),
        series: Vec::new(),
        closed: Vec::new(),
        decisions: Vec::new(),
        objections: Vec::new(),
        appraisals: Vec::new(),
        years: None,
        breakdown: Vec::new(),
        sensitivity: None,
        publicity: None,
        transfer: None,
    }
}

fn table(result: &ResultDocument, rules: &RuleSet, name: &str) -> Table {
    summary_book(result, rules).tables.into_iter().find(|table| table.name == name).unwrap()
}

fn formulas(cells: &[TableCell]) -> Vec<(&str, &Cached)> {
    let mut formulas = Vec::new();
    for cell in cells {
        if let TableCell::Formula { formula, cached } = cell {
            formulas.push((formula.as_str(), cached));
        }
    }
    formulas
}

#[test]
fn the_sheets_stand_in_order_and_say_when_the_result_is_provisional() {
    let rules = rules();
    let book = summary_book(&result(&rules, Vec::new()), &rules);
    let names: Vec<&str> = book.tables.iter().map(|table| table.name.as_str()).collect();
    assert_eq!(names, ["总览", "党员积分", "星级评定", "支部情况", "后续措施", "问题清单", "得分明细", "依据"]);
    assert!(
        book.tables.iter().all(|table| table.title.starts_with("清河镇2025年") && table.title.ends_with("（试算）"))
    );
}

#[test]
fn points_are_sums_over_a_members_own_steps() {
    let rules = rules();
    let result = result(&rules, vec![member(&rules, "王伟", "60", "41"), member(&rules, "李丽", "60.5", "1")]);
    let table = table(&result, &rules, members::NAME);
    let second = formulas(&table.rows[1].cells);
    assert_eq!(second[0], ("SUMIFS(得分明细!$G$6:$G$7,得分明细!$D$6:$D$7,G$3)", &Cached::Points(points("60.5"))));
    assert_eq!(second[3], ("ROUND(SUM(G5:I5),2)", &Cached::Points(points("61.5"))));
    let by_branch = "COUNTIFS($B$4:$B$5,$B5,$F$4:$F$5,\"是\",$J$4:$J$5,\">\"&$J5)+1";
    assert_eq!(second[4], (by_branch, &Cached::Whole(1)));
    assert!(matches!(&table.rows[0].cells[3], TableCell::Text(id) if id == "01"));
}

#[test]
fn a_figure_that_no_sum_gives_stands_as_it_is() {
    let rules = rules();
    let mut odd = member(&rules, "王伟", "60", "41");
    odd.steps[0].counted = points("59");
    odd.score = Some(points("80"));
    let table = table(&result(&rules, vec![odd]), &rules, members::NAME);
    assert!(matches!(table.rows[0].cells[6], TableCell::Points(base) if base == points("60")));
    assert!(matches!(table.rows[0].cells[9], TableCell::Points(score) if score == points("80")));
}

#[test]
fn who_has_no_score_has_no_figures() {
    let rules = rules();
    let mut none = member(&rules, "王伟", "60", "41");
    (none.score, none.grade, none.rank) = (None, None, Rank { branch: None, township: None });
    none.categories.remove(0);
    none.steps.clear();
    let table = table(&result(&rules, vec![none]), &rules, members::NAME);
    let empty = |col: usize| matches!(table.rows[0].cells[col], TableCell::Empty);
    assert!([6, 9, 10, 11, 12, 13].into_iter().all(empty), "{:?}", table.rows[0]);
    assert_eq!(table.rows[0].cells.len(), table.columns.len());
}

#[test]
fn every_row_is_as_wide_as_its_header() {
    let rules = rules();
    let mut one = member(&rules, "王伟", "60", "41");
    one.class = Some("农村党员".into());
    one.steps[1].period = "2025Q1".into();
    one.consequences = vec!["谈话".into()];
    one.periods = vec![("2025Q1".into(), Some(points("90"))), ("2025Q2".into(), None)];
    one.alerts = vec![AlertResult {
        kind: "党费".into(),
        from: "2025-01".into(),
        to: "2025-06".into(),
        months: 6,
        level: "名单".into(),
    }];
    let honour = |period: Option<&str>| Honour {
        title: "月度之星".into(),
        branch: one.branch.clone(),
        name: one.name.clone(),
        id: one.id.clone(),
        period: period.map(str::to_owned),
    };
    let honours = vec![honour(Some("2025-01")), honour(Some("2025-02")), honour(None)];
    let other = member(&rules, "李丽", "60", "0");
    let mut result = result(&rules, vec![one, other]);
    result.honours = honours;
    let book = summary_book(&result, &rules);
    for table in book.tables.iter().filter(|table| table.name != stars::name(&rules) && table.name != "总览") {
        let has_cells = |row: &&crate::model::Row| matches!(row.kind, RowKind::Body | RowKind::Total);
        let mut rows = table.rows.iter().filter(has_cells);
        // The grids of the rule set on 依据 are narrower than the sheet.
        let is_basis = table.name == basis::NAME;
        assert!(rows.all(|row| is_basis || row.cells.len() == table.columns.len()), "{}", table.name);
    }
    assert!(book.tables.iter().any(|table| table.name == steps::NAME && table.columns.len() == 11));
    let members = book.tables.iter().find(|table| table.name == members::NAME).unwrap();
    let shown = |header: &str, row: usize| {
        let col = members.columns.iter().position(|column| column.header == header).unwrap();
        members.rows[row].cells[col].clone()
    };
    assert!(matches!(shown("荣誉", 0), TableCell::Text(text) if text == "月度之星 3 次"));
    assert!(matches!(shown("预警", 0), TableCell::Text(text) if text == "党费：2025-01 至 2025-06，6 个月，名单"));
    assert!(matches!(shown("2025Q1", 0), TableCell::Points(score) if score == points("90")));
    assert!(matches!(shown("2025Q1", 1), TableCell::Empty));
    assert_eq!(book.tables.iter().find(|table| table.name == "荣誉").map(|table| table.rows.len()), Some(3));
}

#[test]
fn a_quota_shows_how_its_places_were_reckoned_and_who_was_moved() {
    let rules = rules();
    let mut result = result(&rules, vec![member(&rules, "王伟", "60", "41")]);
    result.quotas.push(QuotaResult {
        scope: "东河村党支部".into(),
        level: rules.grades[0].title.clone(),
        counted: 23,
        percent: Some(points("5")),
        limit: 1,
        candidates: 2,
        awarded: vec!["李丽".into()],
        contested: Vec::new(),
        reserved: 0,
        rule_set: None,
    });
    let places = table(&result, &rules, stars::name(&rules));
    assert!(
        matches!(&places.rows[0].cells[2], TableCell::Text(text) if text == "党员总数 23 人 × 5% = 1.15，取整 1 名")
    );
    let (from, to) = (&rules.grades[0].title, &rules.grades[1].title);
    let reason = format!("「{from}」名额已满或没有名额，顺延为「{to}」");
    let table = table(&result, &rules, moved::NAME);
    assert!(matches!(&table.rows[0].cells[7], TableCell::Text(text) if *text == reason), "{:?}", table.rows[0]);
    // Where a meeting denied it, the places were not the reason.
    result.decisions.push(DecisionResult {
        branch: "东河村党支部".into(),
        name: "王伟".into(),
        id: Some("01".into()),
        grade: from.clone(),
        awarded: Some(false),
        on: Some("2026-01-10".into()),
        by: Some("党员大会".into()),
        reason: Some("议定".into()),
        outcome: "followed".into(),
        why: None,
        source: "决定.xlsx".into(),
    });
    let table = self::table(&result, &rules, moved::NAME);
    let reason = format!("党员大会 2026-01-10 决定不授予「{from}」，顺延为「{to}」");
    assert!(matches!(&table.rows[0].cells[7], TableCell::Text(text) if *text == reason), "{:?}", table.rows[0]);
}

#[test]
fn problems_stand_by_severity_masked_and_notes_are_capped() {
    let rules = rules();
    let problem = |severity, message: &str| DiagnosticResult {
        code: "S999".into(),
        severity,
        file: None,
        sheet: None,
        cell: None,
        branch: None,
        member: None,
        value: Some("=1+1".into()),
        message: message.into(),
        help: String::new(),
        fix: None,
    };
    let mut result = result(&rules, Vec::new());
    result.diagnostics = vec![problem(Severity::Note, "说"); 2_003];
    result.diagnostics.push(problem(Severity::Warning, "提"));
    result.diagnostics.push(problem(Severity::Error, "电话13800000000"));
    let table = table(&result, &rules, problems::NAME);
    assert_eq!(table.rows.len(), 2_002);
    assert!(matches!(&table.rows[0].cells[9], TableCell::Text(text) if text == "电话138******00"));
    assert!(matches!(&table.rows[1].cells[9], TableCell::Text(text) if text == "提"));
    assert!(table.notes[0].contains("另有 3 条"));
}
