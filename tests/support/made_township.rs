//! A township made up from the rule set: its figures come from the engine's own scoring, its people from nowhere.

use jifen::model::{Period, Points, Severity};
use jifen::reports::{
    BranchResult, DiagnosticResult, EntryResult, FileResult, MemberResult, PeriodResult, QuotaResult, Rank,
    ResultDocument, RuleSetResult, SCHEMA, SourceResult, Status, StepResult,
};
use jifen::rules::formula::{Expr, Function, Scope, Value, evaluate};
use jifen::rules::{Item, Ref, Rule, RuleSet};
use jifen::scoring::{Contender, allocate, competition_ranks, mean};

const SURNAMES: [&str; 12] = ["王", "李", "张", "刘", "陈", "杨", "欧阳", "黄", "周", "吴", "徐", "上官"];
const NAMES: [&str; 10] = ["伟", "秀英", "志远", "丽", "建国", "树森", "桂芳", "子轩", "明", "春梅"];
const BRANCHES: [&str; 6] = ["东河村", "西沟村", "南坪村", "北岭村", "镇机关", "中心小学"];

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

struct Sums<'a>(&'a [Points], Points);

impl Scope<Ref> for Sums<'_> {
    fn name(&mut self, name: &Ref) -> Value {
        match name {
            Ref::Score => Value::Number(self.1),
            Ref::Category(index) => self.0.get(*index).copied().into(),
            _ => Value::Missing,
        }
    }

    fn call(&mut self, _: Function, _: &[Expr<Ref>]) -> Value {
        Value::Missing
    }
}

/// A township of so many branches and members in each; every diagnostic of `problems` kinds of severity once a branch.
pub fn township(rules: &RuleSet, branches: usize, members: usize) -> ResultDocument {
    let mut dice = Dice(7);
    let mut result = empty(rules);
    for index in 0..branches {
        let stem = BRANCHES[index % BRANCHES.len()];
        let name =
            if index < BRANCHES.len() { format!("{stem}党支部") } else { format!("{stem}第{index}党支部") };
        let own: Vec<MemberResult> = (0..members).map(|n| member(rules, &name, n, &mut dice)).collect();
        add_branch(rules, &mut result, name, own);
    }
    let scores: Vec<Points> = counted(&result.members).filter_map(|m| m.score).collect();
    for (member, rank) in result.members.iter_mut().filter(|m| m.counted).zip(competition_ranks(&scores)) {
        member.rank.township = Some(rank);
    }
    let is_provisional = result.diagnostics.iter().any(|d| d.severity == Severity::Error)
        || result.members.iter().any(|m| !m.contested.is_empty());
    if is_provisional {
        result.status = Status::Provisional;
        result.provisional_because = vec!["有未改正的错误或待定的名额".into()];
    }
    result
}

/// A township of which nothing is known yet.
pub fn empty(rules: &RuleSet) -> ResultDocument {
    let period = Period::parse("2025").unwrap();
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
            label: period.to_string(),
            from: period.from().to_string(),
            to: period.to().to_string(),
            programme_year: 1,
            cumulative: false,
        },
        status: Status::Final,
        provisional_because: Vec::new(),
        files: Vec::new(),
        branches: Vec::new(),
        members: Vec::new(),
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

fn counted(members: &[MemberResult]) -> impl Iterator<Item = &MemberResult> {
    members.iter().filter(|member| member.counted)
}

fn member(rules: &RuleSet, branch: &str, n: usize, dice: &mut Dice) -> MemberResult {
    let mut steps = Vec::new();
    let mut veto = Vec::new();
    for item in &rules.items {
        let is_vetoed = item.is_veto() && dice.below(120) == 0;
        if is_vetoed {
            veto.push(item.id.clone());
        }
        if item.full.is_some() || is_vetoed || (!item.is_veto() && dice.below(4) == 0) {
            steps.push(step(rules, item, branch, dice));
        }
    }
    let of = |id: &str, steps: &[StepResult]| -> Points {
        steps.iter().filter(|s| s.category.as_deref() == Some(id)).map(|s| s.counted).sum()
    };
    let categories: Vec<(String, Points)> =
        rules.categories.iter().map(|category| (category.id.clone(), of(&category.id, &steps))).collect();
    let exact: Points = categories.iter().map(|(_, points)| *points).sum();
    let score = exact.round(rules.score.places);
    if score != exact {
        steps.push(StepResult {
            item: None,
            category: None,
            period: "2025".into(),
            class: None,
            counted: score - exact,
            of: None,
            note: "取位".into(),
            entries: Vec::new(),
        });
    }
    let sums: Vec<Points> = categories.iter().map(|(_, points)| *points).collect();
    let holds = |rule: &Rule| evaluate(rule.tree(), &mut Sums(&sums, score)).holds();
    let grade = rules.grades.iter().find(|grade| grade.when[0].as_ref().is_some_and(holds)).unwrap();
    MemberResult {
        branch: branch.into(),
        name: format!("{}{}", SURNAMES[n % 12], NAMES[(n / 3 + n) % 10]),
        id: (n + 1).to_string(),
        class: None,
        probationary: n % 17 == 5,
        counted: n % 19 != 7,
        categories: categories.into_iter().map(|(id, points)| (id, Some(points))).collect(),
        score: Some(score),
        rank: Rank { branch: None, township: None },
        grade: Some(grade.title.clone()),
        stars: grade.stars,
        stars_by_points: grade.stars,
        grade_by_points: None,
        contested: Vec::new(),
        veto,
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

fn step(rules: &RuleSet, item: &Item, branch: &str, dice: &mut Dice) -> StepResult {
    let quarters = i64::try_from(dice.below(29)).unwrap();
    let size = Points::whole(quarters) / Points::whole(4);
    let counted = match item.full {
        _ if item.is_veto() => Points::ZERO,
        Some(full) => full - size * Points::parse("0.333").unwrap(),
        None => item.signed(size + Points::whole(1)),
    };
    let source = SourceResult { file: format!("{branch}.xlsx"), sheet: "积分登记".into(), cell: "A12:J12".into() };
    let entry = EntryResult {
        date: "2025-03-15".into(),
        quantity: Points::whole(1),
        level: None,
        stated: None,
        effect: counted,
        state: "counted".into(),
        why: None,
        written: None,
        source,
    };
    StepResult {
        item: Some(item.id.clone()),
        category: item.category.map(|index| rules.categories[index].id.clone()),
        period: "2025".into(),
        class: None,
        counted,
        of: item.full,
        note: item.full.map_or(String::new(), |full| format!("满分 {full}")),
        entries: vec![entry; usize::try_from(dice.below(3)).unwrap()],
    }
}

fn add_branch(rules: &RuleSet, result: &mut ResultDocument, name: String, mut own: Vec<MemberResult>) {
    let scores: Vec<Points> = counted(&own).filter_map(|m| m.score).collect();
    for (member, rank) in own.iter_mut().filter(|m| m.counted).zip(competition_ranks(&scores)) {
        member.rank.branch = Some(rank);
    }
    give_places(rules, result, &name, &mut own);
    let file = format!("{name}.xlsx");
    let problem = |severity, code: &str, cell: &str, value: &str, message: &str| DiagnosticResult {
        code: code.into(),
        severity,
        file: Some(file.clone()),
        sheet: Some("积分登记".into()),
        cell: Some(cell.into()),
        branch: Some(name.clone()),
        member: own.first().map(|m| m.name.clone()),
        value: Some(value.into()),
        message: message.into(),
        help: "请对照原始记录改正，改完保存后再交。".into(),
        fix: None,
    };
    let found = [
        problem(Severity::Note, "V201", "A5", "２０２５.3.15", "日期的写法已按 2025-03-15 理解。"),
        problem(Severity::Error, "E306", "G12", "=12+1", "分值 13 不在这一项规定的 1 到 5 之间，该条不计分。"),
        problem(Severity::Warning, "P101", "I14", "", "缺大会讨论通过的日期，该条暂不计分，电话13800000000。"),
    ];
    result.diagnostics.extend(found);
    result.files.push(FileResult {
        path: file,
        sha256: jifen::model::Digest::of(name.as_bytes()).to_string(),
        branch: Some(name.clone()),
        titled: None,
        layout: vec!["roster".into(), "ledger".into()],
        rows: own.len() * 4,
        tables: Vec::new(),
        reading: None,
    });
    result.branches.push(BranchResult {
        path: vec!["清河镇".into(), name.clone()],
        name,
        members: scores.len(),
        mean: mean(&scores),
        errors: 1,
        warnings: 1,
        rule_set: None,
    });
    result.members.append(&mut own);
}

fn give_places(rules: &RuleSet, result: &mut ResultDocument, name: &str, own: &mut [MemberResult]) {
    let competing: Vec<usize> = (0..own.len()).filter(|n| own[*n].counted && own[*n].veto.is_empty()).collect();
    let number = |member: &MemberResult, rule: &Rule| {
        let sums: Vec<Points> = member.categories.iter().map(|(_, points)| points.unwrap()).collect();
        evaluate(rule.tree(), &mut Sums(&sums, member.score.unwrap())).number().unwrap()
    };
    let contenders: Vec<Contender> = competing
        .iter()
        .map(|n| Contender {
            keys: rules.quota.order.iter().map(|fact| number(&own[*n], fact)).collect(),
            by_points: rules.grade_index(own[*n].grade.as_deref().unwrap()).unwrap(),
        })
        .collect();
    let counted = own.iter().filter(|m| m.counted).count();
    let places = allocate(rules, 1, &|_| counted, &contenders, &[]);
    let names = |who: &[usize]| who.iter().map(|n| own[competing[*n]].name.clone()).collect();
    for outcome in &places.quotas {
        result.quotas.push(QuotaResult {
            scope: name.into(),
            level: rules.grades[outcome.grade].title.clone(),
            counted: outcome.counted,
            percent: outcome.percent,
            limit: outcome.limit,
            candidates: outcome.candidates.len(),
            awarded: names(&outcome.awarded),
            contested: names(&outcome.contested),
            reserved: outcome.reserved,
            rule_set: None,
        });
    }
    for (n, who) in competing.iter().enumerate() {
        let grade = &rules.grades[places.grades[n]];
        own[*who].grade = Some(grade.title.clone());
        own[*who].stars = grade.stars;
        own[*who].contested = places.contested[n].iter().map(|g| rules.grades[*g].title.clone()).collect();
    }
    for member in own {
        if let (false, Some(veto)) = (member.veto.is_empty(), &rules.veto) {
            let grade = &rules.grades[veto.grade.unwrap()];
            member.grade = Some(grade.title.clone());
            member.stars = grade.stars;
        }
        let grade = rules.grades.iter().find(|grade| Some(&grade.title) == member.grade.as_ref());
        member.consequences = grade.map_or(Vec::new(), |grade| grade.effects.clone());
    }
}
