//! What a test expects of its members, and what came out.

use crate::model::text::{compact, person};
use crate::model::{Member, Points};
use crate::pipeline::Outcome;
use crate::reports::{Honour, MemberResult};
use crate::rules::formula::Value;
use crate::rules::{Node, RuleSet, TestCase};
use crate::scoring::{RUN, Reckoning};

/// What stands between several words that are expected.
const JOINT: &str = "、";

/// What came out otherwise than a test expects, a sentence each.
pub fn differences(case: &TestCase, run: &Outcome) -> Vec<String> {
    let everyone: Vec<(&Member, &Reckoning, &MemberResult)> = run
        .kept
        .branches
        .iter()
        .flat_map(|branch| branch.roster.iter().zip(&branch.reckonings))
        .zip(&run.result.members)
        .map(|((member, own), result)| (member, own, result))
        .collect();
    let mut differences = Vec::new();
    for (name, expected) in &case.expect {
        let found = everyone.iter().find(|(member, ..)| is_called(member, name));
        let Some((_, own, result)) = found else {
            differences.push(format!("花名册里没有「{name}」"));
            continue;
        };
        for (key, wanted) in expected {
            match came_out(run, own, result, key) {
                None => differences.push(unknown_key(&run.rules, name, key)),
                Some(found) if is_same(&found, wanted) => {}
                Some(found) => {
                    let title = title_of(&run.rules, key);
                    let shown = |text: &str| if text.is_empty() { "（空）".to_owned() } else { text.to_owned() };
                    differences.push(format!("{name}的{title}：应为 {}，算得 {}", shown(wanted), shown(&found)));
                }
            }
        }
    }
    differences
}

/// Whether a test means this member: by name, or by name and number where there are namesakes.
fn is_called(member: &Member, name: &str) -> bool {
    let folded = |text: &str| compact(text).replace('（', "(").replace('）', ")");
    member.name == person(name) || folded(&format!("{}({})", member.name, member.id)) == folded(name)
}

/// Numbers are the same in any writing, and several words whichever mark parts them.
fn is_same(found: &str, wanted: &str) -> bool {
    let words = |text: &str| compact(text).replace(['；', ';'], JOINT);
    match (Points::parse(found), Points::parse(wanted.trim())) {
        (Ok(found), Ok(wanted)) => found == wanted,
        _ => words(found) == words(wanted),
    }
}

/// What a key of an expectation came to; `None` where it is no key. What there is nothing of is empty.
fn came_out(run: &Outcome, own: &Reckoning, result: &MemberResult, key: &str) -> Option<String> {
    let honours = || {
        let named = |honour: &Honour| (honour.branch.clone(), honour.name.clone(), honour.id.clone());
        let wanted = (result.branch.clone(), result.name.clone(), result.id.clone());
        let mine = run.result.honours.iter().filter(|honour| named(honour) == wanted);
        let titles = mine.map(|honour| match &honour.period {
            Some(period) => format!("{}（{period}）", honour.title),
            None => honour.title.clone(),
        });
        titles.collect::<Vec<_>>().join(JOINT)
    };
    Some(match key {
        "score" => result.score.map_or_else(String::new, |score| score.to_string()),
        "grade" => result.grade.clone().unwrap_or_default(),
        "stars" => result.stars.to_string(),
        "rank" => result.rank.branch.map_or_else(String::new, |rank| rank.to_string()),
        "veto" => result.veto.join(JOINT),
        "consequences" => result.consequences.join(JOINT),
        "honours" => honours(),
        id => match own.value(&run.rules, RUN, node_called(&run.rules, id)?) {
            Value::Missing => String::new(),
            Value::Truth(true) => "是".to_owned(),
            Value::Truth(false) => "否".to_owned(),
            Value::Number(number) => number.to_string(),
            Value::Day(day) => day.to_string(),
            Value::Text(text) | Value::Word { text, .. } => text.to_string(),
        },
    })
}

fn node_called(rules: &RuleSet, id: &str) -> Option<Node> {
    let category = rules.categories.iter().position(|category| category.id == id).map(Node::Category);
    let item = || rules.items.iter().position(|item| item.id == id).map(Node::Item);
    let figure = || rules.figures.iter().position(|figure| figure.id == id).map(Node::Figure);
    category.or_else(item).or_else(figure)
}

/// What a key is about, for people.
fn title_of(rules: &RuleSet, key: &str) -> String {
    match key {
        "score" => rules.score.title.clone(),
        "grade" => "等次".to_owned(),
        "stars" => "星级".to_owned(),
        "rank" => "支部名次".to_owned(),
        "veto" => rules.veto.as_ref().map_or_else(|| "否决".to_owned(), |veto| veto.title.clone()),
        "consequences" => "后续措施".to_owned(),
        "honours" => "荣誉".to_owned(),
        id => node_called(rules, id).map_or_else(|| id.to_owned(), |node| rules.title_of(node)),
    }
}

fn unknown_key(rules: &RuleSet, name: &str, key: &str) -> String {
    let near = rules.nearest_items(key);
    let near: Vec<&str> = near.iter().map(|item| item.id.as_str()).collect();
    let hint = if near.is_empty() { String::new() } else { format!("，是不是 {}", near.join("、")) };
    format!("{name}的「{key}」：没有这样的分类、项目或算式{hint}")
}
