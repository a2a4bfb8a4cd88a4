//! What a rule set reaches by itself is never narrower than what the engine makes of members.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;
use jifen::checks::{Book, check_entries};
use jifen::model::{
    CellRange, CellRef, Entry, FactValue, FormPlace, ItemMention, Member, Period, Points, Source, StepTaken, Tells,
    When,
};
use jifen::rules::{Pricing, RuleSet, builtin, builtin_ids, load, reach::Given, reach::Reach};
use jifen::scoring::{BranchIndex, RUN, Scene, reckon_branch};
use proptest::prelude::*;

/// A rule set, and what it reaches in some runs.
type Set = (RuleSet, Vec<(Period, Reach)>);

/// The built-in rule sets, those of the tests, and one that has what the others lack.
fn sets() -> &'static [Set] {
    static SETS: OnceLock<Vec<Set>> = OnceLock::new();
    SETS.get_or_init(|| {
        let mut all: Vec<RuleSet> = builtin_ids().into_iter().map(|id| builtin(id).unwrap().unwrap()).collect();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules");
        let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
        paths.sort();
        all.extend(paths.iter().map(|path| load(&fs::read_to_string(path).unwrap()).unwrap()));
        all.push(load(MIXED).unwrap_or_else(|error| panic!("{error}")));
        let periods = || ["2025", "2025H1", "2025Q2"].map(|label| Period::parse(label).unwrap());
        let with_reach = |rules: RuleSet| {
            let settled = periods().into_iter().filter(|period| period.window() >= rules.settles);
            let of = |period: Period| {
                let given = Given { window: Some(period.window()), day: Some(period.to()), ..Given::default() };
                (period, Reach::of(&rules, &given))
            };
            let reaches = settled.map(of).collect();
            (rules, reaches)
        };
        all.into_iter().map(with_reach).collect()
    })
}

/// Limits of all kinds, classes, start values, scaling, weights, parts of parts, ways to combine, quarters.
const MIXED: &str = r#"
id = "mixed"
title = "各种写法"
version = "1"
source = "测试"
settles = "quarter"
[score]
title = "合计"
round = 1
start = 3
cap = 200
article = "一"
mark = "原"
[year]
of = "sum"
[[member]]
id = "class"
title = "类别"
holds = "choice"
one_of = ["甲", "乙", "丙"]
required = false
[[category]]
id = "base"
title = "基础"
article = "一"
mark = "原"
weight = "60%"
scale_to = 100
[[category.item]]
id = "A1"
title = "一项"
mark = "原"
full = { by = "class", of = { "甲" = 10, "乙" = 6 } }
start = "full"
floor = 0
deducts = true
price.levels.of = [{ level = "轻", points = "0.5" }, { level = "重", points = 4 }]
[[category.item]]
id = "A2"
title = "二项"
mark = "原"
full = 12
floor = -2
price.levels.of = [{ level = "好", points = 3 }, { level = "坏", points = -5 }]
[[category.item]]
id = "A3"
title = "三项"
mark = "原"
full = 5
applies = "class != '丙'"
points = "min(full, count(A2) / 2 + if(class = '甲', 1, 0))"
cases = [{ if = "count(A2) > 7", exempt = true }, { if = "count(A2) = 3", is = "-1" }]
[[category]]
id = "extra"
title = "另加"
article = "二"
mark = "原"
weight = "40%"
cap = 50
start = "if(class = '乙', 5, 2)"
combine = "max"
[[category]]
id = "extra_a"
title = "另加甲"
in = "extra"
article = "二"
mark = "原"
limits = [{ per = "month", points = 7 }]
[[category.item]]
id = "B1"
title = "四项"
mark = "原"
price.fixed = 2
limits = [{ per = "month", times = 2 }]
repeat = { per = "quarter", factors = [1, 2, 0] }
[[category.item]]
id = "B2"
title = "五项"
mark = "原"
price.assessed = { from = 1, to = 6 }
factor = "if(quantity > 1, 2, 1)"
once = { by = ["matter"], per = "quarter", keep = "first" }
[[category]]
id = "extra_b"
title = "另加乙"
in = "extra"
article = "二"
mark = "原"
combine = "mean"
[[category.item]]
id = "C1"
title = "六项"
mark = "原"
start = 4
full = 9
price.formula = "min(quantity, 5) - 2"
[[category.item]]
id = "C2"
title = "七项"
mark = "原"
applies = "class = '甲'"
price.fixed = "1.5"
[[category]]
id = "minus"
title = "扣减"
article = "三"
mark = "原"
start = 20
floor = 0
exhausts = true
deducts = true
[[category.item]]
id = "D1"
title = "八项"
mark = "原"
price.fixed = 3
[[category.item]]
id = "D2"
title = "九项"
mark = "原"
price.assessed = { from = 1, to = 2 }
[[figure]]
id = "step"
title = "台阶"
steps = { of = "B1 + 2", from = [{ from = 3, is = 1 }, { above = 6, is = 4 }, { from = 5, is = -2 }], below = 7 }
[[together]]
over = ["C1", "C2"]
per = "quarter"
points = 8
mark = "原"
[[together]]
over = ["D1", "D2"]
per = "year"
times = 9
mark = "原"
[[grade]]
title = "有"
article = "六"
mark = "原"
when = "score > 0"
[[grade]]
title = "无"
article = "六"
mark = "原"
when = "score <= 0"
"#;

/// A line of an item, as its price wants it: which item, level or amount, day of the year, 次数, 事由.
type Line = (usize, usize, u32, u32, u8);

fn entry(rules: &RuleSet, (item, choice, day, quantity, matter): Line) -> Option<Entry> {
    let item = item % rules.items.len();
    let pricing = &rules.items[item].pricing;
    let (level, stated) = match pricing {
        Pricing::Levels(levels) => (levels.of[choice % levels.of.len()].level.clone(), None),
        Pricing::Assessed(range) => {
            let steps = (range.to - range.from).floor() + 1;
            let above = Points::whole(i64::try_from(choice as i128 % steps).unwrap());
            (String::new(), Some(range.from + above))
        }
        Pricing::Computed => return None,
        _ => (String::new(), None),
    };
    let form =
        FormPlace {
            file: "表.xlsx".into(), sheet: "登记".into(), header: 0, columns: BTreeMap::new(), extent: (0, 9)
        };
    Some(Entry {
        form: Arc::new(form),
        row: 1,
        col: None,
        tells: Tells::Event,
        when: NaiveDate::from_yo_opt(2025, day).map(When::Day),
        registered: None,
        member: Some(0),
        written_name: "党员".into(),
        item: ItemMention::Known(item),
        quantity,
        has_quantity: true,
        level: level.into(),
        stated,
        has_stated: stated.is_some(),
        matter: ["", "甲", "乙"][usize::from(matter) % 3].into(),
        steps: vec![StepTaken::Yes(None); rules.steps.len()],
        evidence: None,
        own: vec![None; rules.entry_columns.len()],
        problems: Vec::new(),
    })
}

/// A member with this word in every fact that is to choose from, or with nothing where the roster may say nothing.
fn member(rules: &RuleSet, word: usize) -> Member {
    let source =
        Source { file: "表.xlsx".into(), sheet: "花名册".into(), cells: CellRange::from(CellRef::new(0, 1)) };
    let mut member = Member::named("党员".to_owned(), "1".to_owned(), source);
    member.facts = rules
        .member_facts
        .iter()
        .map(|fact| match fact.one_of.len() {
            0 => None,
            words if word % (words + 1) < words => Some(FactValue::Choice(word % (words + 1))),
            _ if fact.required => Some(FactValue::Choice(0)),
            _ => None,
        })
        .collect();
    member
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_is_reckoned_lies_outside(
        set in 0_usize..64,
        word in 0_usize..12,
        lines in prop::collection::vec((0_usize..64, 0_usize..16, 1_u32..=365, 1_u32..=9, 0_u8..3), 0..60),
        focus in prop::option::of(0_usize..64),
    ) {
        let (rules, reaches) = &sets()[set % sets().len()];
        let lines = lines.into_iter().map(|(item, choice, day, quantity, matter)| (focus.unwrap_or(item), choice, day, quantity, matter));
        let entries: Vec<Entry> = lines.filter_map(|line| entry(rules, line)).collect();
        let roster = vec![member(rules, word)];
        for (period, reach) in reaches {
            let index = BranchIndex::of(&roster, &entries, &[], BTreeMap::new());
            let scene = Scene {
                rules,
                period: *period,
                programme_year: 1,
                is_first_year: true,
                knows_last_year: true,
                roster: &roster,
                entries: &entries,
                judgements: &[],
                records: &[],
                last_year: &[],
                closed: &[],
                index: &index,
            };
            // Only what is in order counts.
            let (_, judgements) = check_entries(&Book::new(scene, period.to()));
            let everyone = reckon_branch(&Scene { judgements: &judgements, ..scene });
            let class = reach.class_fact().and_then(|fact| match roster[0].facts[fact] {
                Some(FactValue::Choice(word)) => Some(word),
                _ => None,
            });
            for node in &rules.order {
                let Some(points) = everyone[0].value(rules, RUN, *node).number() else { continue };
                for class in [None, class] {
                    let range = reach.range(class, *node).unwrap_or_default();
                    prop_assert!(range.holds(points), "{} {period} {:?} {}: {points} is not in {range:?}", rules.id, class, rules.title_of(*node));
                }
            }
        }
    }
}
