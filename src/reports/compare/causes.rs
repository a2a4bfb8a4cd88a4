//! Which rule made a difference: the steps of two scores against each other, and what the rules say otherwise.

use std::collections::{BTreeMap, HashMap};

use super::{Cause, MemberComparison, Pair, Part, Side};
use crate::model::Points;
use crate::reports::document::{EntryResult, MemberResult, ResultDocument, StepResult};
use crate::reports::rules_diff::{ChangeKind, ChangedFacet, Kind, RulesDiff, WEIGHT};
use crate::rules::formula::Expr;
use crate::rules::{Item, Pricing, Ref, Rule};

/// What a step is about: category and item.
type About = (Option<String>, Option<String>);

/// What becomes of so many lines is told.
const LINES_TOLD: usize = 3;

/// What can be said of differences.
pub struct Causes<'a> {
    before: Side<'a>,
    after: Side<'a>,
    rules: Option<&'a RulesDiff>,
}

impl<'a> Causes<'a> {
    pub const fn new(before: Side<'a>, after: Side<'a>, rules: Option<&'a RulesDiff>) -> Self {
        Self { before, after, rules }
    }

    /// What makes the difference of two scores, the most first.
    pub fn parts(&self, old: &MemberResult, new: &MemberResult) -> Vec<Part> {
        let (before, after) = (by_about(&old.steps), by_about(&new.steps));
        let mut abouts: Vec<&About> =
            after.keys().chain(before.keys().filter(|about| !after.contains_key(*about))).collect();
        abouts.sort();
        let sum =
            |steps: Option<&Vec<&StepResult>>| -> Points { steps.into_iter().flatten().map(|step| step.counted).sum() };
        let mut parts: Vec<Part> = abouts
            .into_iter()
            .filter_map(|about| {
                let (was, is) = (before.get(about), after.get(about));
                let points = Pair::of(sum(was), sum(is));
                if !points.differ() {
                    return None;
                }
                let said = self.of_rules(about);
                Some(Part {
                    category: about.0.clone(),
                    item: about.1.clone(),
                    name: self.name(about),
                    difference: points.after - points.before,
                    points,
                    by_rules: !said.is_empty(),
                    because: if said.is_empty() { of_lines(was, is) } else { said },
                })
            })
            .collect();
        parts.sort_by_key(|part| std::cmp::Reverse(part.difference.abs()));
        parts
    }

    /// The name of what a step is about.
    fn name(&self, (category, item): &About) -> String {
        let sides = || self.after.rules.into_iter().chain(self.before.rules);
        if let Some(id) = item {
            let found = sides().find_map(|rules| rules.items.iter().find(|item| item.id == *id));
            return found.map_or_else(|| id.clone(), Item::label);
        }
        if let Some(id) = category {
            let found = sides().find_map(|rules| rules.categories.iter().find(|category| category.id == *id));
            return format!("{}的合成", found.map_or(id, |category| &category.title));
        }
        sides().next().map_or_else(|| "总的合成".to_owned(), |rules| format!("{}的合成", rules.score.title))
    }

    /// What the rules say otherwise of it, and of what it is reckoned from.
    fn of_rules(&self, about: &About) -> Vec<String> {
        let Some(diff) = self.rules else { return Vec::new() };
        let mut said = Vec::new();
        let mut tell = |kind: Kind, id: &str| said.extend(told(diff, kind, id));
        match about {
            (category, Some(item)) => {
                tell(Kind::Item, item);
                for id in [Some(item), category.as_ref()].into_iter().flatten() {
                    said.extend(diff.together_with(id).map(|facet| in_words("几项合起来的", facet)));
                }
                for (kind, id) in self.leans_on(item) {
                    said.extend(told(diff, kind, &id));
                }
            }
            (Some(category), None) => tell(Kind::Category, category),
            (None, None) => {
                tell(Kind::Whole, "score");
                for category in self.after.rules.into_iter().flat_map(|rules| &rules.categories) {
                    let weights = diff.said_of(Kind::Category, &category.id).into_iter();
                    let weights = weights.filter(|(_, facet)| facet.about == WEIGHT);
                    said.extend(weights.map(|(name, facet)| in_words(&format!("{name}："), facet)));
                }
            }
        }
        let mut seen = Vec::new();
        said.retain(|words| {
            !seen.contains(words) && {
                seen.push(words.clone());
                true
            }
        });
        said
    }

    /// The numbers and figures that an item's formulas ask for, directly or through other figures.
    fn leans_on(&self, id: &str) -> Vec<(Kind, String)> {
        let Some(rules) = self.after.rules else { return Vec::new() };
        let Some(item) = rules.items.iter().find(|item| item.id == id) else { return Vec::new() };
        let mut open: Vec<&Rule> = item.opening.iter().chain(&item.applies).chain(&item.factor).collect();
        if let Pricing::Formula(rule) = &item.pricing {
            open.push(rule);
        }
        if let Some(computed) = &item.computed {
            open.extend(&computed.points);
            open.extend(computed.cases.iter().flat_map(|case| std::iter::once(&case.when).chain(&case.is)));
        }
        let mut found: Vec<(Kind, String)> = Vec::new();
        while let Some(rule) = open.pop() {
            rule.tree().walk(&mut |part| {
                let lead = match part {
                    Expr::Name(Ref::Number(index)) => {
                        rules.numbers.get(*index).map(|it| (Kind::Number, it.id.clone(), None))
                    }
                    Expr::Name(Ref::Figure(index)) => {
                        rules.figures.get(*index).map(|it| (Kind::Figure, it.id.clone(), Some(it)))
                    }
                    _ => None,
                };
                if let Some((kind, id, figure)) = lead
                    && !found.contains(&(kind, id.clone()))
                {
                    found.push((kind, id));
                    if let Some(figure) = figure {
                        open.extend(figure.of.iter().chain(figure.steps.iter().map(|steps| &steps.of)));
                        open.extend(figure.cases.iter().flat_map(|case| std::iter::once(&case.when).chain(&case.is)));
                    }
                }
            });
        }
        found
    }

    /// What made another grade.
    pub fn of_grade(&self, old: &MemberResult, new: &MemberResult) -> Vec<String> {
        let mut said = Vec::new();
        if old.veto != new.veto {
            said.push(format!("否决：{} → {}", listed(&old.veto), listed(&new.veto)));
        }
        if old.score != new.score {
            let shown = |score: Option<Points>| score.map_or_else(|| "无".to_owned(), |score| score.to_string());
            said.push(format!("得分 {} → {}", shown(old.score), shown(new.score)));
        }
        // Where the score is another, too, the old condition of the grade before explains nothing.
        let before = old.grade_by_points.as_ref().filter(|_| old.score == new.score);
        let asked = before.into_iter().chain(&new.grade_by_points);
        let asked = asked.filter(|_| old.grade_by_points != new.grade_by_points);
        if let Some(diff) = self.rules {
            for grade in asked {
                said.extend(told(diff, Kind::Grade, grade).into_iter().map(|words| format!("{grade}：{words}")));
            }
        }
        said.extend(self.of_places(old, new));
        said
    }

    /// Where the score alone gives another grade than the member has: the places.
    fn of_places(&self, old: &MemberResult, new: &MemberResult) -> Vec<String> {
        let is_held = |member: &MemberResult| member.veto.is_empty() && member.grade_by_points != member.grade;
        let held: Vec<(&str, &MemberResult)> =
            [("原", old), ("新", new)].into_iter().filter(|(_, member)| is_held(member)).collect();
        let mut said: Vec<String> = held
            .iter()
            .map(|(when, member)| {
                let by_points = member.grade_by_points.as_deref().unwrap_or("无");
                let why = if member.contested.is_empty() { "没有名额" } else { "同分待定" };
                format!("{when}：按分数为{by_points}，{why}")
            })
            .collect();
        let mut grades: Vec<&String> = held.iter().filter_map(|(_, member)| member.grade_by_points.as_ref()).collect();
        grades.extend(old.grade.iter().chain(&new.grade).filter(|_| !held.is_empty()));
        let mut told: Vec<&String> = Vec::new();
        for grade in grades {
            if !told.contains(&grade) {
                told.push(grade);
                said.extend(self.limits(new, grade));
            }
        }
        said
    }

    /// How many places there were and are for a grade where the member competes; nothing where that is the same.
    fn limits(&self, member: &MemberResult, grade: &str) -> Option<String> {
        let limit = |result: &ResultDocument| {
            let of_grade = || result.quotas.iter().filter(|quota| quota.level == grade);
            let own = of_grade().find(|quota| quota.scope == member.branch);
            own.or_else(|| of_grade().next()).map(|quota| quota.limit)
        };
        let shown = |limit: Option<usize>| limit.map_or_else(|| "不限".to_owned(), |limit| limit.to_string());
        let (before, after) = (limit(self.before.result), limit(self.after.result));
        (before != after).then(|| format!("{grade}名额 {} → {}", shown(before), shown(after)))
    }
}

fn listed(names: &[String]) -> String {
    if names.is_empty() { "无".to_owned() } else { names.join("、") }
}

/// What the rules say otherwise of a thing.
fn told(diff: &RulesDiff, kind: Kind, id: &str) -> Vec<String> {
    match diff.stands_alone(kind, id) {
        Some(ChangeKind::Added) => vec!["只有新规则有这一项".to_owned()],
        Some(_) => vec!["新规则没有这一项".to_owned()],
        None => {
            let named = matches!(kind, Kind::Number | Kind::Figure);
            let before = |name: &str| if named { format!("{name}：") } else { String::new() };
            diff.said_of(kind, id).into_iter().map(|(name, facet)| in_words(&before(name), facet)).collect()
        }
    }
}

fn in_words(before: &str, facet: &ChangedFacet) -> String {
    let shown = |words: &str| if words.is_empty() { "（无）".to_owned() } else { words.to_owned() };
    format!("{before}{} {} → {}", facet.about, shown(&facet.before), shown(&facet.after))
}

fn by_about(steps: &[StepResult]) -> HashMap<About, Vec<&StepResult>> {
    let mut found: HashMap<About, Vec<&StepResult>> = HashMap::new();
    for step in steps {
        found.entry((step.category.clone(), step.item.clone())).or_default().push(step);
    }
    found
}

/// What became of the lines behind a step, where the rules themselves do not say it.
fn of_lines(before: Option<&Vec<&StepResult>>, after: Option<&Vec<&StepResult>>) -> Vec<String> {
    let place =
        |entry: &EntryResult| (entry.source.file.clone(), entry.source.sheet.clone(), entry.source.cell.clone());
    let lines = |steps: Option<&Vec<&StepResult>>| -> BTreeMap<(String, String, String), EntryResult> {
        let entries = steps.into_iter().flatten().flat_map(|step| &step.entries);
        entries.map(|entry| (place(entry), entry.clone())).collect()
    };
    let (old, new) = (lines(before), lines(after));
    let why = |entry: &EntryResult| {
        let why = entry.why.as_ref().map_or_else(String::new, |why| format!("（{why}）"));
        format!("{} 分{why}", entry.effect)
    };
    let said = new.iter().map(|(place, now)| {
        let was = old.get(place).map_or_else(|| "没有".to_owned(), why);
        (place, now.date.as_str(), was, why(now))
    });
    let gone = old.iter().filter(|(place, _)| !new.contains_key(*place));
    let gone = gone.map(|(place, was)| (place, was.date.as_str(), why(was), "没有".to_owned()));
    let changed = said.chain(gone).filter(|(_, _, was, is)| was != is);
    let mut told: Vec<String> = changed.map(|(_, date, was, is)| format!("{date} 的登记：{was} → {is}")).collect();
    if told.len() > LINES_TOLD {
        let more = told.len() - LINES_TOLD;
        told.truncate(LINES_TOLD);
        told.push(format!("另有 {more} 条登记也不同"));
    }
    if told.is_empty() {
        let notes = |steps: Option<&Vec<&StepResult>>| {
            steps.map_or("", |steps| steps.first().map_or("", |step| &step.note)).to_owned()
        };
        let (was, is) = (notes(before), notes(after));
        if was != is {
            let shown = |note: String| if note.is_empty() { "（无）".to_owned() } else { note };
            told.push(format!("{} → {}", shown(was), shown(is)));
        }
    }
    told
}

/// What each step did to all members together, the most members first.
pub fn over_all(members: &[MemberComparison], causes: &Causes<'_>) -> Vec<Cause> {
    let mut found: BTreeMap<About, Cause> = BTreeMap::new();
    for part in members.iter().flat_map(|member| &member.parts) {
        let about = (part.category.clone(), part.item.clone());
        let cause = found.entry(about).or_insert_with_key(|about| Cause {
            category: part.category.clone(),
            item: part.item.clone(),
            name: part.name.clone(),
            members: 0,
            up: Points::ZERO,
            down: Points::ZERO,
            rules: causes.of_rules(about),
        });
        cause.members += 1;
        if part.difference.is_negative() {
            cause.down += part.difference;
        } else {
            cause.up += part.difference;
        }
    }
    let mut all: Vec<Cause> = found.into_values().collect();
    all.sort_by_key(|cause| std::cmp::Reverse((cause.members, cause.up - cause.down)));
    all
}
