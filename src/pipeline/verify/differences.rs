//! How an archived result and the one that was reckoned again differ: both as JSON, so that nothing is left out because
//! nobody thought of it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::{Map, Value};

use super::words::{shown, word};
use crate::reports::{About, Difference, FigureDifference};

/// How much is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// What results are used for: scores, categories, grades, stars, ranks, places, honours.
    Results,
    /// Every value.
    Whole,
}

/// What of a member is told first; where another version reckoned, nothing else is compared.
const OF_MEMBER: [&str; 8] = ["score", "categories", "grade", "stars", "rank", "contested", "veto", "counted"];
/// The same of places under a quota.
const OF_QUOTA: [&str; 4] = ["limit", "awarded", "contested", "reserved"];
/// The same of a branch.
const OF_BRANCH: [&str; 2] = ["members", "mean"];

/// What differs, members first. `title` names a category of a branch.
pub fn differences(
    archived: &Value,
    again: &Value,
    extent: Extent,
    title: &dyn Fn(&str, &str) -> Option<String>,
) -> Vec<Difference> {
    let walk = Walk { extent, title };
    let mut found = walk.listed(archived, again, "members", About::Member, &OF_MEMBER);
    found.extend(walk.listed(archived, again, "branches", About::Branch, &OF_BRANCH));
    found.extend(walk.listed(archived, again, "quotas", About::Quota, &OF_QUOTA));
    found.extend(honours(archived, again, extent));
    if extent == Extent::Whole {
        found.extend(diagnostics(archived, again));
        found.extend(walk.listed(archived, again, "files", About::Other, &[]));
        found.extend(walk.others(archived, again));
    }
    found
}

/// The parts of a result that are compared by themselves.
const BY_THEMSELVES: [&str; 6] = ["members", "branches", "quotas", "honours", "diagnostics", "files"];

struct Walk<'a> {
    extent: Extent,
    title: &'a dyn Fn(&str, &str) -> Option<String>,
}

impl Walk<'_> {
    /// The things of a list, those of one name compared with each other.
    fn listed(&self, archived: &Value, again: &Value, key: &str, about: About, first: &[&str]) -> Vec<Difference> {
        let (one, other) = (named(items(archived, key), about), named(items(again, key), about));
        let shared = shared(one.keys().chain(other.keys()));
        let shown = |name: &Name| name.shown(&shared);
        let mut found = Vec::new();
        for (name, (at, item)) in in_order(&one) {
            let mut figures = Vec::new();
            match other.get(name) {
                None => figures.push(presence(format!("{key}[{at}]"), true)),
                Some((_, again)) => {
                    let title = |category: &str| (self.title)(text(item, "branch"), category);
                    self.of_item(&format!("{key}[{at}]"), item, again, first, &title, &mut figures);
                }
            }
            if !figures.is_empty() {
                found.extend(difference(about, shown(name), figures));
            }
        }
        for (name, (at, _)) in in_order(&other).into_iter().filter(|(name, _)| !one.contains_key(*name)) {
            found.extend(difference(about, shown(name), vec![presence(format!("{key}[{at}]"), false)]));
        }
        found
    }

    /// What differs in one thing: the named keys in their order, then all others.
    fn of_item(
        &self,
        place: &str,
        item: &Value,
        again: &Value,
        first: &[&str],
        title: &dyn Fn(&str) -> Option<String>,
        figures: &mut Vec<FigureDifference>,
    ) {
        for key in first {
            let place = format!("{place}.{key}");
            let (one, other) = (item.get(key), again.get(key));
            match *key {
                "categories" => by_key(&place, one, other, &|key| title(key), figures),
                "rank" => by_key(&place, one, other, &|key| word(&format!("rank.{key}")).map(str::to_owned), figures),
                key => walk(&place, word(key).unwrap_or(key), one, other, figures),
            }
        }
        if self.extent == Extent::Whole {
            let rest = keys(Some(item), Some(again)).into_iter().filter(|key| !first.contains(&key.as_str()));
            for key in rest {
                let what = word(&key).unwrap_or(&key);
                walk(&format!("{place}.{key}"), what, item.get(&key), again.get(&key), figures);
            }
        }
    }

    /// Everything else of the result, key by key.
    fn others(&self, archived: &Value, again: &Value) -> Vec<Difference> {
        let rest = keys(Some(archived), Some(again)).into_iter().filter(|key| !BY_THEMSELVES.contains(&key.as_str()));
        let of_key = |key: String| {
            let mut figures = Vec::new();
            let what = word(&key).unwrap_or(&key);
            walk(&key, what, archived.get(&key), again.get(&key), &mut figures);
            difference(About::Other, format!("结果.json {what}"), figures)
        };
        rest.filter_map(of_key).collect()
    }
}

fn difference(about: About, of: String, figures: Vec<FigureDifference>) -> Option<Difference> {
    (!figures.is_empty()).then_some(Difference { about, of, figures })
}

/// Something that only one of the two has.
fn presence(place: String, archived: bool) -> FigureDifference {
    let word = |is: bool| if is { "有" } else { "没有" }.to_owned();
    FigureDifference { place, what: "这一项".to_owned(), archived: word(archived), recomputed: word(!archived) }
}

fn items<'a>(document: &'a Value, key: &str) -> &'a [Value] {
    document.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn text<'a>(item: &'a Value, key: &str) -> &'a str {
    item.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// By what the things of a list are told apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Name {
    /// What users call it.
    name: String,
    /// What tells namesakes apart: the number of a member, the rule set of places.
    id: String,
    /// Which of those with the same name and number, from 0.
    nth: usize,
}

impl Name {
    /// For users: namesakes with their numbers.
    fn shown(&self, shared: &BTreeSet<&str>) -> String {
        let Self { name, id, nth } = self;
        match (!shared.contains(name.as_str()), id.is_empty()) {
            (true, _) => name.clone(),
            (false, false) if *nth == 0 => format!("{name}（{id}）"),
            (false, _) => format!("{name}（第 {} 个）", nth + 1),
        }
    }
}

/// What several are called.
fn shared<'a>(all: impl Iterator<Item = &'a Name>) -> BTreeSet<&'a str> {
    let mut first: HashMap<&str, &Name> = HashMap::new();
    all.filter(|name| *first.entry(&name.name).or_insert(name) != *name).map(|name| name.name.as_str()).collect()
}

/// Things by name, each with its place in the list.
fn named(list: &[Value], about: About) -> BTreeMap<Name, (usize, &Value)> {
    let name = |item: &Value| match about {
        About::Member => format!("{} {}", text(item, "branch"), text(item, "name")),
        About::Branch => text(item, "name").to_owned(),
        About::Quota => format!("{} {}的名额", text(item, "scope"), text(item, "level")),
        _ => format!("文件「{}」", text(item, "path")),
    };
    let mut named = BTreeMap::new();
    let mut met: HashMap<(String, String), usize> = HashMap::new();
    for (at, item) in list.iter().enumerate() {
        let id = [text(item, "id"), text(item, "rule_set")].concat();
        let name = name(item);
        let before = met.entry((name.clone(), id.clone())).or_default();
        named.insert(Name { name, id, nth: *before }, (at, item));
        *before += 1;
    }
    named
}

fn in_order<'n, 'v>(named: &'n BTreeMap<Name, (usize, &'v Value)>) -> Vec<(&'n Name, (usize, &'v Value))> {
    let mut all: Vec<_> = named.iter().map(|(name, place)| (name, *place)).collect();
    all.sort_by_key(|(_, (at, _))| *at);
    all
}

/// Who was honoured with what; where they agree, everything else that is said of it.
fn honours(archived: &Value, again: &Value, extent: Extent) -> Option<Difference> {
    let said = |document: &Value| -> Vec<String> {
        let said = |it: &Value| {
            let [title, branch, name, id, period] =
                ["title", "branch", "name", "id", "period"].map(|key| text(it, key));
            let period = if period.is_empty() { String::new() } else { format!("（{period}）") };
            let id = if id.is_empty() { String::new() } else { format!("（{id}）") };
            format!("{title}{period} {branch} {name}{id}")
        };
        items(document, "honours").iter().map(said).collect()
    };
    let (one, other) = (said(archived), said(again));
    if one == other {
        let mut figures = Vec::new();
        if extent == Extent::Whole {
            walk("honours", "授予", archived.get("honours"), again.get("honours"), &mut figures);
        }
        return difference(About::Honours, "荣誉".to_owned(), figures);
    }
    let only = |these: &[String], those: &[String]| {
        let those: BTreeSet<&String> = those.iter().collect();
        let only: Vec<&str> = these.iter().filter(|it| !those.contains(it)).map(String::as_str).collect();
        if only.is_empty() {
            format!("{} 项", these.len())
        } else {
            format!("{} 项，另有 {}", these.len(), only.join("、"))
        }
    };
    let figure = FigureDifference {
        place: "honours".to_owned(),
        what: "授予".to_owned(),
        archived: only(&one, &other),
        recomputed: only(&other, &one),
    };
    difference(About::Honours, "荣誉".to_owned(), vec![figure])
}

/// Problems by code: how many there were and are; where the counts agree, what they say.
fn diagnostics(archived: &Value, again: &Value) -> Option<Difference> {
    let (one, other) = (items(archived, "diagnostics"), items(again, "diagnostics"));
    let count = |list: &[Value]| {
        list.iter().fold(BTreeMap::new(), |mut counts: BTreeMap<String, usize>, it| {
            *counts.entry(text(it, "code").to_owned()).or_default() += 1;
            counts
        })
    };
    let (before, after) = (count(one), count(other));
    let codes: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let of_code = |code: &&String| {
        let [one, other] = [&before, &after].map(|counts| counts.get(*code).copied().unwrap_or_default());
        (one != other).then(|| FigureDifference {
            place: "diagnostics".to_owned(),
            what: (*code).clone(),
            archived: format!("{one} 处"),
            recomputed: format!("{other} 处"),
        })
    };
    let mut figures: Vec<FigureDifference> = codes.iter().filter_map(of_code).collect();
    if figures.is_empty() {
        for (at, (one, other)) in one.iter().zip(other).enumerate() {
            let code = text(one, "code");
            for key in keys(Some(one), Some(other)) {
                let what = format!("{code} 的{}", if key == "message" { "文字" } else { word(&key).unwrap_or(&key) });
                walk(&format!("diagnostics[{at}].{key}"), &what, one.get(&key), other.get(&key), &mut figures);
            }
        }
    }
    difference(About::Diagnostics, "问题清单".to_owned(), figures)
}

/// The values of an object, each with a name of its own.
fn by_key(
    place: &str,
    one: Option<&Value>,
    other: Option<&Value>,
    title: &dyn Fn(&str) -> Option<String>,
    figures: &mut Vec<FigureDifference>,
) {
    for key in keys(one, other) {
        let what = title(&key).unwrap_or_else(|| key.clone());
        let of = |value: Option<&Value>| value.and_then(|value| value.get(&key)).cloned();
        walk(&format!("{place}.{key}"), &what, of(one).as_ref(), of(other).as_ref(), figures);
    }
}

/// The keys of two objects: those of the first in their order, then what only the second has.
fn keys(one: Option<&Value>, other: Option<&Value>) -> Vec<String> {
    let of = |value: Option<&Value>| -> Vec<String> {
        value
            .and_then(Value::as_object)
            .map_or_else(Vec::new, |object: &Map<String, Value>| object.keys().cloned().collect())
    };
    let mut all = of(one);
    let known: BTreeSet<String> = all.iter().cloned().collect();
    all.extend(of(other).into_iter().filter(|key| !known.contains(key)));
    all
}

/// Goes through two values, and names every place in which they differ.
fn walk(place: &str, what: &str, one: Option<&Value>, other: Option<&Value>, figures: &mut Vec<FigureDifference>) {
    if one == other {
        return;
    }
    match (one, other) {
        (Some(Value::Object(_)), Some(Value::Object(_))) => {
            for key in keys(one, other) {
                let of = |value: Option<&'_ Value>| value.and_then(|value| value.get(&key)).cloned();
                let said = format!("{what} {}", word(&key).unwrap_or(&key));
                walk(&format!("{place}.{key}"), &said, of(one).as_ref(), of(other).as_ref(), figures);
            }
        }
        (Some(Value::Array(these)), Some(Value::Array(those))) if these.len() == those.len() && has_parts(these) => {
            for (at, (one, other)) in these.iter().zip(those).enumerate() {
                walk(&format!("{place}[{at}]"), &format!("{what}第 {} 项", at + 1), Some(one), Some(other), figures);
            }
        }
        _ => figures.push(FigureDifference {
            place: place.to_owned(),
            what: what.to_owned(),
            archived: shown(one),
            recomputed: shown(other),
        }),
    }
}

fn has_parts(items: &[Value]) -> bool {
    items.iter().any(|item| item.is_object() || item.is_array())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::reports::difference_in_words;

    fn said(one: &Value, other: &Value, extent: Extent) -> Vec<String> {
        let title = |_: &str, category: &str| (category == "base").then(|| "基础分".to_owned());
        differences(one, other, extent, &title).iter().map(difference_in_words).collect()
    }

    fn document(score: &str, note: &str) -> Value {
        json!({
            "jifen": "0.1.0",
            "members": [
                {"branch": "东河村党支部", "name": "王伟", "id": "1", "score": score, "categories": {"base": score},
                 "grade": "优秀", "rank": {"branch": 1, "township": 2}, "steps": [{"note": note}]},
                {"branch": "东河村党支部", "name": "王伟", "id": "2", "score": "60"},
            ],
            "quotas": [{"scope": "东河村党支部", "level": "优秀", "limit": 1, "awarded": ["王伟"]}],
            "diagnostics": [{"code": "E304"}],
        })
    }

    #[test]
    fn a_member_s_figures_are_told_with_both_values() {
        let (one, other) = (document("73.5", "a"), document("72.5", "a"));
        let expected = ["东河村党支部 王伟（1）：得分 存档 73.5，重算 72.5；基础分 存档 73.5，重算 72.5"];
        assert_eq!(said(&one, &other, Extent::Results), expected);
        assert!(said(&one, &one, Extent::Whole).is_empty());
    }

    #[test]
    fn everything_else_is_compared_where_the_version_is_the_same() {
        let (one, mut other) = (document("73.5", "a"), document("73.5", "b"));
        assert!(said(&one, &other, Extent::Results).is_empty());
        assert_eq!(said(&one, &other, Extent::Whole), ["东河村党支部 王伟（1）：计分步骤第 1 项 说明 存档 a，重算 b"]);
        other["jifen"] = json!("0.2.0");
        assert_eq!(said(&one, &other, Extent::Whole)[1], "结果.json 程序版本：程序版本 存档 0.1.0，重算 0.2.0");
    }

    #[test]
    fn many_of_one_name_are_compared_in_the_time_of_many_of_several() {
        let of = |score: &str| {
            let one = json!({"branch": "东河村党支部", "name": "王伟", "id": "1", "score": score});
            json!({"members": vec![one; 40_000]})
        };
        let begun = std::time::Instant::now();
        let found = said(&of("60"), &of("61"), Extent::Results);
        assert_eq!(found.len(), 40_000);
        assert_eq!(found[1], "东河村党支部 王伟（第 2 个）：得分 存档 60，重算 61");
        assert!(begun.elapsed().as_secs() < 60);
    }

    #[test]
    fn an_honour_of_a_namesake_is_another_one() {
        let of = |id: &str, basis: &str| json!({"honours": [{"title": "优秀", "branch": "东河村党支部", "name": "王伟", "id": id, "basis": basis}]});
        let moved = said(&of("1", "a"), &of("2", "a"), Extent::Results);
        assert!(moved[0].contains("王伟（1）") && moved[0].contains("王伟（2）"), "{moved:?}");
        assert!(said(&of("1", "a"), &of("1", "b"), Extent::Results).is_empty());
        assert_eq!(said(&of("1", "a"), &of("1", "b"), Extent::Whole).len(), 1);
    }

    #[test]
    fn members_and_problems_that_only_one_of_them_has_are_told() {
        let (one, mut other) = (document("73.5", "a"), document("73.5", "a"));
        other["members"].as_array_mut().unwrap().remove(1);
        other["diagnostics"] = json!([]);
        other["quotas"][0]["awarded"] = json!([]);
        let found = said(&one, &other, Extent::Whole);
        assert!(found.iter().any(|it| it.contains("优秀的名额：入选 存档 王伟，重算 没有")), "{found:?}");
        assert!(found.iter().any(|it| it == "问题清单：E304 存档 1 处，重算 0 处"), "{found:?}");
        assert!(found.iter().any(|it| it.ends_with("王伟（2）：这一项 存档 有，重算 没有")), "{found:?}");
    }
}
