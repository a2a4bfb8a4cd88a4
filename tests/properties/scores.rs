//! Scores: order does not matter, bonuses never harm, steps add up, limits hold.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;
use jifen::checks::{Book, check_entries};
use jifen::model::{
    CellRange, CellRef, Entry, Field, FormPlace, ItemMention, Member, Period, Points, Source, StepTaken, Tells,
    Verdict, When,
};
use jifen::rules::{Item, LimitBy, Pricing, RuleSet, builtin, default_id};
use jifen::scoring::{
    BranchIndex, Judgement, LineState, RUN, Scene, Scorecard, View, grade_by_points, reckon_branch, scorecard,
};
use proptest::prelude::*;
use proptest::sample::select;

const MEMBERS: usize = 3;

fn rules() -> &'static RuleSet {
    static RULES: OnceLock<RuleSet> = OnceLock::new();
    RULES.get_or_init(|| builtin(&default_id()).unwrap().unwrap())
}

fn form() -> Arc<FormPlace> {
    let columns = BTreeMap::from([(Field::Date, 0), (Field::Name, 1), (Field::ItemNumber, 2)]);
    Arc::new(FormPlace { file: "表.xlsx".into(), sheet: "积分登记".into(), header: 0, columns, extent: (0, 9) })
}

fn roster() -> Vec<Member> {
    let at = CellRef::new(0, 1);
    let source = || Source { file: "表.xlsx".into(), sheet: "花名册".into(), cells: CellRange::from(at) };
    let member = |place: usize| Member::named(format!("党员{place}"), place.to_string(), source());
    (0..MEMBERS).map(member).collect()
}

/// What a line of an item says: mostly what the item wants, sometimes nothing or something else.
fn wording(item: usize) -> impl Strategy<Value = (usize, String, Option<Points>)> {
    let (own, range) = match &rules().items[item].pricing {
        Pricing::Levels(levels) => (levels.of.iter().map(|level| level.level.clone()).collect(), -3..=3),
        Pricing::Assessed(range) => {
            let halves = |points: Points| i64::try_from((points * Points::whole(2)).floor()).unwrap();
            (vec![String::new()], halves(range.from)..=halves(range.to))
        }
        _ => (vec![String::new()], -3..=3),
    };
    let is_assessed = matches!(rules().items[item].pricing, Pricing::Assessed(_));
    let level = prop_oneof![12 => select(own), 1 => select(vec!["", "胡写", "区级"]).prop_map(str::to_owned)];
    let halves = prop_oneof![8 => range, 1 => -12_i64..=24];
    let stated = prop::option::weighted(if is_assessed { 0.95 } else { 0.1 }, halves);
    (Just(item), level, stated.prop_map(|halves| halves.map(|halves| Points::whole(halves) / Points::whole(2))))
}

/// A line with anything in it: right, wrong, pending, of another year.
fn line() -> impl Strategy<Value = Entry> {
    // Few days of the year that is settled, and the days beside it.
    let day = prop_oneof![30 => (1_u32..=12).prop_map(|month| month * 30), 1 => select(vec![0, 366])];
    let steps = (prop::bool::weighted(0.85), prop::bool::weighted(0.85));
    let quantity = prop_oneof![3 => Just(1), 1 => 2_u32..=8];
    let matter = select(vec!["", "甲", "乙"]);
    ((0..MEMBERS, (0..rules().items.len()).prop_flat_map(wording), matter), (day, quantity, steps)).prop_map(
        |((member, (item, level, stated), matter), (day, quantity, (verified, passed)))| {
            let taken = |taken| if taken { StepTaken::Yes(None) } else { StepTaken::No };
            Entry {
                form: form(),
                row: 1,
                col: None,
                tells: Tells::Event,
                when: NaiveDate::from_ymd_opt(2024, 12, 31)
                    .unwrap()
                    .checked_add_days(chrono::Days::new(day.into()))
                    .map(When::Day),
                registered: None,
                member: Some(member),
                written_name: format!("党员{member}").into(),
                item: ItemMention::Known(item),
                quantity,
                has_quantity: true,
                level: level.into(),
                stated,
                has_stated: stated.is_some(),
                matter: matter.into(),
                steps: vec![taken(verified), taken(passed)],
                evidence: None,
                own: Vec::new(),
                problems: Vec::new(),
            }
        },
    )
}

fn ledger() -> impl Strategy<Value = Vec<Entry>> {
    prop::collection::vec(line(), 0..60)
}

fn score(entries: &[Entry]) -> (Vec<Judgement>, Vec<Card>) {
    let (rules, roster) = (rules(), roster());
    let period = Period::parse("2025").unwrap();
    let index = BranchIndex::of(&roster, entries, &[], Default::default());
    let scene = Scene {
        rules,
        period,
        programme_year: 1,
        is_first_year: true,
        knows_last_year: true,
        roster: &roster,
        entries,
        judgements: &[],
        records: &[],
        last_year: &[],
        closed: &[],
        index: &index,
    };
    let (_, judgements) = check_entries(&Book::new(scene, period.to()));
    let scene = Scene { judgements: &judgements, ..scene };
    let everyone = reckon_branch(&scene);
    let stars_of = |own| {
        let grade = grade_by_points(rules, &View::of_member(&scene, &everyone, own, RUN)).unwrap();
        rules.grades[grade].stars
    };
    let cards = everyone.iter().map(|own| Card { card: scorecard(rules, own), stars: stars_of(own) }).collect();
    (judgements, cards)
}

/// A scorecard, and the stars that it gives.
struct Card {
    card: Scorecard,
    stars: u32,
}

impl std::ops::Deref for Card {
    type Target = Scorecard;

    fn deref(&self) -> &Scorecard {
        &self.card
    }
}

/// Everything of a score that the order of lines must not touch.
fn figures(card: &Scorecard) -> impl PartialEq + std::fmt::Debug + use<> {
    let steps: Vec<(Option<usize>, Points)> = card.steps.iter().map(|step| (step.item, step.counted)).collect();
    (card.categories.clone(), card.score, steps, card.vetoes.clone())
}

fn stars(card: &Card) -> u32 {
    card.stars
}

/// A line of a bonus that has gone through the whole procedure.
fn verified_bonus() -> impl Strategy<Value = Entry> {
    let bonus =
        |entry: &Entry| matches!(entry.item, ItemMention::Known(item) if rules().items[item].id.starts_with('Z'));
    let lines = line().prop_filter("a bonus", bonus);
    lines.prop_map(|entry| Entry { steps: vec![StepTaken::Yes(None), StepTaken::Yes(None)], ..entry })
}

/// A line that deducts, or a veto.
fn against() -> impl Strategy<Value = Entry> {
    let is_against = |item: &Item| item.deducts || item.is_veto();
    line().prop_filter(
        "no bonus",
        move |entry| matches!(entry.item, ItemMention::Known(item) if is_against(&rules().items[item])),
    )
}

proptest! {
    #[test]
    fn the_order_of_lines_changes_no_figure(
        (entries, moved) in ledger().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
    ) {
        let (_, before) = score(&entries);
        let (_, after) = score(&moved);
        for (a, b) in before.iter().zip(&after) {
            prop_assert_eq!(figures(a), figures(b));
        }
    }

    #[test]
    fn a_verified_bonus_never_harms(entries in ledger(), more in verified_bonus()) {
        let whose = more.member.unwrap();
        let (_, before) = score(&entries);
        let longer: Vec<Entry> = entries.iter().cloned().chain([more]).collect();
        let (_, after) = score(&longer);
        for (member, (a, b)) in before.iter().zip(&after).enumerate() {
            prop_assert!(member == whose || figures(a) == figures(b), "somebody else's score changed");
            prop_assert!(b.score >= a.score);
            prop_assert!(stars(b) >= stars(a));
            prop_assert_eq!(a.categories[0], b.categories[0]);
            prop_assert_eq!(a.categories[2], b.categories[2]);
        }
    }

    #[test]
    fn going_through_the_procedure_never_harms(entries in ledger()) {
        let (_, before) = score(&entries);
        let through: Vec<Entry> = entries
            .into_iter()
            .map(|entry| Entry { steps: vec![StepTaken::Yes(None), StepTaken::Yes(None)], ..entry })
            .collect();
        let (judgements, after) = score(&through);
        prop_assert!(judgements.iter().all(|judgement| judgement.verdict != Verdict::Pending));
        for (a, b) in before.iter().zip(&after) {
            prop_assert!(b.score >= a.score);
        }
    }

    #[test]
    fn a_deduction_or_a_veto_never_helps(entries in ledger(), more in against()) {
        let (_, before) = score(&entries);
        let longer: Vec<Entry> = entries.into_iter().chain([more]).collect();
        let (_, after) = score(&longer);
        for (a, b) in before.iter().zip(&after) {
            prop_assert!(b.score <= a.score && stars(b) <= stars(a) && b.vetoes.len() >= a.vetoes.len());
        }
    }

    #[test]
    fn what_is_set_aside_leaves_no_trace(entries in ledger()) {
        let (judgements, before) = score(&entries);
        let kept: Vec<Entry> = entries
            .into_iter()
            .zip(judgements)
            .filter_map(|(entry, judgement)| (judgement.verdict == Verdict::Counted).then_some(entry))
            .collect();
        let (_, after) = score(&kept);
        for (a, b) in before.iter().zip(&after) {
            prop_assert_eq!(&a.categories, &b.categories);
            prop_assert_eq!((a.score, &a.vetoes), (b.score, &b.vetoes));
        }
    }

    #[test]
    fn steps_add_up_and_every_line_is_in_one(entries in ledger()) {
        let rules = rules();
        let (judgements, cards) = score(&entries);
        let mut seen = vec![0; entries.len()];
        for (member, card) in cards.iter().enumerate() {
            prop_assert_eq!(card.steps.iter().map(|step| step.counted).sum::<Points>(), card.score.unwrap());
            for (index, points) in card.categories.iter().enumerate() {
                let of = card.steps.iter().filter(|step| step.category == Some(index));
                prop_assert_eq!(of.map(|step| step.counted).sum::<Points>(), points.unwrap());
            }
            for step in card.steps.iter().filter(|step| step.item.is_some()) {
                let item = &rules.items[step.item.unwrap()];
                let effects: Points = step.lines.iter().map(|line| line.effect).sum();
                prop_assert_eq!(item.start + effects, step.counted);
                for line in &step.lines {
                    seen[line.entry] += 1;
                    prop_assert_eq!(entries[line.entry].member, Some(member));
                    prop_assert_eq!(&entries[line.entry].item, &ItemMention::Known(step.item.unwrap()));
                    let judged = match judgements[line.entry].verdict {
                        Verdict::Counted => matches!(line.state, LineState::Counted | LineState::Capped),
                        Verdict::Pending => line.state == LineState::Pending && line.effect.is_zero(),
                        Verdict::Excluded => line.state == LineState::Excluded && line.effect.is_zero(),
                    };
                    prop_assert!(judged, "{:?}", line);
                    prop_assert_eq!(line.state == LineState::Counted, line.why.is_none());
                }
            }
        }
        prop_assert!(seen.iter().all(|times| *times == 1));
    }

    #[test]
    fn full_marks_floors_and_limits_hold(entries in ledger()) {
        let rules = rules();
        let (_, cards) = score(&entries);
        for step in cards.iter().flat_map(|card| &card.steps) {
            let Some(item) = step.item.and_then(|item| rules.items.get(item)) else { continue };
            prop_assert!(item.full.is_none_or(|full| step.counted <= full), "{} exceeds full marks", item.id);
            prop_assert!(item.floor.is_none_or(|floor| step.counted >= floor), "{} is below its floor", item.id);
            prop_assert!(!item.is_veto() || step.counted.is_zero());
            for line in &step.lines {
                let whole = item.price(NaiveDate::from_ymd_opt(2025, 1, 1).unwrap(), &entries[line.entry].level, entries[line.entry].quantity, entries[line.entry].stated);
                prop_assert!(line.effect.abs() <= whole.unwrap_or_default().abs());
                prop_assert!(line.effect.is_zero() || line.effect.is_negative() == item.deducts);
            }
            for limit in &item.limits {
                let mut windows: HashMap<(i32, u32), Points> = HashMap::new();
                for line in &step.lines {
                    *windows.entry(limit.per.of(entries[line.entry].day().unwrap())).or_default() += line.effect;
                }
                let most = match (limit.most, &item.pricing) {
                    (LimitBy::Points(points), _) => points,
                    (LimitBy::Times(times), Pricing::Fixed(price)) => *price * Points::whole(times.into()),
                    (LimitBy::Times(_), _) => continue,
                };
                prop_assert!(windows.values().all(|points| *points <= most), "{} exceeds its limit", item.id);
            }
            if item.once.is_some() {
                let mut matters: HashMap<&str, usize> = HashMap::new();
                for line in step.lines.iter().filter(|line| !line.effect.is_zero()) {
                    *matters.entry(&entries[line.entry].matter).or_default() += 1;
                }
                prop_assert!(matters.iter().all(|(matter, times)| matter.is_empty() || *times == 1));
            }
        }
    }

    #[test]
    fn so_many_times_in_one_line_or_in_several_is_the_same(entries in ledger()) {
        let rules = rules();
        let each = |entry: &Entry| {
            let ItemMention::Known(item) = entry.item else { return 1 };
            let item = &rules.items[item];
            let is_split = matches!(item.pricing, Pricing::Fixed(_) | Pricing::Levels(_)) && item.once.is_none();
            if is_split { entry.quantity } else { 1 }
        };
        let bare: Vec<Entry> =
            entries.into_iter().map(|entry| if each(&entry) > 1 { Entry { stated: None, ..entry } } else { entry }).collect();
        let split: Vec<Entry> = bare
            .iter()
            .flat_map(|entry| {
                let times = each(entry);
                let quantity = if times > 1 { 1 } else { entry.quantity };
                vec![Entry { quantity, ..entry.clone() }; times as usize]
            })
            .collect();
        for (a, b) in score(&bare).1.iter().zip(&score(&split).1) {
            prop_assert_eq!(&a.categories, &b.categories);
        }
    }
}
